//! Commands, and what is read from them.

use super::process::run;
use super::scenario;
use crate::engine::{Basis, Guess, OnTerm, PullOutcome};
use crate::model::{
    Container, ContainerIndex, ContainerRole, EnvVar, Hook, Millis, Owner, OwnerKind, Pod, Probe,
    ProbeAction, PullPolicy, RestartPolicy, Version,
};

fn pod_with(container: Container) -> Pod {
    let mut containers = vec![container];
    if containers[0].role != ContainerRole::App {
        containers.push(Container::new("other", ContainerRole::App, "example/other:1"));
    }
    Pod::new("p", containers).expect("invariant: one app container")
}

fn container(role: ContainerRole, image: &str, command: &[&str]) -> Container {
    let mut container = Container::new("c", role, image);
    container.command = command.iter().map(|&word| word.to_owned()).collect();
    container
}

/// `3000 exit 0, ignores`, `for ever?, stops 500 exit 0`: a question mark is an assumption.
fn shown(pod: &Pod) -> String {
    let run = run(pod, ContainerIndex(0));
    let mark = |basis| if basis == Basis::Assumed { "?" } else { "" };
    let runs = match run.runs.value {
        None => format!("for ever{}", mark(run.runs.basis)),
        // A moment depends on the name alone; any of them will do.
        Some(Millis(200..=500)) if run.runs.basis == Basis::Assumed => {
            format!("moment exit {}", run.exit_code)
        }
        Some(span) => format!("{}{} exit {}", span.0, mark(run.runs.basis), run.exit_code),
    };
    let stops = match run.on_term.value {
        OnTerm::Ignores => format!("ignores{}", mark(run.on_term.basis)),
        OnTerm::ExitsAfter(span) => {
            format!("stops {}{} exit {}", span.0, mark(run.on_term.basis), run.term_exit_code)
        }
    };
    format!("{runs}, {stops}")
}

fn script(text: &str) -> String {
    shown(&pod_with(container(ContainerRole::App, "busybox:1.36", &["sh", "-c", text])))
}

