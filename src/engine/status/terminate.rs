//! The last word on a Pod whose termination has finished (`status_manager.go` TerminatePod).

use super::convert::unseen;
use super::{ContainerState, ContainerStatus, PodStatus, reason};
use crate::model::{ContainerRole, Pod};

/// Gives every container that must have run, and whose end nobody saw, a terminated state.
pub fn terminate(pod: &Pod, status: &mut PodStatus) {
    if has_initialized(pod, status) {
        for index in pod.app_indices() {
            end(status.containers[index.0].as_mut());
        }
    }
    // The init list up to the last entry with evidence of having run; in any case the first.
    let tried = |entry: &ContainerStatus| {
        entry.last.is_some() || !matches!(entry.state, ContainerState::Waiting(_))
    };
    let last_tried =
        pod.init_indices().rev().find(|&index| status.container(index).is_some_and(tried));
    let count = pod.init_count().min(last_tried.map_or(0, |index| index.0) + 1);
    for entry in &mut status.containers[..count] {
        end(entry.as_mut());
    }
}

fn end(status: Option<&mut ContainerStatus>) {
    if let Some(status) = status.filter(|status| status.terminated().is_none()) {
        status.state = ContainerState::Terminated(unseen(reason::CONTAINER_STATUS_UNKNOWN));
    }
}

/// Whether there is evidence that an app container was ever started, or could have been
/// (hasPodInitialized).
fn has_initialized(pod: &Pod, status: &PodStatus) -> bool {
    let moved = |app: &ContainerStatus| {
        app.last.is_some() || !matches!(app.state, ContainerState::Waiting(_))
    };
    if pod.app_indices().any(|index| status.container(index).is_some_and(moved)) {
        return true;
    }
    let Some(last) = pod.init_indices().next_back() else { return true };
    status.container(last).is_some_and(|entry| match pod.container(last).role {
        ContainerRole::Sidecar => entry.is_running() && entry.started,
        _ => [entry.terminated(), entry.last.as_ref()]
            .into_iter()
            .flatten()
            .any(|ended| ended.exit_code == 0),
    })
}
