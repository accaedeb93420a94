//! `cargo xtask schema`: writes the table of Kubernetes' types and fields that the library checks
//! manifests against. `--check` writes nothing and fails if the committed table is another one.
//!
//! The source is the crate k8s-openapi. It holds one Kubernetes minor at a time and takes a while
//! to compile, so cargo is run again for each minor, on the program in `dump.rs`; `merge.rs` makes
//! one table of what they print. Ordinary builds never see the crate.
//!
//! For a new minor: a newer k8s-openapi and a feature for it in xtask/Cargo.toml, and [`MINORS`].

mod merge;

use crate::arguments::Arguments;
use crate::outcome::{Doing as _, Failure, Outcome};
use crate::project::Project;
use crate::run::{output, say};
use merge::Table;
use std::fs;
use std::ops::RangeInclusive;

pub(crate) const HELP: &str =
    "schema [--check]                writes the table of Kubernetes' fields, or compares it";

/// The Kubernetes minors of the table: all that k8s-openapi has.
const MINORS: RangeInclusive<u8> = 33..=37;

/// The table, from the root of the project.
const TABLE: &str = "src/manifest/schema/table.txt";

/// Writes the table, or compares it with `--check`.
pub(crate) fn run(project: &Project, mut arguments: Arguments) -> Outcome {
    let check = arguments.flag("--check");
    arguments.finish()?;

    let mut table = Table::default();
    for minor in MINORS {
        say(&format!("Reading the schema of Kubernetes 1.{minor}"));
        table.add(minor, &dump(project, minor)?).map_err(Failure::new)?;
    }
    let text = table.text(&MINORS);

    if !check {
        return fs::write(project.at(TABLE), text).doing(|| format!("write {TABLE}"));
    }
    if project.read(TABLE)? == text {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{TABLE} is out of date: run `cargo xtask schema` and read the difference."
    )))
}

/// The table of one minor, as `dump.rs` prints it.
fn dump(project: &Project, minor: u8) -> Outcome<String> {
    let feature = format!("schema-1-{minor}");
    let mut cargo = project.cargo();
    cargo.args(["run", "--package", "xtask", "--bin", "schema-dump", "--features", &feature]);
    output(&format!("the schema of Kubernetes 1.{minor}"), &mut cargo, "Read the lines above.")
}
