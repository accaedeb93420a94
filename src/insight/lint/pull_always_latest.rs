//! A restart that depends on the registry.

use super::case::Case;
use super::{Found, Rule, Severity};
use crate::engine::{EventKind, Subject};

pub(super) const RULE: Rule = Rule {
    code: "pull-always-latest",
    severity: Severity::Info,
    title: "Every restart asks the registry",
    why: "The pull policy of the tag `latest` is Always: each start of the container asks the registry, and fails if that does not answer, although the image is on the node.",
    example: "\
containers:
- {name: app, image: \"example/app:latest\"}
",
    instead: "Name a version: its pull policy is IfNotPresent.",
    reference: "https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    case.each(|index, container| {
        let is_latest = container.tag() == Some("latest") && !container.image.contains('@');
        if !is_latest {
            return None;
        }
        let asked = case.timeline.events.iter().filter(|event| {
            event.subject == Subject::Container(index) && event.kind == EventKind::PullStarted
        });
        let again = asked.clone().nth(1)?;
        let message = format!(
            "`{}` asks the registry {} times within {}, for the first start and for every restart.",
            container.name,
            asked.count(),
            case.timeline.until
        );
        Some(Found::new(index, case.of(index, "image"), message).at(Some(again.id)))
    })
}
