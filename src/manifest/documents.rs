//! A text as objects: streams, Lists and JSON; which kinds carry a pod template.
//!
//! Every bound on the text as a whole is here: its size, and how many objects and problems are
//! told of.

use super::object::{Object, Place};
use super::segments::{Refused, refused, segments};
use super::template::pod_template;
use super::tree::{self, NodeId, Tree, Value};
use super::value::Value as Checked;
use super::{
    Draft, FieldPath, MAX_PROBLEMS, Manifest, Problem, ProblemKind, Problems, Severity, Source,
    TextRange, WorkloadKind, check, schema,
};
use std::sync::Arc;

/// The largest text that is read, in bytes. An API server takes about 1.5 MiB for one object.
pub const MAX_TEXT: usize = 1 << 20;

/// How many objects of one text are read.
pub const MAX_OBJECTS: usize = 1000;

const PASTE: &str = "Paste a Kubernetes manifest: YAML or JSON with apiVersion, kind and spec.";

/// Reads `text`. Never fails.
pub(super) fn read(text: &str) -> Manifest {
    if text.len() > MAX_TEXT {
        return too_large(text.len());
    }
    let mut reader = Reader {
        source: Arc::new(Source::new(text)),
        objects: Vec::new(),
        problems: Problems::default(),
        is_read: true,
        is_full: false,
    };
    if is_binary(text) {
        let draft = Problem::draft(ProblemKind::Syntax, &FieldPath::root(), "binary data, no text")
            .help(PASTE);
        reader.error(TextRange::default(), draft);
    } else {
        reader.stream(text);
    }
    Manifest { objects: reader.objects, problems: reader.problems.finish(), source: reader.source }
}

fn too_large(size: usize) -> Manifest {
    let tenths = size * 10 / (1 << 20);
    let message = format!(
        "the text has {}.{} MiB, more than the 1 MiB that Podline reads",
        tenths / 10,
        tenths % 10
    );
    let problem = Problem::draft(ProblemKind::Limit, &FieldPath::root(), message)
        .help("An API server takes at most about 1.5 MiB for one object. Paste only the objects you want to see.");
    let source = Arc::new(Source::default());
    let problems = vec![problem.at(Severity::Error, &source, TextRange::default())];
    Manifest { objects: Vec::new(), problems, source }
}

/// Whether one character in twenty or more is none that a text has.
fn is_binary(text: &str) -> bool {
    let strange = |c: &char| is_control(*c) || *c == char::REPLACEMENT_CHARACTER;
    may_hold_controls(text) && text.chars().filter(strange).count() * 20 >= text.chars().count()
}

/// The characters that go-yaml refuses.
fn is_control(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}'))
        || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// A quick look at the bytes: `false` if there is no control character for sure.
fn may_hold_controls(text: &str) -> bool {
    // 0xC2 leads U+0080 to U+00BF, 0xEF leads U+F000 to U+FFFF.
    let suspect = |byte| {
        matches!(byte, 0..0x20 | 0x7f | 0xc2 | 0xef) && !matches!(byte, b'\t' | b'\n' | b'\r')
    };
    text.bytes().any(suspect)
}

struct Reader {
    source: Arc<Source>,
    objects: Vec<Object>,
    problems: Problems,
    /// Nothing was wrong with the document as YAML.
    is_read: bool,
    /// [`MAX_OBJECTS`] was passed.
    is_full: bool,
}

/// What an item of a list takes over from it.
#[derive(Clone, Copy, Default)]
struct Inherited<'a> {
    api_version: &'a str,
    kind: &'a str,
}

impl Reader {
    fn stream(&mut self, text: &str) {
        let mut budget = tree::Budget::new();
        for segment in segments(text) {
            if let Some(at) = self.first_control(segment) {
                let draft = Problem::draft(
                    ProblemKind::Syntax,
                    &FieldPath::root(),
                    "control characters are not allowed",
                );
                self.error(at, draft.help("Remove the invisible character here."));
                continue;
            }
            let source = Arc::clone(&self.source);
            let before = self.problems.told().len();
            let refused = refused(source.slice(segment));
            let start = segment.start + refused.as_ref().map_or(0, |refused| refused.content);
            let content = TextRange { start, end: segment.end };
            let trees = tree::read(&source, content, &mut budget, &mut self.problems);
            if let Some(refused) = refused.filter(|_| trees.iter().any(Tree::is_map)) {
                self.refuse(segment, refused);
            }
            self.is_read = self.has_no_error_since(before);
            if trees.is_empty() {
                self.name_prose(segment, before);
            }
            for tree in trees {
                let tree = Arc::new(tree);
                self.node(&tree, tree.root(), Inherited::default());
            }
            if self.is_full {
                break;
            }
        }
        if self.objects.is_empty() && self.problems.told().is_empty() {
            let message = "no objects: the text is empty";
            let draft = Problem::draft(ProblemKind::Required, &FieldPath::root(), message)
                .help("Paste a Pod, Deployment or Job, or open an example.");
            self.error(TextRange::default(), draft);
        }
    }

