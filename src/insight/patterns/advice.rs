//! Where another pattern would meet the need better.

use super::matrix::row;
use super::{Advice, Case, Named, Pattern, files};
use crate::engine::inferred::Ending;
use crate::manifest::FieldPath;
use crate::model::{ContainerIndex, ContainerRole, Gate};

/// Adds what would fit better to each container.
pub(super) fn give(case: &Case<'_>, named: &mut [Named]) {
    let separate = separate(case, named);
    for it in named {
        let advice = match it.role {
            ContainerRole::Init => of_init(case, it.container),
            ContainerRole::Sidecar => of_native(case, it.container),
            ContainerRole::App if separate.contains(&it.container) => {
                Some(apart(case, it.container))
            }
            ContainerRole::App => of_app(case, it),
        };
        it.advice.extend(advice);
    }
}

fn native(case: &Case<'_>, text: String, number: u8, path: FieldPath) -> Advice {
    let since = Gate::SidecarContainers.on_since();
    let text = if since.is_some_and(|minor| case.version.at_least(minor)) {
        text
    } else {
        format!("{text} Kubernetes {} has no native sidecars yet.", case.version)
    };
    Advice { text, row: row(number), since, path }
}

fn of_init(case: &Case<'_>, index: ContainerIndex) -> Option<Advice> {
    let container = case.container(index);
    let path = case.of(index, "restartPolicy");
    if container.serves {
        let text = format!(
            "{} is written as a native sidecar. From 1.29 on it is one; here everything after it waits for its end.",
            container.name
        );
        return Some(native(case, text, 2, path));
    }
    (case.ending(index) == Ending::Never).then(|| {
        let text = format!(
            "{} never ends, so nothing after it ever starts. With `restartPolicy: Always` it is a native sidecar, and what follows starts beside it.",
            container.name
        );
        native(case, text, 2, path)
    })
}

fn of_native(case: &Case<'_>, index: ContainerIndex) -> Option<Advice> {
    let container = case.container(index);
    let name = &container.name;
    if let Ending::With { code: 0, .. } = case.ending(index) {
        let text = format!(
            "{name} ends by itself, and as a native sidecar it is started again each time. As set-up that has to be finished once it is an init container: without `restartPolicy: Always`."
        );
        let path = case.of(index, "restartPolicy");
        return Some(Advice { text, row: row(1), since: None, path });
    }
    let call = case.calls.iter().find(|call| call.to == Some(index))?;
    if container.startup_probe.is_some() || container.post_start.is_some() {
        return None;
    }
    let text = format!(
        "{} calls {name} on `localhost:{}`. With a startupProbe on {name} it starts only when somebody listens there.",
        case.container(call.from).name,
        call.port
    );
    Some(native(case, text, 5, case.of(index, "startupProbe")))
}

fn of_app(case: &Case<'_>, it: &Named) -> Option<Advice> {
    let index = it.container;
    let name = &case.container(index).name;
    let path = case.path(index);
    let helps = matches!(
        it.pattern,
        Pattern::ClassicSidecar | Pattern::Ambassador | Pattern::Adapter | Pattern::Helper
    );
    if !helps {
        return None;
    }
    if case.is_of_job() {
        // What is told to end with the work holds nothing up.
        let told = case.pod.app_indices().any(|other| other != index && tells_to_quit(case, other));
        let ends = matches!(case.ending(index), Ending::With { .. });
        if told || ends {
            return None;
        }
        let text = format!(
            "As long as {name} runs, the Job does not finish. As a native sidecar, in initContainers with `restartPolicy: Always`, it is stopped when the work is done."
        );
        return Some(native(case, text, 6, path));
    }
    match it.pattern {
        Pattern::Ambassador => {
            let text = format!(
                "As a native sidecar with a startupProbe {name} listens before the app makes its first call, and goes on until the app has ended."
            );
            Some(native(case, text, 5, path))
        }
        Pattern::ClassicSidecar if case.volumes.read_by(index).is_some() => {
            let text = format!(
                "As an app container {name} gets its stop signal together with the one whose files it reads, and may miss the last of them. As a native sidecar it starts before and stops after it."
            );
            Some(native(case, text, 2, path))
        }
        _ => None,
    }
}

fn tells_to_quit(case: &Case<'_>, index: ContainerIndex) -> bool {
    let text = files::text(case.container(index));
    ["quit", "kill", "shutdown"].iter().any(|word| text.contains(word))
}

/// App containers that have nothing to do with one another.
fn separate(case: &Case<'_>, named: &[Named]) -> Vec<ContainerIndex> {
    // Where somebody types commands, the rest of the Pod is what they are for.
    let is_app = |it: &&Named| it.pattern == Pattern::App && !case.container(it.container).stdin;
    let apps: Vec<ContainerIndex> = named.iter().filter(is_app).map(|it| it.container).collect();
    let related = |one: ContainerIndex, other: ContainerIndex| {
        let mounts = &case.container(one).mounts;
        let theirs = &case.container(other).mounts;
        let volume = mounts.iter().any(|mount| theirs.iter().any(|it| it.volume == mount.volume));
        let calls = case.calls.iter().any(|call| {
            (call.from == one && call.to.is_none_or(|to| to == other))
                || (call.from == other && call.to.is_none_or(|to| to == one))
        });
        volume || calls
    };
    if apps.len() < 2 || case.pod.share_process_namespace {
        return Vec::new();
    }
    let is_apart =
        |one: &ContainerIndex| apps.iter().all(|other| other == one || !related(*one, *other));
    apps.iter().copied().filter(is_apart).collect()
}

fn apart(case: &Case<'_>, index: ContainerIndex) -> Advice {
    let name = &case.container(index).name;
    let text = format!(
        "Nothing in the manifest links {name} with another app of this Pod: no volume, no call on localhost. If they are merely related, let each have a Pod of its own; then they start, stop and scale apart."
    );
    Advice { text, row: row(8), since: None, path: case.path(index) }
}
