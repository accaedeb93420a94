//! Whatever is pasted: a clear message at a place in the text, never a panic or a freeze.

use podline::manifest::{
    MAX_DEPTH, MAX_OBJECTS, MAX_PROBLEMS, Manifest, Problem, ProblemKind, Severity, parse,
};
use podline::model::{Version, lower};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - name: a\n    image: a:1\n";

/// Reads, lowers everything, and checks what holds for every text.
fn read(text: &str) -> (Manifest, Vec<Problem>) {
    let manifest = parse(text);
    let mut problems = manifest.problems.clone();
    for object in &manifest.objects {
        assert!(text.get(object.range.start..object.range.end).is_some(), "{:?}", object.range);
        problems.extend(lower(object, Version::NEWEST).problems);
    }
    for problem in &problems {
        let range = problem.range;
        assert!(text.get(range.start..range.end).is_some(), "{problem:?} lies inside the text");
        assert!(!problem.message.is_empty(), "{problem:?} says what is wrong");
        assert!(!problem.help.is_empty(), "{problem:?} says what to write instead");
        assert!(problem.position.line >= 1 && problem.position.column >= 1);
    }
    (manifest, problems)
}

/// Lines 0 to `count` of a made-up text.
fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect::<Vec<_>>().concat()
}

/// The only problem of a text: kind, line, and a part of message or help.
fn expect_one(text: &str, kind: ProblemKind, line: usize, part: &str) {
    let (_, problems) = read(text);
    let shown: String = text.chars().take(60).collect();
    assert_eq!(problems.len(), 1, "{shown:?}: {problems:#?}");
    let problem = &problems[0];
    assert_eq!((problem.kind, problem.position.line), (kind, line), "{shown:?}: {problem:?}");
    let said = format!("{} {}", problem.message, problem.help);
    assert!(said.contains(part), "{shown:?}: {said}");
}

#[test]
fn no_manifest_at_all() {
    for text in
        ["", "   \n\t\n", "---", "---\n---\n", "# only a comment\n", "\u{feff}", "...\n", "~"]
    {
        let (manifest, problems) = read(text);
        assert_eq!(manifest.objects, [], "{text:?}");
        assert!(
            problems.len() == 1 && problems[0].message.contains("no objects"),
            "{text:?}: {problems:?}"
        );
    }
    for text in [
        "hello",
        "just some\nlines of prose",
        "\n\nTODO: buy: milk",
        "Dear all,\n- one: two: three\n",
        "42",
        "it's",
    ] {
        let line = if text.starts_with('\n') { 3 } else { 1 };
        expect_one(text, ProblemKind::Syntax, line, "Paste a Kubernetes manifest");
    }
    expect_one("- a\n- b\n", ProblemKind::Type, 1, "remove the `- `");
    expect_one("\u{1}\u{2}PK\u{3}\u{0}\u{fffd}\u{fffd}", ProblemKind::Syntax, 1, "binary");
    expect_one(&"\u{0}".repeat(100_000), ProblemKind::Syntax, 1, "binary");
}

#[test]
fn syntax_errors_point_at_their_line() {
    for (text, line, part) in [
        ("kind: Pod\nspec:\n\tcontainers: []\n", 3, "Indent with spaces"),
        ("kind: Pod\nspec:\n  containers:\n\t- name: a\n", 4, "Indent with spaces"),
        ("kind: Pod\nspec:\n  a: 1\n\tb: 2\n", 4, "Indent with spaces"),
        ("\tkind: Pod\n", 1, "Indent with spaces"),
        ("kind: Pod\nmetadata: {name: a\nspec: 1\n", 3, "Close the `{` of line 2"),
        ("kind: Pod\nspec:\n  containers: [\n", 3, "Close the `[` of line 3"),
        ("kind: Pod\nmetadata:\n  name: \"web\n", 3, "quote is not closed"),
        ("kind: Pod\nmetadata:\n  name: 'web\nspec: x\n", 3, "quote is not closed"),
        ("kind: Pod\nmetadata:\n  name: a: b\n", 3, "Line this key up"),
        ("kind: Pod\nmetadata:\n    name: a\n  labels: b\n", 4, "Line this up"),
        ("kind: Pod\nmetadata:\n  name: *nobody\n", 3, "unknown anchor 'nobody'"),
        ("kind: Pod\nmetadata: &m\n  name: *m\n", 3, "contains itself"),
        ("kind: Pod\nmetadata:\n  name: @web\n", 3, "quotes"),
        ("kind: Pod\nspec:\n  image: \"C:\\web\"\n", 3, "backslash"),
        ("kind: Pod\nspec:\n  replicas: {{ .Values.n }}-x\n", 3, "Render it first"),
        ("kind: Pod\nname\n", 2, "key: value"),
        ("kind: Pod\nmetadata:\n  name: a\u{7}b\n", 3, "invisible character"),
        ("kind: Pod\nmetadata: {name: p}}\n", 2, "bracket"),
    ] {
        expect_one(text, ProblemKind::Syntax, line, part);
    }
}

