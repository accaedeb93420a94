//! `cargo xtask serve`: the page on an address of this machine.

use crate::arguments::Arguments;
use crate::outcome::{Failure, Outcome};
use crate::project::Project;
use crate::run::say;
use crate::server::Server;
use crate::{page, run};

pub(crate) const HELP: &str = "serve [--port 8080] [--open]    builds the page and serves it";

pub(crate) fn run(project: &Project, mut arguments: Arguments) -> Outcome {
    let port = arguments.option("--port")?.unwrap_or_else(|| "8080".to_owned());
    let port = port
        .parse()
        .map_err(|_| Failure::new(format!("`{port}` is no port; write a number up to 65535.")))?;
    let open = arguments.flag("--open");
    arguments.finish()?;

    // First, so that a taken port is said before minutes of building.
    let server = Server::bind(port)?;
    let folder = page::build(project)?;
    let address = format!("http://localhost:{}", server.port());
    say("Serving dist; Ctrl+C ends it");
    println!("{address}");
    if open {
        show(project, &address)?;
    }
    server.serve(&folder, "/");
    Ok(())
}

/// Shows the address in the person's own browser.
fn show(project: &Project, address: &str) -> Outcome {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut command = project.command(opener);
    command.arg(address).spawn().map_err(|error| run::cannot_start(&command, &error))?;
    Ok(())
}
