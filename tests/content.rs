//! What the page teaches is true: every example does what its comment says, and every rule of the
//! engine has its text.

use podline::content::{self, Group};
use podline::engine::{
    Basis, End, EventKind, HookKind, JobCondition, Phase, Rule, SimTime, Subject, Timeline,
    WorkloadTimeline, inferred, simulate, simulate_workload,
};
use podline::manifest::{self, Severity};
use podline::model::{self, ContainerIndex, Millis, OwnerKind, Version};
use std::collections::BTreeSet;

/// The timeline of the first Pod in an example, as the page opens it.
fn timeline(id: &str) -> Timeline {
    let example = content::example(id).unwrap_or_else(|| panic!("no example {id}"));
    let manifest = manifest::parse(example.text);
    let mut pods = manifest.objects.iter().map(|object| model::lower(object, Version::NEWEST));
    let pod = pods.find_map(|lowered| lowered.pod).unwrap_or_else(|| panic!("{id}: no Pod"));
    let scenario = inferred::scenario(&pod, Version::NEWEST);
    simulate(&pod, &scenario, Version::NEWEST)
}

/// The workload of an example with all its Pods, as the page opens it.
fn workload(id: &str) -> WorkloadTimeline {
    let example = content::example(id).unwrap_or_else(|| panic!("no example {id}"));
    let manifest = manifest::parse(example.text);
    let workload = manifest.objects.iter().find_map(|object| {
        let pod = model::lower(object, Version::NEWEST).pod?;
        model::workload(object, pod, Version::NEWEST)
    });
    let workload = workload.unwrap_or_else(|| panic!("{id}: no workload"));
    let scenario = inferred::scenario(&workload.template, Version::NEWEST);
    simulate_workload(&workload, &scenario, Version::NEWEST)
}

fn index(timeline: &Timeline, name: &str) -> ContainerIndex {
    timeline.pod.index_of(name).unwrap_or_else(|| panic!("no container {name}"))
}

/// When something first happened to a container.
fn first(timeline: &Timeline, name: &str, wanted: impl Fn(&EventKind) -> bool) -> Option<SimTime> {
    let subject = Subject::Container(index(timeline, name));
    let event =
        timeline.events.iter().find(|event| event.subject == subject && wanted(&event.kind));
    event.map(|event| event.at)
}

fn started(timeline: &Timeline, name: &str) -> SimTime {
    first(timeline, name, |kind| *kind == EventKind::Started)
        .unwrap_or_else(|| panic!("{name} never starts"))
}

fn exited(timeline: &Timeline, name: &str) -> SimTime {
    first(timeline, name, |kind| matches!(kind, EventKind::Exited { .. }))
        .unwrap_or_else(|| panic!("{name} never exits"))
}

fn signalled(timeline: &Timeline, name: &str) -> SimTime {
    first(timeline, name, |kind| matches!(kind, EventKind::Term { .. }))
        .unwrap_or_else(|| panic!("{name} never gets its stop signal"))
}

fn exit_codes(timeline: &Timeline, name: &str) -> Vec<i32> {
    let subject = Subject::Container(index(timeline, name));
    let codes =
        timeline.events.iter().filter(|event| event.subject == subject).filter_map(|event| {
            match event.kind {
                EventKind::Exited { code, .. } => Some(code),
                _ => None,
            }
        });
    codes.collect()
}

/// The STATUS column over the whole timeline.
fn statuses(timeline: &Timeline) -> BTreeSet<String> {
    timeline.events.iter().map(|event| timeline.row(event.at).status).collect()
}

fn deleted(timeline: &Timeline) -> SimTime {
    timeline.scenario.deletion().expect("a deletion is proposed").at
}

fn last_row(timeline: &Timeline) -> (String, String) {
    let row = timeline.row(timeline.until);
    (row.ready, row.status)
}

