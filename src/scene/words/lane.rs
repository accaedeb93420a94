//! A whole lane in one sentence, for screen readers.

use super::role;
use crate::engine::{EventKind, SimTime, Subject, Timeline};
use crate::model::ContainerIndex;

/// More runs than this are counted, not told one by one.
const RUNS_TOLD: usize = 3;

/// `api, container: starts 12.0 s, exits 31.0 s with code 0`.
pub(in crate::scene) fn lane(timeline: &Timeline, container: ContainerIndex) -> String {
    let declared = timeline.pod.container(container);
    let mut runs: Vec<(SimTime, Option<(SimTime, i32)>)> = Vec::new();
    for event in
        timeline.events.iter().filter(|event| event.subject == Subject::Container(container))
    {
        match (&event.kind, runs.last_mut()) {
            (EventKind::Started, _) => runs.push((event.at, None)),
            (EventKind::Exited { code, .. }, Some(run)) => run.1 = Some((event.at, *code)),
            _ => {}
        }
    }
    format!("{}, {}: {}", declared.name, role(declared.role), told(&runs))
}

fn told(runs: &[(SimTime, Option<(SimTime, i32)>)]) -> String {
    let Some((first, last)) = runs.first().zip(runs.last()) else {
        return "does not start".to_owned();
    };
    let end = |exit: Option<(SimTime, i32)>| match exit {
        Some((at, code)) => format!("exits {at} with code {code}"),
        None => "runs on".to_owned(),
    };
    if runs.len() > RUNS_TOLD {
        return format!(
            "starts {}, runs {} times, the last time from {}, {}",
            first.0,
            runs.len(),
            last.0,
            end(last.1)
        );
    }
    let told: Vec<String> = runs
        .iter()
        .enumerate()
        .map(|(n, &(at, exit))| {
            format!("{} {at}, {}", if n == 0 { "starts" } else { "restarts" }, end(exit))
        })
        .collect();
    told.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::sample;

    #[test]
    fn a_lane_tells_its_runs() {
        let shop = sample::shop();
        let api = shop.pod.index_of("api").expect("in the sample");
        assert_eq!(lane(&shop, api), "api, container: starts 12.0 s, exits 31.0 s with code 0");
        assert_eq!(
            lane(&sample::crash_loop(), ContainerIndex(0)),
            "app, container: starts 1.0 s, exits 2.0 s with code 1, restarts 2.0 s, exits 4.0 s with code 1, \
             restarts 14.0 s, exits 18.0 s with code 1"
        );
    }

    #[test]
    fn many_runs_are_counted() {
        let run = |n: u64| (SimTime::from_secs(n), Some((SimTime::from_secs(n + 1), 1)));
        assert_eq!(
            told(&[run(1), run(3), run(5), run(7)]),
            "starts 1.0 s, runs 4 times, the last time from 7.0 s, exits 8.0 s with code 1"
        );
        assert_eq!(told(&[]), "does not start");
    }
}
