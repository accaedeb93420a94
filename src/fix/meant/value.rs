//! A value of the wrong type whose meaning is plain: a text where a field with that text is wanted, a
//! command in one line, a number with its unit.

use crate::fix::case::{Case, Draft};
use crate::manifest::{FieldPath, Problem};

/// Which field of a type a single value stands for.
const FIELDS: [(&str, &str); 16] = [
    ("v1.ConfigMapEnvSource", "name"),
    ("v1.SecretEnvSource", "name"),
    ("v1.ConfigMapVolumeSource", "name"),
    ("v1.LocalObjectReference", "name"),
    ("[]v1.LocalObjectReference", "name"),
    ("v1.SecretVolumeSource", "secretName"),
    ("v1.PersistentVolumeClaimVolumeSource", "claimName"),
    ("v1.HostPathVolumeSource", "path"),
    ("v1.HTTPGetAction", "path"),
    ("v1.TCPSocketAction", "port"),
    ("v1.GRPCAction", "port"),
    ("v1.SleepAction", "seconds"),
    ("v1.ContainerPort", "containerPort"),
    ("[]v1.ContainerPort", "containerPort"),
    ("v1.ObjectFieldSelector", "fieldPath"),
    ("v1.ExecAction", "command"),
];

/// What a single text stands for that holds two fields, with what stands between them.
const PAIRS: [(&str, [&str; 2], char); 2] =
    [("v1.EnvVar", ["name", "value"], '='), ("v1.VolumeMount", ["name", "mountPath"], ':')];

/// What makes a text a line for a shell.
const SHELL: [char; 16] =
    ['|', '&', ';', '<', '>', '(', ')', '$', '`', '\\', '"', '\'', '*', '?', '~', '#'];

/// How long a list is that the title of a fix shows, in bytes.
const SHORT: usize = 48;

/// A type error: what was found, and what is wanted.
struct Fault<'a> {
    found: &'a str,
    wanted: &'a str,
    /// The value as it is written, on one line.
    written: &'a str,
    path: FieldPath,
}

fn fault<'a>(case: &Case<'a>, problem: &'a Problem) -> Option<Fault<'a>> {
    let message = problem.message.strip_prefix("json: cannot unmarshal ")?;
    let (found, _) = message.split_once(' ')?;
    let (_, wanted) = message.rsplit_once(" of type ")?;
    let path = problem.path.clone();
    let value = case.editor.value(&path).or_else(|| {
        let at = case.editor.scalar_at(problem.range)?;
        case.editor.value(&at)
    })?;
    let written = case.editor.slice(value);
    (!written.contains(['\n', '\r'])).then_some(Fault { found, wanted, written, path })
}

/// What to write instead of the value.
pub(super) fn help(case: &Case<'_>, problem: &Problem) -> Option<String> {
    let fault = fault(case, problem)?;
    if let Some(([first, second], [name, value])) = pair(&fault) {
        return Some(format!("Write `{first}: {name}` and `{second}: {value}`."));
    }
    let field = field(&fault)?;
    let dash = if fault.wanted.starts_with("[]") { "- " } else { "" };
    let port = match fault.wanted {
        "v1.HTTPGetAction" => " and its `port:`",
        _ => "",
    };
    Some(format!("Write the field in it: `{dash}{field}: {}`{port}.", fault.written))
}

/// What can be written instead.
pub(in crate::fix) fn drafts(case: &Case<'_>, problem: &Problem) -> Vec<Draft> {
    let Some(fault) = fault(case, problem) else { return Vec::new() };
    let draft = match (fault.wanted, fault.found) {
        ("[]string", "string") => return command(case, &fault),
        ("map[string]string", "array") => {
            let edits = case.editor.without_dashes(&fault.path);
            edits.map(|edits| Draft::new("make-mapping", "Remove the dashes", edits))
        }
        ("string", "object") => {
            Draft::of("quote", "Quote the item", case.editor.quote_line(&fault.path))
        }
        ("string", "array") => {
            Draft::of("unquote", "Remove the brackets", case.editor.only_item(&fault.path))
        }
        ("int32" | "int64", "string") => seconds(case, &fault),
        _ => as_pair(case, &fault).or_else(|| as_field(case, &fault)),
    };
    draft.into_iter().collect()
}