/// The names in the order of a moment.
fn in_order(
    timeline: &Timeline,
    names: &[&str],
    moment: impl Fn(&Timeline, &str) -> SimTime,
) -> bool {
    names.windows(2).all(|pair| moment(timeline, pair[0]) < moment(timeline, pair[1]))
}

#[test]
fn examples_are_valid_and_introduce_themselves() {
    let mut ids = BTreeSet::new();
    for example in content::examples() {
        let id = example.id;
        assert!(ids.insert(id), "{id} twice");
        assert!(!example.title.is_empty() && example.title.len() <= 60, "{id}: title");
        let sentences = example.summary.matches(['.', '?']).count();
        assert!((2..=6).contains(&sentences), "{id}: {sentences} sentences");
        let manifest = manifest::parse(example.text);
        let lowered: Vec<_> =
            manifest.objects.iter().map(|object| model::lower(object, Version::NEWEST)).collect();
        let problems =
            manifest.problems.iter().chain(lowered.iter().flat_map(|lowered| &lowered.problems));
        let faults: Vec<_> =
            problems.filter(|problem| problem.severity != Severity::Note).collect();
        assert!(faults.is_empty(), "{id}: {faults:?}");
        let timeline = timeline(id);
        assert!(timeline.events.len() > 5, "{id}: {} events", timeline.events.len());
    }
    assert_eq!(content::examples()[0].id, "sidecar-and-ambassador");
    for group in Group::ALL {
        assert!(content::examples().iter().any(|example| example.group == group), "{group:?}");
    }
}

#[test]
fn every_file_in_the_examples_folder_is_in_the_table() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/content/examples");
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let files: BTreeSet<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .trim_end_matches(".yaml")
                .to_owned()
        })
        .collect();
    let table: BTreeSet<String> =
        content::examples().iter().map(|example| example.id.to_owned()).collect();
    assert_eq!(files, table);
}

#[test]
fn sidecar_and_ambassador() {
    let timeline = timeline("sidecar-and-ambassador");
    assert!(in_order(
        &timeline,
        &["migrate", "log-agent", "fetch-config", "api", "envoy"],
        started
    ));
    let probed =
        first(&timeline, "log-agent", |kind| *kind == EventKind::BecameStarted).expect("started");
    assert!(
        probed > started(&timeline, "log-agent") && probed < started(&timeline, "fetch-config")
    );
    let hook = first(&timeline, "api", |kind| {
        matches!(kind, EventKind::HookFinished { hook: HookKind::PreStop, .. })
    });
    assert_eq!(hook, Some(deleted(&timeline) + Millis::from_secs(5)));
    assert!(exited(&timeline, "envoy") < signalled(&timeline, "api"));
    assert!(exited(&timeline, "api") <= signalled(&timeline, "log-agent"));
    assert_eq!(timeline.end, End::Finished);
}

#[test]
fn init_container() {
    let timeline = timeline("init-container");
    assert!(started(&timeline, "web") > exited(&timeline, "print-menu"));
    let seen = statuses(&timeline);
    assert!(seen.contains("Init:0/1") && seen.contains("PodInitializing"), "{seen:?}");
    let ran = exited(&timeline, "print-menu").since(started(&timeline, "print-menu"));
    assert_eq!(ran, Millis::from_secs(3));
}

#[test]
fn init_handover() {
    let timeline = timeline("init-handover");
    assert!(exited(&timeline, "mill") < started(&timeline, "bake"));
    assert!(exited(&timeline, "bake") < started(&timeline, "counter"));
}

#[test]
fn log_sidecar_classic() {
    let timeline = timeline("log-sidecar-classic");
    assert_eq!(signalled(&timeline, "ferry"), signalled(&timeline, "log-shipper"));
    assert!(exited(&timeline, "log-shipper") < exited(&timeline, "ferry"));
    assert_eq!(exited(&timeline, "ferry"), deleted(&timeline) + Millis::from_secs(3));
}

