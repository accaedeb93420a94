//! For every symptom the commands that tell more, the most telling first.

use super::moment::Moment;
use super::symptom::Symptom;
use super::{Advice, ending, running, starting};
use crate::engine::status::Condition;

/// What to type about `symptom`.
pub(super) fn of(moment: &Moment, symptom: Symptom) -> Advice {
    let (headline, commands) = match symptom {
        Symptom::Gone => ("The Pod is gone.".to_owned(), ending::gone(moment)),
        Symptom::Gated => {
            ("No scheduler looks at the Pod yet.".to_owned(), starting::gated(moment))
        }
        Symptom::Terminating => ending::terminating(moment),
        Symptom::Ended => {
            ("The kubelet itself has ended the Pod.".to_owned(), ending::ended(moment))
        }
        Symptom::Initializing(index) => starting::initializing(moment, index),
        Symptom::Creating(index) => starting::creating(moment, index),
        Symptom::Image(index) => starting::image(moment, index),
        Symptom::Crashing(index) => running::crashing(moment, index),
        Symptom::Failed(index) => ending::failed(moment, index),
        Symptom::Unfinished => {
            ("Some containers are done, others run on.".to_owned(), ending::unfinished(moment))
        }
        Symptom::Draining => (
            "The app is done; its sidecars are being stopped.".to_owned(),
            ending::draining(moment),
        ),
        Symptom::Done => ("The Pod has succeeded.".to_owned(), ending::done(moment)),
        Symptom::NotReady(index) => running::not_ready(moment, index),
        Symptom::GateClosed => {
            ("Every container is ready, the Pod is not.".to_owned(), running::gate_closed(moment))
        }
        Symptom::Restarted(index) => running::restarted(moment, index),
        Symptom::Healthy => ("Everything runs and is ready.".to_owned(), running::healthy(moment)),
    };
    Advice { headline, commands }
}

/// The message of a condition.
pub(super) fn condition(condition: Condition) -> String {
    format!("{{.status.conditions[?(@.type==\"{}\")].message}}", condition.as_str())
}