#[test]
fn bounds_are_told_and_kept() {
    expect_one(&"a: 1\n".repeat(1 << 20), ProblemKind::Limit, 1, "5.0 MiB");
    expect_one(&"x".repeat((1 << 20) + 1), ProblemKind::Limit, 1, "1.0 MiB");

    let nested = |levels: usize| {
        let keys = lines(levels, |level| format!("{}a:\n", " ".repeat(level + 2)));
        POD.replace("spec:", &format!("x:\n{keys}spec:"))
    };
    let (_, problems) = read(&nested(100));
    assert_eq!(problems[0].kind, ProblemKind::UnknownField);
    let limit =
        problems.iter().find(|problem| problem.kind == ProblemKind::Limit).expect("a limit");
    // `x:` stands in line 5, and the object itself is the first level.
    assert_eq!(limit.position.line, 5 + MAX_DEPTH);
    assert!(limit.message.contains("nested deeper"));

    expect_one(&"[".repeat(100_000), ProblemKind::Limit, 1, "nested deeper");
    let (_, problems) = read(&"- ".repeat(100_000));
    assert_eq!(problems.iter().filter(|problem| problem.kind == ProblemKind::Limit).count(), 1);
}

#[test]
fn deep_nesting_hides_nothing_else() {
    let text = POD.replace(
        "metadata:\n",
        &format!("metadata:\n  annotations: {}1{}\n", "[".repeat(100), "]".repeat(100)),
    );
    let (manifest, problems) = read(&text);
    assert!(lower(&manifest.objects[0], Version::NEWEST).pod.is_some());
    assert!(
        problems
            .iter()
            .any(|problem| problem.kind == ProblemKind::Limit && problem.position.line == 4)
    );
}

#[test]
fn an_alias_bomb_does_not_go_off() {
    let mut bomb = "kind: Pod\na: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    bomb += &lines(8, |level| {
        let level = u8::try_from(level).expect("a small number");
        let (name, of) = (char::from(b'b' + level), char::from(b'a' + level));
        format!("{name}: &{name} [{}]\n", vec![format!("*{of}"); 10].join(", "))
    });
    // Line 6 would repeat 10 times 10 thousand values.
    expect_one(&bomb, ProblemKind::Limit, 6, "aliases");

    // The same through merge keys, over many documents: one budget for the whole text.
    let document = format!(
        "---\nm: &m {{{}}}\n{}",
        lines(100, |i| format!("k{i}: 1,")),
        lines(200, |i| format!("n{i}: {{<<: *m}}\n"))
    );
    let (_, problems) = read(&document.repeat(50));
    assert!(problems.iter().any(|problem| problem.kind == ProblemKind::Limit));
}

#[test]
fn ten_thousand_documents_are_counted_not_listed() {
    let (manifest, problems) = read(&"---\na: 1\n".repeat(10_000));
    assert_eq!(manifest.objects.len(), MAX_OBJECTS);
    assert_eq!(problems.len(), MAX_PROBLEMS + 1);
    let last = problems.last().expect("a problem");
    assert_eq!(last.kind, ProblemKind::Limit);
    assert!(last.message.contains("more problems"), "{}", last.message);
}

#[test]
fn a_hundred_thousand_keys_are_no_freeze() {
    let keys = lines(100_000, |i| format!("k{i}: 1\n"));
    let (manifest, _) = read(&keys);
    assert_eq!(manifest.objects.len(), 1);
}

