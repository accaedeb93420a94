//! Manifests that stand whole and well indented between the words of a page. They are found before
//! anything is rebuilt, so that nothing in them is touched.
//!
//! A manifest goes on as long as its lines are indented further than its first one, or are keys beside it;
//! a sentence ends it. What only looks like that (lost indentation, an object that is no YAML) is not
//! found here.

use super::detect::{SYNTAX, damage};
use super::grammar::{Type, is_field_name};
use super::join;
use super::line::{Closing, Form, Line};
use super::row::Row;
use std::ops::Range;

/// How many rows below a line are looked at.
const NEAR: usize = 20;

/// What stands in the first column of most manifests, in lower case.
const ROOT: [&str; 7] = ["apiversion", "kind", "metadata", "spec", "data", "items", "status"];

/// Fields whose values people write with blanks and without quotes.
const TEXTS: [&str; 5] = ["value", "command", "args", "message", "reason"];

/// The rows of each manifest, in order.
pub(super) fn manifests(rows: &[Row<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut at, mut may_be_json) = (0, true);
    while at < rows.len() {
        let (extent, is_manifest) = if may_be_json && rows[at].text.trim_start().starts_with('{') {
            let end = json_end(&rows[at..]);
            // What is never closed is not read again from each of its lines.
            may_be_json = end.is_some();
            (at..end.map_or(at + 1, |length| at + length), end.is_some())
        } else if let Some(extent) = Extent::read(rows, at) {
            (at..extent.end, extent.is_object())
        } else {
            (at..at + 1, false)
        };
        at = extent.end;
        if is_manifest && damage(&join(&rows[extent.clone()])) < SYNTAX {
            found.push(extent.start..with_comments(rows, extent.end));
        }
    }
    found
}

/// Whether a line that could be YAML is a sentence or a label of the page: `Note: read this`, `Output:`.
/// `is_bare` says that nothing stands below it.
pub(super) fn is_sentence(line: &Line<'_>, is_bare: bool) -> bool {
    let Some(key) = line.key.filter(|_| !line.dash) else { return false };
    let words = line.value.split_whitespace().count();
    let is_capital = key.starts_with(char::is_uppercase);
    match line.form {
        Form::Empty => is_bare && !is_field_name(key) && !is_field_name(&key.to_lowercase()),
        // Few values have blanks, none of an object's own fields has, and no field begins with a capital.
        Form::Plain => {
            words > 1 && (is_capital || ROOT.contains(&key.to_lowercase().as_str()))
                || words > 3 && !TEXTS.contains(&key)
        }
        _ => false,
    }
}

