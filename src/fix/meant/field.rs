//! An unknown field: its right name, its right place, or nothing.

use super::place::{Place, Search, Way, any_of, below};
use crate::fix::case::{Case, Draft, moved, written};
use crate::fix::problem::remove;
use crate::manifest::schema::{self, FieldKind, TypeId, ValueKind};
use crate::manifest::{FieldPath, Problem, WorkloadKind};

/// What other tools, or Kubernetes itself elsewhere, call a field.
const ALIASES: [(&str, &str); 16] = [
    ("environment", "env"),
    ("entrypoint", "command"),
    ("cmd", "args"),
    ("arguments", "args"),
    ("secretRef", "secretKeyRef"),
    ("configMapRef", "configMapKeyRef"),
    ("secretKeyRef", "secretRef"),
    ("configMapKeyRef", "configMapRef"),
    ("targetPort", "containerPort"),
    ("interval", "periodSeconds"),
    ("retries", "failureThreshold"),
    ("cron", "schedule"),
    ("configMapName", "name"),
    ("secretName", "name"),
    ("tcp", "tcpSocket"),
    ("pvc", "persistentVolumeClaim"),
];

/// The keys of `requests` and `limits`.
const RESOURCES: [&str; 3] = ["cpu", "memory", "ephemeral-storage"];

/// How far below the object a field is looked for that belongs somewhere else.
const DEEPEST: usize = 7;

/// Another name, another place, or away with it.
pub(in crate::fix) fn drafts(case: &Case<'_>, problem: &Problem) -> Vec<Draft> {
    let Some((parent, spot)) = case.editor.key_at(problem.range) else {
        // A field that only a later version has: the problem covers its value, too.
        return remove(case, &problem.path).into_iter().collect();
    };
    let Some(name) = case.editor.key(spot) else { return Vec::new() };
    let from = parent.child(name);
    let place = place(case, problem);
    // Where something is missing that was meant here, it does not help to remove what is there.
    let is_missed = |field: &FieldPath| {
        let own = field.parent().and_then(|it| Some(types(case, &it).last()?.0));
        let known = own.zip(field.steps().last()).and_then(|(id, name)| schema::field(id, name));
        known.is_some_and(|it| it.required) && case.editor.find(field).is_none()
    };
    let is_loss = place.as_ref().is_some_and(|place| is_missed(&place.field));
    let ways = place.map(|place| place.ways).unwrap_or_default();
    let draft = |way: Way| match way {
        Way::Rename(to) => {
            let edit = case.editor.rename(spot, to);
            let draft = Draft::of("rename-field", format!("Rename it to {to}"), edit)?;
            let unread = moved(case.editor.range(spot), &draft.edits);
            Some(draft.uncovers(unread))
        }
        Way::Move(to) => {
            let edits = case.editor.move_into(&from, &to)?;
            let put = edits.iter().rposition(|edit| edit.text.contains(name));
            let unread = match put {
                Some(put) => written(&edits, put),
                None => moved(case.editor.range(spot), &edits),
            };
            let title = format!("Move it to {}", called(case, &parent, &to));
            Some(Draft::new("move-field", title, edits).uncovers(unread))
        }
        Way::Variable => {
            let edits = case.editor.as_named(&parent)?;
            Some(Draft::new("make-list", "Write name and value", edits))
        }
    };
    let removed = remove(case, &from).filter(|_| !is_loss);
    ways.into_iter().filter_map(draft).chain(removed).collect()
}

