//! Environment variables in `kubectl describe` (describeContainerEnvVars, describeContainerEnvFrom).

use crate::engine::POD_UID;
use crate::manifest::Value;
use crate::model::{Container, EnvVar, Pod, Quantity};
use std::fmt::Write as _;

/// The lines about a container's variables; `declared` is the container as written, which says where
/// values come from.
pub(super) fn describe(text: &mut String, pod: &Pod, container: &Container, declared: &Value) {
    from(text, declared["envFrom"].items());
    let variables = &container.env;
    *text += if variables.is_empty() { "    Environment:\t<none>\n" } else { "    Environment:\n" };
    for variable in variables {
        let is_it = |it: &&Value| it["name"].as_str() == Some(&variable.name);
        let entry = declared["env"].items().iter().rfind(is_it);
        match entry.map(|entry| &entry["valueFrom"]) {
            Some(source @ Value::Map(_)) => elsewhere(text, pod, container, variable, source),
            _ => literal(text, variable),
        }
    }
}

fn literal(text: &mut String, variable: &EnvVar) {
    for (number, line) in variable.value.split('\n').enumerate() {
        let name = if number == 0 { format!("{}:", variable.name) } else { String::new() };
        let _ = writeln!(text, "      {name}\t{line}");
    }
}

/// A value that is not written: where it comes from and, if kubectl can tell, what it is.
fn elsewhere(
    text: &mut String,
    pod: &Pod,
    container: &Container,
    variable: &EnvVar,
    source: &Value,
) {
    let name = &variable.name;
    let [field, resource] = ["fieldRef", "resourceFieldRef"].map(|key| &source[key]);
    let [secret, config] = ["secretKeyRef", "configMapKeyRef"].map(|key| &source[key]);
    let key_of = |of: &Value| (of["key"].text(), of["name"].text(), of["optional"].is_true());
    let _ = if let Some(path) = field["fieldPath"].as_str() {
        let version = field["apiVersion"].as_str().unwrap_or("v1");
        writeln!(text, "      {name}:\t{} ({version}:{path})", field_value(pod, path))
    } else if let Some(which) = resource["resource"].as_str() {
        let value = resource_value(container, which, resource["divisor"].as_str());
        writeln!(text, "      {name}:\t{value} ({which})")
    } else if *secret != Value::Absent {
        let (key, of, optional) = key_of(secret);
        writeln!(
            text,
            "      {name}:\t<set to the key '{key}' in secret '{of}'>\tOptional: {optional}"
        )
    } else if *config != Value::Absent {
        let (key, of, optional) = key_of(config);
        writeln!(
            text,
            "      {name}:\t<set to the key '{key}' of config map '{of}'>\tOptional: {optional}"
        )
    } else {
        Ok(())
    };
}

/// What kubectl itself reads from the Pod; of other fields it prints nothing
/// (ExtractFieldPathAsString).
fn field_value<'a>(pod: &'a Pod, path: &str) -> &'a str {
    let of = |entries: &'a [(String, String)], key: &str| {
        let found = entries.iter().find(|(name, _)| name == key);
        found.map_or("", |(_, value)| value.as_str())
    };
    let subscript = |list: &str| path.strip_prefix(list)?.strip_prefix("['")?.strip_suffix("']");
    if let Some(key) = subscript("metadata.labels") {
        return of(&pod.labels, key);
    }
    if let Some(key) = subscript("metadata.annotations") {
        return of(&pod.annotations, key);
    }
    match path {
        "metadata.name" => &pod.name,
        "metadata.namespace" => &pod.namespace,
        "metadata.uid" => POD_UID,
        _ => "",
    }
}

/// A request or limit in whole divisors, rounded up (ExtractContainerResourceValue).
fn resource_value(container: &Container, which: &str, divisor: Option<&str>) -> String {
    let resources = &container.resources;
    let amount = match which.split_once('.') {
        Some(("limits", resource)) => resources.limits.get(resource),
        Some(("requests", resource)) => resources.requests.get(resource),
        _ => return String::new(),
    };
    let divisor = divisor.and_then(|text| Quantity::parse(text).ok());
    let divisor = divisor.map_or(1000, |divisor| i128::from(divisor.milli_units())).max(1);
    let amount = i128::from(amount.unwrap_or(Quantity::ZERO).milli_units());
    match amount.div_euclid(divisor) + i128::from(amount.rem_euclid(divisor) > 0) {
        0 if ["limits.cpu", "limits.memory"].contains(&which) => "node allocatable".to_owned(),
        count => count.to_string(),
    }
}

/// Whole ConfigMaps and Secrets.
fn from(text: &mut String, sources: &[Value]) {
    if !sources.is_empty() {
        *text += "    Environment Variables from:\n";
    }
    for source in sources {
        let (kind, of) = match &source["configMapRef"] {
            Value::Absent => ("Secret", &source["secretRef"]),
            config => ("ConfigMap", config),
        };
        let (name, optional) = (of["name"].text(), of["optional"].is_true());
        let prefix = source["prefix"].as_str().filter(|prefix| !prefix.is_empty());
        let prefix = prefix.map(|prefix| format!(" with prefix '{prefix}'")).unwrap_or_default();
        let _ = writeln!(text, "      {name}\t{kind}{prefix}\tOptional: {optional}");
    }
}
