//! What takes a finding away.
use super::case::{Case, Draft};
use crate::engine::Timeline;
use crate::insight::lint::Finding;

pub(super) fn drafts(_case: &Case<'_>, _finding: &Finding, _timeline: &Timeline) -> Vec<Draft> {
    Vec::new()
}
