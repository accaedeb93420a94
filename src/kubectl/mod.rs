//! What kubectl prints about a Pod, and which container its commands mean.
//!
//! Text for a terminal: `get -w`, `get -o yaml`, `describe`, `events`, the commands worth typing at an
//! instant with what each prints, the container that `logs`, `exec` and `attach` choose, and what the
//! kubelet serves to them or refuses. Source: kubectl `pkg/describe/describe.go`, `pkg/cmd/get`,
//! `pkg/polymorphichelpers/logsforobject.go`, `pkg/cmd/util/podcmd/podcmd.go`. The row of
//! `kubectl get` is the API server's and stands in [`crate::engine::status`]. Knows nothing of pages.

mod align;
mod choice;
mod commands;
mod date;
mod describe;
mod event_list;
mod events;
mod invented;
mod jsonpath;
mod object;
mod serve;
mod table;
mod tree;
mod watch;
mod yaml;

pub use choice::{Choice, MAX_STREAMS, all_logs, attach, exec, logs};
pub use commands::{Advice, Command, Prints, advice, not_simulated};
pub use describe::{describe, describe_object};
pub use event_list::{event_list, get_events, get_events_command};
pub use events::{Repeated, message, repeated};
pub use serve::{log_of, running};
pub use watch::{Author, Change, WatchLine, watch, watch_text};

use crate::engine::{SimTime, Timeline};
use crate::model::{OwnerKind, Pod};

/// What `kubectl get pod -o yaml` prints at `now`, but for `spec`, which is the manifest.
pub fn yaml(timeline: &Timeline, now: SimTime) -> String {
    yaml::write(&object::pod(timeline, now))
}

/// ` -n NAMESPACE`, unless the Pod is in the default one.
pub fn namespace_flag(pod: &Pod) -> String {
    match pod.namespace.as_str() {
        "default" => String::new(),
        other => format!(" -n {}", word(other)),
    }
}

/// One word of a command line, quoted if the shell would read something into it.
pub fn word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._-/=:,@%+".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// What the API server answers about a Pod that is gone.
pub fn not_found(pod: &Pod) -> String {
    format!("Error from server (NotFound): pods \"{}\" not found", pod.name)
}

/// Kind and name of the object that has made the Pod; the names of Pods are made from that of theirs.
fn owner(pod: &Pod) -> Option<(&'static str, &str)> {
    let owner = pod.owner.as_ref()?;
    let made_from = pod.name.rsplit_once('-').map_or(pod.name.as_str(), |(name, _)| name);
    Some(match owner.kind {
        OwnerKind::Deployment => (OwnerKind::ReplicaSet.as_str(), made_from),
        OwnerKind::CronJob => (OwnerKind::Job.as_str(), made_from),
        kind => (kind.as_str(), owner.name.as_str()),
    })
}
