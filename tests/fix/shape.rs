//! One manifest in every shape in which people write it.

use serde_yaml::Value;

/// The text itself, with CRLF, with comments, as JSON on many lines and on one; by a name each.
pub(crate) fn shapes(text: &str) -> Vec<(&'static str, String)> {
    let mut shapes = vec![("as it is", text.to_owned())];
    if !text.contains('\r') {
        shapes.push(("CRLF", text.replace('\n', "\r\n")));
    }
    if !text.contains(['|', '>']) && !text.contains("\n\n") {
        shapes.push(("comments", commented(text)));
    }
    if let Ok(value) = serde_yaml::from_str::<Value>(text) {
        shapes.push(("JSON", format!("{}\n", json(&value, Some(0)))));
        shapes.push(("JSON on one line", json(&value, None)));
    }
    shapes
}

/// A comment above every line, and one behind it.
fn commented(text: &str) -> String {
    let mut commented = String::new();
    for (at, line) in text.lines().enumerate() {
        let blanks = line.len() - line.trim_start().len();
        let behind = if line.contains('#') { String::new() } else { format!(" # behind {at}") };
        commented.push_str(&format!("{}# above {at}\n{line}{behind}\n", " ".repeat(blanks)));
    }
    commented
}

fn json(value: &Value, depth: Option<usize>) -> String {
    let below = depth.map(|depth| depth + 1);
    let (open, close) = match depth {
        Some(depth) => {
            (format!("\n{}", "  ".repeat(depth + 1)), format!("\n{}", "  ".repeat(depth)))
        }
        None => (String::new(), String::new()),
    };
    let between = if depth.is_some() { format!(",{open}") } else { ", ".to_owned() };
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Sequence(items) if items.is_empty() => "[]".to_owned(),
        Value::Sequence(items) => {
            let items: Vec<String> = items.iter().map(|item| json(item, below)).collect();
            format!("[{open}{}{close}]", items.join(&between))
        }
        Value::Mapping(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Mapping(entries) => {
            let entry = |(key, value): (&Value, &Value)| {
                let key = match key {
                    Value::String(key) => quoted(key),
                    other => format!("\"{}\"", json(other, None)),
                };
                format!("{key}: {}", json(value, below))
            };
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("{{{open}{}{close}}}", entries.join(&between))
        }
        Value::String(text) => quoted(text),
        Value::Tagged(tagged) => json(&tagged.value, depth),
    }
}

fn quoted(text: &str) -> String {
    let escape = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    };
    format!("\"{}\"", text.chars().map(escape).collect::<String>())
}
