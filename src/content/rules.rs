//! What the engine's rules say, for people.

use crate::engine::Rule;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What one rule says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleText {
    /// A few words.
    pub title: String,
    /// One sentence.
    pub statement: String,
    /// Where it stands in Kubernetes.
    pub source: String,
    /// The first minor in which it holds without a feature gate set by hand; `None` if it always
    /// did.
    pub since: Option<u8>,
}

/// The texts by rule id.
///
/// # Panics
/// If the file compiled in is no valid table, which a test rules out.
pub fn rules() -> &'static BTreeMap<String, RuleText> {
    static RULES: OnceLock<BTreeMap<String, RuleText>> = OnceLock::new();
    RULES.get_or_init(|| {
        serde_yaml::from_str(include_str!("rules.yaml")).expect("invariant: rules.yaml is valid")
    })
}

/// What `rule` says.
///
/// # Panics
/// If the table lacks the rule, which a test rules out.
pub fn rule(rule: Rule) -> &'static RuleText {
    rules().get(rule.id()).expect("invariant: rules.yaml has every rule (tests/content.rs)")
}
