//! Dates as kubectl prints them (RFC 1123 with a numeric zone).
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

/// An instant, or the zero time of Go if it is not known.
pub(super) fn date(at: Option<SimTime>) -> String {
    let Some(SimTime(millis)) = at else {
        return "Mon, 01 Jan 0001 00:00:00 +0000".to_owned();
    };
    let seconds = millis / 1000;
    let mut day = seconds / 86_400;
    let weekday = WEEKDAYS[usize::try_from(day % 7).unwrap_or(0)];
    let mut year = 2026;
    while day >= days_of(year) {
        day -= days_of(year);
        year += 1;
    }
    let mut month = "Dec";
    for (name, days) in MONTHS {
        let days = if name == "Feb" { days + days_of(year) - 365 } else { days };
        if day < days {
            month = name;
            break;
        }
        day -= days;
    }
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{weekday}, {:02} {month} {year} {hour:02}:{minute:02}:{second:02} +0000", day + 1)
}

fn days_of(year: u64) -> u64 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    365 + u64::from(leap)
}

#[cfg(test)]
mod tests {
    use super::{SimTime, date};

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
    }
}
