//! What is wrong with the text, in Kubernetes' words, each a click away from its line; below it one
//! line that counts.

use super::super::icon::{Glyph, Icon};
use super::super::session::{Session, use_session};
use super::{enter, field, lines, text_field};
use crate::manifest::{Problem, ProblemKind, Severity};
use leptos::prelude::*;

/// More problems than this are counted, not listed.
const MOST: usize = 50;

/// The problems and the status line.
#[component]
pub(super) fn ProblemList() -> impl IntoView {
    let session = use_session();
    // An empty text has its own words, in the field.
    let any = Memo::new(move |_| {
        session.problems.with(|problems| !problems.is_empty())
            && !session.manifest_text.with(|text| text.trim().is_empty())
    });
    let rows = move || {
        let problems = session.problems.get();
        problems
            .into_iter()
            .take(MOST)
            .map(|problem| view! { <ProblemRow problem /> })
            .collect_view()
    };
    view! {
        <Show when=move || any.get()>
            <ol class="plist" aria-label="Problems">
                {rows}
            </ol>
        </Show>
        <StatusLine />
    }
}

#[component]
fn ProblemRow(problem: Problem) -> impl IntoView {
    let session = use_session();
    let (glyph, tone) = sign(problem.severity);
    let place = format!("line {}", problem.position.line);
    let said = said(&problem);
    let help = prose(&problem.help);
    let kind = problem.kind.to_string();
    view! {
        <li data-tone=tone>
            <Icon glyph />
            <div>
                <p>
                    <b>{kind}</b>
                    " "
                    <button class="link" on:click=move |_| show(session, &problem)>
                        {place}
                    </button>
                </p>
                <code>{said}</code>
                <p class="rem">{help}</p>
            </div>
        </li>
    }
}

/// The problem as Kubernetes says it: validation names the field first, a decoder names it in its
/// message.
fn said(problem: &Problem) -> String {
    let names_field = matches!(
        problem.kind,
        ProblemKind::Required
            | ProblemKind::Invalid
            | ProblemKind::NotSupported
            | ProblemKind::Duplicate
            | ProblemKind::Forbidden
            | ProblemKind::NotFound
    );
    match problem.path.as_str() {
        path if names_field && !path.is_empty() => format!("{path}: {}", problem.message),
        _ => problem.message.clone(),
    }
}

/// A sentence whose parts in backquotes are to be typed as they stand.
fn prose(text: &str) -> impl IntoView + use<> {
    let part = |(index, part): (usize, &str)| {
        let part = part.to_owned();
        if index % 2 == 1 { view! { <code>{part}</code> }.into_any() } else { part.into_any() }
    };
    text.split('`').enumerate().map(part).collect_view()
}

/// Counts, and says how grave the gravest is.
#[component]
fn StatusLine() -> impl IntoView {
    let session = use_session();
    let empty = Memo::new(move |_| session.manifest_text.with(|text| text.trim().is_empty()));
    let worst = Memo::new(move |_| {
        session
            .problems
            .with(|problems| problems.iter().map(|problem| problem.severity).min())
            .filter(|_| !empty.get())
    });
    let text = Memo::new(move |_| {
        if empty.get() {
            "Empty".to_owned()
        } else {
            session.problems.with(|problems| count(problems))
        }
    });
    let lines = Memo::new(move |_| session.manifest_text.with(|text| lines::count(text)));
    view! {
        <div class="problems" id="problem-count">
            {move || worst.get().map(|severity| {
                let (glyph, tone) = sign(severity);
                view! { <span class="tone" data-tone=tone><Icon glyph /></span> }
            })}
            <span>{move || text.get()}</span>
            <Show when=move || session.set_aside.with(Option::is_some)>
                <button class="link" on:click=move |_| session.bring_back()>"Bring back my text"</button>
            </Show>
            <span class="grow"></span>
            <span>{move || match lines.get() {
                1 => "1 line".to_owned(),
                count => format!("{count} lines"),
            }}</span>
        </div>
    }
}

/// How a severity is drawn.
fn sign(severity: Severity) -> (Glyph, &'static str) {
    match severity {
        Severity::Error => (Glyph::Error, "error"),
        Severity::Warning => (Glyph::Warning, "warning"),
        Severity::Note => (Glyph::Note, "note"),
    }
}

/// `2 errors, 1 warning, 3 notes`, or that there is nothing to say.
fn count(problems: &[Problem]) -> String {
    let parts =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")].map(
            |(severity, word)| match problems
                .iter()
                .filter(|problem| problem.severity == severity)
                .count()
            {
                0 => None,
                1 => Some(format!("1 {word}")),
                count => Some(format!("{count} {word}s")),
            },
        );
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "No problems".to_owned() } else { parts.join(", ") }
}

/// Puts the cursor of the text on the problem.
fn show(session: Session, problem: &Problem) {
    enter(session);
    let Some(field) = field() else { return };
    let text = field.value();
    let _ = field.focus();
    let _ = field.set_selection_range(
        lines::utf16_offset(&text, problem.range.start),
        lines::utf16_offset(&text, problem.range.end),
    );
    text_field::reveal(&field, problem.position.line, problem.position.line);
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
    fn the_field_is_named_once() {
        let field = |kind, message: &str| Problem {
            kind,
            path: FieldPath::from("spec.x"),
            message: message.to_owned(),
            ..problem(Severity::Error)
        };
        assert_eq!(said(&field(ProblemKind::Required, "Required value")), "spec.x: Required value");
        assert_eq!(
            said(&field(ProblemKind::UnknownField, "unknown field \"spec.x\"")),
            "unknown field \"spec.x\""
        );
    }

    #[test]
    fn problems_are_counted_by_severity() {
        use Severity::{Error, Note, Warning};
        let counted = |severities: &[Severity]| {
            count(&severities.iter().map(|&severity| problem(severity)).collect::<Vec<_>>())
        };
        assert_eq!(counted(&[]), "No problems");
        assert_eq!(counted(&[Error]), "1 error");
        assert_eq!(counted(&[Note, Error, Warning, Error]), "2 errors, 1 warning, 1 note");
    }
}
