//! What one program does, by its command line: the utilities of every image, known tools and
//! servers. Knows nothing of containers and roles; a program it does not know stays unknown.

use super::image::{is_one_of, server};
use super::shell;
use super::variables::Variables;
use crate::engine::{Basis, Guess};
use crate::model::Millis;

/// How a program ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Status {
    /// The exit code.
    pub(super) code: i32,
    /// Whether the code follows from the command alone. A check (`nc -z`, `curl`) is not sure: it
    /// is assumed to succeed, after a while where a script waits for it.
    pub(super) sure: bool,
}

impl Status {
    pub(super) const fn sure(code: i32) -> Self {
        Self { code, sure: true }
    }

    pub(super) const fn unsure(code: i32) -> Self {
        Self { code, sure: false }
    }

    /// After `!`.
    pub(super) const fn negated(self) -> Self {
        Self { code: if self.code == 0 { 1 } else { 0 }, sure: self.sure }
    }
}

/// How long a program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Runs {
    /// Too short to count beside anything else.
    Briefly,
    /// That long.
    For(Guess<Millis>),
    /// Until it is stopped.
    Forever(Basis),
    /// Only its author knows, but it takes longer than this: the sleeps before the work began.
    Unknown { before: Millis },
}

/// What a program does on its stop signal.
///
/// A process that is PID 1 of its PID namespace gets only those signals for which it has installed
/// a handler; the default action of SIGTERM does not apply (Linux `pid_namespaces(7)`, "The
/// namespace init process"). So `sleep 3600` as a container's command lives on until SIGKILL, while
/// the same process below an init, or in a Pod with `shareProcessNamespace`, dies at once with 143.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OnSignal {
    /// No handler: nothing happens to PID 1, any other process dies.
    Default,
    /// The signal is ignored whatever its PID.
    Ignored,
    /// A handler ends the program.
    Handled {
        /// How long that takes.
        after: Guess<Millis>,
        /// The exit code.
        code: i32,
    },
}

/// A file that comes or goes while a program runs: what `cat /tmp/healthy` in a probe looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileChange {
    /// Its path.
    pub(super) path: String,
    /// When, after the start.
    pub(super) at: Millis,
    /// Written rather than removed.
    pub(super) exists: bool,
}

/// What one program does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Program {
    /// How long it runs by itself.
    pub(super) runs: Runs,
    /// How it ends by itself.
    pub(super) status: Status,
    /// What it does on its stop signal.
    pub(super) on_signal: OnSignal,
    /// The files it writes and removes on the way.
    pub(super) files: Vec<FileChange>,
}

impl Program {
    pub(super) const fn new(runs: Runs, status: Status, on_signal: OnSignal) -> Self {
        Self { runs, status, on_signal, files: Vec::new() }
    }

    pub(super) const fn brief(status: Status) -> Self {
        Self::new(Runs::Briefly, status, OnSignal::Default)
    }

    const fn lasts(millis: u64, status: Status) -> Self {
        Self::new(Runs::For(Guess::assumed(Millis(millis))), status, OnSignal::Default)
    }

    /// A program of which nothing is known, but that it was written to run in a container: it is
    /// assumed to handle its stop signal.
    pub(super) const fn unknown() -> Self {
        Self::new(Runs::Unknown { before: Millis::ZERO }, Status::unsure(0), graceful(1000))
    }

    /// A server that runs until it is told to stop.
    pub(super) const fn server(stops_within: u64) -> Self {
        Self::new(Runs::Forever(Basis::Assumed), Status::sure(0), graceful(stops_within))
    }

    /// A utility that goes on for ever and has no handler for SIGTERM.
    pub(super) const fn endless() -> Self {
        Self::new(Runs::Forever(Basis::Declared), Status::sure(0), OnSignal::Default)
    }
}

const fn graceful(millis: u64) -> OnSignal {
    OnSignal::Handled { after: Guess::assumed(Millis(millis)), code: 0 }
}

/// Where a command line stands: the environment it sees, and how deep in other commands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    /// Variables with a known value.
    pub(super) environment: &'a Variables,
    /// How many wrappers and shells are around it.
    pub(super) depth: u8,
}

impl Place<'_> {
    /// One deeper.
    fn inner(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }
}

/// Deepest nesting of wrappers and `sh -c` that is followed.
const DEEPEST: u8 = 4;

