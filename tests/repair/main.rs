//! Pastes that lost their indentation come back as the manifests that were meant, and manifests
//! that are well indented are left alone.

mod choices;
mod generated;
mod page;
mod wrapped;

use podline::content::examples;
use podline::manifest::repair::{ChangeKind, Repaired, repair};
use serde_yaml::Value;
use std::fs;
use std::path::Path;

/// The manifests in `meant/`, by file name.
fn meant() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/repair/meant");
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut found: Vec<(String, String)> = entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("a fixture can be read"))
        })
        .collect();
    found.sort();
    assert!(found.len() >= 15);
    found
}

/// Everything well indented: the fixtures and the examples of the page.
fn all() -> Vec<(String, String)> {
    let examples = examples().iter().map(|each| (each.id.to_owned(), each.text.to_owned()));
    meant().into_iter().chain(examples).collect()
}

/// A text without its indentation.
fn flat(text: &str) -> String {
    text.lines().flat_map(|line| [line.trim_start(), "\n"]).collect()
}

/// What a text says, document by document. Indentation within scripts is lost with the rest, so it
/// is left out.
fn objects(text: &str) -> Vec<Value> {
    fn level(value: Value) -> Value {
        match value {
            Value::String(text) => {
                Value::String(text.lines().map(str::trim).collect::<Vec<_>>().join("\n"))
            }
            Value::Sequence(items) => Value::Sequence(items.into_iter().map(level).collect()),
            Value::Mapping(entries) => Value::Mapping(
                entries.into_iter().map(|(key, value)| (key, level(value))).collect(),
            ),
            value => value,
        }
    }
    use serde::Deserialize as _;
    let documents = serde_yaml::Deserializer::from_str(text);
    let read =
        |document| Value::deserialize(document).unwrap_or_else(|error| panic!("{error}:\n{text}"));
    documents.map(read).filter(|value| *value != Value::Null).map(level).collect()
}

/// Repairs a text that needs it.
fn repaired(text: &str) -> Repaired {
    repair(text).unwrap_or_else(|| panic!("nothing is repaired in:\n{text}"))
}

/// The text says the same as `meant` once it is repaired.
#[track_caller]
fn comes_back(paste: &str, meant: &str) -> Repaired {
    let repaired = repaired(paste);
    assert_eq!(objects(&repaired.text), objects(meant), "{}", repaired.text);
    for change in &repaired.changes {
        assert!(paste.get(change.range.start..change.range.end).is_some(), "{change:?}");
    }
    assert_eq!(repaired.origins.len(), repaired.text.lines().count());
    for ambiguity in &repaired.ambiguous {
        assert!((1..=repaired.text.lines().count()).contains(&ambiguity.line), "{ambiguity:?}");
    }
    assert_eq!(repair(&repaired.text), None, "a repaired text is not repaired again");
    repaired
}

#[test]
fn what_is_well_indented_is_left_alone() {
    for (name, text) in all() {
        assert_eq!(repair(&text), None, "{name}");
        assert_eq!(repair(&text.replace('\n', "\r\n")), None, "{name}");
    }
}

#[test]
fn flat_manifests_come_back() {
    for (name, text) in all() {
        let repaired = comes_back(&flat(&text), &text);
        let has_moved = repaired.changes.iter().any(|each| each.kind == ChangeKind::Indentation);
        assert!(has_moved, "{name}");
    }
}

#[test]
fn nothing_in_the_fixtures_is_ambiguous() {
    for (name, text) in meant() {
        let ambiguous = repaired(&flat(&text)).ambiguous;
        let expected: &[(usize, &str)] = match name.as_str() {
            // The lines of a file, and not of a script: their indentation may have mattered.
            "config-maps" => {
                &[(7, "indentation within this text"), (14, "indentation within this text")]
            }
            _ => &[],
        };
        let told: Vec<usize> = ambiguous.iter().map(|each| each.line).collect();
        let lines: Vec<usize> = expected.iter().map(|each| each.0).collect();
        assert_eq!(told, lines, "{name}: {ambiguous:#?}");
        for (ambiguity, (_, words)) in ambiguous.iter().zip(expected) {
            assert!(ambiguity.question.contains(words), "{ambiguity:?}");
        }
    }
}

#[test]
fn manifests_that_kept_some_of_their_indentation_come_back() {
    for (_, text) in all() {
        let is_item =
            |at| text.lines().nth(at).is_some_and(|line: &str| line.trim_start().starts_with('-'));
        for paste in [
            some_lines(&text, |at, _| at % 3 == 0),
            some_lines(&text, |at, _| at % 3 != 0),
            some_lines(&text, |_, indent| indent > 6),
            some_lines(&text, |at, _| is_item(at)),
        ] {
            if repair(&paste).is_none() && objects(&paste) == objects(&text) {
                continue;
            }
            comes_back(&paste, &text);
        }
    }
}

/// A text of which the chosen lines have lost their indentation.
fn some_lines(text: &str, is_lost: impl Fn(usize, usize) -> bool) -> String {
    let line = |(at, line): (usize, &str)| {
        let indent = line.len() - line.trim_start().len();
        if is_lost(at, indent) { format!("{}\n", line.trim_start()) } else { format!("{line}\n") }
    };
    text.lines().enumerate().map(line).collect()
}

#[test]
fn a_slip_is_no_lost_indentation() {
    for text in [
        // Unknown fields, a typo, a field on another level.
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: b\n    imagee: c\n",
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  image: c\n  containers:\n  - name: b\n",
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: b\n    image: c\n  livenessProbe:\n    exec: {command: [a]}\n",
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: b\n    image: \"c\n",
        // Nothing is known of the kind.
        "apiVersion: example.org/v1\nkind: Gadget\nmetadata:\nname: a\nspec:\nsize: 3\n",
        // Templates are rendered first.
        "apiVersion: v1\nkind: Pod\nmetadata:\nname: {{ .Values.name }}\nspec:\ncontainers:\n",
        "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"spec\": {\"containers\": [}}",
        "Just some words.\nAnd: more\n",
        "",
    ] {
        assert_eq!(repair(text), None, "{text}");
    }
}

#[test]
fn what_is_unknown_is_kept() {
    // A slip in a flat paste stays where it is, for the problems to name it.
    for (name, text) in meant().into_iter().filter(|(name, _)| name.as_str() == "job") {
        for slip in ["imagee: a", "Image: b", "resource:"] {
            for line in [8, 12, 16, 20, 27] {
                let mut lines: Vec<&str> = text.lines().map(str::trim_start).collect();
                lines.insert(line, slip);
                let repaired = repaired(&lines.join("\n"));
                let kept: Vec<&str> = repaired.text.lines().map(str::trim_start).collect();
                assert_eq!(kept, lines, "{name}");
            }
        }
    }
}
