//! Field names, and the keys of maps where those are known.

use super::order::rank;
use super::site::Site;
use super::{CompletionItem, CompletionKind, names};
use crate::language::documentation::Documentation;
use crate::language::since::since;
use crate::language::{is_required, words};
use crate::manifest::FieldPath;
use crate::manifest::schema::{self, Field, FieldKind, TypeId, ValueKind};
use crate::version::Version;

/// Amounts that every node has.
const RESOURCES: &[&str] = &["cpu", "memory", "ephemeral-storage"];

/// The keys that may stand at the cursor.
pub(super) fn items(
    site: &Site<'_>,
    version: Version,
    documentation: &Documentation,
) -> Vec<CompletionItem> {
    let siblings = site.siblings();
    let is_new = |name: &str| !siblings.iter().any(|sibling| sibling == name);
    match site.keys() {
        None if site.place.path == FieldPath::root() => of_unknown(site, is_new, documentation),
        Some((FieldKind::Value(ValueKind::Object(id)), in_list)) => {
            let mut items = fields(site, id, in_list, version, documentation);
            items.retain(|item| is_new(&item.label));
            // The list that the key before the cursor waits for may begin in the same column.
            if let Some(list) = awaited(site) {
                items.insert(0, list);
            }
            items
        }
        Some((FieldKind::Map(kind), _)) => map_keys(site, kind)
            .into_iter()
            .filter(|(name, _)| is_new(name))
            .map(|(name, from)| {
                let (insert, caret) = site.key(&name, FieldKind::Value(kind), false);
                CompletionItem {
                    label: name,
                    insert,
                    caret,
                    kind: CompletionKind::Field,
                    detail: from.to_owned(),
                    required: false,
                    needs: None,
                    text: String::new(),
                }
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// What every object has, for one whose kind is not known.
fn of_unknown(
    site: &Site<'_>,
    is_new: impl Fn(&str) -> bool,
    documentation: &Documentation,
) -> Vec<CompletionItem> {
    let Some(pod) = schema::root("v1", "Pod") else { return Vec::new() };
    let mut names = vec!["apiVersion", "kind", "metadata"];
    if site.place.object_kind.is_empty() {
        names.push("spec");
    }
    let names = names.into_iter().filter(|name| is_new(name));
    let fields = names.filter_map(|name| schema::field(pod, name));
    fields.map(|field| item(site, pod, field, false, documentation)).collect()
}

/// The fields of a type that `version` has, and after them those of later minors.
fn fields(
    site: &Site<'_>,
    id: TypeId,
    in_list: bool,
    version: Version,
    documentation: &Documentation,
) -> Vec<CompletionItem> {
    let needs = |field: Field| {
        let since = since(id, field).max(site.place.since);
        (!version.at_least(since)).then_some(since)
    };
    let is_gone = |field: Field| field.until.is_some_and(|until| version.minor() > until);
    let mut fields: Vec<Field> = schema::fields(id).to_vec();
    fields.retain(|field| !is_gone(*field));
    fields.sort_by_key(|field| (needs(*field), rank(id, *field)));
    let items = fields.into_iter().map(|field| {
        let item = item(site, id, field, in_list, documentation);
        CompletionItem { needs: needs(field), ..item }
    });
    items.collect()
}

fn item(
    site: &Site<'_>,
    id: TypeId,
    field: Field,
    in_list: bool,
    documentation: &Documentation,
) -> CompletionItem {
    let (insert, caret) = site.key(field.name, field.kind, in_list);
    CompletionItem {
        label: field.name.to_owned(),
        insert,
        caret,
        kind: CompletionKind::Field,
        detail: words::kind(field.kind),
        required: is_required(id, field),
        needs: None,
        text: documentation.of_field(schema::type_name(id), field.name),
    }
}

/// The first item of the list for which the key on the line above waits.
fn awaited(site: &Site<'_>) -> Option<CompletionItem> {
    let before = site.key_before()?;
    let field = schema::field(site.place.object_type()?, &before)?;
    let FieldKind::List(kind) = field.kind else { return None };
    let insert = match kind {
        ValueKind::Object(id) => {
            let mut fields = schema::fields(id).to_vec();
            fields.sort_by_key(|field| rank(id, *field));
            format!(
                "- {}: ",
                fields.iter().find(|field| matches!(field.kind, FieldKind::Value(_)))?.name
            )
        }
        _ => "- ".to_owned(),
    };
    Some(CompletionItem {
        label: insert.trim_end_matches([' ', ':']).to_owned(),
        caret: insert.len(),
        insert,
        kind: CompletionKind::Field,
        detail: format!("item of {before}"),
        required: false,
        needs: None,
        text: String::new(),
    })
}

/// The keys that are known for a map of the author's choice, and where they are from.
fn map_keys(site: &Site<'_>, kind: ValueKind) -> Vec<(String, &'static str)> {
    if kind == ValueKind::Quantity {
        return RESOURCES.iter().map(|name| ((*name).to_owned(), "quantity")).collect();
    }
    let labels = names::labels(site);
    labels.into_iter().map(|(key, _, from)| (key, from)).collect()
}
