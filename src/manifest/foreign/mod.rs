//! Texts that people paste and that are no manifests: templates, patches, what kubectl prints, files of
//! other tools. Each is named once, with what to paste instead, in place of the many faults that it has
//! as a manifest.
//!
//! A false alarm is worse than silence: what a manifest may hold inside its own texts (a script, an
//! annotation with a template of another tool) is left alone. Stands beside the way of a text and is
//! asked by whoever lists problems; reading a manifest does without.

mod document;
mod kinds;
mod printed;
mod template;

use super::segments::segments;
use super::tree::{self, Tree};
use super::{
    Draft, FieldPath, MAX_OBJECTS, MAX_PROBLEMS, MAX_TEXT, Problem, ProblemKind, Problems,
    Severity, Source, TextRange,
};

/// Something that is no manifest, or not yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// What it is, where that shows, and what to paste instead.
    pub problem: Problem,
    /// Where everything else that is wrong only follows from it; `None` if other problems stand for
    /// themselves.
    pub covers: Option<TextRange>,
}

/// What in `text` is no manifest, in order of place, [`MAX_PROBLEMS`] at most. Empty for manifests, whatever is wrong with them.
pub fn recognise(text: &str) -> Vec<Foreign> {
    if text.len() > MAX_TEXT {
        return Vec::new();
    }
    let source = Source::new(text);
    if let Some(printed) = printed::recognise(&source) {
        return vec![printed];
    }
    let mut budget = tree::Budget::new();
    let mut found = Vec::new();
    for segment in segments(text).into_iter().take(MAX_OBJECTS) {
        let mut problems = Problems::default();
        let trees = tree::read(&source, segment, &mut budget, &mut problems);
        let is_broken = problems.told().iter().any(|problem| problem.kind == ProblemKind::Syntax);
        if is_broken && let Some(template) = template::unquoted(&source, segment, problems.told()) {
            found.push(template);
            continue;
        }
        for tree in &trees {
            found.extend(document::recognise(&source, tree));
            found.extend(template::quoted(&source, tree));
        }
    }
    found.truncate(MAX_PROBLEMS);
    found
}

/// `problems` of `text`, every one that only follows from something foreign replaced by its name, and
/// those about placeholders with the remedy for these. In order of place.
pub fn explain(text: &str, mut problems: Vec<Problem>) -> Vec<Problem> {
    let foreign = recognise(text);
    let is_covered = |problem: &Problem| {
        let mut covers = foreign.iter().filter_map(|each| each.covers);
        let at = problem.range.start;
        // What is missing at the end of the text stands behind its last byte.
        covers.any(|range| {
            range.start <= at && at < range.end.max(range.start + 1)
                || at == text.len() && range.end == at
        })
    };
    problems.retain(|problem| !is_covered(problem));
    for problem in &mut problems {
        template::name_placeholder(text, problem);
    }
    for Foreign { problem, .. } in foreign {
        // A fault of the same value says as much.
        let says_so = |other: &Problem| {
            other.range.start <= problem.range.start
                && problem.range.end <= other.range.end
                && template::is_about_value(other)
        };
        if !problems.iter().any(says_so) {
            problems.push(problem);
        }
    }
    problems.sort_by_key(|problem| problem.range);
    problems
}

/// A text that is something else altogether.
fn no_manifest(what: &str, help: impl Into<String>) -> Draft {
    let message = format!("no Kubernetes manifest: {what}");
    Problem::draft(ProblemKind::Syntax, &FieldPath::root(), message).help(help)
}

/// The whole of `covers` is something else, which shows at `at`.
fn instead(source: &Source, covers: TextRange, at: TextRange, draft: Draft) -> Foreign {
    let problem = draft.at(Severity::Error, source, source.first_line(at));
    Foreign { problem, covers: Some(covers) }
}

/// The bytes of a whole tree, from its first to its last.
fn whole(tree: &Tree) -> TextRange {
    tree.node(tree.root()).range
}
