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
    if info.contains("Unicode character escape") && text.trim_start().starts_with('{') {
        return surrogates(text);
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

/// JSON writes a character beyond 16 bits as two escapes (`\ud83d\ude00`), which YAML does not know:
/// here they become one of YAML's, as long as both with an escaped line break before it.
fn surrogates(text: &str) -> Option<String> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    let mut mended = text.to_owned();
    for (at, _) in text.match_indices("\\u") {
        if let (Some(high @ 0xd800..0xdc00), Some(low @ 0xdc00..0xe000)) = (unit(at), unit(at + 6))
        {
            let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
            mended.replace_range(at..at + 12, &format!("\\\n\\U{code:08x}"));
        }
    }
    (mended != text).then_some(mended)
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
    fn pairs_of_escapes_become_one() {
        let info = "invalid Unicode character escape code";
        let text = r#"{"a": "x\ud83d\ude00 y"}"#;
        let mended = mend(text, info, 8).expect("a pair is there");
        assert_eq!(mended, "{\"a\": \"x\\\n\\U0001f600 y\"}");
        assert_eq!(mended.len(), text.len());
        assert_eq!(mend(r#"{"a": "\ud83d"}"#, info, 8), None);
        assert_eq!(mend(r#"a: "\ud83d\ude00""#, info, 8), None);
    }

    #[test]
    fn a_tab_may_follow_a_colon() {
        let info = "':' must be followed by a valid YAML whitespace";
        assert_eq!(mend("a:\tb", info, 3).as_deref(), Some("a: b"));
        assert_eq!(mend("a:b", info, 2), None);
    }
}
