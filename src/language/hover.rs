//! What a field means, or one of its values.

use super::documentation::{Documentation, of_value};
use super::known::known;
use super::outline::{Outline, Step, Token, documents};
use super::place::Place;
use super::{is_required, words};
use crate::manifest::schema::{self, Field, TypeId};
use crate::manifest::{FieldPath, MAX_TEXT, TextRange};
use crate::version::Version;

/// What is known of the word at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// The word, its quotes included.
    pub range: TextRange,
    /// The field, from the object that it is in.
    pub path: FieldPath,
    /// The type that has the field, as Kubernetes' API reference calls it: `Container`.
    pub type_name: &'static str,
    /// What the field holds: `list of EnvVar`, `quantity`.
    pub kind: String,
    /// The value that the text is about, if the word is one: `OnFailure`.
    pub value: Option<String>,
    /// Whether the object is refused without the field.
    pub required: bool,
    /// The first minor that has the field here, 28 for 1.28; `None` if that was 1.8 or earlier.
    pub since: Option<u8>,
    /// The last minor that has it, if the newest one does not.
    pub until: Option<u8>,
    /// Whether the chosen version has it.
    pub is_known: bool,
    /// What Kubernetes says of it; empty if that is not loaded, or nothing.
    pub text: String,
}

/// What is known of the word at the byte `offset` of `text`: of every field of the schema, and of those
/// values that Kubernetes explains. `None` for everything else.
pub fn hover(
    text: &str,
    offset: usize,
    version: Version,
    documentation: &Documentation,
) -> Option<Hover> {
    if text.len() > MAX_TEXT || !text.is_char_boundary(offset) {
        return None;
    }
    let documents = documents(text);
    let range = documents.iter().find(|range| range.start <= offset && offset <= range.end)?;
    let outline = Outline::read(text, *range);
    let mut found = outline.find(offset - range.start)?;
    let word = outline.word(&found.token);
    let is_key = found.key.is_some();
    let mut node = found.node;
    if is_key {
        // The field is one step further.
        let value = outline.get(node, &word)?;
        found.way.push((node, Step::Key(word.clone())));
        node = value;
    }
    let place = Place::find(&outline, &found.way, node)?;
    // A key of the author's choice is no field.
    let (type_id, field) = place.field.filter(|_| !is_key || place.map_key.is_none())?;
    let about = of_field(&outline, &place, (type_id, field), found.token, version);
    if is_key {
        let text = documentation.of_field(about.type_name, field.name);
        return Some(Hover { text, ..about });
    }
    let text = if place.path.as_str() == "kind" {
        documentation.of_type(&word)
    } else if known(&place, &outline, Version::NEWEST).contains(&word.as_str()) {
        of_value(&documentation.of_field(about.type_name, field.name), &word)?
    } else {
        return None;
    };
    (!text.is_empty()).then_some(Hover { value: Some(word), text, ..about })
}

/// Everything but the text.
fn of_field(
    outline: &Outline,
    place: &Place,
    (type_id, field): (TypeId, Field),
    token: Token,
    version: Version,
) -> Hover {
    let first = place.since;
    let is_gone = field.until.is_some_and(|until| version.minor() > until);
    Hover {
        range: outline.in_text(token.outer()),
        path: place.path.clone(),
        type_name: schema::type_name(type_id),
        kind: words::kind(field.kind),
        value: None,
        required: is_required(type_id, field),
        since: (first > 0).then_some(first),
        until: field.until,
        is_known: version.at_least(first) && !is_gone,
        text: String::new(),
    }
}