    /// Says what kubectl does not take, though it is YAML.
    fn refuse(&mut self, segment: TextRange, refused: Refused) {
        let start = segment.start + refused.range.start;
        let range = TextRange { start, end: segment.start + refused.range.end };
        let draft = Problem::draft(ProblemKind::Syntax, &FieldPath::root(), refused.message);
        self.error(range, draft.help(refused.help));
    }

    /// Whether no error was told since there were `before` problems; `false` once they are too many.
    fn has_no_error_since(&self, before: usize) -> bool {
        let told = self.problems.told();
        told.len() < MAX_PROBLEMS
            && told[before..].iter().all(|problem| problem.severity != Severity::Error)
    }

    fn first_control(&self, segment: TextRange) -> Option<TextRange> {
        let text = self.source.slice(segment);
        if !may_hold_controls(text) {
            return None;
        }
        let (at, c) = text.char_indices().find(|(_, c)| is_control(*c))?;
        let start = segment.start + at;
        Some(TextRange { start, end: start + c.len_utf8() })
    }

    /// Text that is no YAML, and has no word of a manifest in it, is not a manifest with a slip:
    /// says so instead of the syntax error.
    fn name_prose(&mut self, segment: TextRange, before: usize) {
        let text = self.source.slice(segment);
        let is_syntax = |problem: &Problem| {
            problem.kind == ProblemKind::Syntax && !problem.message.contains("tab")
        };
        let like_a_manifest = ["apiVersion", "kind", "containers", "spec", "metadata"];
        if self.problems.told()[before..].iter().any(is_syntax)
            && !like_a_manifest.iter().any(|word| text.contains(word))
        {
            self.problems.truncate(before);
            self.no_manifest(segment);
        }
    }

    /// Points at the first line of `range` that says something.
    fn no_manifest(&mut self, range: TextRange) {
        let lines =
            (self.source.position(range.start).line..).map(|line| self.source.line_range(line));
        let says_nothing = |line: &TextRange| {
            let text = self.source.slice(*line).trim();
            line.end < range.end
                && (text.is_empty() || text.starts_with("---") || text.starts_with(['#', '%']))
        };
        let line = lines.into_iter().find(|line| !says_nothing(line)).unwrap_or(range);
        let message =
            "no Kubernetes manifest: expected an object with apiVersion and kind, found text";
        self.error(
            line,
            Problem::draft(ProblemKind::Syntax, &FieldPath::root(), message).help(PASTE),
        );
    }

    /// One document, or one item of a list. Recursion is bounded by the depth of the tree.
    fn node(&mut self, tree: &Arc<Tree>, id: NodeId, inherited: Inherited<'_>) {
        let node = tree.node(id);
        match &node.value {
            Value::Map(_) => {}
            Value::Scalar(tree::Scalar::Null) => return,
            Value::Scalar(_) => return self.no_manifest(node.range),
            Value::List(_) => {
                let message =
                    "json: cannot unmarshal array into Go value of type map[string]interface {}";
                let draft = Problem::draft(ProblemKind::Type, &FieldPath::root(), message)
                    .help("A manifest is one object, no list: remove the `- `, or put the items below `kind: List` and `items:`.");
                return self.error(self.source.first_line(node.range), draft);
            }
        }
        let own_kind = tree.text(id, "kind").unwrap_or_default();
        let kind = if own_kind.is_empty() { inherited.kind } else { own_kind };
        let own_version = tree.text(id, "apiVersion").unwrap_or_default();
        let api_version = if own_version.is_empty() { inherited.api_version } else { own_version };
        let items = tree.entry(id, "items").map(|entry| &tree.node(entry.value).value);
        if let (Some(item_kind), Some(Value::List(items))) = (kind.strip_suffix("List"), items) {
            let inherited = match item_kind {
                "" => Inherited::default(),
                kind => Inherited { api_version, kind },
            };
            for item in items {
                self.node(tree, *item, inherited);
            }
            return;
        }
        if self.objects.len() < MAX_OBJECTS {
            self.object(tree, id, api_version, kind);
            return;
        }
        if !std::mem::replace(&mut self.is_full, true) {
            let message = format!("more than {MAX_OBJECTS} objects");
            let draft = Problem::draft(ProblemKind::Limit, &FieldPath::root(), message)
                .help("The rest is not read. Paste only the objects you want to see.");
            self.error(self.source.first_line(node.range), draft);
        }
    }

