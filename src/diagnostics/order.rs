//! Which of several errors kubectl shows first: the server stops at the stage that fails.

use super::{About, Diagnostic, Severity};
use crate::manifest::ProblemKind;
use std::fmt::Write as _;

/// A sentence on the order in which kubectl would show the errors of one object, such as
/// "kubectl shows line 31 first, then line 10, then line 40."; none if it shows them all at once, or if
/// more than one object has errors.
///
/// The decoder stops at the first value of a wrong type (`json.Unmarshal` keeps the first error), then
/// tells all unknown and duplicate fields together (strict decoding), then comes validation
/// (apimachinery `pkg/runtime/serializer/json`, apiserver `rest.BeforeCreate`).
pub fn order(diagnostics: &[Diagnostic]) -> Option<String> {
    let mut errors = diagnostics.iter().filter(|it| it.severity == Severity::Error);
    let object = errors.clone().next()?.object?;
    if errors.any(|it| it.object != Some(object)) {
        return None;
    }
    let lines = |stage: Stage| {
        let own = diagnostics.iter().filter(move |it| stage_of(it) == Some(stage));
        let mut lines: Vec<usize> = own.map(|it| it.position.line).collect();
        lines.dedup();
        lines
    };
    if !lines(Stage::Parse).is_empty() {
        return None;
    }
    // Every wrong type is shown alone, when the one before it is gone.
    let mut steps: Vec<Vec<usize>> = lines(Stage::Decode).into_iter().map(|it| vec![it]).collect();
    steps.extend([lines(Stage::Strict), lines(Stage::Validate)]);
    steps.retain(|lines| !lines.is_empty());
    steps.dedup();
    if steps.len() < 2 {
        return None;
    }
    let mut sentence = format!("kubectl shows {} first", named(&steps[0]));
    for lines in &steps[1..] {
        // Writing to a String does not fail.
        let _ = write!(sentence, ", then {}", named(lines));
    }
    Some(sentence + ".")
}

/// What the server does with an object, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Parse,
    Decode,
    Strict,
    Validate,
}

fn stage_of(diagnostic: &Diagnostic) -> Option<Stage> {
    let About::Problem(kind) = diagnostic.about else { return None };
    (diagnostic.severity == Severity::Error).then_some(match kind {
        ProblemKind::Syntax | ProblemKind::Limit => Stage::Parse,
        ProblemKind::Type | ProblemKind::Quantity => Stage::Decode,
        ProblemKind::UnknownField | ProblemKind::DuplicateField => Stage::Strict,
        _ => Stage::Validate,
    })
}

/// `line 3`, `lines 3 and 5`, `lines 3, 5 and 8`.
fn named(lines: &[usize]) -> String {
    let words: Vec<String> = lines.iter().map(usize::to_string).collect();
    match words.split_last() {
        Some((last, [])) => format!("line {last}"),
        Some((last, others)) => format!("lines {} and {last}", others.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Diagnosis;
    use super::*;
    use crate::version::Version;

    fn said(text: &str) -> Option<String> {
        order(Diagnosis::of(text, Version::NEWEST).diagnostics())
    }

    const POD: &str = "\
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx:1.27
";

    #[test]
    fn the_stage_that_fails_first_is_shown_first() {
        let wrong = POD.to_owned()
            + "    ports: [{containerPort: \"80\"}]\n    volumeMounts: [{name: conf, mountPath: /etc}]\n  initContainer: []\n";
        assert_eq!(
            said(&wrong).as_deref(),
            Some("kubectl shows line 8 first, then line 10, then line 9.")
        );
    }

    #[test]
    fn one_stage_needs_no_order() {
        assert_eq!(said(POD), None);
        assert_eq!(said(&(POD.to_owned() + "  initContainer: []\n  container: []\n")), None);
    }

    #[test]
    fn lines_are_named_as_people_name_them() {
        assert_eq!(named(&[3]), "line 3");
        assert_eq!(named(&[3, 5]), "lines 3 and 5");
        assert_eq!(named(&[3, 5, 8]), "lines 3, 5 and 8");
    }
}
