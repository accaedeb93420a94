//! A tree against the schema: unknown fields, wrong types and missing fields, each at its place
//! and in the API server's words (strict decoding).
//!
//! What is wrong is reported and pruned, so that one typo hides nothing else; where the meaning of
//! a value of the wrong type is plain (`value: 8080`), the value goes on as it was meant. Values
//! that make no sense are for `validate`.

mod advice;

use super::schema::{self, FieldKind, TypeId, ValueKind};
use super::tree::{Entry, Node, NodeId, Scalar, Tree, Value as Written, infinity, shortest};
use super::value::Value;
use super::{FieldPath, Problem, ProblemKind, Problems, Quantity, QuantityError};
use super::{Severity, Source, TextRange};

/// Checks the object at `root` against its type; returns what is right in it, nulls left out.
pub(super) fn check(
    source: &Source,
    tree: &Tree,
    root: NodeId,
    type_id: TypeId,
    problems: &mut Problems,
) -> Value {
    let mut checker = Checker { source, tree, problems, steps: Vec::new(), types: Vec::new() };
    checker.object(root, type_id, None).unwrap_or_default()
}

struct Checker<'a> {
    source: &'a Source,
    tree: &'a Tree,
    problems: &'a mut Problems,
    /// The way from the object to the value being checked; a path only when there is a problem.
    steps: Vec<Step<'a>>,
    /// The types on this way, each with the number of steps to it.
    types: Vec<(TypeId, usize)>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Field(&'a str),
    Item(usize),
    Key(&'a str),
}

/// The field that a value belongs to.
#[derive(Clone, Copy)]
struct Owner<'a> {
    /// The type that has the field.
    type_id: TypeId,
    /// The key before the value.
    field: &'a str,
    /// The value is an item of the field's list: no key stands before it.
    in_list: bool,
}

