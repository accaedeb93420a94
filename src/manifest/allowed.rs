//! Comments that silence a finding: `# podline: allow latest-tag, signal-ignored`.
//!
//! Such a comment holds for what begins on its line or, alone on its line, for what begins on the next
//! one, with everything in it: above a container for that container, at the top of a document for the
//! whole object. Knows nothing of what a code stands for.

use super::{FieldPath, Object};

/// What introduces the codes.
const MARK: &str = "# podline: allow ";

/// The comments of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    /// Lines, from 1, and a code that is allowed for what begins there.
    codes: Vec<(usize, String)>,
}

/// The comments of `text` that allow something.
pub fn allowed(text: &str) -> Allowed {
    let mut codes = Vec::new();
    // Comments that stand alone wait for the line they are about.
    let mut waiting: Vec<String> = Vec::new();
    for (line, content) in (1..).zip(text.lines()) {
        let content = content.trim_start_matches('\u{feff}');
        let comment = codes_of(content);
        let begins = content.trim_start();
        if begins.starts_with('#') {
            waiting.extend(comment);
        } else if !begins.is_empty() && !begins.starts_with("---") {
            codes.extend(waiting.drain(..).chain(comment).map(|code| (line, code)));
        }
    }
    Allowed { codes }
}

/// The codes that the comment of a line allows; what is no code ends them.
fn codes_of(line: &str) -> Vec<String> {
    let Some((before, after)) = line.split_once(MARK) else { return Vec::new() };
    if !(before.is_empty() || before.ends_with([' ', '\t'])) {
        return Vec::new();
    }
    let is_code =
        |word: &&str| word.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    let words = after.split([',', ' ', '\t']).filter(|word| !word.is_empty());
    words.take_while(is_code).map(str::to_owned).collect()
}

impl Allowed {
    /// Whether the text allows `code` for the field at `path` of `object`, or for anything that the
    /// field stands in. A field that the text does not have stands where its parent does.
    pub fn permits(&self, code: &str, object: &Object, path: &FieldPath) -> bool {
        if self.codes.is_empty() {
            return false;
        }
        let holds = |start: usize| {
            let line = object.place.source.position(start).line;
            self.codes.iter().any(|(at, allowed)| *at == line && allowed == code)
        };
        let within = std::iter::successors(Some(path.clone()), FieldPath::parent);
        let mut fields = within.filter_map(|path| object.range(&path));
        fields.any(|range| holds(range.start)) || holds(object.range.start)
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    /// Two documents; the comment with `code` is put where the mark stands.
    const TEXT: &str = "@0\napiVersion: v1\nkind: Pod\nspec:\n  containers:\n  @1\n  # another\n  - name: a\n    image: x @2\n  - name: b\n    image: x@3\n---\n@4\napiVersion: v1\nkind: Pod\nspec:\n  containers: [{name: c, image: x}]\n";

    #[test]
    fn a_comment_holds_for_what_begins_on_its_line_or_the_next() {
        let (a, b) = ("spec.containers[0].image", "spec.containers[1].image");
        for (mark, object, path, expected) in [
            ("@0", 0, a, true),
            ("@0", 0, "spec.volumes", true),
            ("@0", 1, a, false),
            ("@1", 0, a, true),
            ("@1", 0, "spec.containers[0].args", true),
            ("@1", 0, b, false),
            ("@1", 0, "spec.containers", false),
            ("@2", 0, a, true),
            ("@2", 0, "spec.containers[0].name", false),
            ("@3", 0, b, false), // No blank before it: part of the value.
            ("@4", 1, a, true),
            ("@4", 0, a, false),
        ] {
            let mut text = TEXT.replace(mark, "# podline: allow other, latest-tag (reason)");
            for other in ["@0", "@1", "@2", "@3", "@4"] {
                text = text.replace(other, "");
            }
            let (manifest, allowed) = (parse(&text), allowed(&text));
            let permits =
                |code| allowed.permits(code, &manifest.objects[object], &FieldPath::from(path));
            assert_eq!(permits("latest-tag"), expected, "{mark} {object} {path}");
            assert_eq!(permits("other"), expected, "{mark} {object} {path}");
            assert!(!permits("reason"), "{mark} {object} {path}");
        }
    }
}