/// The comments right below a manifest are its own, unless they stand right above something else.
fn with_comments(rows: &[Row<'_>], end: usize) -> usize {
    let is_comment = |row: &&Row<'_>| row.text.trim_start().starts_with('#');
    let below = end + rows[end..].iter().take_while(is_comment).count();
    let is_free = rows.get(below).is_none_or(|row| row.is_blank() || is_mark(&row.text));
    if is_free { below } else { end }
}

/// A fence or a separator.
fn is_mark(text: &str) -> bool {
    ["```", "~~~", "---"].iter().any(|mark| text.trim_start().starts_with(mark))
}

/// How many rows the JSON object takes that begins in the first one. `None` if it is not closed, or something
/// follows it on its line.
fn json_end(rows: &[Row<'_>]) -> Option<usize> {
    let mut closing = Closing::default();
    for (at, row) in rows.iter().enumerate() {
        let text = row.text.trim();
        if let Some(length) = closing.feed(text) {
            return (length == text.len()).then_some(at + 1);
        }
    }
    None
}

/// The lines of a mapping, as far as their indentation goes.
struct Extent<'r> {
    end: usize,
    kind: Option<&'r str>,
    has_api_version: bool,
    /// A key stands beside the others that belongs below one of them.
    is_flat: bool,
}

impl<'r> Extent<'r> {
    /// The mapping that begins in the row `first`; `None` if no manifest begins there.
    fn read(rows: &'r [Row<'_>], first: usize) -> Option<Self> {
        let begin = Line::read(&rows[first].text)?;
        let column = begin.column;
        let is_root = matches!(begin.key?, "apiVersion" | "kind" | "metadata");
        if begin.dash || !is_root || is_end(rows, first) {
            return None;
        }
        let mut extent =
            Self { end: first + 1, kind: None, has_api_version: false, is_flat: false };
        let mut keys: Vec<&str> = Vec::new();
        // The key above has no value on its line, and nothing below it so far.
        let mut is_open = false;
        // The column of the key or dash whose text the line above is in.
        let mut script: Option<usize> = None;
        // The line above may be followed by an item of a list of words.
        let mut takes_items = false;
        for (at, row) in rows.iter().enumerate().skip(first) {
            let Some(line) = Line::read(&row.text) else { continue };
            if line.column > column {
                is_open = false;
            } else if line.column == column && line.dash && (is_open || keys.last() == Some(&"-")) {
                keys.push("-");
            } else if let Some(key) =
                line.key.filter(|_| line.column == column && !line.dash && !is_end(rows, at))
            {
                if extent.has(key) {
                    extent.is_flat |= !opens_object(rows, at, column);
                    break;
                }
                // Metadata is never empty: what belongs to it stands beside it.
                extent.is_flat |= is_open && keys.last() == Some(&"metadata");
                extent.note(key, &line);
                is_open = line.form == Form::Empty;
                keys.push(key);
            } else {
                let is_lost = script.is_some() && goes_on(rows, at, column);
                let is_item = takes_items && line.dash && line.value.split(' ').count() < 4;
                extent.is_flat |= is_lost || is_item || !is_end(rows, at);
                break;
            }
            takes_items = line.form == Form::Empty || line.dash && line.key.is_none();
            if script.is_none_or(|opener| line.column <= opener) {
                script = (line.form == Form::Block).then_some(line.column);
            }
            extent.end = at + 1;
        }
        // What belongs below the last key stands beside it, and only looks like words.
        extent.is_flat |= is_open;
        if let Some(type_) = extent.kind.and_then(Type::of_kind) {
            let is_elsewhere =
                |key: &&str| *key != "-" && type_.field(key).is_none() && is_field_name(key);
            extent.is_flat |= keys.iter().any(is_elsewhere);
        }
        Some(extent)
    }

    /// Whether a key was there that each object has once: then the next one begins.
    fn has(&self, key: &str) -> bool {
        key == "kind" && self.kind.is_some() || key == "apiVersion" && self.has_api_version
    }

    fn note(&mut self, key: &str, line: &Line<'r>) {
        match key {
            "kind" => self.kind = Some(line.value.trim_matches(['"', '\''])),
            "apiVersion" => self.has_api_version = true,
            _ => {}
        }
    }

    fn is_object(&self) -> bool {
        self.kind.is_some() && self.has_api_version && !self.is_flat
    }
}