#[test]
fn scripts() {
    let table = [
        // Sleeps and sums.
        ("sleep 3", "3000 exit 0, ignores"),
        ("sleep 2; sleep 1m", "62000 exit 0, ignores"),
        ("echo start\nsleep 5\necho done\n", "5000 exit 0, ignores"),
        ("sleep 1 && sleep 2 || sleep 9", "3000 exit 0, ignores"),
        ("false || sleep 9", "9000 exit 0, ignores"),
        ("false && sleep 9", "moment exit 1, ignores"),
        ("sleep infinity", "for ever, ignores"),
        ("echo up; sleep inf", "for ever, ignores"),
        ("sleep $DELAY", "7000 exit 0, ignores"),
        ("sleep ${PAUSE:-4}", "4000 exit 0, ignores"),
        ("sleep $NOBODY_KNOWS", "2000? exit 0, ignores"),
        ("d=6; sleep $d", "6000 exit 0, ignores"),
        ("sleep 5 | cat", "5000 exit 0, ignores"),
        ("(sleep 2; sleep 2); sleep 1", "5000 exit 0, ignores"),
        ("timeout 5 sleep 60", "5000 exit 124, stops 0? exit 124"),
        // False friends.
        ("echo \"sleep 5\"", "moment exit 0, ignores"),
        ("# sleep 9\ntrue", "moment exit 0, ignores"),
        ("sleep 5 & echo started", "moment exit 0, ignores"),
        ("echo while true", "moment exit 0, ignores"),
        ("echo 'exit 3'", "moment exit 0, ignores"),
        ("exit 0; sleep 5", "moment exit 0, ignores"),
        ("echo trap '' TERM; sleep 1", "1000 exit 0, ignores"),
        ("cat <<EOF > /etc/app.sh\nsleep 99\nEOF\n", "moment exit 0, ignores"),
        // Ends.
        ("exit 1", "moment exit 1, ignores"),
        ("sleep 4; exit 3", "4000 exit 3, ignores"),
        ("exit 256", "moment exit 0, ignores"),
        ("false", "moment exit 1, ignores"),
        ("! true", "moment exit 1, ignores"),
        ("set -e\nsleep 1\nfalse\nsleep 5\n", "1000 exit 1, ignores"),
        ("sleep 1\nfalse\nsleep 5\n", "6000 exit 0, ignores"),
        ("set -euo pipefail; false || true; sleep 2", "2000 exit 0, ignores"),
        // Short work.
        ("echo ready > /data/ready", "moment exit 0, ignores"),
        ("mkdir -p /data && chown 1000 /data", "moment exit 0, ignores"),
        ("cp /defaults/* /conf/", "moment exit 0, ignores"),
        ("git clone https://example.org/site /site && echo done", "3000? exit 0, ignores"),
        ("wget -O /data/x https://example.org/x", "1500? exit 0, ignores"),
        ("alembic upgrade head", "3000? exit 0, ignores"),
        // Waiting.
        ("until nc -z db 5432; do echo waiting; sleep 2; done", "4000? exit 0, ignores"),
        ("while ! nc -z db 5432; do sleep 3; done; echo up", "6000? exit 0, ignores"),
        ("until [ -f /data/go ]; do sleep 1; done", "4000? exit 0, ignores"),
        ("while [ ! -f /data/go ]; do sleep 1; done", "4000? exit 0, ignores"),
        ("until curl -sf http://db; do sleep 5; done; sleep 1", "6000? exit 0, ignores"),
        ("while true; do nc -z db 5432 && break; sleep 2; done", "4000? exit 0, ignores"),
        (
            "while true; do if nc -z db 5432; then exit 0; fi; sleep 2; done",
            "4000? exit 0, ignores",
        ),
        ("until nslookup db; do :; done", "4000? exit 0, ignores"),
        (
            "for i in $(seq 1 30); do nc -z db 5432 && exit 0; sleep 2; done; exit 1",
            "4000? exit 0, ignores",
        ),
        ("if [ -z \"$KEY\" ]; then echo missing; exit 1; fi; sleep 2", "2000 exit 0, ignores"),
        // Loops.
        ("while true; do date; sleep 5; done", "for ever, ignores"),
        ("while :; do date >> /log; done", "for ever, ignores"),
        ("until false; do sleep 1; done", "for ever, ignores"),
        ("for ((;;)); do sleep 1; done", "for ever, ignores"),
        ("while true; do sleep 2; exit 4; done", "2000 exit 4, ignores"),
        ("for i in 1 2 3; do echo $i; sleep 2; done", "6000 exit 0, ignores"),
        ("for i in $(seq 1 4); do sleep 1; done; exit 2", "4000 exit 2, ignores"),
        ("for i in {1..5}; do sleep 1; done", "5000 exit 0, ignores"),
        ("for ((i=0; i<3; i++)); do sleep 1; done", "3000 exit 0, ignores"),
        ("i=0; while [ $i -lt 5 ]; do sleep 1; i=$((i+1)); done", "5000 exit 0, ignores"),
        ("tail -F /log/app.log", "for ever, ignores"),
        ("tail -n+1 -f /log/app.log | sed s/a/b/", "for ever, ignores"),
        ("tail -f /log/app.log | head -1", "moment exit 0, ignores"),
        ("sleep 5 & wait", "5000 exit 0, ignores"),
        // Signals.
        ("trap '' TERM; while true; do sleep 1; done", "for ever, ignores"),
        ("trap 'sleep 5; exit 0' TERM; while true; do date; done", "for ever, stops 5000 exit 0"),
        ("trap 'exit 3' TERM\nwhile true; do sleep 2; done\n", "for ever, stops 1000? exit 3"),
        ("trap 'exit 0' TERM; sleep infinity & wait", "for ever, stops 0 exit 0"),
        ("trap : TERM INT; sleep infinity & wait", "for ever, stops 0 exit 143"),
        ("trap 'echo no' TERM; while true; do sleep 1; done", "for ever, ignores"),
        ("trap 'exit 0' TERM; tail -f /dev/null", "for ever, ignores"),
        ("trap 'exit 0' INT; while true; do sleep 1; done", "for ever, ignores"),
        (
            "stop() { sleep 2; exit 7; }; trap stop TERM; sleep infinity & wait",
            "for ever, stops 2000 exit 7",
        ),
        (
            "trap 'kill $pid; wait $pid; sleep 1; exit 0' TERM; ./server & pid=$!; wait $pid",
            "for ever, stops 1000 exit 0",
        ),
        // Programs below the shell, and in its place.
        ("nginx -g 'daemon off;'", "for ever?, stops 500? exit 0"),
        ("echo up; nginx -g 'daemon off;'", "for ever?, ignores"),
        ("echo up; exec nginx -g 'daemon off;'", "for ever?, stops 500? exit 0"),
        ("exec tini -- sleep 600", "600000 exit 0, stops 0 exit 143"),
        ("./prepare && exec ./serve", "for ever?, stops 1000? exit 0"),
        ("./prepare\n./report\nsleep 1\n", "5000? exit 0, ignores"),
        ("sh -c 'sleep 3; exit 2'", "3000 exit 2, ignores"),
        ("nginx -s quit; sleep 2", "2000 exit 0, ignores"),
        ("while kill -0 1 2>/dev/null; do sleep 1; done", "4000? exit 0, ignores"),
        (
            "./import; code=$?; if [ $code -ne 0 ]; then exit $code; fi; sleep 3",
            "5000? exit 0, ignores",
        ),
        ("./import; code=$?; echo done; exit $code", "2000? exit 0, ignores"),
        // Beyond the reader.
        ("case $1 in a) sleep 1;; esac", "for ever?, stops 1000? exit 0"),
    ];
    for (text, expected) in table {
        let mut container = container(ContainerRole::App, "busybox:1.36", &["/bin/sh", "-c", text]);
        container.env = vec![EnvVar { name: "DELAY".to_owned(), value: "7".to_owned() }];
        assert_eq!(shown(&pod_with(container)), expected, "{text}");
    }
}

