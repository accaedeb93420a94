//! Laws over generated manifests and mangled ones.

use super::{all, flat, objects};
use podline::manifest::repair::repair;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// A fixed seed: the same cases on every run.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(4),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Lines of a mapping or a list, indented by the caller.
type Lines = Vec<String>;

fn indented(lines: Lines) -> impl Iterator<Item = String> {
    lines.into_iter().map(|line| format!("  {line}"))
}

fn under(key: &str, lines: Lines) -> Lines {
    std::iter::once(format!("{key}:")).chain(indented(lines)).collect()
}

fn item(lines: Lines) -> Lines {
    let mut dash = true;
    let mark =
        |line| if std::mem::take(&mut dash) { format!("- {line}") } else { format!("  {line}") };
    lines.into_iter().map(mark).collect()
}

fn list(key: &str, items: Vec<Lines>) -> Lines {
    if items.is_empty() {
        return Vec::new();
    }
    std::iter::once(format!("{key}:")).chain(items.into_iter().flat_map(item)).collect()
}

fn some(part: impl Strategy<Value = Lines>) -> impl Strategy<Value = Lines> {
    prop::option::of(part).prop_map(Option::unwrap_or_default)
}

fn text(lines: &[&str]) -> Lines {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn env() -> impl Strategy<Value = Lines> {
    let value = prop_oneof![
        Just(text(&["value: \"1\""])),
        Just(text(&["valueFrom:", "  secretKeyRef:", "    name: s", "    key: k"])),
        Just(text(&["valueFrom:", "  fieldRef:", "    fieldPath: status.podIP"])),
    ];
    let item = value.prop_map(|value| [text(&["name: E"]), value].concat());
    prop::collection::vec(item, 0..3).prop_map(|items| list("env", items))
}

fn probe(key: &'static str) -> impl Strategy<Value = Lines> {
    let action = prop_oneof![
        Just(text(&["httpGet:", "  path: /p", "  port: 80"])),
        Just(text(&["exec:", "  command:", "  - cat", "  - /ok"])),
        Just(text(&["tcpSocket: {port: 80}"])),
    ];
    let timing =
        prop_oneof![Just(Lines::new()), Just(text(&["periodSeconds: 2", "timeoutSeconds: 1"]))];
    (action, timing).prop_map(move |(action, timing)| under(key, [action, timing].concat()))
}

fn container(init: bool) -> impl Strategy<Value = Lines> {
    let command = prop_oneof![
        Just(text(&["command:", "- sh", "- -c", "- sleep 5"])),
        Just(text(&["command: [\"sh\"]", "args:", "- |", "  echo a", "  sleep 3"])),
    ];
    let mounts =
        text(&["volumeMounts:", "- name: v", "  mountPath: /v", "- mountPath: /w", "  name: w"]);
    let ports = text(&["ports:", "- containerPort: 80", "- name: m", "  containerPort: 90"]);
    let resources = text(&["resources:", "  limits:", "    cpu: 1", "    memory: 1Mi"]);
    let policy = if init { text(&["restartPolicy: Always"]) } else { Lines::new() };
    (
        some(command),
        some(Just(policy)),
        env(),
        some(Just(mounts)),
        some(Just(ports)),
        some(probe("livenessProbe")),
        some(probe("startupProbe")),
        some(Just(resources)),
        prop::bool::ANY,
    )
        .prop_map(
            |(command, policy, env, mounts, ports, live, start, resources, image_first)| {
                let head =
                    if image_first { ["image: i", "name: c"] } else { ["name: c", "image: i"] };
                [text(&head), policy, command, env, ports, live, start, resources, mounts].concat()
            },
        )
}

fn pod_spec(policy: &'static str) -> impl Strategy<Value = Lines> {
    let volumes = text(&[
        "volumes:",
        "- name: v",
        "  emptyDir: {}",
        "- name: w",
        "  configMap:",
        "    name: m",
    ]);
    let init =
        prop::collection::vec(container(true), 0..3).prop_map(|all| list("initContainers", all));
    let containers =
        prop::collection::vec(container(false), 1..4).prop_map(|all| list("containers", all));
    (init, containers, some(Just(volumes)), prop::bool::ANY).prop_map(
        move |(init, containers, volumes, volumes_first)| {
            let policy = text(&[policy]);
            if volumes_first {
                [policy, volumes, init, containers].concat()
            } else {
                [init, containers, volumes, policy].concat()
            }
        },
    )
}

fn manifest() -> impl Strategy<Value = String> {
    let labels = text(&["labels:", "  app: a", "  tier: b"]);
    let pod = pod_spec("dnsPolicy: Default").prop_map({
        let labels = labels.clone();
        move |spec| {
            let metadata = [text(&["name: n"]), labels.clone()].concat();
            let head = text(&["apiVersion: v1", "kind: Pod"]);
            [head, under("metadata", metadata), under("spec", spec)].concat()
        }
    });
    let deployment =
        (pod_spec("hostNetwork: true"), prop::bool::ANY).prop_map(move |(spec, last)| {
            let template = [under("metadata", labels.clone()), under("spec", spec)].concat();
            let template = under("template", template);
            let selector = text(&["selector:", "  matchLabels:", "    app: a"]);
            let spec = if last { [selector, template] } else { [template, selector] }.concat();
            let head = text(&["apiVersion: apps/v1", "kind: Deployment", "metadata:", "  name: n"]);
            [head, under("spec", spec)].concat()
        });
    let job = pod_spec("restartPolicy: Never").prop_map(|spec| {
        let template = under("template", under("spec", spec));
        let spec = [template, text(&["backoffLimit: 2"])].concat();
        let head = text(&["apiVersion: batch/v1", "kind: Job", "metadata:", "  name: n"]);
        [head, under("spec", spec)].concat()
    });
    prop_oneof![pod, deployment, job].prop_map(|lines| lines.join("\n") + "\n")
}

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn generated_manifests_are_left_alone_and_come_back_when_flat(text in manifest()) {
        prop_assert_eq!(repair(&text), None, "{}", text);
        let flat = flat(&text);
        let repaired = repair(&flat).expect("a flat manifest is repaired");
        prop_assert_eq!(objects(&repaired.text), objects(&text), "{}\n---- from\n{}", repaired.text, text);
    }

    #[test]
    fn a_repair_changes_no_word_and_is_final(text in manifest(), lost in prop::collection::vec(any::<bool>(), 1..40)) {
        let paste = super::some_lines(&text, |at, _| lost[at % lost.len()]);
        if let Some(repaired) = repair(&paste) {
            prop_assert_eq!(super::flat(&repaired.text), super::flat(&paste));
            prop_assert_eq!(repair(&repaired.text), None, "{}", repaired.text);
        }
    }
}

