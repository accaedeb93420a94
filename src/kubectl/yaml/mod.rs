//! YAML as `kubectl get -o yaml` prints it (sigs.k8s.io/yaml `goyaml.v2/emitterc.go`).
//!
//! Two blanks a step, lists no deeper than their key, long texts broken at the first blank behind
//! column 80.

mod scalar;

use super::tree::{Map, Node};
use scalar::Style;

/// Where a text is broken: at the first blank behind this column.
const WIDTH: usize = 80;

/// Longer keys are marked as such, on a line of their own.
const SIMPLE_KEY: usize = 128;

/// The whole document.
pub(super) fn write(root: &Map) -> String {
    let mut writer = Writer::default();
    writer.map(root, 0);
    writer.out
}

/// A document under construction.
#[derive(Default)]
struct Writer {
    out: String,
    column: usize,
}

impl Writer {
    fn put(&mut self, text: &str) {
        self.out += text;
        self.column += text.chars().count();
    }

    fn end_line(&mut self) {
        self.out.push('\n');
        self.column = 0;
    }

    fn indent(&mut self, indent: usize) {
        self.put(&" ".repeat(indent));
    }

    /// The fields of a map; the cursor may already stand where the first one begins.
    fn map(&mut self, map: &Map, indent: usize) {
        for (key, value) in map.iter() {
            if self.column == 0 {
                self.indent(indent);
            }
            if key.len() > SIMPLE_KEY {
                self.put("? ");
                self.text(key, None);
                self.end_line();
                self.indent(indent);
            } else {
                self.text(key, None);
            }
            self.put(":");
            match value {
                Node::Map(inner) if !inner.is_empty() => {
                    self.end_line();
                    self.map(inner, indent + 2);
                }
                Node::List(items) if !items.is_empty() => {
                    self.end_line();
                    self.list(items, indent);
                }
                Node::Text(text) if scalar::is_block(text) => self.literal(text, indent + 2),
                leaf => {
                    self.put(" ");
                    self.leaf(leaf, indent + 2);
                    self.end_line();
                }
            }
        }
    }

    fn list(&mut self, items: &[Node], indent: usize) {
        for item in items {
            self.indent(indent);
            match item {
                Node::Map(map) if !map.is_empty() => {
                    self.put("- ");
                    self.map(map, indent + 2);
                }
                Node::Text(text) if scalar::is_block(text) => {
                    self.put("-");
                    self.literal(text, indent + 2);
                }
                leaf => {
                    self.put("- ");
                    self.leaf(leaf, indent + 2);
                    self.end_line();
                }
            }
        }
    }

    /// What stands on one line, unless it is a long text.
    fn leaf(&mut self, node: &Node, indent: usize) {
        match node {
            Node::Null => self.put("null"),
            Node::Bool(value) => self.put(if *value { "true" } else { "false" }),
            Node::Int(value) => self.put(&value.to_string()),
            Node::Text(text) => self.text(text, Some(indent)),
            // Lists of lists do not occur in the objects printed here.
            Node::List(_) => self.put("[]"),
            Node::Map(_) => self.put("{}"),
        }
    }

    /// Text in the style it needs; broken into lines of this indentation, if one is given.
    fn text(&mut self, text: &str, indent: Option<usize>) {
        let style = scalar::style(text);
        self.put(style.mark());
        let characters: Vec<char> = text.chars().collect();
        let mut after_blank = false;
        for (at, &character) in characters.iter().enumerate() {
            let next = characters.get(at + 1).copied();
            let breaks = character == ' ' && !after_blank && self.column > WIDTH && next.is_some();
            after_blank = character == ' ';
            match indent.filter(|_| breaks && (next != Some(' ') || style == Style::Double)) {
                Some(indent) => {
                    self.end_line();
                    self.indent(indent);
                    if next == Some(' ') {
                        self.put("\\");
                    }
                }
                None => self.put(&style.escaped(character)),
            }
        }
        self.put(style.mark());
    }

    /// Text of several lines as a block of its own.
    fn literal(&mut self, text: &str, indent: usize) {
        // How many line ends there are at the end says the mark.
        let mark = match (text.ends_with('\n'), text.ends_with("\n\n") || text == "\n") {
            (false, _) => " |-",
            (true, false) => " |",
            (true, true) => " |+",
        };
        self.put(mark);
        if text.starts_with([' ', '\n']) {
            self.put("2");
        }
        self.end_line();
        for line in text.strip_suffix('\n').unwrap_or(text).split('\n') {
            if !line.is_empty() {
                self.indent(indent);
                self.put(line);
            }
            self.end_line();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_stand_under_their_key_and_empty_ones_on_its_line() {
        let container =
            Map::new().with("name", "app").with("ready", true).with("state", Map::new());
        let map = Map::new()
            .with("b", vec![Node::from(container)])
            .with("a", Map::new().with("x", 1).with("n", Node::Null))
            .with("c", Vec::new())
            .with("d", vec![Node::from("y"), Node::from("yellow")]);
        assert_eq!(
            write(&map),
            "a:\n  \"n\": null\n  x: 1\nb:\n- name: app\n  ready: true\n  state: {}\nc: []\nd:\n- \"y\"\n- yellow\n"
        );
    }

    #[test]
    fn long_texts_are_broken_behind_column_80() {
        // As a real cluster printed it.
        let message = "0/3 nodes are available: 1 node(s) had untolerated taint \
                       {node-role.kubernetes.io/control-plane: }, 2 Insufficient cpu.";
        let map = Map::new().with("message", message);
        assert_eq!(
            write(&map),
            "message: '0/3 nodes are available: 1 node(s) had untolerated taint {node-role.kubernetes.io/control-plane:\n  }, 2 Insufficient cpu.'\n"
        );
    }

    #[test]
    fn texts_of_several_lines_are_blocks() {
        let map = Map::new().with("a", "x\ny\n").with("b", "x\n\ny");
        assert_eq!(write(&map), "a: |\n  x\n  y\nb: |-\n  x\n\n  y\n");
    }
}