/// Looked at with bash 5.2: which process has the shell's number in the end.
#[test]
fn bash_lets_the_last_command_take_its_place() {
    let (serves, ignores) = ("for ever?, stops 500? exit 0", "for ever?, ignores");
    for (text, expected) in [
        ("echo up; nginx", serves),
        ("echo up && nginx", serves),
        ("set -e\nexport A=b\nA=c nginx\n", serves),
        ("false || nginx", serves),
        ("nginx || true", ignores),
        ("echo up; nginx > /dev/null", ignores),
        ("trap 'echo bye' EXIT; nginx", ignores),
        ("sleep 1 & nginx", ignores),
        ("{ echo up; nginx; }", ignores),
        ("if true; then nginx; fi", ignores),
        ("run() { nginx; }; run", ignores),
        ("echo up | nginx", ignores),
    ] {
        let bash = container(ContainerRole::App, "debian:12", &["/bin/bash", "-c", text]);
        assert_eq!(shown(&pod_with(bash)), expected, "bash: {text}");
        let sh = container(ContainerRole::App, "debian:12", &["/bin/sh", "-c", text]);
        assert_eq!(shown(&pod_with(sh)), ignores, "sh: {text}");
    }
}

#[test]
fn command_lines() {
    let table: [(&[&str], &str); 12] = [
        (&["sleep", "3600"], "3600000 exit 0, ignores"),
        (&["/bin/sleep", "2"], "2000 exit 0, ignores"),
        (&["sleep", "$(DELAY)"], "7000 exit 0, ignores"),
        (&["/bin/sh", "-ec", "sleep 1; false; sleep 5"], "1000 exit 1, ignores"),
        (&["bash", "-euo", "pipefail", "-c", "sleep 1; false; sleep 5"], "1000 exit 1, ignores"),
        (&["sh", "/scripts/run.sh"], "for ever?, stops 1000? exit 0"),
        (&["sh"], "moment exit 0, ignores"),
        (&["tail", "-f", "/dev/null"], "for ever, ignores"),
        (&["tini", "--", "sleep", "600"], "600000 exit 0, stops 0 exit 143"),
        (&["env", "A=1", "sleep", "5"], "5000 exit 0, ignores"),
        (&["python3", "-m", "http.server"], "for ever, ignores"),
        (&["/app/serve", "--sleep", "5"], "for ever?, stops 1000? exit 0"),
    ];
    for (words, expected) in table {
        let mut container = container(ContainerRole::App, "example/app:1", words);
        container.env = vec![EnvVar { name: "DELAY".to_owned(), value: "7".to_owned() }];
        assert_eq!(shown(&pod_with(container)), expected, "{words:?}");
    }
}

