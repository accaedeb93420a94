//! Brackets and braces, JSON included.

use super::token::{Token, separates};
use super::{Entry, MARK, Node, NodeId, Value};

/// Reads the value in brackets that begins at `at`, into the node `id`; returns where it ends.
///
/// What is not closed ends before the next line that is not indented further than `column`, the column
/// (from 1) of the block that it is in; 0 if it is in none.
pub(super) fn read(
    text: &str,
    mark: Option<usize>,
    nodes: &mut Vec<Node>,
    id: usize,
    at: usize,
    column: usize,
) -> usize {
    let mut reader = Reader { text, mark, nodes, open: vec![id], waits: false, line_end: at };
    reader.nodes[id] = collection(text, at);
    let mut at = at + 1;
    while at < text.len() && !reader.open.is_empty() {
        if text[at..].starts_with(['\n', '\r']) && ends_block(text, at, column) {
            break;
        }
        at = reader.token(at);
    }
    at
}

/// The empty list or mapping that the bracket at `at` opens.
fn collection(text: &str, at: usize) -> Node {
    let is_map = text[at..].starts_with('{');
    let value = if is_map { Value::Map(Vec::new()) } else { Value::List(Vec::new()) };
    Node { start: at, value, is_flow: true }
}

/// Whether the line after the break at `at` is outside a block of `column`: a key or an item that is not
/// indented further. (Values in brackets may stand anywhere, and some people put them there.)
fn ends_block(text: &str, at: usize, column: usize) -> bool {
    let next = &text[at + 1..];
    let line = &next[..next.find(['\n', '\r']).unwrap_or(next.len())];
    let word = line.trim_start_matches([' ', '\t']);
    let begins_block = word.contains(": ") || word.ends_with(':') || word.starts_with("- ");
    begins_block && line.len() - word.len() < column
}

struct Reader<'a> {
    text: &'a str,
    mark: Option<usize>,
    nodes: &'a mut Vec<Node>,
    /// The collections that are not closed yet, the innermost last.
    open: Vec<usize>,
    /// The innermost is a mapping whose last key has its colon and no value yet.
    waits: bool,
    /// Where the line ends that is being read, so that it is looked for once.
    line_end: usize,
}

impl Reader<'_> {
    /// Reads what is at `at`; returns where the next thing begins.
    fn token(&mut self, at: usize) -> usize {
        if at >= self.line_end {
            let rest = &self.text[at..];
            self.line_end = at + rest.find(['\n', '\r']).unwrap_or(rest.len());
        }
        let line_end = self.line_end;
        match self.text.as_bytes()[at] {
            b' ' | b'\t' | b'\n' | b'\r' => at + 1,
            b'#' if self.text[..at].ends_with([' ', '\t', '\n', '\r']) => line_end,
            b'{' | b'[' => {
                let id = self.add(collection(self.text, at));
                self.open.push(id);
                self.waits = false;
                at + 1
            }
            b'}' | b']' => {
                self.open.pop();
                self.waits = false;
                at + 1
            }
            b',' => {
                self.waits = false;
                at + 1
            }
            b':' => {
                self.colon();
                at + 1
            }
            b'"' | b'\'' => {
                let token = Token::quoted(self.text, at, line_end);
                self.word(token);
                token.outer().end
            }
            _ => {
                let token = Token::plain(self.text, at, self.plain_end(at, line_end));
                self.word(token);
                token.end
            }
        }
    }

    /// Where a word without quotes ends at the latest.
    fn plain_end(&self, at: usize, line_end: usize) -> usize {
        let bytes = self.text.as_bytes();
        let ends = |&index: &usize| match bytes[index] {
            b',' | b'[' | b']' | b'{' | b'}' => true,
            b':' => {
                separates(self.text, index, self.mark)
                    || matches!(bytes[index + 1], b',' | b'[' | b']' | b'{' | b'}')
            }
            b'#' => matches!(bytes[index - 1], b' ' | b'\t'),
            _ => false,
        };
        // At least one character, so that reading goes on.
        let first = self.text[at..].chars().next().map_or(MARK.len_utf8(), char::len_utf8);
        (at + first..line_end).find(ends).unwrap_or(line_end.max(at + first))
    }

    fn word(&mut self, token: Token) {
        let top = self.open.last().map(|id| &mut self.nodes[*id].value);
        if let (Some(Value::Map(_)), false) = (top, self.waits) {
            let value =
                self.node(Node { start: token.outer().end, value: Value::Empty, is_flow: true });
            if let Some(entries) = self.entries() {
                entries.push(Entry { key: token, has_colon: false, value });
            }
        } else {
            let start = token.outer().start;
            self.add(Node { start, value: Value::Scalar(token), is_flow: true });
        }
    }

    fn colon(&mut self) {
        if let Some(entry) = self.entries().and_then(|entries| entries.last_mut()) {
            let is_first = !std::mem::replace(&mut entry.has_colon, true);
            self.waits = is_first;
        }
    }

    /// Puts a value where it belongs in the innermost collection; returns its place among the nodes.
    fn add(&mut self, node: Node) -> usize {
        let waits = std::mem::replace(&mut self.waits, false);
        let Some(&top) = self.open.last() else { return self.node(node).0 };
        if let Value::Map(entries) = &self.nodes[top].value {
            // A value without a key is of no use, and in nobody's way.
            let slot = entries.last().filter(|_| waits).map(|entry| entry.value);
            return match slot {
                Some(slot) => {
                    self.nodes[slot.0] = node;
                    slot.0
                }
                None => self.node(node).0,
            };
        }
        let id = self.node(node);
        if let Value::List(items) = &mut self.nodes[top].value {
            items.push(id);
        }
        id.0
    }

    fn node(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId(self.nodes.len() - 1)
    }

    fn entries(&mut self) -> Option<&mut Vec<Entry>> {
        match &mut self.nodes[*self.open.last()?].value {
            Value::Map(entries) => Some(entries),
            _ => None,
        }
    }
}
