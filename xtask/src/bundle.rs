//! What Trunk leaves in dist/, made small: one style sheet instead of many, each of which would be
//! compressed alone, and scripts without what only people read.

use crate::outcome::{Doing as _, Outcome};
use crate::project::Project;
use crate::run::{output, step};
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

const ADVICE: &str = "Run `npm ci` and try again.";

/// Rewrites `folder`: the style sheets of its index.html become one, its scripts are minified.
pub(crate) fn shrink(project: &Project, folder: &Path) -> Outcome {
    let place = folder.join("index.html");
    let index = fs::read_to_string(&place).doing(|| format!("read {}", place.display()))?;
    let sheets = sheets(&index);
    let name = one_sheet(project, folder, &sheets)?;
    let index = with_one_sheet(&index, &sheets, &name);
    fs::write(&place, index).doing(|| format!("write {}", place.display()))?;
    scripts(project, folder)
}

/// A link to a style sheet: the whole tag, and the file it names.
struct Sheet<'a> {
    tag: &'a str,
    file: &'a str,
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
fn one_sheet(project: &Project, folder: &Path, sheets: &[Sheet<'_>]) -> Outcome<String> {
    let mut css = String::new();
    for Sheet { file, .. } in sheets {
        let file = folder.join(file);
        css += &fs::read_to_string(&file).doing(|| format!("read {}", file.display()))?;
        fs::remove_file(&file).doing(|| format!("remove {}", file.display()))?;
    }
    let all = folder.join("podline.css");
    fs::write(&all, css).doing(|| format!("write {}", all.display()))?;
    // The newest syntax stays as it is written: the page asks for browsers that know it.
    let mut esbuild = project.command("esbuild");
    esbuild.args(["--minify", "--target=esnext", "--log-level=warning"]).arg(&all);
    let css = output("Minifying the style sheets", &mut esbuild, ADVICE)?;
    fs::remove_file(&all).doing(|| format!("remove {}", all.display()))?;
    let mut hasher = DefaultHasher::new();
    css.hash(&mut hasher);
    let name = format!("podline-{:016x}.css", hasher.finish());
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
    use super::{sheets, with_one_sheet};

    #[test]
    fn one_link_takes_the_place_of_all() {
        let index = "<head>\n<link rel=\"stylesheet\" href=\"./a-1.css\"/>\n\
                     <link rel=\"stylesheet\" href=\"./b-2.css\" media=\"all\"/>\n\
                     <link rel=\"icon\" href=\"./x.svg\"/>\n</head>";
        let sheets = sheets(index);
        let files: Vec<&str> = sheets.iter().map(|sheet| sheet.file).collect();
        assert_eq!(files, ["a-1.css", "b-2.css"]);
        assert_eq!(
            with_one_sheet(index, &sheets, "podline-3.css"),
            "<head>\n<link rel=\"stylesheet\" href=\"./podline-3.css\">\n\
             <link rel=\"icon\" href=\"./x.svg\"/>\n</head>"
        );
    }
}
