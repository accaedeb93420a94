//! What an editor asks about a place in the text: what may be written there, and what the field there
//! means.
//!
//! Knows the schema and Kubernetes' own documentation of it; nothing of what happens in time. The text is
//! whatever stands in the editor, so both questions go to an outline of it that needs no valid YAML.
//! Offsets are bytes.

mod complete;
mod documentation;
mod hover;
mod known;
mod outline;
mod place;
mod since;
#[cfg(test)]
mod testing;
mod words;

pub use complete::{CompletionItem, CompletionKind, Completions, complete};
pub use documentation::Documentation;
pub use hover::{Hover, hover};

use crate::manifest::schema::{self, Field, TypeId};

/// Whether the object is refused without a field.
fn is_required(type_id: TypeId, field: Field) -> bool {
    // The crate that the schema is from requires `metadata` of every object; the server does of none.
    let is_root = schema::api_version(schema::type_name(type_id)).is_some();
    if is_root { matches!(field.name, "apiVersion" | "kind") } else { field.required }
}
