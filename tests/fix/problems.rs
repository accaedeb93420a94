//! What is offered for problems, and what it makes of the text.

use crate::{applied, errors, for_problem, titles};
use podline::model::Version;

/// A Pod with this `spec`, indented by two.
fn pod(spec: &str) -> String {
    format!("apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n{spec}")
}

/// A Pod with one container, whose further fields are indented by four.
fn container(fields: &str) -> String {
    pod(&format!("  containers:\n  - name: c\n    image: x\n{fields}"))
}

/// A problem, the titles that are offered for it, the title that is chosen, and its text before and after.
type Row<'a> = (&'a str, &'a [&'a str], &'a str, &'a str);

fn table(rows: &[Row<'_>], whole: impl Fn(&str) -> String) {
    for (about, offered, before, after) in rows {
        let (text, after) = (whole(before), whole(after));
        let fixes = for_problem(&text, about, Version::NEWEST);
        assert_eq!(titles(&fixes), *offered, "{about}\n{text}");
        assert_eq!(applied(&text, &fixes, offered[0]), after, "{about}");
    }
}

#[test]
fn values_get_and_lose_their_quotes() {
    table(
        &[
            (
                "spec.containers[0].env[0].value",
                &["Quote the value"],
                "    env:\n    - name: A\n      value: 8080 # port\n",
                "    env:\n    - name: A\n      value: \"8080\" # port\n",
            ),
            (
                "spec.containers[0].env[0].value",
                &["Quote the value"],
                "    env: [{name: A, value: yes}]\n",
                "    env: [{name: A, value: \"yes\"}]\n",
            ),
            (
                "spec.containers[0].args[1]",
                &["Quote the value"],
                "    args:\n    - a\n    - 1.50\n",
                "    args:\n    - a\n    - \"1.50\"\n",
            ),
            (
                "spec.containers[0].ports[0].containerPort",
                &["Remove the quotes"],
                "    ports:\n    - containerPort: '80'\n",
                "    ports:\n    - containerPort: 80\n",
            ),
            (
                "spec.containers[0].tty",
                &["Remove the quotes"],
                "    tty: \"True\"\n",
                "    tty: true\n",
            ),
            (
                "spec.containers[0].args",
                &["Make it a list"],
                "    args: --verbose\n",
                "    args: [--verbose]\n",
            ),
            (
                "spec.containers[0].resources.limits.memory",
                &["Write 128M"],
                "    resources:\n      limits: {memory: 128MB}\n",
                "    resources:\n      limits: {memory: 128M}\n",
            ),
            (
                "spec.containers[0].resources.limits.memory",
                &["Write 1Gi"],
                "    resources:\n      limits: {memory: \"1 gib\"}\n",
                "    resources:\n      limits: {memory: \"1Gi\"}\n",
            ),
        ],
        container,
    );
    let annotations = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  annotations:\n    a/b: true\nspec: {containers: [{name: c, image: x}]}\n";
    let fixes = for_problem(annotations, "metadata.annotations[a/b]", Version::NEWEST);
    assert!(applied(annotations, &fixes, "Quote the value").contains("a/b: \"true\"\n"));
}

#[test]
fn a_mapping_becomes_the_list_that_was_meant() {
    let offered: &[&str] = &["Make it a list"];
    table(
        &[
            (
                "spec.containers[0].env",
                offered,
                "    env:\n      # one\n      A: b # it\n      B: 1\n",
                "    env:\n      # one\n      - name: A\n        value: b # it\n      - name: B\n        value: \"1\"\n",
            ),
            (
                "spec.containers[0].env",
                offered,
                "    env: {A: 'b', B: true}\n",
                "    env: [{name: A, value: 'b'}, {name: B, value: \"true\"}]\n",
            ),
            (
                "spec.containers[0].ports",
                offered,
                "    ports:\n      containerPort: 80\n      # its name\n      name: http\n    tty: true\n",
                "    ports:\n      - containerPort: 80\n        # its name\n        name: http\n    tty: true\n",
            ),
            (
                "spec.containers[0].ports",
                offered,
                "    ports: {containerPort: 80}\n",
                "    ports: [{containerPort: 80}]\n",
            ),
        ],
        container,
    );
}

#[test]
fn what_nobody_can_guess_is_left_alone() {
    for (about, fields) in [
        ("spec.containers[0].command", "    command: sh -c ls\n"),
        ("spec.containers[0].ports[0].containerPort", "    ports: [{containerPort: http}]\n"),
        ("spec.containers[0].resources.limits.memory", "    resources: {limits: {memory: much}}\n"),
        ("spec.containers[0].args[0]", "    args: [{a: b}]\n"),
    ] {
        let fixes = for_problem(&container(fields), about, Version::NEWEST);
        assert_eq!(titles(&fixes), [""; 0], "{about}");
    }
}

#[test]
fn fields_get_their_name_and_their_level() {
    table(
        &[
            (
                "spec.containers[0].imagePullpolicy",
                &["Rename it to imagePullPolicy", "Remove imagePullpolicy"],
                "    imagePullpolicy: Always\n",
                "    imagePullPolicy: Always\n",
            ),
            (
                "spec.containers[0].comand",
                &["Rename it to command", "Remove comand"],
                "    \"comand\": [ls] # x\n",
                "    \"command\": [ls] # x\n",
            ),
            (
                "spec.containers[0].hostNetwork",
                &["Move it to spec", "Remove hostNetwork"],
                "    # why\n    hostNetwork: true\n    tty: true\n",
                "    tty: true\n  # why\n  hostNetwork: true\n",
            ),
        ],
        container,
    );
    table(
        &[
            (
                "spec.volumeMounts",
                &["Move it to the container c", "Remove volumeMounts"],
                "  volumeMounts: []\n  containers:\n  - {name: c, image: x}\n",
                "  containers:\n  - {name: c, image: x, volumeMounts: []}\n",
            ),
            (
                "spec.runAsUsers",
                &["Remove runAsUsers"],
                "  # a\n  runAsUsers: 1 # b\n  # c\n  containers:\n  - {name: c, image: x}\n",
                "  # c\n  containers:\n  - {name: c, image: x}\n",
            ),
        ],
        pod,
    );
}

#[test]
fn a_right_name_may_show_what_is_wrong_below_it() {
    let text = pod("  contianers:\n  - name: c\n    imgae: x\n");
    let fixes = for_problem(&text, "spec.contianers", Version::NEWEST);
    let renamed = applied(&text, &fixes, "Rename it to containers");
    let fixes = for_problem(&renamed, "spec.containers[0].imgae", Version::NEWEST);
    let right = applied(&renamed, &fixes, "Rename it to image");
    assert_eq!(errors(&right, Version::NEWEST), [""; 0]);
}

#[test]
fn header_fields_say_what_is_read() {
    let body = "metadata: {name: p}\nspec:\n  containers:\n  - {name: c, image: x}\n";
    for (about, title, before, after) in [
        ("kind", "Write kind: Pod", "apiVersion: v1\nkind: pod\n", "apiVersion: v1\nkind: Pod\n"),
        ("kind", "Write kind: Pod", "apiVersion: v1\n", "apiVersion: v1\nkind: Pod\n"),
        (
            "apiVersion",
            "Write apiVersion: v1",
            "kind: \"Pod\"\n",
            "apiVersion: v1\nkind: \"Pod\"\n",
        ),
        (
            "apiVersion",
            "Write apiVersion: v1",
            "apiVersion: 'apps/v1'\nkind: Pod\n",
            "apiVersion: 'v1'\nkind: Pod\n",
        ),
    ] {
        let text = format!("# p\n{before}{body}");
        let fixes = for_problem(&text, about, Version::NEWEST);
        assert_eq!(applied(&text, &fixes, title), format!("# p\n{after}{body}"));
    }
}

#[test]
fn a_value_near_a_right_one_is_taken_for_it() {
    table(
        &[
            (
                "spec.containers[0].imagePullPolicy",
                &["Write IfNotPresent"],
                "    imagePullPolicy: \"ifNotPresent\"\n",
                "    imagePullPolicy: \"IfNotPresent\"\n",
            ),
            (
                "spec.containers[0].ports[0].protocol",
                &["Write TCP"],
                "    ports: [{containerPort: 80, protocol: tcp}]\n",
                "    ports: [{containerPort: 80, protocol: TCP}]\n",
            ),
        ],
        container,
    );
    let text = pod("  restartPolicy: always\n  containers: [{name: c, image: x}]\n");
    let fixes = for_problem(&text, "spec.restartPolicy", Version::NEWEST);
    assert_eq!(applied(&text, &fixes, "Write Always"), text.replace("always", "Always"));
    let far = container("    imagePullPolicy: Sometimes\n");
    let fixes = for_problem(&far, "spec.containers[0].imagePullPolicy", Version::NEWEST);
    assert_eq!(titles(&fixes), [""; 0]);
}

#[test]
fn of_a_key_given_twice_one_goes() {
    let text = container("    # first\n    tty: true\n    # second\n    tty: false\n");
    let fixes = for_problem(&text, "spec.containers[0].tty", Version::NEWEST);
    let first = container("    # second\n    tty: false\n");
    assert_eq!(applied(&text, &fixes, "Remove the earlier one"), first);
    let second = container("    # first\n    tty: true\n");
    assert_eq!(applied(&text, &fixes, "Remove this one"), second);
    let flow = pod("  containers: [{name: c, image: x, image: y, tty: true}]\n");
    let fixes = for_problem(&flow, "spec.containers[0].image", Version::NEWEST);
    let one = pod("  containers: [{name: c, image: y, tty: true}]\n");
    assert_eq!(applied(&flow, &fixes, "Remove the earlier one"), one);
}

#[test]
fn containers_get_a_name_of_their_own() {
    table(
        &[
            (
                "spec.containers[1].name",
                &["Name it c-2"],
                "  containers:\n  - {name: c, image: x}\n  - {name: c, image: y}\n",
                "  containers:\n  - {name: c, image: x}\n  - {name: c-2, image: y}\n",
            ),
            (
                "spec.containers[0].name",
                &["Name it web-app"],
                "  containers:\n  # the app\n  - image: r.example:5000/team/web_app:1.2 # it\n",
                "  containers:\n  # the app\n  - name: web-app\n    image: r.example:5000/team/web_app:1.2 # it\n",
            ),
            (
                "spec.containers[0].name",
                &["Name it nginx"],
                "  containers: [{image: nginx}]\n",
                "  containers: [{name: nginx, image: nginx}]\n",
            ),
            (
                "spec.containers[0].name",
                &["Write my-app"],
                "  containers:\n  - name: My_App\n    image: x\n",
                "  containers:\n  - name: my-app\n    image: x\n",
            ),
        ],
        pod,
    );
}

#[test]
fn a_mount_gets_a_volume() {
    let mount = "    volumeMounts:\n    - {name: confg, mountPath: /c}\n";
    let text = container(&format!(
        "{mount}  volumes:\n  - name: data\n    emptyDir: {{}}\n  - name: config\n    configMap:\n      name: c\n"
    ));
    let fixes = for_problem(&text, "spec.containers[0].volumeMounts[0].name", Version::NEWEST);
    assert_eq!(titles(&fixes), ["Use config", "Add an emptyDir volume confg", "Use data"]);
    assert_eq!(applied(&text, &fixes, "Use config"), text.replace("confg", "config"));
    assert_eq!(
        applied(&text, &fixes, "Add an emptyDir volume confg"),
        format!("{text}  - name: confg\n    emptyDir: {{}}\n")
    );
    for volumes in ["", "  volumes:\n", "  volumes: # none\n"] {
        let text = container(&format!("{mount}{volumes}"));
        let volumes = if volumes.is_empty() { "  volumes:\n" } else { volumes };
        let expected = container(&format!("{mount}{volumes}  - name: confg\n    emptyDir: {{}}\n"));
        let fixes = for_problem(&text, "spec.containers[0].volumeMounts[0].name", Version::NEWEST);
        assert_eq!(applied(&text, &fixes, "Add an emptyDir volume confg"), expected);
    }
    let empty = container(&format!("{mount}  volumes: []\n"));
    let fixes = for_problem(&empty, "spec.containers[0].volumeMounts[0].name", Version::NEWEST);
    let expected = container(&format!("{mount}  volumes: [{{name: confg, emptyDir: {{}}}}]\n"));
    assert_eq!(applied(&empty, &fixes, "Add an emptyDir volume confg"), expected);
}

#[test]
fn probes_are_for_sidecars() {
    let text = pod(
        "  initContainers:\n  - name: i\n    image: x\n    readinessProbe: {tcpSocket: {port: 80}}\n  containers: [{name: c, image: x}]\n",
    );
    let fixes = for_problem(&text, "spec.initContainers[0].readinessProbe", Version::NEWEST);
    assert_eq!(titles(&fixes), ["Make i a native sidecar", "Remove readinessProbe"]);
    let native = applied(&text, &fixes, "Make i a native sidecar");
    assert_eq!(
        native,
        text.replace("image: x\n    r", "image: x\n    restartPolicy: Always\n    r")
    );
    let old = Version::new(28).expect("a version");
    let fixes = for_problem(&text, "spec.initContainers[0].readinessProbe", old);
    assert_eq!(titles(&fixes), ["Remove readinessProbe"]);
}

#[test]
fn a_job_says_whether_it_restarts() {
    let job = |policy: &str| {
        format!(
            "apiVersion: batch/v1\nkind: Job\nmetadata: {{name: j}}\nspec:\n  template:\n    spec:\n      containers:\n      - name: c\n        image: x\n{policy}"
        )
    };
    for given in ["", "      restartPolicy: Always\n"] {
        let text = job(given);
        let fixes = for_problem(&text, "spec.template.spec.restartPolicy", Version::NEWEST);
        assert_eq!(
            titles(&fixes),
            ["Write restartPolicy: OnFailure", "Write restartPolicy: Never"]
        );
        let expected = job("      restartPolicy: OnFailure\n");
        assert_eq!(applied(&text, &fixes, "Write restartPolicy: OnFailure"), expected);
    }
}

#[test]
fn a_deployment_always_restarts() {
    let text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec:\n  selector: {matchLabels: {a: b}}\n  template:\n    metadata: {labels: {a: b}}\n    spec:\n      restartPolicy: Never\n      containers: [{name: c, image: x}]\n";
    let fixes = for_problem(text, "spec.template.spec.restartPolicy", Version::NEWEST);
    assert_eq!(titles(&fixes), ["Write Always", "Remove restartPolicy"]);
    let expected = text.replace("      restartPolicy: Never\n", "");
    assert_eq!(applied(text, &fixes, "Remove restartPolicy"), expected);
}

#[test]
fn selector_and_labels_are_made_to_match() {
    let deployment = |selector: &str, metadata: &str| {
        format!(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: d}}\nspec:\n  replicas: 2\n{selector}  template:\n{metadata}    spec:\n      containers: [{{name: c, image: x}}]\n"
        )
    };
    let selector = "  selector:\n    matchLabels:\n      app: web\n";
    for (title, before, after) in [
        (
            "Add the selector",
            ("", "    metadata: {labels: {app: web}}\n"),
            (selector, "    metadata: {labels: {app: web}}\n"),
        ),
        (
            "Add the selector",
            ("", ""),
            (
                "  selector:\n    matchLabels:\n      app: d\n",
                "    metadata:\n      labels:\n        app: d\n",
            ),
        ),
        (
            "Add the labels",
            (selector, ""),
            (selector, "    metadata:\n      labels:\n        app: web\n"),
        ),
        (
            "Write the labels of the selector",
            (selector, "    metadata:\n      labels:\n        app: wbe # it\n        b: c\n"),
            (selector, "    metadata:\n      labels:\n        app: web # it\n        b: c\n"),
        ),
        (
            "Write the labels of the selector",
            (selector, "    metadata: {labels: {b: c}}\n"),
            (selector, "    metadata: {labels: {b: c, app: web}}\n"),
        ),
    ] {
        let text = deployment(before.0, before.1);
        let told = errors(&text, Version::NEWEST);
        let about = told[0].split(": ").next().expect("a path");
        let fixes = for_problem(&text, about, Version::NEWEST);
        assert_eq!(applied(&text, &fixes, title), deployment(after.0, after.1));
    }
}

