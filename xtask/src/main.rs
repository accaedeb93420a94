//! The workshop: set up, build, serve, test, measure.
//!
//! Every command gets what it needs by itself, and says in one line what it is doing. It knows
//! nothing of Podline's inside; it starts the tools and reads what they leave behind.

#![allow(clippy::print_stdout, reason = "talking to the terminal is what it is for")]
#![allow(
    clippy::disallowed_types,
    reason = "the library has no clock and no hash order; the workshop waits for programs and says how long they took"
)]

mod arguments;
mod bench;
mod browser;
mod bundle;
mod dist;
mod later;
mod lint;
mod outcome;
mod page;
mod project;
mod run;
mod schema;
mod serve;
mod server;
mod test;
mod tools;
mod weight;

use arguments::Arguments;
use outcome::{Failure, Outcome};
use project::Project;
use std::process::ExitCode;

/// A command: its name, what its line of help says, and what it does.
type Command = (&'static str, &'static str, fn(&Project, Arguments) -> Outcome);

const COMMANDS: &[Command] = &[
    ("serve", serve::HELP, serve::run),
    ("test", test::HELP, test::run),
    ("lint", lint::HELP, lint::run),
    ("dist", dist::HELP, dist::run),
    ("bench", bench::HELP, bench::run),
    ("schema", schema::HELP, schema::run),
];

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let name = words.next().unwrap_or_default();
    let outcome = match COMMANDS.iter().find(|(command, ..)| *command == name) {
        Some((.., run)) => Project::find().and_then(|project| run(&project, Arguments::new(words))),
        None if matches!(name.as_str(), "" | "help" | "--help" | "-h") => {
            println!("{}", help());
            Ok(())
        }
        None => Err(Failure::new(format!("there is no command `{name}`.\n\n{}", help()))),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\n✗ {failure}");
            ExitCode::FAILURE
        }
    }
}

fn help() -> String {
    let mut lines = String::from("cargo xtask …\n");
    for (_, help, _) in COMMANDS {
        lines += "  ";
        lines += help;
        lines += "\n";
    }
    lines
}
