//! Dates as kubectl prints them (RFC 1123 with a numeric zone) and as the API writes them (RFC 3339).
//!
//! The simulation has no calendar; its beginning is said to be the first instant of 2026.

use crate::engine::SimTime;

const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [(&str, u64); 12] = [
    ("Jan", 31),
    ("Feb", 28),
    ("Mar", 31),
    ("Apr", 30),
    ("May", 31),
    ("Jun", 30),
    ("Jul", 31),
    ("Aug", 31),
    ("Sep", 30),
    ("Oct", 31),
    ("Nov", 30),
    ("Dec", 31),
];

/// An instant taken apart.
struct Calendar {
    weekday: &'static str,
    year: u64,
    /// From 0.
    month: usize,
    /// From 1.
    day: u64,
    /// `15:04:05`
    time: String,
}

impl Calendar {
    fn of(SimTime(millis): SimTime) -> Self {
        let seconds = millis / 1000;
        let mut day = seconds / 86_400;
        let weekday = WEEKDAYS[usize::try_from(day % 7).unwrap_or(0)];
        let mut year = 2026;
        while day >= days_of(year) {
            day -= days_of(year);
            year += 1;
        }
        let mut month = 0;
        for (name, days) in MONTHS {
            let days = if name == "Feb" { days + days_of(year) - 365 } else { days };
            if day < days {
                break;
            }
            day -= days;
            month += 1;
        }
        let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        let time = format!("{hour:02}:{minute:02}:{second:02}");
        Self { weekday, year, month, day: day + 1, time }
    }
}

/// An instant, or the zero time of Go if it is not known.
pub(super) fn date(at: Option<SimTime>) -> String {
    let Some(at) = at else {
        return "Mon, 01 Jan 0001 00:00:00 +0000".to_owned();
    };
    let Calendar { weekday, year, month, day, time } = Calendar::of(at);
    format!("{weekday}, {day:02} {} {year} {time} +0000", MONTHS[month].0)
}

/// An instant as the API writes it, cut off to seconds (`metav1.Time`).
pub(super) fn rfc3339(at: SimTime) -> String {
    let Calendar { year, month, day, time, .. } = Calendar::of(at);
    format!("{year}-{:02}-{day:02}T{time}Z", month + 1)
}

fn days_of(year: u64) -> u64 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    365 + u64::from(leap)
}

#[cfg(test)]
mod tests {
    use super::{SimTime, date, rfc3339};

    #[test]
    fn dates_follow_the_calendar() {
        for (seconds, text) in [
            (0, "Thu, 01 Jan 2026 00:00:00 +0000"),
            (86_399, "Thu, 01 Jan 2026 23:59:59 +0000"),
            (31 * 86_400, "Sun, 01 Feb 2026 00:00:00 +0000"),
            (365 * 86_400 - 1, "Thu, 31 Dec 2026 23:59:59 +0000"),
            ((2 * 365 + 31 + 28) * 86_400, "Tue, 29 Feb 2028 00:00:00 +0000"),
        ] {
            assert_eq!(date(Some(SimTime::from_secs(seconds))), text);
        }
        assert_eq!(date(None), "Mon, 01 Jan 0001 00:00:00 +0000");
        for (millis, text) in [
            (1_999, "2026-01-01T00:00:01Z"),
            ((365 * 86_400 - 1) * 1000, "2026-12-31T23:59:59Z"),
            ((2 * 365 + 31 + 28) * 86_400_000, "2028-02-29T00:00:00Z"),
        ] {
            assert_eq!(rfc3339(SimTime(millis)), text);
        }
    }
}
