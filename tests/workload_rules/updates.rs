//! How Pods are replaced, and what is a StatefulSet's own.

use crate::{app, refuses, refuses_at, said, takes};
use podline::admission::review;
use podline::manifest::{self, ProblemKind, Severity};
use podline::model::Version;

#[test]
fn deployments_replace_their_pods_in_a_way_that_ends() {
    let with = |strategy: &str| app("Deployment", &format!("strategy: {strategy}"));
    let update = "spec.strategy.rollingUpdate";
    refuses(&[
        (
            with("{type: Canary}"),
            &[
                "spec.strategy: Unsupported value: \"Canary\": supported values: \"Recreate\", \"RollingUpdate\"",
            ],
        ),
        (
            with("{type: Recreate, rollingUpdate: {maxSurge: 1}}"),
            &[
                "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
            ],
        ),
        (
            with("{rollingUpdate: {maxUnavailable: 0%, maxSurge: 0}}"),
            &[
                "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: \"0%\": may not be 0 when `maxSurge` is 0",
            ],
        ),
        (
            with("{rollingUpdate: {maxUnavailable: 101%}}"),
            &[
                "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: \"101%\": must not be greater than 100%",
            ],
        ),
        (
            with("{rollingUpdate: {maxSurge: '5'}}"),
            &[
                "spec.strategy.rollingUpdate.maxSurge: Invalid value: \"5\": a valid percent string must be",
            ],
        ),
        (
            with("{rollingUpdate: {maxUnavailable: -1}}"),
            &[
                "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: -1: must be greater than or equal to 0",
            ],
        ),
    ]);
    // A text that is no number counts as 0.
    refuses_at(
        37,
        &with("{rollingUpdate: {maxUnavailable: some, maxSurge: 0}}"),
        &[
            &format!("{update}.maxUnavailable: Invalid value: \"some\": a valid percent"),
            &format!("{update}.maxUnavailable: Invalid value: \"some\": may not be 0"),
        ],
    );
    takes(&[
        with("{type: Recreate}"),
        with("{type: RollingUpdate}"),
        with("{rollingUpdate: {maxUnavailable: 0, maxSurge: 200%}}"),
        with("{rollingUpdate: {maxUnavailable: 100%}}"),
        with("{rollingUpdate: {maxSurge: 0}}"),
    ]);
    let deadline = "spec.progressDeadlineSeconds: Invalid value: ";
    refuses(&[
        (
            app("Deployment", "minReadySeconds: 600"),
            &[
                "spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds",
            ],
        ),
        (
            app("Deployment", "progressDeadlineSeconds: 0"),
            &[
                "spec.progressDeadlineSeconds: Invalid value: 0: must be greater than minReadySeconds",
            ],
        ),
    ]);
    refuses_at(37, &app("Deployment", "progressDeadlineSeconds: -1"), &[deadline, deadline]);
    takes(&[app(
        "Deployment",
        "{minReadySeconds: 600, progressDeadlineSeconds: 601}"
            .trim_matches(['{', '}'])
            .replace(", ", "\n  ")
            .as_str(),
    )]);
}

#[test]
fn daemon_sets_replace_their_pods_in_one_of_two_ways() {
    let with = |strategy: &str| app("DaemonSet", &format!("updateStrategy: {strategy}"));
    refuses(&[
        (
            with("{type: Recreate}"),
            &[
                "spec.updateStrategy: Unsupported value: \"Recreate\": supported values: \"OnDelete\", \"RollingUpdate\"",
            ],
        ),
        // maxUnavailable is 1 by default.
        (
            with("{rollingUpdate: {maxSurge: 1}}"),
            &[
                "spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero",
            ],
        ),
        (
            with("{rollingUpdate: {maxUnavailable: 0}}"),
            &[
                "spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0",
            ],
        ),
        (
            with("{rollingUpdate: {maxUnavailable: 0, maxSurge: 110%}}"),
            &[
                "spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: \"110%\": must not be greater than 100%",
            ],
        ),
    ]);
    takes(&[
        with("{type: OnDelete, rollingUpdate: {maxSurge: 1}}"),
        with("{rollingUpdate: {maxUnavailable: 0, maxSurge: 10%}}"),
        with("{rollingUpdate: {maxUnavailable: 30%}}"),
    ]);
}

