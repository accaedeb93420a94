//! A checked object as plain values: what is right in it, without nulls, to be read by name.
//!
//! Kinds and names have been checked; what is absent reads as [`Value::Absent`], however deep.

use std::ops::Index;

/// One value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Value {
    /// There is none, or it was pruned.
    #[default]
    Absent,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text; also a number with a fraction, as it was written.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// Fields, or a map with free keys: each key once, in written order.
    Map(Vec<(String, Self)>),
}

/// What stands for every absent value.
static ABSENT: Value = Value::Absent;

impl Index<&str> for Value {
    type Output = Self;

    fn index(&self, key: &str) -> &Self {
        let found = self.entries().iter().find(|(name, _)| name == key);
        found.map_or(&ABSENT, |(_, value)| value)
    }
}

impl Value {
    /// The text, if it is one.
    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A copy of the text; empty if there is none.
    pub(crate) fn text(&self) -> String {
        self.as_str().unwrap_or_default().to_owned()
    }

    /// A copy of the text, if there is one; it may be empty.
    pub(crate) fn optional_text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }

    /// The number, if it is one.
    pub(crate) fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    /// Whether it is `true`.
    pub(crate) fn is_true(&self) -> bool {
        *self == Self::Bool(true)
    }

    /// The items of a list; none if it is no list.
    pub(crate) fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The entries of a map; none if it is no map.
    pub(crate) fn entries(&self) -> &[(String, Self)] {
        match self {
            Self::Map(entries) => entries,
            _ => &[],
        }
    }

    /// What `read` makes of it, if it is there as fields, be it without any.
    pub(crate) fn fields<T>(&self, read: fn(&Self) -> T) -> Option<T> {
        matches!(self, Self::Map(_)).then(|| read(self))
    }

    /// What `read` makes of each item; `None` for one that was pruned, so that the others keep their
    /// index.
    pub(crate) fn each<T>(&self, read: fn(&Self) -> T) -> Vec<Option<T>> {
        self.items().iter().map(|item| item.fields(read)).collect()
    }

    /// The texts of a list.
    pub(crate) fn texts(&self) -> Vec<String> {
        self.items().iter().filter_map(Self::optional_text).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Value;

    #[test]
    fn what_is_absent_reads_as_nothing_however_deep() {
        let name = ("name".to_owned(), Value::Text("a".to_owned()));
        let object = Value::Map(vec![name, ("empty".to_owned(), Value::Map(Vec::new()))]);
        assert_eq!(object["name"].as_str(), Some("a"));
        assert_eq!(object["name"]["x"]["y"], Value::Absent);
        assert_eq!(object["x"].text(), "");
        assert_eq!(object["empty"].fields(|_| ()), Some(()));
        assert_eq!(object["x"].fields(|_| ()), None);
    }

    #[test]
    fn a_pruned_item_keeps_its_place() {
        let list = Value::List(vec![Value::Absent, Value::Map(Vec::new())]);
        assert_eq!(list.each(|_| ()), [None, Some(())]);
    }
}
