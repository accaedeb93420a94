//! One case, as it is written.

use podline::version::{Gate, Version};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};

/// What a case is about.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    #[default]
    Scenario,
    Table,
    Kubectl,
    Resources,
    Validation,
}

/// The keys that all kinds share; everything else stays as it is written.
#[derive(Debug, Deserialize)]
pub struct Case {
    pub id: String,
    #[serde(default)]
    pub kind: Kind,
    pub until: Option<String>,
    #[serde(default)]
    pub gates: Vec<String>,
    #[serde(flatten)]
    rest: Mapping,
}

impl Case {
    /// The version to run it at: `until` if given, else the newest, with the gates it asks for.
    pub fn version(&self) -> Version {
        let minor = |text: &str| text.strip_prefix("1.").and_then(|minor| minor.parse().ok());
        let version = match &self.until {
            None => Version::NEWEST,
            Some(until) => minor(until)
                .and_then(Version::new)
                .unwrap_or_else(|| panic!("no version of Podline's: {until}")),
        };
        self.gates.iter().fold(version, |version, gate| {
            let (name, on) = gate.split_once('=').unwrap_or((gate, "true"));
            let known = Gate::from_name(name).unwrap_or_else(|| panic!("no gate: {name}"));
            version.with(known, on == "true")
        })
    }

    /// What stands under `key`, in the type that the kind expects; `None` if it is absent.
    pub fn get<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        let value = self.rest.get(key)?;
        let decoded = serde_yaml::from_value(value.clone());
        Some(decoded.unwrap_or_else(|error| panic!("{}: {key}: {error}", self.id)))
    }

    /// The manifest, as text for Podline to read.
    pub fn manifest(&self) -> String {
        if let Some(text) = self.get::<String>("manifestText") {
            return text;
        }
        let value: Value = self.get("manifest").expect("a manifest");
        serde_yaml::to_string(&value).expect("a value can be written")
    }
}
