//! One case, as it is written: the keys that all kinds share, and access to the others.

use podline::version::{Gate, Version};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_yaml::{Mapping, Value};

/// What a case is about.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    #[default]
    Scenario,
    Table,
    Kubectl,
    Resources,
    Validation,
}

impl Kind {
    pub(crate) const ALL: [Self; 5] =
        [Self::Scenario, Self::Table, Self::Kubectl, Self::Resources, Self::Validation];

    /// The keys of this kind, besides those of every kind.
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Scenario => {
                &["manifest", "manifestText", "behavior", "kubelet", "actions", "horizon"]
            }
            Self::Table => &["pod", "input"],
            Self::Kubectl => &["pod", "command"],
            Self::Resources => &["manifest", "manifestText", "defaulting", "options", "env"],
            Self::Validation => &["manifest", "manifestText", "phase", "message", "runtimeFailure"],
        }
    }
}

/// The keys of every kind.
const COMMON: [&str; 11] = [
    "id",
    "kind",
    "source",
    "since",
    "until",
    "gates",
    "summary",
    "confidence",
    "derived",
    "sinceUncertain",
    "expect",
];

/// The common keys that the runner uses.
#[derive(Deserialize)]
struct Head {
    id: String,
    #[serde(default)]
    kind: Kind,
    source: String,
    since: String,
    until: Option<String>,
    #[serde(default)]
    gates: Vec<String>,
}

impl Head {
    /// `until` if given, else the newest, with the gates the case asks for.
    fn version(&self) -> Result<Version, String> {
        minor(&self.since).ok_or_else(|| format!("since: no minor: {}", self.since))?;
        let version = match &self.until {
            None => Some(Version::NEWEST),
            Some(until) => minor(until).and_then(Version::new),
        };
        let mut version = version.ok_or("until: no version of Podline's")?;
        for gate in &self.gates {
            let (name, on) = gate.split_once('=').unwrap_or((gate, "true"));
            let known = Gate::from_name(name).ok_or_else(|| format!("no gate: {name}"))?;
            let on = on.parse().map_err(|_| format!("gate {name}: neither true nor false"))?;
            version = version.with(known, on);
        }
        Ok(version)
    }
}

/// A case whose common keys are understood; the others stay as they are written.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    version: Version,
    whole: Mapping,
}

impl Case {
    /// Reads the common keys; what is wrong with them otherwise.
    pub(crate) fn read(value: &Value) -> Result<Self, String> {
        let head: Head =
            serde_yaml::from_value(value.clone()).map_err(|error| error.to_string())?;
        let Value::Mapping(whole) = value else { return Err("a case is a mapping".to_owned()) };
        let known = |key: &str| COMMON.contains(&key) || head.kind.keys().contains(&key);
        for key in whole.keys() {
            let key = key.as_str().unwrap_or("a key that is no text");
            if !known(key) {
                return Err(format!("nobody understands the key `{key}`"));
            }
        }
        if head.source.is_empty() {
            return Err("it names no source".to_owned());
        }
        Ok(Self { version: head.version()?, id: head.id, kind: head.kind, whole: whole.clone() })
    }

    /// The version to run it at.
    pub(crate) fn version(&self) -> Version {
        self.version
    }

    /// What stands under `key`, in the type that the kind expects; `None` if it is absent.
    pub(crate) fn get<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        let value = self.whole.get(key)?;
        let decoded = serde_yaml::from_value(value.clone());
        Some(decoded.unwrap_or_else(|error| panic!("{key}: {error}")))
    }

    /// The manifest, as text for Podline to read.
    pub(crate) fn manifest(&self) -> String {
        if let Some(text) = self.get::<String>("manifestText") {
            return text;
        }
        let value: Value = self.get("manifest").expect("a manifest");
        serde_yaml::to_string(&value).expect("a value can be written")
    }

    /// The whole case, to write another one like it.
    pub(crate) fn whole(&self) -> &Mapping {
        &self.whole
    }
}

/// 33 in `1.33`.
fn minor(text: &str) -> Option<u8> {
    text.strip_prefix("1.")?.parse().ok()
}
