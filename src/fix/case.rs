//! What a fix is made from: an object, its text, and the version it is meant for.

use super::TextEdit;
use super::edit::Editor;
use crate::manifest::{FieldPath, Manifest, Object, TextRange, WorkloadKind};
use crate::model::{ContainerIndex, Pod};
use crate::version::Version;

/// One object whose text is to be changed.
pub(super) struct Case<'a> {
    pub(super) manifest: &'a Manifest,
    /// Its position in the manifest.
    pub(super) at: usize,
    pub(super) object: &'a Object,
    pub(super) kind: WorkloadKind,
    pub(super) version: Version,
    pub(super) editor: Editor<'a>,
}

/// A fix that has not been tried yet.
pub(super) struct Draft {
    pub(super) code: &'static str,
    pub(super) title: String,
    pub(super) edits: Vec<TextEdit>,
    /// What the API server did not read before, by its place in the changed text: what is wrong there
    /// comes to light, it is not new.
    pub(super) unread: Option<TextRange>,
}

impl Draft {
    pub(super) fn new(code: &'static str, title: impl Into<String>, edits: Vec<TextEdit>) -> Self {
        Self { code, title: title.into(), edits, unread: None }
    }

    /// A draft with one edit, if there is one.
    pub(super) fn of(
        code: &'static str,
        title: impl Into<String>,
        edit: Option<TextEdit>,
    ) -> Option<Self> {
        Some(Self::new(code, title, vec![edit?]))
    }

    /// Says what was not read before.
    pub(super) fn uncovers(mut self, range: TextRange) -> Self {
        self.unread = Some(range);
        self
    }
}

impl<'a> Case<'a> {
    /// `None` for an object that is not simulated.
    pub(super) fn new(manifest: &'a Manifest, at: usize, version: Version) -> Option<Self> {
        let object = manifest.objects.get(at)?;
        let (kind, editor) = (object.workload?, Editor::new(object));
        Some(Self { manifest, at, object, kind, version, editor })
    }

    /// The Pod's `spec`.
    pub(super) fn spec(&self) -> FieldPath {
        self.kind.pod_spec_path()
    }

    /// Where a container is written: found by its name, as an index counts only what could be read.
    pub(super) fn container(&self, pod: &Pod, index: ContainerIndex) -> Option<FieldPath> {
        let name = &pod.containers().get(index.0)?.name;
        self.containers()
            .into_iter()
            .find(|path| self.editor.text(&path.child("name")).is_some_and(|own| own == name))
    }

    /// Every container that is written, the init list first.
    pub(super) fn containers(&self) -> Vec<FieldPath> {
        let list = |name: &str| {
            let list = self.spec().child(name);
            (0..self.editor.count(&list)).map(move |at| list.index(at))
        };
        list("initContainers").chain(list("containers")).collect()
    }

    /// The name of a container, or a word for it.
    pub(super) fn name_of(&self, container: &FieldPath) -> &'a str {
        self.editor.text(&container.child("name")).unwrap_or("it")
    }

    /// What is said of a container: with its name, where there are several.
    pub(super) fn about(&self, container: &FieldPath, words: &str, between: &str) -> String {
        if self.containers().len() < 2 {
            return words.to_owned();
        }
        format!("{words} {between} {}", self.name_of(container))
    }

    /// The names that containers have.
    pub(super) fn container_names(&self) -> Vec<String> {
        let names = self.containers().into_iter();
        names.filter_map(|path| Some(self.editor.text(&path.child("name"))?.to_owned())).collect()
    }

    /// The names of the volumes that are written, in order.
    pub(super) fn volumes(&self) -> Vec<&'a str> {
        let list = self.spec().child("volumes");
        let names = (0..self.editor.count(&list)).map(|at| list.index(at).child("name"));
        names.filter_map(|path| self.editor.text(&path)).collect()
    }
}

/// Where a part of the text stands after `edits`.
pub(super) fn moved(range: TextRange, edits: &[TextEdit]) -> TextRange {
    let shift = |offset: usize| {
        let before = edits.iter().take_while(|edit| edit.range.end <= offset);
        before.fold(offset, |at, edit| at + edit.text.len() + edit.range.start - edit.range.end)
    };
    TextRange { start: shift(range.start), end: shift(range.end) }
}

/// Where the text of the edit `at` stands afterwards.
pub(super) fn written(edits: &[TextEdit], at: usize) -> TextRange {
    let edit = &edits[at];
    let start = moved(TextRange { end: edit.range.start, ..edit.range }, &edits[..at]).start;
    TextRange { start, end: start + edit.text.len() }
}

/// `name`, or with a number behind it if it is taken.
pub(super) fn unused(name: &str, is_taken: impl Fn(&str) -> bool, longest: usize) -> String {
    if !is_taken(name) {
        return name.to_owned();
    }
    let mut number = 2;
    loop {
        let tail = format!("-{number}");
        let room = longest.saturating_sub(tail.len()).min(name.len());
        // Names are ASCII; another one is refused by the API server anyway.
        let head = name.get(..room).unwrap_or("app").trim_end_matches('-');
        let candidate = format!("{head}{tail}");
        if !is_taken(&candidate) {
            return candidate;
        }
        number += 1;
    }
}
