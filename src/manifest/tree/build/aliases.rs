//! Aliases and merge keys: what was written once and stands in several places.

use super::super::{MAX_ALIASED, MAX_DEPTH, NodeId, Value};
use super::frame::{Frame, Items, path};
use super::{Builder, Stop};
use crate::manifest::{Draft, FieldPath, Problem, ProblemKind, Severity, TextRange};

impl Builder<'_> {
    /// Puts the node of an anchor where its alias stands.
    pub(super) fn on_alias(&mut self, anchor: usize, range: TextRange) -> Result<(), Stop> {
        let Some(target) = self.anchors.get(anchor).copied().flatten() else {
            if self.stack.iter().any(|frame| frame.anchor == anchor) {
                let name = self.source.slice(range).trim_start_matches('*');
                let message = format!("anchor '{name}' value contains itself");
                let draft = Problem::draft(ProblemKind::Syntax, &FieldPath::root(), message)
                    .help("Write the value out instead of repeating it with `*`.");
                return Err(self.stop(range, draft));
            }
            self.add_null(range);
            return Ok(());
        };
        let weight = self.weights[target.0];
        if self.stack.len() + weight.height > MAX_DEPTH {
            self.report_depth(range);
            self.add_null(range);
            return Ok(());
        }
        let Some(aliases_left) = self.aliases_left.checked_sub(weight.size) else {
            let message = "document contains excessive aliasing";
            let draft = Problem::draft(ProblemKind::Limit, &path(&self.stack), message).help(format!(
                "Podline repeats at most {MAX_ALIASED} values through `*` aliases. Write them out, or use fewer."
            ));
            return Err(self.stop(range, draft));
        };
        self.aliases_left = aliases_left;
        self.attach(target, range.end);
        Ok(())
    }

    fn stop(&self, range: TextRange, draft: Draft) -> Stop {
        Stop::Problem(Box::new(draft.at(Severity::Error, self.source, range)))
    }

    /// Adds what `<<` brings (a mapping, or a list of mappings, the first of which counts most) to the
    /// innermost mapping. go-yaml sets one key after the other, the own ones among them: what comes
    /// last wins.
    pub(super) fn merge(&mut self, target: NodeId, key_range: TextRange) {
        let parts = match &self.nodes[target.0].value {
            Value::List(items) => items.as_slice(),
            _ => &[target],
        };
        let mut is_wrong = false;
        for part in parts.iter().rev() {
            let Value::Map(more) = &self.nodes[part.0].value else {
                is_wrong = true;
                continue;
            };
            if let Some(Frame { items: Items::Map { entries, merged, .. }, .. }) =
                self.stack.last_mut()
            {
                entries.extend_from_slice(more);
                merged.resize(entries.len(), Some(key_range));
            }
        }
        if is_wrong {
            let draft = || {
                let message = "map merge requires map or sequence of maps as the value";
                Problem::draft(ProblemKind::Syntax, &path(&self.stack), message)
                    .help("After `<<:` write `*` and the name of an anchor on a mapping.")
            };
            self.problems.add(Severity::Error, self.source, key_range, draft);
        }
    }
}