/// Where the unknown field of `problem` belongs.
pub(super) fn place(case: &Case<'_>, problem: &Problem) -> Option<Place> {
    let (parent, spot) = case.editor.key_at(problem.range)?;
    let name = case.editor.key(spot)?;
    let types = types(case, &parent);
    let (&(own, _), around) = types.split_last()?;
    let renamed = |to: &'static str| Place {
        field: parent.child(to),
        help: format!("Did you mean `{to}`?"),
        ways: vec![Way::Rename(to)],
    };
    let search = Search { case, parent: &parent, own, name, around };
    mounts(case, own, &parent.child(name))
        .or_else(|| schema::nearest(own, name))
        .map(renamed)
        .or_else(|| search.deeper().filter(|place| place.ways.len() == 1))
        .or_else(|| search.less_deep())
        .or_else(|| search.deeper())
        .or_else(|| search.job_template())
        .or_else(|| alias(own, name).or_else(|| only(own, name, Part::End)).map(renamed))
        .or_else(|| search.beside())
        .or_else(|| search.in_item())
        .or_else(|| search.in_containers())
        .or_else(|| resource(own, &parent, name))
        .or_else(|| label(own, &parent, name))
        .or_else(|| variable(case, own, &parent, name))
        .or_else(|| only(own, name, Part::Start).map(renamed))
        .or_else(|| no_field(case, &parent, name))
        .or_else(|| elsewhere(case, &parent, name))
}

/// `volumes` of a container, with mounts in it.
fn mounts(case: &Case<'_>, own: TypeId, path: &FieldPath) -> Option<&'static str> {
    let mount = path.index(0).child("mountPath");
    let is_volumes = path.steps().last() == Some("volumes") && case.editor.find(&mount).is_some();
    let field = schema::field(own, "volumeMounts").filter(|_| is_volumes)?;
    Some(field.name)
}

fn alias(own: TypeId, name: &str) -> Option<&'static str> {
    let mut known = ALIASES.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
    known.find_map(|(_, field)| Some(schema::field(own, field)?.name))
}

/// Which part of a field's name is written.
#[derive(Clone, Copy)]
enum Part {
    Start,
    End,
}

/// The only field, or the only required one, whose name begins or ends with `name`.
fn only(own: TypeId, name: &str, part: Part) -> Option<&'static str> {
    let short = name.to_ascii_lowercase();
    if short.len() < 4 {
        return None;
    }
    let fits = schema::fields(own).iter().filter(|field| {
        let long = field.name.to_ascii_lowercase();
        match part {
            Part::Start => long.starts_with(&short),
            Part::End => long.ends_with(&short),
        }
    });
    let fits: Vec<_> = fits.collect();
    let required: Vec<_> = fits.iter().filter(|field| field.required).copied().collect();
    match (fits.as_slice(), required.as_slice()) {
        ([only], _) | (_, [only]) => Some(only.name),
        _ => None,
    }
}

/// An amount that says neither what is requested nor what is allowed.
fn resource(own: TypeId, parent: &FieldPath, name: &str) -> Option<Place> {
    let fields = ["requests", "limits"];
    if !RESOURCES.contains(&name) || fields.iter().any(|it| schema::field(own, it).is_none()) {
        return None;
    }
    let help = format!("`{name}` belongs below `requests` or `limits`: indent it more.");
    let ways = fields.iter().map(|field| Way::Move(parent.child(field))).collect();
    Some(Place { field: parent.child(fields[0]).child(name), help, ways })
}

/// A label in the place of the fields of a selector.
fn label(own: TypeId, parent: &FieldPath, name: &str) -> Option<Place> {
    let field = parent.child("matchLabels");
    let help = format!("`{name}` belongs below `matchLabels`: indent it more.");
    let ways = vec![Way::Move(field.clone())];
    (schema::type_name(own) == "LabelSelector").then_some(Place { field, help, ways })
}

/// `MODE: fast` in the place of a variable.
fn variable(case: &Case<'_>, own: TypeId, parent: &FieldPath, name: &str) -> Option<Place> {
    let is_alone = case.editor.keys(parent).len() == 1;
    if schema::type_name(own) != "EnvVar" || !is_alone {
        return None;
    }
    let value = case.editor.slice(case.editor.value(&parent.child(name))?);
    let value = value.lines().next().unwrap_or_default();
    let help = format!("Write a variable as `name: {name}` and `value: {value}`.");
    Some(Place { field: parent.child("name"), help, ways: vec![Way::Variable] })
}