/// Whether the line in row `at`, which stands no further right than the manifest above it, is one of the
/// page's.
fn is_end(rows: &[Row<'_>], at: usize) -> bool {
    let Some(line) = Line::read(&rows[at].text) else { return false };
    let is_bullet = || line.dash && line.key.is_none() && line.form == Form::Plain;
    // `Containers:` with something below it is kubectl's, `Spec:` a slip.
    let is_printed = || {
        let capital = line.key.filter(|key| key.starts_with(char::is_uppercase));
        capital.is_some_and(|key| !ROOT.contains(&key.to_lowercase().as_str()))
    };
    let is_sentence = || is_sentence(&line, is_bare(rows, at, line.column));
    line.is_text() || is_bullet() || is_printed() || is_sentence()
}

/// Whether the manifest goes on below the row `at`, which may be a line of its script that has lost its
/// indentation: the next field stands further right than the manifest.
fn goes_on(rows: &[Row<'_>], at: usize, column: usize) -> bool {
    let is_mark = |row: &Row<'_>| is_mark(&row.text) || row.text.starts_with('{');
    let below = rows[at..].iter().take_while(|row| !is_mark(row)).take(NEAR);
    let mut fields = below.filter_map(|row| {
        let line = Line::read(&row.text)?;
        line.key.is_some_and(is_field_name).then_some(line.column)
    });
    fields.next().is_some_and(|next| next > column)
}

/// Whether an object begins in row `at`: both its `apiVersion` and its `kind` stand there.
fn opens_object(rows: &[Row<'_>], at: usize, column: usize) -> bool {
    let keys = rows[at..].iter().take(NEAR).filter_map(|row| Line::read(&row.text));
    let mut keys = keys.take(2).filter(|line| line.column == column && !line.dash);
    let mut next = || keys.next().and_then(|line| line.key);
    matches!(
        (next(), next()),
        (Some("kind"), Some("apiVersion")) | (Some("apiVersion"), Some("kind"))
    )
}

/// Whether nothing stands below the key in row `at`.
fn is_bare(rows: &[Row<'_>], at: usize, column: usize) -> bool {
    let below = rows[at + 1..].iter().take(NEAR).find_map(|row| Line::read(&row.text));
    below.is_none_or(|line| line.column < column || line.column == column && !line.dash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::Source;

    #[track_caller]
    fn found(text: &str, expected: &[(usize, usize)]) {
        let source = Source::new(text);
        let found = manifests(&Row::all(&source)).into_iter().map(|rows| (rows.start, rows.end));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{text}");
    }

    const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: b\n    image: c\n";

    #[test]
    fn a_manifest_ends_with_a_sentence() {
        found(POD, &[(0, 8)]);
        for end in [
            "Both start.",
            "\n\nBoth start.",
            "Note: both start",
            "Output:\n\nNAME  READY",
            "example:\nNAME  READY",
            "kubectl: a command for clusters",
            "```",
            "---",
            "• one",
            "- one of the many things",
            "| a | b |",
            "# one\nkubectl get pods",
            "\n# one\n",
            "apiVersion: v1\nkind: Pod\nmetadata:\nname: b",
            "Words.\nspec:\n  containers:",
        ] {
            found(&format!("Words.\n{POD}{end}"), &[(1, 9)]);
        }
        found(&format!("{POD}# its own\n\nWords."), &[(0, 9)]);
        found(&format!("{POD}\nWords.\n\n{POD}"), &[(0, 8), (11, 19)]);
    }

    #[test]
    fn slips_are_the_manifests_own() {
        found(&format!("{POD}Spec:\n  a: b\nWords."), &[(0, 10)]);
        found(&format!("{POD}statuss: x\nWords."), &[(0, 9)]);
        found(&format!("{}\nWords.", POD.replace("image", "imagee")), &[(0, 8)]);
    }

    #[test]
    fn lost_indentation_is_not_well_indented() {
        let flat: String = POD.lines().flat_map(|line| [line.trim_start(), "\n"]).collect();
        found(&flat, &[]);
        found(&flat.replace("Pod", "Gadget"), &[]);
        found(&format!("{POD}- name: d\n  image: e\n"), &[]);
        found(&format!("{POD}    volumeMounts:\n  restartPolicy: Never\nvolumes:\n"), &[]);
        found(&POD.replace("    image", "   image"), &[]);
        found(&format!("{POD}    args:\n    - |\nsleep 5\n    tty: true\n"), &[]);
        found(&format!("{POD}- {{name: d, image: e}}\n"), &[]);
        let list = "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n";
        found(&format!("{list}kind: Pod\nmetadata:\n  name: a\n"), &[]);
    }

    #[test]
    fn fragments_and_words_are_no_manifests() {
        found("spec:\n  containers: []\n", &[]);
        found("metadata:\n  name: a\nkind: is the type\n", &[]);
        found("kind: Pod\n", &[]);
    }

    #[test]
    fn json_ends_with_its_bracket() {
        let json = "{\n \"apiVersion\": \"v1\",\n \"kind\": \"Pod\"\n}\n";
        found(&format!("Words\n{json}More words.\n{json}"), &[(1, 5), (6, 10)]);
        found(&"{\n".repeat(5), &[]);
    }
}
