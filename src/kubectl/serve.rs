//! What the kubelet serves to `kubectl logs` and `kubectl exec`, and what it refuses.
//!
//! Source: `pkg/kubelet/kubelet_pods.go` validateContainerLogStatus, GetExec.

use crate::engine::status::{ContainerId, ContainerState, ContainerStatus, reason};

/// The run whose log `kubectl logs` shows, of the container `name` of any kind with that status;
/// `None` if the API server does not know which.
///
/// In a crash loop that is the run that crashed, without `--previous`.
///
/// # Errors
/// What the kubelet answers if there is no log to show.
pub fn log_of(
    pod_name: &str,
    name: &str,
    status: Option<&ContainerStatus>,
    previous: bool,
) -> Result<Option<ContainerId>, String> {
    let refuse = |why: &str| Err(format!("container \"{name}\" in pod \"{pod_name}\" {why}"));
    let Some(status) = status else {
        return refuse("is not available");
    };
    let last = status.last.map(|last| last.id);
    if previous {
        return match last.flatten() {
            Some(id) => Ok(Some(id)),
            None => Err(format!(
                "previous terminated container \"{name}\" in pod \"{pod_name}\" not found"
            )),
        };
    }
    let ended = match status.state {
        ContainerState::Running { .. } => return Ok(status.id),
        // A start that failed has no run of its own; then the one before counts.
        ContainerState::Terminated(ended) => Some(ended.id.or(last.flatten())),
        ContainerState::Waiting(_) | ContainerState::Empty => last,
    };
    match (ended, status.state) {
        (Some(Some(id)), _) => Ok(Some(id)),
        (Some(None), _) => refuse("is terminated"),
        (None, ContainerState::Waiting(waiting)) => refuse(&format!(
            "is waiting to start: {}",
            match waiting.reason {
                reason::ERR_IMAGE_PULL => "image can't be pulled",
                reason::IMAGE_PULL_BACK_OFF => "trying and failing to pull image",
                other => other,
            }
        )),
        (None, _) => refuse("is waiting to start - no logs yet"),
    }
}

/// Whether the container `name` with that status has a process for `kubectl exec` and `attach`.
///
/// # Errors
/// What the kubelet answers if there is none.
pub fn running(name: &str, status: Option<&ContainerStatus>) -> Result<(), String> {
    match status {
        Some(status) if status.is_running() => Ok(()),
        _ => Err(format!("container not found (\"{name}\")")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::SimTime;
    use crate::engine::status::{Terminated, Waiting};

    fn ended(id: Option<u32>) -> Terminated {
        Terminated { exit_code: 1, id: id.map(ContainerId), ..Terminated::default() }
    }

    #[test]
    fn the_kubelet_serves_the_run_that_is_there_or_was_there_last() {
        let waiting = |reason| ContainerState::Waiting(Waiting::because(reason));
        let running = ContainerState::Running { started_at: SimTime::ZERO };
        let log = |state, last: Option<Terminated>, previous| {
            let id = Some(ContainerId(9));
            let status = ContainerStatus { state, last, id, ..ContainerStatus::default() };
            log_of("p", "c", Some(&status), previous)
        };
        let run = |number| Ok(Some(ContainerId(number)));
        let error = |why: &str| Err(format!("container \"c\" in pod \"p\" {why}"));
        let terminated = ContainerState::Terminated;
        for (state, last, served) in [
            (running, Some(ended(Some(1))), run(9)),
            (terminated(ended(Some(2))), Some(ended(Some(1))), run(2)),
            (terminated(ended(None)), Some(ended(Some(1))), run(1)),
            (terminated(ended(None)), None, error("is terminated")),
            (waiting("CrashLoopBackOff"), Some(ended(Some(1))), run(1)),
            (waiting("CrashLoopBackOff"), Some(ended(None)), error("is terminated")),
            (waiting("ErrImagePull"), None, error("is waiting to start: image can't be pulled")),
            (
                waiting("ImagePullBackOff"),
                None,
                error("is waiting to start: trying and failing to pull image"),
            ),
            (waiting("ContainerCreating"), None, error("is waiting to start: ContainerCreating")),
            (ContainerState::Empty, None, error("is waiting to start - no logs yet")),
        ] {
            assert_eq!(log(state, last, false), served, "{state:?} after {last:?}");
        }
        assert_eq!(log(running, Some(ended(Some(1))), true), run(1));
        let none = Err("previous terminated container \"c\" in pod \"p\" not found".to_owned());
        assert_eq!(log(running, None, true), none);
        assert_eq!(log(running, Some(ended(None)), true), none);
        assert_eq!(log_of("p", "c", None, false), error("is not available"));
    }

    #[test]
    fn exec_needs_a_process() {
        let refused = Err("container not found (\"c\")".to_owned());
        assert_eq!(running("c", None), refused);
        let of =
            |state| running("c", Some(&ContainerStatus { state, ..ContainerStatus::default() }));
        assert_eq!(of(ContainerState::Waiting(Waiting::because("CrashLoopBackOff"))), refused);
        assert_eq!(of(ContainerState::Running { started_at: SimTime::ZERO }), Ok(()));
    }
}
