//! What is read from a manifest, where it stands, and which Pod comes out of it.

use podline::manifest::{FieldPath, Manifest, Problem, ProblemKind, Severity, parse};
use podline::model::{
    ContainerRole, Hook, Lowered, Medium, Millis, OwnerKind, Pod, ProbeAction, PullPolicy,
    Quantity, RestartPolicy, Version, VolumeSource, lower,
};

/// The Pod of a text that has nothing wrong in it.
fn pod(text: &str) -> Pod {
    let (manifest, lowered) = read(text);
    assert_eq!(manifest.problems, [], "{text}");
    assert_eq!(lowered.problems, [], "{text}");
    lowered.pod.expect("a Pod")
}

fn read(text: &str) -> (Manifest, Lowered) {
    let manifest = parse(text);
    let lowered = lower(manifest.objects.first().expect("an object"), Version::NEWEST);
    (manifest, lowered)
}

/// All problems of the first object, in order of place, as `line:column path: message`.
fn said(text: &str) -> Vec<String> {
    let (manifest, lowered) = read(text);
    let mut all = manifest.problems;
    all.extend(lowered.problems);
    all.sort_by_key(|problem| problem.range);
    all.iter().map(line).collect()
}

fn line(problem: &Problem) -> String {
    let place = problem.position;
    format!("{}:{} {}: {}", place.line, place.column, problem.path, problem.message)
}

/// A Pod with `spec` below it, indented by two.
fn with_spec(spec: &str) -> String {
    let spec = spec.trim_matches('\n').replace('\n', "\n  ");
    format!("apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  {spec}\n")
}

/// A workload around a pod spec with the given lines.
fn workload(api_version: &str, kind: &str, spec: &str) -> String {
    format!(
        "apiVersion: {api_version}\nkind: {kind}\nmetadata: {{name: web, namespace: shop}}\nspec:\n  \
         selector: {{matchLabels: {{a: b}}}}\n  template:\n    metadata: {{labels: {{a: b}}}}\n    spec: {spec}\n"
    )
}

#[test]
fn a_pod_gets_the_defaults_of_the_api_server() {
    let pod = pod(&with_spec(
        "
containers:
- name: app
  image: nginx
  livenessProbe: {httpGet: {port: http}}
  readinessProbe: {tcpSocket: {port: 8080}, periodSeconds: 2, failureThreshold: 5}
  startupProbe: {exec: {command: [cat, /ready]}, initialDelaySeconds: 4}
",
    ));
    assert_eq!((pod.name.as_str(), pod.namespace.as_str()), ("p", "default"));
    assert_eq!(pod.owner, None);
    assert_eq!(pod.restart_policy, RestartPolicy::Always);
    assert_eq!(pod.termination_grace_period, Millis::from_secs(30));
    let app = &pod.containers()[0];
    assert_eq!(app.pull_policy, PullPolicy::Always);
    let liveness = app.liveness_probe.as_ref().expect("a liveness probe");
    assert_eq!(liveness.action, ProbeAction::HttpGet { path: "/".into(), port: "http".into() });
    assert_eq!(liveness.period, Millis::from_secs(10));
    assert_eq!(liveness.timeout, Millis::from_secs(1));
    assert_eq!((liveness.success_threshold, liveness.failure_threshold), (1, 3));
    let readiness = app.readiness_probe.as_ref().expect("a readiness probe");
    assert_eq!(readiness.action, ProbeAction::TcpSocket { port: "8080".into() });
    assert_eq!((readiness.period, readiness.failure_threshold), (Millis::from_secs(2), 5));
    let startup = app.startup_probe.as_ref().expect("a startup probe");
    assert_eq!(startup.initial_delay, Millis::from_secs(4));
}

#[test]
fn restart_policy_always_makes_an_init_container_a_sidecar() {
    let pod = pod(&with_spec(
        "
initContainers:
- {name: first, image: 'a:1'}
- name: proxy
  image: b:1
  restartPolicy: Always
  lifecycle:
    postStart: {httpGet: {path: /up, port: 9000}}
    preStop: {sleep: {seconds: 5}}
containers:
- {name: app, image: 'c:1'}
",
    ));
    let roles: Vec<_> = pod.containers().iter().map(|c| (c.name.as_str(), c.role)).collect();
    let expected = [
        ("first", ContainerRole::Init),
        ("proxy", ContainerRole::Sidecar),
        ("app", ContainerRole::App),
    ];
    assert_eq!(roles, expected);
    let proxy = &pod.containers()[1];
    assert_eq!(proxy.post_start, Some(Hook::HttpGet { path: "/up".into(), port: "9000".into() }));
    assert_eq!(proxy.pre_stop, Some(Hook::Sleep(Millis::from_secs(5))));
}

