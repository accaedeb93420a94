//! Lines of the manifest: the one that made something so, or the place where one could stand.

use crate::manifest::{FieldPath, Object, WorkloadKind};
use crate::model::{ContainerIndex, Pod};

/// A line that something rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The field. If the manifest lacks it, where it would be written.
    pub path: FieldPath,
    /// What holds because the manifest lacks the field; `None` if it is written.
    pub default: Option<&'static str>,
}

/// Where a Pod's fields stand in an object.
pub(super) struct Lines<'a> {
    object: &'a Object,
    spec: FieldPath,
    init_count: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(object: &'a Object, pod: &Pod) -> Self {
        let kind = object.workload.unwrap_or(WorkloadKind::Pod);
        Self { object, spec: kind.pod_spec_path(), init_count: pod.init_count() }
    }

    /// A field of the Pod's `spec`, with what holds if it is absent.
    pub(super) fn spec(&self, members: &str, default: &'static str) -> Line {
        self.line(self.spec.child(members), default)
    }

    /// A container as a whole: its place in its list.
    pub(super) fn whole(&self, index: ContainerIndex) -> Line {
        Line { path: self.path(index), default: None }
    }

    /// A field of a container, with what holds if it is absent.
    pub(super) fn of(&self, index: ContainerIndex, members: &str, default: &'static str) -> Line {
        self.line(self.path(index).child(members), default)
    }

    /// An item of a list of a container.
    pub(super) fn item(&self, index: ContainerIndex, list: &str, at: usize) -> Line {
        Line { path: self.path(index).child(list).index(at), default: None }
    }

    fn path(&self, index: ContainerIndex) -> FieldPath {
        match index.0.checked_sub(self.init_count) {
            Some(app) => self.spec.child("containers").index(app),
            None => self.spec.child("initContainers").index(index.0),
        }
    }

    fn line(&self, path: FieldPath, default: &'static str) -> Line {
        let default = self.object.range(&path).is_none().then_some(default);
        Line { path, default }
    }
}
