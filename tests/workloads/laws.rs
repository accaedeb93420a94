//! What holds for every Job, whatever its Pods do and whoever deletes them.

use crate::story::{job, runs, stops};
use podline::engine::{
    Attempt, ControllerEventKind, JobCondition, Moment, Outcome, SimTime, WorkloadTimeline,
};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn attempt() -> impl Strategy<Value = Attempt> {
    prop_oneof![
        (0..30_u64, prop::sample::select(vec![0, 0, 1, 7, 42])).prop_map(|(s, c)| runs(s, c)),
        (0..40_u64, prop::sample::select(vec![0, 143])).prop_map(|(s, c)| stops(s, c)),
    ]
}

fn spec() -> impl Strategy<Value = String> {
    let optional = |text: &'static str| prop::sample::select(vec!["", text]);
    (
        (0..5_u32, 0..4_u32, 0..4_u32),
        optional("completionMode: Indexed, "),
        optional("activeDeadlineSeconds: 45, "),
        optional("podReplacementPolicy: Failed, "),
        optional("ttlSecondsAfterFinished: 20, "),
        optional(
            "podFailurePolicy: {rules: [\
             {action: FailJob, onExitCodes: {operator: In, values: [42]}}, \
             {action: Ignore, onExitCodes: {operator: In, values: [7]}}]}, ",
        ),
    )
        .prop_map(
            |((completions, parallelism, limit), indexed, deadline, policy, ttl, rules)| {
                // A failure policy allows the replacement policy Failed alone, which is its default.
                let policy = if rules.is_empty() { policy } else { "" };
                format!(
                    "completions: {completions}, parallelism: {parallelism}, \
                 {indexed}{deadline}{policy}{ttl}{rules}backoffLimit: {limit}"
                )
            },
        )
}

/// How many Pods are active after each step.
fn most_active(timeline: &WorkloadTimeline) -> usize {
    let times: Vec<SimTime> = timeline.order.iter().map(|&step| timeline.time(step)).collect();
    let active = |&at: &SimTime| timeline.job_status(0, at).active as usize;
    times.iter().map(active).max().unwrap_or(0)
}

/// The same Jobs every time; more of them, and others, with `PROPTEST_CASES`.
fn config() -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return config;
    }
    ProptestConfig { cases: 2000, rng_seed: RngSeed::Fixed(0x6a_6f62), ..config }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn jobs_keep_their_promises(
        spec in spec(),
        attempts in prop::collection::vec(attempt(), 1..6),
        deleted in prop::option::of((0..60_u64, prop::option::of(0..10_u64))),
        minor in 27..=37_u8,
    ) {
        let mut story = job(&spec).doing("app", &attempts).at(minor).until(400);
        if let Some((at, grace)) = deleted {
            story = story.deleted_within(at, grace);
        }
        let timeline = story.run();
        prop_assert_eq!(&timeline, &story.run());

        let job = timeline.job_spec().expect("a Job");
        prop_assert!(most_active(&timeline) <= job.parallelism as usize);

        // Each Pod counts once, and the limit holds: no Pod is made once the Job is over.
        let mut counted = Vec::new();
        let (mut failures, mut verdict, mut ended) = (0, false, 0);
        for step in &timeline.order {
            let Moment::Controller(id) = *step else { continue };
            match &timeline.event(id).kind {
                ControllerEventKind::PodCreated { .. } => {
                    prop_assert!(!verdict, "a Pod after the verdict");
                    prop_assert!(failures <= job.backoff_limit, "a Pod behind the limit");
                }
                ControllerEventKind::PodCounted { pod, outcome, .. } => {
                    prop_assert!(!counted.contains(pod), "counted twice");
                    counted.push(*pod);
                    failures += u32::from(*outcome == Outcome::Failed);
                }
                ControllerEventKind::JobCondition { condition, .. } => {
                    verdict = true;
                    let over = matches!(condition, JobCondition::Complete | JobCondition::Failed);
                    ended += u32::from(over);
                    prop_assert!(ended <= 1, "it ends twice");
                    let at = timeline.event(id).at;
                    if over && minor >= 31 {
                        let status = timeline.job_status(0, at);
                        prop_assert_eq!((status.active, status.terminating), (0, 0));
                    }
                }
                _ => {}
            }
        }
    }
}
