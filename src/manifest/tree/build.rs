//! From saphyr-parser's events to a [`Tree`].
//!
//! A loop with its own stack, no recursion: nesting, aliases and merge keys are bounded here.

use super::offsets::Offsets;
use super::scalar::{Scalar, resolve_plain};
use super::{Entry, MAX_ALIASED, MAX_DEPTH, Node, NodeId, Tree, Value, lenient, syntax};
use crate::manifest::{FieldPath, Problem, ProblemKind, Severity, Source, TextRange};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, Tag};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// How many bytes of one text are read again to be as lenient as go-yaml.
const MAX_REREAD: usize = 1 << 20;

/// What one text may still cost.
pub(in crate::manifest) struct Budget {
    /// Values that aliases may still repeat.
    aliased: usize,
    /// Bytes that may be read once more, after [`lenient::mend`].
    reread: usize,
}

impl Budget {
    pub(in crate::manifest) fn new() -> Self {
        Self { aliased: MAX_ALIASED, reread: MAX_REREAD }
    }
}

/// What ended a document early.
enum Stop {
    /// The parser's own error.
    Syntax(ScanError),
    /// Something found here.
    Problem(Problem),
}

/// Reads the document(s) in `segment` of the text; what is wrong is added to `problems`.
/// A document with a syntax error yields no tree.
pub(in crate::manifest) fn read(
    source: &Source,
    segment: TextRange,
    budget: &mut Budget,
    problems: &mut Vec<Problem>,
) -> Vec<Tree> {
    let original = source.slice(segment);
    let mut text = Cow::Borrowed(original);
    loop {
        let mut builder = Builder::new(source, segment, Offsets::new(original), budget.aliased);
        let mut trees = Vec::new();
        match builder.run(&text, &mut trees) {
            Ok(()) => {}
            Err(Stop::Syntax(error)) => {
                let at = builder.offsets.byte(error.marker().index());
                let mended = lenient::mend(&text, error.info(), at);
                if let (Some(mended), Some(rest)) = (mended, budget.reread.checked_sub(text.len()))
                {
                    budget.reread = rest;
                    text = Cow::Owned(mended);
                    continue;
                }
                let problem =
                    syntax::problem(source, segment, at, builder.open_bracket(), error.info());
                if !builder.has_told(&problem) {
                    builder.problems.push(problem);
                }
            }
            Err(Stop::Problem(problem)) => builder.problems.push(problem),
        }
        budget.aliased = builder.aliases_left;
        problems.append(&mut builder.problems);
        return trees;
    }
}

/// How far a node reaches, with everything its aliases repeat.
#[derive(Clone, Copy)]
struct Weight {
    /// Values in it, itself included.
    size: usize,
    /// Levels in it, itself included.
    height: usize,
}

/// A collection that is still open.
struct Frame {
    items: Items,
    start: usize,
    /// Written with brackets or braces.
    flow: bool,
    anchor: usize,
    end: usize,
    weight: Weight,
}

enum Items {
    List(Vec<NodeId>),
    Map {
        entries: Vec<Entry>,
        /// Values of `<<`, in order.
        merges: Vec<(NodeId, TextRange)>,
        key: Key,
    },
}

/// What a mapping expects next.
enum Key {
    /// A key.
    Awaited,
    /// The value of this key.
    Named(String, TextRange),
    /// The value of `<<`.
    Merge(TextRange),
    /// The value of a key that was no text.
    Unusable,
}

struct Builder<'s> {
    source: &'s Source,
    segment: TextRange,
    offsets: Offsets<'s>,
    nodes: Vec<Node>,
    weights: Vec<Weight>,
    stack: Vec<Frame>,
    root: Option<NodeId>,
    anchors: BTreeMap<usize, NodeId>,
    aliases_left: usize,
    /// Collections open below [`MAX_DEPTH`]; their content is passed over.
    skipped: usize,
    too_deep: bool,
    problems: Vec<Problem>,
}

impl<'s> Builder<'s> {
    fn new(
        source: &'s Source,
        segment: TextRange,
        offsets: Offsets<'s>,
        aliases_left: usize,
    ) -> Self {
        Self {
            source,
            segment,
            offsets,
            nodes: Vec::new(),
            weights: Vec::new(),
            stack: Vec::new(),
            root: None,
            anchors: BTreeMap::new(),
            aliases_left,
            skipped: 0,
            too_deep: false,
            problems: Vec::new(),
        }
    }

