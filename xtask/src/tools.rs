//! Gets what the page is built with: what is on PATH if its version fits, else into `.tools/` and
//! `node_modules/`, which survive `cargo clean`.

use crate::outcome::{Doing as _, Failure, Outcome};
use crate::project::Project;
use crate::run::{ask, step};

const WASM: &str = "wasm32-unknown-unknown";

/// The last Trunk that the pinned compiler builds.
const TRUNK: &str = "0.21.14";

const NETWORK: &str =
    "Read the lines above; a step that broke off half-way is tried again by the same command.";

/// Everything between the sources and the page.
pub(crate) fn for_the_page(project: &Project) -> Outcome {
    // What may be missing altogether comes before what takes minutes.
    node_packages(project)?;
    wasm_target(project)?;
    installed(project, "trunk", "trunk", TRUNK, &["--locked"])?;
    // Its lock file names a package that was withdrawn, so not `--locked`.
    installed(project, "wasm-bindgen", "wasm-bindgen-cli", &project.locked("wasm-bindgen")?, &[])?;
    crates(project)
}

/// Node, and the packages of package-lock.json.
pub(crate) fn node_packages(project: &Project) -> Outcome {
    node(project)?;
    node_modules(project)
}

/// Every crate of Cargo.lock: Trunk runs cargo offline.
fn crates(project: &Project) -> Outcome {
    let fetch = ["fetch", "--locked"];
    if ask(project.cargo().args(fetch).arg("--offline")).is_some() {
        return Ok(());
    }
    step("Fetching the crates of Cargo.lock", project.cargo().args(fetch), NETWORK)
}

/// The target the page is compiled for.
pub(crate) fn wasm_target(project: &Project) -> Outcome {
    let mut rustc = project.command("rustc");
    let libraries =
        ask(rustc.args(["--print", "target-libdir", "--target", WASM])).unwrap_or_default();
    if std::path::Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    step(
        "Adding the target wasm32-unknown-unknown to the compiler",
        project.command("rustup").args(["target", "add", WASM]),
        "Install Rust with rustup (https://rustup.rs), which has the target.",
    )
}

/// A program from crates.io, in exactly this version.
pub(crate) fn installed(
    project: &Project,
    program: &str,
    package: &str,
    version: &str,
    flags: &[&str],
) -> Outcome {
    let found = ask(project.command(program).arg("--version")).unwrap_or_default();
    if found.split_whitespace().nth(1) == Some(version) {
        return Ok(());
    }
    let mut install = project.cargo();
    install
        .args(["install", package, "--version", &format!("={version}"), "--force", "--root"])
        .arg(project.at(".tools"))
        .args(flags)
        // It runs for seconds only; so compiling it takes half the time.
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    step(
        &format!("Installing {package} {version} into .tools (once, some minutes)"),
        &mut install,
        NETWORK,
    )
}

/// `npm ci`, unless the modules there are those of the lock file.
fn node_modules(project: &Project) -> Outcome {
    let lock = project.read("package-lock.json")?;
    let stamp = project.at("node_modules/.installed-lock.json");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step(
        "Installing the npm packages of package-lock.json",
        project.command("npm").args(["ci", "--no-fund", "--no-audit", "--loglevel=error"]),
        NETWORK,
    )?;
    std::fs::write(&stamp, lock).doing(|| format!("write {}", stamp.display()))
}

/// Node, for wasm-opt and the bench.
fn node(project: &Project) -> Outcome {
    let version = ask(project.command("node").arg("--version")).unwrap_or_default();
    let major = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse().ok());
    match major {
        Some(20u32..) => Ok(()),
        Some(_) => Err(Failure::new(format!(
            "Node {} is too old; install Node 20 or newer from https://nodejs.org.",
            version.trim()
        ))),
        None => Err(Failure::new(
            "Node is not on PATH; install Node 20 or newer from https://nodejs.org.",
        )),
    }
}

/// Installs packages of Debian or Ubuntu, if this is such a system and we may; else does nothing.
pub(crate) fn apt(project: &Project, packages: &[&str]) -> Outcome {
    let root = ask(project.command("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    if !root || project.program("apt-get").is_none() {
        return Ok(());
    }
    let advice = "Read the lines above; apt-get needs the network.";
    let mut update = project.command("apt-get");
    step("Updating the lists of packages", update.args(["-qq", "update"]), advice)?;
    let mut install = project.command("apt-get");
    install.args(["-qq", "install", "--yes", "--no-install-recommends"]).args(packages);
    install.env("DEBIAN_FRONTEND", "noninteractive");
    step(&format!("Installing {} with apt-get", packages.join(", ")), &mut install, advice)
}
