//! `cargo xtask dist`: a folder that any static host serves from any path, and what it weighs.

use crate::arguments::Arguments;
use crate::outcome::{Doing as _, Failure, Outcome};
use crate::project::Project;
use crate::run::{output, say};
use crate::{later, page, weight};
use std::fs;
use std::path::Path;

pub(crate) const HELP: &str =
    "dist                            builds the page into dist/ and says what it weighs";

/// The most that the first load may weigh, compressed, in bytes.
const BOUND: u64 = 250_000;

/// What it should weigh.
const AIM: u64 = 200_000;

/// The most that the editor may weigh, which comes later.
const EDITOR_BOUND: u64 = 110_000;

/// Prints the size of each file, compressed as a good host does it. Node has Brotli built in, and the
/// page needs Node anyway.
const BROTLI: &str = "
const { brotliCompressSync, constants } = require('zlib');
for (const file of process.argv.slice(1)) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  console.log(brotliCompressSync(require('fs').readFileSync(file), { params }).length);
}";

/// A file of the folder.
struct Weighed {
    /// Its path below the folder.
    name: String,
    raw: u64,
    brotli: u64,
    /// Whether the page needs it before it shows anything.
    first: bool,
}

pub(crate) fn run(project: &Project, arguments: Arguments) -> Outcome {
    arguments.finish()?;
    let folder = page::build(project)?;
    say("Weighing dist");
    let files = weigh(project, &folder)?;
    println!("\n{}\n", table(&files));
    println!("\n{}", weight::of_the_page(project)?);

    let total = first_load(&files);
    if total > BOUND {
        return Err(Failure::new(format!(
            "the first load is {} kB, and {} kB is the bound. See above what takes the room, and load later what \
             the first picture does not need.",
            kilobytes(total),
            kilobytes(BOUND)
        )));
    }
    let heavy = files.iter().find(|it| it.name.starts_with("editor-") && it.brotli > EDITOR_BOUND);
    match heavy {
        Some(editor) => Err(Failure::new(format!(
            "the editor is {} kB, and {} kB is the bound.",
            kilobytes(editor.brotli),
            kilobytes(EDITOR_BOUND)
        ))),
        None => Ok(()),
    }
}

fn weigh(project: &Project, folder: &Path) -> Outcome<Vec<Weighed>> {
    let mut names = Vec::new();
    list(folder, "", &mut names).doing(|| format!("list {}", folder.display()))?;
    names.sort();
    let mut node = project.command("node");
    node.args(["-e", BROTLI]).args(names.iter().map(|name| folder.join(name)));
    let sizes = output("Compressing", &mut node, "Is Node 20 or newer on PATH?")?;
    let index = fs::read_to_string(folder.join("index.html"))
        .doing(|| "read dist/index.html".to_owned())?;
    let mut files = Vec::new();
    for (name, brotli) in names.into_iter().zip(sizes.lines()) {
        let raw = fs::metadata(folder.join(&name)).doing(|| format!("measure dist/{name}"))?.len();
        let brotli = brotli.parse().doing(|| format!("read the size of dist/{name}"))?;
        files.push(Weighed { first: is_first(&name, &index), name, raw, brotli });
    }
    files.sort_by_key(|file| (!file.first, u64::MAX - file.brotli));
    Ok(files)
}

fn list(folder: &Path, prefix: &str, names: &mut Vec<String>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().display());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{name}/"), names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}

/// What index.html names is loaded at once, and so are the pieces of JavaScript that crates bring.
fn is_first(name: &str, index: &str) -> bool {
    name == "index.html"
        || name.starts_with("snippets/")
        || index.contains(name) && !later::is_later(name, index)
}

fn table(files: &[Weighed]) -> String {
    let mut rows = vec![format!("{:>10} {:>10}  file", "raw", "brotli -11")];
    for Weighed { name, raw, brotli, first } in files {
        let note = if *first { "" } else { " (later)" };
        rows.push(format!("{raw:>10} {brotli:>10}  {name}{note}"));
    }
    let raw: u64 = files.iter().filter(|file| file.first).map(|file| file.raw).sum();
    let brotli = first_load(files);
    let size = kilobytes(brotli);
    let (aim, bound) = (kilobytes(AIM), kilobytes(BOUND));
    let verdict = if brotli <= AIM {
        format!("within the aim of {aim} kB")
    } else if brotli <= BOUND {
        format!("within the bound of {bound} kB, over the aim of {aim} kB")
    } else {
        format!("over the bound of {bound} kB")
    };
    rows.push(format!("{raw:>10} {brotli:>10}  first load: {size} kB, {verdict}"));
    rows.join("\n")
}

/// The compressed size of what the page needs before it shows anything.
fn first_load(files: &[Weighed]) -> u64 {
    files.iter().filter(|file| file.first).map(|file| file.brotli).sum()
}

/// Thousands of bytes with one digit, as networks count them.
pub(crate) fn kilobytes(bytes: u64) -> String {
    format!("{}.{}", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::{Weighed, is_first, kilobytes, table};

    #[test]
    fn the_first_load_is_what_index_html_names() {
        let index = "<script src=\"./podline-1.js\"></script>";
        assert!(is_first("index.html", index));
        assert!(is_first("podline-1.js", index));
        assert!(is_first("snippets/some-crate/inline0.js", index));
        assert!(!is_first("editor-1.js", index));
    }

    #[test]
    fn the_table_adds_up_the_first_load_apart_from_the_rest() {
        let file = |name: &str, brotli, first| Weighed {
            name: name.to_owned(),
            raw: 2 * brotli,
            brotli,
            first,
        };
        let text = table(&[
            file("a.wasm", 201_000, true),
            file("index.html", 250, true),
            file("editor.js", 90_000, false),
        ]);
        assert!(text.contains("402500     201250  first load: 201.2 kB, within the bound of 250.0 kB, over the aim"), "{text}");
    }

    #[test]
    fn kilobytes_are_cut_to_one_digit() {
        assert_eq!(kilobytes(249_999), "249.9");
        assert_eq!(kilobytes(50), "0.0");
    }
}
