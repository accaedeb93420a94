//! Texts that are no manifests are named once, and manifests that look like some are left alone.

use podline::admission::review;
use podline::content::examples;
use podline::manifest::foreign::{explain, recognise};
use podline::manifest::{Problem, ProblemKind, Severity, parse};
use podline::model::Version;

/// All that is told of a text.
fn told(text: &str) -> Vec<Problem> {
    let manifest = parse(text);
    let mut problems = manifest.problems.clone();
    for object in &manifest.objects {
        problems.extend(review(object, Version::NEWEST));
    }
    let told = explain(text, problems);
    for problem in &told {
        assert!(text.get(problem.range.start..problem.range.end).is_some(), "{problem:?}");
        assert_eq!(problem.position, manifest.position(problem.range.start), "{problem:?}");
        assert!(!problem.message.is_empty() && !problem.help.is_empty(), "{problem:?}");
    }
    assert!(told.is_sorted_by_key(|problem| problem.range), "{told:#?}");
    told
}

/// The text is told to be `what`, in that line, with that remedy, and nothing else is.
#[track_caller]
fn is_named(text: &str, line: usize, what: &str, remedy: &str) {
    let told = told(text);
    let [problem] = told.as_slice() else { panic!("{text}\n{told:#?}") };
    assert_eq!((problem.kind, problem.severity), (ProblemKind::Syntax, Severity::Error), "{text}");
    assert_eq!(problem.position.line, line, "{problem:?}");
    assert_eq!(problem.message, format!("no Kubernetes manifest: {what}"));
    assert!(problem.help.contains(remedy), "{problem:?}");
}

/// A Pod with these lines as a container's.
fn pod(lines: &[&str]) -> String {
    let lines: String = lines.iter().flat_map(|line| ["    ", line, "\n"]).collect();
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n  - name: b\n    image: c:1\n{lines}"
    )
}

#[test]
fn what_kubectl_prints_is_named() {
    let table = "a table, as `kubectl get` prints it";
    for (text, line, remedy) in [
        (
            "NAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   0          3m\n",
            1,
            "`kubectl get pod web-0 -o yaml`",
        ),
        (
            "$ kubectl get pods\nNAME    READY   STATUS    RESTARTS   AGE\n",
            2,
            "`kubectl get pod NAME -o yaml`",
        ),
        (
            "NAMESPACE   NAME   READY   STATUS    RESTARTS      AGE   IP\nkube-system   dns-1   1/1     Running   1 (2d ago)   3m   10.0.0.1\n",
            1,
            "get pod dns-1 -o",
        ),
        (
            "NAME   READY   UP-TO-DATE   AVAILABLE   AGE\nshop   2/2     2            2           5d\n",
            1,
            "get deployment shop -o",
        ),
        (
            "NAME   COMPLETIONS   DURATION   AGE\nmill   1/1           5s         1m\n",
            1,
            "get job mill -o",
        ),
        ("NAME   CPU(cores)   MEMORY(bytes)\nmill   1m           2Mi\n", 1, "get pod mill -o"),
    ] {
        is_named(text, line, table, remedy);
    }
    is_named(
        "LAST SEEN   TYPE      REASON    OBJECT      MESSAGE\n3m          Warning   BackOff   pod/web-0   Back-off restarting: failed\n",
        1,
        "a list of events, as `kubectl get events` prints it",
        "the Pod that they tell of",
    );
    let described = "Name:             web-0\nNamespace:        default\nService Account:  default\nLabels:           app=web\n                  tier=front\nStatus:           Running\nContainers:\n  web:\n    Image:  nginx:1.29\nEvents:  <none>\n";
    is_named(described, 1, "what `kubectl describe` prints", "kubectl get pod web-0 -o yaml");
    is_named(
        &format!("$ kubectl describe pod web-0\n{described}"),
        2,
        "what `kubectl describe` prints",
        "web-0",
    );
    is_named(
        "KIND:       Pod\nVERSION:    v1\n\nFIELD: spec <PodSpec>\n\nDESCRIPTION:\n    What is wanted: a Pod.\n",
        1,
        "what `kubectl explain` prints",
        "Write a manifest",
    );
}