#[test]
fn volumes_and_mounts_keep_their_sources() {
    let pod = pod(&with_spec(
        "
volumes:
- {name: plain, emptyDir: {}}
- {name: fast, emptyDir: {medium: Memory, sizeLimit: 64Mi}}
- {name: none}
- {name: null-source, emptyDir: }
- name: settings
  configMap: {name: settings}
containers:
- name: app
  image: a:1
  volumeMounts:
  - {name: fast, mountPath: /fast, subPath: x, readOnly: true}
",
    ));
    let sources: Vec<_> = pod.volumes.iter().map(|volume| volume.source.clone()).collect();
    let disk = VolumeSource::EmptyDir { medium: Medium::Disk, size_limit: None };
    let size_limit = Some(Quantity::from_units(64 << 20));
    let memory = VolumeSource::EmptyDir { medium: Medium::Memory, size_limit };
    let settings = VolumeSource::Other("configMap".into());
    assert_eq!(sources, [disk.clone(), memory, disk.clone(), disk, settings]);
    let mount = &pod.containers()[0].mounts[0];
    assert_eq!((mount.volume.as_str(), mount.path.as_str()), ("fast", "/fast"));
    assert_eq!((mount.sub_path.as_deref(), mount.read_only), (Some("x"), true));
}

#[test]
fn what_a_pod_needs_is_read_beside_its_containers() {
    let (_, lowered) = read(&with_spec(
        "
priorityClassName: system-node-critical
overhead: {memory: 64Mi}
resources: {limits: {cpu: 2}}
initContainers:
- {name: setup, image: a:1}
containers:
- {name: app, image: a:1, resources: {requests: {cpu: 0.5, memory: 1e3}, limits: {cpu: 1}}}
",
    ));
    let pod = lowered.pod.expect("a Pod");
    assert_eq!(pod.priority_class.as_deref(), Some("system-node-critical"));
    let amount = |text| Quantity::parse(text).ok();
    assert_eq!(pod.overhead.get("memory"), amount("64Mi"));
    assert_eq!(
        pod.resources.as_ref().and_then(|resources| resources.limits.get("cpu")),
        amount("2")
    );
    assert!(pod.containers()[0].resources.requests.is_empty());
    let app = &pod.containers()[1].resources;
    assert_eq!(app.requests.get("cpu"), amount("500m"));
    assert_eq!(app.requests.get("memory"), amount("1000"));
    assert_eq!(app.limits.get("cpu"), amount("1"));
}

#[test]
fn every_workload_lends_its_template() {
    let always = "{containers: [{name: app, image: 'a:1'}]}";
    let never = "{restartPolicy: Never, containers: [{name: app, image: 'a:1'}]}";
    for (api_version, kind, spec, owner) in [
        ("apps/v1", "Deployment", always, OwnerKind::Deployment),
        ("apps/v1", "ReplicaSet", always, OwnerKind::ReplicaSet),
        ("apps/v1", "StatefulSet", always, OwnerKind::StatefulSet),
        ("apps/v1", "DaemonSet", always, OwnerKind::DaemonSet),
        ("batch/v1", "Job", never, OwnerKind::Job),
    ] {
        let pod = pod(&workload(api_version, kind, spec));
        let made_by = pod.owner.expect("an owner");
        assert_eq!((made_by.kind, made_by.name.as_str()), (owner, "web"));
        assert!(pod.name.starts_with("web-"), "{}", pod.name);
        assert_eq!(pod.namespace, "shop");
    }
    let cron_job = "
apiVersion: batch/v1
kind: CronJob
metadata: {name: tidy}
spec:
  schedule: '0 3 * * *'
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers: [{name: app, image: 'a:1'}]
";
    assert_eq!(pod(cron_job).restart_policy, RestartPolicy::OnFailure);
}

#[test]
fn a_stateful_set_brings_the_volumes_of_its_claims() {
    let text = "
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {a: b}}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce]}
  template:
    metadata: {labels: {a: b}}
    spec:
      containers:
      - name: db
        image: db:1
        volumeMounts: [{name: data, mountPath: /data}]
";
    let pod = pod(text);
    assert_eq!(pod.name, "db-0");
    assert_eq!(pod.volumes[0].source, VolumeSource::Other("persistentVolumeClaim".into()));
    assert_eq!(pod.containers()[0].mounts.len(), 1);
}

#[test]
fn a_workload_without_template_lacks_its_containers() {
    let text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {selector: {}}\n";
    assert_eq!(said(text), ["4:1 spec.template.spec.containers: Required value"]);
}

