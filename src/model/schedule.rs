//! The schedule of a CronJob.
//!
//! Minutes and hours are read; the fields for days are checked and then taken to match: a time line
//! shows minutes, not months. Source: `robfig/cron/v3` ParseStandard, which the CronJob controller uses.

use super::Millis;

const MINUTES_OF_DAY: u64 = 24 * 60;

/// When a CronJob runs, counted from its first run on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    times: Times,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Times {
    /// One bit for each minute of the hour and each hour of the day that matches.
    Daily { minutes: u64, hours: u64 },
    /// `@every`.
    Every(Millis),
}

/// The five fields with their lowest and highest value.
const FIELDS: [(u64, u64); 5] = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 6)];

/// The names that the fields for months and days of the week accept besides numbers.
const NAMES: [(usize, &str); 2] =
    [(3, "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC"), (4, "SUN MON TUE WED THU FRI SAT")];

impl Schedule {
    /// Reads a schedule such as `*/5 8-18 * * 1-5`, `@hourly` or `@every 90s`; `None` if it is none.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = match text.split_once(' ') {
            Some((zone, rest)) if zone.starts_with("TZ=") || zone.starts_with("CRON_TZ=") => {
                rest.trim()
            }
            _ => text,
        };
        let fields = match text {
            "@yearly" | "@annually" | "@monthly" | "@weekly" | "@daily" | "@midnight" => {
                "0 0 * * *"
            }
            "@hourly" => "0 * * * *",
            _ => match text.strip_prefix("@every ") {
                Some(span) => {
                    let times = Times::Every(duration(span.trim())?);
                    return Some(Self { times });
                }
                None => text,
            },
        };
        let mut bits = [0; 5];
        let mut words = fields.split_whitespace();
        for (at, bits) in bits.iter_mut().enumerate() {
            *bits = field(words.next()?, at)?;
        }
        let [minutes, hours, ..] = bits;
        words.next().is_none().then_some(Self { times: Times::Daily { minutes, hours } })
    }

    /// The first run after `span`, both counted from the first run.
    pub fn next_after(&self, span: Millis) -> Millis {
        const MINUTE: u64 = 60_000;
        match self.times {
            Times::Every(every) => Millis((span.0 / every.0 + 1).saturating_mul(every.0)),
            Times::Daily { .. } => {
                let first = (0..MINUTES_OF_DAY).find(|&minute| self.matches(minute)).unwrap_or(0);
                let after = span.0 / MINUTE + 1;
                let next = (after..after + MINUTES_OF_DAY)
                    .find(|minute| self.matches((first + minute) % MINUTES_OF_DAY));
                Millis(next.unwrap_or(after).saturating_mul(MINUTE))
            }
        }
    }

    fn matches(&self, minute: u64) -> bool {
        match self.times {
            Times::Daily { minutes, hours } => {
                minutes >> (minute % 60) & 1 == 1 && hours >> (minute / 60) & 1 == 1
            }
            Times::Every(_) => true,
        }
    }
}

/// The values that one field, a list of ranges, names, as bits. Empty fields and values out of range
/// are none.
fn field(text: &str, at: usize) -> Option<u64> {
    let mut bits = 0;
    for range in text.split(',') {
        let (range, step) = match range.split_once('/') {
            Some((range, step)) => (range, Some(step.parse::<usize>().ok().filter(|&n| n > 0)?)),
            None => (range, None),
        };
        let (low, high) = FIELDS[at];
        let (from, to) = match (range, range.split_once('-')) {
            ("*" | "?", _) => (low, high),
            (_, Some((from, to))) => (value(from, at)?, value(to, at)?),
            // `5/15` means from 5 on.
            (_, None) => (value(range, at)?, if step.is_some() { high } else { value(range, at)? }),
        };
        if from < low || to > high || from > to {
            return None;
        }
        for value in (from..=to).step_by(step.unwrap_or(1)) {
            bits |= 1 << value;
        }
    }
    Some(bits)
}

fn value(text: &str, at: usize) -> Option<u64> {
    let named = NAMES.iter().filter(|(field, _)| *field == at).find_map(|(_, names)| {
        let position = names.split(' ').position(|name| name.eq_ignore_ascii_case(text))?;
        u64::try_from(position).ok().map(|position| position + FIELDS[at].0)
    });
    named.or_else(|| text.parse().ok())
}

/// A span such as `1h30m` or `90s`, at least one second (Go's time.ParseDuration, whole numbers).
fn duration(text: &str) -> Option<Millis> {
    let mut rest = text;
    let mut seconds = 0_u64;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: u64 = rest[..digits].parse().ok()?;
        let unit = match rest[digits..].chars().next()? {
            'h' => 3600,
            'm' => 60,
            's' => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(number.checked_mul(unit)?)?;
        rest = &rest[digits + 1..];
    }
    (seconds > 0).then_some(Millis::from_secs(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first runs after the first, in minutes.
    fn runs(text: &str, count: usize) -> Vec<u64> {
        let schedule = Schedule::parse(text).unwrap_or_else(|| panic!("no schedule: {text}"));
        let next = |span: &Millis| Some(schedule.next_after(*span));
        std::iter::successors(next(&Millis::ZERO), next)
            .map(|span| span.whole_secs() / 60)
            .take(count)
            .collect()
    }

    #[test]
    fn runs_follow_the_fields_for_minutes_and_hours() {
        assert_eq!(runs("* * * * *", 3), [1, 2, 3]);
        assert_eq!(runs("*/15 * * * *", 3), [15, 30, 45]);
        assert_eq!(runs("5/20 * * * *", 3), [20, 40, 60]);
        assert_eq!(runs("0,30 9-10 * * *", 5), [30, 60, 90, 24 * 60, 24 * 60 + 30]);
        assert_eq!(runs("10-12 * * * *", 4), [1, 2, 60, 61]);
        assert_eq!(runs("0 3 * jan-mar MON", 2), [24 * 60, 48 * 60]);
        assert_eq!(runs("TZ=Europe/Berlin 0 3 ? * *", 1), [24 * 60]);
        assert_eq!(runs("@hourly", 2), [60, 120]);
        assert_eq!(runs("@every 1h30m", 2), [90, 180]);
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        for text in [
            "",
            "* * * *",
            "* * * * * *",
            "60 * * * *",
            "* 24 * * *",
            "* * 0 * *",
            "* * * 13 *",
            "* * * * 7",
            "*/0 * * * *",
            "5-1 * * * *",
            "a * * * *",
            "@every",
            "@every 0s",
            "@every 1d",
            "@never",
        ] {
            assert_eq!(Schedule::parse(text), None, "{text}");
        }
    }
}