#[test]
fn commands_are_named() {
    for (text, what, remedy) in [
        ("kubectl run web --image=nginx", "a kubectl command", "--dry-run=client -o yaml"),
        (
            "$ kubectl create deployment web --image=nginx\ndeployment.apps/web created\n",
            "a kubectl command",
            "--dry-run=client",
        ),
        ("# look\nkubectl get pod web", "a kubectl command", "Add `-o yaml`"),
        (
            "kubectl apply -f https://example.org/web.yaml\n",
            "a kubectl command",
            "get pod NAME -o yaml",
        ),
        ("helm install web ./web --values web.yaml", "a helm command", "helm template"),
        ("docker run --rm -p 80:80 nginx", "a container command", "Write a Pod"),
    ] {
        is_named(text, 1 + usize::from(text.starts_with('#')), what, remedy);
    }
}

#[test]
fn files_of_other_tools_are_named() {
    for (text, line, what, remedy) in [
        ("FROM alpine:3\nRUN apk add \\\n  curl\nCMD [\"sh\"]\n", 1, "a Dockerfile", "Write a Pod"),
        (
            "# syntax=docker/dockerfile:1\nARG V=3\nFROM alpine:$V\n",
            2,
            "a Dockerfile",
            "Write a Pod",
        ),
        (
            "resource \"kubernetes_pod\" \"web\" {\n  metadata {\n    name = \"web\"\n  }\n}\n",
            1,
            "a Terraform file",
            "kubectl get",
        ),
        (
            "local k = import 'k.libsonnet';\n{ pod: k.pod.new('web') }\n",
            1,
            "a Jsonnet file",
            "jsonnet",
        ),
        ("#!/bin/sh\nset -e\necho hello\n", 2, "a script", "that it applies"),
        ("<!DOCTYPE html>\n<html><body></body></html>\n", 1, "a web page", "from the page"),
        (
            "version: '3'\nservices:\n  web:\n    image: nginx\n    ports: ['80:80']\nvolumes: {}\n",
            2,
            "a Compose file",
            "kompose",
        ),
        ("services:\n  web:\n    build: .\n", 1, "a Compose file", "a container for each service"),
        (
            "apiVersion: v2\nname: web\nversion: 1.0.0\nappVersion: '3'\n",
            2,
            "a Chart.yaml",
            "helm template",
        ),
        (
            "replicaCount: 1\nimage:\n  repository: nginx\n  tag: ''\nservice:\n  port: 80\n",
            1,
            "a values.yaml of Helm",
            "--values",
        ),
        (
            "resources:\n- deployment.yaml\n- ../base\n",
            1,
            "a kustomization.yaml",
            "kubectl kustomize",
        ),
        ("namePrefix: dev-\nresources: [a]\n", 1, "a kustomization.yaml", "kubectl kustomize"),
        (
            "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [a.yaml]\n",
            2,
            "a kustomization.yaml",
            "kubectl kustomize",
        ),
        (
            "apiVersion: v1\nkind: Config\nclusters: []\ncontexts: []\nusers: []\n",
            2,
            "a kubeconfig",
            "keep it to yourself",
        ),
        (
            "- op: replace\n  path: /spec/replicas\n  value: 3\n",
            1,
            "a JSON patch",
            "the manifest that it made",
        ),
        (
            "[{\"op\": \"remove\", \"path\": \"/spec/paused\"}]",
            1,
            "a JSON patch",
            "the manifest that it made",
        ),
    ] {
        is_named(text, line, what, remedy);
    }
}

#[test]
fn templates_are_named() {
    let helm = "a Helm template";
    for (text, line, expression) in [
        (
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\nspec:\n  containers:\n  {{- range .Values.all }}\n  - name: {{ .name }}\n  {{- end }}\n",
            4,
            "`{{ .Values.name }}`",
        ),
        (
            "{{- if .Values.on }}\napiVersion: v1\nkind: Pod\n{{- end }}\n",
            1,
            "`{{- if .Values.on }}`",
        ),
        (
            "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  labels:\n    {{- include \"a.labels\" . | nindent 4 }}\n",
            6,
            "`{{- include",
        ),
        (
            "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n{{ .Files.Get \"a\" | indent 4 }}\n",
            5,
            "`{{ .Files.Get",
        ),
        (
            "{{/* helpers */}}\n{{- define \"a\" -}}\n{{ .Release.Name }}\n{{- end }}\n",
            1,
            "`{{/* helpers */}}`",
        ),
    ] {
        is_named(text, line, helm, expression);
        is_named(text, line, helm, "Run `helm template`");
    }
    for text in [
        "kind: Pod\nmetadata:\n  name: {{ app_name }}\n",
        "kind: Pod\nmetadata:\n{% if a %}\n  name: b\n{% endif %}\n",
    ] {
        is_named(text, 3, "a template", "the tool that the template is for");
    }
    // The other document speaks for itself.
    let two = format!(
        "{}---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: {{{{ .Values.n }}}}\n",
        pod(&["imagee: c"])
    );
    let told = told(&two);
    let kinds: Vec<_> = told.iter().map(|problem| problem.kind).collect();
    assert_eq!(kinds, [ProblemKind::UnknownField, ProblemKind::Syntax], "{told:#?}");
}