#[test]
fn text_that_is_no_yaml_is_mended_where_that_is_plain() {
    let text = container("    args:\n    - a: b: c\n");
    let fixes = for_problem(&text, ": mapping values", Version::NEWEST);
    let expected = text.replace("a: b: c", "\"a: b: c\"");
    assert_eq!(applied(&text, &fixes, "Quote the item"), expected);
    let text = container("    args: [\"a\n");
    let fixes = for_problem(&text, ": found", Version::NEWEST);
    assert_eq!(titles(&fixes), [""; 0]);
    let text = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  annotations:\n    note: one: two # three\nspec: {containers: [{name: c, image: x}]}\n";
    let fixes = for_problem(text, ": mapping values", Version::NEWEST);
    let expected = text.replace("one: two", "\"one: two\"");
    assert_eq!(applied(text, &fixes, "Quote the value"), expected);
    let text = "apiVersion: v1\nkind: Pod\nmetadata:\n\tname: p\nspec:\n\tcontainers: [{name: c, image: \"a\\tb\"}]\n";
    let fixes = for_problem(text, ": found character", Version::NEWEST);
    let expected = text.replace('\t', "  ");
    assert_eq!(applied(text, &fixes, "Indent with spaces"), expected);
}

#[test]
fn an_older_version_has_its_own_way_out() {
    let text = pod(
        "  containers:\n  - {name: a, image: x}\n  - {name: b, image: x, restartPolicy: Always}\n",
    );
    let of = |minor: u8| Version::new(minor).expect("a version");
    let fixes = for_problem(&text, "spec.containers[1].restartPolicy", of(32));
    assert_eq!(titles(&fixes), ["Make b a native sidecar", "Remove restartPolicy"]);
    let expected = pod(
        "  initContainers:\n  - {name: b, image: x, restartPolicy: Always}\n  containers:\n  - {name: a, image: x}\n",
    );
    assert_eq!(applied(&text, &fixes, "Make b a native sidecar"), expected);
    // No sidecars yet: the init container comes to stand beside the app.
    let fixes = for_problem(&expected, "spec.initContainers[0].restartPolicy", of(28));
    assert_eq!(titles(&fixes), ["Make b a classic sidecar", "Remove restartPolicy"]);
    let classic = text.replace(", restartPolicy: Always", "");
    assert_eq!(applied(&expected, &fixes, "Make b a classic sidecar"), classic);
}

