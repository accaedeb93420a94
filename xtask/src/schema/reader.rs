//! Reads the types of one Kubernetes minor from the sources of the crate k8s-openapi: their fields,
//! what each holds, and Kubernetes' own words about it.
//!
//! The sources are read as text and never compiled. A generator wrote them, one type a file, in a form
//! that has hardly changed since the first release: a struct, its `Deserialize` with the names as they
//! are written in manifests, and lately a JSON schema with the documentation.

use crate::outcome::{Doing as _, Failure, Outcome};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The types of one minor, by path: `api::core::v1::Pod`.
#[derive(Debug, Default)]
pub(crate) struct Api {
    types: BTreeMap<String, Type>,
}

/// A type with named fields.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Type {
    /// What Kubernetes says of it; absent in old releases of the crate.
    pub(crate) text: Option<String>,
    /// Its fields, by their names in a manifest.
    pub(crate) fields: BTreeMap<String, Field>,
}

/// A field of a type.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Field {
    /// `[]` for a list, `{}` for a map, nothing for one value.
    pub(crate) shape: String,
    /// One value of it: the path of a type, or a word of the table such as `string`.
    pub(crate) value: String,
    pub(crate) required: bool,
    /// What Kubernetes says of it; absent in old releases of the crate.
    pub(crate) text: Option<String>,
}

impl Api {
    /// The types of Kubernetes `1.minor`, from the folder of a release of the crate.
    pub(crate) fn read(release: &Path, minor: u8) -> Outcome<Self> {
        let mut api = Self::default();
        let root = release.join(format!("src/v1_{minor}"));
        for module in ["api", "apimachinery"] {
            api.folder(&root.join(module), module)?;
        }
        Ok(api)
    }

    fn folder(&mut self, folder: &Path, module: &str) -> Outcome {
        let list = || format!("list {}", folder.display());
        for entry in fs::read_dir(folder).doing(list)? {
            let path = entry.doing(list)?.path();
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            if path.is_dir() {
                self.folder(&path, &format!("{module}::{name}"))?;
            } else {
                let source =
                    fs::read_to_string(&path).doing(|| format!("read {}", path.display()))?;
                self.file(&source, module);
            }
        }
        Ok(())
    }

    /// Adds the types of one file. Parameters of requests, which old releases have too, do no harm:
    /// nothing leads to them.
    fn file(&mut self, source: &str, module: &str) {
        let keys = keys(source);
        let mut texts = texts(source);
        let mut lines = source.lines();
        while let Some(line) = lines.next() {
            let Some(name) = line.strip_prefix("pub struct ") else { continue };
            // A scalar with a name, such as `Time`, is a tuple; so is an object without fields.
            let has_fields = name.ends_with(" {");
            if !has_fields && !name.ends_with("serde_json::Value);") {
                continue;
            }
            let name = name.split([' ', '(']).next().unwrap_or_default();
            let mut fields = BTreeMap::new();
            if has_fields {
                for line in lines.by_ref().take_while(|line| *line != "}") {
                    let Some((rust, kind)) = line
                        .strip_prefix("    pub ")
                        .and_then(|line| line.strip_suffix(','))
                        .and_then(|line| line.split_once(": "))
                    else {
                        continue;
                    };
                    if let Some(key) = keys.get(rust.trim_start_matches("r#")) {
                        let mut field = field(kind);
                        field.text = texts.remove(key.as_str());
                        fields.insert(key.clone(), field);
                    }
                }
            }
            // An object on its own: the crate knows both as constants of the type.
            if keys.contains_key("api_version") && fields.contains_key("metadata") {
                for key in ["apiVersion", "kind"] {
                    let text = texts.remove(key);
                    let value = "string".to_owned();
                    fields.entry(key.to_owned()).or_insert(Field {
                        value,
                        text,
                        ..Field::default()
                    });
                }
            }
            self.types.insert(format!("{module}::{name}"), Type { text: texts.remove(""), fields });
        }
    }

    /// The type at `path`.
    pub(crate) fn get(&self, path: &str) -> Option<&Type> {
        self.types.get(path)
    }

    /// Every type that one of `roots` leads to, itself included, by path. Fails at a root that is not
    /// there.
    pub(crate) fn reachable(&self, roots: &[&str]) -> Outcome<BTreeMap<&str, &Type>> {
        let mut found = BTreeMap::new();
        let mut waiting: Vec<&str> = roots.to_vec();
        while let Some(path) = waiting.pop() {
            let Some((path, type_)) = self.types.get_key_value(path) else {
                return Err(Failure::new(format!("the crate k8s-openapi has no type {path}.")));
            };
            if found.insert(path.as_str(), type_).is_none() {
                let values = type_.fields.values().map(|field| field.value.as_str());
                waiting.extend(values.filter(|value| value.contains("::")));
            }
        }
        Ok(found)
    }
}