#[test]
fn expressions_that_break_nothing_are_named_all_the_same() {
    let text = pod(&[]).replace("c:1", "\"{{ .Values.image }}:{{ .Values.tag }}\"");
    let told = told(&text);
    let [problem] = told.as_slice() else { panic!("{told:#?}") };
    assert_eq!(problem.severity, Severity::Warning);
    assert_eq!(&text[problem.range.start..problem.range.end], "{{ .Values.image }}");
    assert!(problem.help.contains("helm template"));
    // A name cannot hold one: the fault is told once, with the remedy.
    let text = pod(&[]).replace("name: a", "name: \"{{ .Values.name }}\"");
    let told = self::told(&text);
    let [problem] = told.as_slice() else { panic!("{told:#?}") };
    assert_eq!((problem.kind, problem.position.line), (ProblemKind::Invalid, 4));
    assert!(problem.help.contains("`{{ .Values.name }}` is still to be filled in"), "{problem:?}");
}

#[test]
fn placeholders_that_break_a_value_are_named() {
    for (line, placeholder, remedy) in [
        ("ports: [{containerPort: \"${PORT}\"}]", "`${PORT}`", "envsubst"),
        ("ports: [{containerPort: $(PORT)}]", "`$(PORT)`", "envsubst"),
        ("resources: {limits: {cpu: \"${CPU:-1}\"}}", "`${CPU:-1}`", "envsubst"),
        ("ports: [{containerPort: <port>}]", "`<port>`", "angle brackets"),
        ("ports: [{containerPort: '{{ port }}'}]", "`{{ port }}`", "the template is for"),
    ] {
        let told = told(&pod(&[line]));
        let told: Vec<_> =
            told.iter().filter(|problem| problem.severity == Severity::Error).collect();
        let [problem] = told.as_slice() else { panic!("{line}: {told:#?}") };
        assert!(problem.help.starts_with(placeholder), "{problem:?}");
        assert!(problem.help.contains(remedy), "{problem:?}");
    }
}

#[test]
fn patches_are_named() {
    let patch = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n  template:\n    spec:\n      containers:\n      - name: old\n        $patch: delete\n";
    is_named(patch, 10, "a patch for kustomize", "kubectl kustomize");
    let fragment = patch.replace("$patch: delete", "resources: {limits: {cpu: 1}}");
    let told = told(&fragment);
    let note = told
        .iter()
        .find(|problem| problem.severity == Severity::Note && problem.help.contains("kustomize"));
    assert!(note.is_some_and(|note| note.position.line == 1), "{told:#?}");
    assert!(told.iter().any(|problem| problem.severity == Severity::Error), "nothing is hidden");
}

#[test]
fn kinds_that_make_pods_say_how_to_see_them() {
    for (api_version, kind, remedy) in [
        ("argoproj.io/v1alpha1", "Rollout", "`kind: Deployment`, and leave out `strategy`"),
        ("argoproj.io/v1alpha1", "Workflow", "Its steps run in Pods"),
        ("serving.knative.dev/v1", "Service", "`kind: Deployment`"),
        ("apps.openshift.io/v1", "DeploymentConfig", "`matchLabels`"),
        ("v1", "ReplicationController", "`kind: ReplicaSet`"),
        ("helm.toolkit.fluxcd.io/v2", "HelmRelease", "helm template"),
        ("apps.example.org/v1", "CloneSet", "It has a Pod template"),
        ("v1", "Service", "Podline shows Pods and the workloads"),
        ("example.org/v1", "Gadget", "Podline shows Pods and the workloads"),
    ] {
        let spec = if kind == "CloneSet" {
            "spec: {template: {spec: {containers: []}}}"
        } else {
            "spec: {}"
        };
        let text =
            format!("apiVersion: {api_version}\nkind: {kind}\nmetadata: {{name: a}}\n{spec}\n");
        let told = told(&text);
        let [problem] = told.as_slice() else { panic!("{told:#?}") };
        assert_eq!((problem.kind, problem.severity), (ProblemKind::NotSimulated, Severity::Note));
        assert_eq!(problem.position.line, 2);
        assert_eq!(problem.message, format!("kind \"{kind}\" is not simulated"));
        assert!(problem.help.contains(remedy), "{problem:?}");
    }
}

