//! Amounts of a resource: `500m`, `1.5Gi`, `1e3`.
//!
//! Reads and prints as apimachinery's `pkg/api/resource/quantity.go` does. Knows nothing of which
//! resource is meant. Whole numbers only: floating point would bring its tables along.

mod read;
mod write;

use std::cmp::Ordering;
use std::ops::{Add, Sub};

/// An amount, in thousandths: finer ones count as the next thousandth away from zero, as the API
/// server's defaulting rounds them (`SetDefaults_ResourceList`).
///
/// Compares by value: `1Gi` equals `1024Mi`. Prints in canonical form (a few forms that are no
/// shorter, such as `+5`, the server repeats as they were written).
#[derive(Clone, Copy, Debug)]
pub struct Quantity {
    thousandths: i128,
    notation: Notation,
}

/// How an amount was written, and is printed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notation {
    /// `12M`
    Decimal,
    /// `12Mi`
    Binary,
    /// `12e6`
    Exponent,
}

/// Why a text is no quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityError {
    /// It has another shape than number and suffix.
    Format,
    /// There is no such suffix.
    Suffix,
    /// There is a suffix without any number.
    Number,
}

impl QuantityError {
    /// The API server's message.
    pub fn message(self) -> &'static str {
        match self {
            Self::Format => {
                "quantities must match the regular expression \
                 '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
            }
            Self::Suffix => "unable to parse quantity's suffix",
            Self::Number => "unable to parse numeric part of quantity",
        }
    }
}

impl Quantity {
    /// Nothing.
    pub const ZERO: Self = Self { thousandths: 0, notation: Notation::Decimal };

    /// `units` whole ones.
    pub const fn from_units(units: i64) -> Self {
        Self { thousandths: units as i128 * 1000, notation: Notation::Decimal }
    }

    /// Reads an amount; blanks around it are passed over, as the server's decoder does.
    ///
    /// # Errors
    ///
    /// Says what the API server's message would say of a text that is none.
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        read::read(text.trim())
    }

    /// Whole ones, rounded away from zero (`Value`); what 64 bits do not hold is their largest.
    pub fn units(self) -> i64 {
        let units = self.thousandths.unsigned_abs().div_ceil(1000);
        let units = i64::try_from(units).unwrap_or(i64::MAX);
        if self.thousandths < 0 { -units } else { units }
    }

    /// Thousandths (`MilliValue`); what 64 bits do not hold is their largest.
    pub fn milli_units(self) -> i64 {
        let bound = if self.thousandths < 0 { i64::MIN } else { i64::MAX };
        i64::try_from(self.thousandths).unwrap_or(bound)
    }

    /// Whether it is neither zero nor below.
    pub fn is_positive(self) -> bool {
        self.thousandths > 0
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.thousandths == 0
    }

    /// The sum's notation: that of the first, unless the first is zero (`Quantity.Add`).
    fn notation_with(self, other: Self) -> Notation {
        if self.is_zero() { other.notation } else { self.notation }
    }
}

impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.thousandths == other.thousandths
    }
}

impl Eq for Quantity {}

impl PartialOrd for Quantity {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Quantity {
    fn cmp(&self, other: &Self) -> Ordering {
        self.thousandths.cmp(&other.thousandths)
    }
}

impl Add for Quantity {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let thousandths = self.thousandths.saturating_add(other.thousandths);
        Self { thousandths, notation: self.notation_with(other) }
    }
}

impl Sub for Quantity {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        let thousandths = self.thousandths.saturating_sub(other.thousandths);
        Self { thousandths, notation: self.notation_with(other) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        Quantity::parse(text).unwrap_or_else(|error| panic!("{text}: {}", error.message()))
    }

    #[test]
    fn amounts_add_up_in_the_notation_of_the_first_that_is_not_zero() {
        for (left, right, sum) in [
            ("1Gi", "1024Mi", "2Gi"),
            ("0", "1Gi", "1Gi"),
            ("1G", "24Ki", "1000024576"),
            ("1", "-1", "0"),
        ] {
            assert_eq!((quantity(left) + quantity(right)).to_string(), sum, "{left} + {right}");
        }
        assert_eq!((quantity("1Gi") - quantity("512Mi")).to_string(), "512Mi");
        assert!(quantity("1Gi") > quantity("1G"));
        assert_eq!(quantity("1500m").units(), 2);
        assert_eq!(quantity("-1500m").units(), -2);
        assert_eq!(quantity("12E").units(), i64::MAX);
    }
}