#[test]
fn log_sidecar_native() {
    let timeline = timeline("log-sidecar-native");
    assert!(started(&timeline, "log-shipper") < started(&timeline, "ferry"));
    assert_eq!(exited(&timeline, "ferry"), deleted(&timeline) + Millis::from_secs(3));
    assert!(signalled(&timeline, "log-shipper") >= exited(&timeline, "ferry"));
}

#[test]
fn sidecar_startup_probe() {
    let timeline = timeline("sidecar-startup-probe");
    let waited = started(&timeline, "safe").since(started(&timeline, "key-broker"));
    assert!(waited >= Millis::from_secs(6), "{waited}");
    let text = content::example("sidecar-startup-probe").expect("it is there").text;
    let (before, rest) = text.split_once("    startupProbe:").expect("it has one");
    let (_, after) = rest.split_once("    volumeMounts:").expect("mounts follow");
    let without = manifest::parse(&format!("{before}    volumeMounts:{after}"));
    let pod = model::lower(&without.objects[0], Version::NEWEST).pod.expect("one Pod");
    let timeline = simulate(&pod, &inferred::scenario(&pod, Version::NEWEST), Version::NEWEST);
    let waited = started(&timeline, "safe").since(started(&timeline, "key-broker"));
    assert!(waited < Millis::from_secs(4), "{waited}");
}

#[test]
fn ambassador_database() {
    let timeline = timeline("ambassador-database");
    assert!(started(&timeline, "db-ambassador") < started(&timeline, "ticket-desk"));
    assert_eq!(signalled(&timeline, "ticket-desk"), deleted(&timeline) + Millis::from_secs(4));
    assert!(signalled(&timeline, "db-ambassador") >= exited(&timeline, "ticket-desk"));
}

#[test]
fn adapter_metrics() {
    let timeline = timeline("adapter-metrics");
    assert!(!timeline.pod.has_sidecar());
    assert_eq!(signalled(&timeline, "cache"), signalled(&timeline, "metrics-adapter"));
    assert_eq!(timeline.row(deleted(&timeline) - Millis(1)).ready, "2/2");
}

#[test]
fn clone_serve_pull() {
    let timeline = timeline("clone-serve-pull");
    assert!(exited(&timeline, "clone") < started(&timeline, "pull"));
    assert!(started(&timeline, "pull") < started(&timeline, "web"));
    assert!(signalled(&timeline, "pull") >= exited(&timeline, "web"));
}

#[test]
fn job_with_a_classic_sidecar_never_ends() {
    let timeline = timeline("job-classic-sidecar");
    assert_eq!(timeline.pod.owner.as_ref().map(|owner| owner.kind), Some(OwnerKind::Job));
    assert_eq!(exit_codes(&timeline, "count-stock"), [0]);
    assert_eq!(last_row(&timeline), ("1/2".to_owned(), "NotReady".to_owned()));
    assert_eq!(timeline.end, End::Steady);
    assert!(timeline.scenario.deletion().is_none());
    let phases = timeline.events.iter().map(|event| timeline.at(event.at).status.phase);
    assert!(phases.into_iter().all(|phase| matches!(phase, Phase::Pending | Phase::Running)));
}

#[test]
fn job_with_a_native_sidecar_completes() {
    let timeline = timeline("job-native-sidecar");
    assert_eq!(timeline.at(timeline.until).status.phase, Phase::Succeeded);
    assert_eq!(last_row(&timeline).1, "Completed");
    assert!(signalled(&timeline, "uploader") >= exited(&timeline, "count-stock"));
    assert!(timeline.scenario.deletion().is_none());
}

#[test]
fn deployment_and_service() {
    let example = content::example("deployment-and-service").expect("it is there");
    assert_eq!(manifest::parse(example.text).objects.len(), 2);
    let timeline = timeline("deployment-and-service");
    assert_eq!(timeline.pod.owner.as_ref().map(|owner| owner.kind), Some(OwnerKind::Deployment));
    assert_eq!(signalled(&timeline, "forecast"), deleted(&timeline) + Millis::from_secs(3));
    let pods = workload("deployment-and-service").pods;
    let created: Vec<SimTime> = pods.iter().map(|pod| pod.created).collect();
    assert_eq!(created, [SimTime::ZERO, SimTime::ZERO, deleted(&timeline)]);
}

