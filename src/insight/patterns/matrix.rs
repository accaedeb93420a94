//! The decision matrix: which need is met by which pattern. The dominant requirement decides.

/// One row.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number, from 1.
    pub number: u8,
    /// What is needed.
    pub need: &'static str,
    /// What meets it.
    pub pattern: &'static str,
    /// Why.
    pub why: &'static str,
}

/// The rows, in order.
pub const MATRIX: [Row; 8] = [
    Row {
        number: 1,
        need: "Set-up that has to be finished before the app starts",
        pattern: "init container",
        why: "Init containers run one at a time, in order, and each has to end well.",
    },
    Row {
        number: 2,
        need: "A helper that lives as long as the app",
        pattern: "sidecar, from 1.29 on a native one",
        why: "It runs beside the app; as a native sidecar it is up before the app, stops after it and may have probes.",
    },
    Row {
        number: 3,
        need: "Calls to the outside through TLS, pooling, sharding or a mesh",
        pattern: "ambassador",
        why: "The app knows one plain address on localhost, and the ambassador the rest.",
    },
    Row {
        number: 4,
        need: "What the app gives out, in the form that the platform expects",
        pattern: "adapter",
        why: "It stands between two contracts, and neither side has to change.",
    },
    Row {
        number: 5,
        need: "The app must not start before a helper is up",
        pattern: "native sidecar with a startupProbe",
        why: "The startup probe holds the next container back; an init container may have no probes.",
    },
    Row {
        number: 6,
        need: "Do one piece of work and be done",
        pattern: "Job, with init containers or native sidecars",
        why: "An app container that goes on keeps a Job from finishing, a native sidecar does not.",
    },
    Row {
        number: 7,
        need: "A busy helper for a whole fleet",
        pattern: "Deployment and Service of its own",
        why: "Containers of one Pod cannot be scaled one without the other.",
    },
    Row {
        number: 8,
        need: "Two apps that are merely related",
        pattern: "separate Pods",
        why: "Being related is no reason to start, stop and scale together.",
    },
];

/// The row of this number.
pub(super) fn row(number: u8) -> &'static Row {
    &MATRIX[usize::from(number) - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_numbered_from_1() {
        for number in 1..=8 {
            assert_eq!(row(number).number, number);
        }
    }
}
