//! Which Kubernetes is meant: a minor and its feature gates.
//!
//! First of the layers, because decoding, validation and behaviour all depend on it. Knows nothing
//! of manifests.

mod gate;

pub use gate::{Gate, Stage};

use std::fmt;

/// A Kubernetes minor version, 1.27 … 1.37, with its feature gates.
///
/// The gates stand at the defaults of the minor unless [`Version::with`] changed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    minor: u8,
    /// One bit for each gate that is on, by position in [`Gate::ALL`].
    gates: u32,
}

impl Version {
    /// The oldest minor Podline knows.
    pub const OLDEST: Self = Self::with_defaults(27);
    /// The newest minor Podline knows; what the page opens with.
    pub const NEWEST: Self = Self::with_defaults(37);

    /// The version `1.minor`, or `None` if Podline does not know it.
    pub fn new(minor: u8) -> Option<Self> {
        (Self::OLDEST.minor..=Self::NEWEST.minor)
            .contains(&minor)
            .then(|| Self::with_defaults(minor))
    }

    /// The version called `name`, such as `1.28`, if Podline knows it.
    pub fn named(name: &str) -> Option<Self> {
        Self::new(name.strip_prefix("1.")?.parse().ok()?)
    }

    /// Every minor Podline knows, the newest first.
    pub fn all() -> impl Iterator<Item = Self> {
        (Self::OLDEST.minor..=Self::NEWEST.minor).rev().map(Self::with_defaults)
    }

    const fn with_defaults(minor: u8) -> Self {
        let mut gates = 0;
        let mut at = 0;
        while at < Gate::ALL.len() {
            if Gate::ALL[at].stage(minor).is_on_by_default() {
                gates |= 1 << at;
            }
            at += 1;
        }
        Self { minor, gates }
    }

    /// The minor: 33 in 1.33.
    pub fn minor(self) -> u8 {
        self.minor
    }

    /// Whether this version is `1.minor` or newer.
    pub fn at_least(self, minor: u8) -> bool {
        self.minor >= minor
    }

    /// Whether a feature gate is on.
    pub fn has(self, gate: Gate) -> bool {
        self.gates & gate.bit() != 0
    }

    /// The same version with one gate set by hand. A gate that the minor does not know stays off, and
    /// one that is locked stays on, as in Kubernetes.
    #[must_use]
    pub fn with(self, gate: Gate, on: bool) -> Self {
        match gate.stage(self.minor) {
            Stage::Absent | Stage::Stable => self,
            Stage::Alpha | Stage::Beta if on => Self { gates: self.gates | gate.bit(), ..self },
            Stage::Alpha | Stage::Beta => Self { gates: self.gates & !gate.bit(), ..self },
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1.{}", self.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gates_follow_the_minor() {
        let at = |minor| Version::new(minor).expect("a known minor");
        for (gate, minor, on) in [
            (Gate::SidecarContainers, 27, false),
            (Gate::SidecarContainers, 28, false),
            (Gate::SidecarContainers, 29, true),
            (Gate::SidecarContainers, 37, true),
            (Gate::ContainerRestartRules, 34, false),
            (Gate::ContainerRestartRules, 35, true),
            (Gate::ReduceDefaultCrashLoopBackOffDecay, 37, false),
        ] {
            assert_eq!(at(minor).has(gate), on, "{gate:?} in 1.{minor}");
        }
    }

    #[test]
    fn a_gate_is_set_by_hand_only_where_the_minor_knows_it_and_has_not_locked_it() {
        let at = |minor| Version::new(minor).expect("a known minor");
        let sidecars = Gate::SidecarContainers;
        assert!(!at(27).with(sidecars, true).has(sidecars), "1.27 does not know the gate");
        assert!(at(28).with(sidecars, true).has(sidecars));
        assert!(!at(29).with(sidecars, false).has(sidecars));
        assert!(at(33).with(sidecars, false).has(sidecars), "locked since 1.33");
    }

    #[test]
    fn unknown_minors_are_refused() {
        assert_eq!(Version::new(26), None);
        assert_eq!(Version::new(38), None);
        assert_eq!(Version::all().count(), 11);
        assert_eq!(Version::all().next(), Some(Version::NEWEST));
    }

    #[test]
    fn a_version_is_found_by_its_name() {
        for version in Version::all() {
            assert_eq!(Version::named(&version.to_string()), Some(version));
        }
        for name in ["", "1.", "1.26", "1.38", "28", "2.28", "v1.28", "1.28.3"] {
            assert_eq!(Version::named(name), None, "{name:?}");
        }
    }
}
