//! The promise of a fix, kept before it is offered: in the changed text the problem or the finding is
//! gone, and nothing is wrong that was right before.
//!
//! The text is read again, as the page would read it; whatever the kit could not keep shows here.

use super::case::{Case, Draft};
use super::{Fix, TextEdit, apply};
use crate::admission;
use crate::engine::{Timeline, Verb, inferred, simulate};
use crate::insight::lint::{self, Finding};
use crate::manifest::{self, Manifest, Problem, ProblemKind, Severity, TextRange};
use crate::model;
use crate::version::Version;
use std::collections::BTreeMap;

/// What a fix is for.
#[derive(Clone, Copy)]
pub(super) enum Goal<'a> {
    /// This is to be gone.
    Problem(&'a Problem),
    /// This is to be gone, for the same things done to the Pod as in the timeline.
    Finding(&'a Finding, &'a Timeline),
    /// Nothing is wrong; it becomes something else.
    Change,
}

/// The drafts that keep their promise, each once.
pub(super) fn kept(case: &Case<'_>, drafts: Vec<Draft>, goal: Goal<'_>) -> Vec<Fix> {
    if drafts.is_empty() {
        return Vec::new();
    }
    let before = told(case.manifest, Some(case.at), case.version);
    let is_kept = |draft: &Draft| {
        let changed = manifest::parse(&apply(case.manifest.source().text(), &draft.edits));
        let same_count = changed.objects.len() == case.manifest.objects.len();
        let after = told(&changed, Some(case.at), case.version);
        same_count
            && is_no_worse(&before, &after, draft)
            && match goal {
                Goal::Problem(problem) => is_gone(problem, &before, &after, draft),
                Goal::Finding(finding, timeline) => {
                    is_found_no_more(finding, timeline, case, &changed)
                }
                Goal::Change => true,
            }
    };
    offered(case.manifest, drafts, is_kept)
}

/// The same for a text of which nothing could be read.
pub(super) fn kept_by_text(
    manifest: &Manifest,
    drafts: Vec<Draft>,
    problem: &Problem,
    version: Version,
) -> Vec<Fix> {
    let before = told(manifest, None, version);
    let is_kept = |draft: &Draft| {
        let changed = manifest::parse(&apply(manifest.source().text(), &draft.edits));
        is_gone(problem, &before, &told(&changed, None, version), draft)
    };
    offered(manifest, drafts, is_kept)
}

fn offered(manifest: &Manifest, drafts: Vec<Draft>, is_kept: impl Fn(&Draft) -> bool) -> Vec<Fix> {
    let text = manifest.source().text();
    let mut fixes: Vec<Fix> = Vec::new();
    for draft in drafts {
        let is_new = fixes.iter().all(|fix| fix.edits != draft.edits);
        // What moves to where it stands may look as if it had helped.
        let changes = || apply(text, &draft.edits) != text;
        if is_new && is_sound(&draft.edits) && changes() && is_kept(&draft) {
            fixes.push(Fix { code: draft.code, title: draft.title, edits: draft.edits });
        }
    }
    fixes
}

/// Whether edits are in order and do not overlap.
fn is_sound(edits: &[TextEdit]) -> bool {
    let in_order = edits.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start);
    in_order && !edits.is_empty()
}

/// Everything that is told of a manifest, as far as it is about one object.
fn told(manifest: &Manifest, object: Option<usize>, version: Version) -> Vec<Problem> {
    let object = object.and_then(|at| manifest.objects.get(at));
    let reviewed = object.map(|object| admission::review(object, version)).unwrap_or_default();
    manifest.problems.iter().cloned().chain(reviewed).collect()
}

/// Whether nothing is told more often than before, by kind and field. What stands around the field may
/// change: an item that moves takes its errors along.
fn is_no_worse(before: &[Problem], after: &[Problem], draft: &Draft) -> bool {
    let is_fault = |problem: &&Problem| {
        problem.severity == Severity::Error || problem.kind == ProblemKind::DuplicateField
    };
    let (before, after) = (
        count(before.iter().filter(is_fault)),
        count(after.iter().filter(|problem| is_fault(problem) && !is_uncovered(problem, draft))),
    );
    after.iter().all(|(kind, count)| before.get(kind).is_some_and(|before| count <= before))
}

fn count<'p>(
    problems: impl Iterator<Item = &'p Problem>,
) -> BTreeMap<(ProblemKind, Option<&'p str>), usize> {
    let mut counts = BTreeMap::new();
    for problem in problems {
        let is_member = |step: &&str| step.parse::<usize>().is_err();
        let field = problem.path.steps().filter(is_member).last();
        *counts.entry((problem.kind, field)).or_default() += 1;
    }
    counts
}

/// Whether a problem of the changed text stands where nothing was read before.
fn is_uncovered(problem: &Problem, draft: &Draft) -> bool {
    let starts_in =
        |unread: TextRange| unread.start <= problem.range.start && problem.range.start < unread.end;
    draft.unread.is_some_and(starts_in)
}

/// Whether a problem is told no more, or less often.
fn is_gone(problem: &Problem, before: &[Problem], after: &[Problem], draft: &Draft) -> bool {
    let same_kind = |other: &&Problem| other.kind == problem.kind;
    let same = |other: &&Problem| same_kind(other) && other.message == problem.message;
    let is_less = |is: &dyn Fn(&&Problem) -> bool| {
        let left = after.iter().filter(|other| is(other) && !is_uncovered(other, draft)).count();
        left < before.iter().filter(is).count()
    };
    is_less(&same) && is_less(&same_kind)
}

/// Whether the rules find it no more, or a comment allows it.
fn is_found_no_more(
    finding: &Finding,
    timeline: &Timeline,
    case: &Case<'_>,
    changed: &Manifest,
) -> bool {
    let Some(object) = changed.objects.get(case.at) else { return false };
    let Some(pod) = model::lower(object, case.version).pod else { return false };
    let workload = model::workload(object, pod.clone(), case.version);
    let mut scenario = inferred::scenario(&pod, case.version);
    // What is done to one container goes by its position, which may have changed.
    let whole = timeline.scenario.actions.iter();
    scenario.actions =
        whole.filter(|action| !matches!(action.verb, Verb::KillProcess(_))).copied().collect();
    let name = |timeline: &Timeline, finding: &Finding| {
        let index = finding.container?;
        timeline.pod.containers().get(index.0).map(|container| container.name.clone())
    };
    let about = name(timeline, finding);
    let now = simulate(&pod, &scenario, case.version);
    let allowed = manifest::allowed(changed.source().text());
    let left = lint::shown(lint::lint(&now, workload.as_ref()), object, &allowed);
    !left.iter().any(|other| {
        let same_place = other.paths.first() == finding.paths.first() && name(&now, other) == about;
        other.code == finding.code && (other.message == finding.message || same_place)
    })
}
