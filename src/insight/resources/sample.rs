//! Pods for the tests beside this file, as written: no defaults.

use crate::manifest::Quantity;
use crate::model::{Container, ContainerRole, Pod, ResourceList, Resources};

pub(super) use ContainerRole::{App, Init, Sidecar};

/// An amount.
pub(super) fn amount(text: &str) -> Quantity {
    Quantity::parse(text).unwrap_or_else(|error| panic!("{text}: {}", error.message()))
}

/// Amounts from `cpu 1, memory 2Gi`; none from an empty text.
pub(super) fn list(text: &str) -> ResourceList {
    let mut list = ResourceList::default();
    for part in text.split(", ").filter(|part| !part.is_empty()) {
        let (resource, text) = part.split_once(' ').expect("a resource and an amount");
        list.set(resource, amount(text));
    }
    list
}

/// Requests and limits.
pub(super) fn resources(requests: &str, limits: &str) -> Resources {
    Resources { requests: list(requests), limits: list(limits) }
}

/// A Pod of containers with role, name, requests and limits.
pub(super) fn pod(containers: &[(ContainerRole, &str, &str, &str)]) -> Pod {
    let container = |&(role, name, requests, limits): &(ContainerRole, &str, &str, &str)| {
        let resources = resources(requests, limits);
        Container { resources, ..Container::new(name, role, "registry.example/app:1") }
    };
    Pod::new("p", containers.iter().map(container).collect()).expect("a Pod")
}
