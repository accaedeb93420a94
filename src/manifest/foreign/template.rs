//! What a template leaves to be filled in: Helm's and Jinja's expressions, placeholders of `envsubst`
//! and of people.
//!
//! Other tools' templates live in manifests too, within texts: agents' annotations, Argo's parameters,
//! scripts. Only what breaks the YAML, or a field, or names Helm's own objects, is spoken of.

use super::super::tree::{Entry, NodeId, Scalar, Tree, Value};
use super::super::{
    FieldPath, MAX_PROBLEMS, Problem, ProblemKind, Severity, Source, TextRange, WorkloadKind,
};
use super::{Foreign, instead, no_manifest};

/// What only Helm's expressions name.
const HELM: &[&str] = &[
    ".Values.",
    ".Release.",
    ".Chart.",
    ".Capabilities.",
    ".Template.",
    ".Files.",
    "include \"",
    "toYaml ",
    "nindent ",
    "tpl (",
];

const HELM_HELP: &str = "Run `helm template` and paste what it prints.";
const OTHER_HELP: &str =
    "Let the tool that the template is for fill it in, and paste what comes out.";

/// A document that is a template: an expression stands where YAML would be, and the syntax errors
/// `told` of the document begin there. (In the lines of a quoted text they would not.)
pub(super) fn unquoted(source: &Source, segment: TextRange, told: &[Problem]) -> Option<Foreign> {
    let first = source.position(segment.start).line;
    let last = source.position(segment.end.saturating_sub(1)).line;
    let breaks = |line: usize| {
        let mut syntax = told.iter().filter(|problem| problem.kind == ProblemKind::Syntax);
        syntax.any(|problem| (line..=line + 1).contains(&problem.position.line))
    };
    // The column beyond which lines are those of a text.
    let mut text: Option<usize> = None;
    for number in first..=last {
        let range = source.line_range(number);
        let line = source.slice(range);
        let column = line.len() - line.trim_start().len();
        let said = line.trim();
        if said.is_empty() || text.is_some_and(|text| column > text) {
            continue;
        }
        text = opens_text(said).then_some(column);
        if let Some(at) = bare_expression(said).filter(|_| breaks(number)) {
            let expression = expression(&said[at..]);
            let is_helm = is_helm(source.text());
            let what = if is_helm { "a Helm template" } else { "a template" };
            let help = if is_helm { HELM_HELP } else { OTHER_HELP };
            let help = format!("`{expression}` is still to be filled in. {help}");
            let start = range.start + column + at;
            let at = TextRange { start, end: start + expression.len() };
            return Some(instead(source, segment, at, no_manifest(what, help)));
        }
    }
    None
}

/// Whether a line opens a text (`|` or `>`).
fn opens_text(line: &str) -> bool {
    let line = line.split(" #").next().unwrap_or_default().trim_end();
    let line = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    let before = line.strip_suffix(['|', '>']);
    before.is_some_and(|before| before.ends_with([' ', ':']) || before.is_empty())
}

/// Where an expression stands in place of a line, an item or a value.
fn bare_expression(line: &str) -> Option<usize> {
    if line.starts_with('#') {
        return None;
    }
    let item = line.len() - line.trim_start_matches(['-', ' ']).len();
    let starts = |at: &usize| line[*at..].starts_with("{{") || line[*at..].starts_with("{%");
    let value = line.find(": ").map(|colon| {
        let value = line[colon + 1..].trim_start();
        line.len() - value.len()
    });
    [Some(item), value].into_iter().flatten().find(starts)
}

/// The first expression of a text that begins with one.
fn expression(text: &str) -> &str {
    let close = if text.starts_with("{%") { "%}" } else { "}}" };
    let end = text.find(close).map_or(text.len(), |at| at + 2);
    match text[..end].char_indices().nth(60) {
        Some((cut, _)) => &text[..cut],
        None => &text[..end],
    }
}

