//! Why: every event of every example has a chain that ends at the manifest or outside of it, each link
//! with its rule; and what is said about waits, ends, columns and the grace period is true.

use podline::content::{self, rule};
use podline::engine::{
    Action, Basis, Condition, EventId, EventKind, Guess, OnTerm, PullOutcome, Rule, Scenario,
    SimTime, Subject, Timeline, Verb, inferred, simulate,
};
use podline::insight::grace_budget::{GraceBudget, Spent, grace_budget};
use podline::insight::why::{Asked, Cell, Why, versions, why};
use podline::manifest::{self, Object};
use podline::markup;
use podline::model::{ContainerIndex, Gate, Millis, Version, lower};
use std::fs;

/// A Pod that was read, with what happens to it.
struct World {
    object: Object,
    timeline: Timeline,
}

impl World {
    fn of(text: &str, version: Version, act: impl Fn(&mut Scenario)) -> Self {
        let manifest = manifest::parse(text);
        let pods = manifest.objects.into_iter().filter_map(|object| {
            let pod = lower(&object, version).pod?;
            Some((object, pod))
        });
        let (object, pod) = { pods }.next().expect("a Pod");
        let mut scenario = inferred::scenario(&pod, version);
        act(&mut scenario);
        Self { object, timeline: simulate(&pod, &scenario, version) }
    }

    fn example(id: &str) -> Self {
        let example = content::example(id).unwrap_or_else(|| panic!("no example {id}"));
        Self::of(example.text, Version::NEWEST, |_| {})
    }

    /// A Pod whose `spec` this is, on the newest Kubernetes.
    fn spec(spec: &str) -> Self {
        Self::with(spec, |_| {})
    }

    fn with(spec: &str, act: impl Fn(&mut Scenario)) -> Self {
        Self::of(&text(spec), Version::NEWEST, act)
    }

    fn index(&self, name: &str) -> ContainerIndex {
        self.timeline.pod.index_of(name).unwrap_or_else(|| panic!("no container {name}"))
    }

    fn find(&self, name: &str, wanted: impl Fn(&EventKind) -> bool) -> EventId {
        let subject = match name {
            "" => Subject::Pod,
            name => Subject::Container(self.index(name)),
        };
        let mut events = self.timeline.events.iter();
        let event = events.find(|event| event.subject == subject && wanted(&event.kind));
        event.unwrap_or_else(|| panic!("{name}: no such event")).id
    }

    fn ask(&self, asked: Asked) -> Why {
        why(&self.timeline, &self.object, asked)
    }

    /// Why the first such event of a container happened; of the Pod if the name is empty.
    fn event(&self, name: &str, wanted: impl Fn(&EventKind) -> bool) -> Why {
        self.ask(Asked::Event(self.find(name, wanted)))
    }

    fn bar(&self, name: &str, millis: u64) -> Why {
        self.ask(Asked::Bar { container: self.index(name), at: SimTime(millis) })
    }

    fn cell(&self, cell: Cell, millis: u64) -> Why {
        self.ask(Asked::Cell { cell, at: SimTime(millis) })
    }

    fn budget(&self) -> GraceBudget {
        grace_budget(&self.timeline).expect("the Pod is stopped")
    }
}

fn text(spec: &str) -> String {
    let spec = spec.trim().replace('\n', "\n  ");
    format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: p}}\nspec:\n  {spec}\n")
}

/// Everything that is said, to look for words in.
fn all(why: &Why) -> String {
    let steps = why.steps.iter().map(|step| format!("{} {}", step.at, step.text));
    let waits = why.waits.iter().map(|wait| format!("{} {}", wait.text, wait.otherwise));
    let told: Vec<String> = steps.chain(waits).chain(why.watch_out.iter().cloned()).collect();
    format!("{}\n{}\n{}", why.question, why.answer, told.join("\n"))
}

fn says(why: &Why, parts: &[&str]) {
    let told = all(why);
    for part in parts {
        assert!(told.contains(part), "{part:?} is missing in\n{told}");
    }
}

fn exited(kind: &EventKind) -> bool {
    matches!(kind, EventKind::Exited { .. })
}

fn term(kind: &EventKind) -> bool {
    matches!(kind, EventKind::Term { .. })
}

