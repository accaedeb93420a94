//! How the kit writes: what it adds looks like what is there, whatever the style of its author.

use crate::{applied, changes, for_finding, for_problem, titles};
use podline::fix::{Change, apply, diff};
use podline::manifest;
use podline::model::Version;

/// A mount without its volume, in many styles: the text before and after the volume is added.
const STYLES: &[(&str, &str, &str)] = &[
    (
        "dashes below their key, four blanks a level",
        "apiVersion: v1\nkind: Pod\nmetadata:\n    name: p\nspec:\n    containers:\n        - name: c\n          image: x\n          volumeMounts:\n              - name: v\n                mountPath: /v\n",
        "apiVersion: v1\nkind: Pod\nmetadata:\n    name: p\nspec:\n    containers:\n        - name: c\n          image: x\n          volumeMounts:\n              - name: v\n                mountPath: /v\n    volumes:\n        - name: v\n          emptyDir: {}\n",
    ),
    (
        "no line break at the end",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - {name: c, image: x, volumeMounts: [{name: v, mountPath: /v}]}",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - {name: c, image: x, volumeMounts: [{name: v, mountPath: /v}]}\n  volumes:\n  - name: v\n    emptyDir: {}",
    ),
    (
        "all in braces",
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: x, volumeMounts: [{name: v, mountPath: /v}]}]}} # it\n",
        "{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: c, image: x, volumeMounts: [{name: v, mountPath: /v}]}], volumes: [{name: v, emptyDir: {}}]}} # it\n",
    ),
    (
        "comments everywhere, and a volume behind a comment",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  volumes: # these\n  # one\n  - name: w\n    emptyDir: {}\n    # of it\n  # done\n  containers: # those\n  - {name: c, image: x, volumeMounts: [{name: v, mountPath: /v}]}\n",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  volumes: # these\n  # one\n  - name: w\n    emptyDir: {}\n    # of it\n  - name: v\n    emptyDir: {}\n  # done\n  containers: # those\n  - {name: c, image: x, volumeMounts: [{name: v, mountPath: /v}]}\n",
    ),
    (
        "an item of a list of objects",
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: p}\n  spec:\n    containers:\n    - name: c\n      image: x\n      volumeMounts:\n      - name: v\n        mountPath: /v\n- apiVersion: v1\n  kind: ConfigMap\n",
        "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n  metadata: {name: p}\n  spec:\n    containers:\n    - name: c\n      image: x\n      volumeMounts:\n      - name: v\n        mountPath: /v\n    volumes:\n    - name: v\n      emptyDir: {}\n- apiVersion: v1\n  kind: ConfigMap\n",
    ),
    (
        "the second of two documents, in a CronJob",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: é}\n---\napiVersion: batch/v1\nkind: CronJob\nmetadata: {name: p}\nspec:\n  schedule: '@daily'\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n          - name: c\n            image: x\n            volumeMounts: [{name: v, mountPath: /v}]\n---\n",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: é}\n---\napiVersion: batch/v1\nkind: CronJob\nmetadata: {name: p}\nspec:\n  schedule: '@daily'\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          restartPolicy: Never\n          containers:\n          - name: c\n            image: x\n            volumeMounts: [{name: v, mountPath: /v}]\n          volumes:\n          - name: v\n            emptyDir: {}\n---\n",
    ),
    (
        "a block of text at the end",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    volumeMounts: [{name: v, mountPath: /v}]\n    image: x\n    args:\n    - |\n      # no comment\n      x\n",
        "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    volumeMounts: [{name: v, mountPath: /v}]\n    image: x\n    args:\n    - |\n      # no comment\n      x\n  volumes:\n  - name: v\n    emptyDir: {}\n",
    ),
];

/// The first problem of a mount whose volume is missing.
fn path(text: &str) -> &'static str {
    if text.contains("CronJob") {
        "spec.jobTemplate.spec.template.spec.containers[0].volumeMounts[0].name"
    } else {
        "spec.containers[0].volumeMounts[0].name"
    }
}

