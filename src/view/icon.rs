//! The few pictograms of the controls, as paths on a 16 px square. They decorate; the words beside
//! them (or the control's label) carry the meaning.

use leptos::prelude::*;

/// A pictogram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Glyph {
    /// A chevron.
    Down,
    /// Half a disc.
    Theme,
    /// Angle brackets.
    Code,
    /// To the event before.
    Previous,
    /// To the next event.
    Next,
    /// Two bars.
    Pause,
    /// A triangle.
    Play,
    /// A check.
    Check,
    /// A cross.
    Cross,
    /// A square with a cross: an error.
    Error,
    /// A triangle with a mark: a warning.
    Warning,
    /// A disc with an i: a note.
    Note,
}

impl Glyph {
    /// Outline, filled parts.
    fn paths(self) -> (&'static str, &'static str) {
        match self {
            Self::Down => ("m4.5 6.5 3.5 3.5 3.5-3.5", ""),
            Self::Theme => {
                ("M2.5 8a5.5 5.5 0 1 0 11 0 5.5 5.5 0 1 0-11 0", "M8 2.5a5.5 5.5 0 0 1 0 11z")
            }
            Self::Code => ("M5.5 4 2 8l3.5 4M10.5 4 14 8l-3.5 4", ""),
            Self::Previous => ("M4 3v10", "M13 3 6.5 8l6.5 5z"),
            Self::Next => ("M12 3v10", "M3 3l6.5 5L3 13z"),
            Self::Pause => ("", "M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z"),
            Self::Play => ("", "M4.5 2.5 13 8l-8.5 5.5z"),
            Self::Check => ("M4 8.3 6.8 11 12 5", ""),
            Self::Cross => ("m5 5 6 6m0-6-6 6", ""),
            Self::Error => (
                "m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2",
                "M3.5 1h9A2.5 2.5 0 0 1 15 3.5v9a2.5 2.5 0 0 1-2.5 2.5h-9A2.5 2.5 0 0 1 1 12.5v-9A2.5 2.5 0 0 1 3.5 1z",
            ),
            Self::Warning => ("M8 6v3.5m0 2.2v.1", "M8 1.5 15 14H1z"),
            Self::Note => ("M8 7.5v3.7M8 4.7v.1", "M1 8a7 7 0 1 0 14 0A7 7 0 1 0 1 8"),
        }
    }

    /// Whether the outline is cut out of the filled part.
    fn is_sign(self) -> bool {
        matches!(self, Self::Error | Self::Warning | Self::Note)
    }
}

/// A pictogram; hidden from screen readers.
#[component]
pub(super) fn Icon(glyph: Glyph) -> impl IntoView {
    let (outline, filled) = glyph.paths();
    view! {
        <svg class="ic" class:sign=glyph.is_sign() viewBox="0 0 16 16" aria-hidden="true">
            <path class="filled" d=filled />
            <path class="outline" d=outline />
        </svg>
    }
}
