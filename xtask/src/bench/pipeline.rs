//! The bench: from a manifest's text to its picture, step by step, for the examples and for a Pod of
//! 200 containers. `mod.rs` builds this natively and as WebAssembly, and runs both.
//!
//! Prints a line for each step: what was timed, a tab, the median in nanoseconds.

#![allow(
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a bench reads the clock and prints what it read"
)]

use podline::engine::{Scenario, Timeline, inferred};
use podline::manifest::Manifest;
use podline::model::{Pod, Version};
use podline::{content, engine, manifest, model, scene};
use std::fmt::Write as _;
use std::hint::black_box;

/// How many containers the large Pod has.
const CONTAINERS: usize = 200;

/// How often each step is timed, after as many runs that only warm up.
const RUNS: usize = 51;

fn main() {
    let examples: Vec<String> =
        content::examples().iter().map(|example| example.text.to_owned()).collect();
    time_steps(&format!("{} examples together", examples.len()), &examples);
    let large = large_pod();
    time_steps(&format!("{CONTAINERS} containers, {} kB", large.len() / 1000), &[large]);
}

/// Times each step on its own, all `texts` one after another, and then the whole way.
fn time_steps(name: &str, texts: &[String]) {
    let manifests: Vec<_> = texts.iter().map(|text| manifest::parse(text)).collect();
    let pods: Vec<_> = manifests.iter().map(first_pod).collect();
    let simulated: Vec<_> = pods.iter().map(|pod| (pod, infer(pod))).collect();
    let timelines: Vec<_> =
        simulated.iter().map(|(pod, scenario)| simulate(pod, scenario)).collect();

    print(name, "read", median(|| texts.iter().for_each(|text| drop_it(manifest::parse(text)))));
    print(name, "understand", median(|| manifests.iter().map(first_pod).for_each(drop_it)));
    print(name, "infer", median(|| pods.iter().map(infer).for_each(drop_it)));
    let all = || simulated.iter().for_each(|(pod, scenario)| drop_it(simulate(pod, scenario)));
    print(name, "simulate", median(all));
    print(name, "draw", median(|| timelines.iter().map(scene::build).for_each(drop_it)));
    let whole = |text: &String| {
        let pod = first_pod(&manifest::parse(text));
        scene::build(&simulate(&pod, &infer(&pod)))
    };
    print(name, "all of it", median(|| texts.iter().map(whole).for_each(drop_it)));
}

fn infer(pod: &Pod) -> Scenario {
    inferred::scenario(pod, Version::NEWEST)
}

fn simulate(pod: &Pod, scenario: &Scenario) -> Timeline {
    engine::simulate(pod, scenario, Version::NEWEST)
}

fn first_pod(manifest: &Manifest) -> Pod {
    let pod =
        manifest.objects.iter().find_map(|object| model::lower(object, model::Version::NEWEST).pod);
    pod.expect("every manifest of the bench has a Pod")
}

/// Keeps the compiler from leaving out what nobody reads.
fn drop_it<T>(value: T) {
    black_box(value);
}

/// The median of [`RUNS`] runs, in nanoseconds.
fn median(mut run: impl FnMut()) -> u64 {
    (0..RUNS).for_each(|_| run());
    let mut times: Vec<u64> = (0..RUNS).map(|_| clock::time(&mut run)).collect();
    times.sort_unstable();
    times[RUNS / 2]
}

fn print(name: &str, step: &str, nanoseconds: u64) {
    clock::print(&format!("{name}: {step}\t{nanoseconds}"));
}

/// A Pod of the size that a page must bear: every container with what containers usually have.
fn large_pod() -> String {
    let mut text =
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: large\nspec:\n  containers:\n".to_owned();
    for number in 0..CONTAINERS {
        let port = 8000 + number;
        let _ = write!(
            text,
            "  - name: app-{number}
    image: nginx:1.27
    args: [\"--port\", \"{port}\"]
    ports:
    - containerPort: {port}
    env:
    - name: NUMBER
      value: \"{number}\"
    readinessProbe:
      httpGet:
        path: /ready
        port: {port}
      periodSeconds: 5
    resources:
      requests:
        cpu: 10m
        memory: 16Mi
"
        );
    }
    text
}

#[cfg(not(target_arch = "wasm32"))]
mod clock {
    use std::time::Instant;

    pub(super) fn time(run: &mut impl FnMut()) -> u64 {
        let start = Instant::now();
        run();
        u64::try_from(start.elapsed().as_nanos()).expect("invariant: no run takes centuries")
    }

    pub(super) fn print(line: &str) {
        println!("{line}");
    }
}

#[cfg(target_arch = "wasm32")]
mod clock {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = performance)]
        fn now() -> f64;
        #[wasm_bindgen(js_namespace = console)]
        fn log(line: &str);
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "nanoseconds between two readings of a clock that goes forward"
    )]
    pub(super) fn time(run: &mut impl FnMut()) -> u64 {
        let start = now();
        run();
        ((now() - start) * 1_000_000.0) as u64
    }

    pub(super) fn print(line: &str) {
        log(line);
    }
}