#[test]
fn what_is_added_looks_like_what_is_there() {
    for (style, text, expected) in STYLES {
        for (text, expected) in [
            ((*text).to_owned(), (*expected).to_owned()),
            (text.replace('\n', "\r\n"), expected.replace('\n', "\r\n")),
            (format!("\u{feff}{text}"), format!("\u{feff}{expected}")),
        ] {
            let fixes = for_problem(&text, path(&text), Version::NEWEST);
            assert_eq!(applied(&text, &fixes, "Add an emptyDir volume v"), expected, "{style}");
        }
    }
}

#[test]
fn what_an_alias_or_a_merge_key_brings_is_not_changed_there() {
    let head = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n";
    // Written once, in the first container: that is where it is mended.
    let merged = format!(
        "{head}  - &c\n    name: a\n    image: x\n    env: [{{name: A, value: 1}}]\n  - <<: *c\n    name: b\n"
    );
    let fixes = for_problem(&merged, "spec.containers[0].env[0].value", Version::NEWEST);
    assert!(
        fixes.is_empty() || applied(&merged, &fixes, "Quote the value").contains("value: \"1\"")
    );
    // The policy comes by an alias; writing another one there would change the anchor.
    let aliased = format!("{head}  - {{name: &n c, image: x}}\n  - {{name: *n, image: y}}\n");
    let fixes = for_problem(&aliased, "spec.containers[1].name", Version::NEWEST);
    assert_eq!(titles(&fixes), [""; 0]);
}

#[test]
fn the_comment_that_silences_stands_above() {
    let head = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n";
    for (before, after) in [
        (
            "  - name: a\n    image: x # it\n",
            "  - name: a\n    # podline: allow latest-tag\n    image: x # it\n",
        ),
        (
            "  - image: x\n    name: a\n",
            "  # podline: allow latest-tag\n  - image: x\n    name: a\n",
        ),
        (
            "  # podline: allow same-port (why)\n  - {name: a, image: x}\n",
            "  # podline: allow latest-tag, same-port (why)\n  - {name: a, image: x}\n",
        ),
        (
            "  - {name: a,\n     image: x}\n",
            "  - {name: a,\n     # podline: allow latest-tag\n     image: x}\n",
        ),
    ] {
        for line_break in ["\n", "\r\n"] {
            let of = |body: &str| format!("{head}{body}").replace('\n', line_break);
            let fixes = for_finding(&of(before), "latest-tag", Version::NEWEST);
            assert_eq!(applied(&of(before), &fixes, "Silence this here"), of(after));
        }
    }
    let json = "{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"p\"}, \"spec\": {\"containers\": [{\"name\": \"a\", \"image\": \"x\"}]}}";
    assert_eq!(titles(&for_finding(json, "latest-tag", Version::NEWEST)), [""; 0]);
}

#[test]
fn the_difference_is_the_change() {
    let text = content("init-container");
    for fix in changes(&text, None, Version::NEWEST) {
        let lines = diff(&text, &fix.edits);
        let of = |gone: Change| {
            let lines = lines.iter().filter(move |line| line.change == gone);
            lines.map(|line| line.text.as_str()).collect::<Vec<_>>()
        };
        let changed = apply(&text, &fix.edits);
        assert!(of(Change::Removed).iter().all(|line| text.lines().any(|it| it == *line)));
        assert!(of(Change::Added).iter().all(|line| changed.lines().any(|it| it == *line)));
        assert_eq!(
            text.lines().count() + of(Change::Added).len() - of(Change::Removed).len(),
            changed.lines().count()
        );
    }
}

fn content(id: &str) -> String {
    podline::content::example(id).expect("an example").text.to_owned()
}

#[test]
fn a_large_text_is_no_burden() {
    let item = "  - {name: c, image: x, env: [{name: A, value: 1}]}\n";
    let text = format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  containers:\n{}",
        item.repeat(18_000)
    );
    assert!(text.len() > 900_000 && text.len() < manifest::MAX_TEXT);
    let fixes = for_problem(&text, "spec.containers[0].env[0].value", Version::NEWEST);
    // So many problems are not told one by one: nobody can say that one of them is gone.
    assert!(fixes.len() <= 1);
}
