//! stub
#![allow(unused)]
mod apply;
pub use apply::{Change, DiffLine, apply, diff};
use crate::engine::Timeline;
use crate::insight::lint::Finding;
use crate::manifest::{Manifest, Problem, TextRange};
use crate::model::{ContainerIndex, Pod};
use crate::version::Version;
/// One change
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// The bytes that go; empty to insert.
    pub range: TextRange,
    /// What stands there afterwards.
    pub text: String,
}
/// A change that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// code
    pub code: &'static str,
    /// title
    pub title: String,
    /// edits
    pub edits: Vec<TextEdit>,
}
/// x
pub fn of_problem(manifest: &Manifest, object: Option<usize>, problem: &Problem, version: Version) -> Vec<Fix> { Vec::new() }
/// x
pub fn of_finding(manifest: &Manifest, object: usize, finding: &Finding, timeline: &Timeline) -> Vec<Fix> { Vec::new() }
/// x
pub fn at(manifest: &Manifest, object: usize, container: Option<ContainerIndex>, pod: &Pod, version: Version) -> Vec<Fix> { Vec::new() }
