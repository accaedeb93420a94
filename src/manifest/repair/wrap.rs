//! What is wrapped around manifests in a paste: Markdown fences, `cat <<EOF | kubectl apply -f -`,
//! prompts and commands, words of the page. And where one manifest ends and the next begins.

use super::line::Line;
use super::row::Row;
use super::{ChangeKind, Edit};

/// A manifest in the rows of a paste, or a `---` line between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) first: usize,
    /// One past its last row.
    pub(super) end: usize,
    /// It is a separator.
    pub(super) separates: bool,
}

/// Cuts the rows into manifests; the rows around them become edits.
pub(super) fn pieces(rows: &[Row<'_>], edits: &mut Vec<Edit>) -> Vec<Piece> {
    let starts = starts(rows);
    let deepest = starts.iter().map(|start| rows[*start].indent()).max().unwrap_or(0);
    let mut cutter =
        Cutter { rows, edits, pieces: Vec::new(), first: 0, start: None, wrapped: false };
    let mut heredoc: Option<&str> = None;
    for (at, row) in rows.iter().enumerate() {
        let text = row.text.trim();
        let is_wrapper = if heredoc == Some(text) {
            heredoc = None;
            true
        } else if let Some(word) = here_document(text) {
            heredoc = Some(word);
            true
        } else {
            is_fence(text) && row.indent() <= deepest
        };
        if is_wrapper {
            cutter.cut(at);
            cutter.wrapped = true;
            cutter.edits.push(Edit { kind: ChangeKind::Wrapper, first: at, last: at });
            cutter.first = at + 1;
        } else if is_separator(&row.text) {
            cutter.cut(at);
            cutter.pieces.push(Piece { first: at, end: at + 1, separates: true });
            cutter.first = at + 1;
        } else if starts.binary_search(&at).is_ok() {
            // A manifest within another one's text is indented further than that.
            match cutter.start {
                Some(start) if row.indent() <= rows[start].indent() => cutter.cut(above(rows, at)),
                Some(_) => continue,
                None => {}
            }
            cutter.start = Some(at);
        }
    }
    cutter.cut(rows.len());
    cutter.pieces
}

struct Cutter<'c> {
    rows: &'c [Row<'c>],
    edits: &'c mut Vec<Edit>,
    pieces: Vec<Piece>,
    /// Where the piece under the cursor begins.
    first: usize,
    /// Where its object begins.
    start: Option<usize>,
    /// A wrapper has been found: what stands outside of them is none of it.
    wrapped: bool,
}

impl Cutter<'_> {
    /// Ends a piece before the row `end`.
    fn cut(&mut self, end: usize) {
        let mut first = std::mem::replace(&mut self.first, end);
        let start = self.start.take();
        let head = &self.rows[first..start.unwrap_or(end)];
        let is_foreign = |row: &Row<'_>| {
            Line::read(&row.text)
                .is_some_and(|line| line.is_text() || line.dash || start.is_none() && self.wrapped)
        };
        if let Some(last) = head.iter().rposition(is_foreign) {
            let last = if start.is_none() { head.len() - 1 } else { last };
            self.edits.push(Edit { kind: ChangeKind::Furniture, first, last: first + last });
            first += last + 1;
        }
        if first < end {
            self.pieces.push(Piece { first, end, separates: false });
        }
    }
}

/// The rows in which an object begins: `apiVersion` and `kind`, one right behind the other, and
/// what opens a JSON document.
fn starts(rows: &[Row<'_>]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut before: Option<(usize, &str)> = None;
    for (at, row) in rows.iter().enumerate() {
        if row.text.starts_with('{') {
            starts.push(at);
        }
        let Some(line) = Line::read(&row.text) else { continue };
        let key = line.key.filter(|key| matches!(*key, "apiVersion" | "kind") && !line.dash);
        match (before.take(), key) {
            (Some((first, other)), Some(key)) if other != key => starts.push(first),
            (_, Some(key)) => before = Some((at, key)),
            _ => {}
        }
    }
    starts
}

/// The first of the comments right above a row.
fn above(rows: &[Row<'_>], at: usize) -> usize {
    let comments = rows[..at].iter().rev().take_while(|row| row.text.starts_with('#'));
    at - comments.count()
}

fn is_separator(text: &str) -> bool {
    text.strip_prefix("---").is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

fn is_fence(text: &str) -> bool {
    text.starts_with("```") || text.starts_with("~~~")
}

/// The word that ends the manifest which a shell command opens: `kubectl apply -f - <<'EOF'`.
fn here_document(text: &str) -> Option<&str> {
    let (command, word) = text.split_once("<<")?;
    let is_for_manifests = ["-f -", "apply", "create", ".yaml", ".yml"];
    if !is_for_manifests.iter().any(|part| text.contains(part)) || command.contains(": ") {
        return None;
    }
    let word = word.trim_start_matches('-').trim_start().trim_start_matches(['\'', '"', '\\']);
    let length = word.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(word.len());
    (length > 0).then(|| &word[..length])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::Source;

    /// The first line of every piece, and the lines that were taken off.
    fn cut(text: &str) -> (Vec<usize>, Vec<(usize, usize)>) {
        let source = Source::new(text);
        let mut edits = Vec::new();
        let pieces = pieces(&Row::all(&source), &mut edits);
        (
            pieces.iter().map(|piece| piece.first).collect(),
            edits.iter().map(|edit| (edit.first, edit.last)).collect(),
        )
    }

    #[test]
    fn a_manifest_begins_with_its_kind() {
        let pod = "apiVersion: v1\nkind: Pod\n";
        assert_eq!(cut(pod), (vec![0], vec![]));
        assert_eq!(cut(&format!("{pod}# two\n{pod}")), (vec![0, 2], vec![]));
        assert_eq!(cut(&format!("{pod}---\n{pod}")), (vec![0, 2, 3], vec![]));
        assert_eq!(cut(&format!("Some words.\n# one\n{pod}")), (vec![1], vec![(0, 0)]));
        let inner =
            "apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    apiVersion: v1\n    kind: Pod";
        assert_eq!(cut(inner), (vec![0], vec![]));
    }

    #[test]
    fn wrappers_and_what_stands_around_them_are_taken_off() {
        let pod = "kind: Pod\napiVersion: v1\n";
        let shell =
            format!("$ cat <<'EOF' | kubectl apply -f -\n{pod}EOF\n# look\nkubectl get pod\n");
        assert_eq!(cut(&shell), (vec![1], vec![(0, 0), (3, 3), (4, 6)]));
        let markdown = format!("Do:\n```yaml\n{pod}```\nvolumes:\n```yaml\n{pod}```");
        let edits = vec![(1, 1), (4, 4), (5, 5), (6, 6), (9, 9)];
        assert_eq!(cut(&markdown), (vec![0, 2, 7], edits));
    }

    #[test]
    fn here_documents_are_those_for_kubectl() {
        for (text, word) in [
            ("cat <<EOF | kubectl apply -f -", Some("EOF")),
            ("$ kubectl create -f - <<-\"END\"", Some("END")),
            ("cat > pod.yaml << 'YAML'", Some("YAML")),
            ("cat <<EOF > /etc/motd", None),
            ("value: a << apply", None),
            ("<<: *base", None),
            ("kubectl apply -f - <<", None),
        ] {
            assert_eq!(here_document(text), word, "{text}");
        }
    }
}
