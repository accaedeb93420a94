//! What a runtime would report and no simulation can know: invented, and visibly so.

use crate::engine::status::ContainerId;
use crate::model::Container;

/// The digest of every image.
const DIGEST: &str = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

/// `containerID`: counts the runs of a container.
pub(super) fn container_id(container: &Container, id: ContainerId) -> String {
    format!("containerd://{}-{}", container.name, id.0)
}

/// `imageID` of an image reference: the image in full, by digest.
pub(super) fn image_id(image: &str) -> String {
    let full = full_image(image);
    if full.contains('@') {
        return full;
    }
    // A colon before the last slash belongs to the registry's port.
    let name = match full.rsplit_once(':') {
        Some((name, tag)) if !tag.contains('/') => name,
        _ => full.as_str(),
    };
    format!("{name}@{DIGEST}")
}

/// The image as the runtime names it: with its registry, and with the tag that is meant where none is
/// written (`distribution/reference` ParseDockerRef).
pub(super) fn full_image(image: &str) -> String {
    let host = image.split_once('/').map(|(host, _)| host);
    let has_host = host.is_some_and(|host| host.contains(['.', ':']) || host == "localhost");
    let prefix = match host {
        _ if has_host => "",
        Some(_) => "docker.io/",
        None => "docker.io/library/",
    };
    let last = image.rsplit('/').next().unwrap_or(image);
    let tag = if last.contains([':', '@']) { "" } else { ":latest" };
    format!("{prefix}{image}{tag}")
}

#[cfg(test)]
mod tests {
    use super::{full_image, image_id};

    #[test]
    fn images_get_the_parts_that_are_not_written() {
        for (image, full) in [
            ("nginx", "docker.io/library/nginx:latest"),
            ("nginx:1.27", "docker.io/library/nginx:1.27"),
            ("fluent/fluent-bit:3.2", "docker.io/fluent/fluent-bit:3.2"),
            ("registry.example/app:1", "registry.example/app:1"),
            ("localhost/app", "localhost/app:latest"),
            ("registry.example:5000/a/b", "registry.example:5000/a/b:latest"),
            ("nginx@sha256:00ff", "docker.io/library/nginx@sha256:00ff"),
        ] {
            assert_eq!(full_image(image), full);
        }
        let id = image_id("registry.example:5000/app:1");
        assert!(id.starts_with("registry.example:5000/app@sha256:0000"), "{id}");
        assert_eq!(image_id("nginx@sha256:00ff"), "docker.io/library/nginx@sha256:00ff");
    }
}
