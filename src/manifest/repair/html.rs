//! Manifests in the source of a web page: between `<pre>` or `<code>` and its end, with characters written
//! as `&lt;`.

use super::row::Row;
use super::{ChangeKind, Edit};

/// What stands around code and colours it. Other tags may be a manifest's own text.
const TAGS: &[&str] = &["pre", "code", "span", "div"];

/// What is written in another way in HTML. `&amp;` is the last: it may hide another one.
const CHARACTERS: &[(&str, &str)] = &[
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#34;", "\""),
    ("&#39;", "'"),
    ("&#x27;", "'"),
    ("&nbsp;", " "),
    ("&amp;", "&"),
];

/// Takes the tags off code.
pub(super) fn plain(rows: &mut [Row<'_>], edits: &mut Vec<Edit>) {
    let mut first = None;
    let last = rows.len().saturating_sub(1);
    for (at, row) in rows.iter_mut().enumerate() {
        let text = &row.text;
        let opens = ["<pre", "<code"].iter().any(|tag| text.contains(tag));
        if first.is_none() && !(opens && names_object(text)) {
            continue;
        }
        let begin = *first.get_or_insert(at);
        let closes = ["</pre>", "</code>"].iter().any(|tag| text.contains(tag));
        row.text = CHARACTERS
            .iter()
            .fold(without_tags(text), |text, (written, plain)| text.replace(written, plain))
            .into();
        if closes {
            edits.push(Edit::new(ChangeKind::Wrapper, begin, at));
            first = None;
        }
    }
    if let Some(begin) = first {
        edits.push(Edit::new(ChangeKind::Wrapper, begin, last));
    }
}

/// Whether code begins in the row: nothing else is behind its tags than the first line of an object.
fn names_object(text: &str) -> bool {
    let text = without_tags(text);
    let text = text.trim();
    text.is_empty()
        || ["apiVersion:", "kind:", "---", "#", "{"].iter().any(|head| text.starts_with(head))
}

/// The text without the tags of code.
fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        plain.push_str(before);
        let name = tag[1..].trim_start_matches('/');
        let length = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        rest = if !TAGS.contains(&&name[..length]) {
            plain.push('<');
            &tag[1..]
        } else if let Some(end) = tag.find('>') {
            &tag[end + 1..]
        } else {
            // What is not closed here is not closed further on.
            return plain + tag;
        };
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::Source;

    fn plainly(text: &str) -> String {
        let source = Source::new(text);
        let mut rows = Row::all(&source);
        plain(&mut rows, &mut Vec::new());
        rows.iter().map(|row| row.text.as_ref()).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn code_loses_its_tags() {
        let html = "<p>a &lt; b</p>\n<pre class=\"x\"><code>kind: Pod\n<span class=\"k\">x</span>: &quot;&lt;h1&gt;&amp;lt;\n</code></pre>\n<p>c</p>";
        assert_eq!(plainly(html), "<p>a &lt; b</p>\nkind: Pod\nx: \"<h1>&lt;\n\n<p>c</p>");
    }

    #[test]
    fn other_texts_are_left_alone() {
        for text in
            ["a < b > c", "echo '<pre>' &lt;", "<h1>kind: Pod</h1>", "<span>kind: Pod</span>"]
        {
            assert_eq!(plainly(text), text);
        }
        assert_eq!(without_tags("a <code b <"), "a <code b <");
    }
}
