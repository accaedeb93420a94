//! From what a container is to Kubernetes, and what it is for, to the name of its part.

use super::purpose::{Found, Purpose, purpose};
use super::{Case, Certainty, Evidence, Named, Pattern, matrix};
use crate::engine::inferred::Ending;
use crate::model::{ContainerIndex, ContainerRole};

/// What each container is for. Somebody must be the app: if every app container seems to help another
/// one, the least sure of them is the app.
pub(super) fn purposes(case: &Case<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = case.pod.indices().map(|index| purpose(case, index)).collect();
    let apps: Vec<ContainerIndex> = case.pod.app_indices().collect();
    let is_app =
        |found: &[Found], index: &ContainerIndex| found[index.0].purpose == Purpose::Unknown;
    if !apps.iter().any(|index| is_app(&found, index)) {
        let weakest = |index: &&ContainerIndex| match found[index.0].purpose {
            Purpose::Unknown | Purpose::NamedHelper => 0,
            Purpose::Helps => 1,
            Purpose::Adapter => 2,
            Purpose::Ambassador => 3,
        };
        if let Some(&app) = apps.iter().min_by_key(weakest) {
            found[app.0] = Found::nothing();
        }
    }
    found
}

/// The part of one container.
pub(super) fn name(case: &Case<'_>, index: ContainerIndex, found: Found) -> Named {
    let role = case.container(index).role;
    let mut evidence = found.evidence;
    let (pattern, certainty) = match (role, found.purpose) {
        (ContainerRole::Init, _) => (Pattern::Init, Certainty::Declared),
        (_, Purpose::Ambassador) => (Pattern::Ambassador, Certainty::Inferred),
        (_, Purpose::Adapter) => (Pattern::Adapter, Certainty::Inferred),
        (ContainerRole::Sidecar, _) => (Pattern::NativeSidecar, Certainty::Declared),
        (ContainerRole::App, Purpose::Helps) => (Pattern::ClassicSidecar, Certainty::Inferred),
        (ContainerRole::App, Purpose::NamedHelper) => (Pattern::Helper, Certainty::Inferred),
        (ContainerRole::App, Purpose::Unknown) => app(case, index, &mut evidence),
    };
    let declared = declared(case, index);
    // What the manifest declares is the reason of what it declares, and a circumstance of the rest.
    let place = if certainty == Certainty::Declared { 0 } else { evidence.len() };
    evidence.insert(place, declared);
    let row = row(case, index, pattern);
    Named { container: index, pattern, role, certainty, evidence, row, advice: Vec::new() }
}

/// An app container without a purpose beside another one: the app, the work of a Job, or in a Job what
/// goes on for ever beside the work.
fn app(
    case: &Case<'_>,
    index: ContainerIndex,
    evidence: &mut Vec<Evidence>,
) -> (Pattern, Certainty) {
    let alone = case.pod.app_indices().count() == 1;
    let certainty = if alone { Certainty::Declared } else { Certainty::Inferred };
    if !case.is_of_job() {
        if !alone {
            evidence.push(Evidence {
                text: "Nothing in the manifest says that it helps another container.".to_owned(),
                path: case.path(index),
                certainty: Certainty::Inferred,
            });
        }
        return (Pattern::App, certainty);
    }
    let ends = |index: ContainerIndex| case.ending(index) != Ending::Never;
    let goes_on = !ends(index) && case.pod.app_indices().any(|other| other != index && ends(other));
    if goes_on {
        evidence.push(Evidence {
            text: "It never ends by itself, while the work of the Job beside it does.".to_owned(),
            path: case.program(index),
            certainty: Certainty::Inferred,
        });
        return (Pattern::Helper, Certainty::Inferred);
    }
    if !alone {
        evidence.push(Evidence {
            text: "Nothing in the manifest says that it helps another container of the Job."
                .to_owned(),
            path: case.path(index),
            certainty: Certainty::Inferred,
        });
    }
    (Pattern::Work, certainty)
}

/// What Kubernetes goes by.
fn declared(case: &Case<'_>, index: ContainerIndex) -> Evidence {
    let container = case.container(index);
    let (text, path) = match container.role {
        ContainerRole::Init if container.serves => (
            format!("It stands in initContainers. Kubernetes {} does not know its `restartPolicy: Always`, so it is an ordinary init container.", case.version),
            case.of(index, "restartPolicy"),
        ),
        ContainerRole::Init => (
            "It stands in initContainers: it has to exit 0 before the next container starts.".to_owned(),
            case.path(index),
        ),
        ContainerRole::Sidecar => (
            "It stands in initContainers and has `restartPolicy: Always`: it starts in its place in the list and keeps running.".to_owned(),
            case.of(index, "restartPolicy"),
        ),
        ContainerRole::App if case.pod.app_indices().count() == 1 => {
            ("It is the only entry of containers.".to_owned(), case.path(index))
        }
        ContainerRole::App => (
            "It stands in containers: it starts and stops in no order with the others there.".to_owned(),
            case.path(index),
        ),
    };
    Evidence { text, path, certainty: Certainty::Declared }
}

/// The row of the matrix that a container satisfies as it is written.
fn row(case: &Case<'_>, index: ContainerIndex, pattern: Pattern) -> Option<&'static super::Row> {
    let container = case.container(index);
    let number = match pattern {
        // Written as a sidecar, but no such thing to this version.
        Pattern::Init if container.serves => return None,
        Pattern::Init => 1,
        Pattern::Ambassador => 3,
        Pattern::Adapter => 4,
        Pattern::NativeSidecar if container.startup_probe.is_some() => 5,
        Pattern::NativeSidecar if case.is_of_job() => 6,
        Pattern::ClassicSidecar | Pattern::Helper if case.is_of_job() => return None,
        Pattern::NativeSidecar | Pattern::ClassicSidecar | Pattern::Helper => 2,
        Pattern::Work => 6,
        Pattern::App => return None,
    };
    Some(matrix::row(number))
}