#[test]
fn job_retries() {
    let job = workload("job-retries");
    assert_eq!(job.pods.len(), 3);
    for (pod, delay) in [(1, 10), (2, 20)] {
        let before = &job.pods[pod - 1];
        let exit = before.in_workload(exited(&before.timeline, "import"));
        assert_eq!(job.pods[pod].created, exit + Millis::from_secs(delay));
    }
    for pod in &job.pods {
        assert_eq!(exit_codes(&pod.timeline, "import"), [1]);
        assert_eq!(last_row(&pod.timeline).1, "Error");
    }
    let last = job.pods[2].in_workload(job.pods[2].timeline.until);
    assert_eq!(job.job_end(0, last), Some((JobCondition::Failed, "BackoffLimitExceeded")));
}

#[test]
fn init_fails() {
    let timeline = timeline("init-fails");
    let seen = statuses(&timeline);
    assert!(seen.contains("Init:Error") && seen.contains("Init:CrashLoopBackOff"), "{seen:?}");
    assert_eq!(exit_codes(&timeline, "prepare"), [0]);
    let codes = exit_codes(&timeline, "check-licence");
    assert!(codes.len() >= 4 && codes.iter().all(|&code| code == 1), "{codes:?}");
    assert!(first(&timeline, "studio", |kind| *kind == EventKind::Started).is_none());
    assert!(timeline.scenario.deletion().is_none());
}

#[test]
fn init_sleeps() {
    let timeline = timeline("init-sleeps");
    assert_eq!(last_row(&timeline), ("0/1".to_owned(), "Init:0/1".to_owned()));
    assert!(matches!(timeline.end, End::Horizon { next } if next > SimTime::from_secs(3600)));
    assert!(timeline.scenario.deletion().is_none());
}

#[test]
fn init_waits() {
    let timeline = timeline("init-waits");
    let runs = timeline.scenario.process(index(&timeline, "wait-for-weather")).attempt(0).runs;
    assert_eq!((runs.value, runs.basis), (Some(Millis(4000)), Basis::Assumed));
    assert!(statuses(&timeline).contains("Init:0/2"));
    assert!(in_order(&timeline, &["wait-for-weather", "find-map", "guide"], started));
}

#[test]
fn crash_loop() {
    let timeline = timeline("crash-loop");
    let subject = Subject::Container(index(&timeline, "parrot"));
    let mut of_parrot = timeline.events.iter().filter(|event| event.subject == subject);
    let exit = of_parrot
        .by_ref()
        .find(|event| matches!(event.kind, EventKind::Exited { code: 3, .. }))
        .expect("it exits");
    let restart =
        of_parrot.by_ref().find(|event| event.kind == EventKind::Started).expect("it restarts");
    assert!(restart.at.since(exit.at) < Millis::from_secs(1));
    let exit = of_parrot
        .by_ref()
        .find(|event| matches!(event.kind, EventKind::Exited { code: 3, .. }))
        .expect("again");
    let restart =
        of_parrot.find(|event| event.kind == EventKind::Started).expect("it restarts again");
    assert!(restart.at.since(exit.at) >= Millis::from_secs(10));
    assert!(statuses(&timeline).contains("CrashLoopBackOff"));
    assert_eq!(exit_codes(&timeline, "perch"), Vec::<i32>::new());
    assert!(timeline.scenario.deletion().is_none());
}

#[test]
fn liveness_kills() {
    let timeline = timeline("liveness-kills");
    let verdict = first(&timeline, "heater", |kind| matches!(kind, EventKind::ProbeVerdict(_)))
        .expect("it fails");
    let lived = verdict.since(started(&timeline, "heater"));
    assert!((Millis::from_secs(15)..Millis::from_secs(25)).contains(&lived), "{lived}");
    assert!(exited(&timeline, "heater").since(verdict) < Millis::from_secs(4));
    assert!(timeline.at(timeline.until).containers[0].restart_count > 0);
}

