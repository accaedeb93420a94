//! Where in an object an unknown field belongs, by the schema and by what is written.

use crate::fix::case::Case;
use crate::manifest::schema::{self, FieldKind, TypeId, ValueKind};
use crate::manifest::{FieldPath, WorkloadKind};

/// Where an unknown field belongs.
pub(super) struct Place {
    /// The field that was meant.
    pub(super) field: FieldPath,
    /// What to write instead.
    pub(super) help: String,
    /// What can be done, the best first; nothing where it is not sure.
    pub(super) ways: Vec<Way>,
}

/// How an unknown field comes to its place.
pub(super) enum Way {
    /// Under another name.
    Rename(&'static str),
    /// Into this mapping, which may be missing.
    Move(FieldPath),
    /// It is a variable: as `name` and `value`.
    Variable,
}

/// An unknown field and what stands around it.
pub(super) struct Search<'a> {
    pub(super) case: &'a Case<'a>,
    /// The mapping that it stands in, and its type.
    pub(super) parent: &'a FieldPath,
    pub(super) own: TypeId,
    pub(super) name: &'a str,
    /// The types of the mappings around that one, from the object down, each with its path.
    pub(super) around: &'a [(TypeId, FieldPath)],
}

impl Search<'_> {
    /// The mappings around that have such a field and have it not yet, the nearest first.
    pub(super) fn less_deep(&self) -> Option<Place> {
        let fits = self.around.iter().rev().filter(|(id, path)| self.is_free(*id, path));
        let paths: Vec<FieldPath> = fits.map(|(_, path)| path.clone()).collect();
        let name = self.name;
        let help = match paths.first()?.as_str() {
            "" => format!("`{name}` belongs to the object itself: indent it less."),
            path => format!("`{name}` belongs to `{path}`: indent it less."),
        };
        Some(self.moved(paths, help))
    }

    /// A field of the own mapping that has such a field.
    pub(super) fn deeper(&self) -> Option<Place> {
        let fits = self.mappings(self.own, self.parent);
        let words: Vec<String> = last_steps(&fits);
        let help = format!("`{}` belongs below {}: indent it more.", self.name, any_of(&words)?);
        let written = self.written(&fits);
        Some(self.moved(written, help))
    }

    /// A neighbour of a mapping around: `fsGroup` of a container belongs to the Pod's `securityContext`.
    pub(super) fn beside(&self) -> Option<Place> {
        self.around.iter().rev().find_map(|(id, path)| {
            let fits = self.mappings(*id, path);
            let words: Vec<String> = fits.iter().map(|it| it.as_str().to_owned()).collect();
            let help = format!("`{}` belongs to {}.", self.name, any_of(&words)?);
            let written = self.written(&fits);
            Some(self.moved(written, help))
        })
    }

    /// An item of a list in the own mapping: a container, a port, a mount.
    pub(super) fn in_item(&self) -> Option<Place> {
        let lists = schema::fields(self.own).iter().filter_map(|field| match field.kind {
            FieldKind::List(ValueKind::Object(id)) => {
                schema::field(id, self.name).map(|_| (field.name, id))
            }
            _ => None,
        });
        let lists: Vec<(&str, TypeId)> = lists.collect();
        let (first, _) = lists.iter().find(|(list, _)| *list == "containers").or(lists.first())?;
        let items = lists.iter().flat_map(|(list, id)| {
            let list = self.parent.child(list);
            (0..self.case.editor.count(&list)).map(move |at| (*id, list.index(at)))
        });
        let items: Vec<FieldPath> =
            items.filter(|(id, path)| self.is_free(*id, path)).map(|(_, path)| path).collect();
        let help = match *first {
            "containers" => format!("`{}` belongs to a container: indent it more.", self.name),
            list => format!("`{}` belongs to an item of `{list}`.", self.name),
        };
        let field = self.parent.child(first).index(0).child(self.name);
        let place = self.moved(if items.len() == 1 { items } else { Vec::new() }, help);
        Some(Place { field: if place.ways.is_empty() { field } else { place.field }, ..place })
    }

    /// What a Job has, in a CronJob that lacks the Job around it.
    pub(super) fn job_template(&self) -> Option<Place> {
        let to = FieldPath::from("spec.jobTemplate.spec");
        let is_of_job = self.case.kind == WorkloadKind::CronJob && self.parent.as_str() == "spec";
        let id = schema::root("batch/v1", "Job").and_then(|id| below(id, &["spec"]));
        let is_field = is_of_job && self.is_free(id?, &to);
        let help = format!("`{}` belongs to `{}`: indent it more.", self.name, to.as_str());
        is_field.then(|| self.moved(vec![to], help))
    }

    /// The field of the same name as the own mapping, in a container: its `securityContext`.
    pub(super) fn in_containers(&self) -> Option<Place> {
        let key = self.parent.steps().last()?;
        if self.parent.parent()? != self.case.spec() {
            return None;
        }
        let container =
            schema::root("v1", "Pod").and_then(|id| below(id, &["spec", "containers"]))?;
        schema::field(below(container, &[key])?, self.name)?;
        let help = format!("`{}` belongs to the `{key}` of a container.", self.name);
        let apps = self.case.containers();
        let only = if apps.len() == 1 { vec![apps[0].child(key)] } else { Vec::new() };
        Some(self.moved(only, help))
    }

    /// The mappings at fields of `id` that have such a field, but for what the cluster writes.
    fn mappings(&self, id: TypeId, path: &FieldPath) -> Vec<FieldPath> {
        let fields = schema::fields(id).iter().filter_map(|field| match field.kind {
            FieldKind::Value(ValueKind::Object(id)) if field.name != "status" => {
                let path = path.child(field.name);
                self.is_free(id, &path).then_some(path)
            }
            _ => None,
        });
        fields.collect()
    }

    /// Those of some mappings that stand in the text; the only one, even if it does not.
    fn written(&self, paths: &[FieldPath]) -> Vec<FieldPath> {
        if let [only] = paths {
            return vec![only.clone()];
        }
        let mut there = paths.iter().filter(|path| self.case.editor.find(path).is_some());
        there.next().filter(|_| there.next().is_none()).into_iter().cloned().collect()
    }

    fn is_free(&self, id: TypeId, path: &FieldPath) -> bool {
        let path = path.child(self.name);
        schema::field(id, self.name).is_some() && self.case.editor.find(&path).is_none()
    }

    fn moved(&self, to: Vec<FieldPath>, help: String) -> Place {
        let field = to.first().unwrap_or(self.parent).child(self.name);
        Place { field, help, ways: to.into_iter().map(Way::Move).collect() }
    }
}

/// The type at the end of a way of fields.
pub(super) fn below(id: TypeId, way: &[&str]) -> Option<TypeId> {
    way.iter().try_fold(id, |id, name| match schema::field(id, name)?.kind {
        FieldKind::Value(ValueKind::Object(id)) | FieldKind::List(ValueKind::Object(id)) => {
            Some(id)
        }
        _ => None,
    })
}

/// `a`, `a` or `b`; none of many: that is no help.
pub(super) fn any_of(words: &[String]) -> Option<String> {
    match words {
        [only] => Some(format!("`{only}`")),
        [others @ .., last] if (1..4).contains(&others.len()) => {
            let others: Vec<String> = others.iter().map(|it| format!("`{it}`")).collect();
            Some(format!("{} or `{last}`", others.join(", ")))
        }
        _ => None,
    }
}

fn last_steps(paths: &[FieldPath]) -> Vec<String> {
    paths.iter().filter_map(|path| path.steps().last().map(str::to_owned)).collect()
}
