//! What the page loads after its first picture: the workbench (src/workbench, src/editor) and the
//! language worker beside it. esbuild makes one file of each, named after its content.

use crate::outcome::{Doing as _, Failure, Outcome};
use crate::project::Project;
use crate::run::{output, step};
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

const ADVICE: &str = "Mend what is named above; if it is a package, run `npm ci`.";

/// The worker as Trunk leaves it: workers keep the name of their binary.
const WORKER: &str = "language-worker";

/// What stands in index.html for the name that is not known yet.
const PLACE: &str = "<meta name=\"podline-later\" content=\"\">";

/// Adds to `folder` what is loaded later, and its name to index.html. `style` is the workbench's sheet,
/// `documentation` the file that `crate::documentation` has made.
pub(crate) fn add(project: &Project, folder: &Path, style: &str, documentation: &Path) -> Outcome {
    let copy = folder.join("documentation.txt");
    fs::copy(documentation, &copy).doing(|| format!("copy {}", documentation.display()))?;
    let documentation = named_after_content(&copy, "documentation", "txt")?;
    let worker = worker(project, folder, &documentation)?;
    let workbench = workbench(project, folder, &worker, style)?;
    let place = folder.join("index.html");
    let index = fs::read_to_string(&place).doing(|| format!("read {}", place.display()))?;
    if !index.contains("podline-later") {
        return Err(Failure::new(format!("index.html has no place for later scripts: `{PLACE}`")));
    }
    let index = index.replace(PLACE, &PLACE.replace("\"\"", &format!("\"{workbench}\"")));
    fs::write(&place, index).doing(|| format!("write {}", place.display()))
}

/// Whether `index`, which names the file `name`, names it only for later.
pub(crate) fn is_later(name: &str, index: &str) -> bool {
    index.contains(&PLACE.replace("\"\"", &format!("\"{name}\"")))
}

/// The worker's script with its bindings in it, and its WebAssembly beside it. Its name.
fn worker(project: &Project, folder: &Path, documentation: &str) -> Outcome<String> {
    let bindings = folder.join(format!("{WORKER}.js"));
    let wasm = named_after_content(&folder.join(format!("{WORKER}_bg.wasm")), WORKER, "wasm")?;
    let mut esbuild = esbuild(project);
    esbuild
        .arg("src/workbench/worker.ts")
        .arg(format!("--alias:{WORKER}={}", bindings.display()))
        .arg(format!("--define:WASM=\"{wasm}\""))
        .arg(format!("--define:DOCUMENTATION=\"{documentation}\""));
    let script = output("Bundling the language worker", &mut esbuild, ADVICE)?;
    fs::write(&bindings, script).doing(|| format!("write {}", bindings.display()))?;
    named_after_content(&bindings, WORKER, "js")
}

/// The workbench; the editor is a piece of its own, which who wants a plain text field never loads.
fn workbench(project: &Project, folder: &Path, worker: &str, style: &str) -> Outcome<String> {
    let mut esbuild = esbuild(project);
    esbuild
        .arg("src/workbench/main.ts")
        .args(["--splitting", "--entry-names=workbench-[hash]", "--chunk-names=[name]-[hash]"])
        .arg(format!("--define:WORKER=\"{worker}\""))
        .arg(format!("--define:STYLE=\"{style}\""))
        .arg(format!("--outdir={}", folder.display()));
    step("Bundling the workbench", &mut esbuild, ADVICE)?;
    let mut names = fs::read_dir(folder)
        .doing(|| format!("list {}", folder.display()))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    // Its style sheet is called the same but for the end.
    let is_script = |name: &String| {
        name.starts_with("workbench-") && Path::new(name).extension().is_some_and(|end| end == "js")
    };
    names.find(is_script).ok_or_else(|| Failure::new("esbuild left no workbench behind".to_owned()))
}

fn esbuild(project: &Project) -> std::process::Command {
    let mut esbuild = project.command("esbuild");
    esbuild.args(["--bundle", "--format=esm", "--minify", "--target=esnext"]);
    esbuild.args(["--log-level=warning", "--legal-comments=none"]);
    esbuild
}

/// Renames a file so that its name says which content it has. Its new name.
fn named_after_content(file: &Path, stem: &str, end: &str) -> Outcome<String> {
    let content = fs::read(file).doing(|| format!("read {}", file.display()))?;
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    let name = format!("{stem}-{:016x}.{end}", hasher.finish());
    fs::rename(file, file.with_file_name(&name)).doing(|| format!("rename {}", file.display()))?;
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::{PLACE, is_later};

    #[test]
    fn what_only_the_later_place_names_is_later() {
        let index = PLACE.replace("\"\"", "\"workbench-1.js\"") + "<script src=\"./start-2.js\">";
        assert!(is_later("workbench-1.js", &index));
        assert!(!is_later("start-2.js", &index));
    }
}
