//! `cargo xtask schema`: writes the tables of Kubernetes' types and fields that the library goes by.
//! `--check` writes nothing and fails if a committed table is another one.
//!
//! The source is the crate k8s-openapi, one folder of Rust for each Kubernetes minor. Nothing compiles
//! it: cargo fetches it and says where it is (`origin.rs`), and it is read as text (`reader.rs`). Ordinary
//! builds never see the crate; the page's build takes Kubernetes' documentation from the same sources.
//!
//! For a new minor: a newer k8s-openapi in xtask/Cargo.toml, [`MINORS`], and a release for what it no
//! longer has in `origin.rs`.

mod dump;
mod merge;
mod origin;
mod reader;
mod since;

use crate::arguments::Arguments;
use crate::outcome::{Doing as _, Failure, Outcome};
use crate::project::Project;
use crate::run::say;
use merge::Table;

pub(crate) use dump::ROOTS;
pub(crate) use origin::newest as newest_release;
pub(crate) use reader::{Api, short};
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;

pub(crate) const HELP: &str =
    "schema [--check]                writes the tables of Kubernetes' fields, or compares them";

/// The Kubernetes minors of the schema: all that the release in Cargo.lock has.
pub(crate) const MINORS: RangeInclusive<u8> = 33..=37;

/// The first minor that is looked at for what has been there since when.
const OLDEST: u8 = 8;

/// What is written, from the root of the project.
const SCHEMA: &str = "src/manifest/schema/table.txt";
const SINCE: &str = "src/language/since.txt";

/// Writes the tables, or compares them with `--check`.
pub(crate) fn run(project: &Project, mut arguments: Arguments) -> Outcome {
    let check = arguments.flag("--check");
    arguments.finish()?;

    say("Reading the sources of k8s-openapi");
    let release = origin::newest(project)?;
    let tables = [(SCHEMA, schema(&release)?), (SINCE, since(project, &release)?)];
    for (path, text) in tables {
        if !check {
            fs::write(project.at(path), text).doing(|| format!("write {path}"))?;
        } else if project.read(path)? != text {
            return Err(Failure::new(format!(
                "{path} is out of date: run `cargo xtask schema` and read the difference."
            )));
        }
    }
    Ok(())
}

fn schema(release: &Path) -> Outcome<String> {
    let mut table = Table::default();
    for minor in MINORS {
        let api = Api::read(release, minor)?;
        table.add(minor, &dump::table(&api)?).map_err(Failure::new)?;
    }
    Ok(table.text(&MINORS))
}

fn since(project: &Project, newest: &Path) -> Outcome<String> {
    let oldest = *MINORS.start();
    let mut older = vec![(oldest, Api::read(newest, oldest)?)];
    let releases = origin::older(project)?;
    for minor in (OLDEST..oldest).rev() {
        let release = releases.iter().find(|(_, until)| minor <= *until);
        let (release, _) = release
            .ok_or_else(|| Failure::new(format!("no release of k8s-openapi for 1.{minor}.")))?;
        older.push((minor, Api::read(release, minor)?));
    }
    since::table(&Api::read(newest, *MINORS.end())?, &older)
}
