//! Command lines of kubectl, as the cases write them.

use podline::kubectl::MAX_STREAMS;
use std::vec::IntoIter;

/// What a command line asks for.
pub(crate) struct Command {
    pub(crate) verb: String,
    pub(crate) container: Option<String>,
    pub(crate) previous: bool,
    pub(crate) all: bool,
    pub(crate) follow: bool,
    pub(crate) max_log_requests: usize,
}

/// Flags that ask for nothing of what a case can tell, and take a value.
const VALUED: [&str; 10] = [
    "namespace",
    "selector",
    "context",
    "kubeconfig",
    "tail",
    "since",
    "since-time",
    "limit-bytes",
    "pod-running-timeout",
    "request-timeout",
];
/// Those that take none.
const SWITCHES: [&str; 7] =
    ["stdin", "tty", "quiet", "timestamps", "prefix", "ignore-errors", "insecure-skip-tls-verify"];

impl Command {
    pub(crate) fn parse(text: &str) -> Self {
        let mut words = words(text).into_iter();
        assert_eq!(words.next().as_deref(), Some("kubectl"), "a command of kubectl");
        let mut command = Self {
            verb: String::new(),
            container: None,
            previous: false,
            all: false,
            follow: false,
            max_log_requests: MAX_STREAMS,
        };
        let mut positions = Vec::new();
        while let Some(word) = words.next() {
            match word.strip_prefix("--") {
                Some("") => break,
                Some(flag) => command.long(flag, &mut words),
                None => match word.strip_prefix('-') {
                    Some(flags) => command.short(flags, &mut words),
                    None => positions.push(word),
                },
            }
            // What follows the Pod is the command to execute, flags and all.
            if positions.first().is_some_and(|verb| verb == "exec") && positions.len() > 2 {
                break;
            }
        }
        let mut positions = positions.into_iter();
        command.verb = positions.next().expect("a verb");
        // By its own name, through what made it or by its labels: there is but one Pod.
        positions.next();
        if command.verb == "logs" {
            command.container = positions.next().or(command.container);
        }
        assert!(command.verb == "exec" || positions.next().is_none(), "one Pod");
        command
    }

    fn long(&mut self, flag: &str, words: &mut IntoIter<String>) {
        let (name, value) = match flag.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (flag, None),
        };
        let is_on = value.as_deref() != Some("false");
        let mut value = || value.clone().or_else(|| words.next()).expect("a value");
        match name {
            "container" => self.container = Some(value()),
            "previous" => self.previous = is_on,
            "all-containers" => self.all = is_on,
            "follow" => self.follow = is_on,
            "max-log-requests" => self.max_log_requests = value().parse().expect("a number"),
            name if VALUED.contains(&name) => {
                value();
            }
            name => assert!(SWITCHES.contains(&name), "nobody understands --{name}"),
        }
    }

    /// Letters behind one dash; one that takes a value takes what is left, or the next word.
    fn short(&mut self, flags: &str, words: &mut IntoIter<String>) {
        for (at, letter) in flags.char_indices() {
            match letter {
                'c' | 'n' | 'l' => {
                    let rest = &flags[at + 1..];
                    let glued = Some(rest).filter(|rest| !rest.is_empty());
                    let value = glued.map(|rest| rest.strip_prefix('=').unwrap_or(rest).to_owned());
                    let value = value.or_else(|| words.next()).expect("a value");
                    if letter == 'c' {
                        self.container = Some(value);
                    }
                    return;
                }
                'p' => self.previous = true,
                'f' => self.follow = true,
                'i' | 't' | 'q' => {}
                other => panic!("nobody understands -{other}"),
            }
        }
    }
}

/// The words of a line, as a shell takes it apart: quotes hold blanks together.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for character in line.chars() {
        match quote {
            Some(open) if character == open => quote = None,
            None if character.is_whitespace() => words.extend(word.take()),
            None if ['"', '\''].contains(&character) => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}
