//! The conformance suite: facts from Kubernetes' own tests and sources, as `conformance/FORMAT.md`
//! describes them. `CONFORMANCE_DIR=a:b` adds further folders.

#[path = "conformance/case.rs"]
mod case;
#[path = "conformance/kubectl.rs"]
mod kubectl;
#[path = "conformance/resources.rs"]
mod resources;
#[path = "conformance/scenario.rs"]
mod scenario;
#[path = "conformance/table.rs"]
mod table;
#[path = "conformance/validation.rs"]
mod validation;
#[path = "conformance/workload.rs"]
mod workload;

use case::{Case, Kind};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What is wrong with a case, one sentence each; empty if it passes.
type Faults = Vec<String>;

/// How one case goes.
fn run(case: &Case) -> Faults {
    match case.kind {
        Kind::Scenario if workload::is_one(case) => workload::run(case),
        Kind::Scenario => scenario::run(case),
        Kind::Table => table::run(case),
        Kind::Kubectl => kubectl::run(case),
        Kind::Resources => resources::run(case),
        Kind::Validation => validation::run(case),
    }
}

#[derive(Default)]
struct Total {
    passed: usize,
    failed: usize,
}

fn main() -> ExitCode {
    let mut totals: BTreeMap<String, Total> = BTreeMap::new();
    for file in files() {
        let area = file.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&file).expect("a readable file");
        let cases: Vec<Case> = serde_yaml::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let total = totals.entry(area).or_default();
        for case in &cases {
            let faults = std::panic::catch_unwind(|| run(case))
                .unwrap_or_else(|_| vec!["it panics".to_owned()]);
            if faults.is_empty() {
                total.passed += 1;
            } else {
                total.failed += 1;
                println!("{}: {}", case.id, faults.join("; "));
            }
        }
    }
    let mut failed = 0;
    for (area, total) in &totals {
        println!("{area}: {} passed, {} failed", total.passed, total.failed);
        failed += total.failed;
    }
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn files() -> Vec<PathBuf> {
    let mut folders = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/conformance")];
    let more = std::env::var("CONFORMANCE_DIR").unwrap_or_default();
    folders.extend(more.split(':').filter(|folder| !folder.is_empty()).map(PathBuf::from));
    folders.iter().flat_map(|folder| yaml_files(folder)).collect()
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    files
}
