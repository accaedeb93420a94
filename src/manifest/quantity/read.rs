//! Text → amount.

use super::{Notation, Quantity, QuantityError};

/// The largest amount in thousandths: 10³⁰ whole ones. Kubernetes has no such bound for decimal
/// notation; here everything above counts as this much.
const MAX: u128 = 10_u128.pow(33);
/// The largest amount in binary notation, in thousandths (`maxAllowed`).
const MAX_BINARY: u128 = i64::MAX.unsigned_abs() as u128 * 1000;

/// The amount that a text without blanks around it is.
pub(super) fn read(text: &str) -> Result<Quantity, QuantityError> {
    let parts = Parts::split(text)?;
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
    Ok(Quantity { thousandths: if parts.negative { -magnitude } else { magnitude }, notation })
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

    #[test]
    fn amounts_in_thousandths() {
        for (text, thousandths) in [
            ("0", 0),
            ("0Ki", 0),
            ("1", 1000),
            ("+1", 1000),
            ("-1", -1000),
            ("007", 7000),
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
            assert_eq!(read(text).map(|it| it.thousandths), Ok(thousandths), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_says_why() {
        for (text, error) in [
            ("", QuantityError::Format),
            (" 1", QuantityError::Format),
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
            assert_eq!(read(text), Err(error), "{text:?}");
        }
    }
}
