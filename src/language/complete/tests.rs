//! Texts with `|` for the cursor, and what is offered there.

use super::*;

const NEWEST: Version = Version::NEWEST;

/// The text without its cursor, and what is offered there.
fn offered(text: &str, version: Version) -> (String, Vec<CompletionItem>, TextRange) {
    let cursor = text.find('|').expect("a cursor");
    let text = text.replacen('|', "", 1);
    let found = complete(&text, cursor, version, &Documentation::default());
    let (items, range) = found.map(|found| (found.items, found.range)).unwrap_or_default();
    assert!(
        items.is_empty() || (range.start <= cursor && cursor <= range.end),
        "{text:?} {range:?}"
    );
    (text, items, range)
}

/// The first labels that are offered.
fn labels(text: &str) -> Vec<String> {
    offered(text, NEWEST).1.into_iter().map(|item| item.label).collect()
}

/// The text after the item called `label` was taken, with its cursor.
fn taken(text: &str, label: &str) -> String {
    let (mut text, items, range) = offered(text, NEWEST);
    let item = items.iter().find(|item| item.label == label);
    let item = item.unwrap_or_else(|| panic!("{label} is not offered in {text:?}: {items:?}"));
    let mut insert = item.insert.clone();
    insert.insert(item.caret, '|');
    text.replace_range(range.start..range.end, &insert);
    text
}

/// A Pod with `lines` below `spec`, two blanks deep.
fn pod(lines: &str) -> String {
    format!("apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n{lines}")
}

