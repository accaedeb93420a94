//! Shell text → the simple commands in it, with what they are redirected to.
//!
//! Reads past what it does not know: unlike the engine's reader, which follows a script through and
//! gives up on what it cannot follow, this one only asks which commands stand there. Control flow is
//! cut away; text in quotes, comments and here-documents are no commands.

use super::Simple;
use std::collections::BTreeMap;

/// Stands for what only a real run would know. No manifest can hold it.
pub(super) const UNKNOWN: char = '\0';

/// Longest script that is read, in bytes; longest value, for a script may double a variable as often as
/// it likes; most commands of it; deepest `$(…)`.
const LONGEST: usize = 32 * 1024;
const LONGEST_VALUE: usize = 1024;
const MOST: usize = 500;
const DEEPEST: u8 = 4;

/// What a script starts with.
#[derive(Clone, Debug, Default)]
pub(super) struct Shell {
    /// Variables with a known value.
    pub(super) variables: BTreeMap<String, String>,
    /// The working directory, if it is known.
    pub(super) directory: Option<String>,
}

/// The commands of `script`, in order; none of one that is too long.
pub(super) fn split(script: &str, shell: &mut Shell, depth: u8) -> Vec<Simple> {
    if script.len() > LONGEST || depth > DEEPEST {
        return Vec::new();
    }
    let mut splitter = Splitter {
        rest: script,
        shell,
        depth,
        done: Vec::new(),
        now: Simple::default(),
        outer: Vec::new(),
        here_ends: Vec::new(),
    };
    while splitter.step() {}
    splitter.end();
    splitter.done.truncate(MOST);
    splitter.done
}

struct Splitter<'a, 's> {
    rest: &'a str,
    shell: &'s mut Shell,
    depth: u8,
    done: Vec<Simple>,
    now: Simple,
    /// The directories to come back to when a subshell ends.
    outer: Vec<Option<String>>,
    /// Delimiters of here-documents whose bodies begin at the next line.
    here_ends: Vec<String>,
}

impl Splitter<'_, '_> {
    /// Reads one token; `false` at the end.
    fn step(&mut self) -> bool {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\r']);
        let Some(first) = self.rest.chars().next() else { return false };
        if let Some(after) = self.rest.strip_prefix("\\\n") {
            self.rest = after;
        } else if first == '#' {
            self.rest = self.rest.find('\n').map_or("", |at| &self.rest[at..]);
        } else if self.redirection() {
        } else if "\n;&|()".contains(first) {
            self.rest = &self.rest[1..];
            self.end();
            match first {
                '\n' => self.skip_here_documents(),
                '(' => self.outer.push(self.shell.directory.clone()),
                ')' => {
                    if let Some(directory) = self.outer.pop() {
                        self.shell.directory = directory;
                    }
                }
                _ => {}
            }
        } else {
            let word = self.word();
            self.take(word);
        }
        true
    }

    /// Reads a redirection, if one stands here: `2>&1`, `>> file`, `<<EOF` …
    fn redirection(&mut self) -> bool {
        let rest = self.rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = rest.strip_prefix('&').filter(|rest| rest.starts_with('>')).unwrap_or(rest);
        let signs = ["<<<", "<<-", "<<", ">>", ">|", ">&", "<&", ">", "<"];
        let Some(sign) = signs.into_iter().find(|sign| rest.starts_with(sign)) else {
            return false;
        };
        self.rest = rest[sign.len()..].trim_start_matches([' ', '\t']);
        let target = self.word();
        match sign {
            "<<" | "<<-" => self.here_ends.push(target),
            ">" | ">>" | ">|" => self.now.outputs.push(target),
            "<" => self.now.inputs.push(target),
            _ => {}
        }
        true
    }

    fn skip_here_documents(&mut self) {
        for end in std::mem::take(&mut self.here_ends) {
            while !self.rest.is_empty() {
                let (line, rest) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
                self.rest = rest;
                if line.trim() == end {
                    break;
                }
            }
        }
    }

    /// Reads a word, without its quotes and with the values of its variables.
    fn word(&mut self) -> String {
        let mut word = String::new();
        let mut quote = None;
        while let Some(c) = self.rest.chars().next() {
            match (c, quote) {
                ('\'' | '"', None) => quote = Some(c),
                (_, Some(open)) if c == open => quote = None,
                ('$' | '`', None | Some('"')) => {
                    self.expansion(&mut word);
                    continue;
                }
                ('\\', None | Some('"')) => {
                    self.rest = &self.rest[1..];
                    let Some(escaped) = self.rest.chars().next() else { break };
                    if escaped != '\n' {
                        word.push(escaped);
                    }
                    self.rest = &self.rest[escaped.len_utf8()..];
                    continue;
                }
                (' ' | '\t' | '\r' | '\n' | ';' | '&' | '|' | '(' | ')' | '<' | '>', None) => break,
                _ => word.push(c),
            }
            self.rest = &self.rest[c.len_utf8()..];
        }
        word
    }