/// What holds for every answer.
fn check(world: &World, answer: &Why, what: &str) {
    let timeline = &world.timeline;
    assert!(answer.question.ends_with('?'), "{what}: {}", answer.question);
    assert!(!answer.steps.is_empty(), "{what}");
    assert!(answer.steps.is_sorted_by_key(|step| step.at), "{what}: {:?}", answer.steps);
    for step in &answer.steps {
        let Some(of) = step.rule else { continue };
        assert!(!rule(of).source.is_empty() && !rule(of).statement.is_empty(), "{what}");
        assert_eq!(step.event.map(|id| timeline.event(id).rule), Some(of), "{what}");
    }
    let steps = answer.steps.iter().map(|step| step.text.as_str());
    let waits = answer.waits.iter().flat_map(|wait| [wait.text.as_str(), wait.otherwise.as_str()]);
    let others = answer.watch_out.iter().map(String::as_str).chain([answer.answer.as_str()]);
    for sentence in steps.chain(waits).chain(others) {
        let ends = sentence.is_empty() || sentence.ends_with(['.', ')']);
        assert!(ends && !sentence.contains("  "), "{what}: {sentence:?}");
        assert!(!sentence.contains(" ,") && !sentence.contains(".."), "{what}: {sentence:?}");
    }
    let lines = answer.steps.iter().flat_map(|step| &step.lines);
    for line in lines.chain(answer.waits.iter().flat_map(|wait| &wait.lines)) {
        let there = world.object.range(&line.path).is_some();
        assert_eq!(there, line.default.is_none(), "{what}: {line:?}");
    }
}

#[test]
fn every_event_of_every_example_ends_at_the_manifest_or_outside() {
    for example in content::examples() {
        let world = World::example(example.id);
        for event in &world.timeline.events {
            let answer = world.ask(Asked::Event(event.id));
            let what = format!("{} {:?}", example.id, event);
            check(&world, &answer, &what);
            let (first, last) = (&answer.steps[0], answer.steps.last().expect("not empty"));
            assert_eq!((last.event, last.at), (Some(event.id), event.at), "{what}");
            assert!(answer.steps.len() <= 13, "{what}: {}", answer.steps.len());
            let root = first.event.expect("the root is an event");
            let outside = world.timeline.event(root).cause.is_none();
            assert!(outside || !first.lines.is_empty(), "{what}: {first:?}");
            assert!(last.rule.is_some(), "{what}");
        }
    }
}

/// Instants that matter: those of the events, and between them.
fn instants(timeline: &Timeline, most: usize) -> Vec<SimTime> {
    let mut at: Vec<SimTime> =
        timeline.events.iter().flat_map(|event| [event.at, event.at + Millis(50)]).collect();
    at.dedup();
    let step = at.len() / most + 1;
    at.into_iter().step_by(step).collect()
}

#[test]
fn every_bar_column_and_condition_of_every_manifest_has_an_answer() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/real");
    let files = fs::read_dir(folder).expect("the folder is there");
    let files = files.map(|entry| entry.expect("an entry").path());
    let texts = files.filter(|path| path.extension().is_some_and(|end| end == "yaml"));
    let texts = texts.map(|path| fs::read_to_string(path).expect("it can be read"));
    let examples = content::examples().iter().map(|example| example.text.to_owned());
    for (number, text) in examples.chain(texts).enumerate() {
        let version = Version::new(if number % 3 == 0 { 28 } else { 37 }).expect("a known minor");
        let manifest = manifest::parse(&text);
        if manifest.objects.iter().all(|object| lower(object, version).pod.is_none()) {
            continue;
        }
        let world = World::of(&text, version, |_| {});
        for at in instants(&world.timeline, 12) {
            for container in world.timeline.pod.indices() {
                let what = format!("{} {container:?} {at}", world.timeline.pod.name);
                check(&world, &world.ask(Asked::Bar { container, at }), &what);
            }
            for cell in [Cell::Ready, Cell::Status, Cell::Restarts] {
                let answer = world.ask(Asked::Cell { cell, at });
                check(&world, &answer, &format!("{} {cell:?} {at}", world.timeline.pod.name));
                markup::why(&answer);
            }
            for condition in Condition::ALL {
                let answer = world.ask(Asked::Condition { condition, at });
                check(&world, &answer, &format!("{} {condition:?}", world.timeline.pod.name));
            }
            if let Some(budget) = grace_budget(&world.timeline) {
                markup::grace_budget(&world.timeline, &budget, at);
            }
        }
    }
}