    fn object(&mut self, tree: &Arc<Tree>, root: NodeId, api_version: &str, kind: &str) {
        let before = self.problems.told().len();
        let workload = self.workload(tree, root, api_version, kind);
        let checked =
            workload.map(|workload| self.checked(tree, root, workload)).unwrap_or_default();
        let template =
            workload.map(|workload| pod_template(&checked, workload)).unwrap_or_default();
        let name = tree.entry(root, "metadata").and_then(|metadata| {
            let text = |key| tree.text(metadata.value, key).filter(|text| !text.is_empty());
            text("name").or_else(|| text("generateName"))
        });
        self.objects.push(Object {
            api_version: api_version.to_owned(),
            kind: kind.to_owned(),
            name: name.unwrap_or_default().to_owned(),
            range: tree.node(root).range,
            workload,
            template,
            checked: Arc::new(checked),
            is_decoded: self.is_read && self.has_no_error_since(before),
            place: Place { source: Arc::clone(&self.source), tree: Arc::clone(tree), root },
        });
    }

    /// What the object is read as; says what is wrong with its `kind` and `apiVersion`.
    fn workload(
        &mut self,
        tree: &Tree,
        root: NodeId,
        api_version: &str,
        kind: &str,
    ) -> Option<WorkloadKind> {
        let object = self.source.first_line(tree.node(root).range);
        let range = |key: &str| tree.range(root, &FieldPath::from(key)).unwrap_or(object);
        if kind.is_empty() {
            let is_pod = tree
                .entry(root, "spec")
                .is_some_and(|spec| tree.entry(spec.value, "containers").is_some());
            let help = if is_pod {
                "Write `kind: Pod`; Podline reads it as a Pod."
            } else {
                "Write a kind, for example `kind: Pod`."
            };
            self.error(
                range("kind"),
                Problem::draft(ProblemKind::Required, &FieldPath::from("kind"), "kind not set")
                    .help(help),
            );
            return is_pod.then_some(WorkloadKind::Pod);
        }
        // A dot in the group: somebody's own resource that only shares the name.
        let is_builtin = !api_version.split_once('/').is_some_and(|(group, _)| group.contains('.'));
        let exact = WorkloadKind::from_name(kind);
        let meant = exact.or_else(|| {
            let known = WorkloadKind::ALL.into_iter();
            let near = schema::nearest_name(kind, known.clone().map(WorkloadKind::as_str))?;
            let meant = known.clone().find(|known| known.as_str() == near)?;
            // In its group nothing else has nearly the same name.
            let is_sure = meant.api_version() == api_version || near.eq_ignore_ascii_case(kind);
            is_sure.then_some(meant)
        });
        let Some(workload) = meant.filter(|_| is_builtin) else {
            self.not_simulated(range("kind"), kind);
            return None;
        };
        let right = workload.api_version();
        let no_matches = format!("no matches for kind \"{kind}\" in version \"{api_version}\"");
        let problem = if exact.is_none() {
            let name = workload.as_str();
            let help = if name.eq_ignore_ascii_case(kind) {
                format!("Write `kind: {name}`: case matters.")
            } else {
                format!("Did you mean `kind: {name}`?")
            };
            Some((
                range("kind"),
                Problem::draft(ProblemKind::NotFound, &FieldPath::from("kind"), no_matches)
                    .help(help),
            ))
        } else if api_version.is_empty() {
            let draft = Problem::draft(
                ProblemKind::Required,
                &FieldPath::from("apiVersion"),
                "apiVersion not set",
            );
            Some((range("apiVersion"), draft.help(format!("Write `apiVersion: {right}`."))))
        } else if api_version == right {
            None
        } else {
            let draft =
                Problem::draft(ProblemKind::NotFound, &FieldPath::from("apiVersion"), no_matches);
            Some((range("apiVersion"), draft.help(format!("Write `apiVersion: {right}`."))))
        };
        if let Some((range, draft)) = problem {
            self.error(range, draft);
        }
        Some(workload)
    }

    fn not_simulated(&mut self, range: TextRange, kind: &str) {
        let draft = Problem::draft(ProblemKind::NotSimulated, &FieldPath::from("kind"), format!("kind \"{kind}\" is not simulated"))
            .help("Podline shows Pods and the workloads that make them: Deployment, ReplicaSet, StatefulSet, DaemonSet, Job, CronJob.");
        self.problems.add(Severity::Note, &self.source, range, || draft);
    }

    /// A workload, checked against the schema.
    fn checked(&mut self, tree: &Tree, root: NodeId, workload: WorkloadKind) -> Checked {
        let type_id = schema::root(workload.api_version(), workload.as_str())
            .expect("invariant: the schema has every workload kind");
        check::check(&self.source, tree, root, type_id, &mut self.problems)
    }

    fn error(&mut self, range: TextRange, draft: Draft) {
        self.problems.add(Severity::Error, &self.source, range, || draft);
    }
}
