//! The laws of `laws.rs` over every text that fuzzing ever stumbled upon (`found/`), and over mutated
//! manifests.

mod adversarial;
mod laws;
mod mutate;

use mutate::{Random, mutate};
use podline::content::examples;
use std::fs;
use std::path::Path;

/// How many bytes the texts that are made to be slow have here; what takes more than its share of time
/// in so few would hang a page with many.
const SLOW: usize = 6_000;

/// Mutated manifests; every run makes the same ones.
const MUTATED: usize = 2000;

#[test]
fn the_laws_hold_for_every_text_ever_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/found");
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("an entry").path();
        let bytes = fs::read(&path).expect("a case can be read");
        eprintln!("{}", path.display());
        laws::hold(&String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn the_laws_hold_for_mutated_manifests() {
    let texts: Vec<&str> = examples().iter().map(|example| example.text).collect();
    for seed in 0..MUTATED {
        let mut random = Random(seed as u64);
        let (text, other) = (texts[random.below(texts.len())], texts[random.below(texts.len())]);
        let count = 1 + random.below(6);
        let text = mutate(text, other, count, &mut random);
        // Told only if a law breaks.
        eprintln!("seed {seed}");
        laws::hold(&text);
    }
}

#[test]
fn the_laws_hold_for_texts_made_to_be_slow() {
    for text in adversarial::texts(SLOW) {
        eprintln!("{}", text.chars().take(200).collect::<String>());
        laws::hold(&text);
    }
}
