//! The syntax of a CronJob's schedule, field by field and in the parser's words.
//!
//! Source: `robfig/cron/v3` `ParseStandard`. When a schedule runs is `model::Schedule`'s business.

use super::{duration, time_zone};

/// A field: its lowest and highest value, and the names for its values, the lowest first.
struct Field {
    low: i64,
    high: i64,
    names: &'static str,
}

const MONTHS: &str = "jan feb mar apr may jun jul aug sep oct nov dec";
const DAYS: &str = "sun mon tue wed thu fri sat";

/// Minute, hour, day of the month, month, day of the week.
const FIELDS: [Field; 5] = [
    Field { low: 0, high: 59, names: "" },
    Field { low: 0, high: 23, names: "" },
    Field { low: 1, high: 31, names: "" },
    Field { low: 1, high: 12, names: MONTHS },
    Field { low: 0, high: 6, names: DAYS },
];

const DESCRIPTORS: [&str; 7] =
    ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

/// What is wrong with a schedule that is not empty.
pub(super) fn fault(schedule: &str) -> Option<String> {
    let mut text = schedule;
    if let Some(zoned) = text.strip_prefix("TZ=").or_else(|| text.strip_prefix("CRON_TZ=")) {
        let Some((zone, rest)) = zoned.split_once(' ') else {
            return Some(
                "invalid schedule format: runtime error: slice bounds out of range [:-1]"
                    .to_owned(),
            );
        };
        if !zone.is_empty() && zone != "Local" && !time_zone::is_known(zone) {
            return Some(format!("provided bad location {zone}: unknown time zone {zone}"));
        }
        text = rest.trim();
    }
    if text.starts_with('@') {
        return match text.strip_prefix("@every ") {
            Some(span) => duration::fault(span)
                .map(|fault| format!("failed to parse duration {text}: {fault}")),
            None if DESCRIPTORS.contains(&text) => None,
            None => Some(format!("unrecognized descriptor: {text}")),
        };
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() != FIELDS.len() {
        let found = words.len();
        return Some(format!("expected exactly 5 fields, found {found}: [{}]", words.join(" ")));
    }
    words.iter().zip(&FIELDS).find_map(|(word, field)| {
        // Empty items of a list are passed over.
        word.split(',').filter(|item| !item.is_empty()).find_map(|item| range(item, field).err())
    })
}

/// `*`, `5`, `1-5`, each with `/step` or not.
fn range(text: &str, field: &Field) -> Result<(), String> {
    let mut halves = text.split('/');
    let bounds: Vec<&str> = halves.next().unwrap_or_default().split('-').collect();
    let (low, mut high) = match bounds.as_slice() {
        ["*" | "?", ..] => (field.low, field.high),
        [single] => (value(single, field)?, value(single, field)?),
        [low, high] => (value(low, field)?, value(high, field)?),
        _ => return Err(format!("too many hyphens: {text}")),
    };
    let step = match halves.next() {
        Some(step) => {
            let step = number(step)?;
            if bounds.len() == 1 {
                high = field.high;
            }
            step
        }
        None => 1,
    };
    if halves.next().is_some() {
        return Err(format!("too many slashes: {text}"));
    }
    if low < field.low {
        return Err(format!("beginning of range ({low}) below minimum ({}): {text}", field.low));
    }
    if high > field.high {
        return Err(format!("end of range ({high}) above maximum ({}): {text}", field.high));
    }
    if low > high {
        return Err(format!("beginning of range ({low}) beyond end of range ({high}): {text}"));
    }
    if step == 0 {
        return Err(format!("step of range should be a positive number: {text}"));
    }
    Ok(())
}

fn value(text: &str, field: &Field) -> Result<i64, String> {
    let names = field.names.split(' ').filter(|name| !name.is_empty());
    let found = (field.low..).zip(names).find(|(_, name)| name.eq_ignore_ascii_case(text));
    found.map_or_else(|| number(text), |(value, _)| Ok(value))
}

fn number(text: &str) -> Result<i64, String> {
    match text.parse::<i64>() {
        Ok(number) if number < 0 => Err(format!("negative number ({number}) not allowed: {text}")),
        Ok(number) => Ok(number),
        Err(_) => {
            let digits = text.trim_start_matches(['-', '+']);
            let is_number = !digits.is_empty() && digits.bytes().all(|c| c.is_ascii_digit());
            let why = if is_number { "value out of range" } else { "invalid syntax" };
            Err(format!("failed to parse int from {text}: strconv.Atoi: parsing \"{text}\": {why}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn what_the_parser_takes() {
        for text in [
            "* * * * *",
            "*/15 0-23/2 1,15 jan-MAR mon,5",
            "5/20 ? * * ?",
            " 0  3 * * * ",
            ",5 * * * *",
            "@hourly",
            "@every 1h30m",
            "@every 0s",
            "TZ=UTC 0 3 * * *",
            "CRON_TZ=Europe/Warsaw @daily",
        ] {
            assert_eq!(fault(text), None, "{text}");
        }
    }

    #[test]
    fn what_it_says_of_the_rest() {
        for (text, wanted) in [
            ("* * * *", "expected exactly 5 fields, found 4: [* * * *]"),
            ("0 0 * * * *", "expected exactly 5 fields, found 6: [0 0 * * * *]"),
            (" @daily", "expected exactly 5 fields, found 1: [@daily]"),
            ("60 * * * *", "end of range (60) above maximum (59): 60"),
            ("* 24 * * *", "end of range (24) above maximum (23): 24"),
            ("* * 0 * *", "beginning of range (0) below minimum (1): 0"),
            ("* * * 13 *", "end of range (13) above maximum (12): 13"),
            ("* * * * 7", "end of range (7) above maximum (6): 7"),
            ("*/0 * * * *", "step of range should be a positive number: */0"),
            ("5-1 * * * *", "beginning of range (5) beyond end of range (1): 5-1"),
            ("1-2-3 * * * *", "too many hyphens: 1-2-3"),
            ("1/2/3 * * * *", "too many slashes: 1/2/3"),
            ("*/-2 * * * *", "negative number (-2) not allowed: -2"),
            (
                "x * * * *",
                "failed to parse int from x: strconv.Atoi: parsing \"x\": invalid syntax",
            ),
            (
                "mon * * * *",
                "failed to parse int from mon: strconv.Atoi: parsing \"mon\": invalid syntax",
            ),
            ("@never", "unrecognized descriptor: @never"),
            ("@every", "unrecognized descriptor: @every"),
            (
                "@every 1d",
                "failed to parse duration @every 1d: time: unknown unit \"d\" in duration \"1d\"",
            ),
            ("TZ=Mars 0 3 * * *", "provided bad location Mars: unknown time zone Mars"),
        ] {
            assert_eq!(fault(text).as_deref(), Some(wanted), "{text}");
        }
    }
}
