//! What a claim about a Pod rests on, and where that stands in the manifest.
//!
//! Kubernetes says little of what the processes of a Pod do to one another; most of it is read off
//! commands, variables and images. So that nobody takes a guess for a fact, every claim carries its
//! [`Evidence`]. Knows fields and their places, nothing of what is claimed.

use crate::manifest::{FieldPath, Object, TextRange, Value, WorkloadKind};
use crate::model::{ContainerIndex, Pod};

/// How a claim is known, the strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// A field of the API says so.
    Declared,
    /// A flag or a word of the command line.
    Command,
    /// An environment variable.
    Variable,
    /// A probe or a hook.
    Probe,
    /// An annotation that other programs go by.
    Annotation,
    /// What the image is known for.
    Image,
}

impl Basis {
    /// Whether it is a guess from what programs usually do.
    pub fn is_inferred(self) -> bool {
        self != Self::Declared
    }

    /// What it was inferred from, as the end of a sentence: `from its command`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Declared => "declared",
            Self::Command => "inferred from its command",
            Self::Variable => "inferred from its environment",
            Self::Probe => "inferred from its probe or hook",
            Self::Annotation => "inferred from an annotation",
            Self::Image => "inferred from its image",
        }
    }
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// How strong it is.
    pub basis: Basis,
    /// The field it stands in, from the root of the object.
    pub path: FieldPath,
    /// The part of that field which says it, as far as it stands there literally.
    pub quote: String,
}

impl Evidence {
    /// What `quote` in the field `path` tells.
    pub fn new(basis: Basis, path: FieldPath, quote: &str) -> Self {
        Self { basis, path, quote: quote.to_owned() }
    }

    /// Where it stands in the text of `object`: the quote if it is found in the field, else the field.
    pub fn range(&self, object: &Object) -> Option<TextRange> {
        let field = object.range(&self.path)?;
        let text = object.place.source.slice(field);
        let quote = self.quote.as_str();
        let start = text.find(quote).filter(|_| !quote.is_empty()).map(|at| field.start + at);
        Some(start.map_or(field, |start| TextRange { start, end: start + quote.len() }))
    }
}

/// A Pod beside the object that it was read from: the fields that the model leaves out, and the places
/// of all.
#[derive(Clone, Debug)]
pub(super) struct Written<'a> {
    /// The Pod.
    pub(super) pod: &'a Pod,
    /// Its `spec`.
    pub(super) spec: &'a Value,
    /// The whole object.
    pub(super) object: &'a Object,
    root: FieldPath,
}

impl<'a> Written<'a> {
    /// `pod` as `object` has it.
    pub(super) fn new(pod: &'a Pod, object: &'a Object) -> Self {
        let root = object.workload.map_or_else(FieldPath::root, WorkloadKind::pod_spec_path);
        let spec = root.steps().fold(&*object.checked, |value, step| &value[step]);
        Self { pod, spec, object, root }
    }

    /// A field of the Pod's `spec`.
    pub(super) fn field(&self, name: &str) -> FieldPath {
        self.root.child(name)
    }

    /// `metadata.annotations` of the Pod itself.
    pub(super) fn annotations(&self) -> FieldPath {
        let above = self.root.parent().unwrap_or_default();
        above.child("metadata.annotations")
    }

    /// The place of a container and what stands there. Items that were no objects are counted, as the
    /// text counts them.
    pub(super) fn container(&self, index: ContainerIndex) -> (FieldPath, &'a Value) {
        let list = if self.pod.is_app(index) { "containers" } else { "initContainers" };
        let name = self.pod.container(index).name.as_str();
        let (at, value) = named(&self.spec[list], name);
        (self.field(list).index(at), value)
    }

    /// The place of the variable `name` of a container, and its value there.
    pub(super) fn variable(&self, index: ContainerIndex, name: &str) -> FieldPath {
        let (path, value) = self.container(index);
        path.child("env").index(named(&value["env"], name).0).child("value")
    }

    /// The place of a volume and what stands there.
    pub(super) fn volume(&self, name: &str) -> (FieldPath, &'a Value) {
        let (at, value) = named(&self.spec["volumes"], name);
        (self.field("volumes").index(at), value)
    }
}

/// The item of a list with this `name`, and its position. Of several the last counts, as for variables.
fn named<'a>(list: &'a Value, name: &str) -> (usize, &'a Value) {
    let items = list.items();
    let at = items.iter().rposition(|item| item["name"].as_str() == Some(name)).unwrap_or(0);
    (at, items.get(at).unwrap_or(&list["absent"]))
}
