//! How much room a text takes, and what is left of one that has too little.
//!
//! Widths are those of the page's own faces, a little generous: a browser with another face must not
//! run over a neighbour.

/// The width of a character, in hundredths of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// Names on cards.
    Name,
    /// The Pod's name on its boundary.
    Head,
    /// Plain text.
    Plain,
    /// What stands below other text.
    Small,
    /// What a terminal would print.
    Mono,
}

impl Face {
    const fn hundredths(self) -> usize {
        match self {
            Self::Name => 820,
            Self::Head => 740,
            Self::Plain => 620,
            Self::Small => 570,
            Self::Mono => 680,
        }
    }
}

/// How many columns a character takes: ideographs, kana, Hangul and emoji take two.
fn columns(c: char) -> usize {
    let is_wide = matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}');
    if is_wide { 2 } else { 1 }
}

/// The width of `text`, in units.
pub(super) fn width(text: &str, face: Face) -> i32 {
    let columns: usize = text.chars().map(columns).sum();
    i32::try_from(columns * face.hundredths() / 100 + 1).unwrap_or(i32::MAX)
}

/// `text`, or its beginning and its last characters if it takes more than `room` units.
pub(super) fn cut(text: &str, face: Face, room: i32) -> String {
    // What turns the writing direction must not reach over its end.
    let text: String = text.chars().filter(|c| !c.is_control() && !is_turn(*c)).collect();
    if width(&text, face) <= room {
        return text;
    }
    let all = usize::try_from(room.max(0)).unwrap_or(0) * 100 / face.hundredths();
    let tail = (all / 2).min(10);
    let head = all.saturating_sub(tail + 1);
    let take = |chars: &mut dyn Iterator<Item = char>, room: usize| {
        let mut left = room;
        chars
            .take_while(|&c| {
                let fits = columns(c) <= left;
                left -= columns(c).min(left);
                fits
            })
            .collect::<Vec<char>>()
    };
    let start = take(&mut text.chars(), head);
    let mut end = take(&mut text.chars().rev(), tail);
    end.reverse();
    format!("{}…{}", String::from_iter(start), String::from_iter(end))
}

fn is_turn(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{Face, cut, width};

    #[test]
    fn long_names_lose_their_middle() {
        for (text, room, expected) in [
            ("api", 100, "api"),
            ("a-very-long-name-of-a-container", 100, "a-very…ntainer"),
            ("日本語日本語日本語日本語", 60, "日…本語"),
            ("a\u{202e}b", 100, "ab"),
            ("abc", 0, "…"),
        ] {
            let cut = cut(text, Face::Mono, room);
            assert_eq!(cut, expected, "{text}");
            assert!(width(&cut, Face::Mono) <= room.max(8) + 2, "{cut}");
        }
    }
}
