//! Spans, names of events and instants, as the cases write them.

use podline::engine::SimTime;
use podline::model::Millis;
use serde::de::{Deserialize, Deserializer, Error};

/// `1.5s`, `200ms`, `1m30s`: a span in Go's notation.
pub(crate) fn span(text: &str) -> Result<Millis, String> {
    let wrong = || format!("no span of time: {text}");
    let mut rest = text;
    let mut total = 0;
    while !rest.is_empty() {
        let number = rest.find(|c: char| c.is_ascii_alphabetic()).ok_or_else(wrong)?;
        let (number, after) = rest.split_at(number);
        let unit = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at(unit);
        let millis = match unit {
            "ms" => 1,
            "s" => 1000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => return Err(wrong()),
        };
        total += times(number, millis).ok_or_else(wrong)?;
        rest = after;
    }
    if text.is_empty() { Err(wrong()) } else { Ok(Millis(total)) }
}

/// The decimal `number` times `unit`, in whole numbers.
fn times(number: &str, unit: u64) -> Option<u64> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let whole: u64 = whole.parse().ok()?;
    let part = match part.len() {
        0 => 0,
        digits => part.parse::<u64>().ok()? * unit / 10_u64.pow(u32::try_from(digits).ok()?),
    };
    Some(whole * unit + part)
}

/// A span in a case.
#[derive(Clone, Copy)]
pub(crate) struct Span(pub(crate) Millis);

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(decoder: D) -> Result<Self, D::Error> {
        span(&String::deserialize(decoder)?).map(Self).map_err(Error::custom)
    }
}

/// A span, or `forever` or `never`: no end.
#[derive(Clone, Copy)]
pub(crate) struct Reach(pub(crate) Option<Millis>);

impl<'de> Deserialize<'de> for Reach {
    fn deserialize<D: Deserializer<'de>>(decoder: D) -> Result<Self, D::Error> {
        let text = String::deserialize(decoder)?;
        match text.as_str() {
            "forever" | "never" => Ok(Self(None)),
            _ => span(&text).map(Some).map(Self).map_err(Error::custom),
        }
    }
}

/// `app.started`, or `app.started#2` for the second of them.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub(crate) name: String,
    /// From 1.
    pub(crate) nth: usize,
}

impl Name {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let (name, nth) = text.split_once('#').unwrap_or((text, "1"));
        match nth.parse() {
            Ok(nth) if nth > 0 => Ok(Self { name: name.to_owned(), nth }),
            _ => Err(format!("no event: {text}")),
        }
    }
}

/// `20s`, `app.exited#2` or `5s after app.exited#2`.
pub(crate) struct Moment {
    /// Since this event; since the beginning if there is none.
    after: Option<Name>,
    span: Millis,
}

impl Moment {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if let Some((time, event)) = text.split_once(" after ") {
            return Ok(Self { after: Some(Name::parse(event)?), span: span(time)? });
        }
        match span(text) {
            Ok(span) => Ok(Self { after: None, span }),
            Err(_) => Ok(Self { after: Some(Name::parse(text)?), span: Millis::ZERO }),
        }
    }

    /// The event that it counts from.
    pub(crate) fn event(&self) -> Option<&Name> {
        self.after.as_ref()
    }

    /// The instant, if the event it counts from is at `event`.
    pub(crate) fn from(&self, event: SimTime) -> SimTime {
        event + self.span
    }
}
