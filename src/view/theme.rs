//! Light, dark and projector. Until somebody chooses, the page follows the system.

use super::dom;
use super::session::Session;
use super::storage::{self, Entry};
use leptos::prelude::*;

/// How the page looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Theme {
    /// Dark ink on white.
    Light,
    /// Light ink on near black.
    Dark,
    /// Black on white, larger, for a room.
    Projector,
}

impl Theme {
    const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Projector];

    /// The name in `data-theme`, in storage and on the button.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Projector => "projector",
        }
    }

    /// The theme that the button leads to.
    pub(super) fn next(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Projector,
            Self::Projector => Self::Light,
        }
    }

    /// The theme that `static/theme.js` has set before the first paint.
    pub(super) fn current() -> Self {
        let name = document().document_element().and_then(|root| root.get_attribute("data-theme"));
        Self::ALL
            .into_iter()
            .find(|theme| Some(theme.name()) == name.as_deref())
            .unwrap_or(Self::Light)
    }
}

/// Puts the next theme on, and remembers it.
pub(super) fn change(session: Session) {
    let theme = session.page.read_untracked().theme.next();
    session.page.update(|page| page.theme = theme);
    if let Some(root) = document().document_element() {
        dom::set(&root, "data-theme", theme.name());
    }
    storage::write(Entry::Theme, theme.name());
}
