//! What names, label keys and label values may be made of.
//!
//! Source: apimachinery `util/validation` (`IsDNS1123Label`, `IsDNS1123Subdomain`, `IsQualifiedName`,
//! `IsValidLabelValue`). Each function gives the server's sentences about what is wrong; none if
//! nothing is.

use crate::manifest::names::{
    DOTS, LABEL, LABEL_VALUE, QUALIFIED, SUBDOMAIN, is_any, is_lower, is_subdomain, is_word,
};

/// The longest label, key without its prefix, and label value, in bytes.
const MAX_LABEL: usize = 63;

/// The longest subdomain, in bytes.
const MAX_SUBDOMAIN: usize = 253;

/// The server's sentence about a text of more than `most` bytes.
pub(super) fn too_long(most: usize) -> String {
    format!("must be no more than {most} bytes")
}

/// What keeps `text` from being a DNS label: a Pod's host name, a namespace.
pub(super) fn dns_label(text: &str) -> Vec<String> {
    let mut faults = longer_than(MAX_LABEL, text);
    if !is_label(text) {
        faults.push(if is_subdomain(text) { DOTS } else { LABEL }.to_owned());
    }
    faults
}

/// What keeps `text` from being a DNS subdomain: the name of most objects.
pub(super) fn dns_subdomain(text: &str) -> Vec<String> {
    let mut faults = longer_than(MAX_SUBDOMAIN, text);
    if !is_subdomain(text) {
        faults.push(SUBDOMAIN.to_owned());
    }
    faults
}

/// What keeps `text` from being a label's key: a name, with a subdomain and a slash before it or not.
pub(super) fn qualified_name(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let name = match text.split_once('/') {
        None => text,
        Some((_, name)) if name.contains('/') => {
            faults.push(format!(
                "a qualified name {} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
                QUALIFIED.trim_start_matches("name part ")
            ));
            return faults;
        }
        Some(("", name)) => {
            faults.push("prefix part must be non-empty".to_owned());
            name
        }
        Some((prefix, name)) => {
            faults.extend(dns_subdomain(prefix).iter().map(|fault| format!("prefix part {fault}")));
            name
        }
    };
    if name.is_empty() {
        faults.push("name part must be non-empty".to_owned());
    } else if name.len() > MAX_LABEL {
        faults.push(format!("name part {}", too_long(MAX_LABEL)));
    }
    if !is_qualified(name) {
        faults.push(QUALIFIED.to_owned());
    }
    faults
}

/// What keeps `text` from being a label's value.
pub(super) fn label_value(text: &str) -> Vec<String> {
    let mut faults = longer_than(MAX_LABEL, text);
    if !text.is_empty() && !is_qualified(text) {
        faults.push(LABEL_VALUE.to_owned());
    }
    faults
}

fn longer_than(most: usize, text: &str) -> Vec<String> {
    (text.len() > most).then(|| too_long(most)).into_iter().collect()
}

fn is_label(text: &str) -> bool {
    is_word(text, is_lower)
}

fn is_qualified(text: &str) -> bool {
    is_word(text, is_any)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Syntax = fn(&str) -> Vec<String>;

    #[test]
    fn each_syntax_takes_its_own_and_refuses_the_rest() {
        let long = "a".repeat(64);
        let prefixed = format!("{long}.example/{}", &long[1..]);
        let too_long = format!("example.com/{long}");
        let tables: [(Syntax, &[&str], &[&str]); 4] = [
            (
                dns_label,
                &["a", "my-name", "123-abc", &long[1..]],
                &["", "A", "-a", "a-", "a.b", "a_b", &long],
            ),
            (
                dns_subdomain,
                &["a", "a.b-c.0", &long],
                &["", "a..b", ".a", "a.", "a.-b", "A.b", "ä"],
            ),
            (
                qualified_name,
                &["App", "my.name_1-x", "example.com/App", &prefixed],
                &["", "-a", "a-", "a b", "/a", "example.com/", "a/b/c", "Ex/a", &long, &too_long],
            ),
            (
                label_value,
                &["", "v1", "My_Value.2", &long[1..]],
                &["-a", "a.", "a b", "a/b", &long],
            ),
        ];
        for (syntax, right, wrong) in tables {
            for text in right {
                assert_eq!(syntax(text), Vec::<String>::new(), "{text}");
            }
            for text in wrong {
                assert_ne!(syntax(text), Vec::<String>::new(), "{text}");
            }
        }
    }

    #[test]
    fn the_sentences_are_the_servers() {
        assert_eq!(dns_label("a.b"), ["must not contain dots"]);
        assert_eq!(dns_label(&"a".repeat(64)), ["must be no more than 63 bytes"]);
        assert_eq!(qualified_name("/a"), ["prefix part must be non-empty"]);
        assert_eq!(qualified_name("").len(), 2);
    }
}
