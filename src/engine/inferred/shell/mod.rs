//! A small reader of shell scripts: follows a script through as far as its text tells, and adds up
//! the time. Not a shell: it runs nothing, and a script beyond it is unknown.

mod builtin;
mod lexer;
mod loops;
mod machine;
mod parser;
mod values;

use super::program::{OnSignal, Place, Program, Runs, Status};
use crate::engine::{Basis, Guess};
use crate::model::Millis;
use machine::{Flow, Front, Machine, Trap, Yields};

/// What `sh -c script` does, with `bash` if the shell is that one; `None` if the script holds something
/// that is not read.
pub(super) fn run(script: &str, errexit: bool, bash: bool, place: Place<'_>) -> Option<Program> {
    let list = parser::parse(script)?;
    let mut machine = Machine::new(place, errexit);
    if bash {
        machine.yields = Yields::ToTheLast;
    }
    // Every shell replaces itself with a command that is the whole script.
    let flow = match list.as_slice() {
        [only] => machine.only(only),
        all => machine.list(all, true),
    };
    let status = match flow {
        Flow::Exit(status) | Flow::Next(status) => status,
        _ => Status::sure(0),
    };
    let runs = match flow {
        Flow::Forever(_, basis) => Runs::Forever(basis),
        Flow::Unknown(_) => Runs::Unknown { before: machine.spent.total().value },
        _ => machine.spent.runs(),
    };
    let front = match flow {
        Flow::Forever(front, _) | Flow::Unknown(front) => front,
        _ => machine.replaced.map_or(Front::Script, Front::Replaced),
    };
    let on_signal = machine.on_signal(front);
    Some(Program { runs, status, on_signal, files: machine.files })
}

impl Machine<'_> {
    /// What the script does on its stop signal, with `front` in the foreground.
    ///
    /// A shell runs a trap only when the foreground command has ended (POSIX, "Signals and Error
    /// Handling"), and the signal reaches the shell alone; `wait` returns at once.
    fn on_signal(&self, front: Front) -> OnSignal {
        if self.trap == Trap::Ignored {
            return OnSignal::Ignored;
        }
        let handler = match (&self.trap, front) {
            (_, Front::Replaced(on_signal)) => return on_signal,
            (Trap::Run(_), Front::Child) => return OnSignal::Ignored,
            (Trap::Run(handler), _) => handler,
            _ => return OnSignal::Default,
        };
        let Some(list) = parser::parse(handler) else {
            return OnSignal::Handled { after: Guess::assumed(Millis(500)), code: 0 };
        };
        let mut machine = self.handling();
        let flow = machine.list(&list, false);
        let code = match (flow, front) {
            (Flow::Exit(status), _) => status.code,
            // `wait` returns 128 + SIGTERM, and the script is at its end.
            (Flow::Next(_), Front::Wait) => 143,
            // The handler returns, and the script goes on as if nothing had happened.
            _ => return OnSignal::Ignored,
        };
        let handling = machine.spent.total();
        let after = if front == Front::Wait || self.longest_wait >= self.longest_work {
            handling
        } else {
            // The signal comes at any point of the foreground sleep: half of it is left on average.
            Guess::assumed(handling.value + Millis(self.longest_work.0 / 2))
        };
        OnSignal::Handled { after, code }
    }
}

/// Time spent by a script so far.
#[derive(Clone, Copy, Debug, Default)]
struct Spent {
    declared: Millis,
    assumed: Millis,
}

impl Spent {
    /// Sleeps and the like, without what is too short to count.
    fn total(self) -> Guess<Millis> {
        let value = self.declared + self.assumed;
        if self.assumed == Millis::ZERO { Guess::declared(value) } else { Guess::assumed(value) }
    }

    /// How long a script of this much lasts: a script of short commands alone is assumed to take a
    /// moment that can be seen.
    fn runs(self) -> Runs {
        if self.total().value == Millis::ZERO { Runs::Briefly } else { Runs::For(self.total()) }
    }

    fn add(&mut self, takes: Guess<Millis>) {
        match takes.basis {
            Basis::Assumed => self.assumed += takes.value,
            _ => self.declared += takes.value,
        }
    }

    fn since(self, earlier: Self) -> Self {
        Self { declared: self.declared - earlier.declared, assumed: self.assumed - earlier.assumed }
    }
}
