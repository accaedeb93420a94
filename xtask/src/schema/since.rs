//! Since which Kubernetes minor there is a field, further back than `src/manifest/schema/table.txt`
//! looks.
//!
//! A field is looked up by its way from a kind, not by the name of its type: types were renamed
//! (`Handler`, `LifecycleHandler`) and kinds moved to other groups, and people wrote the same all along.

use super::dump::ROOTS;
use super::reader::{Api, short};
use crate::outcome::Outcome;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Where a kind was before it came to where [`ROOTS`] have it, the latest place first.
const BEFORE: &[(&str, &[&str])] = &[
    ("api::apps::v1::", &["api::apps::v1beta2::"]),
    ("api::batch::v1::", &["api::batch::v1beta1::"]),
];

/// A type by its short name, and a field of it.
type Name<'a> = (&'a str, &'a str);

/// Of every field of `newest`, the first minor since which it has been there without a break.
/// `older` are the minors before it, the latest first and one after the other.
pub(super) fn table(newest: &Api, older: &[(u8, Api)]) -> Outcome<String> {
    let types = newest.reachable(&ROOTS)?;
    let mut since: BTreeMap<Name<'_>, u8> = BTreeMap::new();
    let mut references: BTreeMap<&str, Vec<Name<'_>>> = BTreeMap::new();
    let mut there = present(newest, newest);
    for (path, type_) in &types {
        for (field, value) in &type_.fields {
            references.entry(short(&value.value)).or_default().push((short(path), field));
        }
    }
    for (minor, api) in older {
        let now = present(newest, api);
        there.retain(|name| now.contains(name));
        since.extend(there.iter().map(|name| (*name, *minor)));
    }
    Ok(text(&since, &references))
}

/// The fields of `newest` that are in `older`, too.
fn present<'a>(newest: &'a Api, older: &Api) -> BTreeSet<Name<'a>> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<(&str, String)> =
        ROOTS.iter().filter_map(|root| Some((*root, earlier(root, older)?))).collect();
    while let Some((new, old)) = waiting.pop() {
        let (Some(new_type), Some(old_type)) = (newest.get(new), older.get(&old)) else { continue };
        if !seen.insert((new, old)) {
            continue;
        }
        for (name, field) in &new_type.fields {
            if let Some(before) = old_type.fields.get(name) {
                found.insert((short(new), name.as_str()));
                waiting.push((&field.value, before.value.clone()));
            }
        }
    }
    found
}

/// Where `older` has the kind at `root`.
fn earlier(root: &str, older: &Api) -> Option<String> {
    let before = BEFORE.iter().flat_map(|(now, before)| {
        let kind = root.strip_prefix(now);
        before.iter().filter_map(move |before| Some(format!("{before}{}", kind?)))
    });
    std::iter::once(root.to_owned()).chain(before).find(|path| older.get(path).is_some())
}

/// The table as it is committed: without fields that came with what leads to them, since who stands
/// there has been told.
fn text(since: &BTreeMap<Name<'_>, u8>, references: &BTreeMap<&str, Vec<Name<'_>>>) -> String {
    let oldest = since.values().min().copied().unwrap_or_default();
    let newest = since.values().max().copied().unwrap_or_default();
    let mut text = format!(
        "# Written by `cargo xtask schema` from releases of the crate k8s-openapi, Kubernetes 1.{oldest} to 1.{newest}.\n\
         # A type; its fields that came after 1.{oldest} and after what leads to the type, and with which minor.\n"
    );
    let mut of_type = "";
    for ((type_, field), minor) in since {
        let leads = references.get(type_).into_iter().flatten();
        let arrival = leads.filter_map(|name| since.get(name)).min().unwrap_or(&oldest);
        if minor <= arrival {
            continue;
        }
        if *type_ != of_type {
            of_type = type_;
            // Writing to a String does not fail.
            let _ = writeln!(text, "{type_}");
        }
        let _ = writeln!(text, " {field} {minor}");
    }
    text
}
