//! Simple commands: assignments, what is built into a shell, functions and programs.

use super::super::process::borrowed;
use super::super::program::{FileChange, Runs, Status, program};
use super::lexer::Word;
use super::machine::{Flow, Front, Machine, Trap, Use, Yields};
use super::parser::{List, parse};
use super::values::{self, UNKNOWN};
use crate::engine::{Basis, Guess};
use crate::model::Millis;
use std::rc::Rc;

/// The most files that are kept an eye on, and the most calls inside calls.
const MOST_FILES: usize = 32;
const MOST_CALLS: u8 = 4;

impl Machine<'_> {
    pub(super) fn simple(
        &mut self,
        words: &[Word],
        output: Option<&Word>,
        last: bool,
        alone: bool,
    ) -> Flow {
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
                // `exit $code` says nothing of the code.
                let code = argument.map_or(Ok(0), str::parse::<i32>);
                let status = code.map_or(Status::unsure(0), |code| Status::sure(code & 0xff));
                if name == "exit" { Flow::Exit(status) } else { Flow::Return(status) }
            }
            "break" => Flow::Break,
            "continue" => Flow::Continue,
            "[" | "[[" | "test" => Flow::Next(values::test(arguments)),
            "let" => Flow::Next(self.calculate(&arguments.concat())),
            "export" | "local" | "readonly" | "declare" => {
                for (name, value) in arguments.iter().filter_map(|word| word.split_once('=')) {
                    self.variables.set(name, value);
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
                self.yields = Yields::Never;
                self.set_trap(arguments);
                Flow::Next(Status::sure(0))
            }
            // Whether a process that this script has not started is still there.
            "kill" if argument == Some("-0") && self.background.is_empty() => {
                Flow::Next(Status::unsure(0))
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
            _ => match self.functions.iter().find(|(known, _)| known == name) {
                Some((_, body)) => self.call(&Rc::clone(body), last),
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
            self.variables.set(name, value);
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
            self.longest_wait = self.longest_wait.max(longest.value);
            self.spent.add(longest);
        }
        Flow::Next(Status::sure(0))
    }

    fn call(&mut self, body: &List, last: bool) -> Flow {
        if self.calls == MOST_CALLS {
            return Flow::Unknown(Front::Script);
        }
        self.calls += 1;
        let yields = std::mem::replace(&mut self.yields, Yields::Never);
        let flow = self.list(body, last);
        self.yields = yields;
        self.calls -= 1;
        if let Flow::Return(status) = flow { Flow::Next(status) } else { flow }
    }

    fn eval(&mut self, text: &str, last: bool) -> Flow {
        match parse(text).filter(|_| self.calls < MOST_CALLS) {
            Some(body) => self.call(&body, last),
            None => Flow::Next(Status::unsure(0)),
        }
    }

    /// Runs a program that is no part of the shell; `replaces` after `exec`.
    fn program(&mut self, argv: &[String], replaces: bool, last: bool) -> Flow {
        self.note_files(argv);
        let program = program(&borrowed(argv), self.place);
        let front = if replaces { Front::Replaced(program.on_signal) } else { Front::Child };
        match program.runs {
            Runs::Forever(basis) => return Flow::Forever(front, basis),
            Runs::Unknown { before } if (last || replaces) && self.use_of_status == Use::None => {
                self.spent.add(Guess::declared(before));
                return Flow::Unknown(front);
            }
            _ if self.use_of_status == Use::Check && !program.status.sure => {}
            Runs::Unknown { before } => self.pass(Guess::assumed(before + Millis(2000))),
            Runs::For(takes) => self.pass(takes),
            Runs::Briefly => {}
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
        let known = self.files.iter().rfind(|change| change.path == path);
        if known.is_some_and(|change| change.exists == exists) {
            return;
        }
        if self.files.len() < MOST_FILES && !path.contains(UNKNOWN) {
            self.files.push(FileChange { path, at: self.spent.total().value, exists });
        }
    }
}
