//! Conditions and loops. What cannot be known is assumed to turn out well: a test passes, and a
//! loop that waits for something gets it after a few rounds.

use super::super::program::Status;
use super::lexer::Word;
use super::machine::{Flow, Front, Machine, Use};
use super::parser::List;
use super::values;
use crate::engine::{Basis, Guess};
use crate::model::Millis;
use std::ops::ControlFlow;

/// How long a loop that waits for something is assumed to wait, at least.
const WAITS: Millis = Millis(4000);

impl Machine<'_> {
    /// The first branch whose test succeeds. A way that is taken on hope alone and ends in failure
    /// is not taken: `if [ -z "$KEY" ]; then exit 1; fi` guards, it does not tell what happens.
    pub(super) fn condition(
        &mut self,
        branches: &[(List, List)],
        otherwise: &List,
        last: bool,
    ) -> Flow {
        for (test, body) in branches {
            let status = match self.for_use(Use::Check, |machine| machine.list(test, false)) {
                Flow::Next(status) => status,
                other => return other,
            };
            if !self.succeeds(status) {
                continue;
            }
            if !status.sure {
                let mut trial = self.clone();
                let flow = trial.list(body, last);
                if matches!(flow, Flow::Exit(Status { code, sure }) if code > 0 || !sure) {
                    self.steps = trial.steps;
                    continue;
                }
                *self = trial;
                return flow;
            }
            return self.list(body, last);
        }
        self.list(otherwise, last)
    }

    pub(super) fn repeat(&mut self, until: bool, test: &List, body: &List) -> Flow {
        loop {
            let before = self.changes();
            let status = match self.for_use(Use::Check, |machine| machine.list(test, false)) {
                Flow::Next(status) => status,
                other => return other,
            };
            if !status.sure {
                if self.hopeless {
                    // One round is all that matters here.
                    self.list(body, false);
                    return Flow::Next(Status::unsure(0));
                }
                return self.wait_for(test, body);
            }
            if (status.code == 0) == until {
                return Flow::Next(Status::sure(0));
            }
            if let ControlFlow::Break(flow) = self.round(test, body) {
                return flow;
            }
            if self.changes() == before || self.exhausted() {
                return Flow::Forever(Front::Script, Basis::Declared);
            }
        }
    }

    /// How many times something changed that the script's way depends on: a round that changes
    /// nothing is like the next one.
    fn changes(&self) -> usize {
        self.variables.changes + self.functions.len() + self.files.len() + usize::from(self.errexit)
    }

    /// One round of a loop; breaks with how the loop is left. One that is left on hope alone waits
    /// for something.
    fn round(&mut self, test: &List, body: &List) -> ControlFlow<Flow> {
        let (before, hoped) = (self.spent, std::mem::take(&mut self.hoped));
        let flow = self.list(body, false);
        let by_hope = std::mem::replace(&mut self.hoped, hoped) && !self.hopeless;
        ControlFlow::Break(match flow {
            Flow::Next(_) | Flow::Continue => return ControlFlow::Continue(()),
            Flow::Break | Flow::Exit(Status { code: 0, .. }) if by_hope => {
                self.spent = before;
                let waited = self.wait_for(test, body);
                if matches!(flow, Flow::Break) { waited } else { flow }
            }
            Flow::Break => Flow::Next(Status::sure(0)),
            other => other,
        })
    }

    /// A loop that waits for something outside: assumed to come after a few rounds.
    fn wait_for(&mut self, test: &List, body: &List) -> Flow {
        let mut trial = self.clone();
        trial.hopeless = true;
        trial.for_use(Use::Check, |machine| machine.list(test, false));
        let flow = trial.list(body, false);
        self.steps = trial.steps;
        if let Flow::Forever(..) = flow {
            return flow;
        }
        let round = trial.spent.since(self.spent).total().value;
        let waits = match round.0 {
            0 => WAITS,
            round => Millis(WAITS.0.div_ceil(round).saturating_mul(round)),
        };
        self.longest_work = self.longest_work.max(round);
        self.spent.add(Guess::assumed(waits));
        Flow::Next(Status::unsure(0))
    }

    /// `for name in …`.
    pub(super) fn each(&mut self, name: &str, values: &[Word], body: &List) -> Flow {
        for value in values::expand(values, &self.variables) {
            self.variables.set(name, &value);
            if let ControlFlow::Break(flow) = self.round(&List::new(), body) {
                return flow;
            }
        }
        Flow::Next(Status::sure(0))
    }

    /// `for ((i = 0; i < 5; i++))`; without a test it never ends by itself.
    pub(super) fn count(&mut self, head: &str, body: &List) -> Flow {
        let mut parts = head.split(';').map(str::trim);
        let (start, test, step) =
            (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        self.calculate(start);
        while test.is_empty() || self.calculate(test).code == 0 {
            let before = self.changes();
            if let ControlFlow::Break(flow) = self.round(&List::new(), body) {
                return flow;
            }
            let unknown = !step.is_empty() && !self.calculate(step).sure;
            self.steps += 1;
            if unknown || self.changes() == before || self.exhausted() {
                return Flow::Forever(Front::Script, Basis::Declared);
            }
        }
        Flow::Next(Status::sure(0))
    }
}
