//! The order of `pub mod` lines in `src/lib.rs` is the order of the layers: each may use only those
//! above it.

use std::fs;
use std::path::{Path, PathBuf};

/// Beyond this many lines a file holds more than one idea.
const LINES: usize = 400;

#[test]
fn no_layer_uses_a_later_one() {
    let lib = fs::read_to_string(at("src/lib.rs")).expect("src/lib.rs can be read");
    let layers = layers(&lib);
    assert!(layers.contains(&"manifest") && layers.contains(&"view"), "{layers:?}");
    let mut upward = Vec::new();
    for (place, layer) in layers.iter().enumerate() {
        let mut files = files(&at("src").join(layer), "rs");
        files.extend(Some(at(&format!("src/{layer}.rs"))).filter(|file| file.is_file()));
        assert!(!files.is_empty(), "the layer `{layer}` has no file");
        for file in files {
            let text = fs::read_to_string(&file).expect("a source file can be read");
            for import in upward_imports(&text, &layers[place + 1..]) {
                upward.push(format!("{}: {import}", file.display()));
            }
        }
    }
    assert!(
        upward.is_empty(),
        "a layer may use only those above it in src/lib.rs:\n{}",
        upward.join("\n")
    );
}

#[test]
fn an_upward_import_is_found_however_it_is_written() {
    let later = ["scene", "view"];
    for text in [
        "use crate::view::App;",
        "use crate::{model::Pod, view::App};",
        "use crate::{\n    model::{self, Pod},\n    scene,\n};",
        "fn draw() -> crate::scene::Scene {}",
        "use super::super::view;",
        "use super::{super::scene::Lane, Pod};",
        "use crate :: view;",
        "use crate::{self as podline};",
        "use crate::*;",
        "use crate as podline;",
    ] {
        assert_eq!(upward_imports(text, &later).len(), 1, "{text}");
    }
    for text in [
        "use crate::model::{Pod, view};",
        "use crate::engine::Scene;",
        "//! Knows nothing of [`crate::view`].",
        "use super::{event, state};",
        "pub(crate) fn scene() {}",
        "fn main() {} // use crate::view;",
        "pub(in crate::model) fn pod() {}",
    ] {
        assert_eq!(upward_imports(text, &later), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn no_source_file_has_more_than_400_lines() {
    let mut long = Vec::new();
    for file in files(&at("src"), "rs") {
        let lines = fs::read_to_string(&file).expect("a source file can be read").lines().count();
        if lines > LINES {
            long.push(format!("{} has {lines} lines", file.display()));
        }
    }
    assert!(long.is_empty(), "split by type or by rule:\n{}", long.join("\n"));
}

#[test]
fn every_style_sheet_is_linked_in_index_html() {
    // Trunk takes what index.html names and does not follow `@import`.
    let index = fs::read_to_string(at("index.html")).unwrap_or_default();
    for sheet in files(&at("style"), "css") {
        let path = sheet.strip_prefix(at("")).expect("it is in the project").display().to_string();
        assert!(index.contains(&format!("href=\"{path}\"")), "index.html does not link {path}");
    }
}

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files below `folder` that end in `extension`; none if there is no such folder.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|end| end == extension) {
            found.push(path);
        }
    }
    found
}

fn layers(lib: &str) -> Vec<&str> {
    lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect()
}

/// The paths in `text` that start at the root and go to one of `later`, or take the whole root.
fn upward_imports(text: &str, later: &[&str]) -> Vec<String> {
    let code: Vec<&str> =
        text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let code = code.join(" ").replace(" ::", "::").replace(":: ", "::");
    let mut upward = Vec::new();
    for root in ["crate", "super"] {
        for (at, _) in code.match_indices(root) {
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            upward.extend(heads(&code[at + root.len()..]).into_iter().filter_map(|head| {
                let whole = root == "crate" && ["*", "self", "as"].contains(&head);
                (whole || later.contains(&head)).then(|| format!("{root}::{head}"))
            }));
        }
    }
    upward
}

/// The names that directly follow a root: one, or those of a group.
fn heads(rest: &str) -> Vec<&str> {
    if rest.starts_with(" as ") {
        return vec!["as"];
    }
    let Some(path) = rest.trim_start_matches("::super").strip_prefix("::") else {
        return Vec::new();
    };
    let Some(group) = path.strip_prefix('{') else {
        return vec![head(path)];
    };
    let mut depth = 0;
    let mut heads = vec![head(group)];
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(head(&group[at + 1..])),
            _ => {}
        }
    }
    heads
}

fn head(path: &str) -> &str {
    let path = path.trim_start();
    if path.starts_with('*') {
        return "*";
    }
    path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}
