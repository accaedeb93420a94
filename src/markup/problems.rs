//! What is wrong with the text, in Kubernetes' words.

use super::Markup;
use super::icon::{self, Icon};
use crate::manifest::{Problem, ProblemKind, Severity};
use std::fmt::Write as _;

/// More problems than this are counted, not listed.
const MOST: usize = 50;

/// The list as long as the language worker is not there, which has more to say.
pub fn problem_list(problems: &[Problem]) -> String {
    let mut markup = Markup::new();
    for problem in problems.iter().take(MOST) {
        let (icon, tone) = sign(problem.severity);
        markup.open("li").attr("data-tone", &tone);
        icon::draw(&mut markup, icon);
        markup.open("div");
        markup.open("p").leaf("b", "", &problem.kind);
        markup.text(&format_args!(" line {}", problem.position.line)).close();
        message(&mut markup, problem.kind, problem.path.as_str(), &problem.message);
        markup.open("p").attr("class", &"rem");
        prose(&mut markup, &problem.help);
        markup.close().close().close();
    }
    markup.finish()
}

/// How a severity is drawn: its pictogram, and its `data-tone`.
pub fn sign(severity: Severity) -> (Icon, &'static str) {
    match severity {
        Severity::Error => (Icon::Error, "error"),
        Severity::Warning => (Icon::Warning, "warning"),
        Severity::Note => (Icon::Note, "note"),
    }
}

/// `2 errors, 1 warning, 3 notes`, or that there is nothing to say.
pub fn problem_count(problems: &[Problem]) -> String {
    count(&problems.iter().map(|problem| problem.severity))
}

/// As [`problem_count`], of severities.
pub(super) fn count(severities: &(impl Iterator<Item = Severity> + Clone)) -> String {
    let mut text = String::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let count = severities.clone().filter(|it| *it == severity).count();
        if count > 0 {
            let comma = if text.is_empty() { "" } else { ", " };
            let plural = if count > 1 { "s" } else { "" };
            let _ = write!(text, "{comma}{count} {}{plural}", sign(severity).1);
        }
    }
    if text.is_empty() { "No problems".to_owned() } else { text }
}

/// What Kubernetes says, as kubectl prints it, less what stands before it in every such message.
pub(super) fn message(markup: &mut Markup, kind: ProblemKind, path: &str, message: &str) {
    markup.open("code");
    if matches!(kind, ProblemKind::UnknownField | ProblemKind::DuplicateField) {
        markup.text(&"strict decoding error: ");
    } else if names_field(kind) && !path.is_empty() {
        markup.text(&path).text(&": ");
    }
    markup.text(&message).close();
}

/// Validation names the field before its message; a decoder names it in the message.
fn names_field(kind: ProblemKind) -> bool {
    matches!(
        kind,
        ProblemKind::Required
            | ProblemKind::Invalid
            | ProblemKind::NotSupported
            | ProblemKind::Duplicate
            | ProblemKind::Forbidden
            | ProblemKind::NotFound
            | ProblemKind::TooMany
            | ProblemKind::TooLong
            | ProblemKind::Quantity
            | ProblemKind::Dropped
    )
}

/// A sentence whose parts in backquotes are to be typed as they stand.
pub(super) fn prose(markup: &mut Markup, text: &str) {
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            markup.leaf("code", "", &part);
        } else {
            markup.text(&part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::{FieldPath, Position, TextRange};

    fn problem(severity: Severity) -> Problem {
        Problem {
            severity,
            kind: ProblemKind::Invalid,
            path: FieldPath::root(),
            range: TextRange::default(),
            position: Position { line: 1, column: 1 },
            message: String::new(),
            help: String::new(),
        }
    }

    #[test]
    fn the_field_is_named_once() {
        let said = |kind, message: &str| {
            let path = FieldPath::from("spec.x");
            let message = message.to_owned();
            problem_list(&[Problem { kind, path, message, ..problem(Severity::Error) }])
        };
        let required = said(ProblemKind::Required, "Required value");
        assert!(required.contains("<code>spec.x: Required value</code>"), "{required}");
        let unknown = said(ProblemKind::UnknownField, "unknown field spec.x");
        assert!(
            unknown.contains("<code>strict decoding error: unknown field spec.x</code>"),
            "{unknown}"
        );
    }

    #[test]
    fn what_to_type_is_set_apart_and_what_was_typed_stays_text() {
        let list = problem_list(&[Problem {
            message: "<script>".to_owned(),
            help: "Write `a<b`.".to_owned(),
            ..problem(Severity::Warning)
        }]);
        assert!(list.starts_with("<li data-tone=\"warning\">"), "{list}");
        assert!(list.contains("<code>&lt;script&gt;</code>"), "{list}");
        assert!(list.contains("<p class=\"rem\">Write <code>a&lt;b</code>.</p>"), "{list}");
    }

    #[test]
    fn problems_are_counted_by_severity() {
        use Severity::{Error, Note, Warning};
        let counted = |severities: &[Severity]| {
            problem_count(&severities.iter().map(|&severity| problem(severity)).collect::<Vec<_>>())
        };
        assert_eq!(counted(&[]), "No problems");
        assert_eq!(counted(&[Error]), "1 error");
        assert_eq!(counted(&[Note, Error, Warning, Error]), "2 errors, 1 warning, 1 note");
    }
}
