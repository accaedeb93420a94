//! All that is told about a text in one list: what the API server says of each object, and what its
//! author should know beside that.
//!
//! A [`Diagnostic`] is a problem or a finding with its place and its moment on the timeline; the
//! [`Diagnosis`] of a text has them all, and the fixes for them. Knows neither HTML nor the browser; `markup` writes it, the language worker sends it.

mod consequence;
mod order;

use crate::admission;
use crate::engine::{self, SimTime, Timeline, inferred};
use crate::fix::{self, Fix};
use crate::insight::lint::{self, Finding};
use crate::manifest::{
    self, Allowed, FieldPath, Manifest, Object, Position, Problem, ProblemKind, TextRange, foreign,
};
use crate::model::{self, ContainerIndex};
use crate::version::Version;
use std::collections::BTreeMap;

pub use crate::manifest::Severity;
pub use order::order;

/// What a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// What Kubernetes, or Podline's reader, says of the text.
    Problem(ProblemKind),
    /// What the rule of this code, beyond the API, found.
    Finding(&'static str),
}

/// One thing that is told about a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What it is.
    pub about: About,
    /// How much it matters. A finding is never an error: the API server takes the object.
    pub severity: Severity,
    /// The object it is about; none for what is wrong between objects.
    pub object: Option<usize>,
    /// The container it is about, among those of the object's Pod.
    pub container: Option<ContainerIndex>,
    /// The field, in Kubernetes' notation; empty for syntax errors.
    pub path: String,
    /// The bytes to mark: within one line.
    pub range: TextRange,
    /// Where they begin.
    pub position: Position,
    /// What is the matter. A problem's are Kubernetes' own words.
    pub message: String,
    /// What to write instead; may be empty.
    pub help: String,
    /// When it shows on the timeline that Podline proposes for the object's first Pod.
    pub moment: Option<SimTime>,
}

impl Diagnostic {
    /// What kind of thing it is, in a few words: "Unknown field".
    pub fn title(&self) -> String {
        match self.about {
            About::Problem(kind) => kind.to_string(),
            About::Finding(code) => lint::rule(code).map_or(code, |rule| rule.title).to_owned(),
        }
    }
}

/// A change that no fault asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The name of the container that it is about; none for the object as a whole.
    pub container: Option<String>,
    /// What it does.
    pub fix: Fix,
}

/// A text, read, with all that is told about it.
pub struct Diagnosis {
    manifest: Manifest,
    version: Version,
    diagnostics: Vec<Diagnostic>,
    /// What each was made of.
    origins: Vec<Origin>,
    /// The timeline of each object that has findings.
    timelines: BTreeMap<usize, Timeline>,
}

enum Origin {
    Problem(Problem),
    Finding(Finding),
}

impl Diagnosis {
    /// Reads `text` as Kubernetes of `version` does.
    ///
    /// While an object is refused, its findings are left out: half a manifest looks like many faults.
    pub fn of(text: &str, version: Version) -> Self {
        let manifest = manifest::parse(text);
        let allowed = manifest::allowed(text);
        let mut told = Vec::new();
        let mut timelines = BTreeMap::new();
        let said = manifest.objects.iter().flat_map(|object| admission::review(object, version));
        let problems: Vec<Problem> = manifest.problems.iter().cloned().chain(said).collect();
        for problem in one_for_each_fault(&manifest, foreign::explain(text, problems), version) {
            told.push(of_problem(&manifest, problem));
        }
        for (place, object) in manifest.objects.iter().enumerate() {
            let own = || told.iter().map(|(it, _)| it).filter(|it| it.object == Some(place));
            if own().any(|it| it.severity == Severity::Error) {
                continue;
            }
            // What a field becomes that is dropped is said with the drop.
            let dropped = own().filter(|it| it.about == About::Problem(ProblemKind::Dropped));
            let dropped: Vec<String> = dropped.map(|it| it.path.clone()).collect();
            if let Some((timeline, found)) = findings(object, &allowed, version) {
                let of = |it| of_finding(&manifest, place, it, &timeline);
                let found = found.into_iter().filter_map(of);
                let found = found.filter(|(it, _)| !dropped.contains(&it.path));
                let new: Vec<_> = found
                    .filter(|(it, _)| !consequence::is_said(it, told.iter().map(|(it, _)| it)))
                    .collect();
                told.extend(new);
                timelines.insert(place, timeline);
            }
        }
        told.sort_by_key(|(it, _)| (it.range, it.severity));
        let (diagnostics, origins) = told.into_iter().unzip();
        Self { manifest, version, diagnostics, origins, timelines }
    }

