//! What a plain scalar means to Kubernetes: YAML 1.1 as read by sigs.k8s.io/yaml.
//!
//! Source: go-yaml v2 `resolve.go`. `yes`, `no`, `on`, `off`, `y`, `n` are booleans; `0777` and `0o777` are octal;
//! sexagesimal numbers and timestamps stay text.

use std::num::IntErrorKind;

/// A scalar after resolution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    /// Nothing, `~` or `null`.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number, as written without underscores: fractions, exponents, and whole
    /// numbers that 64 bits do not hold.
    Float(String),
    /// Text.
    Text(String),
}

/// Resolves an unquoted scalar.
pub(crate) fn resolve_plain(text: &str) -> Scalar {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Scalar::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            return Scalar::Bool(true);
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            return Scalar::Bool(false);
        }
        ".nan" | ".NaN" | ".NAN" | ".inf" | ".Inf" | ".INF" | "+.inf" | "+.Inf" | "+.INF"
        | "-.inf" | "-.Inf" | "-.INF" => return Scalar::Float(text.to_owned()),
        _ => {}
    }
    let may_be_number =
        text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'));
    let number = if may_be_number { number(&text.replace('_', "")) } else { None };
    number.unwrap_or_else(|| Scalar::Text(text.to_owned()))
}

/// A number, if `text` (without underscores) is one.
fn number(text: &str) -> Option<Scalar> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if let Some(parsed) = integer(digits) {
        let value = parsed.ok().and_then(|value| {
            if negative { 0_i64.checked_sub_unsigned(value) } else { i64::try_from(value).ok() }
        });
        return Some(value.map_or_else(|| Scalar::Float(text.to_owned()), Scalar::Int));
    }
    (is_float(digits) && !is_too_large(digits)).then(|| Scalar::Float(text.to_owned()))
}

/// Whether a float has no place in 64 bits: `strconv.ParseFloat` refuses it, and it stays text. (To the power
/// of ten: the few numbers from 1.8e308 to 1e309 are taken for floats.)
fn is_too_large(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let has_digits = |part: &str| part.bytes().any(|byte| byte != b'0');
    if !has_digits(whole) && !has_digits(fraction) {
        return false;
    }
    // How many digits stand before the point: fewer than none if zeros follow it.
    let zeros = || -(fraction.bytes().take_while(|byte| *byte == b'0').count().cast_signed());
    let whole = whole.trim_start_matches('0').len().cast_signed();
    let digits = if whole > 0 { whole } else { zeros() };
    match exponent.parse::<i32>() {
        Ok(exponent) => digits.saturating_add(exponent as isize) > 309,
        Err(_) => !exponent.starts_with('-'),
    }
}

/// What Go calls a float that is no number or has no end.
pub(crate) fn infinity(number: &str) -> Option<&'static str> {
    match number.to_ascii_lowercase().as_str() {
        ".nan" => Some("NaN"),
        "-.inf" => Some("-Inf"),
        ".inf" | "+.inf" => Some("+Inf"),
        _ => None,
    }
}

/// A float as Go writes it again: `80.50` is 80.5.
pub(crate) fn shortest(number: &str) -> String {
    match number.split_once('.') {
        Some((_, digits)) if !digits.contains(['e', 'E']) => {
            number.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => number.to_owned(),
    }
}

/// An unsigned integer in Go's base-0 notation: `Err` if it is one that does not fit.
fn integer(digits: &str) -> Option<Result<u64, ()>> {
    let (radix, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &digits[2..]),
        [b'0', b'o' | b'O', ..] => (8, &digits[2..]),
        [b'0', b'b' | b'B', ..] => (2, &digits[2..]),
        [b'0', _, ..] => (8, &digits[1..]),
        _ => (10, digits),
    };
    if digits.starts_with(['+', '-']) {
        return None;
    }
    match u64::from_str_radix(digits, radix) {
        Ok(value) => Some(Ok(value)),
        Err(error) if *error.kind() == IntErrorKind::PosOverflow => Some(Err(())),
        Err(_) => None,
    }
}

/// go-yaml's `yamlStyleFloat` after the sign: `(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`.
fn is_float(text: &str) -> bool {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mantissa_fits = match mantissa.split_once('.') {
        Some(("", fraction)) => digits(fraction),
        Some((whole, fraction)) => digits(whole) && (fraction.is_empty() || digits(fraction)),
        None => digits(mantissa),
    };
    mantissa_fits
        && exponent
            .is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_resolve_as_in_yaml_1_1() {
        let text = |s: &str| Scalar::Text(s.to_owned());
        let float = |s: &str| Scalar::Float(s.to_owned());
        for (written, expected) in [
            ("", Scalar::Null),
            ("~", Scalar::Null),
            ("nULL", text("nULL")),
            ("yes", Scalar::Bool(true)),
            ("n", Scalar::Bool(false)),
            ("Off", Scalar::Bool(false)),
            ("oN", text("oN")),
            ("8080", Scalar::Int(8080)),
            ("-1", Scalar::Int(-1)),
            ("+7", Scalar::Int(7)),
            ("1_000", Scalar::Int(1000)),
            ("0777", Scalar::Int(511)),
            ("0o17", Scalar::Int(15)),
            ("0x1F", Scalar::Int(31)),
            ("0b101", Scalar::Int(5)),
            ("-0b11", Scalar::Int(-3)),
            ("0", Scalar::Int(0)),
            ("08", float("08")),
            ("1.50", float("1.50")),
            (".5", float(".5")),
            ("1e3", float("1e3")),
            ("1e308", float("1e308")),
            ("1e400", text("1e400")),
            ("-1.5E99999999999999999999", text("-1.5E99999999999999999999")),
            ("1e-400", float("1e-400")),
            ("0e400", float("0e400")),
            ("0.001e310", float("0.001e310")),
            ("0.001e320", text("0.001e320")),
            ("1.", float("1.")),
            (".inf", float(".inf")),
            ("-9223372036854775808", Scalar::Int(i64::MIN)),
            ("99999999999999999999", float("99999999999999999999")),
            ("190:20:30", text("190:20:30")),
            ("2024-01-02", text("2024-01-02")),
            ("1.27.3", text("1.27.3")),
            ("500m", text("500m")),
            ("0x", text("0x")),
            ("0x-1", text("0x-1")),
            ("1e", text("1e")),
            (".", text(".")),
            ("-", text("-")),
            ("+-1", text("+-1")),
        ] {
            assert_eq!(resolve_plain(written), expected, "{written:?}");
        }
    }
}
