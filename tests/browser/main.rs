//! The page in a real browser, driven through W3C WebDriver.
//!
//! `cargo xtask test` builds and serves the page, starts the driver and says where both are; the
//! engine is its parameter, so nothing here may know one browser from another.

mod accessibility;
mod bad_input;
mod editor;
mod explore;
mod keyboard;
mod layout;
mod page;
mod problems;
mod session;
mod tree;
mod versions;
mod workloads;
