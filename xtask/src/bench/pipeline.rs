//! The bench: from a manifest's text to its picture, step by step, for the examples and for a Pod of
//! 200 containers; then the simulation alone, for a typical Pod and for ever more events; then texts
//! that are made to be slow, and what a keystroke costs. `mod.rs` builds this natively and as WebAssembly,
//! and runs both.
//!
//! Prints a line for each step: what was timed, a tab, the median in nanoseconds.

#![allow(
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a bench reads the clock and prints what it read"
)]

mod keystroke;
mod slow;

use podline::engine::{Guess, Scenario, SimTime, Timeline, inferred};
use podline::manifest::Manifest;
use podline::model::{Container, ContainerRole, Millis, Pod, Version};
use podline::{content, engine, manifest, model, scene};
use std::fmt::Write as _;
use std::hint::black_box;

/// How many containers the large Pod has.
const CONTAINERS: usize = 200;

/// How often each step is timed, after as many runs that only warm up.
const RUNS: usize = 51;

/// How many simulations of one Pod are timed together: a clock in a browser is coarse.
const TOGETHER: usize = 20;

fn main() {
    let examples: Vec<String> =
        content::examples().iter().map(|example| example.text.to_owned()).collect();
    time_steps(&format!("{} examples together", examples.len()), &examples);
    let large = large_pod();
    time_steps(&format!("{CONTAINERS} containers, {} kB", large.len() / 1000), &[large]);
    time_simulations();
    slow::time();
    keystroke::time();
}

/// The simulation alone. A timeline of `n` events is cut from a Pod that goes on for ever, so the last
/// lines tell how the cost grows with the events: ten times as many should take little more than ten
/// times as long.
fn time_simulations() {
    let typical = pod_of(TYPICAL);
    let mut scenario = infer(&typical);
    scenario = scenario.with_deletion(SimTime::from_secs(60));
    time_simulation("simulate: typical Pod", &typical, &scenario);

    let restarting = pod_of(&large_pod());
    let scenario = crashing(&restarting, SimTime::from_secs(90));
    time_simulation("simulate: 200 containers that crash", &restarting, &scenario);

    let busy = pod_of(BUSY);
    for events in [10, 100, 1_000, 10_000] {
        let scenario = cut_after(&busy, events);
        time_simulation("simulate: two containers", &busy, &scenario);
    }
    for containers in [2, 20, 200] {
        let pod = pod_with(containers);
        time_simulation(&format!("simulate: {containers} containers"), &pod, &infer(&pod));
    }
}

fn time_simulation(name: &str, pod: &Pod, scenario: &Scenario) {
    let events = simulate(pod, scenario).events.len();
    let runs = median(|| (0..TOGETHER).for_each(|_| drop_it(simulate(pod, scenario))));
    print(name, &format!("{events} events"), runs / TOGETHER as u64);
}

fn pod_of(text: &str) -> Pod {
    first_pod(&manifest::parse(text))
}

fn pod_with(containers: usize) -> Pod {
    let names = (0..containers).map(|number| format!("app-{number}"));
    let containers =
        names.map(|name| Container::new(&name, ContainerRole::App, "nginx:1.27")).collect();
    Pod::new("p", containers).expect("names differ")
}

/// Every process ends after five seconds, and is started again.
fn crashing(pod: &Pod, until: SimTime) -> Scenario {
    let mut scenario = infer(pod).without_deletion();
    for attempt in scenario.processes.iter_mut().flat_map(|process| &mut process.attempts) {
        attempt.runs = Guess::declared(Some(Millis::from_secs(5)));
        attempt.exit_code = 1;
    }
    scenario.horizon = until.since(SimTime::ZERO);
    scenario
}

/// A Pod that goes on for ever, watched just long enough for that many events.
fn cut_after(pod: &Pod, events: usize) -> Scenario {
    let mut scenario = crashing(pod, SimTime::from_secs(1_000_000));
    let timeline = simulate(pod, &scenario);
    let last = timeline.events.get(events - 1).or(timeline.events.last()).expect("an event");
    scenario.horizon = last.at.since(SimTime::ZERO);
    scenario
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

/// Three init containers, one of them a sidecar, and three app containers, with probes and hooks.
const TYPICAL: &str = "
apiVersion: v1
kind: Pod
metadata: {name: typical}
spec:
  initContainers:
  - {name: migrate, image: 'busybox:1.36', command: [sh, -c, sleep 4]}
  - name: log-agent
    image: fluent-bit:3.1
    restartPolicy: Always
    startupProbe: {httpGet: {path: /ready, port: 2020}, periodSeconds: 2}
    lifecycle: {preStop: {exec: {command: [sh, -c, sleep 2]}}}
  - {name: fetch, image: 'busybox:1.36', command: [sh, -c, sleep 2]}
  containers:
  - name: api
    image: api:2.1
    readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 5}
    livenessProbe: {httpGet: {path: /live, port: 8080}, periodSeconds: 10}
    lifecycle: {postStart: {exec: {command: [sh, -c, sleep 1]}}, preStop: {sleep: {seconds: 5}}}
  - name: web
    image: nginx:1.27
    readinessProbe: {tcpSocket: {port: 80}, periodSeconds: 5}
  - {name: worker, image: 'worker:3'}
";

/// Two containers whose probes go on.
const BUSY: &str = "
apiVersion: v1
kind: Pod
metadata: {name: busy}
spec:
  containers:
  - name: api
    image: api:2.1
    readinessProbe: {httpGet: {path: /ready, port: 8080}, periodSeconds: 1}
    livenessProbe: {httpGet: {path: /live, port: 8080}, periodSeconds: 1}
  - {name: worker, image: 'worker:3'}
";

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

    /// There is no js-yaml outside of Node.
    pub(super) fn js_yaml(_name: &str, _text: &str, _runs: usize) {}
}

#[cfg(target_arch = "wasm32")]
mod clock {
    use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

    #[wasm_bindgen]
    extern "C" {
        #[wasm_bindgen(js_namespace = performance)]
        fn now() -> f64;
        #[wasm_bindgen(js_namespace = console)]
        fn log(line: &str);
    }

    #[wasm_bindgen(module = "js-yaml")]
    extern "C" {
        #[wasm_bindgen(js_name = loadAll)]
        fn load_all(text: &JsValue) -> JsValue;
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

    /// js-yaml over the same text, after as many runs that only warm up.
    pub(super) fn js_yaml(name: &str, text: &str, runs: usize) {
        let text = JsValue::from_str(text);
        let mut run = || drop(load_all(&text));
        (0..runs).for_each(|_| run());
        let mut times: Vec<u64> = (0..runs).map(|_| time(&mut run)).collect();
        times.sort_unstable();
        print(&format!("{name}: js-yaml\t{}", times[runs / 2]));
    }
}
