//! The page: Trunk compiles the release build into `dist/`, esbuild makes the rest of it small.

use crate::outcome::Outcome;
use crate::project::Project;
use crate::run::step;
use crate::{bundle, later, tools};
use std::path::PathBuf;

/// Builds the page with everything it takes, and says where it is.
pub(crate) fn build(project: &Project) -> Outcome<PathBuf> {
    tools::for_the_page(project)?;
    let mut trunk = project.command("trunk");
    // Offline: it uses the tools on PATH and downloads none.
    trunk.args(["build", "--release", "--offline", "--skip-version-check"]);
    // With these, Trunk adds its own stack to every error of the compiler.
    trunk.env_remove("RUST_BACKTRACE").env_remove("RUST_LIB_BACKTRACE");
    // Trunk takes only `true` and `false`, many terminals set `1`.
    trunk.env_remove("NO_COLOR");
    step(
        "Building the page into dist (a first build takes two minutes)",
        &mut trunk,
        "Mend the error above and try again.",
    )?;
    let folder = project.at("dist");
    let style = bundle::shrink(project, &folder)?;
    later::add(project, &folder, &style)?;
    Ok(folder)
}
