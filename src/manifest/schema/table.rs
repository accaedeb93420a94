//! Reads `table.txt`, once, when the schema is first asked.
//!
//! A line without indent names a type, with the `apiVersion` of those that are objects on their
//! own; indented lines are its fields: name, kind, `!` if required, and the minors that have it
//! where these are not all. A type's own minors hold for its fields.

use super::{Field, FieldKind, TypeId, ValueKind};
use std::ops::Range;
use std::sync::OnceLock;

const TEXT: &str = include_str!("table.txt");

/// The whole table. Types are sorted by name, and so are the fields of each type.
pub(super) struct Table {
    pub(super) types: Vec<Type>,
    /// The fields of all types, one type after the other.
    pub(super) fields: Vec<Field>,
}

pub(super) struct Type {
    pub(super) name: &'static str,
    /// For objects on their own.
    pub(super) api_version: Option<&'static str>,
    /// Where its fields are.
    pub(super) fields: Range<usize>,
}

/// The first minor, 0 for "always", and the last one.
type Minors = (u8, Option<u8>);

impl Table {
    /// The table of `table.txt`.
    pub(super) fn get() -> &'static Self {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(|| Self::read(TEXT))
    }

    /// The type of this name.
    pub(super) fn find(&self, name: &str) -> Option<TypeId> {
        self.types.binary_search_by_key(&name, |type_| type_.name).ok().map(TypeId)
    }

    fn read(text: &'static str) -> Self {
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();

        // Types first: fields refer to types that come later.
        let mut table = Self { types: Vec::new(), fields: Vec::new() };
        for line in lines.iter().filter(|line| !line.starts_with(' ')) {
            let mut words = line.split(' ');
            let name = words.next().expect("invariant: a type has a name");
            let api_version = words.next().filter(|word| minors(word).is_none());
            table.types.push(Type { name, api_version, fields: 0..0 });
        }

        let mut types = 0;
        let mut of_type: Minors = (0, None);
        for line in lines {
            if let Some(line) = line.strip_prefix(' ') {
                let field = table.field(line, of_type);
                table.fields.push(field);
                table.types[types - 1].fields.end += 1;
            } else {
                of_type = line.split(' ').find_map(minors).unwrap_or_default();
                table.types[types].fields = table.fields.len()..table.fields.len();
                types += 1;
            }
        }
        table
    }

    fn field(&self, line: &'static str, of_type: Minors) -> Field {
        let mut words = line.split(' ');
        let (Some(name), Some(kind)) = (words.next(), words.next()) else {
            unreachable!("a field has a name and a kind: {line}");
        };
        let (since, until) = words.next().and_then(minors).unwrap_or(of_type);
        let required = kind.strip_suffix('!');
        let kind = self.kind(required.unwrap_or(kind));
        Field { name, kind, required: required.is_some(), since, until }
    }

    fn kind(&self, text: &str) -> FieldKind {
        if let Some(item) = text.strip_prefix("[]") {
            FieldKind::List(self.value(item))
        } else if let Some(value) = text.strip_prefix("{}") {
            FieldKind::Map(self.value(value))
        } else {
            FieldKind::Value(self.value(text))
        }
    }

    fn value(&self, text: &str) -> ValueKind {
        match text {
            "string" => ValueKind::String,
            "int32" => ValueKind::Integer { bits: 32 },
            "int64" => ValueKind::Integer { bits: 64 },
            "number" => ValueKind::Number,
            "boolean" => ValueKind::Boolean,
            "quantity" => ValueKind::Quantity,
            "int-or-string" => ValueKind::IntOrString,
            "time" => ValueKind::Time,
            "bytes" => ValueKind::Bytes,
            "free" => ValueKind::Free,
            name => ValueKind::Object(self.find(name).expect("invariant: the table has its types")),
        }
    }
}

/// What a word says of minors: `34..` (since 1.34), `..=36` (until 1.36) or both. `None` for all
/// other words, whose first letter already tells them apart.
fn minors(word: &str) -> Option<Minors> {
    if !word.starts_with(|first: char| first == '.' || first.is_ascii_digit()) {
        return None;
    }
    let (since, until) = word.split_once("..")?;
    let until = until.strip_prefix('=').and_then(|minor| minor.parse().ok());
    Some((since.parse().unwrap_or(0), until))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_fields_are_sorted() {
        let table = Table::get();
        assert!(table.types.is_sorted_by(|a, b| a.name < b.name));
        for type_ in &table.types {
            let fields = &table.fields[type_.fields.clone()];
            assert!(fields.is_sorted_by(|a, b| a.name < b.name), "{}", type_.name);
        }
    }

    #[test]
    fn minors_are_a_fields_own_or_its_types() {
        let table = Table::read(
            "# comment\nA v1\n always string\n gone B ..=35\n late []B! 34..\nB 34..=36\n inner {}int32\n own time 35..=35\nC\n",
        );
        let minors: Vec<_> =
            table.fields.iter().map(|field| (field.name, field.since, field.until)).collect();
        assert_eq!(
            minors,
            [
                ("always", 0, None),
                ("gone", 0, Some(35)),
                ("late", 34, None),
                ("inner", 34, Some(36)),
                ("own", 35, Some(35)),
            ]
        );
        assert!(table.fields[2].required && !table.fields[1].required);
        assert_eq!(table.types[0].api_version, Some("v1"));
        assert_eq!(table.types[1].api_version, None);
        assert_eq!(table.types[1].fields, 3..5);
        assert_eq!(table.types[2].fields, 5..5);
    }
}
