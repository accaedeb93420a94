//! Events, rows and the scene as HTML and SVG text: what the page shows in bulk, written once, pure.
//!
//! Knows tags, classes and `data-` attributes; the style sheets say how they look, and `view` puts
//! the text into the document and listens. Plain text instead of components keeps the first load
//! small (docs/decisions), and can be tested, stored or exported without a browser.

mod causes;
mod cluster_events;
mod diagnostics;
mod dialog;
mod editor_lines;
mod event_list;
mod examples;
mod fixes;
mod grace_budget;
mod icon;
pub mod kubectl;
mod language;
mod objects;
mod patterns;
mod pod_status;
mod problems;
mod repair;
mod resources;
#[cfg(test)]
mod sample;
pub mod stage;
pub mod timeline;
mod versions;
mod why;
mod writer;

pub use causes::causes;
pub use cluster_events::cluster_events;
pub use diagnostics::{diagnostic_count, diagnostic_hover, diagnostic_list, diagnostic_note};
pub use editor_lines::{editor_lines, window_start};
pub use event_list::{event_rows, listed};
pub use examples::example_cards;
pub use fixes::changes;
pub use grace_budget::grace_budget;
pub use icon::Icon;
pub use language::{completion_help, hover_help};
pub use objects::object_tabs;
pub use patterns::patterns;
pub use pod_status::{status_chips, status_table};
pub use problems::{problem_count, problem_list, sign};
pub use repair::repair;
pub use resources::resources;
pub use versions::version_options;
pub use why::why;
pub use writer::{Hundredths, Markup};

use crate::model::ContainerIndex;

/// The number of a container's colour, as `data-lane` has it.
pub fn hue(container: ContainerIndex) -> usize {
    container.0 % 8 + 1
}
