//! When a text needs quotes, and which.
//!
//! Source: sigs.k8s.io/yaml `goyaml.v2/encode.go` stringv, `resolve.go` resolve, `emitterc.go`
//! yaml_emitter_analyze_scalar.

use std::fmt::Write as _;

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Without quotes.
    Plain,
    /// In single quotes.
    Single,
    /// In double quotes.
    Double,
}

impl Style {
    /// What stands around the text.
    pub(super) fn mark(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Single => "'",
            Self::Double => "\"",
        }
    }

    /// One character as the style writes it.
    pub(super) fn escaped(self, character: char) -> String {
        match (self, character) {
            (Self::Single, '\'') => "''".to_owned(),
            (Self::Double, '"') => "\\\"".to_owned(),
            (Self::Double, '\\') => "\\\\".to_owned(),
            (Self::Double, '\t') => "\\t".to_owned(),
            (Self::Double, '\n') => "\\n".to_owned(),
            (Self::Double, other) if !is_printable(other) => {
                let mut escaped = String::new();
                let _ = match u32::from(other) {
                    code @ 0..=0xFF => write!(escaped, "\\x{code:02X}"),
                    code @ 0..=0xFFFF => write!(escaped, "\\u{code:04X}"),
                    code => write!(escaped, "\\U{code:08X}"),
                };
                escaped
            }
            (_, other) => other.to_string(),
        }
    }
}

/// Whether `text` is written as a block of lines.
pub(super) fn is_block(text: &str) -> bool {
    let fits = |character| character == '\n' || is_printable(character);
    text.contains('\n') && text.chars().all(fits) && !text.ends_with(' ')
}

/// The style that `text` needs on a line.
pub(super) fn style(text: &str) -> Style {
    if reads_as_something_else(text) || !text.chars().all(is_printable) {
        return Style::Double;
    }
    let starts = |marks: &[char]| text.starts_with(marks);
    let blank_follows = |mark: char| {
        let rest = text.strip_prefix(mark);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let marked =
        starts(&['#', ',', '[', ']', '{', '}', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`'])
            || ['-', '?', ':'].into_iter().any(blank_follows)
            || text.starts_with("---")
            || text.starts_with("...");
    let inside = text.contains(": ") || text.ends_with(':') || text.contains(" #");
    if marked || inside || starts(&[' ']) || text.ends_with(' ') {
        Style::Single
    } else {
        Style::Plain
    }
}

/// Whether YAML prints it as it is; tabs are escaped, for they would need quotes in any case.
fn is_printable(character: char) -> bool {
    let hidden = matches!(character, '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}');
    character >= ' ' && !hidden || character == '\u{85}'
}

/// Whether a reader would take it for a truth value, a number, a time or nothing.
fn reads_as_something_else(text: &str) -> bool {
    const WORDS: [&str; 11] =
        ["", "~", "y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    // As they are, with a capital, or in capitals; no other mixture.
    let mut rest = text.chars();
    let first = rest.next().map(|first| first.to_ascii_lowercase());
    let capitalized: String = first.into_iter().chain(rest).collect();
    let lower = text.to_ascii_lowercase();
    let is_word = |form: &str| WORDS.contains(&form);
    is_word(text)
        || is_word(&capitalized)
        || is_word(&lower) && text == text.to_ascii_uppercase()
        || ["<<", ".nan", ".inf", "+.inf", "-.inf"].contains(&lower.as_str())
        || is_number(text)
        || is_time(text)
}

/// Whole numbers in any base, fractions, and numbers to the base of 60 (`12:30`).
fn is_number(text: &str) -> bool {
    let plain = text.replace('_', "");
    let unsigned = plain.strip_prefix(['+', '-']).unwrap_or(&plain);
    let in_base = |prefix: &str, base| {
        let digits = unsigned.strip_prefix(prefix);
        digits.is_some_and(|it| !it.is_empty() && it.chars().all(|c| c.is_digit(base)))
    };
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let is_fraction = |text: &str| match text.split_once('.') {
        Some(("", behind)) => !behind.is_empty() && digits(behind),
        Some((before, behind)) => digits(before) && digits(behind),
        None => !text.is_empty() && digits(text),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let exponent_fits = exponent.is_none_or(|exponent| {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !exponent.is_empty() && digits(exponent)
    });
    let mut sixties = unsigned.split(':');
    let is_sixty = unsigned.contains(':')
        && sixties.next().is_some_and(|first| !first.is_empty() && digits(first))
        && sixties.all(|part| {
            let whole = part.split('.').next().unwrap_or(part);
            whole.len() <= 2 && whole.parse::<u8>().is_ok_and(|value| value < 60)
        });
    in_base("0x", 16)
        || in_base("0b", 2)
        || in_base("0o", 8)
        || is_fraction(mantissa) && exponent_fits
        || is_sixty
}

/// Dates, alone or with a time behind them.
fn is_time(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let is_part = |part: Option<&str>, most: usize| {
        part.is_some_and(|it| {
            (1..=most).contains(&it.len()) && it.chars().all(|c| c.is_ascii_digit())
        })
    };
    let year = parts.next().filter(|year| year.len() == 4);
    let (month, rest) = (parts.next(), parts.next().unwrap_or_default());
    let day = rest.split(['T', 't', ' ']).next();
    is_part(year, 4) && is_part(month, 2) && is_part(day, 2)
}

#[cfg(test)]
mod tests {
    use super::{Style, is_block, style};

    #[test]
    fn quotes_are_kubectls() {
        let (plain, single, double) = (Style::Plain, Style::Single, Style::Double);
        for (text, expected) in [
            ("Running", plain),
            ("nginx:1.27", plain),
            ("10.244.1.10", plain),
            ("containerd://app-1", plain),
            ("500m", plain),
            ("128Mi", plain),
            ("1.5Gi", plain),
            ("yEs", plain),
            ("-x", plain),
            ("a b", plain),
            ("שלום", plain),
            ("containers with unready status: [app]", single),
            ("*", single),
            ("{}", single),
            ("- x", single),
            ("a #b", single),
            ("it: 'is'", single),
            ("@x", single),
            (" x", single),
            ("", double),
            ("1", double),
            ("-7", double),
            ("1e3", double),
            ("1.5", double),
            ("0x1F", double),
            ("12:30", double),
            ("true", double),
            ("True", double),
            ("y", double),
            ("NO", double),
            ("null", double),
            ("~", double),
            ("2026-01-01T00:00:00Z", double),
            ("2026-01-01", double),
            ("a\u{7}", double),
            ("a\nb", double),
        ] {
            assert_eq!(style(text), expected, "{text:?}");
        }
    }

    #[test]
    fn lines_are_a_block_unless_something_in_them_needs_an_escape() {
        for (text, block) in
            [("a\nb", true), ("\n", true), ("a", false), ("a\n\u{7}", false), ("a\n ", false)]
        {
            assert_eq!(is_block(text), block, "{text:?}");
        }
    }
}
