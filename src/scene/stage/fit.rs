//! How much room a text takes, and what is left of one that has too little.
//!
//! Widths are those of the page's own faces, a little generous: a browser with another face must not
//! run over a neighbour.

/// The width of a character, in hundredths of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    /// Names on cards.
    Name,
    /// Plain text.
    Plain,
    /// What a terminal would print.
    Mono,
}

impl Face {
    const fn hundredths(self) -> usize {
        match self {
            Self::Name => 820,
            Self::Plain => 620,
            Self::Mono => 680,
        }
    }
}

/// How many columns a character takes: ideographs and emoji take two.
fn columns(c: char) -> usize {
    if c >= '\u{1100}' { 2 } else { 1 }
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
            ("日本語日本語日本語日本語", 60, "日本…本語"),
            ("a\u{202e}b", 100, "ab"),
            ("abc", 0, "…"),
        ] {
            let cut = cut(text, Face::Mono, room);
            assert_eq!(cut, expected, "{text}");
            assert!(width(&cut, Face::Mono) <= room.max(8) + 2, "{cut}");
        }
    }
}
