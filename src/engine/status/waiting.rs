//! The message of a waiting state (`state.waiting.message`), which `kubectl get -o yaml` shows and
//! `describe` does not.

use super::{Waiting, reason};
use crate::engine::POD_UID;
use crate::model::{Container, Millis, Pod, Version};

/// The message that comes with a reason; empty for reasons that come alone.
///
/// Source: `kuberuntime_manager.go` doBackOff, `images/image_manager.go` EnsureImageExists,
/// `kubelet_pods.go` convertToAPIContainerStatuses.
pub fn waiting_message(
    pod: &Pod,
    container: &Container,
    waiting: Waiting,
    version: Version,
) -> String {
    let (name, image) = (&container.name, &container.image);
    match waiting.reason {
        reason::CRASH_LOOP_BACK_OFF => {
            let delay = duration(waiting.delay);
            let Pod { name: pod_name, namespace, .. } = pod;
            format!(
                "back-off {delay} restarting failed container={name} \
                 pod={pod_name}_{namespace}({POD_UID})"
            )
        }
        reason::ERR_IMAGE_PULL => reason::PULL_ERROR.to_owned(),
        reason::IMAGE_PULL_BACK_OFF if version.at_least(32) => {
            format!("Back-off pulling image \"{image}\": ErrImagePull: {}", reason::PULL_ERROR)
        }
        reason::IMAGE_PULL_BACK_OFF => format!("Back-off pulling image \"{image}\""),
        reason::ERR_IMAGE_NEVER_PULL => {
            format!("Container image \"{image}\" is not present with pull policy of Never")
        }
        reason::RESTARTING_ALL_CONTAINERS => {
            "The container is removed because RestartAllContainers in place".to_owned()
        }
        _ => String::new(),
    }
}

/// A span as Go writes it: `40s`, `1m20s`, `5m0s`.
fn duration(span: Millis) -> String {
    let seconds = span.whole_secs();
    match seconds / 60 {
        0 => format!("{seconds}s"),
        minutes => format!("{minutes}m{}s", seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ContainerRole;

    #[test]
    fn messages_follow_reason_and_version() {
        let app = Container::new("app", ContainerRole::App, "nginx:1");
        let pod = Pod::new("p", vec![app.clone()]).expect("a Pod");
        let told = |reason, delay, minor| {
            let waiting = Waiting { reason, delay: Millis::from_secs(delay) };
            let version = Version::new(minor).expect("a known minor");
            waiting_message(&pod, &app, waiting, version)
        };
        for (delay, text) in [(10, "10s"), (80, "1m20s"), (300, "5m0s")] {
            assert_eq!(
                told("CrashLoopBackOff", delay, 37),
                format!("back-off {text} restarting failed container=app pod=p_default({POD_UID})")
            );
        }
        assert_eq!(told("ImagePullBackOff", 10, 31), "Back-off pulling image \"nginx:1\"");
        assert_eq!(
            told("ImagePullBackOff", 10, 32),
            "Back-off pulling image \"nginx:1\": ErrImagePull: not found"
        );
        assert_eq!(told("ContainerCreating", 0, 37), "");
    }
}
