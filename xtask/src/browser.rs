//! The browser engines that the tests can drive, each through its own WebDriver server.

use crate::outcome::{Doing as _, Failure, Outcome};
use crate::project::Project;
use crate::run::{cannot_start, say};
use crate::tools;
use std::io::{BufRead as _, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long a driver may take until it listens.
const START: Duration = Duration::from_secs(20);

/// An engine and what it takes to drive it.
pub(crate) struct Engine {
    /// The word after `--browser`.
    pub(crate) name: &'static str,
    /// Programs that must be there, one of each row.
    programs: &'static [&'static [&'static str]],
    /// Debian's packages that hold them.
    packages: &'static [&'static str],
    /// The driver's command line, without the port.
    driver: &'static [&'static str],
    /// Whether its driver keeps several browsers at once.
    pub(crate) parallel: bool,
    /// Whether it draws on a screen even when nobody looks.
    screen: bool,
    /// What to install where we cannot.
    hint: &'static str,
}

/// The version of geckodriver, which Debian does not have.
const GECKODRIVER: &str = "0.37.1";

const ENGINES: &[Engine] = &[
    Engine {
        name: "chromium",
        programs: &[
            &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
            &["chromedriver"],
        ],
        packages: &["chromium", "chromium-driver"],
        driver: &["chromedriver", "--log-level=WARNING"],
        parallel: true,
        screen: false,
        hint: "Chromium (or Chrome) and its chromedriver of the same version",
    },
    Engine {
        name: "firefox",
        programs: &[&["firefox", "firefox-esr"]],
        packages: &["firefox-esr"],
        driver: &["geckodriver", "--log", "error"],
        parallel: false,
        screen: false,
        hint: "Firefox",
    },
    Engine {
        name: "webkit",
        programs: &[&["WebKitWebDriver"], &["Xvfb"]],
        packages: &["webkit2gtk-driver", "xvfb"],
        driver: &["WebKitWebDriver"],
        parallel: false,
        screen: true,
        hint: "WebKitGTK's WebKitWebDriver and Xvfb",
    },
];

impl Engine {
    /// The engine called `name`.
    pub(crate) fn named(name: &str) -> Outcome<&'static Self> {
        ENGINES.iter().find(|engine| engine.name == name).ok_or_else(|| {
            let names: Vec<_> = ENGINES.iter().map(|engine| engine.name).collect();
            Failure::new(format!(
                "there is no browser `{name}`; the tests know {}.",
                names.join(", ")
            ))
        })
    }

    /// Installs the engine and its driver where that is possible, and says what to do elsewhere.
    pub(crate) fn ready(&self, project: &Project) -> Outcome {
        if !self.is_there(project) {
            tools::apt(project, self.packages)?;
        }
        if !self.is_there(project) {
            return Err(Failure::new(format!(
                "the browser tests need {} on PATH; on Debian: `sudo apt-get install {}`.",
                self.hint,
                self.packages.join(" ")
            )));
        }
        if self.name == "firefox" {
            tools::installed(project, "geckodriver", "geckodriver", GECKODRIVER, &["--locked"])?;
        }
        Ok(())
    }

    fn is_there(&self, project: &Project) -> bool {
        self.programs.iter().all(|names| names.iter().any(|name| project.program(name).is_some()))
    }

    /// Starts the driver on a free port and waits until it listens.
    pub(crate) fn drive(&self, project: &Project) -> Outcome<Driver> {
        let port = free_port()?;
        say(&format!("Starting {} on port {port}", self.driver[0]));
        let mut command = project.command(self.driver[0]);
        command.args(&self.driver[1..]).arg(format!("--port={port}")).stdout(Stdio::null());
        let mut screen = None;
        if self.screen {
            let (program, display) = new_screen(project)?;
            screen = Some(program);
            command.env("DISPLAY", display);
        }
        let program = Running::start(&mut command)?;
        let mut driver = Driver { program, _screen: screen, port };
        driver.wait(self.driver[0])?;
        Ok(driver)
    }
}

/// A screen that exists only in memory, and its name.
fn new_screen(project: &Project) -> Outcome<(Running, String)> {
    let mut command = project.command("Xvfb");
    // It chooses a free display and prints its number.
    command.args(["-displayfd", "1", "-screen", "0", "1920x1200x24", "-nolisten", "tcp"]);
    let mut screen = Running::start(command.stdout(Stdio::piped()).stderr(Stdio::null()))?;
    let mut number = String::new();
    if let Some(stdout) = screen.0.stdout.take() {
        BufReader::new(stdout).read_line(&mut number).doing(|| "read Xvfb's display".to_owned())?;
    }
    Ok((screen, format!(":{}", number.trim())))
}

/// A program that ends with this value.
struct Running(Child);

impl Running {
    fn start(command: &mut Command) -> Outcome<Self> {
        command.spawn().map(Self).map_err(|error| cannot_start(command, &error))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to do.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// A running WebDriver server.
pub(crate) struct Driver {
    program: Running,
    /// What it draws on; it ends after the driver.
    _screen: Option<Running>,
    port: u16,
}

impl Driver {
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn wait(&mut self, program: &str) -> Outcome {
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            if let Ok(Some(status)) = self.program.0.try_wait() {
                return Err(Failure::new(format!(
                    "{program} ended at once ({status}); start it by hand to see why."
                )));
            }
            if start.elapsed() > START {
                return Err(Failure::new(format!(
                    "{program} does not listen; start it by hand to see why."
                )));
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

fn free_port() -> Outcome<u16> {
    let address =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    Ok(address.doing(|| "find a free port".to_owned())?.port())
}

#[cfg(test)]
mod tests {
    use super::Engine;

    #[test]
    fn an_unknown_browser_is_answered_with_the_known_ones() {
        let failure = Engine::named("opera").err().expect("it is unknown");
        assert_eq!(
            failure.to_string(),
            "there is no browser `opera`; the tests know chromium, firefox, webkit."
        );
    }
}
