//! That the run can go red: cases that pass, broken in memory, must fail.

use crate::case::{Case, Kind};
use serde_yaml::{Mapping, Value};

/// A case that must not pass, and what was done to it.
pub(crate) struct Broken {
    pub(crate) case: Case,
    pub(crate) how: String,
}

/// Every way to break `case`: each value that is expected changed, each empty list filled, a key that
/// nobody understands in each map.
pub(crate) fn ways(case: &Case) -> Vec<Broken> {
    let mut ways = Vec::new();
    for (key, value) in case.whole() {
        let key = key.as_str().unwrap_or_default();
        // What is inside an object is Kubernetes' own, and may be unknown on purpose.
        if !matches!(key, "manifest" | "pod" | "command" | "gates") {
            let mut found = Vec::new();
            alter(value, case.kind, &[key], &mut found);
            for (how, value) in found {
                ways.extend(with(case, key, value, how));
            }
        }
    }
    ways
}

/// `case` with another value under `key`.
fn with(case: &Case, key: &str, value: Value, how: String) -> Option<Broken> {
    let mut whole = case.whole().clone();
    whole.insert(key.into(), value);
    // One whose common keys are wrong is found before it runs.
    let case = Case::read(&Value::Mapping(whole)).ok()?;
    Some(Broken { case, how })
}

/// Copies of `value` with one thing changed, and where.
fn alter(value: &Value, kind: Kind, path: &[&str], found: &mut Vec<(String, Value)>) {
    let place = || path.join(".");
    match value {
        Value::Mapping(map) => {
            for (key, inner) in map {
                let name = key.as_str().unwrap_or_default();
                let mut below = Vec::new();
                alter(inner, kind, &[path, &[name]].concat(), &mut below);
                for (how, inner) in below {
                    let mut map = map.clone();
                    map.insert(key.clone(), inner);
                    found.push((how, Value::Mapping(map)));
                }
            }
            found.push((format!("{}: a key that nobody understands", place()), with_stranger(map)));
        }
        Value::Sequence(list) if list.is_empty() => {
            if path[0] == "expect" {
                found.push((format!("{}: not empty", place()), Value::Sequence(vec!["~".into()])));
            }
        }
        Value::Sequence(list) => {
            for (at, inner) in list.iter().enumerate() {
                let mut below = Vec::new();
                alter(inner, kind, path, &mut below);
                for (how, inner) in below {
                    let mut list = list.clone();
                    list[at] = inner;
                    found.push((how, Value::Sequence(list)));
                }
            }
        }
        leaf => {
            if path[0] == "expect" && path.last() != Some(&"when") {
                let other = other(leaf, kind, path);
                found.push((format!("{}: {leaf:?} made {other:?}", place()), other));
            }
        }
    }
}

/// The map with one more key, its value as the others have it.
fn with_stranger(map: &Mapping) -> Value {
    let mut map = map.clone();
    let value = map.values().next().cloned().unwrap_or(1.into());
    map.insert("noSuchKey".into(), value);
    Value::Mapping(map)
}

/// A value that cannot be right where `leaf` is.
fn other(leaf: &Value, kind: Kind, path: &[&str]) -> Value {
    match leaf {
        Value::Bool(is) => (!is).into(),
        Value::Number(number) => {
            let number = number.as_i64().unwrap_or_default();
            if path.get(1) == Some(&"countMin") { 1_000_000.into() } else { (number + 1).into() }
        }
        Value::String(text) if kind == Kind::Scenario => other_event(text, path[1]).into(),
        Value::String(text) => other_text(text).into(),
        _ => "1".into(),
    }
}

fn other_event(text: &str, key: &str) -> String {
    match key {
        "order" => {
            let first = text.split(' ').next().unwrap_or_default();
            format!("{first} < {first}")
        }
        "never" => "pod.created".to_owned(),
        "together" => "pod.created#99".to_owned(),
        _ => other_text(text),
    }
}

/// Another text of the same kind: a greater number, another word.
fn other_text(text: &str) -> String {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        format!("9{text}")
    } else {
        format!("{text}~")
    }
}
