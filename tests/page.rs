//! `index.html` has the elements that the view binds.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_id_in_the_view_stands_once_in_index_html() {
    let index = fs::read_to_string(at("index.html")).expect("index.html can be read");
    let mut wanted = BTreeSet::new();
    for file in sources(&at("src/view")) {
        let text = fs::read_to_string(&file).expect("a source file can be read");
        wanted.extend(ids(&text));
    }
    assert!(wanted.contains("timeline") && wanted.contains("row-name"), "{wanted:?}");
    for id in wanted {
        let count = index.matches(&format!(" id=\"{id}\"")).count();
        assert_eq!(count, 1, "index.html has #{id} {count} times");
    }
}

#[test]
fn an_id_is_found_however_it_is_handed_over() {
    let text = "dom::element(\"a\"); dom::text(\"b\", f); dom::keep(\n    \"c\", Place::Text, f); \
                changing(\"d\", f); frame(session, Dialog::Keys, \"e\"); const FIELD: &str = \"f\";";
    assert_eq!(ids(text), ["a", "b", "c", "d", "e", "f"].map(str::to_owned));
}

/// The ids that `text` hands to the functions of `view/dom.rs`, and to those that hand them on.
fn ids(text: &str) -> Vec<String> {
    let heads = [
        "dom::element(",
        "dom::text(",
        "dom::html(",
        "dom::hidden(",
        "dom::keep(",
        "dom::on_click(",
        "changing(",
        "Dialog::Examples, ",
        "Dialog::Keys, ",
        "const FIELD: &str = ",
    ];
    let mut found: Vec<(usize, String)> = Vec::new();
    for head in heads {
        for (place, _) in text.match_indices(head) {
            let rest = text[place + head.len()..].trim_start();
            if let Some(id) = rest.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                found.push((place, id.to_owned()));
            }
        }
    }
    found.sort();
    found.into_iter().map(|(_, id)| id).collect()
}

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found
}