/// What the command line `argv` does.
pub(super) fn program(argv: &[&str], place: Place<'_>) -> Program {
    let Some((path, arguments)) = argv.split_first() else {
        return Program::brief(Status::sure(0));
    };
    if place.depth >= DEEPEST {
        return Program::unknown();
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    wrapped(name, arguments, place)
        .or_else(|| utility(name, arguments))
        .or_else(|| tool(name, arguments))
        .unwrap_or_else(Program::unknown)
}

/// Programs that run another one: shells, init processes, `timeout`, `env` …
fn wrapped(name: &str, arguments: &[&str], place: Place<'_>) -> Option<Program> {
    let inner = |skip: usize| program(arguments.get(skip..).unwrap_or_default(), place.inner());
    let flags = arguments.iter().take_while(|word| word.starts_with('-')).count();
    Some(match name {
        "sh" | "bash" | "ash" | "dash" | "zsh" | "ksh" => {
            shell_program(arguments, name == "bash", place)
        }
        "busybox" | "nohup" | "time" | "command" => inner(flags),
        "env" => inner(
            arguments.iter().take_while(|word| word.starts_with('-') || word.contains('=')).count(),
        ),
        // These change the user and replace themselves.
        "gosu" | "su-exec" => inner(1),
        // Init processes pass the signal on to a child that is not PID 1.
        "tini" | "dumb-init" | "catatonit" => {
            let mut child = inner(flags);
            if child.on_signal == OnSignal::Default {
                child.on_signal =
                    OnSignal::Handled { after: Guess::declared(Millis::ZERO), code: 143 };
            }
            child
        }
        "timeout" => {
            let limit = seconds(arguments.get(flags)?)?;
            let mut child = inner(flags + 1);
            let cut = match child.runs {
                Runs::Forever(_) | Runs::Unknown { .. } => true,
                Runs::For(takes) => takes.value > limit,
                Runs::Briefly => false,
            };
            if cut {
                child.runs = Runs::For(Guess::declared(limit));
                child.status = Status::sure(124);
            }
            child.on_signal = OnSignal::Handled { after: Guess::assumed(Millis::ZERO), code: 124 };
            child
        }
        _ => return None,
    })
}

/// `sh -c …`, `bash -euxo pipefail -c …`, `sh script.sh`, or a shell without anything.
fn shell_program(arguments: &[&str], bash: bool, place: Place<'_>) -> Program {
    let mut errexit = false;
    let mut rest = arguments.iter();
    while let Some(&word) = rest.next() {
        let Some(letters) = word.strip_prefix('-').or_else(|| word.strip_prefix('+')) else {
            return Program::unknown(); // A script of the image.
        };
        errexit |= word.starts_with('-') && !word.starts_with("--") && letters.contains('e');
        if letters.ends_with('o') && !word.starts_with("--") {
            errexit |= rest.next() == Some(&"errexit");
        } else if !word.starts_with("--") && letters.contains('c') {
            let script = rest.next().copied().unwrap_or_default();
            let program = shell::run(script, errexit, bash, place.inner());
            return program.unwrap_or_else(Program::unknown);
        }
    }
    // It reads commands from standard input, which is closed.
    Program::brief(Status::sure(0))
}

/// Utilities that are done at once, and well.
const QUICK: &str = "true : echo printf cp mv mkdir chown chmod touch ln rm cat ls date hostname \
    tee sed awk cd pwd export env tar unzip gzip gunzip sync id whoami head tail wc sort uniq cut \
    tr find xargs install ulimit umask sysctl dd df du uname stat basename dirname seq set shift \
    local readonly declare unset alias source . envsubst";

/// Utilities that look at something: done at once, with what result only a run would know.
const CHECKS: &str = "grep egrep nslookup dig host getent nc ncat netcat ping pg_isready \
    mysqladmin redis-cli mongosh mongo kubectl pgrep pidof ps netstat ss which telnet jq yq etcdctl \
    nats psql mysql openssl";

/// Utilities that behave alike in every image.
fn utility(name: &str, arguments: &[&str]) -> Option<Program> {
    let has = |word: &str| arguments.contains(&word);
    let short_flag = |letter: char| arguments.iter().any(|word| is_short_flag(word, letter));
    Some(match name {
        "false" => Program::brief(Status::sure(1)),
        "sleep" => {
            if arguments.iter().any(|word| matches!(*word, "infinity" | "inf")) {
                return Some(Program::endless());
            }
            let total: Option<Millis> =
                arguments.iter().try_fold(Millis::ZERO, |total, word| Some(total + seconds(word)?));
            let takes = match total {
                Some(total) if !arguments.is_empty() => Guess::declared(total),
                _ => Guess::assumed(Millis(2000)),
            };
            Program::new(Runs::For(takes), Status::sure(0), OnSignal::Default)
        }
        "tail" if short_flag('f') || short_flag('F') || has("--follow") => Program::endless(),
        "yes" | "top" | "watch" => Program::endless(),
        "inotifywait" if short_flag('m') => Program::endless(),
        "ping" if !arguments.iter().any(|word| word.starts_with("-c")) => Program::endless(),
        "nc" | "ncat" | "netcat" | "socat" if short_flag('l') => Program::endless(),
        // busybox httpd; Apache's own does not know `-f`.
        "httpd" if short_flag('f') => Program::endless(),
        // The module installs no handler for SIGTERM, and neither does the interpreter.
        "python" | "python3" if has("http.server") => Program::endless(),
        _ if is_one_of(name, QUICK) => Program::brief(Status::sure(0)),
        _ if is_one_of(name, CHECKS) => Program::brief(Status::unsure(0)),
        _ => return None,
    })
}

/// Tools and servers that are known by name.
fn tool(name: &str, arguments: &[&str]) -> Option<Program> {
    let mentions =
        |part: &str| name.contains(part) || arguments.iter().any(|word| word.contains(part));
    Some(match name {
        "git" if arguments.iter().any(|word| matches!(*word, "clone" | "pull" | "fetch")) => {
            Program::lasts(3000, Status::unsure(0))
        }
        "git" => Program::brief(Status::sure(0)),
        _ if is_one_of(name, "curl wget aws gsutil gcloud mc rclone rsync scp") => {
            Program::lasts(1500, Status::unsure(0))
        }
        _ if is_one_of(name, "flyway liquibase alembic goose dbmate") => {
            Program::lasts(3000, Status::unsure(0))
        }
        _ if is_one_of(name, "pip pip3 npm yarn apk apt-get apt yum dnf")
            && arguments.iter().any(|word| is_one_of(word, "install add ci update")) =>
        {
            Program::lasts(3000, Status::unsure(0))
        }
        _ if mentions("migrat") => Program::lasts(3000, Status::unsure(0)),
        // `nginx -s quit`, `nginx -t`: a message or a check, no server.
        "nginx" if arguments.iter().any(|word| matches!(*word, "-s" | "-t" | "-T" | "-v")) => {
            Program::brief(Status::unsure(0))
        }
        _ => {
            let stops_within = server(name)?;
            if is_once(arguments) { Program::unknown() } else { Program::server(stops_within) }
        }
    })
}

/// Words that make a server do something else and end.
const ONCE: &str = "validate version help exit once check test migrate";

/// Whether one of `arguments` may make a server do something else and end, as `-exit-after-auth` does.
pub(super) fn is_once(arguments: &[&str]) -> bool {
    arguments.iter().any(|word| ONCE.split(' ').any(|once| word.contains(once)))
}

/// Whether `word` is a group of one-letter flags with `letter` among them.
fn is_short_flag(word: &str, letter: char) -> bool {
    word.strip_prefix('-')
        .is_some_and(|letters| !letters.starts_with('-') && letters.contains(letter))
}

/// The argument of `sleep`: `3`, `0.5`, `2m`.
fn seconds(word: &str) -> Option<Millis> {
    let digits = word.trim_end_matches(['s', 'm', 'h', 'd']);
    let unit = match &word[digits.len()..] {
        "" | "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return None,
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if digits.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let thousandths: u64 = format!("{fraction:0<3}")[..3].parse().ok()?;
    Some(Millis(whole.checked_mul(1000)?.checked_add(thousandths)?.checked_mul(unit)?))
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn arguments_of_sleep() {
        let table = [
            ("3", Some(3000)),
            ("3s", Some(3000)),
            ("0.5", Some(500)),
            (".25", Some(250)),
            ("2m", Some(120_000)),
            ("1h", Some(3_600_000)),
            ("1d", Some(86_400_000)),
            ("1.5m", Some(90_000)),
            ("-1", None),
            ("s", None),
            ("5ms", None),
            ("99999999999999999999", None),
            ("1.é", None),
        ];
        for (word, expected) in table {
            assert_eq!(seconds(word).map(|span| span.0), expected, "{word}");
        }
    }
}