#[test]
fn images_and_roles() {
    use ContainerRole::{App, Init, Sidecar};
    let table: [(ContainerRole, &str, &[&str], &str); 12] = [
        (App, "nginx:1.27", &[], "for ever?, stops 500? exit 0"),
        (App, "example/shop:3", &[], "for ever?, stops 1000? exit 0"),
        (App, "busybox:1.36", &[], "moment exit 0, ignores"),
        (App, "busybox:1.36", &["sleep", "9"], "9000 exit 0, ignores"),
        (App, "nginx:1.27", &["-g", "daemon off;"], "for ever?, stops 500? exit 0"),
        (App, "example/shop:3", &["sh", "-c", "exit 2"], "moment exit 2, ignores"),
        (Init, "example/prepare:1", &[], "2000? exit 0, stops 1000? exit 0"),
        (Init, "example/db-migrate:1", &[], "3000? exit 0, ignores"),
        (Init, "alpine/git", &["clone", "https://example.org/x"], "3000? exit 0, ignores"),
        (Init, "fluent/fluent-bit:3.2", &[], "for ever?, stops 1000? exit 0"),
        (Sidecar, "example/thing:1", &[], "for ever?, stops 1000? exit 0"),
        (Sidecar, "fluent/fluent-bit:3.2", &[], "for ever?, stops 1000? exit 0"),
    ];
    for (role, image, args, expected) in table {
        let mut container = container(role, image, &[]);
        container.args = args.iter().map(|&word| word.to_owned()).collect();
        assert_eq!(shown(&pod_with(container)), expected, "{role:?} {image} {args:?}");
    }
}

#[test]
fn the_first_app_container_of_a_job_works_and_its_helpers_go_on() {
    let containers =
        ["work", "helper"].map(|name| Container::new(name, ContainerRole::App, "example/x:1"));
    let mut pod = Pod::new("p", containers.to_vec()).expect("invariant: two names");
    pod.owner = Some(Owner { kind: OwnerKind::Job, name: "j".to_owned() });
    pod.restart_policy = RestartPolicy::Never;
    assert_eq!(run(&pod, ContainerIndex(0)).runs, Guess::assumed(Some(Millis(8000))));
    assert_eq!(run(&pod, ContainerIndex(1)).runs, Guess::assumed(None));
}

#[test]
fn with_a_shared_process_namespace_nobody_is_pid_1() {
    let mut pod = pod_with(container(ContainerRole::App, "busybox", &["sleep", "600"]));
    pod.share_process_namespace = true;
    assert_eq!(shown(&pod), "600000 exit 0, stops 0 exit 143");
}

#[test]
fn an_image_arrives_once() {
    let mut containers =
        ["a", "b", "c"].map(|name| Container::new(name, ContainerRole::App, "example/x:1"));
    containers[2].pull_policy = PullPolicy::Always;
    let pod = Pod::new("p", containers.to_vec()).expect("invariant: three names");
    let scenario = scenario(&pod, Version::NEWEST);
    let first = |index: usize| scenario.process(ContainerIndex(index)).pull(0);
    assert_eq!(first(0).outcome, PullOutcome::Ok);
    assert!((800..=2500).contains(&first(0).takes.value.0));
    assert_eq!((first(1).outcome, first(1).takes.value), (PullOutcome::Present, Millis::ZERO));
    assert_eq!((first(2).outcome, first(2).takes.value), (PullOutcome::Present, Millis(300)));
}