/// What people look for and no Pod has.
fn no_field(case: &Case<'_>, parent: &FieldPath, name: &str) -> Option<Place> {
    let help = match name {
        "sidecars" | "sidecarContainers" | "sidecar" => {
            "A sidecar is an item of `initContainers` with `restartPolicy: Always`."
        }
        "template" if case.kind == WorkloadKind::Pod => {
            "A Pod has no `template`: write the template's `spec` here, or another kind."
        }
        _ => return None,
    };
    // A template holds what is missed here.
    let field =
        if name == "template" { case.spec().child("containers") } else { parent.child(name) };
    Some(Place { field, help: help.to_owned(), ways: Vec::new() })
}

/// The only type of the object that has such a field, wherever it stands.
fn elsewhere(case: &Case<'_>, parent: &FieldPath, name: &str) -> Option<Place> {
    let root = schema::root(case.kind.api_version(), case.kind.as_str())?;
    let mut seen = vec![root];
    let mut level = vec![(root, String::new())];
    for _ in 0..DEEPEST {
        let has_it = level.iter().filter(|(id, _)| schema::field(*id, name).is_some());
        let places: Vec<String> = has_it.map(|(_, way)| way.clone()).collect();
        if !places.is_empty() {
            let help = format!("`{name}` belongs to {}.", any_of(&places)?);
            let to = FieldPath::from(places[0].as_str());
            // Which item of a list is meant nobody knows.
            let is_sure = places.len() == 1 && !places[0].contains('[');
            let field = if is_sure { to.child(name) } else { parent.child(name) };
            let ways = is_sure.then_some(Way::Move(to)).into_iter().collect();
            return Some(Place { field, help, ways });
        }
        let mut next = Vec::new();
        for (id, way) in &level {
            for field in schema::fields(*id).iter().filter(|field| field.name != "status") {
                let (below, mark) = match field.kind {
                    FieldKind::Value(ValueKind::Object(below)) => (below, ""),
                    FieldKind::List(ValueKind::Object(below)) => (below, "[]"),
                    _ => continue,
                };
                if !seen.contains(&below) {
                    seen.push(below);
                    let dot = if way.is_empty() { "" } else { "." };
                    next.push((below, format!("{way}{dot}{}{mark}", field.name)));
                }
            }
        }
        level = next;
    }
    None
}

/// The words for a mapping that something moves to from `parent`.
fn called(case: &Case<'_>, parent: &FieldPath, to: &FieldPath) -> String {
    let containers = case.containers();
    let of = |path: &FieldPath| {
        let is_one = containers.contains(path);
        is_one.then(|| case.editor.text(&path.child("name")).unwrap_or_default().to_owned())
    };
    let Some(step) = to.steps().last() else { return "the object itself".to_owned() };
    if let Some(name) = of(to) {
        return format!("the container {name}").trim_end().to_owned();
    }
    let is_own =
        to.parent().is_some_and(|it| *parent == it || parent.as_str().starts_with(it.as_str()));
    match to.parent().and_then(|it| of(&it)) {
        Some(name) if !is_own => format!("{step} of {name}"),
        _ if parent.steps().last() == Some(step) || step.parse::<usize>().is_ok() => {
            to.as_str().to_owned()
        }
        _ => step.to_owned(),
    }
}

/// The types of the mappings from the object down to `path`, each with its path.
fn types(case: &Case<'_>, path: &FieldPath) -> Vec<(TypeId, FieldPath)> {
    let Some(root) = schema::root(case.kind.api_version(), case.kind.as_str()) else {
        return Vec::new();
    };
    let mut types = vec![(root, FieldPath::root())];
    let mut current = (Some(root), FieldPath::root());
    let mut in_list = None;
    for step in path.steps() {
        if let Some(id) = in_list.take() {
            let Ok(at) = step.parse::<usize>() else { return Vec::new() };
            current = (Some(id), current.1.index(at));
            types.push((id, current.1.clone()));
            continue;
        }
        let Some(id) = current.0.and_then(|id| below(id, &[step])) else { return Vec::new() };
        let field = current.0.and_then(|id| schema::field(id, step));
        let in_items = field.is_some_and(|field| matches!(field.kind, FieldKind::List(_)));
        let path = current.1.child(step);
        if in_items {
            in_list = Some(id);
            current = (None, path);
        } else {
            types.push((id, path.clone()));
            current = (Some(id), path);
        }
    }
    types
}
