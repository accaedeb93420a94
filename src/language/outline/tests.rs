//! Documents as one writes them, and as they are under the cursor.

use super::*;

/// What is at the `|` of a text: the way there, and the word with its cursor; `key` or `value`.
fn at_cursor(text: &str) -> String {
    let cursor = text.find('|').expect("a cursor");
    let text = text.replacen('|', "", 1);
    let document = documents(&text)
        .into_iter()
        .find(|range| range.start <= cursor && cursor <= range.end)
        .expect("a document");
    let outline = Outline::with_cursor(&text, document, cursor);
    let Some(found) = outline.mark().and_then(|mark| outline.find(mark)) else {
        return "nothing".to_owned();
    };
    let way: String = found
        .way
        .iter()
        .map(|(_, step)| match step {
            Step::Key(key) => format!("{key}."),
            Step::Item(at) => format!("{at}."),
        })
        .collect();
    let kind = match found.key {
        Some(true) => "key:",
        Some(false) => "key",
        None => "value",
    };
    format!("{way} {kind} {:?}", outline.word(&found.token))
}

#[test]
fn the_cursor_is_found() {
    for (text, expected) in [
        // Block.
        ("|", r#" value """#),
        ("ki|", r#" value "ki""#),
        ("ki|\napiVersion: v1\n", r#" key "ki""#),
        ("apiVersion: v1\nki|", r#" key "ki""#),
        ("apiVersion: v1\n|\nspec:\n  a: b\n", r#" key """#),
        ("spec:\n  |", r#"spec. value """#),
        ("spec:\n  a: b\n  |", r#"spec. key """#),
        ("spec:\n  a: b\n|", r#" key """#),
        ("spec:\n  a:\n    b: c\n  |\n  d: e", r#"spec. key """#),
        ("spec:\n  ima|ge: x\n", r#"spec. key: "image""#),
        ("spec:\n  image: |", r#"spec.image. value """#),
        ("spec:\n  image:|", r#"spec.image. value """#),
        ("spec:\n  image: ngi|nx # why\n", r#"spec.image. value "nginx""#),
        ("spec:\n  image: 'ngi|nx'\n", r#"spec.image. value "nginx""#),
        ("spec:\n  image: \"ngi|\n  name: b\n", r#"spec.image. value "ngi""#),
        // Items.
        ("a:\n- |", r#"a.0. value """#),
        ("a:\n-|", r#"a.0. value """#),
        ("a:\n- b: c\n  |", r#"a.0. key """#),
        ("a:\n- b: c\n- |", r#"a.1. value """#),
        ("a:\n  - b: c\n  |", r#"a.1. value """#),
        ("a:\n  - b: c\n    d|\n    e: f\n", r#"a.0. key "d""#),
        ("a:\n  - na|\n    image: b\n", r#"a.0. key "na""#),
        ("a:\n  - na|:\n    image: b\n", r#"a.0. key: "na""#),
        ("a:\n- - x\n  - |", r#"a.0.1. value """#),
        // In no right column.
        ("a:\n    b: c\n  |", r#"a. key """#),
        ("a:\n    - b: c\n  - |", r#"a.1. value """#),
        // Not in words.
        ("a: b # com|ment\n", "nothing"),
        ("# com|ment\n", "nothing"),
        ("a: >-\n  some |text\nb: c\n", "nothing"),
        ("a:\n  b: >-\n    some\n|\n    text\nb: c\n", "nothing"),
        ("a:\n  b: >-\n    some\n|\nb: c\n", r#" key """#),
        ("a:\n  - >\n    te|xt\n  - b\n", "nothing"),
        ("a: \"one\n  t|wo\"\n", "a. value \"one\\n  two\""),
        // Brackets.
        ("a: {|}", r#"a. key """#),
        ("a: {b: c, |}", r#"a. key """#),
        ("a: {b: c, d|}", r#"a. key "d""#),
        ("a: {b: |, d: e}", r#"a.b. value """#),
        ("a: {b: |\nd: e", r#"a.b. value """#),
        ("a: {b: c\nd: |", r#"d. value """#),
        ("a: [b, |", r#"a.1. value """#),
        ("a: [\n  {b: c},\n  {d|}\n]\n", r#"a.1. key "d""#),
        ("a: [\nb,\n|c\n]\n", r#"a.1. value "c""#),
        (r#"{"a": {"b|"}}"#, r#"a. key "b""#),
        (r#"{"a": {"b|": 1}}"#, r#"a. key: "b""#),
        (r#"{"a": {"b": "|"}}"#, r#"a.b. value """#),
        ("{\n\t\"a\": [\n\t\t{\"b\": 1},\n\t\t{|}\n\t]\n}", r#"a.1. key """#),
        // Line ends, tabs, documents, anchors.
        ("a: b\r\nc:\r\n  d|\r\n", r#"c. value "d""#),
        ("a:\r\n  b: c\r\n  |\r\n", r#"a. key """#),
        ("a:\r  b: c\r  |\r", r#"a. key """#),
        ("a:\n\tb: c\n\td|\n", r#"a. key "d""#),
        ("a: b\n---\nc:\n  |\n---\nd: e\n", r#"c. value """#),
        ("{\"a\": 1}\n{\"b\": {|}}\n", r#"b. key """#),
        ("a: &x\n  b: c\n  |\n", r#"a. key """#),
        ("a: &x\n- !t b|\n", r#"a.0. value "b""#),
        ("é: ü\nñ: |ö\n", r#"ñ. value "ö""#),
    ] {
        assert_eq!(at_cursor(text), expected, "{text:?}");
    }
}

#[test]
fn no_cursor_and_no_text_is_too_strange() {
    let pieces = [
        "a:", " ", "\n", "- ", "-", "{", "}", "[", "]", ",", "\"", "'", "|", ">", "#", "&a", "!",
        "\\", "é", "\t", "\r\n", "---\n", ":", "  ", "\u{f8fe}", "\u{feff}", "\u{85}", "\u{a0}",
    ];
    // A walk through the pieces that repeats late.
    let mut state = 1_u32;
    for _ in 0..300 {
        let mut text = String::new();
        for _ in 0..40 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text += pieces[(state >> 16) as usize % pieces.len()];
        }
        for (cursor, _) in text.char_indices() {
            for range in documents(&text) {
                let outline = Outline::read(&text, range);
                if let Some(found) = cursor.checked_sub(range.start).and_then(|at| outline.find(at))
                {
                    outline.in_text(found.token.outer());
                }
                if (range.start..=range.end).contains(&cursor) {
                    let outline = Outline::with_cursor(&text, range, cursor);
                    outline.mark().and_then(|mark| outline.find(mark));
                }
            }
        }
    }
}

#[test]
fn large_texts_take_no_longer_than_their_length() {
    // Each would take minutes if anything looked at the rest of the text again and again.
    for piece in
        ["- ", "{", "[a, ", "\n", "a: '\n  ", "a: {\n", "a: |\n", "a:\n ", "a b\n", "\"", "{}\n"]
    {
        let text = piece.repeat(200_000 / piece.len());
        for range in documents(&text).into_iter().take(3) {
            Outline::with_cursor(&text, range, range.end).find(range.end);
        }
    }
}
