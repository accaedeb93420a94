//! A variable that is used before it is defined.

use super::case::Case;
use super::{Found, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "env-order",
    severity: Severity::Warning,
    title: "A variable is used above its definition",
    why: "`$(NAME)` in a value stands for a variable defined further up in the list. One that comes later is not known yet, and the text stays as it is.",
    example: "\
env:
- {name: URL, value: \"http://$(HOST):8080\"}
- {name: HOST, value: api}
",
    instead: "Define the variable above the one that uses it.",
    reference: "https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (index, container) in case.containers() {
        // What comes from elsewhere is known from the beginning.
        if container.env_from {
            continue;
        }
        for (at, variable) in container.env.iter().enumerate() {
            let (before, after) = container.env.split_at(at);
            let later = after.iter().skip(1).find(|later| {
                uses(&variable.value, &later.name) && before.iter().all(|it| it.name != later.name)
            });
            let Some(later) = later else { continue };
            let message = format!(
                "`{}` of `{}` holds the text $({}) itself: `{}` is defined below it.",
                variable.name, container.name, later.name, later.name
            );
            let path = case.of(index, &format!("env[{at}].value"));
            found.push(Found::new(index, path, message).at(case.started(index)));
        }
    }
    found
}

/// Whether `value` refers to the variable; `$$(NAME)` is how to write the text itself.
fn uses(value: &str, name: &str) -> bool {
    let reference = format!("$({name})");
    value.match_indices(&reference).any(|(at, _)| !value[..at].ends_with('$'))
}
