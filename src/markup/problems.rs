//! What is wrong with the text, in Kubernetes' words.

use super::Markup;
use super::icon::{self, Icon};
use crate::manifest::{Problem, Severity};
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
        markup.leaf("code", "", &problem.message).leaf("p", "rem", &problem.help);
        markup.close().close();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::{FieldPath, Position, ProblemKind, TextRange};

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
    fn what_was_typed_stays_text() {
        let list = problem_list(&[Problem {
            message: "<script>".to_owned(),
            ..problem(Severity::Warning)
        }]);
        assert!(list.starts_with("<li data-tone=\"warning\">"), "{list}");
        assert!(list.contains("<code>&lt;script&gt;</code>"), "{list}");
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
