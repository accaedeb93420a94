//! Changes that no fault asks for: roles of containers, startup probes, workloads around a Pod.

use crate::shape::shapes;
use crate::{applied, changes, errors, pod, titles};
use podline::model::{ContainerRole, Pod, Version};

const NATIVE: &str = "Make ship a native sidecar";
const CLASSIC: &str = "Make ship a classic sidecar";
const DEPLOYMENT: &str = "Wrap it in a Deployment";

/// A text, and what the change of this title makes of it.
fn table(container: Option<&str>, title: &str, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let fixes = changes(text, container, Version::NEWEST);
        assert_eq!(&applied(text, &fixes, title), expected, "{title}");
    }
}

#[test]
fn an_app_container_moves_to_the_init_list() {
    let head = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n";
    let cases = [
        // There is no list yet; comments go with the container, and those of the others stay.
        (
            "spec:\n  # all of them\n  containers:\n  - name: app\n    image: a # one\n    # - old\n\n  # ships\n  - name: ship\n    image: s\n    # later\n  # end\n  volumes: []\n",
            "spec:\n  initContainers:\n  # ships\n  - name: ship\n    image: s\n    restartPolicy: Always\n    # later\n  # all of them\n  containers:\n  - name: app\n    image: a # one\n    # - old\n\n  # end\n  volumes: []\n",
        ),
        // The lists are indented in different ways, and there is no line break at the end.
        (
            "spec:\n    initContainers:\n    -   name: i\n        image: x\n    containers:\n      - image: s\n        name: ship\n        command:\n          - sh\n          - |\n            a\n\n             b\n      - name: app\n        image: a",
            "spec:\n    initContainers:\n    -   name: i\n        image: x\n    - image: s\n      restartPolicy: Always\n      name: ship\n      command:\n        - sh\n        - |\n          a\n\n           b\n    containers:\n      - name: app\n        image: a",
        ),
        (
            "spec: {containers: [{name: app, image: a}, {name: ship, image: s}]}\n",
            "spec: {initContainers: [{name: ship, image: s, restartPolicy: Always}], containers: [{name: app, image: a}]}\n",
        ),
        (
            "spec:\n  initContainers: []\n  containers:\n  - {name: ship, image: s}\n  - {name: app, image: a}\n",
            "spec:\n  initContainers:\n  - {name: ship, image: s, restartPolicy: Always}\n  containers:\n  - {name: app, image: a}\n",
        ),
        (
            "spec:\n  initContainers:\n  containers:\n  - {name: ship, image: s}\n  - {name: app, image: a}\n",
            "spec:\n  initContainers:\n  - {name: ship, image: s, restartPolicy: Always}\n  containers:\n  - {name: app, image: a}\n",
        ),
    ];
    for (text, expected) in cases {
        let (text, expected) = (format!("{head}{text}"), format!("{head}{expected}"));
        table(Some("ship"), NATIVE, &[(&text, &expected)]);
        let (text, expected) = (text.replace('\n', "\r\n"), expected.replace('\n', "\r\n"));
        table(Some("ship"), NATIVE, &[(&text, &expected)]);
    }
}

#[test]
fn a_sidecar_moves_to_the_app_containers() {
    let head = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n";
    for (text, expected) in [
        (
            "spec:\n  initContainers:\n  - name: ship\n    restartPolicy: Always\n    image: s\n  containers:\n  - name: app\n    image: a\n",
            "spec:\n  containers:\n  - name: app\n    image: a\n  - name: ship\n    image: s\n",
        ),
        // What is said of the list stays.
        (
            "spec:\n  # first\n  initContainers: # these\n  - restartPolicy: Always\n    name: ship\n    image: s\n  containers:\n  - {name: app, image: a}\n",
            "spec:\n  # first\n  initContainers: [] # these\n  containers:\n  - {name: app, image: a}\n  - name: ship\n    image: s\n",
        ),
    ] {
        table(Some("ship"), CLASSIC, &[(&format!("{head}{text}"), &format!("{head}{expected}"))]);
    }
}

/// The containers of a Pod, by name.
fn by_name(pod: &Pod) -> Vec<String> {
    let mut all: Vec<String> = pod.containers().iter().map(|it| format!("{it:?}")).collect();
    all.sort();
    all
}

#[test]
fn both_directions_lead_back_to_the_same_pod() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  initContainers:\n  - name: init\n    image: i\n  containers:\n  - name: first\n    image: a\n    readinessProbe:\n      tcpSocket:\n        port: 80\n  - name: app\n    image: b\n  - name: last\n    image: c\n    livenessProbe:\n      exec:\n        command: [ls]\n  volumes:\n  - name: v\n    emptyDir: {}\n";
    for (shape, text) in shapes(text) {
        for name in ["first", "app", "last"] {
            let title = |kind: &str| format!("Make {name} a {kind} sidecar");
            let offered = changes(&text, Some(name), Version::NEWEST);
            let native = applied(&text, &offered, &title("native"));
            let (before, between) = (pod(&text), pod(&native));
            let moved = between.container(between.index_of(name).expect("it"));
            assert_eq!(moved.role, ContainerRole::Sidecar, "{shape} {name}");
            let probes = |it: &Pod| {
                let it = it.container(it.index_of(name).expect("it"));
                (it.readiness_probe.clone(), it.liveness_probe.clone())
            };
            assert_eq!(probes(&before), probes(&between), "{shape} {name}");
            let offered = changes(&native, Some(name), Version::NEWEST);
            let back = applied(&native, &offered, &title("classic"));
            assert_eq!(by_name(&pod(&back)), by_name(&before), "{shape} {name}");
            if name == "last" {
                assert_eq!(pod(&back), before, "{shape}");
            }
        }
    }
}

