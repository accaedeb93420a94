//! The cases of every folder.

use crate::case::Case;
use serde_yaml::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A case and the area it belongs to: the name of its file.
pub(crate) struct Entry {
    pub(crate) area: String,
    pub(crate) id: String,
    /// What is wrong with it, if it cannot be read.
    pub(crate) case: Result<Case, String>,
}

/// Every case of our folder and of those that `CONFORMANCE_DIR` names.
pub(crate) fn read() -> Vec<Entry> {
    let mut folders = vec![folder()];
    let more = std::env::var("CONFORMANCE_DIR").unwrap_or_default();
    folders.extend(more.split(':').filter(|folder| !folder.is_empty()).map(PathBuf::from));
    let files = folders.iter().flat_map(|folder| yaml_files(folder));
    let mut entries: Vec<Entry> = files.flat_map(|file| entries(&file)).collect();
    let mut ids = BTreeSet::new();
    for entry in &mut entries {
        if !ids.insert(entry.id.clone()) {
            entry.case = Err("another case has the same id".to_owned());
        }
    }
    entries
}

/// Our own folder.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/conformance")
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    files.sort();
    files
}

fn entries(file: &Path) -> Vec<Entry> {
    let area = file.file_stem().expect("a file has a name").to_string_lossy().into_owned();
    let text = std::fs::read_to_string(file).expect("a readable file");
    let cases: Vec<Value> =
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let read = cases.iter().enumerate().map(|(at, value)| {
        let id = value.get("id").and_then(Value::as_str);
        let id = id.map_or_else(|| format!("{area}, case {}", at + 1), str::to_owned);
        Entry { area: area.clone(), id, case: Case::read(value) }
    });
    read.collect()
}