#[test]
fn a_manifest_without_containers_says_what_it_needs() {
    for (text, line) in [
        ("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n", 1),
        ("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {}\n", 4),
        ("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n", 4),
        ("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: []}\n", 4),
    ] {
        expect_one(text, ProblemKind::Required, line, "A Pod needs at least one container.");
    }
}

#[test]
fn unknown_kinds_are_a_note() {
    let (manifest, problems) = read("apiVersion: v1\nkind: Gadget\nmetadata: {name: g}\n");
    assert_eq!(manifest.objects[0].kind, "Gadget");
    assert_eq!((problems[0].severity, problems[0].position.line), (Severity::Note, 2));
    assert_eq!(lower(&manifest.objects[0], Version::NEWEST).pod, None);
}

#[test]
fn names_are_text_whatever_is_in_them() {
    let name = "<script>alert(1)</script>";
    let manifest = parse(&POD.replace("name: p", &format!("name: {name}")));
    assert_eq!(manifest.objects[0].name, name);
    assert_eq!(
        lower(&manifest.objects[0], Version::NEWEST).pod.map(|pod| pod.name).as_deref(),
        Some(name)
    );
}

#[test]
fn odd_texts_are_read_as_far_as_they_go() {
    let (manifest, problems) = read(&POD.replace('\n', "\r"));
    assert_eq!((manifest.objects.len(), problems.len()), (1, 0));

    for key in ["? [a, b]\n: c\n", "? {a: b}\n: c\n", "~: c\n", "{{ .Values.x }}: c\n"] {
        let (manifest, problems) = read(&format!("{POD}{key}"));
        assert!(lower(&manifest.objects[0], Version::NEWEST).pod.is_some(), "{key}");
        assert_eq!((problems.len(), problems[0].position.line), (1, 9), "{key}: {problems:?}");
    }
    let (_, problems) =
        read(&format!("{POD}    ports: [{{containerPort: 99999999999999999999999}}]\n"));
    assert_eq!(
        (problems.len(), problems[0].kind, problems[0].position.line),
        (1, ProblemKind::Type, 9)
    );
    let (_, problems) = read(&POD.replace("kind: Pod", "kind: [Pod]"));
    assert_eq!(problems[0].position.line, 2);
    expect_one(
        &POD.replace("image: a:1", "image: {{ .Values.image }}"),
        ProblemKind::Syntax,
        8,
        "helm template",
    );
}

/// That many cases, always the same ones; with `PROPTEST_CASES` that many others.
fn at_least(cases: u32) -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return config;
    }
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(0x70_6f64_6c69_6e65), ..config }
}

proptest! {
    #![proptest_config(at_least(400))]

    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,200}") {
        read(&text);
    }

    #[test]
    fn no_yaml_like_text_is_too_strange(text in "[a-c0-9é<&*!|>%@`'\"{}\\[\\],:?#~ \t\n\r-]{0,120}") {
        read(&text);
    }

    #[test]
    fn no_slip_in_a_manifest_is_too_strange(
        cuts in prop::collection::vec((0_usize..400, 0_usize..6, "[a-z é:'\"{}\\[\\]|&*\t\n-]{0,4}"), 1..4),
    ) {
        let mut text: Vec<char> = MANIFEST.chars().collect();
        for (at, length, insert) in cuts {
            let at = at.min(text.len());
            let end = (at + length).min(text.len());
            text.splice(at..end, insert.chars());
        }
        read(&text.into_iter().collect::<String>());
    }
}

const MANIFEST: &str = "apiVersion: apps/v1
kind: Deployment
metadata:
  name: wéb
spec:
  template:
    spec:
      volumes: [{name: d, emptyDir: {}}]
      initContainers:
      - &i {name: i, image: 'b:1', command: [sh, -c, \"sleep 1\"]}
      - name: s
        image: b:1
        restartPolicy: Always
        startupProbe: {httpGet: {port: 80}}
      containers:
      - name: app
        image: c:1
        args:
        - |
          one
          two
        env: [{name: A, value: \"1\"}]
---
kind: Pod
";