#[test]
fn what_cannot_become_a_sidecar_is_not_offered_it() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - {name: app, image: a}\n";
    assert!(changes(text, Some("app"), Version::NEWEST).is_empty(), "the only container");
    let two = format!("{text}  - {{name: b, image: a}}\n");
    let old = Version::new(28).expect("a version");
    assert!(changes(&two, Some("b"), old).is_empty(), "no sidecars in 1.28");
    assert_eq!(titles(&changes(&two, Some("b"), Version::NEWEST)), ["Make b a native sidecar"]);
}

#[test]
fn a_container_behind_an_alias_is_left_alone() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  annotations: {}\nspec:\n  containers:\n  - &app\n    name: app\n    image: a\n  - <<: *app\n    name: ship\n  - {name: c, image: a}\n";
    // It would come before what it refers to.
    assert!(changes(text, Some("ship"), Version::NEWEST).is_empty());
    // Likewise what others refer to may go only where it still comes first.
    let moved =
        applied(text, &changes(text, Some("app"), Version::NEWEST), "Make app a native sidecar");
    assert!(errors(&moved, Version::NEWEST).is_empty(), "{moved}");
}

#[test]
fn only_the_object_that_is_meant_changes() {
    let pods = "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: c, image: x}]}}";
    let text = format!("--- {pods}\n---\napiVersion: v1\nkind: List\nitems:\n- {pods}\n- {pods}\n");
    let changed = applied(&text, &changes(&text, None, Version::NEWEST), DEPLOYMENT);
    assert_eq!(changed.matches("kind: Deployment").count(), 1);
    assert!(changed.starts_with("--- {apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: c, image: x}]}}}}\n---\n"), "{changed}");
}

#[test]
fn a_pod_is_wrapped_in_what_keeps_it() {
    table(
        None,
        DEPLOYMENT,
        &[(
            "# web\napiVersion: v1 # core\nkind: Pod\nmetadata:\n  name: web\n  labels:\n    tier: front\n    app: shop\n  annotations:\n    a/b: \"1\"\nspec: # what\n  # the one\n  containers:\n  - name: c\n    image: x\n\n    args:\n    - |\n      one\n       two\n",
            "# web\napiVersion: apps/v1 # core\nkind: Deployment\nmetadata:\n  name: web\n  labels:\n    tier: front\n    app: shop\n  annotations:\n    a/b: \"1\"\nspec:\n  selector:\n    matchLabels:\n      app: shop\n  template:\n    metadata:\n      labels:\n        tier: front\n        app: shop\n      annotations:\n        a/b: \"1\"\n    spec: # what\n      # the one\n      containers:\n      - name: c\n        image: x\n\n        args:\n        - |\n          one\n           two\n",
        )],
    );
    table(
        None,
        "Wrap it in a Job",
        &[(
            "apiVersion: v1\nkind: 'Pod'\nmetadata: {name: once}\nspec:\n   restartPolicy: Never\n   containers:\n   - {name: c, image: x}",
            "apiVersion: batch/v1\nkind: 'Job'\nmetadata: {name: once}\nspec:\n   template:\n      spec:\n         restartPolicy: Never\n         containers:\n         - {name: c, image: x}",
        )],
    );
}

#[test]
fn a_wrapped_pod_keeps_its_spec() {
    let text = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n  - name: app\n    image: a\n    env:\n    - name: A\n      value: \"b: c\"\n";
    for (shape, text) in shapes(text) {
        let wrapped = applied(&text, &changes(&text, None, Version::NEWEST), DEPLOYMENT);
        assert!(errors(&wrapped, Version::NEWEST).is_empty(), "{shape}: {wrapped}");
        assert_eq!(pod(&wrapped).containers(), pod(&text).containers(), "{shape}");
    }
}

#[test]
fn a_startup_probe_asks_what_the_liveness_probe_asks() {
    table(
        Some("c"),
        "Add a startupProbe",
        &[(
            "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    image: x\n    livenessProbe:\n      # its own\n      httpGet: {path: /live, port: 80}\n      initialDelaySeconds: 45\n      timeoutSeconds: 2\n    # end\n",
            "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: c\n    image: x\n    livenessProbe:\n      # its own\n      httpGet: {path: /live, port: 80}\n      initialDelaySeconds: 45\n      timeoutSeconds: 2\n    startupProbe:\n      httpGet: {path: /live, port: 80}\n      periodSeconds: 2\n      failureThreshold: 45\n    # end\n",
        )],
    );
}