    /// Reads `$NAME`, `${NAME:-other}`, `$(…)`, `$((…))` or backquotes.
    fn expansion(&mut self, word: &mut String) {
        let backquoted = self.rest.starts_with('`');
        self.rest = &self.rest[1..];
        if backquoted || self.rest.starts_with('(') {
            let (inner, rest) = if backquoted {
                self.rest.split_once('`').unwrap_or((self.rest, ""))
            } else {
                bracketed(self.rest)
            };
            self.rest = rest;
            word.push(UNKNOWN);
            if !inner.starts_with('(') {
                self.done.extend(split(inner, self.shell, self.depth + 1));
            }
            return;
        }
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if let Some(braced) = self.rest.strip_prefix('{') {
            let (inner, rest) = braced.split_once('}').unwrap_or((braced, ""));
            self.rest = rest;
            let end = inner.find(|c| !is_name(c)).unwrap_or(inner.len());
            let (name, otherwise) = inner.split_at(end);
            let fallback = otherwise.strip_prefix(":-").or_else(|| otherwise.strip_prefix('-'));
            self.value(name, fallback, word);
        } else {
            let end = self.rest.find(|c| !is_name(c)).unwrap_or(self.rest.len());
            // `$?`, `$1`, `$@`: nothing that is known.
            let (name, rest) = self.rest.split_at(end);
            self.rest = rest;
            if name.is_empty() {
                self.rest = rest.strip_prefix(['?', '!', '@', '*', '#', '$', '-']).unwrap_or(rest);
            }
            self.value(name, None, word);
        }
    }

    fn value(&self, name: &str, fallback: Option<&str>, word: &mut String) {
        match self.shell.variables.get(name).map(String::as_str).or(fallback) {
            Some(value) if word.len() + value.len() < LONGEST_VALUE => word.push_str(value),
            _ => word.push(UNKNOWN),
        }
    }

    /// Adds a word to the command: assignments and reserved words before it are none of it.
    fn take(&mut self, word: String) {
        const RESERVED: [&str; 11] =
            ["if", "then", "else", "elif", "do", "while", "until", "!", "{", "}", "time"];
        if self.now.words.is_empty() {
            if RESERVED.contains(&word.as_str()) {
                return;
            }
            if let Some((name, value)) = assignment(&word) {
                self.shell.variables.insert(name.to_owned(), value.to_owned());
                return;
            }
        }
        self.now.words.push(word);
    }

    /// The command is complete.
    fn end(&mut self) {
        let mut simple = std::mem::take(&mut self.now);
        simple.directory.clone_from(&self.shell.directory);
        let words: Vec<&str> = simple.words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["for", name, "in", values @ ..] => {
                let value = if let [only] = values { (*only).to_owned() } else { UNKNOWN.into() };
                self.shell.variables.insert((*name).to_owned(), value);
                return;
            }
            ["cd", to, ..] => self.shell.directory = super::path(to, simple.directory.as_deref()),
            ["export" | "local" | "readonly", rest @ ..] => {
                for (name, value) in rest.iter().filter_map(|word| assignment(word)) {
                    self.shell.variables.insert(name.to_owned(), value.to_owned());
                }
                return;
            }
            ["trap", handler, ..] => {
                let handler = (*handler).to_owned();
                self.done.extend(split(&handler, self.shell, self.depth + 1));
                return;
            }
            ["case" | "for" | "select" | "function", ..] => return,
            _ => {}
        }
        if !words.is_empty() || !simple.outputs.is_empty() {
            self.done.push(simple);
        }
    }
}

fn assignment(word: &str) -> Option<(&str, &str)> {
    let (name, value) = word.split_once('=')?;
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (is_name && name.starts_with(|c: char| !c.is_ascii_digit())).then_some((name, value))
}

/// What stands between `(` and the bracket that closes it, and what follows.
fn bracketed(text: &str) -> (&str, &str) {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (&text[1..at], &text[at + 1..]);
        }
    }
    (text.get(1..).unwrap_or_default(), "")
}
