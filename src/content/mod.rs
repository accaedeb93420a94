//! Data compiled in: the examples and what the engine's rules say. The only code is the tables.

mod examples;
mod rules;

pub use examples::{Example, Group, example, examples};
pub use rules::{RuleText, rule, rules};
