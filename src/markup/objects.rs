//! The objects of a text as tabs. What is not simulated is listed too, and says so.

use super::Markup;
use crate::manifest::Manifest;

/// One tab per object, each `#object-<place>` with `data-object`; `chosen` is the selected one.
/// `panel` is the id of what they are tabs of.
pub fn object_tabs(manifest: &Manifest, chosen: Option<usize>, panel: &str) -> String {
    let mut markup = Markup::new();
    for (index, object) in manifest.objects.iter().enumerate() {
        let selected = chosen == Some(index);
        let simulated = object.workload.is_some();
        let kind = if object.kind.is_empty() { "no kind" } else { &object.kind };
        markup.open("button").attr("role", &"tab");
        markup.attr("id", &format_args!("object-{index}")).attr("data-object", &index);
        markup.attr("aria-selected", &selected).attr("aria-controls", &panel);
        markup.attr("tabindex", &if selected { "0" } else { "-1" });
        if !simulated {
            markup.attr("aria-disabled", &"true");
            let title = format_args!("{kind} is not simulated: it has no Pod in it");
            markup.attr("title", &title);
        }
        markup.leaf("b", "", &kind).text(&" ").text(&object.name);
        if !simulated {
            markup.leaf("span", "why-not", &" · not simulated");
        }
        markup.close();
    }
    markup.finish()
}

#[cfg(test)]
mod tests {
    use super::object_tabs;
    use crate::manifest;

    #[test]
    fn what_has_no_pod_says_so_and_a_name_stays_text() {
        let manifest = manifest::parse(
            "{kind: Service, apiVersion: v1, metadata: {name: '<script>'}}\n---\n\
             {kind: Pod, apiVersion: v1, metadata: {name: b}, spec: {containers: [{name: a, image: a}]}}",
        );
        let tabs = object_tabs(&manifest, Some(1), "text");
        let (first, second) = tabs.split_once("</button>").expect("two tabs");
        assert!(first.contains("aria-disabled=\"true\""), "{first}");
        assert!(first.contains("<b>Service</b> &lt;script&gt;<span"), "{first}");
        assert!(second.contains("data-object=\"1\" aria-selected=\"true\""), "{second}");
        assert!(second.ends_with("<b>Pod</b> b</button>"), "{second}");
    }
}
