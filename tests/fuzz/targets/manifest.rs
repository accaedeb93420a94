//! Decode, validate, repair: the laws of `tests/corpus/laws.rs`.

#![no_main]

#[path = "../../corpus/laws.rs"]
mod laws;
#[path = "../../corpus/mutate.rs"]
mod mutate;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use mutate::{Random, mutate};

fuzz_target!(|text: &str| laws::hold(text));

// Every other time the damage is what happens to manifests; libFuzzer's own hits everything else.
fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut random = Random(seed.into());
    if random.below(2) == 0 {
        return fuzzer_mutate(data, size, max_size);
    }
    let text = String::from_utf8_lossy(&data[..size]).into_owned();
    let mutated = mutate(&text, &text, 1 + random.below(3), &mut random);
    let length = mutated.len().min(max_size).min(data.len());
    data[..length].copy_from_slice(&mutated.as_bytes()[..length]);
    length
});
