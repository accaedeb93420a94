//! Kubernetes' own documentation of its types and fields.
//!
//! `cargo xtask documentation` writes the file; it is not part of the program, and the page loads it
//! when somebody first asks. Without it every answer is the same, with an empty text.

use crate::manifest::TextRange;
use std::collections::BTreeMap;

/// The texts, by type and field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Documentation {
    file: String,
    /// Where the text of `Container.image` or of `Container` is in the file.
    places: BTreeMap<String, TextRange>,
}

impl Documentation {
    /// Reads what `cargo xtask documentation` wrote: a text a line with tabs for its line breaks, then,
    /// after an empty line, the types and below each its fields, with the number of their text. Never
    /// fails: what is not of this form is left out.
    pub fn read(file: &str) -> Self {
        let mut lines = Vec::new();
        let mut at = 0;
        let mut rest = file.split_inclusive('\n');
        for line in rest.by_ref() {
            let range =
                TextRange { start: at, end: at + line.trim_end_matches(['\n', '\r']).len() };
            at += line.len();
            if range.start == range.end {
                break;
            }
            if !line.starts_with('#') {
                lines.push(range);
            }
        }
        let mut places = BTreeMap::new();
        let mut of_type = "";
        for line in rest {
            let (name, number) = line.trim_end().rsplit_once(' ').unwrap_or((line.trim_end(), ""));
            let (name, key) = match name.strip_prefix(' ') {
                Some(field) => (of_type, format!("{of_type}.{field}")),
                None => (name, name.to_owned()),
            };
            of_type = name;
            let text = number.parse().ok().and_then(|number: usize| lines.get(number));
            places.extend(text.map(|text| (key, *text)));
        }
        Self { file: file.to_owned(), places }
    }

    /// What Kubernetes says of a field; empty if nothing is known.
    pub fn of_field(&self, type_name: &str, field: &str) -> String {
        self.text(&format!("{type_name}.{field}"))
    }

    /// What Kubernetes says of a type; empty if nothing is known.
    pub fn of_type(&self, type_name: &str) -> String {
        self.text(type_name)
    }

    fn text(&self, key: &str) -> String {
        let text = self.places.get(key).map(|range| &self.file[range.start..range.end]);
        text.unwrap_or_default().replace('\t', "\n")
    }
}

/// The part of a field's documentation that explains one of its values: an item of a list that begins
/// with it, or a sentence that says what it does. `None` if no part does.
pub(super) fn of_value(text: &str, value: &str) -> Option<String> {
    let items = text.lines().filter_map(|line| {
        let line = line.trim_start();
        line.strip_prefix("- ").or_else(|| line.strip_prefix("* "))
    });
    let item = items.filter(|item| {
        after(item, value).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
    });
    let sentences = text.split_inclusive(". ").flat_map(|part| part.split('\n'));
    let sentence = sentences.filter(|sentence| {
        let says = [" means ", " indicates ", " specifies ", " - "];
        after(sentence, value).is_some_and(|rest| says.iter().any(|says| rest.starts_with(says)))
            || CAUSES
                .iter()
                .any(|(before, after)| sentence.contains(&format!("{before}{value}{after}")))
    });
    item.chain(sentence).next().map(|part| part.trim().trim_end_matches(';').to_owned())
}

/// What stands around a value in sentences that say what it does, though they begin with something else.
const CAUSES: &[(&str, &str)] = &[
    (" set to ", ", "),
    (" policy is `", "`, where "),
    (" policy is `", "` which "),
    (" policy of `", "` "),
    ("The `", "` policy "),
];

/// What follows `value`, in quotes or not, in a text that begins with it.
fn after<'a>(text: &'a str, value: &str) -> Option<&'a str> {
    let quotes = ['"', '\'', '`'];
    let rest = text.trim_start().trim_start_matches(quotes).strip_prefix(value)?;
    Some(rest.trim_start_matches(quotes))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# From somewhere.\nThe image.\nA thing.\t\t- Yes: it is.\t- No: it is not.\n\nContainer 1\n image 0\n same 0\nOther\n thing 1\n odd 7\n";

    #[test]
    fn texts_are_found_by_type_and_field() {
        let documentation = Documentation::read(FILE);
        assert_eq!(documentation.of_field("Container", "image"), "The image.");
        assert_eq!(documentation.of_field("Container", "same"), "The image.");
        assert_eq!(
            documentation.of_type("Container"),
            "A thing.\n\n- Yes: it is.\n- No: it is not."
        );
        for (type_name, field) in [("Container", "nothing"), ("Other", "odd"), ("Pod", "spec")] {
            assert_eq!(documentation.of_field(type_name, field), "");
        }
        assert_eq!(documentation.of_type("Other"), "");
    }

    #[test]
    fn no_file_is_too_strange() {
        for file in [
            "",
            "\n",
            "\n\n",
            " \n 0\n",
            "a\n\n 0\n  0 0\n 99999999999999999999\n",
            "é\r\n\r\né 0\r\n",
        ] {
            Documentation::read(file);
        }
        for end in (0..FILE.len()).filter(|end| FILE.is_char_boundary(*end)) {
            Documentation::read(&FILE[..end]);
        }
    }

    #[test]
    fn a_value_is_explained_by_its_item_or_sentence() {
        let list = "Says how.\nValues are:\n- \"Allow\" (default): lets it be;\n- Deny: refuses.\n- AllowAll: all.";
        assert_eq!(of_value(list, "Allow").as_deref(), Some("\"Allow\" (default): lets it be"));
        assert_eq!(of_value(list, "Deny").as_deref(), Some("Deny: refuses."));
        assert_eq!(of_value(list, "Maybe"), None);
        let prose = "One of One, Two. `Two` means twice. One is the default.";
        assert_eq!(of_value(prose, "Two").as_deref(), Some("`Two` means twice."));
        assert_eq!(of_value(prose, "One"), None);
        let inside =
            "May be on or off. If set to Often, it is done often. The `Never` policy stops it.";
        assert_eq!(
            of_value(inside, "Often").as_deref(),
            Some("If set to Often, it is done often.")
        );
        assert_eq!(of_value(inside, "Never").as_deref(), Some("The `Never` policy stops it."));
    }
}
