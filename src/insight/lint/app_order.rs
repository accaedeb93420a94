//! An app container that waits for another in a loop.

use super::case::Case;
use super::network::{calls, listens};
use super::script;
use super::{Found, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "app-order",
    severity: Severity::Info,
    title: "App containers do not wait for each other",
    why: "App containers are started one after the other in list order, and none waits for another to be ready. A loop that waits works, but the container counts as running meanwhile and its own probes may fail.",
    example: "\
containers:
- {name: db, image: \"postgres:17\", ports: [{containerPort: 5432}]}
- name: app
  image: example/app:1
  command: [sh, -c, \"until nc -z localhost 5432; do sleep 1; done; exec app\"]
",
    instead: "Make the container that is waited for a sidecar with a startupProbe, or let the app retry and tell with a readinessProbe when it can serve.",
    reference: "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (index, container) in case.apps() {
        let text = script::text(container);
        let loops = script::words(&text).any(|word| matches!(word, "until" | "while"));
        let other = case.apps().find_map(|(_, other)| {
            let (port, _) = listens(other).into_iter().find(|&(port, _)| calls(container, port))?;
            (other.name != container.name).then_some((other, port))
        });
        let Some((other, port)) = other.filter(|_| loops) else { continue };
        let message = format!(
            "`{}` waits in a loop for port {port} of `{}`, while the kubelet takes it for running.",
            container.name, other.name
        );
        found.push(Found::new(index, case.program(index), message).at(case.started(index)));
    }
    found
}
