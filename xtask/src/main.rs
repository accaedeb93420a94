//! The workshop: set up, build, serve, test.
fn main() {}
