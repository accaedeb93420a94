//! Amounts of a resource: `500m`, `1.5Gi`, `1e3`.
//!
//! Parses and prints as apimachinery's `pkg/api/resource/quantity.go` does. Knows nothing of which
//! resource is meant. Whole numbers only: floating point would bring its tables along.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Sub};

/// The largest amount in thousandths: 10³⁰ whole ones. Kubernetes has no such bound for decimal
/// notation; here everything above counts as this much.
const MAX: u128 = 10_u128.pow(33);
/// The largest amount in binary notation, in thousandths (`maxAllowed`).
const MAX_BINARY: u128 = i64::MAX.unsigned_abs() as u128 * 1000;

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
        let parts = Parts::split(text.trim())?;
        let (base, exponent, notation) = suffix(parts.suffix).ok_or(QuantityError::Suffix)?;
        if parts.whole.is_empty()
            && parts.fraction.is_empty()
            && (exponent < -9 || base == 2 && exponent > 40)
        {
            // Without a number it is zero, unless the parser leaves its fast path.
            return Err(QuantityError::Number);
        }
        let magnitude = parts.thousandths(base, exponent);
        let magnitude = if base == 2 { magnitude.min(MAX_BINARY) } else { magnitude };
        let magnitude = i128::try_from(magnitude).unwrap_or(i128::MAX);
        Ok(Self { thousandths: if parts.negative { -magnitude } else { magnitude }, notation })
    }

    /// Whole ones, rounded away from zero (`Value`); what 64 bits do not hold is their largest.
    pub fn units(self) -> i64 {
        let units = self.thousandths.unsigned_abs().div_ceil(1000);
        let units = i64::try_from(units).unwrap_or(i64::MAX);
        if self.thousandths < 0 { -units } else { units }
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

/// The canonical form: no fraction, and the largest suffix that loses nothing.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut number = self.thousandths.unsigned_abs();
        if number == 0 {
            return f.write_str("0");
        }
        if self.thousandths < 0 {
            f.write_str("-")?;
        }
        if self.notation == Notation::Binary && number >= 1_024_000 && number.is_multiple_of(1000) {
            number /= 1000;
            let power = reduce(&mut number, 1024, BINARY.len());
            write_number(f, number)?;
            return f.write_str(power.checked_sub(1).map_or("", |power| BINARY[power]));
        }
        if self.notation == Notation::Exponent {
            let power = reduce(&mut number, 1000, usize::MAX);
            write_number(f, number)?;
            return match power {
                0 => f.write_str("e-3"),
                1 => Ok(()),
                power => write!(f, "e{}", 3 * (power - 1)),
            };
        }
        let power = reduce(&mut number, 1000, DECIMAL.len() - 1);
        write_number(f, number)?;
        f.write_str(DECIMAL[power])
    }
}

/// The binary suffixes, from 2¹⁰ upwards.
const BINARY: [&str; 6] = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
/// The decimal suffixes, from a thousandth upwards.
const DECIMAL: [&str; 8] = ["m", "", "k", "M", "G", "T", "P", "E"];

/// Takes out `factor` as often as it is in there, at most `times`; returns how often.
fn reduce(number: &mut u128, factor: u128, times: usize) -> usize {
    let mut taken = 0;
    while taken < times && number.is_multiple_of(factor) {
        *number /= factor;
        taken += 1;
    }
    taken
}

/// Writes it in two halves: formatting 128 bits at once would be code of its own.
fn write_number(f: &mut fmt::Formatter<'_>, number: u128) -> fmt::Result {
    const HALF: u128 = 10_u128.pow(18);
    let half = |part: u128| u64::try_from(part).unwrap_or(u64::MAX);
    match half(number / HALF) {
        0 => write!(f, "{}", half(number)),
        high => write!(f, "{high}{:018}", half(number % HALF)),
    }
}

/// Base, exponent and notation of a suffix (`suffix.go`).
fn suffix(text: &str) -> Option<(u8, i64, Notation)> {
    let decimal = |exponent| Some((10, exponent, Notation::Decimal));
    let binary = |exponent| Some((2, exponent, Notation::Binary));
    match text {
        "n" => decimal(-9),
        "u" => decimal(-6),
        "m" => decimal(-3),
        "" => decimal(0),
        "k" => decimal(3),
        "M" => decimal(6),
        "G" => decimal(9),
        "T" => decimal(12),
        "P" => decimal(15),
        "E" => decimal(18),
        "Ki" => binary(10),
        "Mi" => binary(20),
        "Gi" => binary(30),
        "Ti" => binary(40),
        "Pi" => binary(50),
        "Ei" => binary(60),
        _ => {
            let exponent = text.strip_prefix(['e', 'E'])?.parse().ok()?;
            Some((10, exponent, Notation::Exponent))
        }
    }
}

/// A quantity's text, taken apart.
struct Parts<'a> {
    negative: bool,
    /// The digits before the point, without leading zeros.
    whole: &'a str,
    /// The digits after it.
    fraction: &'a str,
    suffix: &'a str,
}