#[test]
fn versions_are_those_of_the_texts() {
    for &it in Rule::ALL {
        // Its gate is off by default in every version so far.
        if it != Rule::StopSignalKills {
            assert_eq!(versions(it).from, rule(it).since, "{it}");
        }
    }
    assert_eq!(versions(Rule::SidecarsReversed).gate, Some(Gate::SidecarContainers));
}

#[test]
fn a_container_that_has_not_started_names_all_that_has_to_come() {
    let shop = World::example("sidecar-and-ambassador");
    let api = shop.bar("api", 4300);
    assert_eq!(api.question, "Why has api not started yet?");
    let waits: Vec<&str> = api.waits.iter().map(|wait| wait.text.as_str()).collect();
    assert_eq!(
        waits,
        [
            "migrate must exit 0.",
            "The native sidecar log-agent must start, and its startup probe must pass.",
            "The init container fetch-config must run and exit 0.",
        ]
    );
    let exit = shop.timeline.event(shop.find("migrate", exited)).at;
    let started = shop.timeline.event(shop.find("migrate", |it| *it == EventKind::Started)).at;
    assert_eq!((api.waits[0].since, api.waits[0].until), (started, Some(exit)));
    says(&api, &["stays in Init:0/3", "no time limit"]);
    let envoy = shop.bar("envoy", 14_300);
    says(&envoy, &["The image of api must be pulled.", "one after another"]);
}

#[test]
fn a_startup_probe_that_holds_the_list_says_what_if_it_never_passes() {
    let room = World::example("sidecar-startup-probe");
    let safe = room.bar("safe", 6000);
    says(
        &safe,
        &[
            "The startup probe of key-broker must pass; it runs every 2 s.",
            "After 10 failures in a row, about 20 s",
        ],
    );
    let paths: Vec<&str> = safe.waits[0].lines.iter().map(|line| line.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "spec.initContainers[0].startupProbe",
            "spec.initContainers[0].startupProbe.failureThreshold"
        ]
    );
}

#[test]
fn a_sidecar_that_still_runs_names_whom_it_waits_for() {
    let shop = World::example("sidecar-and-ambassador");
    let deleted = shop.timeline.scenario.deletion().expect("it is deleted").at;
    let agent = shop.bar("log-agent", deleted.0 + 1500);
    assert_eq!(agent.question, "Why is log-agent still running?");
    says(
        &agent,
        &[
            "api runs its preStop hook first, `sleep 5`",
            "Every app container must end first; api still runs.",
            "SIGKILL two seconds later",
        ],
    );
    assert_eq!(agent.waits[0].until, Some(deleted + Millis::from_secs(6)));
    let circus = World::example("sidecars-in-reverse");
    let tent = circus.bar("tent", 18_500);
    says(
        &tent,
        &["The native sidecars after it in the list, lights and generator, must end before it."],
    );
}

#[test]
fn each_rule_of_the_order_is_told_with_its_line() {
    let shop = World::example("sidecar-and-ambassador");
    let envoy = shop.event("envoy", term);
    let step = envoy.steps.last().expect("the signal");
    assert_eq!(step.text, "envoy has no preStop hook, so SIGTERM comes at once.");
    let line = &step.lines[0];
    assert_eq!(line.path.as_str(), "spec.containers[1].lifecycle.preStop");
    assert_eq!(line.default, Some("no hook: the signal comes at once"));
    let api = shop.event("api", term);
    let line = &api.steps.last().expect("the signal").lines[0];
    assert_eq!((line.path.as_str(), line.default), ("spec.containers[0].lifecycle.preStop", None));
    let agent = shop.event("log-agent", term);
    let step = agent.steps.last().expect("the signal");
    assert_eq!(step.rule, Some(Rule::SidecarsAfterApps));
    assert_eq!(step.lines[0].path.as_str(), "spec.initContainers[1].restartPolicy");
    assert_eq!(step.versions.from, Some(29));
    let fetch = shop.event("fetch-config", |kind| *kind == EventKind::PullStarted);
    let step = fetch.steps.last().expect("the pull");
    assert_eq!(step.lines[0].path.as_str(), "spec.initContainers[1].startupProbe");
    assert_eq!(step.lines[1].path.as_str(), "spec.initContainers[2]");
}

