//! The formats that names and keys must have, in the server's words.
//!
//! Each function says what is wrong first; the server goes on to the second fault of the same text, but
//! whoever mends the first sees the whole rule. Source: apimachinery `pkg/util/validation/validation.go`
//! and `pkg/api/validate/content`.

pub(crate) const DOTS: &str = "must not contain dots";
const AT_MOST_15: &str = "must be no more than 15 bytes";
const AT_MOST_63: &str = "must be no more than 63 bytes";
const AT_MOST_253: &str = "must be no more than 253 bytes";
pub(crate) const LABEL: &str = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', \
    and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for \
    validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
pub(crate) const SUBDOMAIN: &str = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, \
    '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for \
    validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
pub(crate) const QUALIFIED: &str = "name part must consist of alphanumeric characters, '-', '_' or '.', and must start \
    and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for \
    validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
pub(crate) const LABEL_VALUE: &str = "a valid label must be an empty string or consist of alphanumeric characters, '-', \
    '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or \
    '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const ENV: &str = "a valid environment variable name must consist of alphabetic characters, digits, '_', \
    '-', or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', \
    regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')";
const CONFIG_KEY: &str = "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. \
    'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

/// Whether `text` is not empty, begins and ends with what is `inner` and no punctuation, and is `inner`
/// in between.
pub(crate) fn is_word(text: &str, inner: fn(u8) -> bool) -> bool {
    let edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    edge(bytes.first()) && edge(bytes.last()) && bytes.iter().all(|byte| inner(*byte))
}

pub(crate) fn is_lower(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')
}

pub(crate) fn is_any(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

pub(crate) fn is_subdomain(text: &str) -> bool {
    text.split('.').all(|label| is_word(label, is_lower))
}

/// What keeps `text` from being a DNS label (`IsDNS1123Label`).
pub(crate) fn label(text: &str) -> Option<&'static str> {
    if text.len() > 63 {
        Some(AT_MOST_63)
    } else if is_word(text, is_lower) {
        None
    } else {
        Some(if is_subdomain(text) { DOTS } else { LABEL })
    }
}

/// What keeps `text` from being a DNS subdomain (`IsDNS1123Subdomain`).
pub(crate) fn subdomain(text: &str) -> Option<&'static str> {
    if text.len() > 253 { Some(AT_MOST_253) } else { (!is_subdomain(text)).then_some(SUBDOMAIN) }
}

/// What keeps `text` from being a label's key, or any other qualified name (`IsQualifiedName`).
pub(crate) fn qualified(text: &str) -> Option<&'static str> {
    let name = match text.split_once('/') {
        None => text,
        Some((_, name)) if name.contains('/') => {
            return Some(
                "a qualified name must consist of alphanumeric characters, '-', '_' or '.', with an \
                 optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
            );
        }
        Some(("", _)) => return Some("prefix part must be non-empty"),
        Some((prefix, _)) if subdomain(prefix).is_some() => {
            return Some(
                "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric \
                 characters, '-' or '.', and must start and end with an alphanumeric character",
            );
        }
        Some((_, name)) => name,
    };
    if name.is_empty() {
        Some("name part must be non-empty")
    } else if name.len() > 63 {
        Some("name part must be no more than 63 bytes")
    } else {
        (!is_word(name, is_any)).then_some(QUALIFIED)
    }
}

/// What keeps `text` from being a label's value (`IsValidLabelValue`).
pub(crate) fn label_value(text: &str) -> Option<&'static str> {
    if text.len() > 63 {
        Some(AT_MOST_63)
    } else {
        (!text.is_empty() && !is_word(text, is_any)).then_some(LABEL_VALUE)
    }
}

/// What keeps `text` from being a port's name (`IsValidPortName`).
pub(crate) fn port(text: &str) -> Option<&'static str> {
    if text.len() > 15 {
        Some(AT_MOST_15)
    } else if text.is_empty() || !text.bytes().all(is_lower) {
        Some("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
    } else if !text.bytes().any(|byte| byte.is_ascii_lowercase()) {
        Some("must contain at least one letter (a-z)")
    } else if text.contains("--") {
        Some("must not contain consecutive hyphens")
    } else {
        let at_edge = text.starts_with('-') || text.ends_with('-');
        at_edge.then_some("must not begin or end with a hyphen")
    }
}

