//! Kinds that make Pods and are not simulated: what to write to see these Pods.

/// What people meet besides the kinds that are simulated: the group, the kind, what to do. An empty
/// group stands for Kubernetes' own.
const KINDS: &[(&str, &str, &str)] = &[
    (
        "argoproj.io",
        "Rollout",
        "It makes Pods as a Deployment does. To see them write `apiVersion: apps/v1` and `kind: Deployment`, and leave out `strategy`.",
    ),
    ("argoproj.io", "Application", "It points at manifests that stand elsewhere: paste these."),
    ("argoproj.io", "ApplicationSet", "It points at manifests that stand elsewhere: paste these."),
    ("argoproj.io", "Workflow", POD),
    ("argoproj.io", "CronWorkflow", POD),
    ("argoproj.io", "WorkflowTemplate", POD),
    ("tekton.dev", "Task", POD),
    ("tekton.dev", "TaskRun", POD),
    ("tekton.dev", "Pipeline", POD),
    ("tekton.dev", "PipelineRun", POD),
    ("sparkoperator.k8s.io", "SparkApplication", POD),
    (
        "serving.knative.dev",
        "Service",
        "It makes Pods from `spec.template`, as a Deployment does: write `apiVersion: apps/v1` and `kind: Deployment` with that template and a `selector`.",
    ),
    ("apps.openshift.io", "DeploymentConfig", DEPLOYMENT_CONFIG),
    ("", "DeploymentConfig", DEPLOYMENT_CONFIG),
    (
        "",
        "ReplicationController",
        "It makes Pods as a ReplicaSet does: write `apiVersion: apps/v1` and `kind: ReplicaSet`, and put the selector below `matchLabels`.",
    ),
    ("", "PodTemplate", "To see such a Pod write `kind: Pod` with what stands below `template`."),
    (
        "apiextensions.k8s.io",
        "CustomResourceDefinition",
        "It defines a kind and makes no Pods: paste an object that does.",
    ),
    ("helm.toolkit.fluxcd.io", "HelmRelease", CHART),
    ("helm.cattle.io", "HelmChart", CHART),
    (
        "kustomize.toolkit.fluxcd.io",
        "Kustomization",
        "It points at manifests that stand elsewhere: paste these.",
    ),
];

const POD: &str =
    "Its steps run in Pods. Paste one of these: `kubectl get pod NAME -o yaml` prints it.";
const DEPLOYMENT_CONFIG: &str = "It makes Pods as a Deployment does: write `apiVersion: apps/v1` and `kind: Deployment`, and put the selector below `matchLabels`.";
const CHART: &str = "It installs a Helm chart: paste what `helm template` prints of the chart.";
const TEMPLATE: &str = "It has a Pod template: to see its Pods write `apiVersion: apps/v1` and `kind: Deployment` with that template and a `selector`.";

/// What to do about an object of that kind; `None` if nothing better can be said than which kinds
/// are simulated.
pub(super) fn help(api_version: &str, kind: &str, has_template: bool) -> Option<&'static str> {
    let group = api_version.split_once('/').map_or("", |(group, _)| group);
    let known = KINDS.iter().find(|known| (known.0, known.1) == (group, kind));
    // A dot in the group: somebody's own kind.
    let unknown = (has_template && group.contains('.')).then_some(TEMPLATE);
    known.map(|known| known.2).or(unknown)
}