impl Checker<'_> {
    /// The mapping at `id` as a value of `type_id`; `None` if it is none. `owner` is the field it
    /// stands in.
    fn object(&mut self, id: NodeId, type_id: TypeId, owner: Option<Owner<'_>>) -> Option<Value> {
        let tree = self.tree;
        let node = tree.node(id);
        let Written::Map(entries) = &node.value else {
            if let Some(owner) = owner {
                self.wrong_type(node, owner, &format!("v1.{}", schema::type_name(type_id)));
            }
            return None;
        };
        self.types.push((type_id, self.steps.len()));
        let mut object = Vec::with_capacity(entries.len());
        for entry in entries {
            match schema::field(type_id, &entry.key) {
                Some(field) => {
                    let owner = Owner { type_id, field: field.name, in_list: false };
                    self.steps.push(Step::Field(field.name));
                    if let Some(value) = self.field(entry.value, field.kind, owner) {
                        object.push((entry.key.clone(), value));
                    }
                    self.steps.pop();
                }
                None => self.unknown_field(type_id, entry),
            }
        }
        self.require(type_id, entries, node);
        self.types.pop();
        Some(Value::Map(object))
    }

    /// `None` for a null, which is as good as no field at all, and for what was pruned.
    fn field(&mut self, id: NodeId, kind: FieldKind, owner: Owner<'_>) -> Option<Value> {
        let tree = self.tree;
        let node = tree.node(id);
        if node.value == Written::Scalar(Scalar::Null) {
            return None;
        }
        match (kind, &node.value) {
            (FieldKind::Value(kind), _) => self.value(id, kind, owner),
            (FieldKind::List(kind), Written::List(items)) => {
                let owner = Owner { in_list: true, ..owner };
                let mut list = Vec::with_capacity(items.len());
                for (at, &item) in items.iter().enumerate() {
                    self.steps.push(Step::Item(at));
                    list.extend(self.item(item, kind, owner));
                    self.steps.pop();
                }
                Some(Value::List(list))
            }
            (FieldKind::Map(kind), Written::Map(entries)) => {
                let mut map = Vec::with_capacity(entries.len());
                for entry in entries {
                    let owner = Owner { field: &entry.key, ..owner };
                    self.steps.push(Step::Key(&entry.key));
                    if let Some(value) = self.value(entry.value, kind, owner) {
                        map.push((entry.key.clone(), value));
                    }
                    self.steps.pop();
                }
                Some(Value::Map(map))
            }
            (FieldKind::List(kind), _) => {
                self.wrong_type(node, owner, &format!("[]{}", advice::go_type(kind)));
                // As if it had held one item that was pruned: it is wrong, it is not absent.
                matches!(kind, ValueKind::Object(_)).then(|| Value::List(vec![Value::Absent]))
            }
            (FieldKind::Map(kind), _) => {
                let go_type = match kind {
                    ValueKind::Quantity => "v1.ResourceList".to_owned(),
                    _ => format!("map[string]{}", advice::go_type(kind)),
                };
                self.wrong_type(node, owner, &go_type);
                None
            }
        }
    }

    /// An item of a list. Pruned objects stay as nulls, so that the others keep their index.
    fn item(&mut self, id: NodeId, kind: ValueKind, owner: Owner<'_>) -> Option<Value> {
        let is_null = self.tree.node(id).value == Written::Scalar(Scalar::Null);
        match kind {
            ValueKind::Object(_) if is_null => Some(Value::Map(Vec::new())),
            ValueKind::Object(_) => Some(self.value(id, kind, owner).unwrap_or_default()),
            _ => self.value(id, kind, owner),
        }
    }

    fn value(&mut self, id: NodeId, kind: ValueKind, owner: Owner<'_>) -> Option<Value> {
        let tree = self.tree;
        let node = tree.node(id);
        let scalar = match (&node.value, kind) {
            (_, ValueKind::Free) => return None,
            (_, ValueKind::Object(type_id)) => return self.object(id, type_id, Some(owner)),
            // Told already: JSON has no word for it.
            (Written::Scalar(Scalar::Float(number)), _) if infinity(number).is_some() => {
                return None;
            }
            (Written::Scalar(scalar), _) => scalar,
            _ => {
                self.unfit(node, owner, kind);
                return None;
            }
        };
        let (fits, value) = self.scalar(scalar, kind, node);
        if !fits {
            self.unfit(node, owner, kind);
        } else if let (ValueKind::Quantity, Some(Value::Text(text))) = (kind, &value)
            && let Err(error) = Quantity::parse(text)
        {
            self.bad_quantity(node, error);
            return None;
        }
        value
    }

    /// Reports a value that is no `kind`. A quantity takes whatever stands there for its text.
    fn unfit(&mut self, node: &Node, owner: Owner<'_>, kind: ValueKind) {
        match kind {
            ValueKind::Quantity => self.bad_quantity(node, QuantityError::Format),
            _ => self.wrong_type(node, owner, &advice::go_type(kind)),
        }
    }

    /// Reports a text that is no quantity: for the server it cannot be decoded.
    fn bad_quantity(&mut self, node: &Node, error: QuantityError) {
        let draft = || {
            // The decoder's paths write keys as members.
            let path = self.steps.iter().fold(FieldPath::root(), |path, step| match step {
                Step::Field(name) | Step::Key(name) => path.child(name),
                Step::Item(index) => path.index(*index),
            });
            Problem::draft(ProblemKind::Quantity, &path, error.message())
                .help(advice::bad_quantity(error))
        };
        let range = self.source.first_line(node.range);
        self.problems.add(Severity::Error, self.source, range, draft);
    }

    /// Whether `scalar` is a `kind`, and its value, or the one that was meant.
    fn scalar(&self, scalar: &Scalar, kind: ValueKind, node: &Node) -> (bool, Option<Value>) {
        let as_written = || Value::Text(self.source.slice(node.range).to_owned());
        match (kind, scalar) {
            (
                ValueKind::String | ValueKind::Time | ValueKind::Bytes | ValueKind::IntOrString,
                Scalar::Text(text),
            )
            | (ValueKind::Quantity, Scalar::Text(text) | Scalar::Float(text)) => {
                (true, Some(Value::Text(text.clone())))
            }
            (ValueKind::String, Scalar::Null) => (true, Some(Value::Text(String::new()))),
            (_, Scalar::Null) => (true, None),
            (ValueKind::Quantity, Scalar::Int(number)) => {
                (true, Some(Value::Text(number.to_string())))
            }
            (ValueKind::String | ValueKind::Time | ValueKind::Bytes | ValueKind::Quantity, _) => {
                (false, Some(as_written()))
            }
            (
                ValueKind::Integer { .. } | ValueKind::IntOrString,
                Scalar::Int(_) | Scalar::Float(_),
            ) => {
                let whole = match scalar {
                    Scalar::Int(number) => Some(*number),
                    // YAML reads `08` and `1e3` as fractions; JSON then carries a whole number.
                    Scalar::Float(text) => whole_number(text),
                    _ => None,
                };
                let is_long = matches!(kind, ValueKind::Integer { bits: 64 });
                let fits = whole.filter(|number| is_long || i32::try_from(*number).is_ok());
                (fits.is_some(), fits.map(Value::Int))
            }
            (ValueKind::Integer { bits }, Scalar::Text(text)) => {
                let meant = text
                    .trim()
                    .parse::<i64>()
                    .ok()
                    .filter(|n| bits == 64 || i32::try_from(*n).is_ok());
                (false, meant.map(Value::Int))
            }
            (ValueKind::Number, Scalar::Int(_) | Scalar::Float(_)) => (true, Some(as_written())),
            (ValueKind::Boolean, Scalar::Bool(value)) => (true, Some(Value::Bool(*value))),
            (ValueKind::Boolean, Scalar::Text(text)) => (false, text.parse().ok().map(Value::Bool)),
            _ => (false, None),
        }
    }

    fn wrong_type(&mut self, node: &Node, owner: Owner<'_>, go_type: &str) {
        let written = self.source.slice(node.range);
        let draft = || {
            let path = path_of(&self.steps);
            let found = match &node.value {
                // Go names the number only where its size or fraction is the fault.
                Written::Scalar(Scalar::Int(number)) if go_type.starts_with("int") => {
                    format!("number {number}")
                }
                Written::Scalar(Scalar::Float(number)) if go_type.starts_with("int") => {
                    format!("number {}", shortest(number))
                }
                value => value.json_type().to_owned(),
            };
            let message = if go_type == "v1.Time" {
                // metav1.Time reads its text by itself, and knows nothing of fields.
                format!("json: cannot unmarshal {found} into Go value of type string")
            } else {
                format!(
                    "json: cannot unmarshal {found} into Go struct field {}.{} of type {go_type}",
                    schema::type_name(owner.type_id),
                    advice::without_indices(&path),
                )
            };
            let key = (!owner.in_list).then_some(owner.field);
            let help = advice::wrong_type(key, &node.value, go_type, written);
            Problem::draft(ProblemKind::Type, &path, message).help(help)
        };
        let range = self.source.first_line(node.range);
        self.problems.add(Severity::Error, self.source, range, draft);
    }

    fn unknown_field(&mut self, type_id: TypeId, entry: &Entry) {
        let draft = || {
            let path = path_of(&self.steps).child(&entry.key);
            let above: Vec<(TypeId, FieldPath)> = self.types[..self.types.len() - 1]
                .iter()
                .map(|(type_id, depth)| (*type_id, path_of(&self.steps[..*depth])))
                .collect();
            Problem::draft(ProblemKind::UnknownField, &path, format!("unknown field \"{path}\""))
                .help(advice::unknown_field(type_id, &entry.key, &above))
        };
        self.problems.add(Severity::Error, self.source, entry.key_range, draft);
    }

    /// Reports the required fields that `entries` lack. `status` is the cluster's own business.
    fn require(&mut self, type_id: TypeId, entries: &[Entry], node: &Node) {
        if matches!(self.steps.first(), Some(Step::Field("status"))) {
            return;
        }
        let type_name = schema::type_name(type_id);
        for field in schema::fields(type_id).iter().filter(|field| field.required) {
            let given = entries.iter().find(|entry| entry.key == field.name);
            let is_null =
                |entry: &Entry| self.tree.node(entry.value).value == Written::Scalar(Scalar::Null);
            if given.is_some_and(|entry| !is_null(entry))
                || advice::is_required_by_validation(type_name, field.name)
            {
                continue;
            }
            let range: TextRange =
                given.map_or_else(|| self.source.first_line(node.range), |entry| entry.key_range);
            let draft = || {
                let path = path_of(&self.steps).child(field.name);
                Problem::draft(ProblemKind::Required, &path, "Required value")
                    .help(format!("Add `{}:` here.", field.name))
            };
            self.problems.add(Severity::Error, self.source, range, draft);
        }
    }
}

