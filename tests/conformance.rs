//! The conformance suite: facts from Kubernetes' own tests and sources, as `conformance/FORMAT.md`
//! describes them. `CONFORMANCE_DIR=a:b` adds further folders; a word after `--` runs only the cases
//! whose id has it.

#![expect(clippy::print_stdout, reason = "a test program without a harness tells how it went")]

#[path = "conformance/behavior.rs"]
mod behavior;
#[path = "conformance/broken.rs"]
mod broken;
#[path = "conformance/case.rs"]
mod case;
#[path = "conformance/command.rs"]
mod command;
#[path = "conformance/disputed.rs"]
mod disputed;
#[path = "conformance/expect.rs"]
mod expect;
#[path = "conformance/kubectl.rs"]
mod kubectl;
#[path = "conformance/log.rs"]
mod log;
#[path = "conformance/moment.rs"]
mod moment;
#[path = "conformance/object.rs"]
mod object;
#[path = "conformance/report.rs"]
mod report;
#[path = "conformance/resources.rs"]
mod resources;
#[path = "conformance/scenario.rs"]
mod scenario;
#[path = "conformance/suite.rs"]
mod suite;
#[path = "conformance/table.rs"]
mod table;
#[path = "conformance/validation.rs"]
mod validation;
#[path = "conformance/workload.rs"]
mod workload;

use case::{Case, Kind};
use report::Report;
use std::any::Any;
use std::panic;
use std::process::ExitCode;
use suite::Entry;

/// What is wrong with a case, one sentence each; empty if it passes.
type Faults = Vec<String>;

fn main() -> ExitCode {
    // A panic inside a case is a fault of that case, told in its line.
    panic::set_hook(Box::new(|_| {}));
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let is_wanted = |entry: &Entry| {
        words.is_empty() || words.iter().any(|word| entry.id.contains(word.as_str()))
    };
    let entries = suite::read();
    let mut report = Report::default();
    let disputed = disputed(&entries, &mut report);
    let mut passing = Vec::new();
    for entry in entries.iter().filter(|entry| is_wanted(entry)) {
        let faults = match &entry.case {
            Ok(case) => run(case),
            Err(fault) => vec![fault.clone()],
        };
        if let Some(case) = entry.case.as_ref().ok().filter(|_| faults.is_empty()) {
            passing.push(case);
        }
        report.add(entry, &faults, disputed.get(&entry.id).map(String::as_str));
    }
    break_each(&passing, &mut report);
    for kind in Kind::ALL {
        if words.is_empty() && passing.iter().all(|case| case.kind != kind) {
            report.wrong(&format!("no {kind:?} case passes: nothing shows that one can fail"));
        }
    }
    if report.close() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// How one case goes.
fn run(case: &Case) -> Faults {
    panic::catch_unwind(|| match case.kind {
        Kind::Scenario if workload::is_one(case) => workload::run(case),
        Kind::Scenario => scenario::run(case),
        Kind::Table => table::run(case),
        Kind::Kubectl => kubectl::run(case),
        Kind::Resources => resources::run(case),
        Kind::Validation => validation::run(case),
    })
    .unwrap_or_else(|payload| vec![format!("it panics: {}", words_of(payload.as_ref()))])
}

fn words_of(payload: &dyn Any) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("without a word")
}

/// What DISPUTED.md lists; a row about a case that does not exist is wrong.
fn disputed(entries: &[Entry], report: &mut Report) -> disputed::Disputed {
    let place = suite::folder().join("DISPUTED.md");
    let read = std::fs::read_to_string(&place).map_err(|error| error.to_string());
    let disputed = read.and_then(|text| disputed::read(&text)).unwrap_or_else(|fault| {
        report.wrong(&fault);
        disputed::Disputed::new()
    });
    for id in disputed.keys() {
        if entries.iter().all(|entry| entry.id != *id) {
            report.wrong(&format!("DISPUTED.md: no case is called {id}"));
        }
    }
    disputed
}

/// The run can go red: breaks every passing case in each way, and demands that it fails.
fn break_each(passing: &[&Case], report: &mut Report) {
    let mut count = 0;
    for case in passing {
        for broken in broken::ways(case) {
            count += 1;
            if run(&broken.case).is_empty() {
                report.wrong(&format!("{}: broken, it still passes: {}", case.id, broken.how));
            }
        }
    }
    println!("{count} cases broken on purpose");
}
