//! What follows from a Pod and its timeline beside the timeline itself.
//!
//! Reads a Pod and a timeline, never changes them: pure functions that answer a question somebody
//! asks about a Pod. Knows no drawing; `lint`, `patterns` and `why` have sentences.

mod command;
pub mod evidence;
pub mod grace_budget;
pub mod links;
pub mod lint;
pub mod patterns;
pub mod resources;
pub mod sharing;
pub mod why;
