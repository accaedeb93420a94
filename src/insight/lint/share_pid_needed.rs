//! A signal for a process in another container.

use super::case::Case;
use super::script::{image_name, text, text_with_hooks, words};
use super::{Found, Rule, Severity};
use crate::model::Container;

pub(super) const RULE: Rule = Rule {
    code: "share-pid-needed",
    severity: Severity::Warning,
    title: "A process of another container is out of reach",
    why: "Each container has process IDs of its own: `pkill` and `pidof` find nothing of the other containers, unless the Pod sets `shareProcessNamespace: true`.",
    example: "\
containers:
- {name: nginx, image: \"nginx:1.29\"}
- {name: reload, image: \"busybox:1.37\", command: [sh, -c, \"while true; do sleep 60; pkill -HUP nginx; done\"]}
",
    instead: "Set `shareProcessNamespace: true` for the Pod, or let the other program watch its files itself.",
    reference: "https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    if case.pod.share_process_namespace {
        return Vec::new();
    }
    case.each(|index, container| {
        let text = text_with_hooks(container);
        let (name, other) = signalled(&text).into_iter().find_map(|name| {
            let mut others = case.lasting().filter(|(other, _)| *other != index);
            let (_, other) = others.find(|(_, other)| runs(other, name))?;
            (!runs(container, name)).then_some((name, other))
        })?;
        let message = format!(
            "`{}` looks for the process `{name}` of `{}`, and sees only its own.",
            container.name, other.name
        );
        Some(
            Found::new(index, case.program(index), message)
                .and(case.field("shareProcessNamespace"))
                .at(case.started(index)),
        )
    })
}

/// The programs that `pkill`, `killall` and `pidof` look for.
fn signalled(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut words = words(text).peekable();
    while let Some(word) = words.next() {
        if matches!(word, "pkill" | "killall" | "pidof") {
            while words.next_if(|word| word.starts_with('-')).is_some() {}
            names.extend(words.next());
        }
    }
    names
}

/// Whether a container runs a program of this name: by its image, or anywhere in its command but
/// behind `pkill` and the like.
fn runs(container: &Container, name: &str) -> bool {
    let text = text(container);
    let named = words(&text).filter(|word| word.rsplit('/').next() == Some(name)).count();
    let looked_for = signalled(&text).iter().filter(|looked_for| **looked_for == name).count();
    image_name(&container.image) == name || named > looked_for
}
