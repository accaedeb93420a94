//! Lines, columns and dashes.
//!
//! Each line finds its place by its column among the mappings and lists that are open. A line in no
//! right column goes to the mapping or list that it has just closed: people are about to indent it.

use super::token::{Token, separates};
use super::{Entry, MARK, Node, NodeId, Value, flow};

/// How many lines a text in quotes may take. One that is longer is more likely to lack its last quote.
const QUOTED_LINES: usize = 100;

/// The nodes of a document; the root comes first.
pub(super) fn read(text: &str, mark: Option<usize>) -> Vec<Node> {
    let root = Node { start: 0, value: Value::Empty, is_flow: false };
    let frames = vec![Frame { column: 0, id: 0 }];
    let mut reader = Reader { text, mark, nodes: vec![root], frames };
    let mut at = 0;
    while at < text.len() {
        at = reader.line(at);
    }
    reader.nodes
}

/// A mapping or list that lines can still be added to.
#[derive(Clone, Copy)]
struct Frame {
    /// The column of its keys or dashes, from 1; 0 for the frame around the root.
    column: usize,
    id: usize,
}

struct Reader<'a> {
    text: &'a str,
    mark: Option<usize>,
    nodes: Vec<Node>,
    frames: Vec<Frame>,
}

impl Reader<'_> {
    /// Reads the line that begins at `at`, and those that belong to its value; returns where the next
    /// one begins.
    fn line(&mut self, at: usize) -> usize {
        let (end, next) = line_end(self.text, at);
        let mut start = at + blanks(&self.text[at..end]);
        if start == end || self.text[start..].starts_with('#') || self.text[at..].starts_with('%') {
            return next;
        }
        let mut column = start - at + 1;
        while self.text[start..end].starts_with('-') && separates(self.text, start, self.mark) {
            self.item(column, start);
            let inner = start + 1 + blanks(&self.text[start + 1..end]);
            column += inner - start;
            start = inner;
        }
        match self.key(start, end) {
            Some((key, after)) => {
                let value = self.entry(column, key, true);
                self.value(value, after, end, next)
            }
            None if start < end => {
                let opens =
                    self.text[start..].starts_with(['{', '[', '|', '>', '&', '!', '"', '\'']);
                if opens && let Some(slot) = self.slot(column) {
                    return self.value(slot, start, end, next);
                }
                let end = comment(self.text, start, end);
                self.scalar(column, Token::plain(self.text, start, end));
                next
            }
            None => next,
        }
    }

    /// The key that begins at `start`, and where what follows its colon begins.
    fn key(&self, start: usize, end: usize) -> Option<(Token, usize)> {
        let rest = &self.text[start..end];
        if rest.starts_with(['{', '[', '#']) {
            return None;
        }
        if rest.starts_with(['"', '\'']) {
            let token = Token::quoted(self.text, start, end);
            let after = token.outer().end;
            let colon = after + blanks(&self.text[after..end]);
            let has_colon = token.is_closed && self.text[colon..end].starts_with(':');
            return has_colon.then_some((token, colon + 1));
        }
        let limit = comment(self.text, start, end);
        let mut colons = self.text[start..limit].match_indices(':').map(|(at, _)| start + at);
        let colon = colons.find(|colon| separates(self.text, *colon, self.mark))?;
        Some((Token::plain(self.text, start, colon), colon + 1))
    }

    /// Reads a value that begins on a line, from `at`, into the node `id`.
    fn value(&mut self, id: usize, at: usize, end: usize, next: usize) -> usize {
        let column = self.frames.last().map_or(0, |frame| frame.column);
        let mut start = at + blanks(&self.text[at..end]);
        // Anchors and tags.
        while self.text[start..end].starts_with(['&', '!']) {
            let word = &self.text[start..end];
            start += word.find([' ', '\t']).unwrap_or(word.len());
            start += blanks(&self.text[start..end]);
        }
        let text = &self.text[start..end];
        if text.is_empty() || (text.starts_with('#') && start > at) {
            return next;
        }
        if text.starts_with(['{', '[']) {
            let end = flow::read(self.text, self.mark, &mut self.nodes, id, start, column);
            return line_end(self.text, end).1;
        }
        if is_header(text) {
            self.nodes[id].value = Value::Lines;
            return self.after_lines(next, column);
        }
        let token = match text.as_bytes()[0] {
            b'"' | b'\'' => self.quoted(start, end, column),
            _ => Token::plain(self.text, start, comment(self.text, start, end)),
        };
        let value = Value::Scalar(token);
        self.nodes[id] = Node { start: token.outer().start, value, is_flow: false };
        line_end(self.text, token.end.max(at)).1
    }

    /// A word in quotes, which may end on a later line of the same block.
    fn quoted(&self, start: usize, end: usize, column: usize) -> Token {
        let token = Token::quoted(self.text, start, end);
        if token.is_closed {
            return token;
        }
        let mut limit = end;
        for _ in 0..QUOTED_LINES {
            let (_, next) = line_end(self.text, limit);
            let (end, _) = line_end(self.text, next);
            let blank = blanks(&self.text[next..end]);
            if next == limit || (blank < column && next + blank < end) {
                break;
            }
            limit = end;
        }
        let whole = Token::quoted(self.text, start, limit);
        if whole.is_closed { whole } else { token }
    }

    /// Where the lines of a `|` or `>` end that begin at `at`, in a block of `column`.
    fn after_lines(&self, mut at: usize, column: usize) -> usize {
        // Lines with nothing but the cursor belong to what follows.
        let mut cursor_line = None;
        while at < self.text.len() {
            let (end, next) = line_end(self.text, at);
            let line = &self.text[at..end];
            let blank = blanks(line);
            if blank < line.len() && blank < column {
                if line.trim_matches([' ', '\t', MARK]).is_empty() {
                    cursor_line = cursor_line.or(Some(at));
                } else {
                    return cursor_line.unwrap_or(at);
                }
            } else if blank < line.len() {
                cursor_line = None;
            }
            at = next;
        }
        cursor_line.unwrap_or(at)
    }

    /// Adds a key; returns the place of its value.
    fn entry(&mut self, column: usize, key: Token, has_colon: bool) -> usize {
        let map = self.map_at(column, key);
        let value = self.node(key.outer().end);
        if let Value::Map(entries) = &mut self.nodes[map].value {
            entries.push(Entry { key, has_colon, value: NodeId(value) });
        }
        value
    }

    /// The mapping whose keys stand in `column`, which is new if `key` is its first.
    fn map_at(&mut self, column: usize, key: Token) -> usize {
        let closed = self.close(column, false);
        let Frame { column: of_top, id: top } = self.frames[self.frames.len() - 1];
        if of_top == column && matches!(self.nodes[top].value, Value::Map(_)) {
            return top;
        }
        let slot = self.slot_of(top);
        let start = key.outer().start;
        let half_typed = match self.nodes[slot].value {
            Value::Empty => None,
            Value::Scalar(word) if self.column(word.outer().start) == column => Some(word),
            _ => match closed {
                Some(frame) if matches!(self.nodes[frame.id].value, Value::Map(_)) => {
                    self.frames.push(frame);
                    return frame.id;
                }
                // Nothing leads there.
                _ => return self.open(None, column, start, Value::Map(Vec::new())),
            },
        };
        let mut entries = Vec::new();
        let mut start = start;
        if let Some(key) = half_typed {
            start = key.outer().start;
            let value = NodeId(self.node(key.outer().end));
            entries.push(Entry { key, has_colon: false, value });
        }
        self.open(Some(slot), column, start, Value::Map(entries))
    }

    /// Adds an item whose dash is at `start`.
    fn item(&mut self, column: usize, start: usize) {
        let closed = self.close(column, true);
        let Frame { column: of_top, id: top } = self.frames[self.frames.len() - 1];
        let list = if of_top == column && matches!(self.nodes[top].value, Value::List(_)) {
            top
        } else {
            let slot = self.slot_of(top);
            match (&self.nodes[slot].value, closed) {
                (Value::Empty, _) => self.open(Some(slot), column, start, Value::List(Vec::new())),
                (_, Some(Frame { id, .. })) if matches!(self.nodes[id].value, Value::List(_)) => {
                    self.frames.push(Frame { column, id });
                    id
                }
                _ => self.open(None, column, start, Value::List(Vec::new())),
            }
        };
        let item = self.node(start);
        if let Value::List(items) = &mut self.nodes[list].value {
            items.push(NodeId(item));
        }
    }

    /// Adds a word without a colon: a half-typed key, a value on a line of its own, or more of one.
    fn scalar(&mut self, column: usize, token: Token) {
        let closed = self.close(column, false);
        let Frame { column: of_top, id: top } = self.frames[self.frames.len() - 1];
        let is_key = of_top == column && matches!(self.nodes[top].value, Value::Map(_));
        if !is_key {
            let slot = self.slot_of(top);
            match &mut self.nodes[slot].value {
                Value::Empty => {
                    let value = Value::Scalar(token);
                    self.nodes[slot] = Node { start: token.start, value, is_flow: false };
                    return;
                }
                Value::Scalar(word) if word.quote.is_none() => {
                    word.end = token.end;
                    return;
                }
                _ => {
                    let Some(frame) = closed else { return };
                    self.frames.push(frame);
                    if let Value::List(_) = self.nodes[frame.id].value {
                        return self.dashless(frame.id, token);
                    }
                }
            }
        }
        let column = self.frames[self.frames.len() - 1].column;
        self.entry(column, token, false);
    }

    /// Adds an item that has no dash yet.
    fn dashless(&mut self, list: usize, token: Token) {
        let item = self.node(token.start);
        self.nodes[item].value = Value::Scalar(token);
        if let Value::List(items) = &mut self.nodes[list].value {
            items.push(NodeId(item));
        }
    }

    /// The value that a line in `column` would begin, if nothing is there yet.
    fn slot(&mut self, column: usize) -> Option<usize> {
        self.close(column, false);
        let slot = self.slot_of(self.frames[self.frames.len() - 1].id);
        matches!(self.nodes[slot].value, Value::Empty).then_some(slot)
    }

    /// Closes what a line in `column` does not belong to; returns the outermost of it.
    fn close(&mut self, column: usize, is_item: bool) -> Option<Frame> {
        let mut closed = None;
        while self.frames.len() > 1 {
            let top = self.frames[self.frames.len() - 1];
            let is_list = matches!(self.nodes[top.id].value, Value::List(_));
            if top.column < column || (top.column == column && (is_item || !is_list)) {
                break;
            }
            closed = self.frames.pop();
        }
        closed
    }

    /// The newest value in a collection, or the root.
    fn slot_of(&self, id: usize) -> usize {
        // The frame around the root names the root itself.
        if self.frames.len() == 1 {
            return 0;
        }
        match &self.nodes[id].value {
            Value::Map(entries) => entries.last().map_or(id, |entry| entry.value.0),
            Value::List(items) => items.last().map_or(id, |item| item.0),
            _ => id,
        }
    }

    /// Makes a collection, in `slot` if there is one, and opens it for the lines that follow.
    fn open(&mut self, slot: Option<usize>, column: usize, start: usize, value: Value) -> usize {
        let id = slot.unwrap_or_else(|| self.node(start));
        self.nodes[id] = Node { start, value, is_flow: false };
        self.frames.push(Frame { column, id });
        id
    }

    /// A value that is still nothing.
    fn node(&mut self, start: usize) -> usize {
        self.nodes.push(Node { start, value: Value::Empty, is_flow: false });
        self.nodes.len() - 1
    }

    /// The column of a byte, from 1.
    fn column(&self, at: usize) -> usize {
        let line = self.text[..at].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        at - line + 1
    }
}

/// Where a line ends that has the byte `at`, and where the next one begins.
fn line_end(text: &str, at: usize) -> (usize, usize) {
    let end = text[at..].find(['\n', '\r']).map_or(text.len(), |end| at + end);
    let length = match &text.as_bytes()[end..] {
        [b'\r', b'\n', ..] => 2,
        [] => 0,
        _ => 1,
    };
    (end, end + length)
}

/// How many blanks `text` begins with.
fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

/// Where the comment begins in what stands from `start` to `end`; `end` if there is none.
fn comment(text: &str, start: usize, end: usize) -> usize {
    let line = &text.as_bytes()[start..end];
    let mut pairs = line.windows(2);
    let at = pairs.position(|pair| matches!(pair, [b' ' | b'\t', b'#']));
    at.map_or(end, |at| start + at + 1)
}

/// Whether a value is the beginning of a text in lines: `|`, `>-`, `|2 # comment`.
fn is_header(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['|', '>']) else { return false };
    let rest = rest.trim_start_matches(['+', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    rest.trim_start().is_empty() || rest.trim_start().starts_with('#')
}
