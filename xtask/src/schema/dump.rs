//! The types of the simulated kinds as one Kubernetes minor has them, in the form of
//! `src/manifest/schema/table.txt` but without versions.

use super::reader::{Api, Type, short};
use crate::outcome::{Failure, Outcome};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The simulated kinds, and what the `metadata` of a `List` is.
pub(crate) const ROOTS: [&str; 8] = [
    "api::core::v1::Pod",
    "api::apps::v1::Deployment",
    "api::apps::v1::ReplicaSet",
    "api::apps::v1::StatefulSet",
    "api::apps::v1::DaemonSet",
    "api::batch::v1::Job",
    "api::batch::v1::CronJob",
    "apimachinery::pkg::apis::meta::v1::ListMeta",
];

/// What kubectl writes around several objects. It is kubectl's own, so the API schema does not have it;
/// its items are objects of any kind.
const LIST: &str =
    "List v1\n apiVersion string\n items []free!\n kind string\n metadata ListMeta\n";

/// The table of one minor. Fails if two types share a short name.
pub(super) fn table(api: &Api) -> Outcome<String> {
    let mut types = BTreeMap::from([("List", LIST.to_owned())]);
    for (path, type_) in api.reachable(&ROOTS)? {
        if types.insert(short(path), lines(path, type_)).is_some() {
            return Err(Failure::new(format!("two types share the short name of {path}.")));
        }
    }
    Ok(types.into_values().collect())
}

fn lines(path: &str, type_: &Type) -> String {
    let mut lines = short(path).to_owned();
    if type_.fields.contains_key("apiVersion")
        && type_.fields.contains_key("metadata")
        && let Some(api_version) = api_version(path)
    {
        lines.push(' ');
        lines += &api_version;
    }
    lines.push('\n');
    for (name, field) in &type_.fields {
        let mark = if field.required { "!" } else { "" };
        // Writing to a String does not fail.
        let _ = writeln!(lines, " {name} {}{}{mark}", field.shape, short(&field.value));
    }
    lines
}

/// `apps/v1` of `api::apps::v1::Deployment`.
fn api_version(path: &str) -> Option<String> {
    let mut steps = path.strip_prefix("api::")?.split("::");
    let (group, version) = (steps.next()?, steps.next()?);
    Some(if group == "core" { version.to_owned() } else { format!("{group}/{version}") })
}
