//! What Trunk leaves in dist/, made small: one style sheet instead of many, each of which would be
//! compressed alone, and another one for what is loaded later; and scripts without what only people
//! read.

use crate::outcome::{Doing as _, Outcome};
use crate::project::Project;
use crate::run::{output, step};
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

const ADVICE: &str = "Run `npm ci` and try again.";

/// Rewrites `folder`: the style sheets of its index.html become one, its scripts are minified. The name
/// of the sheet that index.html leaves to be loaded later.
pub(crate) fn shrink(project: &Project, folder: &Path) -> Outcome<String> {
    let place = folder.join("index.html");
    let index = fs::read_to_string(&place).doing(|| format!("read {}", place.display()))?;
    let (later, first): (Vec<_>, Vec<_>) = sheets(&index).into_iter().partition(Sheet::is_later);
    let name = one_sheet(project, folder, "podline", &first)?;
    let later_name = one_sheet(project, folder, "workbench", &later)?;
    let index = without(&with_one_sheet(&index, &first, &name), &later);
    fs::write(&place, index).doing(|| format!("write {}", place.display()))?;
    scripts(project, folder)?;
    Ok(later_name)
}

/// A link to a style sheet: the whole tag, and the file it names.
struct Sheet<'a> {
    tag: &'a str,
    file: &'a str,
}

impl Sheet<'_> {
    fn is_later(&self) -> bool {
        self.tag.contains("data-later")
    }
}

/// The links to style sheets, in order.
fn sheets(index: &str) -> Vec<Sheet<'_>> {
    let links = index.match_indices("<link rel=\"stylesheet\"");
    links
        .filter_map(|(start, _)| {
            let tag = &index[start..=start + index[start..].find('>')?];
            let file = tag.split("href=\"./").nth(1)?.split('"').next()?;
            Some(Sheet { tag, file })
        })
        .collect()
}

/// Makes one minified sheet of `sheets`, named after its content, and takes them away.
fn one_sheet(
    project: &Project,
    folder: &Path,
    stem: &str,
    sheets: &[Sheet<'_>],
) -> Outcome<String> {
    let mut css = String::new();
    for Sheet { file, .. } in sheets {
        let file = folder.join(file);
        css += &fs::read_to_string(&file).doing(|| format!("read {}", file.display()))?;
        fs::remove_file(&file).doing(|| format!("remove {}", file.display()))?;
    }
    let all = folder.join(format!("{stem}.css"));
    fs::write(&all, css).doing(|| format!("write {}", all.display()))?;
    // The newest syntax stays as it is written: the page asks for browsers that know it.
    let mut esbuild = project.command("esbuild");
    esbuild.args(["--minify", "--target=esnext", "--log-level=warning"]).arg(&all);
    let css = output("Minifying the style sheets", &mut esbuild, ADVICE)?;
    fs::remove_file(&all).doing(|| format!("remove {}", all.display()))?;
    let mut hasher = DefaultHasher::new();
    css.hash(&mut hasher);
    let name = format!("{stem}-{:016x}.css", hasher.finish());
    let file = folder.join(&name);
    fs::write(&file, css).doing(|| format!("write {}", file.display()))?;
    Ok(name)
}

/// `index` with one link to `name` where the first of `sheets` was.
fn with_one_sheet(index: &str, sheets: &[Sheet<'_>], name: &str) -> String {
    let sheet = format!("<link rel=\"stylesheet\" href=\"./{name}\">");
    let mut index = index.to_owned();
    for (place, Sheet { tag, .. }) in sheets.iter().enumerate() {
        let line = format!("{tag}\n");
        let whole = if place == 0 || !index.contains(&line) { *tag } else { &line };
        index = index.replacen(whole, if place == 0 { &sheet } else { "" }, 1);
    }
    index
}

/// `index` without the links to `sheets`.
fn without(index: &str, sheets: &[Sheet<'_>]) -> String {
    sheets.iter().fold(index.to_owned(), |index, Sheet { tag, .. }| {
        let line = format!("{tag}\n");
        index.replacen(if index.contains(&line) { line.as_str() } else { *tag }, "", 1)
    })
}

/// Minifies every script in place: its name still says which build it is of.
fn scripts(project: &Project, folder: &Path) -> Outcome {
    let mut scripts = Vec::new();
    for entry in fs::read_dir(folder).doing(|| format!("list {}", folder.display()))? {
        let file = entry.doing(|| format!("list {}", folder.display()))?.path();
        if file.extension().is_some_and(|end| end == "js") {
            scripts.push(file);
        }
    }
    let mut esbuild = project.command("esbuild");
    esbuild
        .args(["--minify", "--target=esnext", "--log-level=warning", "--allow-overwrite"])
        .arg(format!("--outdir={}", folder.display()))
        .args(&scripts);
    step("Minifying the scripts", &mut esbuild, ADVICE)
}

#[cfg(test)]
mod tests {
    use super::{Sheet, sheets, with_one_sheet, without};

    #[test]
    fn one_link_takes_the_place_of_all() {
        let index = "<head>\n<link rel=\"stylesheet\" href=\"./a-1.css\"/>\n\
                     <link rel=\"stylesheet\" href=\"./b-2.css\" media=\"all\"/>\n\
                     <link rel=\"stylesheet\" href=\"./c-3.css\" data-later=\"\"/>\n\
                     <link rel=\"icon\" href=\"./x.svg\"/>\n</head>";
        let (later, first): (Vec<_>, Vec<_>) = sheets(index).into_iter().partition(Sheet::is_later);
        let files: Vec<&str> = first.iter().map(|sheet| sheet.file).collect();
        assert_eq!(files, ["a-1.css", "b-2.css"]);
        assert_eq!(
            without(&with_one_sheet(index, &first, "podline-3.css"), &later),
            "<head>\n<link rel=\"stylesheet\" href=\"./podline-3.css\">\n\
             <link rel=\"icon\" href=\"./x.svg\"/>\n</head>"
        );
    }
}
