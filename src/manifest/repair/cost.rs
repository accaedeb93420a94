//! How surprising it is that something stands where it is put. Nothing else decides between two
//! readings of a paste: the one with the smallest sum is chosen.

use super::super::schema::ValueKind;
use super::grammar::{Field, Kind, Type, Value};
use super::level::{Level, Shape};
use super::line::{Form, Line, flow_keys};

/// A surprise; sums of them are compared.
pub(super) type Cost = u32;

/// A key that the type does not have.
pub(super) const UNKNOWN: Cost = 100;
/// A field given twice.
pub(super) const TWICE: Cost = 60;
/// A value of a form that the field cannot have.
const WRONG_FORM: Cost = 40;
/// A value that does not look like one of its kind.
const WRONG_VALUE: Cost = 20;
/// A key, a dash or a `|` with nothing under it.
const EMPTY: Cost = 16;
/// An object without something it needs.
const MISSING: Cost = 14;
/// A field that is there but seldom written, where a common one of the same name is near.
const SELDOM: Cost = 10;
/// Leaving a level: the innermost one is preferred.
pub(super) const LEAVE: Cost = 1;
/// A free key that is the name of a field around it.
pub(super) const FREE_BUT_KNOWN: Cost = 3;
/// The manifest has ended.
pub(super) const DONE: Cost = 15;
/// A line in the midst of a manifest that is no part of it.
pub(super) const DROPPED: Cost = 20;

/// What it costs to give `field` the value of `line`.
pub(super) fn value(field: Field, line: &Line<'_>) -> Cost {
    match (field.kind, line.form) {
        (Kind::One(Value::Free), _) | (_, Form::Alias) => 0,
        (Kind::One(Value::Scalar(kind)), _) => scalar(kind, line),
        (Kind::One(Value::Object(type_)), Form::FlowMap) => flow_map(type_, line.value).min(90),
        (_, Form::Empty) | (Kind::Map(_), Form::FlowMap) | (Kind::List(_), Form::FlowList) => 0,
        (_, Form::Plain) if matches!(line.value, "null" | "~") => 0,
        _ => WRONG_FORM,
    }
}

/// What it costs to take the value of `line` as a single value of that kind.
pub(super) fn scalar(kind: ValueKind, line: &Line<'_>) -> Cost {
    let plain = line.value.trim_matches(['"', '\'']);
    match line.form {
        // `value:` alone is an empty text.
        Form::Empty => EMPTY / 2,
        Form::Alias => 0,
        Form::Block if kind == ValueKind::String => 0,
        Form::Block | Form::FlowMap | Form::FlowList => WRONG_FORM,
        Form::Plain | Form::Quoted => match kind {
            ValueKind::Integer { .. } if plain.parse::<i64>().is_err() => WRONG_VALUE,
            ValueKind::Boolean
                if !matches!(plain, "true" | "false" | "yes" | "no" | "on" | "off") =>
            {
                WRONG_VALUE
            }
            ValueKind::Quantity if !plain.starts_with(|c: char| c.is_ascii_digit() || c == '.') => {
                WRONG_VALUE
            }
            _ => 0,
        },
    }
}

/// What it costs to put a free key into a map.
pub(super) fn free_key(value: Value, key: &str, line: &Line<'_>) -> Cost {
    let of_key = match value {
        // Resources have few names, or a domain.
        Value::Scalar(ValueKind::Quantity)
            if !matches!(key, "cpu" | "memory" | "storage" | "ephemeral-storage" | "pods")
                && !key.starts_with("hugepages-")
                && !key.contains(['/', '.']) =>
        {
            WRONG_VALUE
        }
        _ => 0,
    };
    let of_value = match (value, line.form) {
        (Value::Scalar(_), Form::Empty) => WRONG_VALUE,
        (Value::Scalar(ValueKind::String), Form::Plain) if is_no_text(line.value) => {
            WRONG_VALUE / 2
        }
        (Value::Scalar(kind), _) => scalar(kind, line),
        _ => 0,
    };
    of_key + of_value
}

/// Whether a plain value is a boolean or a number.
fn is_no_text(value: &str) -> bool {
    matches!(value, "true" | "false") || value.parse::<i64>().is_ok()
}

/// What it costs to take a flow mapping as an object of that type.
pub(super) fn flow_map(type_: Type, text: &str) -> Cost {
    let mut seen = 0_u64;
    let mut cost = 0;
    for key in flow_keys(text) {
        match type_.field(key) {
            Some(field) => seen |= 1 << field.index,
            None => cost += UNKNOWN / 3,
        }
    }
    cost + missing(type_, seen)
}

/// What it costs to read `key` as a field of `level`, beyond form and value: knowledge of what
/// people write where. `outer` is the type around the object, or around the list it is an item of;
/// `holder` the key of the object or that list.
pub(super) fn habit(
    type_: Type,
    outer: Option<Type>,
    holder: Option<&str>,
    key: &str,
    value: &str,
) -> Cost {
    if is_seldom(type_, outer, holder, key, value) { SELDOM } else { 0 }
}

/// Whether `key` is there but seldom written; all as in [`habit`].
pub(super) fn is_seldom(
    type_: Type,
    outer: Option<Type>,
    holder: Option<&str>,
    key: &str,
    value: &str,
) -> bool {
    let value = value.trim_matches(['"', '\'']);
    match (type_.name(), key) {
        // A sidecar has it, other containers only beside their restart rules.
        ("Container", "restartPolicy") => !(holder == Some("initContainers") && value == "Always"),
        ("Probe", "terminationGracePeriodSeconds")
        | ("PodSpec", "activeDeadlineSeconds" | "resources")
        | ("JobSpec", "suspend") => true,
        // A template's name is read by nobody.
        ("ObjectMeta", "name" | "namespace") => !is_of_object(outer),
        _ => false,
    }
}

/// What it costs to leave a level as it is; `outer` as in [`habit`].
pub(super) fn closing(level: &Level, outer: Option<Type>) -> Cost {
    match level.shape {
        Shape::Object(type_) if !level.filled => {
            // `emptyDir:` says all there is to say.
            if type_.name() == "EmptyDirVolumeSource" { EMPTY / 2 } else { EMPTY }
        }
        Shape::Object(type_) => missing(type_, level.seen) + unnamed(type_, level, outer),
        Shape::List(_) | Shape::Map(_) | Shape::Raw { .. } if !level.filled => EMPTY,
        _ => 0,
    }
}

fn missing(type_: Type, seen: u64) -> Cost {
    let mut required = type_.required();
    let name = type_.name();
    // Optional in the schema, but no container is without.
    if name == "Container" {
        required |= type_.field("image").map_or(0, |field| 1 << field.index);
    }
    // A name alone is no volume.
    let sourceless = name == "Volume" && seen & !required == 0;
    (required & !seen).count_ones() * MISSING + if sourceless { MISSING } else { 0 }
}

/// The metadata of an object need a name; those of a template do not.
fn unnamed(type_: Type, level: &Level, outer: Option<Type>) -> Cost {
    if type_.name() != "ObjectMeta" || !is_of_object(outer) {
        return 0;
    }
    let has = |name| type_.field(name).is_some_and(|field| level.seen >> field.index & 1 == 1);
    if has("name") || has("generateName") { 0 } else { MISSING - 2 }
}

/// Whether metadata are those of an object, not of a template.
fn is_of_object(outer: Option<Type>) -> bool {
    outer.is_some_and(|outer| !outer.name().contains("Template"))
}
