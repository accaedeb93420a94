//! Where in the schema a place of a document is: in which object, below which types, at which field.

use super::outline::{NodeId, Outline, Step};
use super::since::since;
use crate::manifest::schema::{self, Field, FieldKind, TypeId, ValueKind};
use crate::manifest::{FieldPath, WorkloadKind};

/// A place of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The object that it is in: the document itself, or an item of a `List`.
    pub(super) object: NodeId,
    /// The object's `kind`, as written or as its list says.
    pub(super) object_kind: String,
    /// Its way from the object.
    pub(super) path: FieldPath,
    /// What belongs there; `None` if nothing is known of it.
    pub(super) kind: Option<FieldKind>,
    /// The field that it is the value of, or in whose list or map it stands, and the type that has it.
    pub(super) field: Option<(TypeId, Field)>,
    /// The key before it, if it stands in a map with keys of the author's choice.
    pub(super) map_key: Option<String>,
    /// The first minor that has everything on the way; 0 if that is not known to be later than 1.8.
    pub(super) since: u8,
    /// The objects of known types that it is in, the outermost first.
    pub(super) above: Vec<(TypeId, NodeId)>,
}

impl Place {
    /// The place at the end of `way`, where `end` is.
    pub(super) fn find(outline: &Outline, way: &[(NodeId, Step)], end: NodeId) -> Option<Self> {
        let (object, object_kind, begins) = object(outline, way, end);
        let api_version = outline.text_at(object, "apiVersion");
        let kind = root(outline, object, &object_kind, &api_version);
        let mut place = Self {
            object,
            object_kind,
            path: FieldPath::root(),
            kind: kind.map(|id| FieldKind::Value(ValueKind::Object(id))),
            field: None,
            map_key: None,
            since: 0,
            above: kind.map(|id| (id, object)).into_iter().collect(),
        };
        let way = &way[begins..];
        for (index, (_, step)) in way.iter().enumerate() {
            let node = way.get(index + 1).map_or(end, |(node, _)| *node);
            place.step(step, node)?;
        }
        Some(place)
    }

    /// Goes on to the value `node`.
    fn step(&mut self, step: &Step, node: NodeId) -> Option<()> {
        self.map_key = None;
        let kind = match (step, self.kind) {
            (Step::Key(key), None) if self.path == FieldPath::root() => {
                // Every object has these; those of a Pod are as good as any.
                let pod = schema::root("v1", "Pod")?;
                let field = schema::field(pod, key)
                    .filter(|field| matches!(field.name, "apiVersion" | "kind" | "metadata"))?;
                self.path = self.path.child(key);
                self.field = Some((pod, field));
                field.kind
            }
            (Step::Key(key), Some(FieldKind::Value(ValueKind::Object(id)))) => {
                let field = schema::field(id, key)?;
                self.path = self.path.child(key);
                self.field = Some((id, field));
                self.since = self.since.max(since(id, field));
                field.kind
            }
            (Step::Key(key), Some(FieldKind::Map(kind))) => {
                self.path = self.path.key(key);
                self.map_key = Some(key.clone());
                FieldKind::Value(kind)
            }
            (Step::Item(at), Some(FieldKind::List(kind))) => {
                self.path = self.path.index(*at);
                FieldKind::Value(kind)
            }
            _ => return None,
        };
        self.kind = Some(kind);
        if let FieldKind::Value(ValueKind::Object(id)) = kind {
            self.above.push((id, node));
        }
        Some(())
    }

    /// The type whose fields are keys here.
    pub(super) fn object_type(&self) -> Option<TypeId> {
        match self.kind? {
            FieldKind::Value(ValueKind::Object(id)) => Some(id),
            _ => None,
        }
    }

    /// The innermost object of the type called `name` that the place is in.
    pub(super) fn within(&self, name: &str) -> Option<NodeId> {
        let mut above = self.above.iter().rev();
        above.find(|(id, _)| schema::type_name(*id) == name).map(|(_, node)| *node)
    }

    /// The names of the type and the field that the place is the value of.
    pub(super) fn field_name(&self) -> (&'static str, &'static str) {
        self.field.map_or(("", ""), |(id, field)| (schema::type_name(id), field.name))
    }
}

/// The object that the end of `way` is in, its kind, and where in the way it begins.
fn object(outline: &Outline, way: &[(NodeId, Step)], end: NodeId) -> (NodeId, String, usize) {
    let mut begins = 0;
    let mut object = Outline::ROOT;
    let mut inherited = String::new();
    loop {
        let own = outline.text_at(object, "kind");
        let kind = if own.is_empty() { inherited } else { own };
        let is_item = matches!(&way[begins..], [(_, Step::Key(key)), (_, Step::Item(_)), ..] if key == "items");
        inherited = match kind.strip_suffix("List").filter(|_| is_item) {
            Some(item) => item.to_owned(),
            None => return (object, kind, begins),
        };
        begins += 2;
        object = way.get(begins).map_or(end, |(node, _)| *node);
    }
}

/// The type of an object. An `apiVersion` that is wrong or missing hides nothing, unless it names
/// somebody's own group.
fn root(outline: &Outline, object: NodeId, kind: &str, api_version: &str) -> Option<TypeId> {
    let is_builtin = !api_version.split_once('/').is_some_and(|(group, _)| group.contains('.'));
    if kind.is_empty() && outline.at(object, &["spec", "containers"]).is_some() {
        return schema::root("v1", WorkloadKind::Pod.as_str());
    }
    let version = schema::api_version(kind).filter(|_| is_builtin)?;
    schema::root(version, kind)
}