/// What keeps `text` from naming an environment variable: by the rule of 1.32
/// (`IsRelaxedEnvVarName`), or by that before (`IsEnvVarName`).
pub(crate) fn variable(text: &str, relaxed: bool) -> Option<&'static str> {
    if relaxed {
        let fits = text.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'=');
        return (!fits).then_some(
            "a valid environment variable name must consist only of printable ASCII characters other \
             than '='",
        );
    }
    let fits = !text.starts_with(|first: char| first.is_ascii_digit()) && text.bytes().all(is_any);
    if fits { dots(text) } else { Some(ENV) }
}

/// What keeps `text` from being a key of a ConfigMap or a Secret (`IsConfigMapKey`).
pub(crate) fn config_key(text: &str) -> Option<&'static str> {
    if text.len() > 253 {
        Some(AT_MOST_253)
    } else if text.is_empty() || !text.bytes().all(is_any) {
        Some(CONFIG_KEY)
    } else {
        dots(text)
    }
}

/// A name that a shell would take for a directory (`hasChDirPrefix`).
fn dots(text: &str) -> Option<&'static str> {
    match text {
        "." => Some("must not be '.'"),
        ".." => Some("must not be '..'"),
        _ => text.starts_with("..").then_some("must not start with '..'"),
    }
}

/// What keeps `text` from naming an HTTP header (`IsHTTPHeaderName`).
pub(crate) fn header(text: &str) -> Option<&'static str> {
    let fits =
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    (!fits).then_some(
        "a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex \
         used for validation is '[-A-Za-z0-9]+')",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(what: fn(&str) -> Option<&'static str>, good: &[&str], bad: &[(&str, &str)]) {
        for text in good {
            assert_eq!(what(text), None, "{text:?}");
        }
        for (text, said) in bad {
            let fault = what(text).unwrap_or_default();
            assert!(!fault.is_empty() && fault.contains(said), "{text:?}: {fault}");
        }
    }

    #[test]
    fn labels_and_subdomains() {
        let long = "a".repeat(64);
        let good = ["a", "a-b", "123-abc", &long[1..]];
        check(
            label,
            &good,
            &[("", "RFC 1123 label"), ("a.b", "dots"), ("A", "label"), ("-a", "label")],
        );
        check(label, &[], &[("a-", "label"), ("a_b", "label"), (&long, "63"), ("ä", "label")]);
        let far = "a.".repeat(127);
        check(subdomain, &["a.b-c.d", &long, &far[..253]], &[("a..b", "RFC 1123 subdomain")]);
        check(subdomain, &[], &[("", "subdomain"), ("a.", "subdomain"), ("a_b", "subdomain")]);
        check(subdomain, &[], &[(&format!("{far}a"), "253")]);
    }

    #[test]
    fn keys_and_values_of_labels() {
        let long = "a".repeat(64);
        check(
            qualified,
            &["a", "A_b.c-d", "example.com/Name"],
            &[("", "non-empty"), ("/a", "prefix")],
        );
        check(
            qualified,
            &[],
            &[("a/b/c", "optional"), ("A/b", "prefix part"), ("a/", "name part")],
        );
        check(qualified, &[], &[("a b", "name part"), ("-a", "name part"), (&long, "63")]);
        check(
            label_value,
            &["", "1.2_3-x"],
            &[("a b", "valid label"), ("-", "label"), (&long, "63")],
        );
    }

    #[test]
    fn ports_variables_keys_and_headers() {
        check(port, &["http", "a-1", "0a"], &[("", "alpha-numeric"), ("sixteen-letters-x", "15")]);
        check(port, &[], &[("80", "letter"), ("a--b", "consecutive"), ("a-", "begin or end")]);
        check(port, &[], &[("Http", "alpha-numeric"), ("a_b", "alpha-numeric")]);
        let relaxed: fn(&str) -> Option<&'static str> = |text| variable(text, true);
        check(relaxed, &["1 x", "~", "..a"], &[("a=b", "printable"), ("ä", "printable")]);
        let strict: fn(&str) -> Option<&'static str> = |text| variable(text, false);
        check(
            strict,
            &["my.env-name", "_1"],
            &[("1x", "digit"), ("a b", "digits"), ("..", "'..'")],
        );
        check(strict, &[], &[("..a", "start with"), (".", "'.'")]);
        check(
            config_key,
            &["key.name", "_"],
            &[("", "config key"), ("a/b", "config key"), ("..", "..")],
        );
        check(header, &["X-Header"], &[("", "HTTP header"), ("X_Header", "HTTP header")]);
    }
}