    fn run(&mut self, text: &str, trees: &mut Vec<Tree>) -> Result<(), Stop> {
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            match event.map_err(Stop::Syntax)? {
                (Event::StreamEnd, _) => break,
                (Event::DocumentEnd, _) => trees.extend(self.take_tree()),
                (event, span) => self.on_event(event, span).map_err(Stop::Problem)?,
            }
        }
        Ok(())
    }

    /// Whether a syntax error only says again what has been found: the scanner gives up on deep
    /// nesting too, and on what follows a template's braces.
    fn has_told(&self, problem: &Problem) -> bool {
        (self.too_deep && problem.kind == ProblemKind::Limit)
            || self.problems.iter().any(|told| {
                told.help == problem.help && told.position.line == problem.position.line
            })
    }

    fn take_tree(&mut self) -> Option<Tree> {
        let root = self.root.take()?;
        self.weights.clear();
        self.anchors.clear();
        Some(Tree { nodes: std::mem::take(&mut self.nodes), root })
    }

    /// The innermost open bracket or brace.
    fn open_bracket(&self) -> Option<usize> {
        self.stack.last().filter(|frame| frame.flow).map(|frame| frame.start)
    }

    /// Takes in one event. `Err` ends the document.
    fn on_event(&mut self, event: Event<'_>, span: Span) -> Result<(), Problem> {
        let range = self.range(span);
        if self.skipped > 0 {
            match event {
                Event::SequenceStart(..) | Event::MappingStart(..) => self.skipped += 1,
                Event::SequenceEnd | Event::MappingEnd => {
                    self.skipped -= 1;
                    if self.skipped == 0 {
                        self.add_null(range);
                    }
                }
                _ => {}
            }
            return Ok(());
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_tabs(range)?;
                self.on_scalar(&text, style, anchor, tag.as_deref(), range);
            }
            Event::SequenceStart(anchor, _) => {
                self.refuse_tabs(range)?;
                self.open(Items::List(Vec::new()), anchor, range);
            }
            Event::MappingStart(anchor, _) => {
                self.refuse_tabs(range)?;
                let items =
                    Items::Map { entries: Vec::new(), merges: Vec::new(), key: Key::Awaited };
                self.open(items, anchor, range);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range),
            Event::Alias(anchor) => self.on_alias(anchor, range)?,
            _ => {}
        }
        Ok(())
    }

    fn on_scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        range: TextRange,
    ) {
        let plain = style == ScalarStyle::Plain;
        // Nothing was written; the parser's span is whatever comes next.
        let range =
            if plain && text.is_empty() { TextRange { end: range.start, ..range } } else { range };
        if anchor == 0 && self.awaits_key() {
            self.on_key(text, plain, range);
            return;
        }
        let tag = tag.filter(|tag| tag.is_yaml_core_schema()).map(|tag| tag.suffix.as_str());
        let scalar = match tag {
            Some("str" | "binary") => Scalar::Text(text.to_owned()),
            Some("null" | "bool" | "int" | "float") => resolve_plain(text),
            _ if plain => resolve_plain(text),
            _ => Scalar::Text(text.to_owned()),
        };
        self.add(Value::Scalar(scalar), anchor, range, Weight { size: 1, height: 1 });
    }

    fn awaits_key(&self) -> bool {
        matches!(self.stack.last(), Some(Frame { items: Items::Map { key: Key::Awaited, .. }, .. }))
    }

    fn on_key(&mut self, text: &str, plain: bool, range: TextRange) {
        let next = if plain && text == "<<" {
            Key::Merge(range)
        } else {
            let resolved = if plain { resolve_plain(text) } else { Scalar::Text(text.to_owned()) };
            match key_text(resolved) {
                Some(name) => Key::Named(name, range),
                None => self.unusable_key(range),
            }
        };
        self.set_key(next);
    }

    fn set_key(&mut self, next: Key) {
        if let Some(Frame { items: Items::Map { key, .. }, .. }) = self.stack.last_mut() {
            *key = next;
        }
    }

    fn unusable_key(&mut self, range: TextRange) -> Key {
        // A key within a key, as in `{{ .Values.x }}:`, is one fault.
        let is_told = |problem: &Problem| {
            problem.range.start >= range.start && problem.range.end <= range.end
        };
        if !self.problems.last().is_some_and(is_told) {
            let help = if self.source.slice(range).starts_with("{{") || self.after_brace(range) {
                syntax::TEMPLATE_HELP
            } else {
                "Write the key as plain text."
            };
            self.problems.push(
                Problem::draft(
                    ProblemKind::Syntax,
                    &self.path(),
                    "invalid map key: a key must be text",
                )
                .help(help)
                .at(Severity::Error, self.source, range),
            );
        }
        Key::Unusable
    }

    /// Whether `range` begins with a brace that directly follows another one, as in `{{ .Values.x }}`.
    fn after_brace(&self, range: TextRange) -> bool {
        let text = self.source.text();
        text[range.start..].starts_with('{') && text[..range.start].ends_with('{')
    }

    /// Keeps the last entry of each key, as kubectl does, and reports the repeated ones.
    fn drop_duplicates(&mut self, entries: &mut Vec<Entry>) {
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by(|&a, &b| (&entries[a].key, a).cmp(&(&entries[b].key, b)));
        let mut dropped = BTreeSet::new();
        for pair in order.windows(2) {
            let (first, second) = (&entries[pair[0]], &entries[pair[1]]);
            if first.key == second.key {
                dropped.insert(pair[0]);
                let line = self.source.position(first.key_range.start).line;
                let path = self.path().child(&second.key);
                self.problems.push(
                    Problem::draft(ProblemKind::DuplicateField, &path, format!("duplicate field \"{path}\""))
                        .help(format!(
                            "It is already set in line {line}. kubectl keeps the last one; remove one of them."
                        ))
                        .at(Severity::Warning, self.source, second.key_range),
                );
            }
        }
        if !dropped.is_empty() {
            let mut index = 0..;
            entries.retain(|_| index.next().is_none_or(|at| !dropped.contains(&at)));
        }
    }

    fn on_alias(&mut self, anchor: usize, range: TextRange) -> Result<(), Problem> {
        let Some(&target) = self.anchors.get(&anchor) else {
            if self.stack.iter().any(|frame| frame.anchor == anchor) {
                let name = self.source.slice(range).trim_start_matches('*').to_owned();
                return Err(Problem::draft(
                    ProblemKind::Syntax,
                    &FieldPath::root(),
                    format!("anchor '{name}' value contains itself"),
                )
                .help("Write the value out instead of repeating it with `*`.")
                .at(Severity::Error, self.source, range));
            }
            self.add_null(range);
            return Ok(());
        };
        let weight = self.weights[target.0];
        let Some(aliases_left) = self.aliases_left.checked_sub(weight.size) else {
            return Err(Problem::draft(
                ProblemKind::Limit,
                &self.path(),
                "document contains excessive aliasing",
            )
            .help(format!("Podline repeats at most {MAX_ALIASED} values through `*` aliases. Write them out, or use fewer."))
            .at(Severity::Error, self.source, range));
        };
        if self.stack.len() + weight.height > MAX_DEPTH {
            self.report_depth(range);
            self.add_null(range);
            return Ok(());
        }
        self.aliases_left = aliases_left;
        self.attach(target, range.end);
        Ok(())
    }

    fn open(&mut self, items: Items, anchor: usize, range: TextRange) {
        if self.stack.len() == MAX_DEPTH {
            self.report_depth(range);
            self.skipped = 1;
            return;
        }
        // An anchor or a tag may stand before the bracket; a block has none.
        let flow = self.source.slice(range).ends_with(['{', '[']);
        let start = if flow { range.end - 1 } else { range.end };
        let weight = Weight { size: 1, height: 1 };
        self.stack.push(Frame { items, start, flow, anchor, end: start, weight });
    }

    fn report_depth(&mut self, range: TextRange) {
        if !std::mem::replace(&mut self.too_deep, true) {
            self.problems.push(
                Problem::draft(ProblemKind::Limit, &self.path(), format!("nested deeper than {MAX_DEPTH} levels"))
                    .help("No Kubernetes object needs this. Check the brackets and the indentation from here on.")
                    .at(Severity::Error, self.source, self.source.first_line(range)),
            );
        }
    }

    fn close(&mut self, range: TextRange) {
        let Some(frame) = self.stack.pop() else {
            return;
        };
        let end = if frame.flow { range.end } else { frame.end };
        let whole = TextRange { start: frame.start, end };
        let written = self.source.slice(whole);
        let (value, weight) = match frame.items {
            // A template's `{{ … }}` stands for a text; it has been told of at its key.
            Items::Map { .. } if frame.flow && written.starts_with("{{") => {
                (Value::Scalar(Scalar::Text(written.to_owned())), Weight { size: 1, height: 1 })
            }
            Items::List(items) => (Value::List(items), frame.weight),
            Items::Map { mut entries, merges, .. } => {
                self.drop_duplicates(&mut entries);
                for (target, key_range) in merges.into_iter().rev() {
                    self.merge(&mut entries, target, key_range);
                }
                (Value::Map(entries), frame.weight)
            }
        };
        self.add(value, frame.anchor, whole, weight);
    }

    /// Adds to `entries` what `<<` brings and they do not have (a mapping, or a list of mappings).
    fn merge(&mut self, entries: &mut Vec<Entry>, target: NodeId, key_range: TextRange) {
        let parts = match &self.nodes[target.0].value {
            Value::List(items) => items.clone(),
            _ => vec![target],
        };
        let mut names: BTreeSet<String> = entries.iter().map(|entry| entry.key.clone()).collect();
        for part in parts {
            match &self.nodes[part.0].value {
                Value::Map(more) => {
                    entries.extend(
                        more.iter().filter(|entry| names.insert(entry.key.clone())).cloned(),
                    );
                }
                _ => self.problems.push(
                    Problem::draft(
                        ProblemKind::Syntax,
                        &self.path(),
                        "map merge requires map or sequence of maps as the value",
                    )
                    .help("After `<<:` write `*` and the name of an anchor on a mapping.")
                    .at(Severity::Error, self.source, key_range),
                ),
            }
        }
    }

    fn add_null(&mut self, range: TextRange) {
        self.add(Value::Scalar(Scalar::Null), 0, range, Weight { size: 1, height: 1 });
    }

    fn add(&mut self, value: Value, anchor: usize, range: TextRange, weight: Weight) {
        let range = match self.stack.last() {
            // `key:` with nothing after it: the key is all there is to mark.
            Some(Frame { items: Items::Map { key: Key::Named(_, key), .. }, .. })
                if range.start == range.end =>
            {
                *key
            }
            _ => range,
        };
        let id = NodeId(self.nodes.len());
        self.nodes.push(Node { range, value });
        self.weights.push(weight);
        if anchor != 0 {
            self.anchors.insert(anchor, id);
        }
        self.attach(id, range.end);
    }

    /// Puts a finished node where it belongs.
    fn attach(&mut self, id: NodeId, end: usize) {
        let weight = self.weights[id.0];
        if self.awaits_key() {
            let node = &self.nodes[id.0];
            let range = node.range;
            let name = match &node.value {
                Value::Scalar(scalar) => key_text(scalar.clone()),
                _ => None,
            };
            let next = match name {
                // A template, told of at its inner brace.
                Some(name) if name.starts_with("{{") => Key::Unusable,
                Some(name) => Key::Named(name, range),
                None => self.unusable_key(self.source.first_line(range)),
            };
            self.set_key(next);
            return;
        }
        let Some(frame) = self.stack.last_mut() else {
            self.root = Some(id);
            return;
        };
        frame.end = frame.end.max(end);
        frame.weight.size += weight.size;
        frame.weight.height = frame.weight.height.max(weight.height + 1);
        match &mut frame.items {
            Items::List(items) => items.push(id),
            Items::Map { entries, merges, key } => match std::mem::replace(key, Key::Awaited) {
                Key::Named(name, key_range) => {
                    entries.push(Entry { key: name, key_range, value: id });
                }
                Key::Merge(range) => merges.push((id, range)),
                Key::Awaited | Key::Unusable => {}
            },
        }
    }

    /// go-yaml takes no tab for indentation where a block may begin; saphyr does at some places.
    fn refuse_tabs(&self, range: TextRange) -> Result<(), Problem> {
        if self.stack.last().is_some_and(|frame| frame.flow) {
            return Ok(());
        }
        let before = &self.source.text()[self.segment.start..range.start];
        let blanks = before.trim_end_matches([' ', '\t', '-']);
        let blank_from = self.segment.start + blanks.len();
        let at_line_start = blanks.is_empty() || blanks.ends_with(['\n', '\r']);
        match self.source.text()[blank_from..range.start].find('\t') {
            Some(tab) if at_line_start => Err(syntax::tab(self.source, blank_from + tab)),
            _ => Ok(()),
        }
    }

    /// The path of the value that comes next.
    fn path(&self) -> FieldPath {
        self.stack.iter().fold(FieldPath::root(), |path, frame| match &frame.items {
            Items::List(items) => path.index(items.len()),
            Items::Map { key: Key::Named(name, _), .. } => path.child(name),
            Items::Map { .. } => path,
        })
    }

    fn range(&self, span: Span) -> TextRange {
        let start = self.segment.start + self.offsets.byte(span.start.index());
        let end = self.segment.start + self.offsets.byte(span.end.index().max(span.start.index()));
        let trimmed = self.source.text()[start..end].trim_end().len();
        TextRange { start, end: start + trimmed }
    }
}

/// A key as text: sigs.k8s.io/yaml turns numbers and booleans into their JSON text.
fn key_text(key: Scalar) -> Option<String> {
    match key {
        Scalar::Text(text) | Scalar::Float(text) => Some(text),
        Scalar::Int(number) => Some(number.to_string()),
        Scalar::Bool(value) => Some(value.to_string()),
        Scalar::Null => None,
    }
}
