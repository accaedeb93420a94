//! Values where they are few: those that Kubernetes knows, and names that stand in the same text.

use super::site::Site;
use super::{CompletionItem, CompletionKind, names};
use crate::language::documentation::{Documentation, of_value};
use crate::language::known::known;
use crate::manifest::schema::{FieldKind, ValueKind};
use crate::version::Version;

/// The values that may stand at the cursor.
pub(super) fn items(
    site: &Site<'_>,
    text: &str,
    version: Version,
    documentation: &Documentation,
) -> Vec<CompletionItem> {
    if site.found.key.is_some() {
        return Vec::new();
    }
    let (type_name, field) = site.place.field_name();
    let Some(kind) = site.place.kind else { return Vec::new() };
    let is_text = !matches!(kind, FieldKind::Value(ValueKind::Boolean | ValueKind::Integer { .. }));
    let item = |label: String, detail: &str, kind: CompletionKind, is_text: bool| {
        let insert = site.value(&label, is_text);
        let explained = of_value(&documentation.of_field(type_name, field), &label);
        CompletionItem {
            caret: insert.len(),
            insert,
            kind,
            detail: detail.to_owned(),
            required: false,
            needs: None,
            text: explained.unwrap_or_default(),
            label,
        }
    };
    // A list of values, one of which is at the cursor, is asked about by its items.
    if matches!(kind, FieldKind::List(_) | FieldKind::Map(_)) {
        return Vec::new();
    }
    let values = known(&site.place, site.outline, version).into_iter();
    let values = values.map(|value| item(value.to_owned(), "", CompletionKind::Value, is_text));
    let names = names::names(site, text).into_iter().map(|(name, from)| {
        // A port may be a number or a name.
        let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
        item(name, from, CompletionKind::Name, !is_number)
    });
    names.chain(values).collect()
}