#[test]
fn stateful_sets_have_their_own_lists() {
    let with = |more: &str| app("StatefulSet", more);
    refuses(&[
        (
            with("podManagementPolicy: Random"),
            &[
                "spec.podManagementPolicy: Invalid value: \"Random\": must be 'OrderedReady' or 'Parallel'",
            ],
        ),
        (
            with("updateStrategy: {type: Recreate}"),
            &[
                "spec.updateStrategy: Invalid value: \"Recreate\": must be 'RollingUpdate' or 'OnDelete'",
            ],
        ),
        (
            with("updateStrategy: {type: OnDelete, rollingUpdate: {partition: 1}}"),
            &[
                "spec.updateStrategy.rollingUpdate: Invalid value: {\"partition\":1}: only allowed for updateStrategy 'RollingUpdate'",
            ],
        ),
        (
            with("updateStrategy: {rollingUpdate: {partition: -1}}"),
            &["spec.updateStrategy.rollingUpdate.partition: Invalid value: -1"],
        ),
        (
            with("updateStrategy: {rollingUpdate: {maxUnavailable: 0}}"),
            &["spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: 0: cannot be 0"],
        ),
        (
            with("persistentVolumeClaimRetentionPolicy: {whenDeleted: Keep}"),
            &[
                "spec.persistentVolumeClaimRetentionPolicy.whenDeleted: Unsupported value: \"Keep\": supported values: \"Retain\", \"Delete\"",
            ],
        ),
        (
            with("serviceName: web.example"),
            &["spec.serviceName: Invalid value: \"web.example\": must not contain dots"],
        ),
        (
            with(
                "volumeClaimTemplates: [{metadata: {name: data}, spec: {resources: {requests: {storage: 1Gi}}}}]",
            ),
            &[
                "spec.volumeClaimTemplates[0].spec.accessModes: Required value: at least 1 access mode is required",
            ],
        ),
        (
            with(
                "volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce]}}]",
            ),
            &["spec.volumeClaimTemplates[0].spec.resources[storage]: Required value"],
        ),
        (
            with(
                "volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [Write], resources: {requests: {storage: 0}}}}]",
            ),
            &[
                "spec.volumeClaimTemplates[0].spec.accessModes: Unsupported value: \"Write\"",
                "spec.volumeClaimTemplates[0].spec.resources[storage]: Invalid value: \"0\": must be greater than zero",
            ],
        ),
        (
            with(
                "volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOncePod, ReadOnlyMany], resources: {requests: {storage: 1}}}}]",
            ),
            &[
                "spec.volumeClaimTemplates[0].spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes",
            ],
        ),
    ]);
    takes(&[
        with("podManagementPolicy: Parallel"),
        with("updateStrategy: {type: OnDelete}"),
        with("updateStrategy: {rollingUpdate: {partition: 2, maxUnavailable: 50%}}"),
        with("persistentVolumeClaimRetentionPolicy: {whenDeleted: Delete, whenScaled: Retain}"),
        with("serviceName: web"),
        with("revisionHistoryLimit: -1"),
        with(
            "volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]",
        ),
    ]);
    // Older servers look at less.
    for (minor, more) in [
        (32, "serviceName: web.example"),
        (34, "updateStrategy: {rollingUpdate: {maxUnavailable: 0}}"),
        (33, "volumeClaimTemplates: [{metadata: {name: data}, spec: {}}]"),
    ] {
        refuses_at(minor, &with(more), &[]);
    }
}

#[test]
fn the_template_of_a_stateful_set_is_looked_at_since_1_34() {
    let text = app("StatefulSet", "").replace("image: 'web:1'", "image: ''");
    refuses_at(34, &text, &["spec.template.spec.containers[0].image: Required value"]);
    refuses_at(33, &text, &[]);
    let older =
        review(&manifest::parse(&text).objects[0], Version::new(33).expect("a known minor"));
    let told: Vec<_> = older.iter().map(|problem| (problem.severity, problem.kind)).collect();
    assert_eq!(told, [(Severity::Warning, ProblemKind::Required)]);
    assert!(older[0].help.contains("refuses its Pods"), "{}", older[0].help);
    let unknown = app("StatefulSet", "")
        .replace("image: 'web:1'", "image: 'web:1', restartPolicyRules: [{action: Restart}]");
    assert_eq!(said(&unknown, 27).len(), 1, "a field that the version does not know");
}
