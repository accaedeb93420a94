//! Texts that are no YAML at all, told by their first lines: what kubectl prints for people, commands,
//! files of other tools.

use super::super::{Source, TextRange};
use super::{Foreign, instead, no_manifest};

/// How many lines are looked at.
const LINES: usize = 200;

/// A line that says something, without the blanks around it.
#[derive(Clone, Copy)]
struct Said<'s> {
    text: &'s str,
    range: TextRange,
    is_indented: bool,
}

/// What was printed or written for another tool.
pub(super) fn recognise(source: &Source) -> Option<Foreign> {
    let lines: Vec<Said<'_>> = said(source);
    let is_manifest = |line: &Said<'_>| {
        let text = line.text.trim_start_matches(['{', '"', ' ', '-']);
        ["apiVersion:", "apiVersion\"", "kind:", "kind\""].iter().any(|key| text.starts_with(key))
    };
    if lines.iter().any(is_manifest) {
        return None;
    }
    let (first, rest) = lines.split_first()?;
    let (at, what, help) = table(&lines)
        .or_else(|| described(&lines))
        .or_else(|| explained(first, rest))
        .or_else(|| command(&lines))
        .or_else(|| file(first, &lines))?;
    let covers = TextRange { start: 0, end: source.text().len() };
    Some(instead(source, covers, at, no_manifest(what, help)))
}

type Named = (TextRange, &'static str, String);

fn said(source: &Source) -> Vec<Said<'_>> {
    let line = |number| {
        let range = source.line_range(number);
        let text = source.slice(range);
        let start = range.start + (text.len() - text.trim_start().len());
        let is_indented = text.starts_with([' ', '\t']);
        let text = text.trim();
        let range = TextRange { start, end: start + text.len() };
        (!text.is_empty() && !text.starts_with("```")).then_some(Said { text, range, is_indented })
    };
    (1..=source.line_count().min(LINES)).filter_map(line).collect()
}

/// The command of a line, its prompt left out.
fn command_of(text: &str) -> Option<&str> {
    let text =
        ["$ ", "% ", "> "].iter().find_map(|prompt| text.strip_prefix(prompt)).unwrap_or(text);
    let text = text.strip_prefix("sudo ").unwrap_or(text);
    let word = text.split(' ').next().unwrap_or_default();
    matches!(word, "kubectl" | "oc" | "helm" | "docker" | "podman").then_some(text)
}

