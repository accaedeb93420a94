//! What the engine's rules say, for people.

use crate::engine::Rule;
use std::sync::OnceLock;

/// What one rule says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleText {
    /// The id of the rule.
    pub id: &'static str,
    /// A few words.
    pub title: &'static str,
    /// One sentence.
    pub statement: &'static str,
    /// Where it stands in Kubernetes.
    pub source: &'static str,
    /// The first minor in which it holds without a feature gate set by hand; `None` if it always
    /// did.
    pub since: Option<u8>,
}

/// The texts, in the order of the file.
pub fn rules() -> &'static [RuleText] {
    static RULES: OnceLock<Vec<RuleText>> = OnceLock::new();
    RULES.get_or_init(|| read(include_str!("rules.yaml")))
}

/// What `rule` says.
///
/// # Panics
/// If the table lacks the rule, which a test rules out.
pub fn rule(rule: Rule) -> &'static RuleText {
    let text = rules().iter().find(|text| text.id == rule.id());
    text.expect("invariant: rules.yaml has every rule (tests/content.rs)")
}

/// Reads the YAML that the file keeps to: `id:` at the margin, `  key: plain text` below it. A test
/// holds it against a whole reader.
fn read(yaml: &'static str) -> Vec<RuleText> {
    let mut rules: Vec<RuleText> = Vec::new();
    for line in yaml.lines().filter(|line| !line.starts_with('#')) {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim_ascii();
        match (key.trim_ascii(), rules.last_mut()) {
            (id, _) if id == key => rules.push(RuleText { id, ..RuleText::default() }),
            ("title", Some(rule)) => rule.title = value,
            ("statement", Some(rule)) => rule.statement = value,
            ("source", Some(rule)) => rule.source = value,
            ("since", Some(rule)) => rule.since = value.parse().ok(),
            _ => {}
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_yaml::{Mapping, Value};

    #[test]
    fn every_line_means_what_yaml_says() {
        let whole: Mapping = serde_yaml::from_str(include_str!("rules.yaml")).expect("valid YAML");
        assert_eq!(whole.len(), rules().len());
        for ((id, entry), rule) in whole.iter().zip(rules()) {
            assert_eq!(id.as_str(), Some(rule.id));
            let text = |key: &str| entry[key].as_str();
            assert_eq!(text("title"), Some(rule.title), "{}", rule.id);
            assert_eq!(text("statement"), Some(rule.statement), "{}", rule.id);
            assert_eq!(text("source"), Some(rule.source), "{}", rule.id);
            assert_eq!(entry["since"].as_u64(), rule.since.map(u64::from), "{}", rule.id);
            let known = ["title", "statement", "source", "since"].map(Value::from);
            let entry = entry.as_mapping().expect("fields");
            assert!(entry.keys().all(|key| known.contains(key)), "{}", rule.id);
        }
    }
}