#[test]
fn ends_say_who_ended_it_and_what_the_code_means() {
    for (id, name, parts) in ENDS {
        says(&World::example(id).event(name, exited), parts);
    }
    for (script, parts) in CODES {
        let spec = format!(
            "restartPolicy: Never\ncontainers: [{{name: app, image: 'busybox:1.37', command: [sh, -c, '{script}']}}]"
        );
        says(&World::spec(&spec).event("app", exited), parts);
    }
}

#[test]
fn columns_say_what_they_come_from() {
    let shop = World::example("sidecar-and-ambassador");
    says(
        &shop.cell(Cell::Status, 7500),
        &["Why is STATUS Init:1/3?", "It is the turn of log-agent."],
    );
    says(
        &shop.cell(Cell::Ready, 17_300),
        &[
            "3 of 3 app containers and native sidecars are ready",
            "Ordinary init containers do not count.",
        ],
    );
    let aviary = World::example("crash-loop");
    says(
        &aviary.cell(Cell::Status, 12_000),
        &["the first app container that has one: parrot", "at 20.9 s"],
    );
    says(&aviary.cell(Cell::Restarts, 50_000), &["parrot 3"]);
    let job = World::example("job-classic-sidecar");
    says(
        &job.cell(Cell::Status, 12_000),
        &["Why is STATUS NotReady?", "other containers of the Pod go on"],
    );
    let market = World::example("grace-runs-out");
    says(
        &market.cell(Cell::Status, 14_000),
        &["Why is STATUS Terminating?", "till must end its process"],
    );
    let ready = shop.ask(Asked::Condition { condition: Condition::Ready, at: SimTime(16_000) });
    says(&ready, &["Why is Ready False?", "[api envoy]"]);
}

#[test]
fn waits_name_their_release_and_what_if_it_never_comes() {
    for (spec, name, millis, parts) in WAITS {
        says(&World::spec(spec).bar(name, *millis), parts);
    }
}

#[test]
fn images_that_cannot_be_had() {
    let with = |spec, outcome| {
        World::with(spec, |scenario| {
            for pull in &mut scenario.processes[0].pulls {
                pull.outcome = outcome;
            }
        })
    };
    let failing = with("containers: [{name: app, image: 'example/app:1'}]", PullOutcome::Fails);
    says(
        &failing.bar("app", 6000),
        &["The back-off after the failed pull must be over", "the kubelet never gives up"],
    );
    says(&failing.cell(Cell::Status, 6000), &["Why is STATUS ImagePullBackOff?"]);
    let never = "containers: [{name: app, image: 'example/app:1', imagePullPolicy: Never}]";
    let missing = with(never, PullOutcome::Missing);
    says(&missing.bar("app", 6000), &["Somebody must bring the image of app to the node"]);
}

#[test]
fn hundreds_of_containers_are_answered_in_few_sentences() {
    let entry = |n| format!("- {{name: c{n}, image: 'example/a:{n}'}}\n");
    let inits: Vec<String> = (0..150).map(entry).collect();
    let apps: Vec<String> = (150..300).map(entry).collect();
    let spec = format!("initContainers:\n{}containers:\n{}", inits.concat(), apps.concat());
    let world = World::spec(&spec);
    let last = world.bar("c299", 5000);
    assert!(last.waits.len() <= 7, "{}", last.waits.len());
    says(&last, &["more entries of initContainers must be through"]);
    let ready = world.cell(Cell::Ready, 5000);
    assert!(all(&ready).len() < 6000, "{}", all(&ready).len());
    says(&ready, &["Not ready: c150, c151, c152 and 147 more."]);
    let condition =
        world.ask(Asked::Condition { condition: Condition::Ready, at: world.timeline.until });
    check(&world, &condition, "hundreds");
    assert!(condition.steps.iter().all(|step| step.lines.len() <= 9));
}

