//! Where a field stands in an object, in Kubernetes' own notation.

use std::fmt;

/// A field path such as `spec.initContainers[0].image` (apimachinery `field.Path`).
///
/// The text is the whole identity: paths are compared, ordered and printed by it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FieldPath(String);

impl FieldPath {
    /// The object itself.
    pub fn root() -> Self {
        Self::default()
    }

    /// The member `name` below this path.
    #[must_use]
    pub fn child(&self, name: &str) -> Self {
        if self.0.is_empty() { Self(name.to_owned()) } else { Self(format!("{}.{name}", self.0)) }
    }

    /// The list item `index` (from 0) below this path.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}[{index}]", self.0))
    }

    /// The entry `key` of a map with free keys, such as `metadata.labels[app]`.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        Self(format!("{}[{key}]", self.0))
    }

    /// The path as text; empty for the object itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path up to its last member, item or key; `None` for the object itself.
    pub fn parent(&self) -> Option<Self> {
        if self.0.is_empty() {
            return None;
        }
        let end = self.0.rfind(if self.0.ends_with(']') { '[' } else { '.' });
        Some(Self(self.0[..end.unwrap_or(0)].to_owned()))
    }

    /// The members, indices and keys of the path, from the outside in.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &str> {
        let mut rest = self.0.as_str();
        std::iter::from_fn(move || {
            rest = rest.strip_prefix('.').unwrap_or(rest);
            if rest.is_empty() {
                return None;
            }
            let (step, after) = match rest.strip_prefix('[') {
                // Keys hold dots and slashes, never a bracket.
                Some(inner) => inner.split_once(']').unwrap_or((inner, "")),
                None => rest.split_at(rest.find(['.', '[']).unwrap_or(rest.len())),
            };
            rest = after;
            Some(step)
        })
    }
}

impl From<&str> for FieldPath {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_print_as_kubernetes_prints_them() {
        let path = FieldPath::root().child("spec").child("containers").index(1).child("name");
        assert_eq!(path.as_str(), "spec.containers[1].name");
        assert_eq!(
            FieldPath::from("metadata.labels").key("a.b/c").as_str(),
            "metadata.labels[a.b/c]"
        );
    }

    #[test]
    fn steps_lead_from_the_outside_in() {
        let steps =
            |path: &str| FieldPath::from(path).steps().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(steps("spec.containers[1].name"), ["spec", "containers", "1", "name"]);
        assert_eq!(steps("metadata.labels[a.b/c]"), ["metadata", "labels", "a.b/c"]);
        assert_eq!(steps(""), [""; 0]);
    }

    #[test]
    fn the_parent_drops_the_last_step() {
        let parent = |path: &str| FieldPath::from(path).parent().map(|path| path.to_string());
        assert_eq!(parent("spec.containers[1].name").as_deref(), Some("spec.containers[1]"));
        assert_eq!(parent("spec.containers[1]").as_deref(), Some("spec.containers"));
        assert_eq!(parent("spec").as_deref(), Some(""));
        assert_eq!(parent(""), None);
    }
}
