//! What a hook does, in as many words as fit into its block.

use super::hook_name;
use crate::engine::HookKind;
use crate::model::{Container, Hook};

/// `preStop: sleep 5`, `postStart: GET /warm-up`.
pub(in crate::scene) fn hook(container: &Container, kind: HookKind) -> String {
    let declared = match kind {
        HookKind::PostStart => &container.post_start,
        HookKind::PreStop => &container.pre_stop,
    };
    let name = hook_name(kind);
    match declared {
        None => name.to_owned(),
        Some(Hook::Sleep(span)) => {
            let seconds = span.to_string();
            format!("{name}: sleep {}", seconds.trim_end_matches('s'))
        }
        Some(Hook::HttpGet { path, .. }) => format!("{name}: GET {path}"),
        Some(Hook::Exec { command }) => format!("{name}: {}", shell_text(command)),
    }
}

/// The command without the shell around it: of `sh -c "sleep 5"`, the part that says something.
fn shell_text(command: &[String]) -> String {
    match command {
        [shell, flag, script, ..] if flag.starts_with('-') && shell.ends_with("sh") => {
            script.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
        }
        _ => command.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ContainerRole, Millis};

    fn named(hook_declared: Hook) -> String {
        let mut container = Container::new("api", ContainerRole::App, "api:1");
        container.pre_stop = Some(hook_declared);
        hook(&container, HookKind::PreStop)
    }

    #[test]
    fn a_hook_says_what_it_does() {
        let command = ["/bin/sh", "-c", "nginx -s quit;\n sleep 5"].map(str::to_owned).to_vec();
        assert_eq!(named(Hook::Sleep(Millis::from_secs(5))), "preStop: sleep 5");
        assert_eq!(named(Hook::Exec { command }), "preStop: nginx -s quit; sleep 5");
        assert_eq!(
            named(Hook::HttpGet { path: "/drain".to_owned(), port: "http".to_owned() }),
            "preStop: GET /drain"
        );
    }
}
