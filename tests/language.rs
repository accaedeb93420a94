//! What the editor is told at a place: every field of every example is known where it stands and is
//! offered where it is typed; no place of any text is too strange.

use podline::content::examples;
use podline::language::{Completions, Documentation, Hover, complete, hover};
use podline::manifest::{self, ProblemKind, TextRange};
use podline::model::{self, Version};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const NEWEST: Version = Version::NEWEST;

/// A few texts in the form in which `cargo xtask documentation` writes them.
const DOCUMENTATION: &str = "# For tests.
Pod is a collection of containers.
Docker image name.
How to restart. Values are:\t- Always: it always starts again.\t- Never: it stays as it ended.
`OnDelete` means that Pods are only replaced when deleted.

Container
 image 1
DaemonSetUpdateStrategy
 type 3
Pod 0
PodSpec
 restartPolicy 2
";

fn hovered(text: &str, offset: usize) -> Option<Hover> {
    hover(text, offset, NEWEST, &Documentation::read(DOCUMENTATION))
}

/// The word at the `|` of a text.
fn at_cursor(text: &str, version: Version) -> Option<Hover> {
    let cursor = text.find('|').expect("a cursor");
    hover(&text.replacen('|', "", 1), cursor, version, &Documentation::read(DOCUMENTATION))
}

fn completed(text: &str, offset: usize) -> Option<Completions> {
    complete(text, offset, NEWEST, &Documentation::default())
}

/// The examples, and the manifests that pastes are repaired to.
fn manifests() -> Vec<(String, String)> {
    let mut found: Vec<_> =
        examples().iter().map(|example| (example.id.to_owned(), example.text.to_owned())).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/repair/meant");
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        let text = fs::read_to_string(&path).expect("it can be read");
        found.push((path.display().to_string(), text));
    }
    found
}

/// The fields of a text that are known, by the byte where they begin.
fn fields(text: &str) -> BTreeMap<usize, Hover> {
    let mut found = BTreeMap::new();
    let mut is_word = false;
    for (at, letter) in text.char_indices() {
        let begins = !is_word && (letter.is_alphanumeric() || letter == '"');
        is_word = letter.is_alphanumeric();
        if begins && let Some(hover) = hovered(text, at).filter(|hover| hover.value.is_none()) {
            found.entry(hover.range.start).or_insert(hover);
        }
    }
    found
}

/// What the page's own reader says against what is found without it: two ways to the same places.
#[test]
fn every_field_is_known_where_the_reader_finds_it() {
    let mut count = 0;
    for (name, text) in manifests() {
        let objects = manifest::parse(&text).objects;
        for (start, hover) in fields(&text) {
            let here = |range: &TextRange| range.start <= start && start < range.end;
            let object = objects.iter().find(|object| here(&object.range));
            if object.is_none() && hover.type_name == "List" {
                continue; // Around the objects.
            }
            let object = object.unwrap_or_else(|| panic!("{name}: {hover:?} is in no object"));
            let range = object.range(&hover.path);
            assert_eq!(range.map(|range| range.start), Some(start), "{name}: {hover:?}");
            count += 1;
        }
        // And none is missed: containers have a name wherever there are any.
        for object in objects.iter().filter(|object| object.workload.is_some()) {
            let spec = object.workload.expect("it has one").pod_spec_path();
            let path = spec.child("containers").index(0).child("image");
            let Some(range) = object.range(&path) else { continue };
            assert_eq!(hovered(&text, range.start).map(|hover| hover.path), Some(path), "{name}");
        }
    }
    assert!(count > 1000, "{count} fields are not many");
}

