//! Follows a script through, command by command.

use super::super::program::{FileChange, OnSignal, Place, Status};
use super::super::variables::Variables;
use super::Spent;
use super::lexer::Word;
use super::parser::{Command, Item, List, Pipeline};
use super::values;
use crate::engine::{Basis, Guess};
use crate::model::Millis;
use std::rc::Rc;

/// What stands in the foreground while a script goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Front {
    /// The script itself, between commands or in short ones.
    Script,
    /// A child that does not end.
    Child,
    /// `wait`.
    Wait,
    /// A program that took the shell's place.
    Replaced(OnSignal),
}

/// How a command leaves the script.
#[derive(Clone, Copy, Debug)]
pub(super) enum Flow {
    /// The next command is due.
    Next(Status),
    /// `break`.
    Break,
    /// `continue`.
    Continue,
    /// `return`.
    Return(Status),
    /// The script ends.
    Exit(Status),
    /// It goes on for ever.
    Forever(Front, Basis),
    /// Its last command is a program that only its author knows.
    Unknown(Front),
}

/// What SIGTERM is set to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trap {
    /// Nothing was set.
    Unset,
    /// `trap '' TERM`.
    Ignored,
    /// `trap '…' TERM`.
    Run(String),
}

/// Whether the shell lets a command take its place without being told to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Yields {
    /// It does not.
    Never,
    /// The last one, as bash does from 5.1 on: neither after a trap was set or a job sent to the
    /// background, nor inside of anything.
    ToTheLast,
}

/// What the status of the command at hand is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Use {
    /// Nothing: under `set -e` a failure ends the script.
    None,
    /// `&&`, `||` or `!` looks at it.
    Choice,
    /// It is the test of a loop or an `if`: a look at something, which takes no time of its own.
    Check,
}

/// The most commands that are followed, and the longest a script is followed before it counts as
/// going on for ever.
const MOST_STEPS: u32 = 1500;
const LONGEST: Millis = Millis::from_secs(7 * 86_400);

/// The state of a script.
#[derive(Clone)]
pub(super) struct Machine<'a> {
    pub(super) place: Place<'a>,
    pub(super) variables: Variables,
    pub(super) functions: Vec<(String, Rc<List>)>,
    pub(super) calls: u8,
    pub(super) errexit: bool,
    pub(super) use_of_status: Use,
    /// What cannot be known goes wrong: to see how long one round of waiting takes.
    pub(super) hopeless: bool,
    /// Whether something that cannot be known decided the way.
    pub(super) hoped: bool,
    pub(super) background: Vec<Option<Guess<Millis>>>,
    pub(super) steps: u32,
    pub(super) trap: Trap,
    pub(super) yields: Yields,
    pub(super) spent: Spent,
    /// The longest foreground command, and the longest `wait`.
    pub(super) longest_work: Millis,
    pub(super) longest_wait: Millis,
    /// What the program that replaced the shell does on its stop signal.
    pub(super) replaced: Option<OnSignal>,
    pub(super) files: Vec<FileChange>,
}

impl<'a> Machine<'a> {
    pub(super) fn new(place: Place<'a>, errexit: bool) -> Self {
        Self {
            place,
            variables: place.environment.clone(),
            functions: Vec::new(),
            calls: 0,
            errexit,
            use_of_status: Use::None,
            hopeless: false,
            hoped: false,
            background: Vec::new(),
            steps: 0,
            trap: Trap::Unset,
            yields: Yields::Never,
            spent: Spent::default(),
            longest_work: Millis::ZERO,
            longest_wait: Millis::ZERO,
            replaced: None,
            files: Vec::new(),
        }
    }

    /// The same shell in its signal handler: the clock starts again, background jobs were told to
    /// end.
    pub(super) fn handling(&self) -> Self {
        Self {
            spent: Spent::default(),
            background: Vec::new(),
            errexit: false,
            steps: 0,
            ..self.clone()
        }
    }

    /// A script of one item: a lone simple command takes the shell's place.
    pub(super) fn only(&mut self, item: &Item) -> Flow {
        match (item.background, item.rest.is_empty(), &item.first) {
            (false, true, Pipeline { negated: false, commands }) => match commands.as_slice() {
                [Command::Simple { words, output }] => {
                    self.simple(words, output.as_ref(), true, true)
                }
                _ => self.item(item, true),
            },
            _ => self.item(item, true),
        }
    }

    /// Commands one after another; `last` if nothing of the script follows them.
    pub(super) fn list(&mut self, items: &[Item], last: bool) -> Flow {
        let mut status = Status::sure(0);
        for (position, item) in items.iter().enumerate() {
            match self.item(item, last && position + 1 == items.len()) {
                Flow::Next(next) => status = next,
                other => return other,
            }
        }
        Flow::Next(status)
    }

    fn item(&mut self, item: &Item, last: bool) -> Flow {
        if item.background {
            self.yields = Yields::Never;
            let mut child = self.subshell();
            let before = child.spent;
            let runs = match child.and_or(item, true) {
                Flow::Forever(..) | Flow::Unknown(_) => None,
                _ => Some(child.spent.since(before).total()),
            };
            self.steps = child.steps;
            self.background.push(runs);
            return Flow::Next(Status::sure(0));
        }
        self.and_or(item, last)
    }

    /// The pipelines of an item, whether or not they go on in the background.
    fn and_or(&mut self, item: &Item, last: bool) -> Flow {
        let choice = |is_last: bool| if is_last { Use::None } else { Use::Choice };
        let is_last = item.rest.is_empty();
        let mut flow =
            self.for_use(choice(is_last), |machine| machine.pipeline(&item.first, last && is_last));
        for (position, (and, pipeline)) in item.rest.iter().enumerate() {
            let Flow::Next(status) = flow else { return flow };
            if self.succeeds(status) != *and {
                continue;
            }
            let is_last = position + 1 == item.rest.len();
            flow = self
                .for_use(choice(is_last), |machine| machine.pipeline(pipeline, last && is_last));
        }
        flow
    }