/// Ways in which a text gets mangled.
#[derive(Clone, Debug)]
enum Mangle {
    Cut(usize, usize),
    Put(usize, char),
    Swap(usize, usize),
    Indent(usize, usize),
}

fn mangle() -> impl Strategy<Value = Mangle> {
    let strange = prop::sample::select(vec![
        '-', ':', '#', '|', '>', '{', '[', '"', '\'', '\t', '\n', '\r', ' ', '+', '`', '“', '’',
        '•', '\u{a0}', '\u{200b}', '\u{0}', '1', '&', '*', '!', '<', 'é',
    ]);
    prop_oneof![
        (any::<usize>(), 0..40usize).prop_map(|(at, length)| Mangle::Cut(at, length)),
        (any::<usize>(), strange).prop_map(|(at, c)| Mangle::Put(at, c)),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Mangle::Swap(a, b)),
        (any::<usize>(), 0..20usize).prop_map(|(at, width)| Mangle::Indent(at, width)),
    ]
}

fn mangled(text: &str, mangles: &[Mangle]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for mangle in mangles {
        let length = chars.len().max(1);
        match *mangle {
            Mangle::Cut(at, count) => {
                let at = at % length;
                chars.drain(at.min(chars.len())..(at + count).min(chars.len()));
            }
            Mangle::Put(at, c) => chars.insert(at % length, c),
            Mangle::Swap(a, b) if !chars.is_empty() => chars.swap(a % length, b % length),
            Mangle::Swap(..) => {}
            Mangle::Indent(at, width) => {
                let at = at % length;
                let line = chars[..at.min(chars.len())]
                    .iter()
                    .rposition(|c| *c == '\n')
                    .map_or(0, |at| at + 1);
                chars.splice(line..line, std::iter::repeat_n(' ', width));
            }
        }
    }
    chars.into_iter().collect()
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn nothing_panics_and_every_place_is_in_the_text(
        which in any::<prop::sample::Index>(),
        is_flat in any::<bool>(),
        mangles in prop::collection::vec(mangle(), 0..12),
    ) {
        let all = all();
        let text = &which.get(&all).1;
        let text = if is_flat { flat(text) } else { text.clone() };
        let paste = mangled(&text, &mangles);
        if let Some(repaired) = repair(&paste) {
            for change in &repaired.changes {
                prop_assert!(paste.get(change.range.start..change.range.end).is_some(), "{change:?}");
            }
            for ambiguity in &repaired.ambiguous {
                prop_assert!(ambiguity.line >= 1 && ambiguity.line <= repaired.text.lines().count());
            }
        }
    }

    #[test]
    fn any_text_is_taken(text in "(?s)([-:#|>{}\\[\\]\"' \n\t+`kindPodapiVersion1]|kind: Pod\n|apiVersion: v1\n|spec:\n|- name: ){0,60}") {
        let _ = repair(&text);
    }
}
