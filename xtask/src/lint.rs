//! `cargo xtask lint`: formatting, clippy, the scripts' types and the documentation, every warning an
//! error.

use crate::arguments::Arguments;
use crate::outcome::Outcome;
use crate::project::Project;
use crate::run::step;
use crate::tools;

pub(crate) const HELP: &str =
    "lint                            formatting, clippy, tsc and rustdoc, warnings as errors";

const WEB: &[&str] =
    &["--package", "podline", "--target", "wasm32-unknown-unknown", "--features", "web,worker"];
const MEND: &str = "Mend what is named above.";

pub(crate) fn run(project: &Project, arguments: Arguments) -> Outcome {
    arguments.finish()?;
    let mut cargo = project.cargo();
    step(
        "Checking the formatting",
        cargo.args(["fmt", "--all", "--check"]),
        "`cargo fmt --all` mends it.",
    )?;

    let mut cargo = project.cargo();
    cargo.args(["clippy", "--workspace", "--all-targets"]);
    cargo.args(["--features", "podline/browser-tests", "--", "-D", "warnings"]);
    step("Clippy on the library, its tests and the workshop", &mut cargo, MEND)?;

    tools::node_packages(project)?;
    let mut tsc = project.command("tsc");
    step("Checking the types of the scripts", tsc.args(["--noEmit", "--project", "."]), MEND)?;

    tools::wasm_target(project)?;
    let mut cargo = project.cargo();
    cargo.args(["clippy"]).args(WEB).args(["--", "-D", "warnings"]);
    step("Clippy on the page", &mut cargo, MEND)?;

    let mut cargo = project.cargo();
    cargo.args(["doc", "--no-deps", "--lib"]).args(WEB).env("RUSTDOCFLAGS", "-D warnings");
    step("Building the documentation", &mut cargo, MEND)
}