#[test]
fn documents_lists_and_json_are_read_one_by_one() {
    let text = r#"
apiVersion: v1
kind: List
items:
- {apiVersion: v1, kind: Pod, metadata: {name: one}, spec: {containers: [{name: a, image: "a:1"}]}}
- {apiVersion: v1, kind: Service, metadata: {name: two}}
---
{"apiVersion": "v1", "kind": "PodList", "items": [
	{"metadata": {"name": "three"}, "spec": {"containers": [{"name": "a", "image": "a:1"}]}}
]}
---
# nothing
---
apiVersion: v1
kind: Pod
metadata: {generateName: four-}
spec: {containers: [{name: a, image: "a:1"}]}
"#;
    let manifest = parse(text);
    let names: Vec<_> =
        manifest.objects.iter().map(|o| (o.kind.as_str(), o.name.as_str())).collect();
    assert_eq!(names, [("Pod", "one"), ("Service", "two"), ("Pod", "three"), ("Pod", "four-")]);
    assert_eq!(manifest.problems.len(), 1);
    let note = &manifest.problems[0];
    assert_eq!((note.severity, note.kind), (Severity::Note, ProblemKind::NotSimulated));
    let pods =
        manifest.objects.iter().filter(|object| lower(object, Version::NEWEST).pod.is_some());
    assert_eq!(pods.count(), 3);
}

#[test]
fn a_syntax_error_hides_no_other_document() {
    let good = with_spec("containers: [{name: a, image: 'a:1'}]");
    let manifest = parse(&format!("{good}---\nkind: Pod\nspec: [\n---\n{good}"));
    assert_eq!(manifest.objects.len(), 2);
    let kinds: Vec<_> = manifest.problems.iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [ProblemKind::Syntax]);
    assert_eq!(
        manifest.objects[1].range.start,
        good.len() + "---\nkind: Pod\nspec: [\n---\n".len()
    );
}

#[test]
fn every_field_knows_its_place() {
    let text = "# ünïcode before\nkind: Pod\nspec:\n  initContainers:\n  - name: 'sch\u{f6}n'\n    image: a\n\n  # comment\n  - &side {name: s}\n  containers:\n  - *side\n  - {name: é, image: b}\n";
    let manifest = parse(text);
    let slice = |path: &str| {
        let range = manifest.objects[0].range(&FieldPath::from(path)).expect(path);
        &text[range.start..range.end]
    };
    assert_eq!(slice("kind"), "kind: Pod");
    assert_eq!(slice("spec.initContainers[0]"), "name: 'sch\u{f6}n'\n    image: a");
    assert_eq!(slice("spec.initContainers[0].name"), "name: 'sch\u{f6}n'");
    assert_eq!(slice("spec.containers[1].image"), "image: b");
    assert_eq!(slice("spec.containers[0].name"), "name: s");
    assert_eq!(manifest.objects[0].range(&FieldPath::from("spec.containers[2]")), None);
    assert_eq!(manifest.objects[0].range(&FieldPath::from("kind.x")), None);
    let range =
        manifest.objects[0].range(&FieldPath::from("spec.containers[1].image")).expect("image");
    let place = manifest.position(range.start);
    assert_eq!((place.line, place.column), (12, 15));
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    let text = with_spec("containers:\n- name: app\n  image: a:1\n  command:\n  - |\n    x");
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    assert_eq!(pod(&windows), pod(&text));
}

#[test]
fn anchors_and_merge_keys_are_followed() {
    let pod = pod(&with_spec(
        "
initContainers:
- &base
  name: one
  image: a:1
  env: [{name: X, value: 'on'}]
containers:
- <<: *base
  name: two
- <<: [*base, {image: 'c:1'}]
  name: three
",
    ));
    let images: Vec<_> =
        pod.containers().iter().map(|c| (c.name.as_str(), c.image.as_str())).collect();
    assert_eq!(images, [("one", "a:1"), ("two", "a:1"), ("three", "a:1")]);
    assert_eq!(pod.containers()[1].env[0].value, "on");
}

#[test]
fn what_go_yaml_takes_is_taken() {
    let pod = pod(
        "apiVersion: v1\nkind:\tPod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: app\n    image: a:1\n    command: [\n    sh, '-c',\n  \"echo\n  hi\"\n    ]\n",
    );
    assert_eq!(pod.containers()[0].command, ["sh", "-c", "echo   hi"]);
}

