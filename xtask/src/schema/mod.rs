//! `cargo xtask schema`: writes the table of Kubernetes' types and fields that the library checks
//! manifests against. `--check` writes nothing and fails if the committed table is another one.
//!
//! The source is the crate k8s-openapi. It holds one Kubernetes minor at a time and takes a while
//! to compile, so cargo is run again for each minor, on the program in `dump.rs`; `merge.rs` makes
//! one table of what they print. Ordinary builds never see the crate.
//!
//! For a new minor: a newer k8s-openapi and a feature for it in xtask/Cargo.toml, and [`MINORS`].

mod merge;

use merge::Table;
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;
use std::process::{Command, Stdio};

/// The Kubernetes minors of the table: all that k8s-openapi has.
const MINORS: RangeInclusive<u8> = 33..=37;

/// The table, from the root of the workspace.
const TABLE: &str = "src/manifest/schema/table.txt";

/// Writes the table, or compares it with `--check`. An error is a sentence for the terminal.
pub(crate) fn run(options: &[&str]) -> Result<(), String> {
    let check = match options {
        [] => false,
        ["--check"] => true,
        _ => return Err("usage: cargo xtask schema [--check]".to_owned()),
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let path = root.join(TABLE);

    let mut table = Table::default();
    for minor in MINORS {
        eprintln!("Kubernetes 1.{minor}");
        table.add(minor, &dump(minor, &root)?)?;
    }
    let text = table.text(&MINORS);

    if !check {
        return fs::write(&path, text)
            .map_err(|error| format!("{TABLE} cannot be written: {error}"));
    }
    match fs::read_to_string(&path) {
        Ok(committed) if committed == text => Ok(()),
        Ok(_) => {
            Err(format!("{TABLE} is out of date: run `cargo xtask schema` and read the difference"))
        }
        Err(error) => Err(format!("{TABLE} cannot be read: {error}")),
    }
}

/// The table of one minor, as `dump.rs` prints it.
fn dump(minor: u8, root: &Path) -> Result<String, String> {
    let feature = format!("schema-1-{minor}");
    let output = Command::new(env!("CARGO"))
        .args(["run", "--package", "xtask", "--bin", "schema-dump", "--features", &feature])
        .current_dir(root)
        // cargo's progress is for whoever waits.
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("cargo does not start: {error}"))?;
    if !output.status.success() {
        return Err(format!("the schema of Kubernetes 1.{minor} cannot be built"));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("the schema is no text: {error}"))
}
