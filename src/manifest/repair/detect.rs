//! How damaged a text is: what makes the repair of one a gain, and keeps it off the others.

use super::super::schema::ValueKind;
use super::super::segments::segments;
use super::super::tree::{self, NodeId, Scalar, Tree, Value as Written};
use super::super::{Problem, ProblemKind, Problems, Severity, Source};
use super::grammar::{Kind, Type, Value};

/// A document that is no YAML: nothing in it has a meaning that could be lost.
pub(super) const SYNTAX: usize = 1000;

/// What is wrong with the structure of a text: keys where they cannot stand, twice, or with values
/// of another form. 0 for a manifest that is well indented, whatever its values; [`SYNTAX`] and
/// more for a text that cannot be read.
pub(super) fn damage(text: &str) -> usize {
    let source = Source::new(text);
    let mut budget = tree::Budget::new();
    let mut sum = 0;
    for segment in segments(text) {
        let mut problems = Problems::default();
        let trees = tree::read(&source, segment, &mut budget, &mut problems);
        // A key given twice is no error to every server, but it is what flat lists become.
        let counts = |problem: &&Problem| {
            problem.severity == Severity::Error || problem.kind == ProblemKind::DuplicateField
        };
        sum += problems.told().iter().filter(counts).count();
        if trees.is_empty() {
            sum += SYNTAX;
        }
        sum += trees.iter().map(of_document).sum::<usize>();
    }
    sum
}

fn of_document(tree: &Tree) -> usize {
    match &tree.node(tree.root()).value {
        Written::Map(_) => of_object(tree, tree.root()),
        Written::Scalar(Scalar::Null) => 0,
        // A list or a word where an object is expected.
        _ => SYNTAX,
    }
}

/// An object with its own `kind`.
fn of_object(tree: &Tree, id: NodeId) -> usize {
    match tree.text(id, "kind") {
        Some(kind) => Type::of_kind(kind).map_or(0, |type_| of_fields(tree, id, type_)),
        None => 1,
    }
}

fn of_fields(tree: &Tree, id: NodeId, type_: Type) -> usize {
    let Written::Map(entries) = &tree.node(id).value else { return 1 };
    let of_entry = |entry: &tree::Entry| {
        type_.field(&entry.key).map_or(1, |field| of_field(tree, entry.value, field.kind))
    };
    entries.iter().map(of_entry).sum()
}

fn of_field(tree: &Tree, id: NodeId, kind: Kind) -> usize {
    match (&tree.node(id).value, kind) {
        (Written::Scalar(Scalar::Null), _) => 0,
        (_, Kind::One(value)) => of_value(tree, id, value),
        // The items of a `List`.
        (Written::List(items), Kind::List(Value::Free)) => {
            items.iter().map(|item| of_object(tree, *item)).sum()
        }
        (Written::List(items), Kind::List(value)) => {
            items.iter().map(|item| of_value(tree, *item, value)).sum()
        }
        (Written::Map(entries), Kind::Map(value)) => {
            entries.iter().map(|entry| of_value(tree, entry.value, value)).sum()
        }
        _ => 1,
    }
}

fn of_value(tree: &Tree, id: NodeId, value: Value) -> usize {
    match (&tree.node(id).value, value) {
        (Written::Scalar(Scalar::Null), _) | (_, Value::Free) => 0,
        (_, Value::Object(type_)) => of_fields(tree, id, type_),
        (Written::Scalar(Scalar::Text(_)), Value::Scalar(ValueKind::Integer { .. })) => 1,
        (Written::Scalar(_), Value::Scalar(_)) => 0,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structure_is_measured_and_values_are_not() {
        let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n";
        for (rest, expected) in [
            ("  containers:\n  - name: a\n    image: b\n", 0),
            ("  restartPolicy: Sometimes\n  volumes:\n", 0),
            ("  containers:\n  - name: a\n  image: b\n", 1),
            ("containers:\n- name: a\n", 1),
            ("  containers: x\n", 1),
            ("  containers: [{name: a, name: b}]\n", 1),
        ] {
            assert_eq!(damage(&format!("{pod}{rest}")), expected, "{rest}");
        }
        assert_eq!(damage(&format!("{pod}containers:\n- name: a\nimage: b\n")), 2);
        assert!(damage(&format!("{pod}  - a\n b: c\n")) >= SYNTAX);
        assert!(damage("some words") >= SYNTAX);
    }

    #[test]
    fn other_kinds_are_measured_where_they_are_known() {
        assert_eq!(damage("kind: Service\nspec:\n  ports:\n  - port: 80\n"), 0);
        assert_eq!(damage("kind: Service\nspec:\nports:\n- port: 80\ntargetPort: 8080\n"), 2);
        assert_eq!(damage("kind: Gadget\nspec:\nports:\n"), 0);
        assert_eq!(damage("kind: List\nitems:\n- kind: Pod\n  name: x\n"), 1);
    }
}
