//! One object of a paste: what was decoded of it, and where each of its fields stands.

use super::fields::PodTemplate;
use super::tree::{NodeId, Tree};
use super::value::Value;
use super::{Draft, FieldPath, Problem, Severity, Source, TextRange, WorkloadKind};
use std::sync::Arc;

/// One object of the paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// `apiVersion`, as written; empty if absent.
    pub api_version: String,
    /// `kind`, as written; empty if absent.
    pub kind: String,
    /// `metadata.name`, or `metadata.generateName`; empty if neither is there.
    pub name: String,
    /// Its bytes in the text.
    pub range: TextRange,
    /// What Podline reads it as; `None` for kinds that are not simulated.
    pub workload: Option<WorkloadKind>,
    /// `metadata` and `spec` of the pod template, without what was wrong in it.
    pub(crate) template: PodTemplate,
    /// The whole object, checked and pruned; absent for kinds that are not simulated.
    pub(crate) checked: Arc<Value>,
    /// Whether it can be decoded: nothing in its text is of the wrong type or name.
    pub(crate) is_decoded: bool,
    pub(crate) place: Place,
}

/// Where an object stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) source: Arc<Source>,
    pub(crate) tree: Arc<Tree>,
    pub(crate) root: NodeId,
}

impl Object {
    /// The bytes of a field, from its key to the end of its value: `spec.initContainers[0]` covers
    /// the lines of that list item. `None` if the text does not have the field.
    pub fn range(&self, path: &FieldPath) -> Option<TextRange> {
        self.place.tree.range(self.place.root, path)
    }

    /// Whether the text gives the field a value: not null, and no empty text, list or mapping.
    pub(crate) fn has_value(&self, path: &FieldPath) -> bool {
        self.place.tree.has_value(self.place.root, path)
    }

    /// A problem with this object, at `path` or, if that is absent, at the nearest field above it.
    pub(crate) fn problem(&self, severity: Severity, path: &FieldPath, draft: Draft) -> Problem {
        let range = self.range(path).unwrap_or_else(|| {
            let mut above = path.parent();
            while let Some(path) = above {
                if let Some(range) = self.range(&path) {
                    return self.place.source.first_line(range);
                }
                above = path.parent();
            }
            self.place.source.first_line(self.range)
        });
        draft.at(severity, &self.place.source, range)
    }
}