#[test]
fn near_misses_are_left_alone() {
    for text in [
        // An agent's template in an annotation, in one line and in several.
        pod(&[]).replace("  name: a\n", "  name: a\n  annotations:\n    agent.example.org/t: '{{ with secret \"a\" }}{{ .Values.b }}{{ end }}'\n"),
        pod(&[]).replace("  name: a\n", "  name: a\n  annotations:\n    agent.example.org/t: |\n      {{- with secret \"a\" -}}\n      {{ .Data.b }}\n      {{- end }}\n"),
        pod(&[]).replace("  name: a\n", "  name: a\n  annotations:\n    t: \"a\n      {{ .Values.b }}\"\n"),
        // The same in quotes, in a manifest with a fault of its own.
        pod(&["command: [sh"]).replace("  name: a\n", "  name: a\n  annotations:\n    t: \"{{ with a }}\n      {{ .Data.b }}\"\n"),
        // A file with a template in it, and nothing but that.
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a.tpl: |\n    {{ .Values.b }}\n    {{- end }}\n".to_owned(),
        "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nspec:\n  templates:\n  - container:\n      args: ['{{inputs.parameters.a}}']\n".to_owned(),
        // Kubernetes itself fills these in.
        pod(&["args: [\"--port=$(PORT)\", \"$(A)\"]", "env: [{name: A, value: \"$(PORT)\"}]"]),
        pod(&["command: [sh, -c, 'echo ${HOME} $(date) <b>']"]),
        // Commands, tables and templates as data of a container.
        pod(&["command: [kubectl, get, pods]"]),
        pod(&["args: ['kubectl get pods -o go-template={{range .items}}{{.metadata.name}}{{end}}']"]),
        pod(&["args:", "- |", "  kubectl run web --image=nginx", "  helm template {{ .Values.a }}"]),
        pod(&["args:", "- |-", "  {{ .Values.a }}"]),
        pod(&["# {{- if .Values.on }}", "imagePullPolicy: Always # {{ .Values.p }}"]),
        // A manifest that is half written.
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n  template:\n    spec:\n      containers:\n      - name: b\n".to_owned(),
        "metadata:\n  name: a\nspec:\n  containers:\n  - name: b\n    image: c\n".to_owned(),
        "name: a\nimage: b\n".to_owned(),
        "apiVersion: v1\nname: a\n".to_owned(),
        "image: {repository: a}\n".to_owned(),
        // Prose about commands.
        "kubectl run starts a Pod\nand this is how.\n".to_owned(),
        "NAME is what you choose, STATUS what you get\n".to_owned(),
        "Name: a boat\nColour: red\n".to_owned(),
        "From: me\nTo: you\n".to_owned(),
        "FROM the harbour\nthe boat sails\n".to_owned(),
        "local news = good\n and more\n".to_owned().replace("local", "Local"),
        String::new(),
    ] {
        let found: Vec<_> =
            recognise(&text).into_iter().filter(|each| each.problem.kind != ProblemKind::NotSimulated).collect();
        assert_eq!(found, [], "{text}");
    }
    for example in examples() {
        assert_eq!(recognise(example.text), [], "{}", example.id);
    }
}

#[test]
fn manifests_keep_their_problems() {
    for line in [
        "imagee: c",
        "ports: [{containerPort: many}]",
        "command: [sh, -c, {]",
        "env: [{name: A, value: 5}]",
    ] {
        let text = pod(&[line]);
        let manifest = parse(&text);
        assert_eq!(explain(&text, manifest.problems.clone()), manifest.problems);
    }
}
