//! Events, rows and the scene as HTML and SVG text: what the page shows in bulk, written once, pure.
//!
//! Knows tags, classes and `data-` attributes; the style sheets say how they look, and `view` puts
//! the text into the document and listens. Plain text instead of components keeps the first load
//! small (docs/decisions), and can be tested, stored or exported without a browser.

pub mod timeline;
mod writer;

pub use writer::{Hundredths, Markup};
