//! Which part each container of a Pod plays, and what that is concluded from.
//!
//! What a container is to Kubernetes is declared: an init container, a native sidecar, an app container.
//! What it is for is concluded from its links over localhost, the volumes it shares, its image and its
//! command, and every conclusion names its line. Without evidence a container is an app: two apps that
//! share a Pod are no pattern. Knows no drawing.

mod advice;
mod calls;
mod files;
mod images;
mod matrix;
mod naming;
mod purpose;

pub use calls::{LocalCall, local_calls};
pub use matrix::{MATRIX, Row};

use files::Volumes;

use crate::engine::inferred::{Ending, ending};
use crate::manifest::{FieldPath, WorkloadKind};
use crate::model::{Container, ContainerIndex, ContainerRole, OwnerKind, Pod};
use crate::version::Version;

/// The part that a container plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pattern {
    /// Runs to its end before what comes after it.
    Init,
    /// A native sidecar of no more special kind.
    NativeSidecar,
    /// An app container that helps another one, and goes on as long as that does.
    ClassicSidecar,
    /// Speaks to the outside for the app, which calls it on localhost.
    Ambassador,
    /// Turns what the app gives out into the form that others expect.
    Adapter,
    /// What the Pod is for.
    App,
    /// What a Job's Pod is for: it ends.
    Work,
    /// Helps, by its name or because it goes on for ever beside the work of a Job; how, nothing tells.
    Helper,
}

impl Pattern {
    /// The name, in running text.
    pub fn name(self) -> &'static str {
        match self {
            Self::Init => "init container",
            Self::NativeSidecar => "native sidecar",
            Self::ClassicSidecar => "classic sidecar",
            Self::Ambassador => "ambassador",
            Self::Adapter => "adapter",
            Self::App => "app",
            Self::Work => "the Job's work",
            Self::Helper => "helper",
        }
    }
}

/// How sure something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// The manifest says so, in fields that Kubernetes goes by.
    Declared,
    /// Concluded from a command, an image, a variable, a name.
    Inferred,
}

/// One reason for the name of a container.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// A sentence.
    pub text: String,
    /// The line it rests on.
    pub path: FieldPath,
    /// How sure it is.
    pub certainty: Certainty,
}

/// Another pattern that fits better.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What to do and why, in a sentence or two.
    pub text: String,
    /// The row of the matrix that it follows.
    pub row: &'static Row,
    /// The first minor in which it can be followed; `None` if in every one.
    pub since: Option<u8>,
    /// The line that would change.
    pub path: FieldPath,
}

/// One container, named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The container.
    pub container: ContainerIndex,
    /// The part it plays.
    pub pattern: Pattern,
    /// What it is to Kubernetes.
    pub role: ContainerRole,
    /// How sure the part is.
    pub certainty: Certainty,
    /// Why: the strongest reason first; never empty.
    pub evidence: Vec<Evidence>,
    /// The row of the matrix that it satisfies; an app satisfies none.
    pub row: Option<&'static Row>,
    /// What would fit better.
    pub advice: Vec<Advice>,
}

/// Every container of `pod`, in order of its lists.
pub fn patterns(pod: &Pod, version: Version) -> Vec<Named> {
    let case = Case { pod, version, calls: local_calls(pod), volumes: Volumes::of(pod) };
    let purposes = naming::purposes(&case);
    let mut named: Vec<Named> = pod
        .indices()
        .zip(purposes)
        .map(|(index, purpose)| naming::name(&case, index, purpose))
        .collect();
    advice::give(&case, &mut named);
    named
}

/// One Pod, with what its containers say to one another and hand over.
struct Case<'a> {
    pod: &'a Pod,
    version: Version,
    calls: Vec<LocalCall>,
    volumes: Volumes<'a>,
}

impl<'a> Case<'a> {
    fn container(&self, index: ContainerIndex) -> &'a Container {
        self.pod.container(index)
    }

    fn path(&self, index: ContainerIndex) -> FieldPath {
        path(self.pod, index)
    }

    fn of(&self, index: ContainerIndex, members: &str) -> FieldPath {
        self.path(index).child(members)
    }

    /// What a container runs: its command, else its args, else its image.
    fn program(&self, index: ContainerIndex) -> FieldPath {
        let container = self.container(index);
        let field = match (container.command.is_empty(), container.args.is_empty()) {
            (false, _) => "command",
            (_, false) => "args",
            _ => "image",
        };
        self.of(index, field)
    }

    fn is_of_job(&self) -> bool {
        let owner = self.pod.owner.as_ref().map(|owner| owner.kind);
        matches!(owner, Some(OwnerKind::Job | OwnerKind::CronJob))
    }

    /// How its process ends by itself, if that is sure.
    fn ending(&self, index: ContainerIndex) -> Ending {
        ending(self.pod, index)
    }
}

/// The place of a container in the manifest that the Pod was read from.
fn path(pod: &Pod, index: ContainerIndex) -> FieldPath {
    let kind = pod.owner.as_ref().and_then(|owner| WorkloadKind::from_name(owner.kind.as_str()));
    let spec = kind.unwrap_or(WorkloadKind::Pod).pod_spec_path();
    match index.0.checked_sub(pod.init_count()) {
        Some(app) => spec.child("containers").index(app),
        None => spec.child("initContainers").index(index.0),
    }
}
