//! What a container waits for once its own start has begun: its image, a back-off, its creation.

use super::Look;
use crate::engine::{EventKind, Rule};
use crate::insight::why::{Wait, words};
use crate::model::{ContainerIndex, ContainerRole};
use words::length;

impl Look<'_> {
    /// What the start of a container itself waits for, once it has begun.
    pub(super) fn own_start(&self, index: ContainerIndex) -> Option<Wait> {
        let name = self.case.name(index);
        let lines = &self.case.lines;
        let last = self.last(index, |kind| {
            !matches!(kind, EventKind::BecameUnready | EventKind::Probed { .. })
        })?;
        let begins = |kind: &EventKind| {
            matches!(kind, EventKind::PullStarted | EventKind::Pulled { .. } | EventKind::Started)
        };
        Some(match &last.kind {
            EventKind::PullStarted => Wait {
                text: format!("The image of {name} must be pulled."),
                since: last.at,
                until: self.next(index, |kind| matches!(kind, EventKind::Pulled { .. })),
                otherwise: "The kubelet tries again, after 10 s, 20 s and so on up to 5 min; whatever comes after it in its list does not start.".to_owned(),
                rule: Rule::PullBlocks,
                lines: vec![lines.of(index, "image", "the image is missing")],
            },
            EventKind::PullFailed("ErrImageNeverPull") => Wait {
                text: format!("Somebody must bring the image of {name} to the node, or change imagePullPolicy."),
                since: last.at,
                until: self.next(index, begins),
                otherwise: "The container never starts.".to_owned(),
                rule: Rule::ImagePresent,
                lines: vec![lines.of(index, "imagePullPolicy", "IfNotPresent")],
            },
            EventKind::PullFailed(_) | EventKind::PullBackOff { .. } => {
                let next = self.next(index, begins);
                let until = next.map(|at| format!(", at {at}")).unwrap_or_default();
                Wait {
                    text: format!("The back-off after the failed pull must be over{until}; then the pull of the image of {name} must succeed."),
                    since: last.at,
                    until: next,
                    otherwise: "The delay doubles up to 5 min, and the kubelet never gives up; check the image's name and tag, and the credentials for its registry.".to_owned(),
                    rule: Rule::PullBackOff,
                    lines: vec![lines.of(index, "image", "the image is missing")],
                }
            }
            EventKind::BackOff { delay } => {
                let exit = self.last(index, |kind| matches!(kind, EventKind::Exited { .. }));
                let over = exit.map_or(last.at, |exit| exit.at) + *delay;
                Wait {
                    text: format!("The back-off of {} must be over, at {over}.", length(*delay)),
                    since: exit.map_or(last.at, |exit| exit.at),
                    until: self.next(index, begins),
                    otherwise: "It is always over in the end. If the process ends again, the next delay is twice as long, up to 5 min; the kubelet never gives up.".to_owned(),
                    rule: Rule::CrashBackOff,
                    lines: vec![self.case.policy(index), self.case.program(index)],
                }
            }
            EventKind::Pulled { .. } | EventKind::Created => Wait {
                text: format!("The runtime must create {name} and start its process."),
                since: last.at,
                until: self.next(index, |kind| *kind == EventKind::Started),
                otherwise: "The container waits with a reason such as CreateContainerError, and the kubelet tries again.".to_owned(),
                rule: Rule::CreateThenStart,
                lines: vec![self.case.program(index)],
            },
            EventKind::Exited { .. } => Wait {
                text: format!("The kubelet must notice that {name} has ended, and start it again."),
                since: last.at,
                until: self.next(index, |kind| begins(kind) || matches!(kind, EventKind::BackOff { .. })),
                otherwise: "It does so within about a second, unless the kubelet itself is down.".to_owned(),
                rule: match self.case.container(index).role {
                    ContainerRole::Init => Rule::InitRetried,
                    ContainerRole::Sidecar => Rule::SidecarRestarts,
                    ContainerRole::App => Rule::RestartInPlace,
                },
                lines: vec![self.case.policy(index)],
            },
            _ => return None,
        })
    }
}
