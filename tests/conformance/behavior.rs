//! What the processes of a case do, and what is done to its Pod, as a scenario of the engine.

use crate::log::Log;
use crate::moment::{Moment, Reach, Span};
use podline::engine::{
    Action, Attempt, Basis, Guess, HookRun, NodeConfig, OnTerm, Process, PullOutcome, PullRun,
    Scenario, SimTime, Verb,
};
use podline::model::{Millis, Pod};
use serde::Deserialize;
use std::collections::BTreeMap;

/// `behavior`: what the processes do, by container.
pub(crate) type Behaviors = BTreeMap<String, Behavior>;

/// What one container's processes do.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Behavior {
    pull: Option<Pulls>,
    pull_takes: Option<Span>,
    pub(crate) attempts: Vec<Run>,
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Pulls {
    Each(Pull),
    Listed(Vec<Pull>),
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Pull {
    Ok,
    Fails,
    Missing,
}

/// One run of a process.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Run {
    runs: Option<Reach>,
    exit_code: i32,
    on_term: Option<String>,
    term_exit_code: Option<i32>,
    startup_after: Option<Reach>,
    ready_after: Option<Reach>,
    liveness_fails_after: Option<Reach>,
    post_start: Option<Hook>,
    pre_stop: Option<Hook>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Hook {
    takes: Option<Span>,
    fails: bool,
}

/// One act upon the Pod.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Act {
    pub(crate) at: String,
    #[serde(rename = "do")]
    pub(crate) verb: Do,
    pub(crate) grace_period_seconds: Option<u64>,
}

/// What is done.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Do {
    Delete,
    KillSandbox,
}

/// `kubelet`: the configuration of the node.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Node {
    crash_loop_back_off: CrashLoopBackOff,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
struct CrashLoopBackOff {
    max_container_restart_period: Option<Span>,
}

/// The ideal kubelet with the processes of the case; nothing is done to the Pod yet. What the case
/// says about a container that the Pod does not have is an error.
pub(crate) fn scenario(
    pod: &Pod,
    behaviors: &Behaviors,
    horizon: Millis,
) -> Result<Scenario, String> {
    let mut scenario = Scenario { horizon, ..Scenario::ideal(pod) };
    for (name, behavior) in behaviors {
        let index = pod.index_of(name).ok_or_else(|| format!("no container is called {name}"))?;
        behavior.write(&mut scenario.processes[index.0])?;
    }
    Ok(scenario)
}

impl Behavior {
    /// Changes what the case speaks of.
    fn write(&self, process: &mut Process) -> Result<(), String> {
        if !self.attempts.is_empty() {
            process.attempts = self.attempts.iter().map(Run::attempt).collect::<Result<_, _>>()?;
        }
        if self.pull.is_none() && self.pull_takes.is_none() {
            return Ok(());
        }
        let takes = Guess::declared(self.pull_takes.map_or(Millis::ZERO, |span| span.0));
        let pulls = match &self.pull {
            None => vec![Pull::Ok],
            Some(Pulls::Each(pull)) => vec![*pull],
            Some(Pulls::Listed(pulls)) if !pulls.is_empty() => pulls.clone(),
            Some(Pulls::Listed(_)) => return Err("pull: an empty list".to_owned()),
        };
        // Images are present unless the case speaks of time or of attempts that fail.
        let is_absent = takes.value > Millis::ZERO || pulls.iter().any(|pull| *pull != Pull::Ok);
        let outcome = |pull: &Pull| match pull {
            Pull::Ok if is_absent => PullOutcome::Ok,
            Pull::Ok => PullOutcome::Present,
            Pull::Fails => PullOutcome::Fails,
            Pull::Missing => PullOutcome::Missing,
        };
        process.pulls =
            pulls.iter().map(|pull| PullRun { outcome: outcome(pull), takes }).collect();
        Ok(())
    }
}

impl Run {
    /// The engine's words for it.
    pub(crate) fn attempt(&self) -> Result<Attempt, String> {
        let ideal = Attempt::IDEAL;
        let reach = |reach: Option<Reach>, ideal| {
            reach.map_or(ideal, |Reach(reach)| Guess::declared(reach))
        };
        let on_term = match self.on_term.as_deref() {
            None => ideal.on_term,
            Some("ignore") => Guess::declared(OnTerm::Ignores),
            Some(text) => Guess::declared(OnTerm::ExitsAfter(crate::moment::span(text)?)),
        };
        Ok(Attempt {
            runs: reach(self.runs, ideal.runs),
            exit_code: self.exit_code,
            on_term,
            term_exit_code: self.term_exit_code.unwrap_or(ideal.term_exit_code),
            lost_exit_code: self.term_exit_code.unwrap_or(ideal.lost_exit_code),
            startup_after: reach(self.startup_after, ideal.startup_after),
            ready_after: reach(self.ready_after, ideal.ready_after),
            liveness_fails_after: self.liveness_fails_after.and_then(|Reach(reach)| reach),
            post_start: self.post_start.as_ref().map_or(HookRun::IDEAL, Hook::run),
            pre_stop: self.pre_stop.as_ref().map_or(HookRun::IDEAL, Hook::run),
        })
    }
}

impl Hook {
    fn run(&self) -> HookRun {
        let takes = self.takes.map_or(Millis::ZERO, |Span(takes)| takes);
        HookRun { takes: Guess::declared(takes), fails: self.fails }
    }
}

impl Node {
    /// The engine's words for it.
    pub(crate) fn config(&self) -> NodeConfig {
        let longest = self.crash_loop_back_off.max_container_restart_period;
        NodeConfig { max_container_restart_period: longest.map(|Span(longest)| longest) }
    }
}

/// Adds the acts, in order of time. An act at an event needs the timeline without it first: what
/// comes later cannot change what came before.
pub(crate) fn act(
    scenario: &mut Scenario,
    acts: &[Act],
    log: &dyn Fn(&Scenario) -> Log,
) -> Result<(), String> {
    for act in acts {
        let moment = Moment::parse(&act.at)?;
        let at = if moment.event().is_some() {
            let at = log(scenario).instant(&moment)?;
            // The engine lets acts go first within an instant; this one follows its event.
            at.ok_or_else(|| format!("{} never comes", act.at))? + Millis(1)
        } else {
            moment.from(SimTime::ZERO)
        };
        let verb = match act.verb {
            Do::Delete => Verb::Delete { grace: act.grace_period_seconds.map(Millis::from_secs) },
            Do::KillSandbox => Verb::KillSandbox,
        };
        let before = scenario.actions.partition_point(|action| action.at <= at);
        scenario.actions.insert(before, Action { at, verb, basis: Basis::Chosen });
    }
    Ok(())
}
