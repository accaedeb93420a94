//! Follows a script through, command by command.

use super::super::program::{FileChange, OnSignal, Place, Runs, Status, program};
use super::Spent;
use super::lexer::Word;
use super::parser::{Command, Item, List, Pipeline, parse};
use super::values::{self, UNKNOWN, Variables};
use crate::engine::{Basis, Guess};
use crate::model::Millis;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

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

/// The most commands that are followed, and the longest a script is followed before it counts as
/// going on for ever.
const MOST_STEPS: u32 = 1500;
const LONGEST: Millis = Millis::from_secs(7 * 86_400);
const MOST_FILES: usize = 32;
const MOST_CALLS: u8 = 8;

/// How long a loop that waits for something is assumed to wait, at least.
const WAITS: Millis = Millis(4000);

/// The state of a script.
#[derive(Clone)]
pub(super) struct Machine<'a> {
    place: Place<'a>,
    variables: Variables,
    functions: BTreeMap<String, List>,
    calls: u8,
    errexit: bool,
    /// The status of the command at hand is tested, so `set -e` does not apply.
    tested: bool,
    /// It is the test of a loop or an `if`: a look at something, which takes no time of its own.
    checking: bool,
    /// What cannot be known goes wrong: to see how long one round of waiting takes.
    hopeless: bool,
    /// Whether something that cannot be known decided the way.
    hoped: bool,
    background: Vec<Option<Guess<Millis>>>,
    steps: u32,
    pub(super) trap: Trap,
    pub(super) spent: Spent,
    /// The longest foreground command.
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
            functions: BTreeMap::new(),
            calls: 0,
            errexit,
            tested: false,
            checking: false,
            hopeless: false,
            hoped: false,
            background: Vec::new(),
            steps: 0,
            trap: Trap::Unset,
            spent: Spent::default(),
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
    pub(super) fn list(&mut self, list: &[Item], last: bool) -> Flow {
        let mut status = Status::sure(0);
        for (position, item) in list.iter().enumerate() {
            match self.item(item, last && position + 1 == list.len()) {
                Flow::Next(next) => status = next,
                other => return other,
            }
        }
        Flow::Next(status)
    }

    fn item(&mut self, item: &Item, last: bool) -> Flow {
        if item.background {
            let mut child = self.subshell();
            let before = child.spent;
            let foreground = Item { background: false, ..item.clone() };
            let runs = match child.item(&foreground, true) {
                Flow::Forever(..) | Flow::Unknown(_) => None,
                _ => Some(child.spent.since(before).total()),
            };
            self.steps = child.steps;
            self.background.push(runs);
            return Flow::Next(Status::sure(0));
        }
        let mut flow = self.in_test(!item.rest.is_empty(), |machine| {
            machine.pipeline(&item.first, last && item.rest.is_empty())
        });
        for (position, (and, pipeline)) in item.rest.iter().enumerate() {
            let Flow::Next(status) = flow else { return flow };
            if self.succeeds(status) != *and {
                continue;
            }
            let is_last = position + 1 == item.rest.len();
            flow = self.in_test(!is_last, |machine| machine.pipeline(pipeline, last && is_last));
        }
        flow
    }

    fn in_test(&mut self, tested: bool, work: impl FnOnce(&mut Self) -> Flow) -> Flow {
        let outer = self.tested;
        self.tested |= tested;
        let flow = work(self);
        self.tested = outer;
        flow
    }

    /// The test of a loop or an `if`.
    fn check(&mut self, test: &List) -> Flow {
        let outer = std::mem::replace(&mut self.checking, true);
        let flow = self.in_test(true, |machine| machine.list(test, false));
        self.checking = outer;
        flow
    }

    /// Whether a status counts as success; remembers that it was a matter of hope.
    fn succeeds(&mut self, status: Status) -> bool {
        self.hoped |= !status.sure;
        (status.code == 0) != (!status.sure && self.hopeless)
    }

    fn pipeline(&mut self, pipeline: &Pipeline, last: bool) -> Flow {
        let flow = match pipeline.commands.as_slice() {
            [only] => self.in_test(pipeline.negated, |machine| machine.command(only, last)),
            all => self.piped(all, last),
        };
        let Flow::Next(status) = flow else { return flow };
        let status = if pipeline.negated { status.negated() } else { status };
        let fails = status.sure && status.code != 0;
        if self.errexit && fails && !self.tested && !pipeline.negated {
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
                self.spent.brief += 1;
                Flow::Next(status)
            }
        }
    }

    fn subshell(&self) -> Self {
        Self { background: Vec::new(), trap: Trap::Unset, replaced: None, ..self.clone() }
    }

    fn pass(&mut self, takes: Guess<Millis>) {
        self.longest_wait = self.longest_wait.max(takes.value);
        self.spent.add(takes);
    }

    fn command(&mut self, command: &Command, last: bool) -> Flow {
        self.steps += 1;
        if self.steps > MOST_STEPS || self.spent.total().value > LONGEST {
            return Flow::Forever(Front::Script, Basis::Declared);
        }
        match command {
            Command::Simple { words, output } => self.simple(words, output.as_ref(), last, false),
            Command::Arithmetic(text) => {
                let result = values::arithmetic(text, &mut self.variables);
                Flow::Next(
                    result.map_or(Status::unsure(0), |number| Status::sure(i32::from(number == 0))),
                )
            }
            Command::If { branches, otherwise } => self.condition(branches, otherwise, last),
            Command::Loop { until, test, body } => self.repeat(*until, test, body),
            Command::For { name, values, body } => {
                for value in values::expand(values, &self.variables) {
                    self.variables.insert(name.clone(), value);
                    if let ControlFlow::Break(flow) = self.round(&List::new(), body) {
                        return flow;
                    }
                }
                Flow::Next(Status::sure(0))
            }
            Command::Count { head, body } => self.count(head, body),
            Command::Group { subshell: false, body } => self.list(body, last),
            Command::Group { subshell: true, body } => {
                let mut child = self.subshell();
                let flow = child.list(body, last);
                self.spent = child.spent;
                self.steps = child.steps;
                self.longest_wait = child.longest_wait;
                match flow {
                    Flow::Exit(status) | Flow::Next(status) => Flow::Next(status),
                    Flow::Forever(_, basis) => Flow::Forever(Front::Child, basis),
                    Flow::Unknown(_) => Flow::Unknown(Front::Child),
                    _ => Flow::Next(Status::sure(0)),
                }
            }
            Command::Function { name, body } => {
                self.functions.insert(name.clone(), body.clone());
                Flow::Next(Status::sure(0))
            }
        }
    }

    /// The first branch whose test succeeds. A way that is taken on hope alone and ends in failure
    /// is not taken: `if [ -z "$KEY" ]; then exit 1; fi` guards, it does not tell what happens.
    fn condition(&mut self, branches: &[(List, List)], otherwise: &List, last: bool) -> Flow {
        for (test, body) in branches {
            let status = match self.check(test) {
                Flow::Next(status) => status,
                other => return other,
            };
            if !self.succeeds(status) {
                continue;
            }
            if !status.sure {
                let mut trial = self.clone();
                let flow = trial.list(body, last);
                if matches!(flow, Flow::Exit(Status { code: 1.., .. })) {
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

    fn repeat(&mut self, until: bool, test: &List, body: &List) -> Flow {
        loop {
            let status = match self.check(test) {
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
            if self.steps > MOST_STEPS || self.spent.total().value > LONGEST {
                return Flow::Forever(Front::Script, Basis::Declared);
            }
        }
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
        trial.check(test);
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
        self.longest_wait = self.longest_wait.max(round);
        self.spent.add(Guess::assumed(waits));
        Flow::Next(Status::unsure(0))
    }

    /// `for ((i = 0; i < 5; i++))`; without a test it never ends by itself.
    fn count(&mut self, head: &str, body: &List) -> Flow {
        let mut parts = head.split(';').map(str::trim);
        let (start, test, step) =
            (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        values::arithmetic(start, &mut self.variables);
        while test.is_empty() || values::arithmetic(test, &mut self.variables) != Some(0) {
            if let ControlFlow::Break(flow) = self.round(&List::new(), body) {
                return flow;
            }
            let steps = if step.is_empty() {
                Some(0)
            } else {
                values::arithmetic(step, &mut self.variables)
            };
            self.steps += 1;
            if steps.is_none() || self.steps > MOST_STEPS || self.spent.total().value > LONGEST {
                return Flow::Forever(Front::Script, Basis::Declared);
            }
        }
        Flow::Next(Status::sure(0))
    }

    fn simple(&mut self, words: &[Word], output: Option<&Word>, last: bool, alone: bool) -> Flow {
        if let Some(target) = output {
            let path = values::value(target, &self.variables);
            self.file(path, true);
        }
        let assignments = words.iter().take_while(|word| self.assign(word)).count();
        let argv = values::expand(&words[assignments..], &self.variables);
        let Some((name, arguments)) = argv.split_first() else {
            return Flow::Next(Status::sure(0));
        };
        let argument = arguments.first().map(String::as_str);
        match name.as_str() {
            "exit" | "return" => {
                let status =
                    Status::sure(argument.map_or(0, |code| code.parse().unwrap_or(1)) & 0xff);
                if name == "exit" { Flow::Exit(status) } else { Flow::Return(status) }
            }
            "break" => Flow::Break,
            "continue" => Flow::Continue,
            "[" | "[[" | "test" => Flow::Next(values::test(arguments)),
            "let" => {
                let result = values::arithmetic(&arguments.concat(), &mut self.variables);
                Flow::Next(
                    result.map_or(Status::unsure(0), |number| Status::sure(i32::from(number == 0))),
                )
            }
            "export" | "local" | "readonly" | "declare" => {
                for (name, value) in arguments.iter().filter_map(|word| word.split_once('=')) {
                    self.variables.insert(name.to_owned(), value.to_owned());
                }
                Flow::Next(Status::sure(0))
            }
            "read" => Flow::Next(Status::sure(1)), // Standard input is closed.
            "set" => {
                for flag in arguments {
                    if flag == "-e"
                        || (flag.starts_with('-') && flag.contains('e'))
                        || flag == "errexit"
                    {
                        self.errexit = true;
                    }
                }
                Flow::Next(Status::sure(0))
            }
            "trap" => {
                self.set_trap(arguments);
                Flow::Next(Status::sure(0))
            }
            "kill" => {
                if argument != Some("-0") {
                    self.background.clear();
                }
                Flow::Next(Status::sure(0))
            }
            "wait" => self.wait(),
            "exec" if arguments.is_empty() => Flow::Next(Status::sure(0)),
            "exec" => self.program(arguments, true, last),
            "eval" => self.eval(&arguments.join(" "), last),
            _ => match self.functions.get(name).cloned() {
                Some(body) => self.call(&body, last),
                None => self.program(&argv, alone, last),
            },
        }
    }

    /// Carries out `name=value`; `false` if `word` is none.
    fn assign(&mut self, word: &Word) -> bool {
        let text = values::value(word, &self.variables);
        let Some((name, value)) = text.split_once('=') else { return false };
        let is_name = !name.is_empty()
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && !name.starts_with(|c: char| c.is_ascii_digit());
        if is_name {
            self.variables.insert(name.to_owned(), value.to_owned());
        }
        is_name
    }

    fn set_trap(&mut self, arguments: &[String]) {
        let [action, signals @ ..] = arguments else { return };
        if !signals.iter().any(|signal| matches!(signal.as_str(), "TERM" | "SIGTERM" | "15")) {
            return;
        }
        self.trap = match action.as_str() {
            "" => Trap::Ignored,
            "-" => Trap::Unset,
            handler => Trap::Run(handler.to_owned()),
        };
    }

    fn wait(&mut self) -> Flow {
        let jobs = std::mem::take(&mut self.background);
        if jobs.contains(&None) {
            return Flow::Forever(Front::Wait, Basis::Declared);
        }
        if let Some(longest) = jobs.into_iter().flatten().max_by_key(|job| job.value) {
            self.spent.add(longest);
        }
        Flow::Next(Status::sure(0))
    }

    fn call(&mut self, body: &List, last: bool) -> Flow {
        if self.calls == MOST_CALLS {
            return Flow::Unknown(Front::Script);
        }
        self.calls += 1;
        let flow = self.list(body, last);
        self.calls -= 1;
        if let Flow::Return(status) = flow { Flow::Next(status) } else { flow }
    }

    fn eval(&mut self, text: &str, last: bool) -> Flow {
        match parse(text).filter(|_| self.calls < MOST_CALLS) {
            Some(list) => self.call(&list, last),
            None => Flow::Next(Status::unsure(0)),
        }
    }

    /// Runs a program that is no part of the shell; `replaces` after `exec`.
    fn program(&mut self, argv: &[String], replaces: bool, last: bool) -> Flow {
        self.note_files(argv);
        let program = program(argv, self.place);
        let front = if replaces { Front::Replaced(program.on_signal) } else { Front::Child };
        match program.runs {
            Runs::Forever(basis) => return Flow::Forever(front, basis),
            Runs::Unknown if (last || replaces) && !self.tested => return Flow::Unknown(front),
            _ if self.checking && !program.status.sure => {}
            Runs::Unknown => self.pass(Guess::assumed(Millis(2000))),
            Runs::For(takes) => self.pass(takes),
            Runs::Briefly => self.spent.brief += 1,
        }
        if replaces {
            self.replaced = Some(program.on_signal);
            return Flow::Exit(program.status);
        }
        Flow::Next(program.status)
    }

    fn note_files(&mut self, argv: &[String]) {
        let exists = match argv.first().map(String::as_str) {
            Some("touch") => true,
            Some("rm" | "unlink") => false,
            _ => return,
        };
        for path in argv.iter().skip(1).filter(|word| !word.starts_with('-')) {
            self.file(path.clone(), exists);
        }
    }

    fn file(&mut self, path: String, exists: bool) {
        if self.files.len() < MOST_FILES && !path.contains(UNKNOWN) {
            self.files.push(FileChange { path, at: self.spent.total().value, exists });
        }
    }
}