/// Types every field of every example letter by letter: with nothing after it, and with all that follows.
#[test]
fn every_field_is_offered_where_it_is_typed() {
    for (name, text) in manifests() {
        for (start, hover) in fields(&text) {
            let TextRange { end, .. } = hover.range;
            let field = hover.path.as_str().rsplit('.').next().unwrap_or_default().to_owned();
            let line_end = text[end..].find('\n').map_or(text.len(), |line| end + line);
            let is_quoted = text[start..].starts_with('"');
            let first = start + if is_quoted { 2 } else { 1 };
            for (what, typed) in [
                ("in its place", text.clone()),
                ("at the end", text[..first].to_owned()),
                ("above the rest", format!("{}{}", &text[..first], &text[line_end..])),
            ] {
                // What stands in brackets is cut in the middle by the last.
                if what == "above the rest"
                    && text[start..line_end].contains(['{', '[', '}', ']', '|', '>'])
                {
                    continue;
                }
                let found = completed(&typed, first);
                let items = found.map(|found| found.items).unwrap_or_default();
                assert!(
                    items.iter().any(|item| item.label == field),
                    "{name}: {} is not offered {what}:\n{}",
                    hover.path,
                    &typed[..first]
                );
            }
        }
    }
}

#[test]
fn fields_say_what_they_are() {
    let pod = |rest: &str| format!("apiVersion: v1\nkind: Pod\nspec:\n{rest}");
    for (text, path, type_name, kind, required, since) in [
        (pod("  contai|ners: []"), "spec.containers", "PodSpec", "list of Container", true, None),
        (pod("  |volumes: []"), "spec.volumes", "PodSpec", "list of Volume", false, None),
        (pod("  containers:\n  - image|: x"), "spec.containers[0].image", "Container", "string", false, None),
        (
            pod("  containers:\n  - lifecycle:\n      preStop: {sl|eep: {seconds: 1}}"),
            "spec.containers[0].lifecycle.preStop.sleep",
            "LifecycleHandler",
            "SleepAction",
            false,
            Some(29),
        ),
        (
            pod("  initContainers:\n  - restart|Policy: Always"),
            "spec.initContainers[0].restartPolicy",
            "Container",
            "string",
            false,
            Some(28),
        ),
        (
            pod("  containers:\n  - restartPolicyRules:\n    - exitCodes: {operat|or: In}"),
            "spec.containers[0].restartPolicyRules[0].exitCodes.operator",
            "ContainerRestartRuleOnExitCodes",
            "string",
            true,
            Some(34),
        ),
        (
            pod("  containers:\n  - resources:\n      lim|its:\n        cpu: 1"),
            "spec.containers[0].resources.limits",
            "ResourceRequirements",
            "map of quantity",
            false,
            None,
        ),
        // As old as what leads to it.
        (
            pod("  ephemeralContainers:\n  - ima|ge: x"),
            "spec.ephemeralContainers[0].image",
            "EphemeralContainer",
            "string",
            false,
            Some(16),
        ),
        ("kind: Pod\nstatus:\n  podI|P: 1.2.3.4".to_owned(), "status.podIP", "PodStatus", "string", false, None),
        (
            "kind: Job\nmetadata:\n  lab|els: {a: b}".to_owned(),
            "metadata.labels",
            "ObjectMeta",
            "map of string",
            false,
            None,
        ),
        (
            r#"{"kind": "Job", "spec": {"success|Policy": {}}}"#.to_owned(),
            "spec.successPolicy",
            "JobSpec",
            "SuccessPolicy",
            false,
            Some(30),
        ),
        (
            "kind: List\nitems:\n- kind: Job\n  spec: {}\n- kind: Pod\n  spec:\n    host|Users: false\n".to_owned(),
            "spec.hostUsers",
            "PodSpec",
            "boolean",
            false,
            Some(25),
        ),
        // Of an object that nothing else is known of.
        ("kind: Service\nmetadata:\n  na|me: a\n".to_owned(), "metadata.name", "ObjectMeta", "string", false, None),
    ] {
        let hover = at_cursor(&text, NEWEST).unwrap_or_else(|| panic!("nothing is known in {text}"));
        assert_eq!(hover.path.as_str(), path);
        assert_eq!((hover.type_name, hover.kind.as_str()), (type_name, kind), "{path}");
        assert_eq!((hover.required, hover.since, hover.until), (required, since, None), "{path}");
        assert_eq!((hover.value, hover.is_known), (None, true), "{path}");
    }
}

