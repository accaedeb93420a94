//! Data compiled in: examples and rules.
