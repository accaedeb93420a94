//! Cases about requests and limits, the QoS class, the OOM score and memory volumes.

use super::{Case, Faults};
use podline::insight::resources::{
    Figures, Options, ResizeStatus, effective, memory_size, oom_score_adj, qos_class,
};
use podline::manifest::{Quantity, parse};
use podline::model::{Bound, Pod, ResourceList, Resources, Version, lower, lower_as_written};
use serde::Deserialize;
use serde_yaml::{Mapping, Value};
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    values: BTreeMap<String, Value>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct CaseOptions {
    exclude_overhead: bool,
    use_status: bool,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Environment {
    node_memory: Option<u64>,
}

pub(crate) fn run(case: &Case) -> Faults {
    let version = case.version();
    let manifest = parse(&case.manifest());
    let [object] = manifest.objects.as_slice() else {
        return vec![format!("one object expected, {} came", manifest.objects.len())];
    };
    let defaulting = case.get("defaulting").unwrap_or(true);
    let lower = if defaulting { lower } else { lower_as_written };
    let Some(pod) = lower(object, version).pod else {
        return vec!["a Pod expected, none came".to_owned()];
    };
    let options: CaseOptions = case.get("options").unwrap_or_default();
    let environment: Environment = case.get("env").unwrap_or_default();
    let status = options.use_status.then(|| resize_status(case));
    let options = Options { exclude_overhead: options.exclude_overhead, status: status.as_ref() };
    let expect: Expect = case.get("expect").expect("expectations");
    let mut faults = Vec::new();
    for (key, expected) in expect.values {
        let found = value(&pod, &key, version, options, &environment);
        if !found.fits(&expected) {
            faults.push(format!("{key}: {expected:?} expected, {found:?} came"));
        }
    }
    faults
}

#[derive(Debug)]
enum Came {
    Amount(Option<Quantity>),
    Class(&'static str),
    Score(i64),
}

impl Came {
    fn fits(&self, expected: &Value) -> bool {
        match self {
            Self::Amount(amount) => *amount == (!expected.is_null()).then(|| quantity(expected)),
            Self::Class(class) => expected.as_str() == Some(class),
            Self::Score(score) => expected.as_i64() == Some(*score),
        }
    }
}

fn value(
    pod: &Pod,
    key: &str,
    version: Version,
    options: Options<'_>,
    environment: &Environment,
) -> Came {
    let figure = |bound, resource| {
        let figures = effective(pod, bound, version, options);
        let of_resource = figures.into_iter().find(|figure| figure.resource == resource);
        Came::Amount(of_resource.map(|figure| figure.value))
    };
    let node_memory = || environment.node_memory.expect("the case needs env.nodeMemory");
    if let Some(resource) = key.strip_prefix("requests.") {
        figure(Bound::Requests, resource)
    } else if let Some(resource) = key.strip_prefix("limits.") {
        figure(Bound::Limits, resource)
    } else if key == "qos" {
        Came::Class(qos_class(pod).as_str())
    } else if let Some(container) = key.strip_prefix("oomScoreAdj.") {
        let index = pod.index_of(container).expect("a container of the Pod");
        Came::Score(oom_score_adj(pod, index, node_memory()))
    } else if let Some(name) =
        key.strip_prefix("emptyDir.").and_then(|rest| rest.strip_suffix(".size"))
    {
        let volume = pod.volumes.iter().find(|volume| volume.name == name);
        let node_memory = i64::try_from(node_memory()).expect("memory in bytes");
        let node_memory = Quantity::from_units(node_memory);
        Came::Amount(memory_size(pod, volume.expect("a volume"), node_memory, version))
    } else {
        panic!("an unknown value: {key}")
    }
}

/// What `status` of the manifest says of a resize.
fn resize_status(case: &Case) -> ResizeStatus {
    let manifest: Value = case.get("manifest").expect("a manifest");
    let status = &manifest["status"];
    let pending = items(&status["conditions"])
        .iter()
        .find(|condition| condition["type"].as_str() == Some("PodResizePending"));
    let named = |container: &Value| {
        let name = container["name"].as_str().expect("a name").to_owned();
        (name, figures(container))
    };
    let containers = items(&status["containerStatuses"])
        .iter()
        .chain(items(&status["initContainerStatuses"]))
        .map(named)
        .collect();
    ResizeStatus {
        infeasible: pending.is_some_and(|it| it["reason"].as_str() == Some("Infeasible")),
        containers,
        pod: figures(status),
    }
}

fn figures(status: &Value) -> Figures {
    let actual = status["resources"].as_mapping();
    Figures {
        allocated: status["allocatedResources"].as_mapping().map(list),
        actual: actual.map(|_| Resources {
            requests: status["resources"]["requests"].as_mapping().map(list).unwrap_or_default(),
            limits: status["resources"]["limits"].as_mapping().map(list).unwrap_or_default(),
        }),
    }
}

fn list(amounts: &Mapping) -> ResourceList {
    let mut list = ResourceList::default();
    for (resource, amount) in amounts {
        list.set(resource.as_str().expect("a resource"), quantity(amount));
    }
    list
}

fn items(value: &Value) -> &[Value] {
    value.as_sequence().map_or(&[], Vec::as_slice)
}

fn quantity(value: &Value) -> Quantity {
    let text = match value {
        Value::Number(number) => number.to_string(),
        value => value.as_str().expect("an amount").to_owned(),
    };
    Quantity::parse(&text).unwrap_or_else(|error| panic!("{text}: {}", error.message()))
}
