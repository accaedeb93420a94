//! For tests of tables: the schema by the names of its types.

use crate::manifest::WorkloadKind;
use crate::manifest::schema::{self, FieldKind, TypeId, ValueKind};

/// The type called `name`, which one of the kinds leads to. Panics if there is none.
pub(super) fn type_named(name: &str) -> TypeId {
    let mut found: Vec<TypeId> = WorkloadKind::ALL
        .into_iter()
        .filter_map(|kind| schema::root(kind.api_version(), kind.as_str()))
        .collect();
    let mut at = 0;
    while let Some(id) = found.get(at).copied() {
        if schema::type_name(id) == name {
            return id;
        }
        at += 1;
        for field in schema::fields(id) {
            let (FieldKind::Value(kind) | FieldKind::List(kind) | FieldKind::Map(kind)) =
                field.kind;
            if let ValueKind::Object(id) = kind
                && !found.contains(&id)
            {
                found.push(id);
            }
        }
    }
    panic!("the schema has no type {name}");
}
