//! The Kubernetes versions to choose from.

use super::Markup;
use crate::model::{Gate, Version};

/// What is worth a word in the list: where it came, and where it is missing.
const NEWS: [(Gate, &str); 4] = [
    (Gate::ContainerRestartRules, "restart rules"),
    (Gate::PodLevelResources, "pod-level resources"),
    (Gate::PodLifecycleSleepAction, "sleep hooks"),
    (Gate::SidecarContainers, "native sidecars"),
];

/// An option for each version, the newest first; its value is the version's name.
pub fn version_options() -> String {
    let mut markup = Markup::new();
    for version in Version::all() {
        markup.open("option").attr("value", &version).text(&version);
        let older = Version::new(version.minor() - 1);
        let came = |gate| version.has(gate) && older.is_some_and(|older| !older.has(gate));
        if version == Version::NEWEST {
            markup.text(&" · newest");
        } else if let Some((_, news)) = NEWS.iter().find(|(gate, _)| came(*gate)) {
            markup.text(&format_args!(" · first with {news}"));
        } else if !version.has(Gate::SidecarContainers) {
            markup.text(&" · no native sidecars");
        }
        markup.close();
    }
    markup.finish()
}

#[cfg(test)]
mod tests {
    use super::version_options;

    #[test]
    fn every_version_can_be_chosen_and_says_what_it_is_known_for() {
        let options = version_options();
        assert!(options.starts_with("<option value=\"1.37\">1.37 · newest</option>"), "{options}");
        for option in [
            ">1.36</option>",
            ">1.35 · first with restart rules</option>",
            ">1.34 · first with pod-level resources</option>",
            ">1.30 · first with sleep hooks</option>",
            ">1.29 · first with native sidecars</option>",
            ">1.28 · no native sidecars</option>",
        ] {
            assert!(options.contains(option), "{option} in {options}");
        }
        assert!(options.ends_with(">1.27 · no native sidecars</option>"), "{options}");
    }
}
