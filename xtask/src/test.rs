//! `cargo xtask test`: every test, those in a real browser included.

use crate::arguments::Arguments;
use crate::browser::Engine;
use crate::outcome::{Failure, Outcome};
use crate::project::Project;
use crate::run::step;
use crate::server::Server;
use crate::{page, tools};
use std::thread;

pub(crate) const HELP: &str =
    "test [--browser chromium|firefox|webkit] [--native-only | --browser-only] [-- filter]";

/// Not the root of its host: so every browser test also holds that the page's addresses are relative.
const MOUNT: &str = "/some/path/";

const MEND: &str = "The names of the tests that failed stand above.";

pub(crate) fn run(project: &Project, mut arguments: Arguments) -> Outcome {
    let engine =
        Engine::named(&arguments.option("--browser")?.unwrap_or_else(|| "chromium".to_owned()))?;
    let (native_only, browser_only) =
        (arguments.flag("--native-only"), arguments.flag("--browser-only"));
    let filter = arguments.finish()?;
    if native_only && browser_only {
        return Err(Failure::new("`--native-only` and `--browser-only` leave no test to run."));
    }
    if !native_only {
        // What is missing is installed, or said, before minutes of other tests.
        engine.ready(project)?;
        tools::for_the_page(project)?;
    }
    if !browser_only {
        native(project, &filter)?;
    }
    if !native_only {
        in_browser(project, engine, &filter)?;
    }
    Ok(())
}

fn native(project: &Project, filter: &[String]) -> Outcome {
    let mut cargo = project.cargo();
    cargo.args(["test", "--workspace", "--no-fail-fast", "--", "--quiet"]).args(filter);
    step("Running the unit, integration and documentation tests", &mut cargo, MEND)?;

    // The layer behind the feature has unit tests too; they need no browser.
    let mut cargo = project.cargo();
    cargo.args(["test", "--package", "podline", "--features", "web", "--lib"]);
    cargo.args(["view::", "--", "--quiet"]);
    step("Running the view's unit tests", &mut cargo, MEND)
}

/// The facts about the scripts that need no browser: the file throws if one of them does not hold.
fn scripts(project: &Project) -> Outcome {
    let bundle = project.target().join("text.test.mjs");
    let mut esbuild = project.command("esbuild");
    esbuild.args(["--bundle", "--format=esm", "--log-level=warning", "src/editor/text.test.ts"]);
    esbuild.arg(format!("--outfile={}", bundle.display()));
    step("Bundling the scripts' tests", &mut esbuild, MEND)?;
    step("Running the scripts' tests", project.command("node").arg(&bundle), MEND)
}

fn in_browser(project: &Project, engine: &Engine, filter: &[String]) -> Outcome {
    scripts(project)?;
    let folder = page::build(project)?;
    let server = Server::bind(0)?;
    let page = format!("http://127.0.0.1:{}{MOUNT}", server.port());
    thread::spawn(move || server.serve(&folder, MOUNT));
    let driver = engine.drive(project)?;

    let mut cargo = project.cargo();
    cargo.args([
        "test",
        "--package",
        "podline",
        "--features",
        "browser-tests",
        "--test",
        "browser",
    ]);
    cargo.args(["--", "--quiet"]).args(filter);
    if !engine.parallel {
        cargo.arg("--test-threads=1");
    }
    cargo
        .env("PODLINE_URL", page)
        .env("WEBDRIVER_URL", driver.address())
        .env("PODLINE_BROWSER", engine.name);
    step(&format!("Running the browser tests in {}", engine.name), &mut cargo, MEND)
}
