//! Prints the schema of the simulated kinds as one Kubernetes minor has it, in the form of
//! `src/manifest/schema/table.txt` but without versions.
//!
//! Compiled once per minor: k8s-openapi holds one minor at a time, chosen by feature. The JSON
//! schema that is walked here also has every field's documentation (`description`).

use k8s_openapi::api::apps::v1::{DaemonSet, Deployment, ReplicaSet, StatefulSet};
use k8s_openapi::api::batch::v1::{CronJob, Job};
use k8s_openapi::api::core::v1::Pod;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ListMeta;
use k8s_openapi::schemars::SchemaGenerator;
use k8s_openapi::serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

/// Where schemars puts the types that others refer to.
const DEFINITIONS: &str = "#/$defs/";

fn main() -> std::io::Result<()> {
    let mut generator = SchemaGenerator::default();
    generator.subschema_for::<Pod>();
    generator.subschema_for::<Deployment>();
    generator.subschema_for::<ReplicaSet>();
    generator.subschema_for::<StatefulSet>();
    generator.subschema_for::<DaemonSet>();
    generator.subschema_for::<Job>();
    generator.subschema_for::<CronJob>();
    let list_meta = generator.subschema_for::<ListMeta>();
    let mut definitions = generator.take_definitions(false);
    definitions.insert("io.k8s.api.core.v1.List".to_owned(), list(list_meta.as_value()));

    std::io::stdout().write_all(table(&definitions).as_bytes())
}

/// What kubectl writes around several objects. It is kubectl's own, so the API schema does not have it;
/// its items are objects of any kind.
fn list(metadata: &Value) -> Value {
    json!({
        "type": "object",
        "properties": {
            "apiVersion": {"type": "string"},
            "kind": {"type": "string"},
            "metadata": metadata,
            "items": {"type": "array", "items": {"type": "object"}},
        },
        "required": ["items"],
    })
}

fn table(definitions: &Map<String, Value>) -> String {
    let mut types = BTreeMap::new();
    for (name, schema) in definitions {
        if !is_object_type(name, schema) {
            continue;
        }
        let none = Map::new();
        let properties = schema["properties"].as_object().unwrap_or(&none);
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut lines = match api_version(name, properties) {
            Some(api_version) => format!("{} {api_version}\n", short(name)),
            None => format!("{}\n", short(name)),
        };
        let fields: BTreeMap<_, _> = properties.iter().collect();
        for (field, schema) in fields {
            let mark = if required.contains(&field.as_str()) { "!" } else { "" };
            // Writing to a String does not fail.
            let _ = writeln!(lines, " {field} {}{mark}", kind(schema, definitions));
        }
        let before = types.insert(short(name), lines);
        assert!(before.is_none(), "two types share the short name of {name}");
    }
    types.into_values().collect()
}

/// Whether a definition lists its fields; some types have none at all. The others are scalars with
/// a name (`Time`), and objects that may hold anything (`FieldsV1`).
fn is_object_type(name: &str, schema: &Value) -> bool {
    schema["type"] == "object" && !matches!(short(name), "FieldsV1" | "RawExtension" | "JSON")
}

/// `apps/v1` of `io.k8s.api.apps.v1.Deployment`, if the type is an object on its own.
fn api_version(name: &str, properties: &Map<String, Value>) -> Option<String> {
    if !(properties.contains_key("apiVersion") && properties.contains_key("metadata")) {
        return None;
    }
    let (group, version) = name
        .strip_prefix("io.k8s.api.")?
        .strip_suffix(short(name))?
        .strip_suffix('.')?
        .split_once('.')?;
    Some(if group == "core" { version.to_owned() } else { format!("{group}/{version}") })
}

/// `Deployment` of `io.k8s.api.apps.v1.Deployment`.
fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// The kind of a value, as the table writes it.
fn kind(schema: &Value, definitions: &Map<String, Value>) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix(DEFINITIONS)) {
        // Both are `x-kubernetes-int-or-string`; only the name tells them apart.
        return match short(name) {
            "Quantity" => "quantity".to_owned(),
            "IntOrString" => "int-or-string".to_owned(),
            object if is_object_type(name, &definitions[name]) => object.to_owned(),
            _ => kind(&definitions[name], definitions),
        };
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("string"), Some("date-time")) => "time".to_owned(),
        (Some("string"), Some("byte")) => "bytes".to_owned(),
        (Some("string"), None) => "string".to_owned(),
        (Some("integer"), Some(bits @ ("int32" | "int64"))) => bits.to_owned(),
        (Some("number"), _) => "number".to_owned(),
        (Some("boolean"), _) => "boolean".to_owned(),
        (Some("array"), _) => format!("[]{}", kind(&schema["items"], definitions)),
        (Some("object"), _) => match &schema["additionalProperties"] {
            Value::Null => "free".to_owned(),
            value => format!("{{}}{}", kind(value, definitions)),
        },
        _ => panic!("the table has no word for {schema}"),
    }
}
