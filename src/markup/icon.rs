//! The pictograms that come and go, as paths on a 16 px square; those that stay stand in
//! `index.html`. They decorate: the words beside them carry the meaning.

use super::Markup;

/// A pictogram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Two bars.
    Pause,
    /// A triangle.
    Play,
    /// A check.
    Check,
    /// A cross.
    Cross,
    /// A stroke: taken away.
    Minus,
    /// A square with a cross: an error.
    Error,
    /// A triangle with a mark: a warning.
    Warning,
    /// A disc with an i: a note.
    Note,
    /// A lamp: a fix.
    Fix,
}

impl Icon {
    /// Class, filled part, outline. The outline of a sign is cut out of the filled part.
    fn drawing(self) -> [&'static str; 3] {
        match self {
            Self::Pause => ["ic", "M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z", ""],
            Self::Play => ["ic", "M4.5 2.5 13 8l-8.5 5.5z", ""],
            Self::Check => ["ic", "", "M4 8.3 6.8 11 12 5"],
            Self::Cross => ["ic", "", "m5 5 6 6m0-6-6 6"],
            Self::Minus => ["ic", "", "M4 8h8"],
            Self::Error => [
                "ic sign",
                "M3.5 1h9A2.5 2.5 0 0 1 15 3.5v9a2.5 2.5 0 0 1-2.5 2.5h-9A2.5 2.5 0 0 1 1 12.5v-9A2.5 2.5 0 0 1 3.5 1z",
                "m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2",
            ],
            Self::Warning => ["ic sign", "M8 1.5 15 14H1z", "M8 6v3.5m0 2.2v.1"],
            Self::Fix => ["ic", "", "M8 1.5a4.5 4.5 0 0 1 2.5 8.2V12h-5V9.7A4.5 4.5 0 0 1 8 1.5zM6 14.5h4"],
            Self::Note => ["ic sign", "M1 8a7 7 0 1 0 14 0A7 7 0 1 0 1 8", "M8 7.5v3.7M8 4.7v.1"],
        }
    }

    /// The pictogram alone.
    pub fn markup(self) -> String {
        let mut markup = Markup::new();
        draw(&mut markup, self);
        markup.finish()
    }
}

/// Writes `icon`; hidden from screen readers.
pub(super) fn draw(markup: &mut Markup, icon: Icon) {
    let [class, filled, outline] = icon.drawing();
    markup.open("svg").attr("class", &class).attr("viewBox", &"0 0 16 16");
    markup.attr("aria-hidden", &"true");
    for (class, path) in [("filled", filled), ("outline", outline)] {
        markup.open("path").attr("class", &class).attr("d", &path).close();
    }
    markup.close();
}

#[cfg(test)]
mod tests {
    use super::Icon;

    #[test]
    fn a_sign_has_a_body_and_a_mark_cut_out_of_it() {
        assert_eq!(
            Icon::Warning.markup(),
            "<svg class=\"ic sign\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">\
             <path class=\"filled\" d=\"M8 1.5 15 14H1z\"></path>\
             <path class=\"outline\" d=\"M8 6v3.5m0 2.2v.1\"></path></svg>"
        );
    }
}
