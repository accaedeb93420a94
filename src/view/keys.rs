//! The keyboard: one table that both the handler and the help dialog read.
//!
//! Single keys are off while a field has the focus, while a dialog is open and when they are
//! switched off; Escape always acts. Space and Enter belong to a focused control.

use super::dialog::Dialog;
use super::session::Session;
use super::{dom, editor, theme};
use crate::playback::Step;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Command {
    TogglePlay,
    Step(Step),
    Nudge(Step),
    First,
    Last,
    Startup,
    Shutdown,
    Lane(Step),
    Why,
    Delete,
    Edit,
    Examples,
    Version,
    Theme,
    Help,
    Leave,
}

/// One key.
pub(super) struct Key {
    /// `KeyboardEvent.key`; letters in lower case.
    code: &'static str,
    shift: bool,
    command: Command,
    /// What stands on the key.
    pub(super) cap: &'static str,
}

/// One line of the help: keys that belong together.
pub(super) struct Line {
    /// The key held with them.
    pub(super) with: Option<&'static str>,
    /// The keys.
    pub(super) keys: &'static [Key],
    /// What they do.
    pub(super) meaning: &'static str,
}

/// Lines under one heading.
pub(super) struct Group {
    /// The heading.
    pub(super) title: &'static str,
    /// The lines.
    pub(super) lines: &'static [Line],
}

const fn key(code: &'static str, cap: &'static str, command: Command) -> Key {
    Key { code, shift: false, command, cap }
}

const fn shifted(code: &'static str, cap: &'static str, command: Command) -> Key {
    Key { code, shift: true, command, cap }
}

const fn line(keys: &'static [Key], meaning: &'static str) -> Line {
    Line { with: None, keys, meaning }
}

/// Every key of the page.
pub(super) const GROUPS: &[Group] = &[
    Group {
        title: "Time",
        lines: &[
            line(&[key(" ", "Space", Command::TogglePlay)], "play, pause"),
            line(
                &[
                    key("ArrowLeft", "←", Command::Step(Step::Back)),
                    key("ArrowRight", "→", Command::Step(Step::Forward)),
                ],
                "previous, next event",
            ),
            Line {
                with: Some("Shift"),
                keys: &[
                    shifted("ArrowLeft", "←", Command::Nudge(Step::Back)),
                    shifted("ArrowRight", "→", Command::Nudge(Step::Forward)),
                ],
                meaning: "0.1 s back, forward",
            },
            line(
                &[key("Home", "Home", Command::First), key("End", "End", Command::Last)],
                "beginning, end",
            ),
            line(
                &[key("[", "[", Command::Startup), key("]", "]", Command::Shutdown)],
                "startup, shutdown",
            ),
        ],
    },
    Group {
        title: "Lanes",
        lines: &[
            line(
                &[
                    key("ArrowUp", "↑", Command::Lane(Step::Back)),
                    key("ArrowDown", "↓", Command::Lane(Step::Forward)),
                ],
                "select a lane",
            ),
            line(&[key("Enter", "Enter", Command::Why)], "causes of its latest event"),
            line(&[key("d", "D", Command::Delete)], "delete the Pod at the playhead"),
        ],
    },
    Group {
        title: "Page",
        lines: &[
            line(&[key("e", "E", Command::Edit)], "edit the manifest"),
            line(&[key("Escape", "Esc", Command::Leave)], "leave the editor, close"),
            line(&[key("x", "X", Command::Examples)], "examples"),
            line(&[key("v", "V", Command::Version)], "Kubernetes version"),
            line(&[key("t", "T", Command::Theme)], "theme"),
            line(&[key("?", "?", Command::Help)], "this list"),
        ],
    },
];

/// The command of a key press.
fn command(pressed: &str, shift: bool) -> Option<Command> {
    // A letter or sign says itself whether shift is part of it; keys with names do not.
    let named = pressed.len() > 1;
    let lower = if named { pressed.to_owned() } else { pressed.to_ascii_lowercase() };
    let keys = GROUPS.iter().flat_map(|group| group.lines).flat_map(|line| line.keys);
    keys.into_iter()
        .find(|key| key.code == lower && (!named || key.shift == shift))
        .map(|key| key.command)
}

/// Listens to the keyboard as long as the page lives.
pub(super) fn listen(session: Session) {
    dom::on(&window(), "keydown", move |event| handle(session, event.unchecked_ref()));
}

fn handle(session: Session, event: &web_sys::KeyboardEvent) {
    if event.default_prevented()
        || event.ctrl_key()
        || event.alt_key()
        || event.meta_key()
        || event.is_composing()
    {
        return;
    }
    let Some(command) = command(&event.key(), event.shift_key()) else { return };
    let inside = |selector: &str| dom::hit(event, selector).is_some();
    let page = session.page.get_untracked();
    if command == Command::Leave {
        // An open dialog closes itself on Escape.
        if !dialog_open() {
            editor::leave(session);
        }
        return;
    }
    if dialog_open()
        || inside("input:not([type=range]), textarea, select, [contenteditable]")
    {
        return;
    }
    let letter = !matches!(
        command,
        Command::Step(_)
            | Command::Nudge(_)
            | Command::First
            | Command::Last
            | Command::Lane(_)
            | Command::Why
    );
    if letter && !page.single_keys {
        return;
    }
    let taken = match command {
        Command::TogglePlay | Command::Why => {
            inside("button, a, summary, [role=button], [role=tab]")
        }
        Command::Step(_) | Command::Nudge(_) | Command::First | Command::Last => {
            inside("[role=tab], [role=separator]")
        }
        _ => false,
    };
    if taken {
        return;
    }
    event.prevent_default();
    run(session, command);
}

/// Whether a dialog has the page; those of the workbench are not the session's.
fn dialog_open() -> bool {
    matches!(document().query_selector("dialog[open]"), Ok(Some(_)))
}

fn run(session: Session, command: Command) {
    match command {
        Command::TogglePlay => session.toggle(),
        Command::Step(step) => session.step(step),
        Command::Nudge(step) => session.nudge(step),
        Command::Last => session.seek(session.shown.get_untracked().stops.end()),
        Command::First | Command::Startup => session.startup(),
        Command::Shutdown => session.shutdown(),
        Command::Lane(step) => session.move_lane(step),
        Command::Why => session.ask_why(),
        Command::Delete => session.delete_pod(session.cursor.get_untracked()),
        Command::Edit => editor::enter(session),
        Command::Examples => session.show_dialog(Some(Dialog::Examples)),
        Command::Version => {
            let _ = dom::element("version").focus();
        }
        Command::Theme => theme::change(session),
        Command::Help => session.show_dialog(Some(Dialog::Keys)),
        Command::Leave => editor::leave(session),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_stands_once_in_the_table() {
        let mut keys: Vec<(&str, bool)> = GROUPS
            .iter()
            .flat_map(|group| group.lines)
            .flat_map(|line| line.keys)
            .map(|key| (key.code, key.shift))
            .collect();
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count);
    }

    #[test]
    fn letters_act_with_and_without_shift_and_named_keys_tell_them_apart() {
        assert_eq!(command("D", true), Some(Command::Delete));
        assert_eq!(command("d", false), Some(Command::Delete));
        assert_eq!(command("?", true), Some(Command::Help));
        assert_eq!(command("ArrowLeft", false), Some(Command::Step(Step::Back)));
        assert_eq!(command("ArrowLeft", true), Some(Command::Nudge(Step::Back)));
        assert_eq!(command("F5", false), None);
    }
}