#[test]
fn warnings_have_a_way_out() {
    table(
        &[
            (
                "spec.nodeSelector[beta.kubernetes.io/os]",
                &["Write kubernetes.io/os"],
                "  nodeSelector:\n    beta.kubernetes.io/os: linux # all\n  containers: [{name: c, image: x}]\n",
                "  nodeSelector:\n    kubernetes.io/os: linux # all\n  containers: [{name: c, image: x}]\n",
            ),
            (
                "spec.containers[0].env[1]",
                &["Remove the earlier one"],
                "  containers:\n  - name: c\n    image: x\n    env:\n    - {name: A, value: b}\n    # right\n    - {name: A, value: c}\n",
                "  containers:\n  - name: c\n    image: x\n    env:\n    # right\n    - {name: A, value: c}\n",
            ),
            (
                "spec.containers[0].ports[0]",
                &["Remove hostIP"],
                "  containers: [{name: c, image: x, ports: [{containerPort: 80, hostIP: 10.0.0.1}]}]\n",
                "  containers: [{name: c, image: x, ports: [{containerPort: 80}]}]\n",
            ),
            (
                "spec.containers[0].ports[1]",
                &["Remove the port"],
                "  containers: [{name: c, image: x, ports: [{containerPort: 80}, {containerPort: 80}]}]\n",
                "  containers: [{name: c, image: x, ports: [{containerPort: 80}]}]\n",
            ),
        ],
        pod,
    );
}
