//! What becomes of an element: how it looks, and what is written there, from which instant on.

use crate::engine::SimTime;

/// How an element looks at an instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    /// Not there, not in use.
    #[default]
    Off,
    /// Its container waits.
    Waiting,
    /// Its container's image is being pulled.
    Pulling,
    /// There, in use, running.
    On,
    /// Running and ready.
    Ready,
    /// Running, and the stop signal was sent.
    Stopping,
    /// Ended with exit code 0.
    Done,
    /// Ended with another exit code, or the connection is refused.
    Failed,
    /// Nobody knows whether there is anyone at the other end.
    Doubtful,
}

impl Look {
    /// The look as `data-state` has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Waiting => "waiting",
            Self::Pulling => "pulling",
            Self::On => "on",
            Self::Ready => "ready",
            Self::Stopping => "stopping",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Doubtful => "doubtful",
        }
    }
}

/// An element from an instant on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// How it looks.
    pub look: Look,
    /// What is written there; empty where nothing is.
    pub text: String,
}

/// The life of one element: its states, each from its instant on. The first is that of the beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Life {
    pub(super) states: Vec<(SimTime, State)>,
}

impl Life {
    /// Its state at `at`.
    pub fn at(&self, at: SimTime) -> &State {
        let past = self.states.partition_point(|(since, _)| *since <= at);
        &self.states[past.max(1) - 1].1
    }

    /// Whether it never says anything.
    pub fn is_silent(&self) -> bool {
        self.states.iter().all(|(_, state)| state.text.is_empty())
    }

    /// All of its states, in order.
    pub fn states(&self) -> &[(SimTime, State)] {
        &self.states
    }
}

/// An element of the picture: its name there, and its life.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its id, unique in the picture: `card-2`.
    pub id: String,
    /// What becomes of it.
    pub life: Life,
}
