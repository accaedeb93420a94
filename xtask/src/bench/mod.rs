//! `cargo xtask bench`: from text to picture, natively and in WebAssembly, side by side; and what a
//! keystroke costs beside js-yaml, which only parses.
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
/// How the line of js-yaml ends, behind the name of its text.
const JS_YAML: &str = ": js-yaml";

/// How the line of the whole way ends, behind the name of its text.
const ALL: &str = ": a keystroke, all of it";

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
    let (beside, wasm): (Vec<_>, Vec<_>) = wasm.lines().partition(|line| line.contains(JS_YAML));
    for (native, &wasm) in native.lines().zip(&wasm) {
        let (Some((name, native)), Some((same, wasm))) = (timed(native), timed(wasm)) else {
            return Err(Failure::new(format!("`{native}` is no line of the bench.")));
        };
        if name != same {
            return Err(Failure::new(format!(
                "the runs differ: `{name}` natively, `{same}` in WebAssembly."
            )));
        }
        rows.push(format!(
            "{name:<44} {:>11} {:>11} {:>6}",
            milliseconds(native),
            milliseconds(wasm),
            ratio(wasm, native)
        ));
    }
    for line in beside {
        rows.extend(compared(line, &wasm));
    }
    Ok(rows.join("\n"))
}

/// What js-yaml took for a text, and how many times as long the steps of its lines take.
fn compared(line: &str, wasm: &[&str]) -> Vec<String> {
    let Some((name, js_yaml)) = timed(line) else { return Vec::new() };
    let text = name.trim_end_matches(JS_YAML);
    let steps = wasm.iter().filter_map(|line| timed(line));
    let steps = steps.filter(|(name, _)| {
        name.strip_prefix(text).is_some_and(|step| [": read", ALL].contains(&step))
    });
    let rows = steps.map(|(name, wasm)| {
        let (wasm, ratio) = (milliseconds(wasm), ratio(wasm, js_yaml));
        format!("{name:<44} {:>11} {wasm:>11} {ratio:>6}", milliseconds(js_yaml))
    });
    let head = format!("\n{text:<44} {:>11} {:>11} {:>6}", "js-yaml", "wasm", "ratio");
    std::iter::once(head).chain(rows).collect()
}

/// How many times as long as `other`.
fn ratio(time: u64, other: u64) -> String {
    let tenths = time * 10 / other.max(1);
    format!("{}.{}", tenths / 10, tenths % 10)
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
    fn js_yaml_stands_beside_what_reads_the_same_text() {
        let native = "9 lines: read\t1\n9 lines: draw\t1\n99 lines: read\t1\n";
        let wasm = "9 lines: read\t3000000\n9 lines: draw\t2\n9 lines: js-yaml\t2000000\n99 lines: read\t2\n";
        let text = table(native, wasm).expect("the runs fit");
        let rows: Vec<Vec<_>> = text.lines().map(|row| row.split_whitespace().collect()).collect();
        assert_eq!(rows.len(), 7);
        assert_eq!(rows[5], ["9", "lines", "js-yaml", "wasm", "ratio"]);
        assert_eq!(rows[6], ["9", "lines:", "read", "2.000", "ms", "3.000", "ms", "1.5"]);
    }

    #[test]
    fn runs_of_different_steps_are_not_compared() {
        assert!(table("read\t1\n", "simulate\t1\n").is_err());
        assert!(table("a panic\n", "read\t1\n").is_err());
    }
}