fn path_of(steps: &[Step<'_>]) -> FieldPath {
    steps.iter().fold(FieldPath::root(), |path, step| match step {
        Step::Field(name) => path.child(name),
        Step::Item(index) => path.index(*index),
        Step::Key(key) => path.key(key),
    })
}

/// The whole number that a number with point or exponent stands for, if it fits 64 bits. Digit by
/// digit: floating point would bring its tables along.
fn whole_number(text: &str) -> Option<i64> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let (negative, whole) = match whole.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, whole.strip_prefix('+').unwrap_or(whole)),
    };
    let mut number = 0_i64;
    for digit in whole.bytes().chain(fraction.bytes()) {
        let digit = digit.is_ascii_digit().then(|| i64::from(digit - b'0'))?;
        number = number.checked_mul(10)?.checked_add(digit)?;
    }
    // How many more zeros belong to its end: fewer than none if it has digits after the point.
    let mut zeros = if number == 0 {
        0
    } else {
        exponent.parse::<i64>().ok()?.checked_sub(i64::try_from(fraction.len()).ok()?)?
    };
    while zeros < 0 && number % 10 == 0 {
        number /= 10;
        zeros += 1;
    }
    if zeros < 0 {
        return None;
    }
    for _ in 0..zeros {
        number = number.checked_mul(10)?;
    }
    Some(if negative { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::whole_number;

    #[test]
    fn whole_numbers_with_point_or_exponent() {
        for (text, number) in [
            ("08", Some(8)),
            ("1e3", Some(1000)),
            ("+1.50e1", Some(15)),
            ("-2500e-2", Some(-25)),
            ("1.", Some(1)),
            (".5e1", Some(5)),
            ("0.0", Some(0)),
            ("0e99999999999999999999", Some(0)),
            ("-2147483648.0", Some(i32::MIN.into())),
            ("1e10", Some(10_000_000_000)),
            ("9223372036854775808", None),
            ("1.5", None),
            ("1e-1", None),
            ("1e999999999", None),
            ("99999999999999999999", None),
            (".inf", None),
            (".nan", None),
        ] {
            assert_eq!(whole_number(text), number, "{text}");
        }
    }
}