#[test]
fn a_field_is_known_in_its_minors() {
    let known = |text: &str, minor| {
        let version = Version::new(minor).expect("a known minor");
        let hover = at_cursor(text, version).expect("a field");
        (hover.is_known, hover.since, hover.until)
    };
    let policy = "kind: Pod\nspec:\n  containers:\n  - restart|Policy: Always\n";
    assert_eq!(known(policy, 27), (false, Some(28), None));
    assert_eq!(known(policy, 28), (true, Some(28), None));
    // One minor had it: schedulingGroup took its place.
    let workload = "kind: Pod\nspec:\n  workload|Ref: {}\n";
    assert_eq!(known(workload, 34), (false, Some(35), Some(35)));
    assert_eq!(known(workload, 35), (true, Some(35), Some(35)));
    assert_eq!(known(workload, 36), (false, Some(35), Some(35)));
}

#[test]
fn texts_come_from_the_documentation() {
    for (text, value, expected) in [
        ("kind: Pod\nspec:\n  containers:\n  - ima|ge: x", None, "Docker image name."),
        ("kind: Po|d\n", Some("Pod"), "Pod is a collection of containers."),
        (
            "kind: Pod\nspec:\n  restartPolicy: Al|ways",
            Some("Always"),
            "Always: it always starts again.",
        ),
        (
            "kind: DaemonSet\nspec:\n  updateStrategy: {type: |OnDelete}",
            Some("OnDelete"),
            "`OnDelete` means that Pods are only replaced when deleted.",
        ),
        ("kind: Pod\nspec:\n  host|name: x", None, ""),
    ] {
        let hover = at_cursor(text, NEWEST).unwrap_or_else(|| panic!("nothing is known in {text}"));
        assert_eq!((hover.value.as_deref(), hover.text.as_str()), (value, expected), "{text}");
    }
    // Without it, fields are still known.
    let text = "kind: Pod\nspec:\n  restartPolicy: Always\n";
    let field = hover(text, 20, NEWEST, &Documentation::default()).expect("a field");
    assert_eq!((field.path.as_str(), field.text.as_str()), ("spec.restartPolicy", ""));
    assert_eq!(hover(text, 35, NEWEST, &Documentation::default()), None, "a value");
}

#[test]
fn other_words_mean_nothing() {
    for text in [
        "kind: Pod\nspec:\n  hostname: wo|rd\n",
        "kind: Pod\nspec:\n  restartPolicy: OnFail|ure\n",
        "kind: Pod\nspec:\n  # contai|ners: a\n",
        "kind: Pod\nspec:\n  containers:\n  - args:\n    - >\n      ima|ge: x\n",
        "kind: Pod\nmetadata:\n  labels:\n    na|me: a\n",
        "kind: Pod\nspec:\n  imag|e: a\n",
        "kind: Pod\nspec: |  \n",
        "kind: Service\nspec:\n  po|rts: []\n",
        "kind: Pod\n|---\nkind: Job\n",
        "|",
    ] {
        assert_eq!(at_cursor(text, NEWEST), None, "{text}");
    }
}

/// Asks at every byte, also inside characters and behind the end.
fn ask_everywhere(text: &str) {
    for offset in 0..text.len() + 2 {
        if let Some(hover) = hovered(text, offset) {
            assert!(text.get(hover.range.start..hover.range.end).is_some(), "{text:?} {hover:?}");
        }
        if let Some(found) = completed(text, offset) {
            let TextRange { start, end } = found.range;
            assert!(start <= offset && offset <= end, "{text:?} at {offset}: {:?}", found.range);
            for item in &found.items {
                let mut taken = text.to_owned();
                taken.replace_range(start..end, &item.insert);
                assert!(item.insert.is_char_boundary(item.caret), "{text:?} {item:?}");
            }
        }
    }
}

#[test]
fn no_place_of_an_example_is_too_strange() {
    for example in examples().iter().step_by(7) {
        ask_everywhere(example.text);
    }
    for text in ["", "\r\n", "\u{feff}kind: Pod\nspec:\n  é", "{\"kind\": \"Pod\", \"spec\": {\"é"]
    {
        ask_everywhere(text);
    }
}

