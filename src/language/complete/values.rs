//! Values where they are few: those that Kubernetes knows, and names that stand in the same text.

use super::site::Site;
use super::{CompletionItem, CompletionKind, names};
use crate::language::documentation::{Documentation, of_value};
use crate::language::known::known;
use crate::manifest::schema::FieldKind;
use crate::version::Version;

/// The values that may stand at the cursor.
pub(super) fn items(
    site: &Site<'_>,
    text: &str,
    version: Version,
    documentation: &Documentation,
) -> Vec<CompletionItem> {
    // A list is asked about by its items, a map by its keys.
    let Some(FieldKind::Value(kind)) = site.place.kind.filter(|_| site.found.key.is_none()) else {
        return Vec::new();
    };
    let (type_name, field) = site.place.field_name();
    let item = |label: String, detail: &str, of: CompletionKind| {
        let insert = site.value(&label, kind);
        let explained = of_value(&documentation.of_field(type_name, field), &label);
        CompletionItem {
            caret: insert.len(),
            insert,
            kind: of,
            detail: detail.to_owned(),
            required: false,
            needs: None,
            text: explained.unwrap_or_default(),
            label,
        }
    };
    let values = known(&site.place, site.outline, version).into_iter();
    let values = values.map(|value| item(value.to_owned(), "", CompletionKind::Value));
    let names = names::names(site, text).into_iter();
    let names = names.map(|(name, from)| item(name, from, CompletionKind::Name));
    names.chain(values).collect()
}