#[test]
fn what_fits_comes_first() {
    for (text, expected) in [
        // Objects.
        ("|".to_owned(), &["apiVersion", "kind", "metadata", "spec"][..]),
        ("apiVersion: v1\n|".to_owned(), &["kind", "metadata", "spec"]),
        ("apiVersion: v1\nkind: Service\n|".to_owned(), &["metadata"]),
        ("apiVersion: v1\nkind: Service\nmetadata:\n  |".to_owned(), &["name", "labels"]),
        ("kind: |".to_owned(), &["Pod", "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job"]),
        ("kind: |\napiVersion: batch/v1\n".to_owned(), &["Job", "CronJob"]),
        ("apiVersion: |\nkind: Deployment\n".to_owned(), &["apps/v1"]),
        ("apiVersion: |".to_owned(), &["v1", "apps/v1", "batch/v1"]),
        ("metadata:\n  |\nkind: Job\n".to_owned(), &["name", "labels"]),
        ("spec:\n  |\nkind: Job\napiVersion: batch/v1\n".to_owned(), &["template", "completions"]),
        ("spec:\n  |\nkind: CronJob\n".to_owned(), &["schedule", "jobTemplate"]),
        ("kind: List\nitems:\n- kind: Job\n  spec:\n    |".to_owned(), &["template"]),
        ("kind: PodList\nitems:\n- spec:\n    |".to_owned(), &["containers"]),
        ("kind: Pod\n---\nkind: Job\nspec:\n  |\n---\nkind: Pod\n".to_owned(), &["template"]),
        ("spec:\n  containers:\n  - name: a\n    |".to_owned(), &["image", "command", "args"]),
        ("kind: Pod\n---\n|".to_owned(), &["apiVersion", "kind"]),
        ("kind: Pod\n|\n---\n".to_owned(), &["apiVersion", "metadata"]),
        // Containers.
        (pod("  |"), &["containers", "initContainers", "volumes", "restartPolicy"]),
        (pod("  containers:\n  - |"), &["name", "image", "command", "args", "ports", "env"]),
        (pod("  containers:\n  -|"), &["name"]),
        (pod("  containers:\n  |"), &["- name", "initContainers"]),
        (pod("  containers:\n    |"), &["name"]),
        (pod("  containers:\n    - name: a\n    |"), &["name"]),
        (pod("  containers:\n  - name: a\n    |\n    command: [x]\n"), &["image", "args"]),
        (pod("  containers:\n  - im|\n    name: a\n"), &["image", "command"]),
        (pod("  containers: [{name: a, |}]\n"), &["image", "command"]),
        (pod("  containers:\n  - name: a\n    startupProbe:\n      |"), &["httpGet", "exec"]),
        (pod("  containers:\n  - name: a\n    lifecycle: {preStop: {|}}"), &["exec", "httpGet", "sleep"]),
        (pod("  containers:\n  - name: a\n    resources:\n      limits:\n        |"), &["cpu", "memory"]),
        (pod("  containers:\n  - name: a\n    resources: {limits: {cpu: 1, |}}"), &["memory"]),
        // Values.
        (pod("  restartPolicy: |"), &["Always", "OnFailure", "Never"]),
        (pod("  restartPolicy:|"), &["Always"]),
        (pod("  restartPolicy: 'A|'"), &["Always"]),
        (pod("  hostNetwork: |"), &["true", "false"]),
        (pod("  containers:\n  - imagePullPolicy: |"), &["IfNotPresent", "Always", "Never"]),
        (pod("  containers:\n  - securityContext: {capabilities: {drop: [|]}}"), &["ALL"]),
        (pod("  tolerations:\n  - operator: E|"), &["Equal", "Exists"]),
        ("kind: Job\nspec:\n  template:\n    spec:\n      restartPolicy: |".to_owned(), &["OnFailure", "Never"]),
        ("kind: Deployment\nspec:\n  template:\n    spec:\n      restartPolicy: |".to_owned(), &["Always"]),
        ("kind: CronJob\nspec:\n  concurrencyPolicy: |".to_owned(), &["Allow", "Forbid", "Replace"]),
        // Names.
        (pod("  volumes:\n  - name: logs\n  - name: tmp\n  containers:\n  - volumeMounts:\n    - name: |"), &["logs", "tmp"]),
        (
            pod("  containers:\n  - ports:\n    - {name: http, containerPort: 80}\n    readinessProbe:\n      httpGet:\n        port: |"),
            &["http", "80"],
        ),
        (
            "kind: StatefulSet\nspec:\n  volumeClaimTemplates:\n  - metadata: {name: data}\n  template:\n    spec:\n      containers:\n      - volumeMounts:\n        - name: |".to_owned(),
            &["data"],
        ),
        (
            format!("kind: ConfigMap\nmetadata: {{name: conf}}\ndata: {{a.ini: x}}\n---\n{}", pod("  containers:\n  - env:\n    - valueFrom: {configMapKeyRef: {name: conf, key: |}}")),
            &["a.ini"],
        ),
        (
            format!("kind: ConfigMap\nmetadata: {{name: conf}}\n---\n{}", pod("  volumes:\n  - configMap:\n      name: |")),
            &["conf"],
        ),
        (
            "kind: Deployment\nspec:\n  selector:\n    matchLabels:\n      |\n  template:\n    metadata:\n      labels: {app: web}\n".to_owned(),
            &["app"],
        ),
        (
            "kind: Deployment\nspec:\n  selector: {matchLabels: {app: web}}\n  template:\n    metadata:\n      labels:\n        app: |\n".to_owned(),
            &["web"],
        ),
        // JSON.
        (r#"{"kind": "Pod", "|"}"#.to_owned(), &["apiVersion", "metadata", "spec"]),
        (r#"{"kind": "Pod", "spec": {"restartPolicy": "|"}}"#.to_owned(), &["Always"]),
        (r#"{"kind": "Pod", "spec": {"containers": [{"name": "a", |}]}}"#.to_owned(), &["image"]),
        // Line ends, tabs.
        (pod("  containers:\n  - name: a\n    |").replace('\n', "\r\n"), &["image"]),
        ("kind: Pod\nspec:\n\thostIPC: true\n\tcont|".to_owned(), &["containers"]),
    ] {
        let labels = labels(&text);
        assert_eq!(labels.get(..expected.len()), Some(expected).map(|expected| expected.iter().map(|label| (*label).to_owned()).collect::<Vec<_>>()).as_deref(), "{text}");
    }
}

#[test]
fn nothing_is_offered_where_nothing_is_known_to_fit() {
    for text in [
        pod("  # a com|ment\n"),
        pod("  hostname: a # |\n"),
        pod("  |# a comment\n"),
        pod(" | hostname: a\n"),
        pod("  hostname: |"),
        pod("  hostname: a |"),
        pod("  containers: |"),
        pod("  containers:\n  - command:\n    - |"),
        pod("  containers:\n  - args:\n    - >\n      na|\n"),
        pod("  containers:\n  - args:\n    - >\n      echo\n\n|\n      echo\n"),
        pod("  nonsense:\n    |"),
        pod("  terminationGracePeriodSeconds: |"),
        "apiVersion: \"3\"|\nkind: Pod\n".to_owned(),
        "kind: Service\nspec:\n  |".to_owned(),
        "kind: Pod\napiVersion: example.com/v1\nspec:\n  |".to_owned(),
        "kind: Pod\n---|".to_owned(),
        "kind: Pod\n|---\n".to_owned(),
        "kind: ConfigMap\ndata:\n  |".to_owned(),
    ] {
        assert_eq!(labels(&text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_is_taken_is_written_as_the_place_needs_it() {
    for (text, label, expected) in [
        ("ki|", "kind", "kind: |"),
        ("ki|: Pod", "kind", "kind|: Pod"),
        ("kind: Po|d", "Job", "kind: Job|"),
        ("kind:|", "Pod", "kind: Pod|"),
        ("kind: Pod\nsp|", "spec", "kind: Pod\nspec:\n  |"),
        (
            "kind: Pod\nspec:\n    hostIPC: true\n    con|",
            "containers",
            "kind: Pod\nspec:\n    hostIPC: true\n    containers:\n    - |",
        ),
        (
            "kind: Pod\nspec:\n  volumes:\n    - name: a\n  con|",
            "containers",
            "kind: Pod\nspec:\n  volumes:\n    - name: a\n  containers:\n    - |",
        ),
        (
            "kind: Pod\nspec:\n  containers:\n  - res|",
            "resources",
            "kind: Pod\nspec:\n  containers:\n  - resources:\n      |",
        ),
        (
            "kind: Pod\nspec:\n  containers:\n  -|",
            "name",
            "kind: Pod\nspec:\n  containers:\n  - name: |",
        ),
        (
            "kind: Pod\nspec:\n  containers:\n  |",
            "- name",
            "kind: Pod\nspec:\n  containers:\n  - name: |",
        ),
        (
            "kind: Pod\nspec:\n  containers:\n    |",
            "env",
            "kind: Pod\nspec:\n  containers:\n    - env:\n      - |",
        ),
        (
            "kind: Pod\nspec:\n  containers:\n    - name: a\n    |",
            "image",
            "kind: Pod\nspec:\n  containers:\n    - name: a\n    - image: |",
        ),
        ("kind: Pod\nmetadata: {|}", "labels", "kind: Pod\nmetadata: {labels: {|}}"),
        ("kind: Pod\nspec: {con|}", "containers", "kind: Pod\nspec: {containers: [|]}"),
        ("{\"kind\": \"Pod\", |}", "spec", "{\"kind\": \"Pod\", \"spec\": {|}}"),
        ("{\"kind\": \"Pod\", \"sp|\"}", "spec", "{\"kind\": \"Pod\", \"spec\": {|}}"),
        (
            "{\"kind\": \"Pod\", \"api|\"}",
            "apiVersion",
            "{\"kind\": \"Pod\", \"apiVersion\": \"|\"}",
        ),
        (
            "{\"kind\": \"Pod\", \"api|\": \"v1\"}",
            "apiVersion",
            "{\"kind\": \"Pod\", \"apiVersion|\": \"v1\"}",
        ),
        ("{\"kind\": |}", "Pod", "{\"kind\": \"Pod\"|}"),
        ("{\"kind\": \"|\"}", "Pod", "{\"kind\": \"Pod|\"}"),
        ("kind: \"P|", "Pod", "kind: \"Pod\"|"),
        (
            "kind: Job\nspec:\n  selector: {matchLabels: {v: |}}\n  template: {metadata: {labels: {v: \"2\"}}}",
            "2",
            "kind: Job\nspec:\n  selector: {matchLabels: {v: \"2\"|}}\n  template: {metadata: {labels: {v: \"2\"}}}",
        ),
        (
            "kind: Pod\nspec:\n  containers:\n  - ports: [{containerPort: 80}]\n    livenessProbe: {tcpSocket: {port: |}}",
            "80",
            "kind: Pod\nspec:\n  containers:\n  - ports: [{containerPort: 80}]\n    livenessProbe: {tcpSocket: {port: 80|}}",
        ),
        (
            "kind: Job\nspec:\n  podFailurePolicy:\n    rules:\n    - onPodConditions:\n      - status: |",
            "True",
            "kind: Job\nspec:\n  podFailurePolicy:\n    rules:\n    - onPodConditions:\n      - status: \"True\"|",
        ),
        ("kind: Pod\nspec:\n  hostIPC: |", "true", "kind: Pod\nspec:\n  hostIPC: true|"),
    ] {
        assert_eq!(taken(text, label), expected);
    }
}

#[test]
fn later_minors_come_last_and_say_so() {
    let at = |minor| Version::new(minor).expect("a known minor");
    let text = pod("  containers:\n  - |");
    let needs = |minor, name: &str| {
        let items = offered(&text, at(minor)).1;
        items.into_iter().find(|item| item.label == name).map(|item| item.needs)
    };
    assert_eq!(needs(27, "restartPolicy"), Some(Some(28)));
    assert_eq!(needs(28, "restartPolicy"), Some(None));
    assert_eq!(needs(33, "restartPolicyRules"), Some(Some(34)));
    assert_eq!(needs(27, "image"), Some(None));
    let items = offered(&text, at(27)).1;
    let first_late = items.iter().position(|item| item.needs.is_some()).expect("some are later");
    assert!(items[first_late..].iter().all(|item| item.needs.is_some()));

    // 1.35 only: schedulingGroup took its place.
    let gone = |minor| {
        let items = offered(&pod("  |"), at(minor)).1;
        items.iter().any(|item| item.label == "workloadRef")
    };
    assert!(gone(35) && !gone(36));
}

#[test]
fn a_containers_restart_policies_depend_on_its_list_and_the_version() {
    let values = |list: &str, minor| {
        let text = pod(&format!("  {list}:\n  - restartPolicy: |"));
        let version = Version::new(minor).expect("a known minor");
        offered(&text, version).1.into_iter().map(|item| item.label).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(values("initContainers", 27), "");
    assert_eq!(values("initContainers", 28), "Always");
    assert_eq!(values("initContainers", 35), "Always OnFailure Never");
    assert_eq!(values("containers", 33), "");
    assert_eq!(values("containers", 35), "Always OnFailure Never");
    assert_eq!(values("ephemeralContainers", 35), "");
}

#[test]
fn items_say_what_they_are() {
    let items = offered(&pod("  containers:\n  - |"), NEWEST).1;
    let item = |name: &str| items.iter().find(|item| item.label == name).expect("it is offered");
    assert_eq!(item("volumeMounts").detail, "list of VolumeMount");
    assert_eq!(item("resources").detail, "ResourceRequirements");
    assert!(item("name").required && !item("image").required);
    let items = offered("kind: Pod\n|", NEWEST).1;
    assert_eq!(items.last().map(|item| item.label.as_str()), Some("status"));
    let required: Vec<_> = items.iter().filter(|item| item.required).collect();
    assert_eq!(required.len(), 1, "apiVersion; metadata is not");

    let documentation = Documentation::read("The image.\n\nContainer\n image 0\n");
    let text = pod("  containers:\n  - ");
    let found = complete(&text, text.len(), NEWEST, &documentation).expect("fields");
    let image = found.items.iter().find(|item| item.label == "image").expect("it is offered");
    assert_eq!(image.text, "The image.");
}
