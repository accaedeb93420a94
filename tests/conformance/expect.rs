//! What must come out, and whether it does. Knows a log and what can be seen at an instant, not
//! how many Pods there are.

use crate::Faults;
use crate::log::{Log, Place};
use crate::moment::{Moment, Name};
use podline::engine::SimTime;
use serde::Deserialize;
use std::collections::BTreeMap;

/// How far an event may be from the time given, in milliseconds.
const TOLERANCE: u64 = 1000;

/// `expect` of a scenario.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Expect {
    order: Vec<String>,
    together: Vec<Vec<String>>,
    never: Vec<String>,
    count: BTreeMap<String, usize>,
    count_min: BTreeMap<String, usize>,
    times: BTreeMap<String, String>,
    at: Vec<At>,
    events: Vec<Told>,
    #[serde(rename = "final")]
    end: Option<End>,
    /// The paths that validation rejects; empty or absent if the manifest is valid.
    pub(crate) errors: Vec<String>,
}

/// The row and the phase at one instant.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct At {
    when: String,
    status: Option<String>,
    phase: Option<String>,
    ready: Option<String>,
    restarts: Option<u32>,
}

/// One event that the cluster tells of.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    #[serde(rename = "type")]
    level: Option<String>,
    reason: Option<String>,
    about: Option<String>,
    contains: Option<String>,
}

/// When everything has settled.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct End {
    phase: Option<String>,
    reason: Option<String>,
    containers: BTreeMap<String, EndOfContainer>,
    job: Option<String>,
    job_reason: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct EndOfContainer {
    exit_code: Option<i32>,
    reason: Option<String>,
}

/// What one sees of the Pod at an instant.
pub(crate) struct Glance {
    pub(crate) status: String,
    pub(crate) ready: String,
    /// As it is printed, the age included.
    pub(crate) restarts: String,
    pub(crate) phase: String,
}

/// An event as the cluster tells it.
pub(crate) struct ClusterEvent {
    /// `Normal` or `Warning`.
    pub(crate) level: &'static str,
    pub(crate) reason: String,
    /// The container; `pod`, `job` … otherwise.
    pub(crate) about: String,
    pub(crate) message: String,
}

/// How it ended.
#[derive(Default)]
pub(crate) struct Ending {
    pub(crate) phase: String,
    pub(crate) reason: Option<String>,
    /// By container: the exit code and reason of the newest run that ended.
    pub(crate) containers: BTreeMap<String, Option<(i32, String)>>,
    /// `Complete` or `Failed`.
    pub(crate) job: Option<String>,
    pub(crate) job_reason: Option<String>,
}

/// What came out.
pub(crate) struct Outcome<'a> {
    pub(crate) log: &'a Log,
    pub(crate) horizon: SimTime,
    /// What one sees at an instant; `None` if there is no Pod.
    pub(crate) glance: &'a dyn Fn(SimTime) -> Option<Glance>,
    /// What the cluster has told until the end.
    pub(crate) events: Vec<ClusterEvent>,
    pub(crate) ending: Ending,
}

impl Expect {
    /// Whether nothing is expected of what happens.
    pub(crate) fn is_about_errors_only(&self) -> bool {
        self.order.is_empty()
            && self.together.is_empty()
            && self.never.is_empty()
            && self.count.is_empty()
            && self.count_min.is_empty()
            && self.times.is_empty()
            && self.at.is_empty()
            && self.events.is_empty()
            && self.end.is_none()
    }

    /// What is expected and did not come.
    pub(crate) fn check(&self, outcome: &Outcome<'_>) -> Faults {
        let log = outcome.log;
        let mut faults = Faults::new();
        let mut demand = |fault: Result<(), String>| faults.extend(fault.err());
        for order in &self.order {
            demand(in_order(log, order));
        }
        for names in &self.together {
            demand(together(log, names));
        }
        for name in &self.never {
            demand(never(log, name, outcome.horizon));
        }
        for (name, count) in &self.count {
            demand(counted(log, name, outcome.horizon, |came| came == *count, &count.to_string()));
        }
        for (name, count) in &self.count_min {
            let least = format!("at least {count}");
            demand(counted(log, name, outcome.horizon, |came| came >= *count, &least));
        }
        for (name, time) in &self.times {
            demand(in_time(log, name, time));
        }
        for at in &self.at {
            demand(at.check(outcome));
        }
        for told in &self.events {
            demand(told.check(&outcome.events));
        }
        if let Some(end) = &self.end {
            faults.extend(end.check(&outcome.ending));
        }
        faults
    }
}

fn in_order(log: &Log, order: &str) -> Result<(), String> {
    let (first, or_together, second) = if let Some((first, second)) = order.split_once(" <= ") {
        (first, true, second)
    } else if let Some((first, second)) = order.split_once(" < ") {
        (first, false, second)
    } else {
        return Err(format!("no order: {order}"));
    };
    let (a, b) = (log.find(&Name::parse(first)?)?, log.find(&Name::parse(second)?)?);
    let holds = matches!((a, b), (Some(a), Some(b))
        if a.position < b.position || or_together && a.at == b.at);
    demand(holds, || format!("expected {order}, came {} and {}", told(a), told(b)))
}