/// `Deployment` of `api::apps::v1::Deployment`.
pub(crate) fn short(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// The names of fields in a manifest, by their names in Rust.
fn keys(source: &str) -> BTreeMap<String, String> {
    let arms = source.lines().filter_map(|line| line.trim_start().split_once("\" => Field::Key_"));
    arms.filter_map(|(key, rust)| {
        Some((rust.strip_suffix(',')?.to_owned(), key.strip_prefix('"')?.to_owned()))
    })
    .collect()
}

/// What Kubernetes says of each field, and of the type itself under the empty name.
fn texts(source: &str) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let mut field: Option<&str> = None;
    let schema = source.lines().skip_while(|line| !line.contains("json_schema!({"));
    for line in schema.take_while(|line| *line != "}") {
        let indent = line.len() - line.trim_start().len();
        let line = line.trim_start();
        if indent == 12 {
            field = line.starts_with("\"description\"").then_some("");
        } else if indent == 16 && line.starts_with('"') {
            field = line.strip_prefix('"').and_then(|line| line.split('"').next());
        }
        let text = line
            .strip_prefix("\"description\": \"")
            .and_then(|text| text.strip_suffix("\","))
            .or_else(|| {
                let (_, text) = line.split_once(".insert(\"description\".into(), \"")?;
                text.strip_suffix("\".into());")
            });
        if let (Some(name), Some(text)) = (field, text) {
            texts.entry(name.to_owned()).or_insert_with(|| unescape(text));
            field = None;
        }
    }
    texts
}

/// What a Rust string literal says.
fn unescape(literal: &str) -> String {
    let mut text = String::with_capacity(literal.len());
    let mut letters = literal.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            text.push(letter);
            continue;
        }
        match letters.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('u') => {
                let code: String =
                    letters.by_ref().skip(1).take_while(|letter| *letter != '}').collect();
                text.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
            }
            other => text.extend(other),
        }
    }
    text
}

/// A field of this Rust type.
fn field(rust: &str) -> Field {
    let mut shape = String::new();
    let mut required = true;
    let mut inner = rust;
    while let Some((outer, of)) = inner.strip_suffix('>').and_then(|inner| inner.split_once('<')) {
        inner = of;
        match short(outer) {
            "Option" => required = false,
            "Vec" => shape += "[]",
            "BTreeMap" => {
                shape += "{}";
                inner = of.split_once(", ").map_or(of, |(_, value)| value);
            }
            // `Box`, where a type holds itself.
            _ => {}
        }
    }
    Field { shape, value: value(inner), required, text: None }
}

/// One value of this Rust type, as the table writes it.
fn value(rust: &str) -> String {
    let word = match short(rust) {
        "String" => "string",
        "i32" => "int32",
        "i64" => "int64",
        "f32" | "f64" => "number",
        "bool" => "boolean",
        "ByteString" => "bytes",
        "Quantity" => "quantity",
        "IntOrString" => "int-or-string",
        "Time" | "MicroTime" => "time",
        "FieldsV1" | "Fields" | "RawExtension" | "JSON" | "Value" => "free",
        _ => {
            let path = rust.trim_start_matches("::").trim_start_matches("crate::");
            // Releases before 0.5 begin a path with the minor.
            return match path.split_once("::") {
                Some((minor, path)) if minor.starts_with("v1_") => path.to_owned(),
                _ => path.to_owned(),
            };
        }
    };
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = r#"
/// A probe.
pub struct Probe {
    /// In a comment it would be \<escaped\>.
    pub http_get: Option<crate::api::core::v1::HTTPGetAction>,

    pub r#type: std::string::String,
    pub args: Option<std::vec::Vec<std::string::String>>,
    pub limits: Option<std::collections::BTreeMap<std::string::String, crate::apimachinery::pkg::api::resource::Quantity>>,
}
                        Ok(match v {
                            "httpGet" => Field::Key_http_get,
                            "other" => Field::Key_other,
                            "type" => Field::Key_type,
                            "args" => Field::Key_args,
                            "limits" => Field::Key_limits,
        crate::schemars::json_schema!({
            "description": "A probe.",
            "type": "object",
            "properties": {
                "args": {
                    "items": {
                    },
                },
                "httpGet": ({
                    schema_obj.ensure_object().insert("description".into(), "Says \"<GET>\".\n\nTwice.".into());
                }),
                "type": {
                    "description": "The type.",
                },
            },
        })
}
"#;

    #[test]
    fn a_type_is_read_with_names_kinds_and_texts() {
        let mut api = Api::default();
        api.file(SOURCE, "api::core::v1");
        let probe = api.get("api::core::v1::Probe").expect("it is there");
        assert_eq!(probe.text.as_deref(), Some("A probe."));
        let fields: Vec<_> = probe
            .fields
            .iter()
            .map(|(name, field)| {
                let kind = format!("{}{}", field.shape, field.value);
                (name.as_str(), kind, field.required, field.text.as_deref())
            })
            .collect();
        assert_eq!(
            fields,
            [
                ("args", "[]string".to_owned(), false, None),
                (
                    "httpGet",
                    "api::core::v1::HTTPGetAction".to_owned(),
                    false,
                    Some("Says \"<GET>\".\n\nTwice.")
                ),
                ("limits", "{}quantity".to_owned(), false, None),
                ("type", "string".to_owned(), true, Some("The type.")),
            ]
        );
    }

    #[test]
    fn what_leads_nowhere_is_an_error() {
        let mut api = Api::default();
        api.file(SOURCE, "api::core::v1");
        assert!(api.reachable(&["api::core::v1::Probe"]).is_err(), "HTTPGetAction is missing");
        assert!(api.reachable(&["api::core::v1::Pod"]).is_err());
    }

    #[test]
    fn literals_are_unescaped() {
        assert_eq!(unescape(r"a\\b\u{2019}s\t\'"), "a\\b\u{2019}s\t'");
    }
}
