//! Two containers that listen on one port.

use super::case::Case;
use super::network::listens;
use super::{Found, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "same-port",
    severity: Severity::Error,
    title: "One port, two containers",
    why: "All containers of a Pod share one network namespace, and so one set of ports. The second process to bind a port gets `address already in use`; no API server can see that.",
    example: "\
containers:
- {name: web, image: \"nginx:1.29\"}
- {name: admin, image: \"nginx:1.29\"}
",
    instead: "Let one of them listen on another port, or put them into Pods of their own.",
    reference: "https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking",
    find,
};

fn find(case: &Case<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (index, container) in case.lasting() {
        for (port, protocol) in listens(container) {
            let mut earlier = case.lasting().take_while(|&(other, _)| other < index);
            let Some((first, other)) =
                earlier.find(|(_, other)| listens(other).contains(&(port, protocol)))
            else {
                continue;
            };
            let message = format!(
                "`{}` and `{}` both take port {port}, and all containers of a Pod share one set of ports.",
                other.name, container.name
            );
            let about = Found::new(index, case.whole(index), message).and(case.whole(first));
            found.push(about.at(case.started(index)));
        }
    }
    found
}