#[test]
fn hooks_and_probes() {
    let mut app = container(
        ContainerRole::App,
        "busybox",
        &["sh", "-c", "touch /tmp/ok; sleep 30; rm -f /tmp/ok; sleep 600"],
    );
    app.pre_stop =
        Some(Hook::Exec { command: ["sh", "-c", "sleep 5"].map(str::to_owned).to_vec() });
    app.post_start =
        Some(Hook::Exec { command: ["sh", "-c", "exit 1"].map(str::to_owned).to_vec() });
    let probe = Probe {
        action: ProbeAction::Exec { command: ["cat", "/tmp/ok"].map(str::to_owned).to_vec() },
        initial_delay: Millis::ZERO,
        period: Millis::from_secs(5),
        timeout: Millis::from_secs(1),
        success_threshold: 1,
        failure_threshold: 3,
        termination_grace_period: None,
    };
    app.liveness_probe = Some(probe.clone());
    app.readiness_probe = Some(probe);
    let scenario = scenario(&pod_with(app), Version::NEWEST);
    let attempt = scenario.process(ContainerIndex(0)).attempt(0);
    assert_eq!(attempt.pre_stop.takes, Guess::declared(Millis(5000)));
    assert!(attempt.post_start.fails && !attempt.pre_stop.fails);
    assert_eq!(attempt.liveness_fails_after, Some(Millis(30_000)));
    assert_eq!(attempt.ready_after, Guess::declared(Some(Millis::ZERO)));
    assert_eq!(attempt.startup_after, Guess::assumed(Some(Millis(2000))));
}

#[test]
fn a_sleep_before_unknown_work_still_counts() {
    let script = ["sh", "-c", "sleep 3; pg_ctl stop"];
    let mut app = container(ContainerRole::App, "postgres", &[]);
    app.pre_stop = Some(Hook::Exec { command: script.map(str::to_owned).to_vec() });
    let scenario = scenario(&pod_with(app), Version::NEWEST);
    let hook = scenario.process(ContainerIndex(0)).attempt(0).pre_stop;
    assert_eq!(hook.takes, Guess::assumed(Millis(3500)));

    let setup = container(ContainerRole::Init, "tools", &["sh", "-c", "sleep 10; /setup"]);
    let scenario = super::scenario(&pod_with(setup), Version::NEWEST);
    let runs = scenario.process(ContainerIndex(0)).attempt(0).runs;
    assert_eq!(runs, Guess::assumed(Some(Millis(12_000))));
}

#[test]
fn endless_and_enormous_scripts_are_bounded() {
    let nested = format!("{}sleep 1{}", "if a; then ".repeat(12), "; fi".repeat(12));
    assert!(script(&nested).starts_with("1000"), "{}", script(&nested));
    assert_eq!(script("a=xx; while true; do a=$a$a; done"), "for ever, ignores");
    for text in ["f() { f; }; f", "f() { f; f; }; f", "eval 'while true; do eval x; done'"] {
        assert!(script(text).starts_with("for ever"), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn any_script_is_read_without_harm(
        words in proptest::collection::vec(proptest::sample::select(FRAGMENTS), 0..40),
        noise in "\\PC{0,12}",
    ) {
        let text = words.join(" ") + &noise;
        let _ = script(&text);
    }
}

/// What scripts are made of, whole and broken.
const FRAGMENTS: &[&str] = &[
    "while",
    "until",
    "do",
    "done",
    "if",
    "then",
    "else",
    "fi",
    "for i in 1 2",
    "for ((;;))",
    "true",
    "!",
    "sleep 1",
    "nc -z db 1",
    "exit 1",
    "break",
    "x=$x$x",
    "$((x+1))",
    "$(seq 3)",
    "${x:-2}",
    "'",
    "\"",
    "`",
    ";",
    "\n",
    "&&",
    "||",
    "|",
    "&",
    "(",
    ")",
    "{",
    "}",
    "f() {",
    "f",
    "trap f TERM",
    "trap '' TERM",
    "wait",
    "exec",
    "eval",
    "set -e",
    "<<E",
    "\nE\n",
    "> /f",
    "2>&1",
    "#",
    "[",
    "]",
    "sh -c",
    "timeout 3",
    "é",
    "\\",
    "$",
    "((",
    "))",
];
