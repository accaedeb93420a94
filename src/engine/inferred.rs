//! What a manifest lets us guess about its processes.

use super::Scenario;
use crate::model::{Pod, Version};

/// The scenario that the manifest suggests.
pub fn scenario(pod: &Pod, version: Version) -> Scenario {
    let _ = (pod, version);
    unimplemented!()
}
