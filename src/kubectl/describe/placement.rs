//! Where the Pod may run, in `kubectl describe`: node selectors and tolerations.

use crate::manifest::Value;
use std::fmt::Write as _;

/// The taints that every Pod tolerates for five minutes, unless it says otherwise (the admission plugin
/// `DefaultTolerationSeconds`).
const BY_DEFAULT: [&str; 2] = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

/// One toleration, as it is printed.
struct Toleration {
    key: String,
    line: String,
}

/// The lines about where the Pod may run; `spec` is the Pod's as written.
pub(super) fn describe(text: &mut String, spec: &Value) {
    super::sorted(text, "Node-Selectors", &spec["nodeSelector"]);
    let mut tolerations: Vec<Toleration> =
        spec["tolerations"].items().iter().map(toleration).collect();
    for key in BY_DEFAULT {
        let tolerates = |it: &Value| {
            let any_key = it["key"] == Value::Absent && it["operator"].as_str() == Some("Exists");
            let any_effect = ["", "NoExecute"].contains(&it["effect"].as_str().unwrap_or_default());
            (any_key || it["key"].as_str() == Some(key)) && any_effect
        };
        if !spec["tolerations"].items().iter().any(tolerates) {
            let line = format!("{key}:NoExecute op=Exists for 300s");
            tolerations.push(Toleration { key: key.to_owned(), line });
        }
    }
    tolerations.sort_by(|one, other| one.key.cmp(&other.key));
    for (number, Toleration { line, .. }) in tolerations.iter().enumerate() {
        let title = if number == 0 { "Tolerations:" } else { "" };
        let _ = writeln!(text, "{title}\t{line}");
    }
    if tolerations.is_empty() {
        *text += "Tolerations:\t<none>\n";
    }
}

/// printTolerationsMultilineWithIndent.
fn toleration(declared: &Value) -> Toleration {
    let [key, value, effect] = ["key", "value", "effect"].map(|key| declared[key].text());
    let mut line = key.clone();
    if !value.is_empty() {
        let _ = write!(line, "={value}");
    }
    if !effect.is_empty() {
        let _ = write!(line, ":{effect}");
    }
    if declared["operator"].as_str() == Some("Exists") && value.is_empty() {
        line += if line.is_empty() { "op=Exists" } else { " op=Exists" };
    }
    if let Some(seconds) = declared["tolerationSeconds"].as_i64() {
        let _ = write!(line, " for {seconds}s");
    }
    Toleration { key, line }
}