fn is_helm(text: &str) -> bool {
    HELM.iter().any(|name| text.contains(name))
}

/// Helm's expressions in the quoted values of a workload, where they break nothing.
pub(super) fn quoted(source: &Source, tree: &Tree) -> Vec<Foreign> {
    let root = tree.root();
    let is_workload =
        tree.text(root, "kind").is_some_and(|kind| WorkloadKind::from_name(kind).is_some());
    let mut found = Vec::new();
    if !is_workload || !source.text().contains("{{") {
        return found;
    }
    let mut open = vec![root];
    while let Some(id) = open.pop().filter(|_| found.len() < MAX_PROBLEMS) {
        match &tree.node(id).value {
            Value::Map(entries) => {
                let is_read = |entry: &&Entry| entry.key != "annotations";
                open.extend(entries.iter().filter(is_read).rev().map(|entry| entry.value));
            }
            Value::List(items) => open.extend(items.iter().rev()),
            Value::Scalar(Scalar::Text(text)) => found.extend(in_text(source, tree, id, text)),
            Value::Scalar(_) => {}
        }
    }
    found
}

/// A value that Helm has not filled in. Not one that begins a line, or has several: that is a script, or
/// a file.
fn in_text(source: &Source, tree: &Tree, id: NodeId, text: &str) -> Option<Foreign> {
    let range = tree.node(id).range;
    let written = source.slice(range);
    let at = written.find("{{")?;
    let expression = expression(&written[at..]);
    if !is_helm(expression) || text.contains('\n') || written.contains('\n') {
        return None;
    }
    let line = source.line_range(source.position(range.start).line);
    source.slice(TextRange { end: range.start, ..line }).chars().find(|c| *c != ' ')?;
    let start = range.start + at;
    let at = TextRange { start, end: start + expression.len() };
    let message = format!("`{expression}` is a Helm expression that is still to be filled in");
    let draft = Problem::draft(ProblemKind::Syntax, &FieldPath::root(), message).help(HELM_HELP);
    Some(Foreign { problem: draft.at(Severity::Warning, source, at), covers: None })
}

/// Whether a problem is about the value that stands at its place.
pub(super) fn is_about_value(problem: &Problem) -> bool {
    use ProblemKind::{Invalid, NotSupported, Quantity, Type};
    matches!(problem.kind, Type | Quantity | Invalid | NotSupported)
}

/// Gives a problem about a value that is a placeholder the remedy for that.
pub(super) fn name_placeholder(text: &str, problem: &mut Problem) {
    let written = text.get(problem.range.start..problem.range.end).unwrap_or_default();
    if !is_about_value(problem) || written.contains('\n') {
        return;
    }
    if let Some((placeholder, remedy)) = placeholder(written) {
        problem.help = format!("`{placeholder}` is still to be filled in. {remedy}");
    }
}

/// The first placeholder of a value, and how it is filled in.
fn placeholder(written: &str) -> Option<(&str, &'static str)> {
    if let Some(at) = written.find("{{") {
        let expression = expression(&written[at..]);
        return Some((expression, if is_helm(expression) { HELM_HELP } else { OTHER_HELP }));
    }
    for (open, close) in [("${", '}'), ("$(", ')')] {
        if let Some(at) = written.find(open) {
            let end = at + written[at..].find(close)? + 1;
            let name = written[at + 2..end - 1].split([':', '-']).next().unwrap_or_default();
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
            let remedy = "Write the value itself, or let `envsubst` put it there.";
            return (!name.is_empty() && name.chars().all(is_name))
                .then_some((&written[at..end], remedy));
        }
    }
    let at = written.find('<')?;
    let end = at + written[at..].find('>')? + 1;
    let name = &written[at + 1..end - 1];
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    let remedy = "Write a value of your own, without the angle brackets.";
    (!name.is_empty() && name.chars().all(is_name)).then_some((&written[at..end], remedy))
}
