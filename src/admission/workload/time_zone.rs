//! Names of time zones (`validateTimeZone` in `pkg/apis/batch/validation`).
//!
//! The server looks a name up in the IANA database. Here are its areas and the names without an area;
//! the places of an area (more than five hundred) are taken on trust.

const AREAS: [&str; 16] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Brazil",
    "Canada",
    "Chile",
    "Etc",
    "Europe",
    "Indian",
    "Mexico",
    "Pacific",
    "US",
];

const ALONE: &str = "CET CST6CDT Cuba EET EST EST5EDT Egypt Eire Factory GB GB-Eire GMT GMT+0 GMT-0 GMT0 Greenwich HST Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya MET MST MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROC ROK Singapore Turkey UCT UTC Universal W-SU WET Zulu";

/// Whether the database may have `name`. Case matters.
pub(super) fn is_known(name: &str) -> bool {
    match name.split_once('/') {
        Some((area, place)) => AREAS.contains(&area) && !place.is_empty(),
        None => ALONE.split(' ').any(|known| known == name),
    }
}

/// What is wrong with a `timeZone` that is given, each in the server's words.
pub(super) fn faults(name: &str) -> Vec<String> {
    if name.is_empty() {
        return vec!["timeZone must be nil or non-empty string".to_owned()];
    }
    let unknown = || format!("unknown time zone {name}");
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let is_part = |part: &str| {
        (1..=14).contains(&part.len())
            && part.chars().all(is_allowed)
            && !part.starts_with('-')
            && !matches!(part, "." | "..")
    };
    if !name.split('/').all(is_part) {
        return vec![unknown()];
    }
    let mut faults = Vec::new();
    if name.eq_ignore_ascii_case("Local") {
        let fault =
            "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones";
        faults.push(fault.to_owned());
    }
    if name != "Local" && !is_known(name) {
        faults.push(unknown());
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::faults;

    #[test]
    fn zones_are_taken_by_their_names() {
        for name in [
            "UTC",
            "Etc/UTC",
            "Europe/Warsaw",
            "America/Argentina/Buenos_Aires",
            "Etc/GMT+5",
            "EST5EDT",
        ] {
            assert_eq!(faults(name), Vec::<String>::new(), "{name}");
        }
        for name in [
            "",
            "CEST",
            "utc",
            "Europe",
            "Europe/",
            "Mars/Phobos",
            "europe/Warsaw",
            "Europe//Warsaw",
            "../etc",
            "Asia/A b",
            "Local",
            "UTC+2",
        ] {
            assert_eq!(faults(name).len(), 1, "{name}");
        }
        assert_eq!(faults("local").len(), 2);
    }
}
