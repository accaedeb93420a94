//! Amount → text.

use super::{Notation, Quantity};
use std::fmt;

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

#[cfg(test)]
mod tests {
    use super::*;

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
            ("0.9765625Ki", "1k"),
            ("1025Ki", "1025Ki"),
            ("-2Ki", "-2Ki"),
            ("-500m", "-500m"),
            ("9Ei", "9223372036854775807"),
            ("9223372036854775807.5", "9223372036854775807500m"),
            ("1000000000000000000000", "1000E"),
        ] {
            assert_eq!(
                Quantity::parse(text).map(|it| it.to_string()),
                Ok(canonical.to_owned()),
                "{text}"
            );
        }
    }
}
