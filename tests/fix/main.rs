//! Quick fixes: what each of them makes of a text, and what holds for all of them.

mod changes;
mod findings;
mod laws;
mod problems;
mod shape;
mod styles;

use podline::admission;
use podline::engine::{Timeline, inferred, simulate};
use podline::fix::{self, Fix};
use podline::insight::lint::{self, Finding};
use podline::manifest::{self, Manifest, Object, Problem, Severity};
use podline::model::{self, Pod, Version};

/// Everything that is told of a text, each with the object it is about.
pub(crate) fn problems(manifest: &Manifest, version: Version) -> Vec<(Option<usize>, Problem)> {
    let read = manifest.problems.iter().map(|problem| (None, problem.clone()));
    let objects = manifest.objects.iter().enumerate();
    let reviewed = objects.flat_map(|(at, object)| {
        let problems = admission::review(object, version).into_iter();
        problems.map(move |problem| (Some(at), problem))
    });
    read.chain(reviewed).collect()
}

/// The errors of a text, `path: message`.
pub(crate) fn errors(text: &str, version: Version) -> Vec<String> {
    let told = problems(&manifest::parse(text), version).into_iter();
    let errors = told.filter(|(_, problem)| problem.severity == Severity::Error);
    errors.map(|(_, problem)| format!("{}: {}", problem.path, problem.message)).collect()
}

/// The Pod of an object, and its timeline.
pub(crate) fn timeline(object: &Object, version: Version) -> Option<Timeline> {
    let pod = model::lower(object, version).pod?;
    let scenario = inferred::scenario(&pod, version);
    Some(simulate(&pod, &scenario, version))
}

pub(crate) fn findings(object: &Object, timeline: &Timeline) -> Vec<Finding> {
    let workload = model::workload(object, timeline.pod.clone(), timeline.version);
    lint::lint(timeline, workload.as_ref())
}

/// The Pod of a text.
pub(crate) fn pod(text: &str) -> Pod {
    let manifest = manifest::parse(text);
    let lowered = manifest.objects.first().and_then(|it| model::lower(it, Version::NEWEST).pod);
    lowered.unwrap_or_else(|| panic!("no Pod in\n{text}"))
}

/// What is offered for the problem whose path and message begin like this.
pub(crate) fn for_problem(text: &str, about: &str, version: Version) -> Vec<Fix> {
    let manifest = manifest::parse(text);
    let told = problems(&manifest, version);
    let found = told.iter().find(|(_, it)| format!("{}: {}", it.path, it.message).starts_with(about));
    let Some((object, problem)) = found else {
        let told: Vec<String> =
            told.iter().map(|(_, it)| format!("{}: {}", it.path, it.message)).collect();
        panic!("no problem `{about}` in\n{text}\n{told:#?}");
    };
    fix::of_problem(&manifest, *object, problem, version)
}

/// What is offered for the first finding of a rule.
pub(crate) fn for_finding(text: &str, code: &str, version: Version) -> Vec<Fix> {
    let manifest = manifest::parse(text);
    for (at, object) in manifest.objects.iter().enumerate() {
        let Some(timeline) = timeline(object, version) else { continue };
        if let Some(finding) = findings(object, &timeline).iter().find(|it| it.code == code) {
            return fix::of_finding(&manifest, at, finding, &timeline);
        }
    }
    panic!("no finding {code} in\n{text}");
}

/// The changes of a container, or of the first object.
pub(crate) fn changes(text: &str, container: Option<&str>, version: Version) -> Vec<Fix> {
    let manifest = manifest::parse(text);
    let object = manifest.objects.first().expect("an object");
    let pod = model::lower(object, version).pod.expect("a Pod");
    let index = container.map(|name| pod.index_of(name).expect("the container"));
    fix::at(&manifest, 0, index, &pod, version)
}

pub(crate) fn titles(fixes: &[Fix]) -> Vec<&str> {
    fixes.iter().map(|fix| fix.title.as_str()).collect()
}

/// The text after the fix of this title.
pub(crate) fn applied(text: &str, fixes: &[Fix], title: &str) -> String {
    let fix = fixes.iter().find(|fix| fix.title == title);
    let fix = fix.unwrap_or_else(|| panic!("no `{title}` among {:?} for\n{text}", titles(fixes)));
    fix::apply(text, &fix.edits)
}
