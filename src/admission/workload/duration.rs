//! Go's notation for a span of time, as far as its errors go (`time.ParseDuration`).

/// What is wrong with `text`, in Go's words.
pub(super) fn fault(text: &str) -> Option<String> {
    let invalid = || Some(format!("time: invalid duration \"{text}\""));
    let mut rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    if rest == "0" {
        return None;
    }
    if rest.is_empty() {
        return invalid();
    }
    while !rest.is_empty() {
        let digits =
            |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let whole = digits(rest);
        let after = &rest[whole..];
        let (fraction, after) = match after.strip_prefix('.') {
            Some(after) => (digits(after), &after[digits(after)..]),
            None => (0, after),
        };
        if whole + fraction == 0 {
            return invalid();
        }
        let end = after.find(|c: char| c == '.' || c.is_ascii_digit()).unwrap_or(after.len());
        let (unit, after) = after.split_at(end);
        match unit {
            "ns" | "us" | "µs" | "μs" | "ms" | "s" | "m" | "h" => rest = after,
            "" => return Some(format!("time: missing unit in duration \"{text}\"")),
            _ => return Some(format!("time: unknown unit \"{unit}\" in duration \"{text}\"")),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn spans_are_read_as_go_reads_them() {
        for text in ["0", "90s", "1h30m", "-5m", "+1.5h", ".5s", "1.h", "300ms", "2us"] {
            assert_eq!(fault(text), None, "{text}");
        }
        for (text, wanted) in [
            ("", "time: invalid duration \"\""),
            ("-", "time: invalid duration \"-\""),
            ("x", "time: invalid duration \"x\""),
            (".s", "time: invalid duration \".s\""),
            ("5", "time: missing unit in duration \"5\""),
            ("1h5", "time: missing unit in duration \"1h5\""),
            ("1d", "time: unknown unit \"d\" in duration \"1d\""),
            ("1h 5m", "time: unknown unit \"h \" in duration \"1h 5m\""),
        ] {
            assert_eq!(fault(text).as_deref(), Some(wanted), "{text}");
        }
    }
}
