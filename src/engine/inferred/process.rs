//! Command, image and role → how a container's process runs and what it does on its stop signal.

use super::ending;
use super::image::{self, Default};
use super::program::{FileChange, OnSignal, Place, Program, Runs, Status, program};
use super::variables::Variables;
use crate::engine::{Basis, Guess, OnTerm};
use crate::model::{
    Container, ContainerIndex, ContainerRole, Millis, OwnerKind, Pod, RestartPolicy,
};

/// How one run of a container's process goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// How long it runs by itself.
    pub(super) runs: Guess<Option<Millis>>,
    /// Its exit code then.
    pub(super) exit_code: i32,
    /// What it does on its stop signal.
    pub(super) on_term: Guess<OnTerm>,
    /// Its exit code then.
    pub(super) term_exit_code: i32,
    /// The files it writes and removes on the way.
    pub(super) files: Vec<FileChange>,
}

/// The program of an init container that nobody knows takes this long.
const INIT: Millis = Millis(2000);
/// The work of a Job takes this long.
const WORK: Millis = Millis(8000);

/// How the process of the container at `index` runs.
pub(super) fn run(pod: &Pod, index: ContainerIndex) -> Run {
    let container = pod.container(index);
    let environment = environment(container);
    let place = Place { environment: &environment, depth: 0 };
    let program = program_of(container, place);
    let is_init = container.role == ContainerRole::Init && !container.serves;
    let (runs, status) = match program.runs {
        Runs::Briefly => (Guess::assumed(Some(moment(container))), program.status),
        Runs::For(Guess { value, basis }) => (Guess { value: Some(value), basis }, program.status),
        // An init container is there to end: only what surely serves for ever does so in one.
        Runs::Forever(Basis::Assumed) if is_init && ending::may_end(container) => {
            (Guess::assumed(work_of(pod, index)), Status::sure(0))
        }
        Runs::Forever(Basis::Assumed) if let Some(work) = worker_that_ends_it(pod, index) => {
            let ends = run(pod, work).runs.value.map(|runs| runs + QUITS);
            (Guess::assumed(ends), Status::sure(0))
        }
        Runs::Forever(basis) => (Guess { value: None, basis }, Status::sure(0)),
        Runs::Unknown { before } => {
            let work = work_of(pod, index).map(|work| before + work);
            (Guess::assumed(work), Status::sure(0))
        }
    };
    // With a shared process namespace PID 1 is the sandbox's pause process.
    let is_pid_1 = !pod.share_process_namespace;
    let (on_term, term_exit_code) = match program.on_signal {
        OnSignal::Default if is_pid_1 => (Guess::declared(OnTerm::Ignores), 137),
        OnSignal::Default => (Guess::declared(OnTerm::ExitsAfter(Millis::ZERO)), 143),
        OnSignal::Ignored => (Guess::declared(OnTerm::Ignores), 137),
        OnSignal::Handled { after, code } => {
            (Guess { value: OnTerm::ExitsAfter(after.value), basis: after.basis }, code)
        }
    };
    Run { runs, exit_code: status.code, on_term, term_exit_code, files: program.files }
}

/// How long after the work a helper ends that was told to.
const QUITS: Millis = Millis(1000);

/// The app container whose work ends with telling the helper at `index` to end, too, in a Pod that
/// finishes: `curl -X POST localhost:15020/quitquitquit`.
fn worker_that_ends_it(pod: &Pod, index: ContainerIndex) -> Option<ContainerIndex> {
    let first = pod.app_indices().next().filter(|&first| first != index && finishes(pod))?;
    let worker = pod.container(first);
    let asks = |word: &String| ["quit", "kill", "shutdown"].iter().any(|it| word.contains(it));
    let is_app = pod.container(index).role == ContainerRole::App;
    (is_app && worker.command.iter().chain(&worker.args).any(asks)).then_some(first)
}

/// Whether the work of a Pod has an end.
fn finishes(pod: &Pod) -> bool {
    let owner = pod.owner.as_ref().map(|owner| owner.kind);
    matches!(owner, Some(OwnerKind::Job | OwnerKind::CronJob))
        || pod.restart_policy != RestartPolicy::Always
}

/// A command of a hook that is no sleep takes this long.
const MOMENT: Millis = Millis(500);

/// How long a command takes outside the container's own process, as in a hook, and its exit code.
pub(super) fn command(container: &Container, argv: &[String]) -> (Guess<Option<Millis>>, i32) {
    let environment = environment(container);
    let argv = substituted(argv, &environment);
    let program = program(&borrowed(&argv), Place { environment: &environment, depth: 0 });
    let takes = match program.runs {
        Runs::Briefly => Guess::assumed(Some(MOMENT)),
        Runs::Unknown { before } => Guess::assumed(Some(before + MOMENT)),
        Runs::For(Guess { value, basis }) => Guess { value: Some(value), basis },
        Runs::Forever(basis) => Guess { value: None, basis },
    };
    (takes, program.status.code)
}

pub(super) fn program_of(container: &Container, place: Place<'_>) -> Program {
    let mut words = substituted(&container.command, place.environment);
    let arguments = substituted(&container.args, place.environment);
    let first = arguments.first();
    if words.is_empty() && !first.is_some_and(|first| image::runs_its_args(&container.image, first))
    {
        match image::default_of(&container.image) {
            Default::Server { stops_within } => return Program::server(stops_within),
            // It waits for what somebody types, and has no handler for SIGTERM.
            Default::Interpreter if container.stdin => return Program::endless(),
            Default::Interpreter => return Program::brief(Status::sure(0)),
            Default::Tool(name) => words.push(name.to_owned()),
            Default::Unknown => return Program::unknown(),
        }
    }
    words.extend(arguments);
    // `command: [cat]` with `tty: true`: a build's container that others run commands in.
    if container.stdin && words.len() == 1 && image::reads_input(&words[0]) {
        return Program::endless();
    }
    program(&borrowed(&words), place)
}

/// How long the work of a program takes that only its author knows: by the container's part.
fn work_of(pod: &Pod, index: ContainerIndex) -> Option<Millis> {
    let container = pod.container(index);
    match container.role {
        ContainerRole::Init if !container.serves => Some(INIT),
        ContainerRole::Init | ContainerRole::Sidecar => None,
        ContainerRole::App => {
            let is_first = pod.app_indices().next() == Some(index);
            (finishes(pod) && is_first).then_some(WORK)
        }
    }
}

/// How long a program of short commands is assumed to take: 200–500 ms, by its name, so that two
/// of them do not look alike.
fn moment(container: &Container) -> Millis {
    Millis(200 + super::spread(&container.name, 4) * 100)
}

/// The variables whose value stands in the manifest.
pub(super) fn environment(container: &Container) -> Variables {
    let mut variables = Variables::default();
    for variable in container.env.iter().filter(|variable| !variable.value.is_empty()) {
        variables.set(&variable.name, &variable.value);
    }
    variables
}

/// The words with `$(NAME)` replaced by the container's own variables, as the kubelet does before
/// anything runs (third_party/forked/golang/expansion `Expand`). What it does not know stays.
fn substituted(words: &[String], environment: &Variables) -> Vec<String> {
    let mut words = words.to_vec();
    for word in words.iter_mut().filter(|word| word.contains("$(")) {
        // A value may name the variables that are declared before it.
        for (name, value) in environment.iter().rev() {
            *word = word.replace(&format!("$({name})"), value);
        }
    }
    words
}

/// The words as a command line.
pub(super) fn borrowed(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}
