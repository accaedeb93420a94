//! The only layer that knows Leptos and the browser.

pub mod timeline;
