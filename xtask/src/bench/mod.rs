//! `cargo xtask bench`: from text to picture, natively and in WebAssembly, side by side.
//!
//! The same program (`pipeline.rs`) is built twice, as the page is built, and prints a line for each
//! step. Here they come together in one table; nothing passes or fails, for machines differ.

use crate::arguments::Arguments;
use crate::outcome::{Failure, Outcome};
use crate::project::Project;
use crate::run::{output, say, step};
use crate::tools;

pub(crate) const HELP: &str = "bench                           times the way from text to picture, natively and in WebAssembly";

const BUILD: &[&str] =
    &["build", "--release", "--package", "xtask", "--bin", "bench", "--features", "bench"];
const MEND: &str = "Mend the error above and try again.";

pub(crate) fn run(project: &Project, arguments: Arguments) -> Outcome {
    arguments.finish()?;
    tools::for_the_page(project)?;

    step("Building the bench", project.cargo().args(BUILD), MEND)?;
    let native = project.target().join("release/bench");
    say("Running it natively");
    let native = output("The bench", &mut project.command(&native.display().to_string()), MEND)?;

    let mut cargo = project.cargo();
    cargo.args(BUILD).args(["--target", "wasm32-unknown-unknown"]);
    step("Building it as WebAssembly", &mut cargo, MEND)?;
    let wasm = in_node(project)?;

    println!("\n{}", table(&native, &wasm)?);
    Ok(())
}

/// What the bench prints in Node, built and shrunk as the page is.
fn in_node(project: &Project) -> Outcome<String> {
    let folder = project.target().join("bench");
    let mut bindgen = project.command("wasm-bindgen");
    bindgen.args(["--target", "nodejs", "--out-dir"]).arg(&folder);
    bindgen.arg(project.target().join("wasm32-unknown-unknown/release/bench.wasm"));
    step("Binding it to Node", &mut bindgen, MEND)?;
    let module = folder.join("bench_bg.wasm");
    let mut wasm_opt = project.command("wasm-opt");
    step("Shrinking it", wasm_opt.arg("-Oz").arg(&module).arg("--output").arg(&module), MEND)?;
    say("Running it in Node");
    output("The bench in Node", project.command("node").arg(folder.join("bench.js")), MEND)
}

/// Both runs side by side. A line of a run: what was timed, a tab, nanoseconds.
fn table(native: &str, wasm: &str) -> Outcome<String> {
    let mut rows = vec![format!("{:<44} {:>11} {:>11} {:>6}", "median", "native", "wasm", "ratio")];
    for (native, wasm) in native.lines().zip(wasm.lines()) {
        let (Some((name, native)), Some((same, wasm))) = (timed(native), timed(wasm)) else {
            return Err(Failure::new(format!("`{native}` is no line of the bench.")));
        };
        if name != same {
            return Err(Failure::new(format!(
                "the runs differ: `{name}` natively, `{same}` in WebAssembly."
            )));
        }
        let tenths = wasm * 10 / native.max(1);
        let ratio = format!("{}.{}", tenths / 10, tenths % 10);
        rows.push(format!(
            "{name:<44} {:>11} {:>11} {ratio:>6}",
            milliseconds(native),
            milliseconds(wasm)
        ));
    }
    Ok(rows.join("\n"))
}

fn timed(line: &str) -> Option<(&str, u64)> {
    let (name, nanoseconds) = line.split_once('\t')?;
    Some((name, nanoseconds.parse().ok()?))
}

fn milliseconds(nanoseconds: u64) -> String {
    format!("{}.{:03} ms", nanoseconds / 1_000_000, nanoseconds / 1000 % 1000)
}

#[cfg(test)]
mod tests {
    use super::table;

    #[test]
    fn both_runs_stand_side_by_side() {
        let text = table("read\t1500000\n", "read\t3750000\n").expect("the runs fit");
        let row = text.lines().nth(1).expect("there is a row");
        let words: Vec<_> = row.split_whitespace().collect();
        assert_eq!(words, ["read", "1.500", "ms", "3.750", "ms", "2.5"]);
    }

    #[test]
    fn runs_of_different_steps_are_not_compared() {
        assert!(table("read\t1\n", "simulate\t1\n").is_err());
        assert!(table("a panic\n", "read\t1\n").is_err());
    }
}