    /// Does `work`, whose status is for `purpose` at least.
    pub(super) fn for_use(&mut self, purpose: Use, work: impl FnOnce(&mut Self) -> Flow) -> Flow {
        let outer = self.use_of_status;
        self.use_of_status = outer.max(purpose);
        let flow = work(self);
        self.use_of_status = outer;
        flow
    }

    /// Whether a status counts as success; remembers that it was a matter of hope.
    pub(super) fn succeeds(&mut self, status: Status) -> bool {
        self.hoped |= !status.sure;
        (status.code == 0) != (!status.sure && self.hopeless)
    }

    fn pipeline(&mut self, pipeline: &Pipeline, last: bool) -> Flow {
        let flow = match pipeline.commands.as_slice() {
            [only] if pipeline.negated => {
                self.yields = Yields::Never;
                self.for_use(Use::Choice, |machine| machine.command(only, last))
            }
            [only] => self.command(only, last),
            all => self.piped(all, last),
        };
        let Flow::Next(status) = flow else { return flow };
        let status = if pipeline.negated { status.negated() } else { status };
        let fails = status.sure && status.code != 0;
        if self.errexit && fails && self.use_of_status == Use::None && !pipeline.negated {
            return Flow::Exit(status);
        }
        Flow::Next(status)
    }

    /// Several commands at once: they take as long as the longest of them.
    fn piped(&mut self, commands: &[Command], last: bool) -> Flow {
        let before = self.spent;
        let mut longest = Spent::default();
        let mut status = Status::sure(0);
        let mut endless = None;
        for command in commands {
            let mut child = self.subshell();
            match child.command(command, last) {
                Flow::Forever(_, basis) => endless = Some(Flow::Forever(Front::Child, basis)),
                Flow::Unknown(_) => endless = Some(Flow::Unknown(Front::Child)),
                Flow::Next(end) | Flow::Exit(end) | Flow::Return(end) => status = end,
                Flow::Break | Flow::Continue => {}
            }
            self.steps = child.steps;
            let took = child.spent.since(before);
            if took.total().value > longest.total().value {
                longest = took;
            }
        }
        // `yes | head -1`: the reader ends, and the writer with it.
        let cut = matches!(commands.last(), Some(Command::Simple { words, .. }) if words.first().and_then(Word::bare) == Some("head"));
        match endless {
            Some(flow) if !cut => flow,
            _ => {
                self.pass(longest.total());
                Flow::Next(status)
            }
        }
    }

    fn subshell(&self) -> Self {
        let trap = Trap::Unset;
        Self { background: Vec::new(), trap, yields: Yields::Never, replaced: None, ..self.clone() }
    }

    /// Lets foreground work take its time.
    pub(super) fn pass(&mut self, takes: Guess<Millis>) {
        self.longest_work = self.longest_work.max(takes.value);
        self.spent.add(takes);
    }

    /// Whether the script was followed long enough to call it endless.
    pub(super) fn exhausted(&self) -> bool {
        self.steps > MOST_STEPS || self.spent.total().value > LONGEST
    }

    pub(super) fn command(&mut self, command: &Command, last: bool) -> Flow {
        self.steps += 1;
        if self.exhausted() {
            return Flow::Forever(Front::Script, Basis::Declared);
        }
        if let Command::Simple { words, output } = command {
            let alone = last && self.yields == Yields::ToTheLast && output.is_none();
            return self.simple(words, output.as_ref(), last, alone);
        }
        let yields = std::mem::replace(&mut self.yields, Yields::Never);
        let flow = self.compound(command, last);
        self.yields = yields;
        flow
    }

    fn compound(&mut self, command: &Command, last: bool) -> Flow {
        match command {
            Command::Simple { words, output } => self.simple(words, output.as_ref(), last, false),
            Command::Arithmetic(text) => Flow::Next(self.calculate(text)),
            Command::If { branches, otherwise } => self.condition(branches, otherwise, last),
            Command::Loop { until, test, body } => self.repeat(*until, test, body),
            Command::For { name, values, body } => self.each(name, values, body),
            Command::Count { head, body } => self.count(head, body),
            Command::Group { subshell: false, body } => self.list(body, last),
            Command::Group { subshell: true, body } => {
                let mut child = self.subshell();
                let flow = child.list(body, last);
                self.spent = child.spent;
                self.steps = child.steps;
                self.longest_work = child.longest_work;
                match flow {
                    Flow::Exit(status) | Flow::Next(status) => Flow::Next(status),
                    Flow::Forever(_, basis) => Flow::Forever(Front::Child, basis),
                    Flow::Unknown(_) => Flow::Unknown(Front::Child),
                    _ => Flow::Next(Status::sure(0)),
                }
            }
            Command::Function { name, body } => {
                // The newest of a name comes first.
                self.functions.insert(0, (name.clone(), Rc::clone(body)));
                Flow::Next(Status::sure(0))
            }
        }
    }

    /// The status of `((…))`; what it assigns is assigned.
    pub(super) fn calculate(&mut self, expression: &str) -> Status {
        let Some((number, name)) = values::arithmetic(expression, &self.variables) else {
            return Status::unsure(0);
        };
        if let Some(name) = name {
            self.variables.set(name, &number.to_string());
        }
        Status::sure(i32::from(number == 0))
    }
}
