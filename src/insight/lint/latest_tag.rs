//! An image without a fixed version.

use super::case::Case;
use super::{Found, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "latest-tag",
    severity: Severity::Warning,
    title: "An image whose version is open",
    why: "Without a tag, and with `latest`, the image is whatever was pushed last: two Pods of one manifest may run different programs, and a restart may bring a new one.",
    example: "\
containers:
- {name: web, image: nginx}
",
    instead: "Name a version, such as `nginx:1.29`, or a digest.",
    reference: "https://kubernetes.io/docs/concepts/containers/images/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    case.each(|index, container| {
        let is_pinned = container.image.contains('@');
        if is_pinned || container.image.is_empty() || container.tag() != Some("latest") {
            return None;
        }
        let message = format!(
            "`{}` runs whatever `{}` is at the time of the pull.",
            container.name, container.image
        );
        Some(Found::new(index, case.of(index, "image"), message))
    })
}