#[test]
fn restarts_say_what_made_them() {
    let failed_hook = "containers: [{name: app, image: 'nginx:1.29', lifecycle: {postStart: {exec: {command: [sleep, '1']}}}}]";
    let world = World::with(failed_hook, |scenario| {
        scenario.processes[0].attempts[0].post_start.fails = true;
    });
    says(&world.event("app", exited), &["The postStart hook of app fails."]);
    let all_again = "containers:
- name: app
  image: 'busybox:1.37'
  command: [sh, -c, 'sleep 2; exit 42']
  restartPolicyRules: [{action: RestartAllContainers, exitCodes: {operator: In, values: [42]}}]
  restartPolicy: Never
- {name: other, image: 'nginx:1.29'}";
    let world = World::spec(all_again);
    let answer = world.event("", |kind| *kind == EventKind::RestartAllStarted);
    let step = answer.steps.last().expect("it is asked about");
    assert_eq!(step.lines[0].path.as_str(), "spec.containers[0].restartPolicyRules[0]");
    assert_eq!(step.versions.gate, Some(Gate::RestartAllContainersOnContainerExits));
    says(&world.event("other", term), &["without its hook"]);
    let sandbox = World::with("containers: [{name: app, image: 'nginx:1.29'}]", |scenario| {
        let verb = Verb::KillSandbox;
        scenario.actions = vec![Action { at: SimTime(8000), verb, basis: Basis::Chosen }];
    });
    let changed = sandbox.event("", |kind| *kind == EventKind::SandboxChanged);
    says(&changed, &["finds the sandbox gone and replaces it"]);
    let beat = "initContainers: [{name: beat, image: 'busybox:1.37', restartPolicy: Always, command: [sh, -c, 'sleep 3; exit 1']}]
containers: [{name: app, image: 'nginx:1.29'}]";
    let world = World::spec(beat);
    let again = world.timeline.events.iter().find(|event| event.rule == Rule::SidecarRestarts);
    let answer = world.ask(Asked::Event(again.expect("it restarts").id));
    let step = answer.steps.last().expect("it is asked about");
    assert!(
        step.text.starts_with("Whatever its exit code, the native sidecar beat is started again"),
        "{}",
        step.text
    );
    assert_eq!(step.lines[0].path.as_str(), "spec.initContainers[0].restartPolicy");
}

#[test]
fn what_comes_from_outside_is_told_as_such() {
    let app = "containers: [{name: app, image: 'nginx:1.29'}, {name: other, image: 'nginx:1.29'}]";
    let act = |verb| {
        move |scenario: &mut Scenario| {
            scenario.actions = vec![Action { at: SimTime(8000), verb, basis: Basis::Chosen }];
        }
    };
    let killed = World::with(app, act(Verb::KillProcess(ContainerIndex(0))));
    says(
        &killed.event("app", exited),
        &["Somebody kills the process of app from outside", "128 + 9"],
    );
    let lost = World::with(app, act(Verb::KillSandbox));
    says(&lost.event("app", exited), &["dies with its sandbox"]);
    says(&lost.event("", |kind| *kind == EventKind::SandboxLost), &["This comes from outside"]);
    let forced = act(Verb::Delete { grace: Some(Millis::ZERO) });
    let new = World::with(app, forced);
    let deletion = |kind: &EventKind| matches!(kind, EventKind::DeletionRequested { .. });
    let answer = new.event("", deletion);
    says(&answer, &["gives the containers one second"]);
    assert_eq!(answer.steps[0].versions.from, Some(32));
    assert_eq!(new.budget().total, Millis::from_secs(1));
    let old = World::of(&text(app), Version::new(31).expect("a known minor"), forced);
    let answer = old.event("", deletion);
    says(&answer, &["the Pod's own grace period"]);
    assert_eq!(answer.steps[0].versions.until, Some(31));
    assert_eq!(old.budget().total, Millis::from_secs(30));
}

#[test]
fn a_refused_port_is_pointed_out() {
    let spec = "containers:
- {name: app, image: 'example/app:1', args: ['--db=localhost:5432'], lifecycle: {preStop: {sleep: {seconds: 6}}}}
- {name: gate, image: 'example/gate:1', args: ['db.example.org:5432'], ports: [{containerPort: 5432}]}";
    let world = World::spec(spec);
    let end = world.timeline.event(world.find("app", exited)).at;
    let told = format!(
        "By `spec.containers[0].args` app calls `localhost:5432`. Until {end} that is refused: gate is gone while app still runs."
    );
    says(&world.event("gate", exited), &[&told]);
    let start = world.timeline.event(world.find("gate", |it| *it == EventKind::Started)).at;
    let told = format!("Until {start} that is refused: gate does not run yet.");
    says(&world.event("app", |kind| *kind == EventKind::Started), &[&told]);
}

