//! What an API server accepts with a warning: for each warning a manifest that gets it, in its words,
//! and one that is next to it and does not.

use podline::admission::review;
use podline::manifest::{self, ProblemKind, Severity};
use podline::model::Version;

/// The warnings that the server of `1.minor` sends, as `path: message`, in order of place.
fn warnings_at(minor: u8, text: &str) -> Vec<String> {
    let version = Version::new(minor).expect("a known minor");
    let manifest = manifest::parse(text);
    let problems = review(&manifest.objects[0], version);
    let errors: Vec<_> = manifest
        .problems
        .iter()
        .chain(&problems)
        .filter(|p| p.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{text}\n{errors:#?}");
    let warnings = problems.iter().filter(|problem| problem.kind == ProblemKind::Warning);
    warnings.map(|problem| format!("{}: {}", problem.path, problem.message)).collect()
}

fn pod(spec: &str) -> String {
    format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec: {{{spec}}}\n")
}

/// A Pod with one container that has `fields`.
fn container(fields: &str) -> String {
    pod(&format!("containers: [{{name: app, image: 'web:1', {fields}}}]"))
}

/// A Pod with one container, and `fields` of its spec.
fn beside(fields: &str) -> String {
    pod(&format!("containers: [{{name: app, image: 'web:1'}}], {fields}"))
}

fn deployment(metadata: &str, spec: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec:\n  selector: {{matchLabels: {{app: web}}}}\n  template: {{metadata: {{labels: {{app: web}}, {metadata}}}, spec: {{containers: [{{name: app, image: 'web:1'}}], {spec}}}}}\n"
    )
}

#[track_caller]
fn warns_at(minor: u8, text: &str, wanted: &[&str]) {
    let said = warnings_at(minor, text);
    let is_wanted = said.len() == wanted.len()
        && said.iter().zip(wanted).all(|(said, wanted)| said.starts_with(wanted));
    assert!(is_wanted, "{text}\n{said:#?}");
}

#[track_caller]
fn warns(text: &str, wanted: &[&str]) {
    warns_at(37, text, wanted);
}

#[test]
fn ports_of_all_containers_are_held_against_each_other() {
    let two = |first: &str, second: &str| {
        pod(&format!(
            "initContainers: [{{name: a, image: 'web:1', ports: [{{{first}}}]}}], containers: [{{name: b, image: 'web:1', ports: [{{{second}}}]}}]"
        ))
    };
    let at = "spec.containers[0].ports[0]: ";
    let other = "with spec.initContainers[0].ports[0]";
    let port = "containerPort: 80";
    warns(&two(port, port), &[&format!("{at}duplicate port definition {other}")]);
    warns(&two(port, "containerPort: 80, protocol: UDP"), &[]);
    warns(&two(port, "containerPort: 81"), &[]);
    warns(
        &two("containerPort: 80, hostPort: 80", port),
        &[&format!("{at}overlapping port definition {other}")],
    );
    warns(
        &two(
            "containerPort: 80, hostPort: 80, hostIP: 10.0.0.1",
            "containerPort: 80, hostPort: 80",
        ),
        &[&format!("{at}dangerously ambiguous port definition {other}")],
    );
    warns(&two("containerPort: 80, hostPort: 80", "containerPort: 80, hostPort: 81"), &[]);
    warns(
        &two("containerPort: 79", "containerPort: 80, hostIP: 10.0.0.1, name: http"),
        &[&format!(
            "{at}hostIP set without hostPort: {{Name:http HostPort:0 ContainerPort:80 Protocol:TCP HostIP:10.0.0.1}}"
        )],
    );
    warns_at(29, &two(port, port), &[]);
    let named = two("containerPort: 80, name: http", "containerPort: 81, name: http");
    let wanted = format!(
        "{at}duplicate port name \"http\" {other}, services and probes that select ports by name will use spec.initContainers[0].ports[0]"
    );
    warns(&named, &[&wanted]);
    warns_at(30, &named, &[]);
    // With hostNetwork a Pod's port is one of the node as well; that of a template is not yet.
    let host = "hostNetwork: true, containers: [{name: app, image: 'web:1', ports: [{containerPort: 80, hostIP: 10.0.0.1}]}]";
    warns(&pod(host), &[]);
    let template = deployment("", "hostNetwork: true")
        .replace("'web:1'}", "'web:1', ports: [{containerPort: 80, hostIP: 10.0.0.1}]}");
    warns(&template, &["spec.template.spec.containers[0].ports[0]: hostIP set without hostPort"]);
    warns_at(
        30,
        &template,
        &["spec.template.spec.containers[0].ports[0]: hostIP set without hostPort"],
    );
}

#[test]
fn a_variable_is_defined_once_or_extended() {
    let env =
        |second: &str| container(&format!("env: [{{name: X, value: a}}, {{name: X, {second}}}]"));
    let wanted = "spec.containers[0].env[1]: hides previous definition of \"X\", which may be dropped when using apply";
    warns(&env("value: b"), &[wanted]);
    warns(&env("value: $(X)"), &[wanted]);
    warns(&env("valueFrom: {fieldRef: {fieldPath: metadata.name}}"), &[wanted]);
    warns(&env("value: $(X) more"), &[]);
    warns(&container("env: [{name: X, value: a}, {name: Z, value: a}]"), &[]);
}

#[test]
fn bytes_are_whole() {
    let at = "spec.containers[0].resources";
    let fault = "fractional byte value \"100m\" is invalid, must be an integer";
    let with = |resources: &str| container(&format!("resources: {{{resources}}}"));
    // The one that is not written stands at `resources`.
    warns(
        &with("limits: {memory: 100m}"),
        &[&format!("{at}.requests[memory]: {fault}"), &format!("{at}.limits[memory]: {fault}")],
    );
    warns(
        &with("requests: {ephemeral-storage: 0.1}"),
        &[&format!("{at}.requests[ephemeral-storage]: {fault}")],
    );
    warns(&with("limits: {cpu: 100m, memory: 1.5Gi}"), &[]);
    // The requests of a template are not defaulted.
    let template =
        deployment("", "").replace("'web:1'}", "'web:1', resources: {limits: {memory: 100m}}}");
    warns(&template, &["spec.template.spec.containers[0].resources.limits[memory]: fractional"]);
}

#[test]
fn volumes_that_are_given_up() {
    let volume = |source: &str| beside(&format!("volumes: [{{name: v, {source}}}]"));
    let git = volume("gitRepo: {repository: 'https://example.org/r.git'}");
    warns(
        &git,
        &["spec.volumes[0].gitRepo: deprecated in v1.11, and disabled by default in v1.33+"],
    );
    assert_eq!(warnings_at(32, &git), ["spec.volumes[0].gitRepo: deprecated in v1.11"]);
    let ceph = volume("cephfs: {monitors: [a]}");
    warns(&ceph, &["spec.volumes[0].cephfs: deprecated in v1.28, non-functional in v1.31+"]);
    warns_at(27, &ceph, &[]);
    warns(
        &volume("glusterfs: {endpoints: a, path: b}"),
        &["spec.volumes[0].glusterfs: deprecated in v1.25"],
    );
    warns(&volume("emptyDir: {medium: Memory}"), &[]);
}

#[test]
fn files_of_a_volume_do_not_overlap() {
    let volume = |source: &str| beside(&format!("volumes: [{{name: v, {source}}}]"));
    let said = |text: &str| {
        let version = Version::NEWEST;
        let object = &manifest::parse(text).objects[0];
        review(object, version).into_iter().map(|problem| problem.message).collect::<Vec<_>>()
    };
    let items = |paths: [&str; 2]| {
        format!("items: [{{key: a, path: {}}}, {{key: b, path: {}}}]", paths[0], paths[1])
    };
    for (paths, is_warned) in [
        (["x", "x/y"], true),
        (["x/y", "x/"], true),
        (["x", "x"], true),
        (["x", "xy"], false),
        (["x/a", "x/b"], false),
    ] {
        let text = volume(&format!("configMap: {{name: c, {}}}", items(paths)));
        assert_eq!(!said(&text).is_empty(), is_warned, "{paths:?}");
    }
    assert_eq!(
        said(&volume(&format!("secret: {{secretName: s, {}}}", items(["x", "x/y"])))),
        ["volume \"v\" (Secret \"s\"): overlapping paths: \"x/y\" with \"x\""]
    );
    let downward = "downwardAPI: {items: [{path: a, fieldRef: {fieldPath: metadata.name}}, {path: a, fieldRef: {fieldPath: metadata.uid}}]}";
    assert_eq!(
        said(&volume(downward)),
        ["volume \"v\" (DownwardAPI): overlapping paths: \"a\" with \"a\""]
    );
    let projected = "projected: {sources: [{configMap: {name: c, items: [{key: a, path: token}]}}, {serviceAccountToken: {path: token}}]}";
    assert_eq!(
        said(&volume(projected)),
        [
            "volume \"v\" (Projected): overlapping paths: \"token\" (ServiceAccountToken) with \"token\" (ConfigMap \"c\")"
        ]
    );
    assert_eq!(
        said(&volume("projected: {sources: [{}]}")),
        ["volume \"v\" (Projected) has no sources provided"]
    );
    warns_at(30, &volume(downward), &[]);
}

#[test]
fn names_addresses_and_selectors() {
    warns(
        &beside("hostAliases: [{ip: 10.0.0.1, hostnames: [a]}, {ip: 10.0.0.1, hostnames: [b]}]"),
        &["spec.hostAliases[1].ip: duplicate ip \"10.0.0.1\""],
    );
    warns(
        &beside("imagePullSecrets: [{name: a}, {name: a}]"),
        &["spec.imagePullSecrets[1].name: duplicate name \"a\""],
    );
    warns(
        &beside("imagePullSecrets: [{name: ''}]"),
        &["spec.imagePullSecrets[0].name: invalid empty name \"\""],
    );
    warns(&beside("imagePullSecrets: [{name: a}, {name: b}]"), &[]);
    let grace = "terminationGracePeriodSeconds: -1";
    let wanted = "spec.template.spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1";
    warns(&deployment("", grace), &[wanted]);
    warns(&beside(grace), &[]);
    let null = "a null labelSelector results in matching no pod";
    let spread = |more: &str| {
        beside(&format!(
            "topologySpreadConstraints: [{{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule{more}}}]"
        ))
    };
    warns(&spread(""), &[&format!("spec.topologySpreadConstraints[0].labelSelector: {null}")]);
    warns(&spread(", labelSelector: {}"), &[]);
    let affinity = |term: &str| {
        beside(&format!(
            "affinity: {{podAntiAffinity: {{requiredDuringSchedulingIgnoredDuringExecution: [{term}]}}}}"
        ))
    };
    let at = "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector";
    warns(&affinity("{topologyKey: zone}"), &[&format!("{at}: {null}")]);
    warns(&affinity("{topologyKey: zone, labelSelector: {matchLabels: {a: b}}}"), &[]);
    let weighted = beside(
        "affinity: {podAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm: {topologyKey: zone}}]}}",
    );
    warns(
        &weighted,
        &[
            "spec.affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector: a null",
        ],
    );
}

#[test]
fn addresses_have_their_usual_form() {
    let server = |address: &str| beside(&format!("dnsConfig: {{nameservers: ['{address}']}}"));
    let at = "spec.dnsConfig.nameservers[0]: ";
    for (address, said) in [
        (
            "::ffff:10.0.0.1",
            "non-standard IP address \"::ffff:10.0.0.1\" will be considered invalid in a future Kubernetes release: use \"10.0.0.1\"",
        ),
        (
            "2001:DB8::1",
            "IPv6 address \"2001:DB8::1\" should be in RFC 5952 canonical format (\"2001:db8::1\")",
        ),
    ] {
        warns(&server(address), &[&format!("{at}{said}")]);
        warns_at(33, &server(address), &[]);
    }
    let alias = beside("hostAliases: [{ip: 010.0.0.1, hostnames: [a]}]");
    warns(
        &alias,
        &[
            "spec.hostAliases[0].ip: non-standard IP address \"010.0.0.1\" will be considered invalid in a future Kubernetes release: use \"10.0.0.1\"",
        ],
    );
    warns(&server("10.0.0.1"), &[]);
    warns(&server("2001:db8::1"), &[]);
}

#[test]
fn labels_and_annotations_of_old() {
    let old = "beta.kubernetes.io/os";
    let instead = "deprecated since v1.14; use \"kubernetes.io/os\" instead";
    warns(
        &beside("nodeSelector: {beta.kubernetes.io/os: linux}"),
        &[&format!("spec.nodeSelector[{old}]: {instead}")],
    );
    warns(&beside("nodeSelector: {kubernetes.io/os: linux}"), &[]);
    let node = |of: &str| beside(&format!("affinity: {{nodeAffinity: {{{of}}}}}"));
    let expression = "{matchExpressions: [{key: beta.kubernetes.io/os, operator: Exists}]}";
    warns(
        &node(&format!(
            "requiredDuringSchedulingIgnoredDuringExecution: {{nodeSelectorTerms: [{expression}]}}"
        )),
        &[&format!(
            "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key: {old} is {instead}"
        )],
    );
    warns(
        &node(&format!(
            "preferredDuringSchedulingIgnoredDuringExecution: [{{weight: 1, preference: {expression}}}]"
        )),
        &[&format!(
            "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchExpressions[0].key: {old} is {instead}"
        )],
    );
    let annotated = |key: &str| deployment(&format!("annotations: {{{key}: x}}"), "");
    let at = |key: &str| format!("spec.template.metadata.annotations[{key}]: ");
    for (key, said) in [
        (
            "scheduler.alpha.kubernetes.io/critical-pod",
            "non-functional in v1.16+; use the \"priorityClassName\" field instead",
        ),
        (
            "seccomp.security.alpha.kubernetes.io/pod",
            "non-functional in v1.27+; use the \"seccompProfile\" field instead",
        ),
        (
            "container.seccomp.security.alpha.kubernetes.io/app",
            "non-functional in v1.27+; use the \"seccompProfile\" field instead",
        ),
        (
            "container.apparmor.security.beta.kubernetes.io/app",
            "deprecated since v1.30; use the \"appArmorProfile\" field instead",
        ),
    ] {
        let text = annotated(key).replace(": x}", ": runtime/default}");
        warns(&text, &[&format!("{}{said}", at(key))]);
    }
    let app_armor = annotated("container.apparmor.security.beta.kubernetes.io/app")
        .replace(": x}", ": runtime/default}");
    warns_at(29, &app_armor, &[]);
    warns(&annotated("example.com/app"), &[]);
}

#[test]
fn objects_around_the_template() {
    let dotted = |text: &str| text.replace("metadata: {name: web}", "metadata: {name: web.db}");
    let label = "which can result in surprising behavior; a DNS label is recommended: [must not contain dots]";
    warns(
        &dotted(&beside("")),
        &[&format!("metadata.name: this is used in the Pod's hostname, {label}")],
    );
    warns(
        &dotted(&deployment("", "")),
        &[&format!("metadata.name: this is used in Pod names and hostnames, {label}")],
    );
    let template = "template: {metadata: {labels: {app: web}}, spec: {containers: [{name: app, image: 'web:1'}]}}";
    let app = |kind: &str, more: &str| {
        format!(
            "apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: web}}\nspec:\n  selector: {{matchLabels: {{app: web}}}}\n  {template}\n  {more}\n"
        )
    };
    warns(&dotted(&app("DaemonSet", "")), &[]);
    warns(
        &app("StatefulSet", "revisionHistoryLimit: -1"),
        &[
            "spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended",
        ],
    );
    warns(
        &app(
            "StatefulSet",
            "volumeClaimTemplates: [{metadata: {name: v}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1500m}}}}]",
        ),
        &[
            "spec.volumeClaimTemplates[0].resources.requests[storage]: fractional byte value \"1500m\"",
        ],
    );
    let job = |completions: u32| {
        format!(
            "apiVersion: batch/v1\nkind: Job\nmetadata: {{name: web}}\nspec: {{completionMode: Indexed, completions: {completions}, parallelism: 10001, template: {{spec: {{restartPolicy: Never, containers: [{{name: app, image: 'web:1'}}]}}}}}}\n"
        )
    };
    warns(&job(100_001), &["spec: In Indexed Jobs with a number of completions higher than 10^5"]);
    warns(&job(100_000), &[]);
}

#[test]
fn what_is_refused_is_not_warned_of() {
    let twice = "env: [{name: X, value: a}, {name: X, value: b}]";
    for fault in ["imagePullPolicy: always", "immage: web", "stdin: 3"] {
        let manifest = manifest::parse(&container(&format!("{twice}, {fault}")));
        let problems = review(&manifest.objects[0], Version::NEWEST);
        let all: Vec<_> = manifest.problems.iter().chain(&problems).collect();
        assert!(all.iter().any(|problem| problem.severity == Severity::Error), "{fault}");
        assert!(
            all.iter().all(|problem| problem.kind != ProblemKind::Warning),
            "{fault}: {all:#?}"
        );
    }
    // One object's fault is not its neighbour's.
    let list = format!("{}---\n{}", container("stdin: 3"), container(twice));
    let objects = manifest::parse(&list).objects;
    assert_eq!(review(&objects[1], Version::NEWEST).len(), 1);
}