/// A command in one line: its words, or a shell that reads them.
fn command(case: &Case<'_>, fault: &Fault<'_>) -> Vec<Draft> {
    let Some(line) =
        case.editor.text(&fault.path).filter(|it| it.contains(' ') && !it.contains(" -c "))
    else {
        return Vec::new();
    };
    if !line.contains(SHELL) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let edit = case.editor.replace_by_list(&fault.path, &words);
        let title = match &edit {
            Some(edit) if edit.text.len() <= SHORT => format!("Write {}", edit.text),
            _ => "Make it a list".to_owned(),
        };
        return Draft::of("make-list", title, edit).into_iter().collect();
    }
    if fault.path.steps().last() != Some("command") {
        return Vec::new();
    }
    let edit = case.editor.replace_by_list(&fault.path, &["sh", "-c", line]);
    Draft::of("make-list", "Run it in a shell", edit).into_iter().collect()
}

/// Seconds with their unit.
fn seconds(case: &Case<'_>, fault: &Fault<'_>) -> Option<Draft> {
    let number =
        case.editor.text(&fault.path)?.trim_end_matches("econds").strip_suffix('s')?.trim();
    let is_seconds = fault.path.steps().last().is_some_and(|it| it.ends_with("Seconds"));
    let edit = case.editor.replace_plain(&fault.path, number);
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    Draft::of("correct-unit", format!("Write {number}"), edit.filter(|_| is_number && is_seconds))
}

/// `MODE=fast`, `data:/data`.
fn pair<'a>(fault: &Fault<'a>) -> Option<([&'static str; 2], [&'a str; 2])> {
    let (_, fields, between) = PAIRS.iter().find(|(wanted, ..)| *wanted == fault.wanted)?;
    let (first, second) = fault.written.trim_matches(['"', '\'']).split_once(*between)?;
    Some((*fields, [first, second]))
}

fn as_pair(case: &Case<'_>, fault: &Fault<'_>) -> Option<Draft> {
    let (fields, parts) = pair(fault)?;
    let edits = case.editor.as_pair(&fault.path, fields, parts)?;
    Some(Draft::new("write-field", format!("Write {} and {}", fields[0], fields[1]), edits))
}

/// The field of the wanted type that the value is for.
fn field(fault: &Fault<'_>) -> Option<&'static str> {
    let (_, field) = FIELDS.iter().find(|(wanted, _)| *wanted == fault.wanted)?;
    let fits = match *field {
        "port" | "seconds" | "containerPort" => fault.found == "number",
        "command" => fault.found == "array",
        "path" => fault.found == "string" && fault.written.starts_with('/'),
        _ => fault.found == "string",
    };
    fits.then_some(*field)
}

fn as_field(case: &Case<'_>, fault: &Fault<'_>) -> Option<Draft> {
    let field = field(fault)?;
    let is_list = fault.wanted.starts_with("[]");
    if fault.wanted == "v1.HTTPGetAction" {
        let port = only_port(case, &fault.path)?;
        let title = format!("Write path: {} and port: {port}", fault.written);
        let edits = case.editor.give_key(&fault.path, field, &[("port", port)], false)?;
        return Some(Draft::new("write-field", title, edits));
    }
    let title = match fault.found {
        "array" => format!("Write {field}"),
        _ => format!("Write {field}: {}", fault.written),
    };
    Some(Draft::new("write-field", title, case.editor.give_key(&fault.path, field, &[], is_list)?))
}

/// The only port that the container around `path` declares.
pub(in crate::fix) fn only_port(case: &Case<'_>, path: &FieldPath) -> Option<String> {
    let mut container = path.clone();
    while !case.containers().contains(&container) {
        container = container.parent()?;
    }
    let ports = container.child("ports");
    if case.editor.count(&ports) != 1 {
        return None;
    }
    let port = case.editor.value(&ports.index(0).child("containerPort"))?;
    let port = case.editor.slice(port);
    port.parse::<u16>().is_ok().then(|| port.to_owned())
}
