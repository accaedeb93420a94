//! What an EndpointSlice says about the Pod, for a Service that selects it.
//!
//! Source: `staging/src/k8s.io/endpointslice/utils.go` podToEndpoint,
//! `pkg/controller/util/endpoint/controller_utils.go` ShouldPodBeInEndpoints. The controller acts
//! beside the kubelet, and nothing in the kubelet waits for it.

use super::{Condition, PodState};

/// The conditions of the Pod's endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// It gets traffic: it is serving and not terminating.
    pub ready: bool,
    /// The Pod is Ready, deleted or not.
    pub serving: bool,
    /// The Pod has a deletion timestamp.
    pub terminating: bool,
}

/// The Pod's endpoint; `None` as long as the Pod has no address, and once it has ended.
pub fn endpoint(state: &PodState) -> Option<Endpoint> {
    let ended = state.status.phase.is_terminal();
    if !state.sandbox || state.removed || ended {
        return None;
    }
    let serving = state.is(Condition::Ready);
    let terminating = state.deletion.is_some();
    Some(Endpoint { ready: serving && !terminating, serving, terminating })
}