    /// Everything that is told, in order of place.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// What to change in the text so that the diagnostic at `place` goes away, the best first. Reads the
    /// text again for each: ask when somebody wants to know.
    pub fn fixes(&self, place: usize) -> Vec<Fix> {
        let object = self.diagnostics.get(place).and_then(|it| it.object);
        let timeline = object.and_then(|object| self.timelines.get(&object));
        match (self.origins.get(place), object, timeline) {
            (Some(Origin::Problem(problem)), object, _) => {
                fix::of_problem(&self.manifest, object, problem, self.version)
            }
            (Some(Origin::Finding(finding)), Some(object), Some(timeline)) => {
                fix::of_finding(&self.manifest, object, finding, timeline)
            }
            _ => Vec::new(),
        }
    }

    /// What can be changed about an object and its containers although nothing is wrong.
    pub fn changes(&self, object: usize) -> Vec<Change> {
        let pod = self.manifest.objects.get(object).map(|it| model::lower(it, self.version).pod);
        let Some(pod) = pod.flatten() else { return Vec::new() };
        let of = |index: Option<ContainerIndex>| {
            let container = index.map(|it| pod.container(it).name.clone());
            let fixes = fix::at(&self.manifest, object, index, &pod, self.version);
            fixes.into_iter().map(move |fix| Change { container: container.clone(), fix })
        };
        pod.indices().map(Some).chain([None]).flat_map(of).collect()
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.manifest.source().text()
    }
}

/// The problems without what only follows from others, and with the help that the whole object allows.
fn one_for_each_fault(
    manifest: &Manifest,
    mut problems: Vec<Problem>,
    version: Version,
) -> Vec<Problem> {
    let objects: Vec<_> = problems.iter().map(|it| object_at(manifest, it)).collect();
    let mut gaps: BTreeMap<Option<usize>, Vec<FieldPath>> = BTreeMap::new();
    for (problem, object) in problems.iter_mut().zip(&objects) {
        let Some(meant) = fix::meant(manifest, *object, problem, version) else { continue };
        if !matches!(problem.kind, ProblemKind::NotFound | ProblemKind::Syntax) {
            gaps.entry(*object).or_default().push(meant.field);
        }
        if let Some(help) = meant.help {
            problem.help = help;
        }
    }
    let told = problems.iter().zip(&objects).map(|(problem, object)| {
        let gaps = gaps.get(object).map_or(&[][..], Vec::as_slice);
        let object = object.and_then(|at| manifest.objects.get(at));
        let is_written = object.is_none_or(|object| object.range(&problem.path).is_some());
        !consequence::is_default(problem, is_written, &problems)
            && !consequence::is_consequence(problem, gaps, &problems)
    });
    let told: Vec<bool> = told.collect();
    problems.into_iter().zip(told).filter_map(|(problem, told)| told.then_some(problem)).collect()
}

/// The object that a problem is about, by its place.
fn object_at(manifest: &Manifest, problem: &Problem) -> Option<usize> {
    let at = problem.range.start;
    let holds = |it: &Object| it.range.start <= at && at < it.range.end.max(it.range.start + 1);
    manifest.objects.iter().position(holds)
}

fn of_problem(manifest: &Manifest, problem: Problem) -> (Diagnostic, Origin) {
    let diagnostic = Diagnostic {
        about: About::Problem(problem.kind),
        severity: problem.severity,
        object: object_at(manifest, &problem),
        container: None,
        path: problem.path.as_str().to_owned(),
        range: manifest.source().first_line(problem.range),
        position: problem.position,
        message: problem.message.clone(),
        help: problem.help.clone(),
        moment: None,
    };
    (diagnostic, Origin::Problem(problem))
}

/// What the rules find in one object, but for what its comments allow, and the timeline they looked at.
fn findings(
    object: &Object,
    allowed: &Allowed,
    version: Version,
) -> Option<(Timeline, Vec<Finding>)> {
    let pod = model::lower(object, version).pod?;
    let timeline = engine::simulate(&pod, &inferred::scenario(&pod, version), version);
    let workload = model::workload(object, pod, version);
    let found = lint::shown(lint::lint(&timeline, workload.as_ref()), object, allowed);
    Some((timeline, lint::one_for_each_fault(&found)))
}

