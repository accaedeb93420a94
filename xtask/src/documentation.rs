//! Kubernetes' own documentation of every field, in one file for the page, which loads it when somebody
//! first asks what a field means.
//!
//! It comes from the sources of k8s-openapi, as the schema does, and is not committed: it is ten times
//! as large as the schema and says nothing that Podline goes by.

use crate::arguments::Arguments;
use crate::dist::kilobytes;
use crate::outcome::{Doing as _, Outcome};
use crate::project::Project;
use crate::run::say;
use crate::schema::{Api, MINORS, ROOTS, newest_release, short};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub(crate) const HELP: &str = "documentation                   collects Kubernetes' own words about its fields, as for the page";

/// Writes the file, and says where and how large it is.
pub(crate) fn run(project: &Project, arguments: Arguments) -> Outcome {
    arguments.finish()?;
    let file = build(project)?;
    let size = fs::metadata(&file).doing(|| format!("measure {}", file.display()))?.len();
    println!("{}: {} kB", file.display(), kilobytes(size));
    Ok(())
}

/// Writes the file unless it is there and up to date, and says where it is.
pub(crate) fn build(project: &Project) -> Outcome<PathBuf> {
    let file = project.target().join("documentation/documentation.txt");
    // What it depends on is named in the lock file; how it is written, in this very program.
    let program = std::env::current_exe().doing(|| "find the workshop itself".to_owned())?;
    let inputs = [project.at("Cargo.lock"), program];
    let written = changed(&file);
    if written.is_some() && inputs.iter().all(|input| changed(input) <= written) {
        return Ok(file);
    }

    say("Collecting Kubernetes' documentation of its fields");
    let version = project.locked("k8s-openapi")?;
    let minor = *MINORS.end();
    let api = Api::read(&newest_release(project)?, minor)?;
    let head = format!(
        "# What Kubernetes 1.{minor} says of its fields, from k8s-openapi {version} (Apache License 2.0).\n"
    );
    let folder = project.target().join("documentation");
    fs::create_dir_all(&folder).doing(|| format!("make {}", folder.display()))?;
    fs::write(&file, head + &text(&api)?).doing(|| format!("write {}", file.display()))?;
    Ok(file)
}

/// When a file was last changed; nothing if it is not there.
fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).and_then(|metadata| metadata.modified()).ok()
}

/// First every text once, a line each, its own line breaks as tabs; then, after an empty line, the types
/// and below each its fields, with the number of their text. What has no text is left out.
fn text(api: &Api) -> Outcome<String> {
    let types = api.reachable(&ROOTS)?;
    let types: BTreeMap<_, _> = types.iter().map(|(path, type_)| (short(path), type_)).collect();
    let mut texts = String::new();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut names = String::new();
    for (type_, of_type) in types {
        let own = std::iter::once((type_, "", &of_type.text));
        let fields = of_type.fields.iter().map(|(name, field)| (name.as_str(), " ", &field.text));
        for (name, indent, text) in own.chain(fields) {
            let Some(text) = text else {
                if indent.is_empty() {
                    names += type_;
                    names.push('\n');
                }
                continue;
            };
            let text = unfold(text).replace('\n', "\t");
            let next = numbers.len();
            let number = *numbers.entry(text).or_insert_with_key(|text| {
                texts += text;
                texts.push('\n');
                next
            });
            // Writing to a String does not fail.
            let _ = writeln!(names, "{indent}{name} {number}");
        }
    }
    Ok(format!("{texts}\n{names}"))
}

/// Gives lists their lines back, each item on one: Kubernetes' generator puts all lines of a paragraph
/// on one, or leaves an item on several.
fn unfold(text: &str) -> String {
    let paragraphs = text.trim().split("\n\n").map(|paragraph| {
        let mut paragraph = joined(paragraph.trim());
        let list = if paragraph.starts_with("- ") { Some(0) } else { paragraph.find(": - ") };
        // Where some items have their lines, a dash inside a line is only a dash.
        let has_lines = paragraph.contains("\n- ");
        match list {
            Some(_) if has_lines => paragraph = paragraph.replacen(": - ", ":\n- ", 1),
            Some(list) => {
                let items = paragraph[list..].replace(" - ", "\n- ");
                paragraph.replace_range(list.., &items);
            }
            None => {}
        }
        paragraph
    });
    paragraphs.filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The lines of a paragraph, without the breaks inside an item of a list.
fn joined(paragraph: &str) -> String {
    let mut joined = String::with_capacity(paragraph.len());
    for line in paragraph.lines() {
        let begun = line.trim_start();
        let goes_on = line.starts_with("  ") && !begun.starts_with(['-', '*']);
        joined += match (joined.is_empty(), goes_on) {
            (true, _) => "",
            (false, true) => " ",
            (false, false) => "\n",
        };
        joined += if goes_on { begun } else { line };
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::unfold;

    #[test]
    fn lists_get_their_lines_back() {
        for (folded, lines) in [
            ("One. Two - three.", "One. Two - three."),
            ("Values are: - A: first; - B: second", "Values are:\n- A: first;\n- B: second"),
            ("Values:\n\n- \"A\": one; - \"B\": two\n", "Values:\n\n- \"A\": one;\n- \"B\": two"),
            ("- A: first\n  line\n- B: two\n  * own", "- A: first line\n- B: two\n  * own"),
            ("Are: - A: one - only\n- B: two", "Are:\n- A: one - only\n- B: two"),
            ("Well - known: - a - b\n\nEnd - here.", "Well - known:\n- a\n- b\n\nEnd - here."),
        ] {
            assert_eq!(unfold(folded), lines);
        }
    }
}
