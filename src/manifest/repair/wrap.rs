//! What is wrapped around manifests in a paste: Markdown fences, `cat <<EOF | kubectl apply -f -`,
//! prompts and commands, words of the page. And where one manifest ends and the next begins.

use super::detect::damage;
use super::line::Line;
use super::page::{is_sentence, manifests};
use super::row::Row;
use super::{ChangeKind, Edit, join};
use std::ops::Range;

/// A manifest in the rows of a paste, or a `---` line between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) first: usize,
    /// One past its last row.
    pub(super) end: usize,
    /// It is a separator.
    pub(super) separates: bool,
}

impl Piece {
    /// How damaged it is as it stands.
    pub(super) fn damage(&self, rows: &[Row<'_>]) -> usize {
        if self.separates { 0 } else { damage(&join(&rows[self.first..self.end])) }
    }
}

/// Cuts the rows into manifests; the rows around them become edits. Those that stand further right on a
/// page than they would by themselves are moved back.
pub(super) fn pieces(rows: &mut [Row<'_>], edits: &mut Vec<Edit>) -> Vec<Piece> {
    let before = edits.len();
    let whole = manifests(rows);
    let mut pieces = cut(rows, &whole, edits);
    let is_page = edits.len() > before;
    if is_page {
        for piece in pieces.iter_mut().filter(|piece| !piece.separates) {
            let own = &rows[piece.first..piece.end];
            if !own.iter().any(is_header) && own.iter().any(|row| Line::read(&row.text).is_some()) {
                edits.push(Edit::new(ChangeKind::Furniture, piece.first, piece.end - 1));
                piece.end = piece.first;
            }
        }
        pieces.retain(|piece| piece.first < piece.end);
        rules(&mut pieces, edits);
        for manifest in whole {
            let first = above(rows, manifest.start);
            outdent(&mut rows[first..manifest.end], first, edits);
        }
    }
    pieces
}

/// Takes off the `---` that separate no two manifests: on a page they are rules between its parts.
fn rules(pieces: &mut Vec<Piece>, edits: &mut Vec<Edit>) {
    let first = pieces.iter().position(|piece| !piece.separates).unwrap_or(pieces.len());
    let end = pieces.iter().rposition(|piece| !piece.separates).map_or(first, |last| last + 1);
    let outside = pieces[..first].iter().chain(&pieces[end..]);
    edits.extend(outside.map(|rule| Edit::new(ChangeKind::Furniture, rule.first, rule.end - 1)));
    pieces.truncate(end);
    pieces.drain(..first);
}

/// Whether a row names an object.
fn is_header(row: &Row<'_>) -> bool {
    row.text.trim_start().starts_with('{')
        || Line::read(&row.text).is_some_and(|line| matches!(line.key, Some("kind" | "apiVersion")))
}

/// Takes off the blanks that stand before every line of a manifest whose first row is `first`.
fn outdent(rows: &mut [Row<'_>], first: usize, edits: &mut Vec<Edit>) {
    let spoken = rows.iter().filter(|row| Line::read(&row.text).is_some());
    let width = spoken.map(Row::indent).min().unwrap_or(0);
    if width == 0 {
        return;
    }
    for row in rows.iter_mut() {
        row.cut(width.min(row.indent()));
    }
    edits.push(Edit::new(ChangeKind::Wrapper, first, first + rows.len() - 1));
}

fn cut(rows: &[Row<'_>], whole: &[Range<usize>], edits: &mut Vec<Edit>) -> Vec<Piece> {
    let starts = starts(rows);
    let mut cutter =
        Cutter { rows, edits, pieces: Vec::new(), first: 0, start: None, outside: false };
    let mut heredoc: Option<&str> = None;
    let mut whole = whole.iter().peekable();
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        let text = row.text.trim();
        if let Some(manifest) = whole.next_if(|manifest| manifest.start == at) {
            at = manifest.end;
            if cutter.is_inside(manifest.start) {
                continue;
            }
            if cutter.start.is_some() {
                cutter.cut(above(rows, manifest.start));
            }
            cutter.start = Some(manifest.start);
            cutter.cut(manifest.end);
            cutter.outside = true;
            continue;
        }
        let is_wrapper = if heredoc == Some(text) {
            heredoc = None;
            true
        } else if let Some(word) = here_document(text) {
            heredoc = Some(word);
            true
        } else {
            is_fence(text) && !cutter.is_inside(at)
        };
        if is_wrapper {
            cutter.cut(at);
            cutter.outside = true;
            cutter.edits.push(Edit::new(ChangeKind::Wrapper, at, at));
            cutter.first = at + 1;
        } else if is_separator(&row.text) {
            cutter.cut(at);
            cutter.pieces.push(Piece { first: at, end: at + 1, separates: true });
            cutter.first = at + 1;
        } else if starts.binary_search(&at).is_ok() && !cutter.is_inside(at) {
            if cutter.start.is_some() {
                cutter.cut(above(rows, at));
            }
            cutter.start = Some(at);
        }
        at += 1;
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
    /// A wrapper or the end of a manifest has been found: what stands outside of them is none of it.
    outside: bool,
}

impl Cutter<'_> {
    /// Whether the row `at` stands in the text of the manifest under the cursor: indented further than that.
    fn is_inside(&self, at: usize) -> bool {
        self.start.is_some_and(|start| self.rows[at].indent() > self.rows[start].indent())
    }

    /// Ends a piece before the row `end`.
    fn cut(&mut self, end: usize) {
        let mut first = std::mem::replace(&mut self.first, end);
        let start = self.start.take();
        let head = &self.rows[first..start.unwrap_or(end)];
        if let Some(last) = self.last_foreign(head, start) {
            let last = match start {
                Some(_) => last + headings(&head[last + 1..]),
                None => head.len() - 1,
            };
            self.edits.push(Edit::new(ChangeKind::Furniture, first, first + last));
            first += last + 1;
        }
        // What says nothing belongs to what stands above it.
        let says_nothing =
            || self.rows[first..end].iter().all(|row| Line::read(&row.text).is_none());
        match self.pieces.last_mut() {
            Some(above) if above.end == first && !above.separates && says_nothing() => {
                above.end = end;
            }
            _ if first < end => self.pieces.push(Piece { first, end, separates: false }),
            _ => {}
        }
    }

    /// The last of the rows above an object that is none of it.
    fn last_foreign(&self, head: &[Row<'_>], start: Option<usize>) -> Option<usize> {
        let column = start.map(|start| self.rows[start].indent());
        // What stands right above an object may be what it is in.
        let apart = headings(head);
        let is_foreign = |(at, row): (usize, &Row<'_>)| {
            Line::read(&row.text).is_some_and(|line| {
                let is_outside =
                    column.map_or(self.outside, |column| at < apart && column != line.column);
                is_outside || line.is_text() || line.dash || is_sentence(&line, true)
            })
        };
        head.iter().enumerate().rev().find_map(|(at, row)| is_foreign((at, row)).then_some(at))
    }
}

/// How many of the rows below the words of a page are more of them: up to the last blank line before the
/// manifest. (`# Title` reads like a comment, `name: the name` like a field.)
fn headings(rows: &[Row<'_>]) -> usize {
    rows.iter().rposition(Row::is_blank).map_or(0, |last| last + 1)
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
        let is_word = !line.value.contains(' ');
        let key =
            line.key.filter(|key| matches!(*key, "apiVersion" | "kind") && !line.dash && is_word);
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
    let comments = rows[..at].iter().rev().take_while(|row| row.text.trim_start().starts_with('#'));
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
        let pieces = pieces(&mut Row::all(&source), &mut edits);
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
        let edits = vec![(0, 0), (1, 1), (4, 4), (5, 5), (6, 6), (9, 9)];
        assert_eq!(cut(&markdown), (vec![2, 7], edits));
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
