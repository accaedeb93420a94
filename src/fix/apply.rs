//! Edits as a text: the text that they make, and the lines that they change.

use super::TextEdit;
use crate::manifest::Source;

/// One line of a difference, without its line break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffLine {
    /// What happens to it.
    pub change: Change,
    /// What stands in it.
    pub text: String,
}

/// What happens to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It stays, and is there to show the place.
    Kept,
    /// It goes.
    Removed,
    /// It comes.
    Added,
    /// Lines between the ones around it are left out.
    Skipped,
}

/// How many lines that stay are shown around a change.
const CONTEXT: usize = 1;

/// Beyond this many changed lines, a change is shown as one block that goes and one that comes.
const COMPARED: usize = 400;

/// `text` with `edits`, which are in order and do not overlap; one that does not fit is left out.
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let Some(before) = text.get(done..edit.range.start) else { continue };
        if text.get(edit.range.start..edit.range.end).is_none() {
            continue;
        }
        changed.push_str(before);
        changed.push_str(&edit.text);
        done = edit.range.end;
    }
    changed.push_str(&text[done..]);
    changed
}

/// The lines that `edits` remove from `text` and add to it, each group with a line before and after it
/// that stays.
pub fn diff(text: &str, edits: &[TextEdit]) -> Vec<DiffLine> {
    let (old, new) = (Source::new(text), Source::new(&apply(text, edits)));
    let (old, new) = (lines(&old), lines(&new));
    let same = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let rest = (&old[same..], &new[same..]);
    let tail =
        rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|(old, new)| old == new).count();
    let (gone, come) = (&rest.0[..rest.0.len() - tail], &rest.1[..rest.1.len() - tail]);
    let mut all = Vec::new();
    let line = |change, text: &&str| DiffLine { change, text: (*text).to_owned() };
    all.extend(old[same.saturating_sub(CONTEXT)..same].iter().map(|it| line(Change::Kept, it)));
    if gone.len().max(come.len()) > COMPARED {
        all.extend(gone.iter().map(|it| line(Change::Removed, it)));
        all.extend(come.iter().map(|it| line(Change::Added, it)));
    } else {
        all.append(&mut compared(gone, come));
    }
    let after = old.len() - tail;
    all.extend(old[after..].iter().take(CONTEXT).map(|it| line(Change::Kept, it)));
    without_the_middle(all)
}

fn lines(source: &Source) -> Vec<&str> {
    let lines = (1..=source.line_count()).map(|line| source.slice(source.line_range(line)));
    let mut lines: Vec<&str> = lines.collect();
    // What follows the last line break is no line.
    if lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    lines
}

/// Which lines go, come and stay, by the longest common subsequence.
fn compared(old: &[&str], new: &[&str]) -> Vec<DiffLine> {
    let width = new.len() + 1;
    let mut common = vec![0_usize; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i * width + j] = if old[i] == new[j] {
                common[(i + 1) * width + j + 1] + 1
            } else {
                common[(i + 1) * width + j].max(common[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut all = Vec::new();
    while i < old.len() || j < new.len() {
        let (change, text) = if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
            (Change::Kept, old[i - 1])
        } else if j == new.len()
            || i < old.len() && common[(i + 1) * width + j] >= common[i * width + j + 1]
        {
            i += 1;
            (Change::Removed, old[i - 1])
        } else {
            j += 1;
            (Change::Added, new[j - 1])
        };
        all.push(DiffLine { change, text: text.to_owned() });
    }
    all
}

/// Leaves of the lines that stay only those beside a change.
fn without_the_middle(all: Vec<DiffLine>) -> Vec<DiffLine> {
    let is_near = |at: usize| {
        let from = at.saturating_sub(CONTEXT);
        let to = (at + CONTEXT).min(all.len() - 1);
        all[from..=to].iter().any(|line| line.change != Change::Kept)
    };
    let near: Vec<bool> = (0..all.len()).map(is_near).collect();
    let mut left: Vec<DiffLine> = Vec::new();
    for (line, near) in all.into_iter().zip(near) {
        if near {
            left.push(line);
        } else if left.last().is_some_and(|line| line.change != Change::Skipped) {
            left.push(DiffLine { change: Change::Skipped, text: String::new() });
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::TextRange;

    fn edit(start: usize, end: usize, text: &str) -> TextEdit {
        TextEdit { range: TextRange { start, end }, text: text.to_owned() }
    }

    #[test]
    fn edits_are_applied_in_order() {
        assert_eq!(apply("abc", &[edit(0, 1, "x"), edit(1, 1, "-"), edit(2, 3, "")]), "x-b");
        assert_eq!(apply("é", &[edit(1, 1, "x")]), "é", "within a character");
        assert_eq!(apply("abc", &[edit(1, 3, ""), edit(2, 3, "x")]), "a", "overlapping");
        assert_eq!(apply("", &[edit(0, 0, "x")]), "x");
    }

    fn shown(text: &str, edits: &[TextEdit]) -> Vec<String> {
        let mark = |change| match change {
            Change::Kept => ' ',
            Change::Removed => '-',
            Change::Added => '+',
            Change::Skipped => '~',
        };
        diff(text, edits).iter().map(|line| format!("{}{}", mark(line.change), line.text)).collect()
    }

    #[test]
    fn whole_lines_are_shown_with_one_of_context() {
        let text = "a\r\nb\r\nc\r\nd\r\n";
        assert_eq!(shown(text, &[edit(6, 7, "x")]), [" b", "-c", "+x", " d"]);
        assert_eq!(shown("a", &[edit(1, 1, "\nb")]), [" a", "+b"]);
        assert_eq!(shown("a\n", &[]), [""; 0]);
    }

    #[test]
    fn lines_between_two_changes_are_left_out() {
        let text = "a\nb\nc\nd\ne\nf\n";
        assert_eq!(
            shown(text, &[edit(2, 3, "x"), edit(10, 10, "y")]),
            [" a", "-b", "+x", " c", "~", " e", "-f", "+yf"]
        );
        assert_eq!(shown(text, &[edit(0, 2, ""), edit(12, 12, "a\n")]), ["-a", " b", "~", " f", "+a"]);
    }
}
