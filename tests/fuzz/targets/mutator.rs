//! Every other time the damage is what happens to manifests; libFuzzer's own hits everything else.

use crate::mutate::{Random, mutate};
use libfuzzer_sys::fuzzer_mutate;

/// Changes the first `size` bytes of `data`; returns how many there are then.
pub(crate) fn mutated(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut random = Random(seed.into());
    if random.below(2) == 0 {
        return fuzzer_mutate(data, size, max_size);
    }
    let text = String::from_utf8_lossy(&data[..size]).into_owned();
    let mutated = mutate(&text, &text, 1 + random.below(3), &mut random);
    let length = mutated.len().min(max_size).min(data.len());
    data[..length].copy_from_slice(&mutated.as_bytes()[..length]);
    length
}
