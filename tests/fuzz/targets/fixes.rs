//! Quick fixes: the laws of `tests/corpus/fixes.rs`.

#![no_main]

#[path = "../../corpus/fixes.rs"]
mod fixes;
#[path = "../../corpus/mutate.rs"]
mod mutate;
mod mutator;

use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|text: &str| fixes::hold(text));
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutator::mutated(data, size, max_size, seed)
});
