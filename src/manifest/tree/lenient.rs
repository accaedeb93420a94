//! Where go-yaml takes what the parser refuses: a tab after a colon, and lines inside brackets or
//! quotes that are indented no further than the key they belong to.
//!
//! The text is mended byte for byte, so that every offset stays what it was.

/// `text` with blanks in the place of what the parser stumbled over at the byte `at`; `None` if
/// the error is a real one.
pub(super) fn mend(text: &str, info: &str, at: usize) -> Option<String> {
    if info.starts_with("':' must be followed") {
        return text[..at].ends_with('\t').then(|| text.replace(":\t", ": "));
    }
    let line_break = match info {
        "invalid indentation in flow construct" | "invalid indentation" => {
            let before = text[..at].trim_end_matches([' ', '\t']);
            before.strip_suffix(['\n', '\r'])?.len()
        }
        "invalid indentation in quoted scalar" => at + text[at..].find(['\n', '\r'])?,
        _ => return None,
    };
    let line = text[..line_break].rsplit(['\n', '\r']).next().unwrap_or_default();
    // A comment would swallow the line that is joined to it.
    if !text[line_break..].starts_with(['\n', '\r'])
        || (line.contains('#') && !info.contains("quoted"))
    {
        return None;
    }
    let mut mended = text.to_owned();
    if text[..line_break].ends_with('\r') {
        mended.replace_range(line_break - 1..=line_break, "  ");
    } else if text[line_break..].starts_with("\r\n") {
        mended.replace_range(line_break..line_break + 2, "  ");
    } else {
        mended.replace_range(line_break..=line_break, " ");
    }
    Some(mended)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_without_moving_anything() {
        let flow = "invalid indentation in flow construct";
        assert_eq!(mend("a: [\nb]", flow, 5).as_deref(), Some("a: [ b]"));
        assert_eq!(mend("a: [\r\n b]", flow, 7).as_deref(), Some("a: [   b]"));
        assert_eq!(mend("a: [ # c\nb]", flow, 9), None);
        assert_eq!(mend("a: [b\né: c]", flow, 8), None);
        assert_eq!(
            mend("a: 'x\ny'", "invalid indentation in quoted scalar", 3).as_deref(),
            Some("a: 'x y'")
        );
        assert_eq!(mend("a: x", flow, 0), None);
    }

    #[test]
    fn a_tab_may_follow_a_colon() {
        let info = "':' must be followed by a valid YAML whitespace";
        assert_eq!(mend("a:\tb", info, 3).as_deref(), Some("a: b"));
        assert_eq!(mend("a:b", info, 2), None);
    }
}
