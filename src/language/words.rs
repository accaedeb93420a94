//! What a field holds, in words.

use crate::manifest::schema::{self, FieldKind, ValueKind};

/// `list of EnvVar`, `quantity`, `map of string`.
pub(super) fn kind(kind: FieldKind) -> String {
    match kind {
        FieldKind::Value(kind) => value(kind).to_owned(),
        FieldKind::List(kind) => format!("list of {}", value(kind)),
        FieldKind::Map(kind) => format!("map of {}", value(kind)),
    }
}

fn value(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::String => "string",
        ValueKind::Integer { .. } => "integer",
        ValueKind::Number => "number",
        ValueKind::Boolean => "boolean",
        ValueKind::Quantity => "quantity",
        ValueKind::IntOrString => "integer or string",
        ValueKind::Time => "time",
        ValueKind::Bytes => "base64",
        ValueKind::Free => "anything",
        ValueKind::Object(id) => schema::type_name(id),
    }
}
