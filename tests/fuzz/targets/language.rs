//! Completion and help at a place: the laws of `tests/corpus/language.rs`.

#![no_main]

#[path = "../../corpus/language.rs"]
mod language;
#[path = "../../corpus/mutate.rs"]
mod mutate;
mod mutator;

use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|text: &str| language::hold(text));
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutator::mutated(data, size, max_size, seed)
});
