//! The places of a document in words: paths, and what people call what stands there.

use super::level::{Level, LevelId, Shape};
use super::moves::Act;
use super::search::{Search, Step};
use super::statement::Statement;

/// How many lines of an item are looked through for its name.
const MAX_ITEM: usize = 300;

/// How many characters of a text are repeated.
const MAX_WORDS: usize = 60;

/// Whether a line was put on a level that has a use for it.
pub(super) fn is_place(search: &Search<'_>, level: LevelId, act: Act) -> bool {
    match act {
        Act::Key { field, .. } => {
            field.is_some() || matches!(search.arena.get(level).shape, Shape::Map(_))
        }
        Act::Item { item, field, .. } => !matches!(item, Some(Shape::Object(_))) || field.is_some(),
        _ => false,
    }
}

/// The path of the statement `at` on a level; of an item, that of its list.
pub(super) fn path(search: &Search<'_>, at: usize, on: LevelId) -> String {
    let mut path = String::new();
    for (_, level) in search.arena.outwards(on) {
        let step = if item_of(search, level).is_some() {
            format!("[{}]", level.index)
        } else {
            opener(search, level).and_then(|opener| opener.line.key).unwrap_or_default().to_owned()
        };
        let dot = if path.is_empty() || path.starts_with(['[', '.']) { "" } else { "." };
        path = format!("{step}{dot}{path}");
    }
    let line = &search.statements[at].line;
    let path = path.trim_start_matches('.');
    match line.key.filter(|_| !line.dash) {
        Some(key) if path.is_empty() => key.to_owned(),
        Some(key) => format!("{path}.{key}"),
        None => path.to_owned(),
    }
}

/// The list that a level is an item of.
fn item_of<'s>(search: &'s Search<'_>, level: &Level) -> Option<&'s Level> {
    let around = search.arena.get(level.parent?);
    matches!(around.shape, Shape::List(_)).then_some(around)
}

fn opener<'s>(search: &Search<'s>, level: &Level) -> Option<&'s Statement<'s>> {
    Some(&search.statements[level.opener?])
}

/// A text, cut to what can be taken in at a glance.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(MAX_WORDS) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// A reading of a document.
#[derive(Clone, Copy)]
pub(super) struct Reading<'s> {
    pub(super) search: &'s Search<'s>,
    pub(super) steps: &'s [Step],
}

impl<'s> Reading<'s> {
    /// The kind of the document.
    pub(super) fn kind(&self) -> &'static str {
        self.type_name(self.search.start().top)
    }

    /// The name of a level's type; empty for lists, maps and texts.
    pub(super) fn type_name(&self, id: LevelId) -> &'static str {
        match self.search.arena.get(id).shape {
            Shape::Object(type_) => type_.name(),
            _ => "",
        }
    }

    /// The key that opened a level or, if it is an item, its list.
    pub(super) fn key(&self, id: LevelId) -> &'s str {
        let level = self.search.arena.get(id);
        let level = item_of(self.search, level).unwrap_or(level);
        opener(self.search, level).and_then(|opener| opener.line.key).unwrap_or_default()
    }

    /// The nearest level from `id` outwards whose type has that name.
    pub(super) fn around(&self, id: LevelId, type_name: &str) -> Option<LevelId> {
        let mut levels = self.search.arena.outwards(id).map(|(id, _)| id);
        levels.find(|id| self.type_name(*id) == type_name)
    }

    /// The name that an item gives itself, as written.
    pub(super) fn name(&self, id: LevelId) -> Option<&'s str> {
        let level = self.search.arena.get(id);
        let opener = level.opener?;
        let is_own = |step: &Step| {
            let on = self.search.arena.get(step.on);
            matches!(step.act, Act::Key { .. })
                && on.opener == Some(opener)
                && on.shape == level.shape
        };
        let own = &self.search.statements[opener].line;
        let later = (opener + 1..self.steps.len()).take(MAX_ITEM);
        let mut named = std::iter::once(own).chain(
            later.filter(|at| is_own(&self.steps[*at])).map(|at| &self.search.statements[at].line),
        );
        let name = named.find(|line| line.key == Some("name"))?.value.trim_matches(['"', '\'']);
        (!name.is_empty()).then_some(name)
    }

    /// What stands on a level, with an article: `the container api`, `the labels of the Deployment`.
    pub(super) fn words(&self, id: LevelId) -> String {
        let level = self.search.arena.get(id);
        let (Some(_), Some(parent)) = (level.opener, level.parent) else {
            return format!("the {}", self.kind());
        };
        let key = self.key(id);
        if item_of(self.search, level).is_some() {
            return self.item(id, parent, key);
        }
        match self.type_name(id) {
            "PodSpec" => "the Pod".to_owned(),
            "PodTemplateSpec" => "the Pod template".to_owned(),
            "JobTemplateSpec" => "the Job template".to_owned(),
            // What an object's spec says, the object says.
            _ if key == "spec" => self.words(parent),
            // Everybody says the labels of the Pod, nobody those of its metadata.
            _ if self.type_name(parent) == "ObjectMeta" => {
                let of = self.search.arena.get(parent).parent.unwrap_or(parent);
                format!("the {key} of {}", self.words(of))
            }
            _ => format!("the {key} of {}", self.words(parent)),
        }
    }

    fn item(&self, id: LevelId, list: LevelId, key: &str) -> String {
        let name = self.name(id).map(short);
        let what = match key {
            "containers" | "initContainers" | "ephemeralContainers" => "container",
            "volumes" => "volume",
            "volumeMounts" => "mount",
            "env" => "variable",
            "ports" => "port",
            _ => "item",
        };
        match (name, what) {
            (Some(name), "container" | "volume") => format!("the {what} {name}"),
            (Some(name), "item") => format!("the item {name} of {}", self.words(list)),
            (Some(name), _) => {
                let of = self.search.arena.get(list).parent.unwrap_or(list);
                format!("the {what} {name} of {}", self.words(of))
            }
            (None, _) => {
                format!("item {} of {}", self.search.arena.get(id).index + 1, self.words(list))
            }
        }
    }

    /// The names of the app containers, as the subject of a sentence, and whether it is one only.
    pub(super) fn apps(&self) -> (String, bool) {
        let is_list = |step: &&Step| {
            matches!(step.act, Act::Item { item: Some(_), .. }) && self.key(step.on) == "containers"
        };
        // The level of the item itself is above its innermost one, or that.
        let name = |step: &Step| self.name(self.around(step.top, "Container")?).map(short);
        let apps: Vec<Option<String>> =
            self.steps.iter().filter(is_list).take(3).map(name).collect();
        match apps.as_slice() {
            [Some(one)] => (one.clone(), true),
            [Some(one), Some(two)] => (format!("{one} and {two}"), false),
            _ => ("the app containers".to_owned(), false),
        }
    }
}