#[test]
fn a_wrong_field_is_named_and_hides_nothing_else() {
    let text = with_spec(
        "
contianers: []
image: nginx
containers:
- name: app
  image: a:1
  replicas: 2
  env:
  - name: PORT
    value: 8080
  ports:
  - containerPort: \"80\"
  args: [--count, 3]
  command: sh
- just text
- name: log
  image: b:1
  restartPolicy: Always
",
    );
    let expected = [
        "6:3 spec.contianers: unknown field \"spec.contianers\"",
        "7:3 spec.image: unknown field \"spec.image\"",
        "11:5 spec.containers[0].replicas: unknown field \"spec.containers[0].replicas\"",
        "14:14 spec.containers[0].env[0].value: json: cannot unmarshal number into Go struct field EnvVar.spec.containers.env.value of type string",
        "16:22 spec.containers[0].ports[0].containerPort: json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32",
        "17:21 spec.containers[0].args[1]: json: cannot unmarshal number into Go struct field Container.spec.containers.args of type string",
        "18:14 spec.containers[0].command: json: cannot unmarshal string into Go struct field Container.spec.containers.command of type []string",
        "19:5 spec.containers[1]: json: cannot unmarshal string into Go struct field PodSpec.spec.containers of type v1.Container",
    ];
    assert_eq!(said(&text), expected);
    let (manifest, lowered) = read(&text);
    let help: Vec<_> = manifest.problems.iter().map(|problem| problem.help.as_str()).collect();
    assert_eq!(help[0], "Did you mean `containers`?");
    assert_eq!(help[1], "`image` belongs below `containers`: indent it more.");
    assert_eq!(help[3], "Quote the value: `value: \"8080\"`.");
    assert_eq!(help[4], "Write the number without quotes: `containerPort: 80`.");
    let pod = lowered.pod.expect("a Pod");
    let names: Vec<_> = pod.containers().iter().map(|container| container.name.as_str()).collect();
    assert_eq!(names, ["app", "log"]);
    // What was meant is plain, so it goes on.
    let app = &pod.containers()[0];
    assert_eq!((app.env[0].value.as_str(), app.args[1].as_str()), ("8080", "3"));
    assert_eq!(app.ports[0].container_port, 80);
    assert_eq!(app.command, [""; 0]);
}

#[test]
fn rules_that_are_broken_are_told_in_the_servers_words() {
    let expected_of = |spec: &str| said(&with_spec(spec));
    let app = "containers:\n- {name: app, image: 'a:1'}\n";
    for (spec, expected) in [
        ("containers: []", "6:3 spec.containers: Required value"),
        ("hostNetwork: false", "5:1 spec.containers: Required value"),
        (
            "containers:\n- image: a:1\n- {name: b, image: b}",
            "7:5 spec.containers[0].name: Required value",
        ),
        ("containers:\n- name: a", "7:5 spec.containers[0].image: Required value"),
        (
            &format!("initContainers:\n- {{name: app, image: 'b:1'}}\n{app}"),
            "7:6 spec.initContainers[0].name: Duplicate value: \"app\"",
        ),
        (
            &format!("initContainers:\n- name: i\n  image: b:1\n  readinessProbe: {{}}\n{app}"),
            "9:5 spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always",
        ),
        (
            &format!(
                "initContainers:\n- name: i\n  image: b:1\n  lifecycle: {{preStop: {{exec: {{command: [x]}}}}}}\n{app}"
            ),
            "9:5 spec.initContainers[0].lifecycle: Forbidden: may not be set for init containers without restartPolicy=Always",
        ),
        (
            &format!("restartPolicy: always\n{app}"),
            "6:3 spec.restartPolicy: Unsupported value: \"always\": supported values: \"Always\", \"Never\", \"OnFailure\"",
        ),
        (
            &format!("{app}  volumeMounts: [{{name: data, mountPath: /d}}]")
                .replace("{name: app, image: 'a:1'}", "name: app\n  image: a:1"),
            "9:21 spec.containers[0].volumeMounts[0].name: Not found: \"data\"",
        ),
        (
            "containers:\n- name: a\n  image: b:1\n  livenessProbe: {periodSeconds: 5}",
            "9:5 spec.containers[0].livenessProbe: Required value: must specify a handler type",
        ),
        (
            "containers:\n- name: a\n  image: b:1\n  lifecycle: {preStop: {sleep: {seconds: 31}}}",
            "9:27 spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be non-negative and less than terminationGracePeriodSeconds (30)",
        ),
        (
            "containers:\n- name: a\n  image: b:1\n  ports: [{containerPort: 0}]",
            "9:14 spec.containers[0].ports[0].containerPort: Required value",
        ),
        (
            &format!("activeDeadlineSeconds: 0\n{app}"),
            "6:3 spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive",
        ),
    ] {
        assert_eq!(expected_of(spec), [expected], "{spec}");
    }
}