#[test]
fn the_countdown_is_eaten_in_turn() {
    let shop = World::example("sidecar-and-ambassador");
    let budget = shop.budget();
    let decisive: Vec<(&str, Spent, u64)> = budget
        .segments
        .iter()
        .filter(|it| it.decides && it.spent != Spent::Turn)
        .map(|it| {
            (
                shop.timeline.pod.container(it.container).name.as_str(),
                it.spent,
                it.to.since(it.from).0,
            )
        })
        .collect();
    assert_eq!(
        decisive,
        [
            ("api", Spent::Hook, 5000),
            ("api", Spent::Process, 1000),
            ("log-agent", Spent::Process, 1000)
        ]
    );
    assert_eq!(budget.total, Millis::from_secs(30));
    assert_eq!(budget.left(budget.from + Millis(5600)), Millis(24_400));
    assert!(budget.killed.is_empty() && budget.ordered);
    let now: Vec<_> = budget.spending(budget.from + Millis(5600)).map(|it| it.container).collect();
    assert_eq!(now, [shop.index("api")]);
}

#[test]
fn who_is_killed_and_when() {
    let market = World::example("grace-runs-out");
    let budget = market.budget();
    let killed: Vec<_> = budget.killed.iter().map(|it| (it.container, it.at, it.late)).collect();
    assert_eq!(killed, [(market.index("till"), budget.end(), Millis::ZERO)]);
    let floor = budget.segments.iter().filter(|it| it.spent == Spent::Floor);
    assert!(floor.map(|it| it.container).eq([market.index("lanterns"), market.index("receipts")]));
    let eaten = budget.segments.iter().find(|it| it.container == market.index("till"));
    assert!(eaten.is_some_and(|it| it.decides), "{budget:?}");
}

/// Grace periods that suffice, and that one second less does not: by the engine.
#[test]
fn the_smallest_grace_period_that_is_enough() {
    for (spec, enough) in ENOUGH {
        let world = World::with(spec, |scenario| {
            *scenario = scenario.clone().with_deletion(SimTime::from_secs(20));
        });
        assert_eq!(world.budget().enough, enough.map(Millis::from_secs), "{spec}");
    }
    let tavern = World::example("ignores-term").budget();
    assert_eq!(tavern.enough, None);
}

#[test]
fn before_1_29_sidecars_do_not_wait() {
    let gate = Version::new(28).expect("a known minor").with(Gate::SidecarContainers, true);
    let text = content::example("sidecars-in-reverse").expect("it is there").text;
    let circus = World::of(text, gate, |_| {});
    let budget = circus.budget();
    assert!(!budget.ordered && budget.segments.iter().all(|it| it.spent == Spent::Process));
    let answer = circus.event("tent", term);
    assert_eq!(answer.steps.last().map(|step| step.versions.until), Some(Some(28)));
}

#[test]
fn a_hook_that_is_cut_gives_two_more_seconds() {
    let spec = "terminationGracePeriodSeconds: 4
containers: [{name: app, image: 'busybox:1.37', command: [sleep, infinity], lifecycle: {preStop: {sleep: {seconds: 4}}}}]";
    let world = World::with(spec, |scenario| {
        scenario.processes[0].attempts[0].on_term = Guess::declared(OnTerm::Ignores);
        *scenario = scenario.clone().with_deletion(SimTime::from_secs(20));
    });
    let budget = world.budget();
    assert_eq!(budget.killed.first().map(|it| it.late), Some(Millis::from_secs(2)));
    let html = markup::grace_budget(&world.timeline, &budget, budget.from + Millis(4500));
    assert!(html.contains("<b>0 s</b> of 4 s left"), "{html}");
    assert!(html.contains("No grace period is long enough"), "{html}");
    assert!(html.contains("data-path=\"spec.terminationGracePeriodSeconds\""), "{html}");
}

