//! An object of the API as plain data: what `-o yaml` prints and `-o jsonpath` walks through.

use std::cmp::Ordering;
use std::fmt::Write as _;

/// One value of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// `null`: a time that is not set.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// Fields by name.
    Map(Map),
}

/// Fields in the order in which kubectl prints them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Map(Vec<(String, Node)>);

impl Map {
    /// Without fields.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// With one more field. Names are given once.
    #[must_use]
    pub(super) fn with(mut self, key: &str, value: impl Into<Node>) -> Self {
        let at = self.0.partition_point(|(other, _)| order(other, key) == Ordering::Less);
        self.0.insert(at, (key.to_owned(), value.into()));
        self
    }

    /// With one more field if there is a value (`omitempty`).
    #[must_use]
    pub(super) fn with_some(self, key: &str, value: Option<impl Into<Node>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// With one more field unless the text is empty (`omitempty`).
    #[must_use]
    pub(super) fn with_text(self, key: &str, text: &str) -> Self {
        self.with_some(key, (!text.is_empty()).then_some(text))
    }

    /// The fields, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Node)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Whether it has no field.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Node {
    /// The field of this name, if this has fields and it is one of them.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(map) => map.iter().find(|&(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// On one line, as Go's `json.Marshal` writes it.
    pub(super) fn json(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Int(value) => value.to_string(),
            Self::Text(text) => quoted(text),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(Self::json).collect();
                format!("[{}]", items.join(","))
            }
            Self::Map(map) => {
                let field =
                    |(key, value): (&str, &Self)| format!("{}:{}", quoted(key), value.json());
                let fields: Vec<String> = map.iter().map(field).collect();
                format!("{{{}}}", fields.join(","))
            }
        }
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted += "\\n",
            '\t' => quoted += "\\t",
            '<' | '>' | '&' | '\0'..' ' => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(character));
            }
            other => quoted.push(other),
        }
    }
    quoted + "\""
}

impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Node {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Node {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<Map> for Node {
    fn from(map: Map) -> Self {
        Self::Map(map)
    }
}

impl From<Vec<Self>> for Node {
    fn from(items: Vec<Self>) -> Self {
        Self::List(items)
    }
}

/// The order of keys: letters behind everything else, numbers by value (sigs.k8s.io/yaml
/// `goyaml.v2/sorter.go` keyList.Less).
fn order(left: &str, right: &str) -> Ordering {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let Some(at) = left.iter().zip(&right).position(|(left, right)| left != right) else {
        return left.len().cmp(&right.len());
    };
    let (l, r) = (left[at], right[at]);
    match (l.is_alphabetic(), r.is_alphabetic()) {
        (true, true) => l.cmp(&r),
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) => {
            // A zero behind other digits belongs to their number.
            let before = left[..at].iter().rev().take_while(|c| c.is_ascii_digit());
            let inside = (l == '0' || r == '0') && before.clone().any(|&c| c != '0');
            let (l, r) = (number(&left[at..], inside), number(&right[at..], inside));
            l.cmp(&r).then(left[at].cmp(&right[at]))
        }
    }
}

/// The digits that `text` begins with: their value, and how many they are.
fn number(text: &[char], inside: bool) -> (u64, usize) {
    let digits = text.iter().map_while(|c| c.to_digit(10));
    let add = |value: u64, digit| value.saturating_mul(10).saturating_add(u64::from(digit));
    (digits.clone().fold(u64::from(inside), add), digits.count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_kubectls_order() {
        let mut map = Map::new();
        let keys =
            ["podIPs", "podIP", "a10", "a2", "app", "app.kubernetes.io/name", "Z", "1st", "a"];
        for key in keys {
            map = map.with(key, true);
        }
        let printed: Vec<&str> = map.iter().map(|(key, _)| key).collect();
        assert_eq!(
            printed,
            ["1st", "Z", "a", "a2", "a10", "app", "app.kubernetes.io/name", "podIP", "podIPs"]
        );
    }

    #[test]
    fn json_is_gos() {
        let list = vec![Node::Null, Node::from(false), Node::from(7)];
        let map = Map::new().with("b", list).with("a", "x <y> \"z\"\n").with("c", Map::new());
        let json = Node::from(map).json();
        assert_eq!(json, r#"{"a":"x \u003cy\u003e \"z\"\n","b":[null,false,7],"c":{}}"#);
    }
}
