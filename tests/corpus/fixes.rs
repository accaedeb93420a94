//! What holds for every fix that is offered for any text: its edits fit the text, and what they make is a
//! text that the other laws hold for.

use podline::admission;
use podline::engine::{inferred, simulate};
use podline::fix::{self, Fix};
use podline::insight::lint;
use podline::manifest::{Manifest, parse};
use podline::model::{self, Version};

/// How many problems, findings and containers of one object fixes are asked for.
const MOST: usize = 4;

/// Panics if one of the laws does not hold for `text`.
pub(crate) fn hold(text: &str) {
    let manifest = parse(text);
    for problem in manifest.problems.iter().take(MOST) {
        all(text, fix::of_problem(&manifest, None, problem, Version::NEWEST));
    }
    for at in 0..manifest.objects.len().min(MOST) {
        of_object(text, &manifest, at);
    }
}

fn of_object(text: &str, manifest: &Manifest, at: usize) {
    let (object, version) = (&manifest.objects[at], Version::NEWEST);
    for problem in admission::review(object, version).iter().take(MOST) {
        all(text, fix::of_problem(manifest, Some(at), problem, version));
    }
    let Some(pod) = model::lower(object, version).pod else { return };
    for index in pod.indices().take(MOST).map(Some).chain([None]) {
        all(text, fix::at(manifest, at, index, &pod, version));
    }
    let timeline = simulate(&pod, &inferred::scenario(&pod, version), version);
    for finding in lint::lint(&timeline, None).iter().take(MOST) {
        all(text, fix::of_finding(manifest, at, finding, &timeline));
    }
}

fn all(text: &str, fixes: Vec<Fix>) {
    for fix in fixes {
        assert!(!fix.title.is_empty() && !fix.edits.is_empty(), "{fix:?}");
        let mut end = 0;
        for edit in &fix.edits {
            assert!(end <= edit.range.start, "in order, and none over another: {fix:?}");
            assert!(text.get(edit.range.start..edit.range.end).is_some(), "in the text: {fix:?}");
            end = edit.range.end;
        }
        let changed = fix::apply(text, &fix.edits);
        assert_ne!(changed, text, "{fix:?}");
        assert!(!fix::diff(text, &fix.edits).is_empty(), "{fix:?}");
        let _ = parse(&changed);
    }
}
