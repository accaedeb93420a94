//! Text → what was written, and where every field stands. Never fails: what could be read comes
//! back together with the problems.
//!
//! Knows Kubernetes' field names and types, nothing of their meaning (that is `model`).
//!
//! The way of a text: `segments` cuts it into documents, `tree` reads each into nodes with
//! their places, `documents` finds the objects, `check` holds them against the [`schema`], and
//! [`fields`] decodes what the lifecycle depends on. `validate` then applies the API server's
//! rules, when a Pod is made of it. [`repair`] stands beside this way: it makes a better text of a
//! paste that lost its indentation; and [`foreign`], which names what is no manifest.

mod allowed;
mod check;
mod controller;
mod decode;
mod documents;
mod field_path;
pub mod fields;
pub mod foreign;
mod kinds;
pub(crate) mod names;
mod object;
mod problem;
mod quantity;
pub mod repair;
mod report;
pub mod schema;
mod segments;
mod source;
mod template;
pub(crate) mod tree;
pub(crate) mod validate;
mod value;

pub use allowed::{Allowed, allowed};
pub use documents::{MAX_OBJECTS, MAX_TEXT};
pub use field_path::FieldPath;
pub use kinds::WorkloadKind;
pub use object::Object;
pub(crate) use problem::{Draft, Problems};
pub use problem::{MAX_PROBLEMS, Position, Problem, ProblemKind, Severity, TextRange};
pub use quantity::{Quantity, QuantityError};
pub(crate) use report::Report;
pub use source::Source;
pub use tree::{MAX_ALIASED, MAX_DEPTH};
pub(crate) use value::Value;

use std::sync::Arc;

/// What a text holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The objects, in order; items of a `List` one by one.
    pub objects: Vec<Object>,
    /// Everything that is wrong or left out, in order of place.
    pub problems: Vec<Problem>,
    source: Arc<Source>,
}

impl Manifest {
    /// The text and its lines; empty if the text was too large to be read.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The place of the byte `offset` of the text.
    pub fn position(&self, offset: usize) -> Position {
        self.source.position(offset)
    }
}

/// Reads `text`. Never fails.
pub fn parse(text: &str) -> Manifest {
    documents::read(text)
}