fn command(lines: &[Said<'_>]) -> Option<Named> {
    let start = lines.iter().position(|line| !line.text.starts_with('#'))?;
    let (first, rest) = lines[start..].split_first()?;
    let command = command_of(first.text)?;
    let mut words = command.split(' ').filter(|word| !word.is_empty());
    let (tool, verb) = (words.next()?, words.next()?);
    // Prose may begin with the name of a tool: its verbs are few.
    let (what, help) = match (tool, verb) {
        ("kubectl" | "oc", "run" | "create" | "expose") => (
            "a kubectl command",
            "Add `--dry-run=client -o yaml`, run it and paste what it prints.".to_owned(),
        ),
        ("kubectl" | "oc", "get") => {
            ("a kubectl command", "Add `-o yaml`, run it and paste what it prints.".to_owned())
        }
        (
            "kubectl" | "oc",
            "apply" | "delete" | "replace" | "edit" | "describe" | "logs" | "exec" | "scale"
            | "set",
        ) => (
            "a kubectl command",
            "Paste the manifest itself: `kubectl get pod NAME -o yaml` prints that of a Pod."
                .to_owned(),
        ),
        ("helm", "install" | "upgrade" | "template") => (
            "a helm command",
            "Run `helm template` with the same arguments and paste what it prints.".to_owned(),
        ),
        ("docker" | "podman", "run" | "compose" | "build") => {
            ("a container command", "Write a Pod with a container that has this image.".to_owned())
        }
        _ => return None,
    };
    // A sentence about the command goes on; a command has options or ends.
    let is_command = rest.is_empty() || command.contains(" -") || first.text != command;
    (is_command && !command.ends_with(['.', ':'])).then_some((first.range, what, help))
}

/// What `kubectl get` and `kubectl top` print: columns under names in capital letters.
fn table(lines: &[Said<'_>]) -> Option<Named> {
    let at = lines.iter().take(4).position(|line| is_header(line.text))?;
    if !lines[..at].iter().all(|line| command_of(line.text).is_some()) {
        return None;
    }
    let names = columns(lines[at].text);
    let has = |name: &str| names.contains(&name);
    if has("REASON") && has("OBJECT") {
        let what = "a list of events, as `kubectl get events` prints it";
        let help = "Paste the manifest of the Pod that they tell of: `kubectl get pod NAME -o yaml` prints it.";
        return Some((lines[at].range, what, help.to_owned()));
    }
    let kind = match () {
        () if has("UP-TO-DATE") && has("DESIRED") => "daemonset",
        () if has("UP-TO-DATE") => "deployment",
        () if has("COMPLETIONS") => "job",
        () if has("SCHEDULE") => "cronjob",
        () => "pod",
    };
    let place = names.iter().position(|name| *name == "NAME");
    let row = lines.get(at + 1).map(|row| columns(row.text));
    let name = place.and_then(|place| row?.get(place).copied());
    let is_name = |name: &&str| {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
        name.chars().all(fits)
    };
    let name = name.filter(is_name).unwrap_or("NAME");
    let help = format!("Paste what `kubectl get {kind} {name} -o yaml` prints.");
    Some((lines[at].range, "a table, as `kubectl get` prints it", help))
}

fn columns(line: &str) -> Vec<&str> {
    line.split("  ")
        .flat_map(|part| part.split('\t'))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

fn is_header(line: &str) -> bool {
    let columns = columns(line);
    let is_capital = |column: &&str| {
        let shouts = |c: char| c.is_ascii_uppercase() || matches!(c, ' ' | '-' | '(' | ')' | '%');
        column.chars().all(shouts) || matches!(*column, "CPU(cores)" | "MEMORY(bytes)")
    };
    let known = ["AGE", "READY", "STATUS", "RESTARTS", "CPU(cores)", "REASON", "DESIRED", "TYPE"];
    columns.len() >= 3
        && matches!(columns[0], "NAME" | "NAMESPACE" | "LAST SEEN" | "POD")
        && columns.iter().all(is_capital)
        && columns.iter().any(|column| known.contains(column))
}

/// What `kubectl describe` prints.
fn described(lines: &[Said<'_>]) -> Option<Named> {
    const KEYS: &[&str] = &[
        "Namespace:",
        "Priority:",
        "Service Account:",
        "Node:",
        "Start Time:",
        "Labels:",
        "Annotations:",
        "Status:",
        "IP:",
        "IPs:",
        "Controlled By:",
        "Containers:",
        "Init Containers:",
        "Conditions:",
        "Volumes:",
        "QoS Class:",
        "Node-Selectors:",
        "Tolerations:",
        "Events:",
        "Selector:",
        "Replicas:",
        "Pod Template:",
        "CreationTimestamp:",
        "StrategyType:",
    ];
    let start = lines.iter().position(|line| command_of(line.text).is_none())?;
    let name = lines[start].text.strip_prefix("Name:")?.trim();
    let mut outer = lines.iter().filter(|line| !line.is_indented).map(|line| line.text);
    let is_key = |text: &str| KEYS.iter().any(|key| text.starts_with(key));
    outer.by_ref().find(|text| is_key(text))?;
    outer.find(|text| is_key(text))?;
    let help = format!(
        "It leaves out much of the manifest. Paste what `kubectl get pod {name} -o yaml` prints."
    );
    Some((lines[start].range, "what `kubectl describe` prints", help))
}

/// What `kubectl explain` prints.
fn explained(first: &Said<'_>, rest: &[Said<'_>]) -> Option<Named> {
    let is_head = |line: &Said<'_>, key: &str| line.text.starts_with(key) && !line.is_indented;
    let is_it = is_head(first, "KIND:")
        && rest.iter().take(3).any(|line| is_head(line, "VERSION:"))
        || is_head(first, "GROUP:") && rest.iter().take(1).any(|line| is_head(line, "KIND:"));
    is_it.then(|| {
        let help = "It documents fields. Write a manifest that has them, or open an example.";
        (first.range, "what `kubectl explain` prints", help.to_owned())
    })
}

/// A file of another tool.
fn file(first: &Said<'_>, lines: &[Said<'_>]) -> Option<Named> {
    let code = lines.iter().find(|line| !line.text.starts_with(['#', '/']));
    let code = code.filter(|line| !line.is_indented)?;
    let words: Vec<&str> = code.text.split_whitespace().take(4).collect();
    let (what, help) = match words.as_slice() {
        ["FROM" | "ARG", ..] if is_dockerfile(lines) => (
            "a Dockerfile",
            "It builds an image. Write a Pod with a container that runs this image.",
        ),
        ["resource" | "data", kind, name, "{"] if is_quoted(kind) && is_quoted(name) => TERRAFORM,
        ["provider" | "variable" | "module" | "output", name, "{"] if is_quoted(name) => TERRAFORM,
        ["terraform" | "locals", "{"] => TERRAFORM,
        ["local", _, "=", ..] | ["function(", ..] => JSONNET,
        [word, ..] if word.starts_with("<!DOCTYPE") || word.starts_with("<html") => {
            ("a web page", "Copy the manifest from the page instead of its source.")
        }
        _ if first.text.starts_with("#!/") => ("a script", "Paste the manifest that it applies."),
        _ => return None,
    };
    Some((code.range, what, help.to_owned()))
}

const TERRAFORM: (&str, &str) = (
    "a Terraform file",
    "Paste the manifest of what it makes: `kubectl get pod NAME -o yaml` prints that of a Pod.",
);
const JSONNET: (&str, &str) = ("a Jsonnet file", "Run `jsonnet` on it and paste what it prints.");

fn is_quoted(word: &str) -> bool {
    word.len() > 2 && word.starts_with('"') && word.ends_with('"')
}

/// Whether every line that begins in the first column begins with an instruction.
fn is_dockerfile(lines: &[Said<'_>]) -> bool {
    const INSTRUCTIONS: &[&str] = &[
        "FROM",
        "RUN",
        "CMD",
        "LABEL",
        "EXPOSE",
        "ENV",
        "ADD",
        "COPY",
        "ENTRYPOINT",
        "VOLUME",
        "USER",
        "WORKDIR",
        "ARG",
        "ONBUILD",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "SHELL",
    ];
    let mut goes_on = false;
    lines.iter().filter(|line| !line.text.starts_with('#')).all(|line| {
        let word = line.text.split_whitespace().next().unwrap_or_default();
        let is_fine = goes_on || INSTRUCTIONS.contains(&word);
        goes_on = line.text.ends_with('\\');
        is_fine
    })
}
