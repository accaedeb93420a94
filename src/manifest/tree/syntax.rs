//! Syntax errors in the words people meet in kubectl, each with what to write instead.

use super::MAX_DEPTH;
use crate::manifest::{FieldPath, Problem, ProblemKind, Severity, Source, TextRange};

/// What to do with a Helm template.
pub(super) const TEMPLATE_HELP: &str =
    "This is a template, no manifest yet. Render it first, for example with `helm template`.";

/// A part of the parser's message, what go-yaml says instead (empty: the parser's own words), and
/// what to write.
const KNOWN: &[(&str, &str, &str)] = &[
    (
        "mapping values are not allowed",
        "mapping values are not allowed in this context",
        "Line this key up with the keys it belongs to; put a value that holds `: ` in quotes.",
    ),
    (
        "did not find expected key",
        "did not find expected key",
        "Line this up with the keys or list items it belongs to, with spaces.",
    ),
    (
        "did not find expected '-' indicator",
        "did not find expected '-' indicator",
        "A list goes on here: begin the line with `- `, or line it up with the key it belongs to.",
    ),
    (
        "simple key expect",
        "could not find expected ':'",
        "Write a key, a colon and a space: `key: value`.",
    ),
    (
        "misplaced bracket",
        "did not find expected node content",
        "Remove this bracket, or open it first.",
    ),
    (
        "block sequence entries are not allowed",
        "block sequence entries are not allowed in this context",
        "Begin the list on a line of its own.",
    ),
    (
        "quoted scalar",
        "found unexpected end of stream",
        "This quote is not closed. End the value with the same quote mark.",
    ),
    (
        "trailing content",
        "did not find expected key",
        "Text follows the closing quote. Quote the whole value, or write a quote inside it twice (`''`) or with a backslash (`\\\"`).",
    ),
    (
        "unexpected character",
        "found character that cannot start any token",
        "Put the value in quotes.",
    ),
    (
        "invalid indentation",
        "did not find expected node content",
        "Indent this line further than the key it belongs to.",
    ),
    ("block scalar", "", "Indent every line of the text below `|` or `>` alike, with spaces."),
    ("must be followed by", "", "Put a space after the colon."),
    ("must be prefixed by", "", "Put a space before the `#`, or the value in quotes."),
    ("directive", "", "Remove the line that begins with `%`, or quote the value."),
    ("tag", "", "Put a value that begins with `!` in quotes."),
    ("anchor", "", "Put a value that begins with `&` or `*` in quotes."),
];

/// The parser's error `info` at the byte `at` of `segment` as a problem. `bracket` is the innermost
/// open bracket or brace.
pub(super) fn problem(
    source: &Source,
    segment: TextRange,
    at: usize,
    bracket: Option<usize>,
    info: &str,
) -> Problem {
    let at = source.boundary(segment.start + at);
    if info.contains("recursion limit") {
        return Problem::draft(
            ProblemKind::Limit,
            &FieldPath::root(),
            format!("nested deeper than {MAX_DEPTH} levels"),
        )
        .help("No Kubernetes object needs this. Check the brackets from here on.")
        .at(Severity::Error, source, TextRange { start: at, end: at });
    }
    if let Some(tab) = tab_at(source, info, at) {
        return self::tab(source, tab);
    }
    if info.contains("unknown anchor") {
        return unknown_anchor(source, at);
    }
    if info.contains("unknown escape")
        || info.contains("Unicode character escape")
        || info.contains("hexadecimal")
    {
        return syntax(
            source,
            rest_of_line(source, at),
            "found unknown escape character",
            "Use single quotes, in which a backslash is an ordinary character, or write `\\\\`.",
        );
    }
    if let Some(problem) = unclosed(source, segment, at, bracket, info) {
        return problem;
    }
    let range = if info.contains("simple key expect") {
        last_line_before(source, at)
    } else {
        rest_of_line(source, at)
    };
    let known = KNOWN.iter().find(|(part, ..)| info.contains(part));
    let (message, help) = known
        .map_or((info, "Check the indentation and the quotes of this line."), |known| {
            (if known.1.is_empty() { info } else { known.1 }, known.2)
        });
    let help = if source.slice(source.line_range(source.position(at).line)).contains("{{") {
        TEMPLATE_HELP
    } else {
        help
    };
    syntax(source, range, message, help)
}

