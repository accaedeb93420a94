//! Quick fixes: what to change in the text so that a problem or a finding goes away, or a container
//! becomes another kind of container. Small edits that keep comments, order and indentation.
//!
//! Knows the text, its tree and the API; neither the page nor the picture.

use crate::manifest::TextRange;

/// One change to a text: what stands at `range` is replaced by `text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// The bytes that go; empty to insert.
    pub range: TextRange,
    /// What stands there afterwards.
    pub text: String,
}
