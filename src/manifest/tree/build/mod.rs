//! From saphyr-parser's events to a [`Tree`].
//!
//! A loop with its own stack, no recursion: nesting, aliases and merge keys are bounded here.

mod aliases;
mod frame;
mod keys;

use super::offsets::Offsets;
use super::scalar::{Scalar, infinity, resolve_plain};
use super::{MAX_ALIASED, MAX_DEPTH, Node, NodeId, Tree, Value, lenient, syntax};
use crate::manifest::{FieldPath, Problem, ProblemKind, Problems, Severity, Source, TextRange};
use frame::{Frame, Items, Key, Weight, path};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, Tag};
use std::borrow::Cow;

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
    Problem(Box<Problem>),
    /// More of the same: it has been told.
    GivenUp,
}

/// Reads the document(s) in `segment` of the text; what is wrong is added to `problems`.
/// A document with a syntax error yields no tree.
pub(in crate::manifest) fn read(
    source: &Source,
    segment: TextRange,
    budget: &mut Budget,
    problems: &mut Problems,
) -> Vec<Tree> {
    let original = source.slice(segment);
    let mut text = Cow::Borrowed(original);
    loop {
        let mut builder = Builder::new(source, segment, Offsets::new(original), budget.aliased);
        let mut trees = Vec::new();
        match builder.run(&text, &mut trees) {
            Ok(()) | Err(Stop::GivenUp) => {}
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
                    builder.problems.add_with(|| problem);
                }
            }
            Err(Stop::Problem(problem)) => builder.problems.add_with(|| *problem),
        }
        budget.aliased = builder.aliases_left;
        problems.append(&mut builder.problems);
        return trees;
    }
}