fn of_finding(
    manifest: &Manifest,
    place: usize,
    finding: Finding,
    timeline: &Timeline,
) -> Option<(Diagnostic, Origin)> {
    let rule = lint::rule(finding.code)?;
    let object = &manifest.objects[place];
    let path = finding.paths.first()?;
    let source = manifest.source();
    let range = source.first_line(range_of(object, path));
    let diagnostic = Diagnostic {
        about: About::Finding(finding.code),
        severity: match finding.severity {
            lint::Severity::Error | lint::Severity::Warning => Severity::Warning,
            lint::Severity::Info => Severity::Note,
        },
        object: Some(place),
        container: finding.container,
        path: path.as_str().to_owned(),
        range,
        position: source.position(range.start),
        message: finding.message.clone(),
        help: rule.instead.to_owned(),
        moment: finding.at.map(|event| timeline.event(event).at),
    };
    Some((diagnostic, Origin::Finding(finding)))
}

/// Where a field stands, or the nearest one above it that is written.
fn range_of(object: &Object, path: &manifest::FieldPath) -> TextRange {
    let mut path = Some(path.clone());
    while let Some(field) = path {
        if let Some(range) = object.range(&field) {
            return range;
        }
        path = field.parent();
    }
    object.range
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line, severity and title of everything that is told about `text`.
    fn told(text: &str) -> Vec<(usize, Severity, String)> {
        let all = Diagnosis::of(text, Version::NEWEST);
        let title = |it: &Diagnostic| match it.about {
            About::Problem(kind) => kind.to_string(),
            About::Finding(code) => code.to_owned(),
        };
        all.diagnostics().iter().map(|it| (it.position.line, it.severity, title(it))).collect()
    }

    const LONELY: &str = "\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  volumes:
  - name: spare
    emptyDir: {}
  containers:
  - name: web
    image: nginx:1.27
";

    #[test]
    fn problems_and_findings_come_in_order_of_place() {
        let found = told(&LONELY.replace("image: nginx:1.27", "image: nginx:latest"));
        let of = |code: &str| found.iter().find(|(.., title)| title == code).cloned();
        assert_eq!(
            of("unused-volume").map(|it| (it.0, it.1)),
            Some((6, Severity::Warning)),
            "{found:?}"
        );
        assert_eq!(of("latest-tag").map(|it| it.0), Some(10), "{found:?}");
        assert!(found.is_sorted_by_key(|it| it.0), "{found:?}");
    }

    #[test]
    fn a_refused_object_has_no_findings() {
        let found = told(&LONELY.replace("containers:", "container:"));
        assert!(found.iter().any(|it| it.2 == "Unknown field"), "{found:?}");
        assert!(found.iter().all(|it| it.2 != "unused-volume"), "{found:?}");
    }

    #[test]
    fn another_object_keeps_its_findings() {
        let broken =
            "---\napiVersion: v1\nkind: Pod\nmetadata: {name: b}\nspec: {containers: []}\n";
        let found = told(&format!("{LONELY}{broken}"));
        assert!(found.iter().any(|it| it.2 == "unused-volume"), "{found:?}");
        assert!(found.iter().any(|it| it.2 == "Required value" && it.0 == 15), "{found:?}");
    }

    #[test]
    fn what_the_whole_of_validation_says_is_told() {
        let found = told(&LONELY.replace("metadata: {name: web}", "metadata: {name: Web}"));
        assert!(found.contains(&(3, Severity::Error, "Invalid value".to_owned())), "{found:?}");
    }

    #[test]
    fn a_finding_points_to_its_moment() {
        let text = LONELY.replace(
            "    image: nginx:1.27\n",
            "    image: nginx:1.27\n    lifecycle: {preStop: {exec: {command: [sleep, \"40\"]}}}\n",
        );
        let all = Diagnosis::of(&text, Version::NEWEST);
        let hook = all
            .diagnostics()
            .iter()
            .find(|it| it.path.ends_with("preStop"))
            .expect("the hook is told");
        assert!(hook.moment.is_some_and(|at| at > SimTime::ZERO), "{hook:?}");
        assert_eq!(hook.container, Some(ContainerIndex(0)));
    }

    #[test]
    fn one_fault_is_told_once() {
        let slow =
            "    command: [sh, -c, \"trap 'sleep 8; exit 0' TERM; sleep infinity & wait\"]\n";
        let text = LONELY.replace("spec:\n", "spec:\n  terminationGracePeriodSeconds: 6\n  initContainers:\n  - {name: side, image: \"example/side:1\", restartPolicy: Always}\n");
        let found = told(&format!("{text}{slow}"));
        let of = |code: &str| found.iter().filter(|it| it.2 == code).count();
        assert_eq!((of("grace-too-short"), of("sidecar-grace")), (1, 0), "{found:?}");
    }
}
