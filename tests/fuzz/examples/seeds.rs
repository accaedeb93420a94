//! Writes the texts that a fuzzing run begins with: the examples, the pastes of the repair, all of
//! them flat too, and each with a few slips. The same ones every time.

#[path = "../../corpus/mutate.rs"]
mod mutate;

use mutate::{Random, mutate};
use podline::content::examples;
use std::path::{Path, PathBuf};
use std::{fs, io};

fn main() -> io::Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let seeds = here.join("seeds");
    fs::create_dir_all(&seeds)?;
    let mut texts: Vec<String> = examples().iter().map(|each| each.text.to_owned()).collect();
    for path in
        files(&here.join("../repair/meant"))?.iter().chain(&files(&here.join("../corpus/found"))?)
    {
        texts.push(String::from_utf8_lossy(&fs::read(path)?).into_owned());
    }
    let flat =
        |text: &String| text.lines().map(|line| line.trim_start().to_owned() + "\n").collect();
    let flat: Vec<String> = texts.iter().map(flat).collect();
    texts.extend(flat);
    let mut random = Random(0);
    for at in 0..4 * texts.len() {
        let other = random.below(texts.len());
        let count = 1 + random.below(4);
        texts.push(mutate(&texts[at], &texts[other], count, &mut random));
    }
    for (at, text) in texts.iter().enumerate() {
        fs::write(seeds.join(format!("{at:04}")), text)?;
    }
    println!("{} texts in {}", texts.len(), seeds.display());
    Ok(())
}

/// The files of a folder, by name.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        found.push(entry?.path());
    }
    found.sort();
    Ok(found)
}
