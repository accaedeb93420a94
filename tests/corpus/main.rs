//! The laws of `laws.rs`, `fixes.rs` and `language.rs` over every text that fuzzing ever stumbled upon
//! (`found/`), and over mutated manifests.

mod adversarial;
mod fixes;
mod language;
mod laws;
mod mutate;

use mutate::{Random, mutate};
use podline::content::examples;
use std::fs;
use std::path::Path;

/// How many bytes the texts that are made to be slow have here; what takes more than its share of time
/// in so few would hang a page with many.
const SLOW: usize = 6_000;

/// Mutated manifests that are read, others that fixes are asked for, and others with places that are asked
/// about; every run makes the same ones.
const READ: usize = 2000;
const FIXED: usize = 150;
const ASKED: usize = 500;

#[test]
fn the_laws_hold_for_every_text_ever_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/found");
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry").path();
        let bytes = fs::read(&path).expect("a case can be read");
        eprintln!("{}", path.display());
        let text = String::from_utf8_lossy(&bytes);
        laws::hold(&text);
        fixes::hold(&text);
        language::hold(&text);
    }
}

#[test]
fn the_laws_hold_for_mutated_manifests() {
    mutated(0..READ).for_each(|text| laws::hold(&text));
}

#[test]
fn the_laws_of_fixes_hold_for_mutated_manifests() {
    mutated(READ..READ + FIXED).for_each(|text| fixes::hold(&text));
}

#[test]
fn the_laws_of_completion_and_help_hold_for_mutated_manifests() {
    mutated(READ + FIXED..READ + FIXED + ASKED).for_each(|text| language::hold(&text));
}

/// The mutated example of each seed.
fn mutated(seeds: std::ops::Range<usize>) -> impl Iterator<Item = String> {
    let texts: Vec<&str> = examples().iter().map(|example| example.text).collect();
    seeds.map(move |seed| {
        let mut random = Random(seed as u64);
        let (text, other) = (texts[random.below(texts.len())], texts[random.below(texts.len())]);
        let count = 1 + random.below(6);
        // Told only if a law breaks.
        eprintln!("seed {seed}");
        mutate(text, other, count, &mut random)
    })
}

#[test]
fn the_laws_hold_for_texts_made_to_be_slow() {
    for text in adversarial::texts(SLOW) {
        eprintln!("{}", text.chars().take(200).collect::<String>());
        laws::hold(&text);
    }
    adversarial::texts(SLOW / 4).for_each(|text| language::hold(&text));
}