struct Builder<'s> {
    source: &'s Source,
    segment: TextRange,
    offsets: Offsets<'s>,
    nodes: Vec<Node>,
    weights: Vec<Weight>,
    stack: Vec<Frame>,
    root: Option<NodeId>,
    /// Finished nodes with an anchor, by the number that the parser gives it: a new one each time.
    anchors: Vec<Option<NodeId>>,
    aliases_left: usize,
    /// Collections open below [`MAX_DEPTH`]; their content is passed over.
    skipped: usize,
    too_deep: bool,
    problems: Problems,
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
            anchors: Vec::new(),
            aliases_left,
            skipped: 0,
            too_deep: false,
            problems: Problems::default(),
        }
    }

    fn run(&mut self, text: &str, trees: &mut Vec<Tree>) -> Result<(), Stop> {
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            match event.map_err(Stop::Syntax)? {
                (Event::StreamEnd, _) => break,
                (Event::DocumentEnd, span) => {
                    trees.extend(self.take_tree());
                    self.note_rest(span);
                    break;
                }
                (event, span) => self.on_event(event, span)?,
            }
        }
        Ok(())
    }

    /// Says that nothing is read behind a line `...`: goyaml.v2 decodes the first document of what kubectl
    /// hands it (`unmarshal` in yaml.go), and kubectl cuts at `---` alone.
    fn note_rest(&mut self, end: Span) {
        let from = self.range(end).start;
        let rest = &self.source.text()[from..self.segment.end];
        let is_end = |line: &str| line.trim_end() == "..." || line.starts_with("... ");
        let says = |line: &str| !line.trim().is_empty() && !line.starts_with('#') && !is_end(line);
        let mut at = from;
        let mut lines = rest.split_inclusive('\n');
        let found = lines.by_ref().any(|line| {
            is_end(line) || {
                at += line.len();
                false
            }
        });
        if found && lines.any(says) {
            let draft = || {
                let message = "kubectl reads nothing below `...`";
                Problem::draft(ProblemKind::Syntax, &FieldPath::root(), message)
                    .help("Write `---` in its place.")
            };
            let range = TextRange { start: at, end: at + 3 };
            self.problems.add(Severity::Warning, self.source, range, draft);
        }
    }

    /// Whether a syntax error only says again what has been found: the scanner gives up on deep
    /// nesting too, and on what follows a template's braces.
    fn has_told(&self, problem: &Problem) -> bool {
        (self.too_deep && problem.kind == ProblemKind::Limit)
            || self.problems.told().iter().any(|told| {
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
    fn on_event(&mut self, event: Event<'_>, span: Span) -> Result<(), Stop> {
        let range = self.range(span);
        if self.skipped > 0 {
            match event {
                Event::SequenceStart(..) | Event::MappingStart(..) if self.skipped > MAX_DEPTH => {
                    return Err(Stop::GivenUp);
                }
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
                self.open(Items::list(), anchor, range);
            }
            Event::MappingStart(anchor, _) => {
                self.refuse_tabs(range)?;
                self.open(Items::map(), anchor, range);
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
        if anchor == 0 && self.stack.last().is_some_and(Frame::awaits_key) {
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
        self.refuse_infinity(&scalar, range);
        self.add(Value::Scalar(scalar), anchor, range, Weight::ONE);
    }

    /// JSON, into which kubectl turns YAML, has no infinity: Go's `json.Marshal` refuses it in any field.
    fn refuse_infinity(&mut self, scalar: &Scalar, range: TextRange) {
        let Scalar::Float(number) = scalar else { return };
        let Some(found) = infinity(number) else { return };
        let draft = || {
            let message = format!("json: unsupported value: {found}");
            Problem::draft(ProblemKind::Syntax, &path(&self.stack), message)
                .help(format!("Quote the value if text is meant: \"{number}\"."))
        };
        self.problems.add(Severity::Error, self.source, range, draft);
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
        let weight = Weight::ONE;
        self.stack.push(Frame { items, start, flow, anchor, end: start, weight });
    }

    fn report_depth(&mut self, range: TextRange) {
        if std::mem::replace(&mut self.too_deep, true) {
            return;
        }
        let draft = || {
            let message = format!("nested deeper than {MAX_DEPTH} levels");
            Problem::draft(ProblemKind::Limit, &path(&self.stack), message).help(
                "No Kubernetes object needs this. Check brackets and indentation from here on.",
            )
        };
        self.problems.add(Severity::Error, self.source, self.source.first_line(range), draft);
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
                (Value::Scalar(Scalar::Text(written.to_owned())), Weight::ONE)
            }
            Items::List(items) => (Value::List(items), frame.weight),
            Items::Map { mut entries, merged, .. } => {
                self.drop_duplicates(&mut entries, &merged);
                (Value::Map(entries), frame.weight)
            }
        };
        self.add(value, frame.anchor, whole, weight);
    }

    fn add_null(&mut self, range: TextRange) {
        self.add(Value::Scalar(Scalar::Null), 0, range, Weight::ONE);
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
            let length = self.anchors.len().max(anchor + 1);
            self.anchors.resize(length, None);
            self.anchors[anchor] = Some(id);
        }
        self.attach(id, range.end);
    }

    /// Puts a finished node where it belongs.
    fn attach(&mut self, id: NodeId, end: usize) {
        let weight = self.weights[id.0];
        match self.stack.last_mut() {
            Some(frame) if frame.awaits_key() => self.on_key_node(id),
            Some(frame) => {
                if let Some(key_range) = frame.take_in(id, weight, end) {
                    self.merge(id, key_range);
                }
            }
            None => self.root = Some(id),
        }
    }

    /// go-yaml takes no tab for indentation where a block may begin; saphyr does at some places.
    fn refuse_tabs(&self, range: TextRange) -> Result<(), Stop> {
        if self.stack.last().is_some_and(|frame| frame.flow) {
            return Ok(());
        }
        let before = &self.source.text().as_bytes()[self.segment.start..range.start];
        let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'-');
        let blanks = before.iter().rev().take_while(|byte| is_blank(byte)).count();
        let (line, indentation) = before.split_at(before.len() - blanks);
        let at_line_start = matches!(line.last(), None | Some(b'\n' | b'\r'));
        match indentation.iter().position(|byte| *byte == b'\t') {
            Some(tab) if at_line_start => {
                let at = range.start - blanks + tab;
                Err(Stop::Problem(Box::new(syntax::tab(self.source, at))))
            }
            _ => Ok(()),
        }
    }

    fn range(&self, span: Span) -> TextRange {
        let start = self.segment.start + self.offsets.byte(span.start.index());
        let end = self.segment.start + self.offsets.byte(span.end.index().max(span.start.index()));
        let trimmed = self.source.text()[start..end].trim_end().len();
        TextRange { start, end: start + trimmed }
    }
}
