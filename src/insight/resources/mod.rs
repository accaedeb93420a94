//! What a Pod asks for, may use and holds: requests and limits, QoS class, OOM score, memory volumes.

mod cost;
mod effective;
mod empty_dir;
mod limits;
mod oom;
mod over_time;
mod qos;
mod resize;
#[cfg(test)]
mod sample;

pub use cost::{Cost, OneMore, one_more, replicas, times, usual};
pub use effective::{Effective, Options, effective};
pub use empty_dir::{eviction_limit, memory_size};
pub use limits::{limit_of_container, limit_of_pod};
pub use oom::{is_node_critical, oom_score_adj};
pub use over_time::{Step, in_use};
pub use qos::{Lack, QosClass, lacks, qos_class};
pub use resize::{Figures, ResizeStatus, Source};