impl<'a> Parts<'a> {
    /// Takes a text apart as Go's scanner does: it asks for no digit at all, so that `m` is zero.
    fn split(text: &'a str) -> Result<Self, QuantityError> {
        if text.is_empty() {
            return Err(QuantityError::Format);
        }
        let negative = text.starts_with('-');
        let number = text.strip_prefix(['+', '-']).unwrap_or(text);
        let is_digit = |byte: &u8| byte.is_ascii_digit();
        let (whole, rest) = split_while(number, is_digit);
        let (fraction, suffix) = match rest.strip_prefix('.') {
            Some(rest) => split_while(rest, is_digit),
            None => ("", rest),
        };
        let (_, exponent) = split_while(suffix, |byte| b"eEinumkKMGTP".contains(byte));
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(QuantityError::Format);
        }
        Ok(Self { negative, whole, fraction, suffix })
    }

    /// Its magnitude in thousandths: rounded up, at most [`MAX`].
    fn thousandths(&self, base: u8, exponent: i64) -> u128 {
        // So many digits that what follows fits 128 bits; the rest can only round up.
        let precise = if base == 2 { 10_u128.pow(15) } else { 10_u128.pow(30) };
        let append = |number: u128, digit: u8| (number * 10 + u128::from(digit - b'0')).min(MAX);
        let mut number = self.whole.bytes().fold(0, append);
        let mut zeros = 3_i64;
        let mut inexact = false;
        for digit in self.fraction.bytes() {
            if number < precise {
                number = append(number, digit);
                zeros -= 1;
            } else {
                inexact |= digit != b'0';
            }
        }
        if base == 2 {
            number = number.saturating_mul(1 << exponent);
        } else {
            zeros = zeros.saturating_add(exponent);
        }
        while zeros > 0 && number > 0 && number < MAX {
            number *= 10;
            zeros -= 1;
        }
        while zeros < 0 && number > 0 {
            inexact |= !number.is_multiple_of(10);
            number /= 10;
            zeros += 1;
        }
        number.saturating_add(u128::from(inexact)).min(MAX)
    }
}

/// The longest beginning whose bytes all pass, and the rest.
fn split_while(text: &str, passes: impl Fn(&u8) -> bool) -> (&str, &str) {
    text.split_at(text.bytes().take_while(|byte| passes(byte)).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Quantity {
        Quantity::parse(text).unwrap_or_else(|error| panic!("{text}: {}", error.message()))
    }

    #[test]
    fn amounts_in_thousandths() {
        for (text, thousandths) in [
            ("0", 0),
            ("0Ki", 0),
            ("1", 1000),
            ("+1", 1000),
            ("-1", -1000),
            ("007", 7000),
            (" 1 ", 1000),
            ("1.", 1000),
            ("1.G", 1_000_000_000_000),
            (".001", 1),
            (".0001k", 100),
            ("3m", 3),
            ("8k", 8_000_000),
            ("100.035k", 100_035_000),
            ("6.987654321G", 6_987_654_321_000),
            ("2.5P", 2_500_000_000_000_000_000),
            ("12E", 12_000_000_000_000_000_000_000),
            ("1Ki", 1_024_000),
            ("0.5Mi", 524_288_000),
            ("0.05Gi", 53_687_091_200),
            ("3Ei", 3_458_764_513_820_540_928_000),
            ("1e3", 1_000_000),
            ("1E3", 1_000_000),
            ("1E-3", 1),
            ("1.3E+6", 1_300_000_000),
            ("0.5e-1", 50),
            // Rounded up, away from zero.
            ("0.1m", 1),
            ("5n", 1),
            ("1001u", 2),
            ("-0.1m", -1),
            ("1.0001", 1001),
            ("0.000000000001Ki", 1),
            ("100.035Ki", 102_435_840),
            ("9999999999999999.5", 9_999_999_999_999_999_500),
            ("1e-999999999", 1),
            // Capped.
            ("9Ei", 9_223_372_036_854_775_807_000),
            ("9223372036854775807Ki", 9_223_372_036_854_775_807_000),
            ("99999999999999999999Ei", 9_223_372_036_854_775_807_000),
            ("1e999999999", 1_000_000_000_000_000_000_000_000_000_000_000),
            // The scanner asks for no digit.
            ("-", 0),
            (".", 0),
            ("m", 0),
            ("Ti", 0),
        ] {
            assert_eq!(quantity(text).thousandths, thousandths, "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_says_why() {
        for (text, error) in [
            ("", QuantityError::Format),
            (" ", QuantityError::Format),
            ("1GB", QuantityError::Format),
            ("1gi", QuantityError::Format),
            ("1 Gi", QuantityError::Format),
            ("two", QuantityError::Format),
            ("1.1.1", QuantityError::Format),
            ("1+1.0M", QuantityError::Format),
            ("--1", QuantityError::Suffix),
            ("1e5i", QuantityError::Format),
            ("1½", QuantityError::Format),
            ("100mi", QuantityError::Suffix),
            ("1K", QuantityError::Suffix),
            ("1i", QuantityError::Suffix),
            ("1e", QuantityError::Suffix),
            ("1Mi5", QuantityError::Suffix),
            ("-3.01e-", QuantityError::Suffix),
            ("Ei", QuantityError::Number),
            ("e-10", QuantityError::Number),
        ] {
            assert_eq!(Quantity::parse(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn canonical_texts() {
        for (text, canonical) in [
            ("0Gi", "0"),
            ("1.5", "1500m"),
            ("1000m", "1"),
            ("1.5Gi", "1536Mi"),
            ("1024Mi", "1Gi"),
            ("1000000", "1M"),
            ("1e3", "1e3"),
            ("12e2", "1200"),
            ("1.5e-1", "150e-3"),
            ("1e21", "1e21"),
            // Binary only from 1Ki on, and only for whole numbers.
            ("0.5Ki", "512"),
            ("100.035Ki", "102435840m"),
            ("1025Ki", "1025Ki"),
            ("-2Ki", "-2Ki"),
            ("-500m", "-500m"),
            ("9Ei", "9223372036854775807"),
            ("9223372036854775807.5", "9223372036854775807500m"),
            ("1000000000000000000000", "1000E"),
        ] {
            assert_eq!(quantity(text).to_string(), canonical, "{text}");
        }
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