#[test]
fn no_garbage_is_too_strange() {
    let pieces = [
        "kind: Pod\n",
        "kind: Job\n",
        "spec:\n",
        "  containers:\n",
        "  - name: a\n",
        "    image: b\n",
        "- ",
        "{",
        "}",
        "[",
        "]",
        "\"",
        "'",
        ": ",
        ":",
        ",",
        "|",
        "|\n",
        "> \n",
        "# ",
        "\n",
        "\r\n",
        "\t",
        " ",
        "    ",
        "é",
        "---\n",
        "&a ",
        "*a",
        "!t ",
        "items:\n",
        "kind: List\n",
        "volumeMounts",
        "status",
        "\u{a0}",
        "\u{2028}",
    ];
    let mut state = 7_u32;
    for _ in 0..150 {
        let mut text = String::new();
        for _ in 0..20 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text += pieces[(state >> 16) as usize % pieces.len()];
        }
        ask_everywhere(&text);
    }
}

#[test]
fn large_texts_are_answered() {
    let container = "  - name: a\n    image: b\n    env: [{name: c, value: d}]\n";
    let text = format!("kind: Pod\nspec:\n  containers:\n{}", container.repeat(15_000));
    assert!(text.len() < manifest::MAX_TEXT);
    let last = text.rfind("image").expect("it is there");
    let hover = hovered(&text, last).expect("a field");
    assert_eq!(hover.path.as_str(), "spec.containers[14999].image");
    assert!(completed(&text, last + 2).is_some());
    // Beyond what the page reads.
    assert_eq!(hovered(&text.repeat(2), last), None);
}

/// The rows of `manifest::validate::version`, written by hand, against the table read from Kubernetes' own
/// schemas: a field is refused as unknown in exactly those minors in which it is not known here.
#[test]
fn what_is_refused_as_unknown_is_said_not_to_be_there() {
    let pod = |init: &str, app: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec:\n  {app}\n  initContainers:\n  - name: i\n    image: i:1\n    \
             {init}\n  containers:\n  - name: c\n    image: c:1\n    {init}\n"
        )
    };
    let job = |line: &str| {
        format!(
            "apiVersion: batch/v1\nkind: Job\nmetadata: {{name: a}}\nspec:\n  {line}\n  completions: 2\n  completionMode: Indexed\n  \
             template:\n    spec:\n      restartPolicy: Never\n      containers:\n      - {{name: c, image: 'c:1'}}\n"
        )
    };
    for (text, word) in [
        (pod("restartPolicy: Always", ""), "restartPolicy"),
        (pod("restartPolicyRules: [{action: Restart}]", ""), "restartPolicyRules"),
        (pod("lifecycle: {postStart: {sleep: {seconds: 1}}}", ""), "sleep"),
        (pod("lifecycle: {preStop: {sleep: {seconds: 1}}}", ""), "sleep"),
        (pod("lifecycle: {stopSignal: SIGUSR1}", ""), "stopSignal"),
        (pod("", "resources: {limits: {cpu: 1}}"), "resources"),
        (job("podReplacementPolicy: Failed"), "podReplacementPolicy"),
        (job("backoffLimitPerIndex: 1"), "backoffLimitPerIndex"),
        (job("maxFailedIndexes: 1"), "maxFailedIndexes"),
        (job("successPolicy: {rules: [{succeededCount: 1}]}"), "successPolicy"),
        (job("managedBy: example.com/a"), "managedBy"),
    ] {
        let object = &manifest::parse(&text).objects[0];
        for version in Version::all() {
            let at = text.find(word).expect("it is there");
            let field = hover(&text, at, version, &Documentation::default()).expect("a field");
            let problems = model::lower(object, version).problems;
            let is_unknown = problems.iter().any(|problem| {
                problem.kind == ProblemKind::UnknownField && problem.path == field.path
            });
            assert_eq!(is_unknown, !field.is_known, "{} in {version}", field.path);
        }
    }
}