#[test]
fn sidecars_in_reverse() {
    let timeline = timeline("sidecars-in-reverse");
    assert!(in_order(&timeline, &["tent", "lights", "generator", "show"], started));
    assert!(in_order(&timeline, &["show", "generator", "lights", "tent"], signalled));
    assert!(in_order(&timeline, &["show", "generator", "lights", "tent"], exited));
    assert_eq!(exited(&timeline, "tent"), deleted(&timeline) + Millis::from_secs(4 + 1 + 3 + 2));
    assert_eq!(exit_codes(&timeline, "tent"), [0]);
}

#[test]
fn ignores_term() {
    let timeline = timeline("ignores-term");
    assert_eq!(exit_codes(&timeline, "stubborn"), [137]);
    assert_eq!(exited(&timeline, "stubborn"), deleted(&timeline) + Millis::from_secs(10));
    assert_eq!(exit_codes(&timeline, "polite"), [0]);
    assert!(exited(&timeline, "polite") < deleted(&timeline) + Millis::from_secs(1));
}

#[test]
fn shell_as_pid_1() {
    let timeline = timeline("shell-as-pid-1");
    assert_eq!(exit_codes(&timeline, "clock"), [137]);
    assert_eq!(exited(&timeline, "clock"), deleted(&timeline) + Millis::from_secs(30));
    assert_eq!(exit_codes(&timeline, "fixed-clock"), [0]);
    assert_eq!(exited(&timeline, "fixed-clock"), deleted(&timeline));
}

#[test]
fn grace_runs_out() {
    let timeline = timeline("grace-runs-out");
    let deadline = deleted(&timeline) + Millis::from_secs(6);
    assert_eq!((exit_codes(&timeline, "till"), exited(&timeline, "till")), (vec![137], deadline));
    for sidecar in ["lanterns", "receipts"] {
        assert_eq!(signalled(&timeline, sidecar), deadline, "{sidecar}");
        assert_eq!(exit_codes(&timeline, sidecar), [0], "{sidecar}");
    }
}

#[test]
fn proposed_deletions_fall_on_whole_seconds_after_a_quiet_while() {
    let mut proposed = 0;
    for example in content::examples() {
        let timeline = timeline(example.id);
        let Some(deletion) = timeline.scenario.deletion() else { continue };
        proposed += 1;
        assert_eq!(deletion.basis, Basis::Assumed, "{}", example.id);
        assert_eq!(deletion.at.0 % 1000, 0, "{}", example.id);
        let before = timeline.events.iter().rfind(|event| {
            event.at < deletion.at && !matches!(event.kind, EventKind::Probed { .. })
        });
        let quiet = deletion.at.since(before.expect("something happened").at);
        assert!((10_000..11_000).contains(&quiet.0), "{}: {quiet}", example.id);
        assert!(timeline.at(timeline.until).removed, "{}", example.id);
    }
    assert!(proposed >= 12, "{proposed}");
}

#[test]
fn every_rule_has_its_text_and_every_text_its_rule() {
    let ids: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
    let texts: BTreeSet<&str> = content::rules().iter().map(|rule| rule.id).collect();
    assert_eq!(ids, texts);
    for rule in Rule::ALL {
        let text = content::rule(*rule);
        assert!((1..=6).contains(&text.title.split_whitespace().count()), "{rule}: {}", text.title);
        assert!(
            text.statement.ends_with('.') && text.statement.matches(". ").count() == 0,
            "{rule}: {}",
            text.statement
        );
        assert!(
            text.source.contains('/') || text.source.contains("runtime.v1"),
            "{rule}: {}",
            text.source
        );
        assert!(
            text.since.is_none_or(|minor| (1..=Version::NEWEST.minor()).contains(&minor)),
            "{rule}"
        );
    }
}