/// Example, container, and what is said of its first end.
const ENDS: &[(&str, &str, &[&str])] = &[
    (
        "sidecar-and-ambassador",
        "migrate",
        &["ends by itself, with exit code 0", "lets the next one start"],
    ),
    ("sidecar-and-ambassador", "api", &["ends on its SIGTERM", "24 s left until SIGKILL"]),
    (
        "grace-runs-out",
        "till",
        &["killed by SIGKILL", "128 + 9", "because its time was over", "memory is not simulated"],
    ),
    (
        "init-fails",
        "check-licence",
        &["Exit code 1", "Nothing after an init container starts before it has exited 0"],
    ),
    ("crash-loop", "parrot", &["Exit code 3 means failure"]),
];

/// What a script ends with, and what is said of it.
const CODES: &[(&str, &[&str])] = &[
    ("exit 0", &["means success"]),
    ("exit 1", &["any error of their own"]),
    ("exit 126", &["cannot be executed"]),
    ("exit 127", &["was not found"]),
    ("exit 139", &["128 + 11", "SIGSEGV"]),
    ("exit 143", &["128 + 15", "SIGTERM"]),
    ("exit 137", &["128 + 9", "SIGKILL"]),
    ("exit 42", &["only the program knows"]),
];

/// A Pod, a container, an instant in milliseconds, and what is waited for.
const WAITS: &[(&str, &str, u64, &[&str])] = &[
    (
        "schedulingGates: [{name: example.org/quota}]\ncontainers: [{name: app, image: nginx}]",
        "app",
        1000,
        &["example.org/quota must take it out", "no scheduler looks at it"],
    ),
    (
        "containers: [{name: app, image: 'nginx:1.29'}]",
        "app",
        100,
        &["must set up the Pod's sandbox"],
    ),
    (
        "initContainers: [{name: first, image: 'busybox:1.37', command: [sleep, '3600']}]\nactiveDeadlineSeconds: 900\ncontainers: [{name: app, image: nginx}]",
        "app",
        30_000,
        &["first must exit 0.", "until activeDeadlineSeconds are over, at 900.0 s"],
    ),
    (
        "restartPolicy: Never\ninitContainers: [{name: first, image: 'busybox:1.37', command: [sleep, '3600']}]\ncontainers: [{name: app, image: nginx}]",
        "first",
        30_000,
        &["If it fails, the Pod has failed."],
    ),
    (
        "containers:\n- {name: one, image: 'nginx:1.29', lifecycle: {postStart: {exec: {command: [sleep, '20']}}}}\n- {name: two, image: 'nginx:1.29'}",
        "two",
        8000,
        &["The postStart hook of one must return: `sleep 20`.", "starts nothing else in the Pod"],
    ),
    (
        "containers: [{name: app, image: 'example/app:1', readinessProbe: {httpGet: {port: 80}, initialDelaySeconds: 30}}]",
        "app",
        12_000,
        &[
            "Why is app not ready?",
            "The readiness probe of app must pass",
            "not restarted for that",
        ],
    ),
];

/// A Pod, and the seconds that are enough for it.
const ENOUGH: &[(&str, Option<u64>)] = &[
    // It ends within the two seconds that it has in any case.
    ("containers: [{name: app, image: 'busybox:1.37', command: [sh, -c, \"trap 'exit 0' TERM; while true; do sleep 1 & wait; done\"]}]", Some(1)),
    // Three seconds sharp: at three it would be a matter of luck.
    ("containers: [{name: app, image: 'busybox:1.37', command: [sh, -c, \"trap 'sleep 3; exit 0' TERM; sleep infinity & wait\"]}]", Some(4)),
    // A hook that is just over when the time is up would be cut or not.
    ("containers: [{name: app, image: 'busybox:1.37', command: [sh, -c, \"trap 'exit 0' TERM; sleep infinity & wait\"], lifecycle: {preStop: {sleep: {seconds: 5}}}}]", Some(6)),
    // The sidecar gets its turn at four, and two seconds then.
    ("initContainers: [{name: side, image: 'busybox:1.37', restartPolicy: Always, command: [sh, -c, \"trap 'sleep 1; exit 0' TERM; sleep infinity & wait\"]}]
containers: [{name: app, image: 'busybox:1.37', command: [sh, -c, \"trap 'sleep 4; exit 0' TERM; sleep infinity & wait\"]}]", Some(5)),
    ("containers: [{name: app, image: 'busybox:1.37', command: [sh, -c, \"trap '' TERM; while true; do sleep 1; done\"]}]", None),
];
