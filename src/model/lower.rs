//! From what was written to what it means.

use super::Pod;
use crate::manifest::{Object, Problem};

/// The Pod that an object describes, and what is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Lowered {
    /// The Pod, if there is enough of it to simulate.
    pub pod: Option<Pod>,
    /// What is wrong or left out.
    pub problems: Vec<Problem>,
}

/// The Pod of `object`: the Pod itself, or the one a controller would make from its template.
pub fn lower(object: &Object) -> Lowered {
    let _ = object;
    Lowered { pod: None, problems: Vec::new() }
}