fn together(log: &Log, names: &[String]) -> Result<(), String> {
    let places: Result<Vec<_>, String> =
        names.iter().map(|name| log.find(&Name::parse(name)?)).collect();
    let times: Vec<Option<SimTime>> =
        places?.into_iter().map(|place| place.map(|place| place.at)).collect();
    let holds = times.len() > 1 && times.iter().all(|time| time.is_some() && *time == times[0]);
    demand(holds, || {
        let came: Vec<String> = times.iter().map(|time| clock(*time)).collect();
        format!("expected {} together, came {}", names.join(", "), came.join(", "))
    })
}

fn never(log: &Log, name: &str, horizon: SimTime) -> Result<(), String> {
    let place = log.find(&Name::parse(name)?)?.filter(|place| place.at < horizon);
    demand(place.is_none(), || format!("expected no {name}, came {}", told(place)))
}

fn counted(
    log: &Log,
    name: &str,
    end: SimTime,
    holds: impl Fn(usize) -> bool,
    wanted: &str,
) -> Result<(), String> {
    let came = log.count(name, end)?;
    demand(holds(came), || format!("expected {wanted} {name}, came {came}"))
}

fn in_time(log: &Log, name: &str, time: &str) -> Result<(), String> {
    let came = log.find(&Name::parse(name)?)?;
    let wanted = log.instant(&Moment::parse(time)?)?;
    let holds = matches!((came, wanted), (Some(came), Some(wanted))
        if came.at.0.abs_diff(wanted.0) <= TOLERANCE);
    demand(holds, || {
        format!("expected {name} {time}, that is {}, came {}", clock(wanted), told(came))
    })
}

impl At {
    fn check(&self, outcome: &Outcome<'_>) -> Result<(), String> {
        let when = outcome.log.instant(&Moment::parse(&self.when)?)?;
        let when = when.ok_or_else(|| format!("{} never comes", self.when))?;
        let came =
            (outcome.glance)(when).ok_or_else(|| format!("at {}: there is no Pod", self.when))?;
        let mut wrong = Vec::new();
        let mut compare = |what: &str, wanted: &Option<String>, came: &str| {
            if let Some(wanted) = wanted.as_deref().filter(|wanted| *wanted != came) {
                wrong.push(format!("{what} {wanted}, came {came}"));
            }
        };
        compare("status", &self.status, &came.status);
        compare("phase", &self.phase, &came.phase);
        compare("ready", &self.ready, &came.ready);
        let restarts = came.restarts.split(' ').next().unwrap_or_default();
        compare("restarts", &self.restarts.map(|count| count.to_string()), restarts);
        demand(wrong.is_empty(), || format!("at {}: expected {}", self.when, wrong.join("; ")))
    }
}

impl Told {
    fn check(&self, events: &[ClusterEvent]) -> Result<(), String> {
        let is = |wanted: &Option<String>, came: &str| {
            wanted.as_ref().is_none_or(|wanted| wanted == came)
        };
        let holds = events.iter().any(|event| {
            is(&self.level, event.level)
                && is(&self.reason, &event.reason)
                && is(&self.about, &event.about)
                && self.contains.as_ref().is_none_or(|text| event.message.contains(text))
        });
        demand(holds, || {
            let words = [&self.level, &self.reason, &self.about, &self.contains];
            let words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
            format!("expected an event {}, none such came", words.join(", "))
        })
    }
}

impl End {
    fn check(&self, came: &Ending) -> Faults {
        let mut faults = Faults::new();
        let mut compare = |what: &str, wanted: &Option<String>, came: Option<&str>| {
            if let Some(wanted) = wanted.as_deref().filter(|wanted| Some(*wanted) != came) {
                let came = came.unwrap_or("none");
                faults.push(format!("at the end: expected {what} {wanted}, came {came}"));
            }
        };
        compare("phase", &self.phase, Some(&came.phase));
        compare("reason", &self.reason, came.reason.as_deref());
        compare("job", &self.job, came.job.as_deref());
        compare("jobReason", &self.job_reason, came.job_reason.as_deref());
        for (name, wanted) in &self.containers {
            match came.containers.get(name) {
                None => compare("container", &Some(name.clone()), None),
                Some(run) => {
                    let code = run.as_ref().map(|(code, _)| code.to_string());
                    let wanted_code = wanted.exit_code.map(|code| code.to_string());
                    compare(&format!("{name} exitCode"), &wanted_code, code.as_deref());
                    let reason = run.as_ref().map(|(_, reason)| reason.as_str());
                    compare(&format!("{name} reason"), &wanted.reason, reason);
                }
            }
        }
        faults
    }
}

fn demand(holds: bool, fault: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(fault()) }
}

fn told(place: Option<Place>) -> String {
    clock(place.map(|place| place.at))
}

fn clock(time: Option<SimTime>) -> String {
    time.map_or_else(|| "never".to_owned(), |time| time.to_string())
}
