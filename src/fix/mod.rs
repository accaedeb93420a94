//! Quick fixes: what to change in the text so that a problem or a finding goes away, or a container
//! becomes another kind of container. Small edits that keep comments, order and indentation.
//!
//! A fix is made in two steps: one of the files below says what to write, with the kit in `edit`, and
//! `promise` reads the changed text again. What does not keep its promise is not offered. Knows the
//! text, its tree and the API; neither the page nor the picture.

mod apply;
mod case;
mod change;
mod edit;
mod finding;
mod meant;
mod problem;
mod promise;
mod silence;

pub use apply::{Change, DiffLine, apply, diff};
pub use meant::{Meant, meant};

use crate::engine::Timeline;
use crate::insight::lint::Finding;
use crate::manifest::{Manifest, Problem, TextRange};
use crate::model::{ContainerIndex, Pod};
use crate::version::Version;
use case::Case;
use promise::Goal;

/// One change to a text: what stands at `range` is replaced by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// The bytes that go; empty to insert.
    pub range: TextRange,
    /// What stands there afterwards.
    pub text: String,
}

/// A change that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What kind of change it is, for those who look for one of them.
    pub code: &'static str,
    /// What it does, as the words on a button: `Quote the value`.
    pub title: String,
    /// What changes, in order of place; no two of them overlap.
    pub edits: Vec<TextEdit>,
}

/// What takes `problem` away, the best first. `object` is the one that the problem is about; without it
/// the problem's place tells. Reads the text again for each fix: ask when somebody wants to see them.
pub fn of_problem(
    manifest: &Manifest,
    object: Option<usize>,
    problem: &Problem,
    version: Version,
) -> Vec<Fix> {
    let at = object.or_else(|| {
        let start = problem.range.start;
        let holds = |range: TextRange| range.start <= start && start < range.end;
        manifest.objects.iter().position(|object| holds(object.range))
    });
    let Some(case) = at.and_then(|at| Case::new(manifest, at, version)) else {
        let drafts = problem::of_text(manifest, problem);
        return promise::kept_by_text(manifest, drafts, problem, version);
    };
    promise::kept(&case, problem::drafts(&case, problem), Goal::Problem(problem))
}

/// What takes `finding` about the Pod of `timeline` away, the best first; last comes the comment that
/// silences it.
pub fn of_finding(
    manifest: &Manifest,
    object: usize,
    finding: &Finding,
    timeline: &Timeline,
) -> Vec<Fix> {
    let Some(case) = Case::new(manifest, object, timeline.version) else { return Vec::new() };
    let mut drafts = finding::drafts(&case, finding, timeline);
    drafts.extend(silence::draft(&case, finding));
    promise::kept(&case, drafts, Goal::Finding(finding, timeline))
}

/// Changes that no fault asks for: of a container, or of the object as a whole.
pub fn at(
    manifest: &Manifest,
    object: usize,
    container: Option<ContainerIndex>,
    pod: &Pod,
    version: Version,
) -> Vec<Fix> {
    let Some(case) = Case::new(manifest, object, version) else { return Vec::new() };
    let drafts = match container {
        Some(index) => change::of_container(&case, pod, index),
        None => change::of_object(&case, pod),
    };
    promise::kept(&case, drafts, Goal::Change)
}