#[test]
fn workloads_ask_for_their_own_restart_policy() {
    let spec = |policy: &str| format!("{{{policy}containers: [{{name: app, image: 'a:1'}}]}}");
    let job = |policy: &str| said(&workload("batch/v1", "Job", &spec(policy)));
    let required = "8:11 spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"";
    assert_eq!(
        job(""),
        [
            "8:5 spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\""
        ]
    );
    assert_eq!(job("restartPolicy: Always, "), [required.replace("8:11", "8:12")]);
    let deployment = said(&workload("apps/v1", "Deployment", &spec("restartPolicy: Never, ")));
    let expected = "8:12 spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\"";
    assert_eq!(deployment, [expected]);
}

#[test]
fn a_negative_grace_period_is_one_second() {
    let text = "terminationGracePeriodSeconds: -5\ncontainers: [{name: a, image: 'a:1'}]";
    assert_eq!(pod(&with_spec(text)).termination_grace_period, Millis::from_secs(1));
    let text = "terminationGracePeriodSeconds: 0\ncontainers: [{name: a, image: 'a:1'}]";
    assert_eq!(pod(&with_spec(text)).termination_grace_period, Millis::ZERO);
}

#[test]
fn kinds_and_versions_are_told_apart() {
    let tail = "metadata: {name: p}\nspec: {containers: [{name: a, image: 'a:1'}]}";
    for (head, expected) in [
        (
            "apiVersion: v2\nkind: Pod",
            "1:1 apiVersion: no matches for kind \"Pod\" in version \"v2\"",
        ),
        ("apiVersion: v1\nkind: pod", "2:1 kind: no matches for kind \"pod\" in version \"v1\""),
        ("kind: Pod", "1:1 apiVersion: apiVersion not set"),
        ("apiVersion: v1", "1:1 kind: kind not set"),
    ] {
        let text = format!("{head}\n{tail}");
        assert_eq!(said(&text), [expected]);
        assert!(read(&text).1.pod.is_some(), "{head} is clear enough to go on");
    }
    let old =
        workload("extensions/v1beta1", "Deployment", "{containers: [{name: a, image: 'a:1'}]}");
    let (manifest, lowered) = read(&old);
    assert_eq!(manifest.problems[0].help, "Write `apiVersion: apps/v1`.");
    assert!(lowered.pod.is_some());
    // Somebody else's Job.
    let other = parse("apiVersion: batch.example.com/v1\nkind: Job\nmetadata: {name: x}\n");
    assert_eq!(other.problems[0].severity, Severity::Note);
}

#[test]
fn what_is_not_simulated_is_said_once() {
    let text = with_spec(
        "
nodeSelector: {disk: fast}
affinity: {}
hostNetwork: true
containers:
- {name: a, image: 'a:1', resources: {limits: {memory: 64Mi}}}
- {name: b, image: 'a:1', resources: {limits: {memory: 64Mi}}}
",
    );
    let lowered = read(&text).1;
    let notes: Vec<_> = lowered.problems.iter().map(line).collect();
    let expected = [
        "6:3 spec.nodeSelector: nodeSelector is not simulated",
        "8:3 spec.hostNetwork: hostNetwork is not simulated",
        "10:41 spec.containers[0].resources.limits: resources.limits is not simulated",
    ];
    assert_eq!(notes, expected);
    assert!(lowered.problems.iter().all(|problem| problem.severity == Severity::Note));
    assert!(lowered.pod.is_some_and(|pod| pod.host_network));
}

#[test]
fn a_repeated_key_is_told_and_the_last_one_wins() {
    let text = with_spec(
        "restartPolicy: Always\nrestartPolicy: Never\ncontainers: [{name: a, image: 'a:1'}]",
    );
    let (manifest, lowered) = read(&text);
    assert_eq!(
        manifest.problems.iter().map(line).collect::<Vec<_>>(),
        ["7:3 spec.restartPolicy: duplicate field \"spec.restartPolicy\""]
    );
    assert_eq!(manifest.problems[0].severity, Severity::Warning);
    assert_eq!(lowered.pod.map(|pod| pod.restart_policy), Some(RestartPolicy::Never));
}

#[test]
fn what_kubectl_prints_is_read_with_its_status() {
    let text = with_spec("containers: [{name: a, image: 'a:1'}]")
        + "status:\n  phase: Running\n  containerStatuses:\n  - {name: a, ready: true}\n";
    assert_eq!(said(&text), [""; 0]);
}
