//! The Kubernetes minor that is simulated.

use std::fmt;

/// A Kubernetes minor version, 1.27 … 1.37.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    minor: u8,
}

impl Version {
    /// The oldest minor Podline knows.
    pub const OLDEST: Self = Self { minor: 27 };
    /// The newest minor Podline knows; what the page opens with.
    pub const NEWEST: Self = Self { minor: 37 };

    /// The version `1.minor`, or `None` if Podline does not know it.
    pub fn new(minor: u8) -> Option<Self> {
        (Self::OLDEST.minor..=Self::NEWEST.minor).contains(&minor).then_some(Self { minor })
    }

    /// The minor: 33 in 1.33.
    pub fn minor(self) -> u8 {
        self.minor
    }

    /// Whether this version is `1.minor` or newer.
    pub fn at_least(self, minor: u8) -> bool {
        self.minor >= minor
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1.{}", self.minor)
    }
}