/// A tab where only spaces may indent.
pub(super) fn tab(source: &Source, at: usize) -> Problem {
    syntax(
        source,
        TextRange { start: at, end: at + 1 },
        "found character that cannot start any token: a tab",
        "Indent with spaces: YAML allows no tabs here.",
    )
}

fn syntax(source: &Source, range: TextRange, message: &str, help: &str) -> Problem {
    Problem::draft(ProblemKind::Syntax, &FieldPath::root(), message).help(help).at(
        Severity::Error,
        source,
        range,
    )
}

/// A bracket or brace that is not closed: at the place where that shows, or, if that is the end of
/// the document, at the bracket itself.
fn unclosed(
    source: &Source,
    segment: TextRange,
    at: usize,
    bracket: Option<usize>,
    info: &str,
) -> Option<Problem> {
    let bracket = bracket?;
    let is_at_end = source.text()[at..segment.end.max(at)].trim().is_empty();
    // A key on the next line is where it shows, too.
    let is_shown = info.contains("expected ',' or") || info.contains("placement of ':'");
    if !is_at_end && !is_shown {
        return None;
    }
    let (open, close) =
        if source.text()[bracket..].starts_with('{') { ('{', '}') } else { ('[', ']') };
    let line = source.position(bracket).line;
    let range = rest_of_line(source, if is_at_end { bracket } else { at });
    let message = format!("did not find expected ',' or '{close}'");
    let help = format!(
        "Close the `{open}` of line {line} with `{close}`, and put a comma between its entries."
    );
    Some(syntax(source, range, &message, &help))
}

fn unknown_anchor(source: &Source, at: usize) -> Problem {
    let line = source.slice(rest_of_line(source, at));
    let name: String = line
        .chars()
        .skip(1)
        .take_while(|c| !c.is_whitespace() && !matches!(c, ',' | '[' | ']' | '{' | '}'))
        .collect();
    let range = TextRange { start: at, end: at + 1 + name.len() };
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let message = if name.chars().all(is_name) && !name.is_empty() {
        format!("unknown anchor '{name}' referenced")
    } else {
        "did not find expected alphabetic or numeric character".to_owned()
    };
    syntax(
        source,
        range,
        &message,
        "Define the anchor with `&` above, or put a value that begins with `*` in quotes.",
    )
}

/// The first tab in the indentation at or after an error that tabs caused.
fn tab_at(source: &Source, info: &str, at: usize) -> Option<usize> {
    if !info.contains("tab") {
        return None;
    }
    let first = source.position(at).line;
    (first..=source.line_count()).map(|line| source.line_range(line)).find_map(|range| {
        let line = source.slice(range);
        let indentation = line.len() - line.trim_start_matches([' ', '\t', '-']).len();
        line[..indentation].find('\t').map(|tab| range.start + tab)
    })
}

/// The last line before `at` that is not blank, without its indentation: a key without a colon shows
/// only where the next one begins.
fn last_line_before(source: &Source, at: usize) -> TextRange {
    let before = source.text()[..at].trim_end();
    let line = source.line_range(source.position(before.len()).line);
    let blank = source.slice(line).len() - source.slice(line).trim_start().len();
    TextRange { start: line.start + blank, end: line.end }
}

/// From `at` to the end of its line; the whole line if nothing is left of it.
fn rest_of_line(source: &Source, at: usize) -> TextRange {
    let line = source.line_range(source.position(at).line);
    let start = if at < line.end { at } else { line.start };
    TextRange { start, end: line.end }
}
