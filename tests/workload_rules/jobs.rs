//! Jobs: what indexes need, the policies, the selector.

use crate::{SELECTOR, job, refuses, refuses_at, takes};

#[test]
fn jobs_know_what_indexes_need() {
    refuses(&[
        (
            job("completionMode: Some"),
            &[
                "spec.completionMode: Unsupported value: \"Some\": supported values: \"NonIndexed\", \"Indexed\"",
            ],
        ),
        (
            job("completionMode: Indexed\n  parallelism: 2"),
            &["spec.completions: Required value: when completion mode is Indexed"],
        ),
        (
            job("completionMode: Indexed\n  completions: 5\n  parallelism: 100001"),
            &[
                "spec.parallelism: Invalid value: 100001: must be less than or equal to 100000 when completion mode is Indexed",
            ],
        ),
        (
            job("backoffLimitPerIndex: 1"),
            &["spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode"],
        ),
        (
            job("completionMode: Indexed\n  completions: 5\n  maxFailedIndexes: 2"),
            &["spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified"],
        ),
        (
            job(
                "completionMode: Indexed\n  completions: 5\n  backoffLimitPerIndex: 1\n  maxFailedIndexes: 6",
            ),
            &["spec.maxFailedIndexes: Invalid value: 6: must be less than or equal to completions"],
        ),
        (
            job(
                "completionMode: Indexed\n  completions: 100001\n  backoffLimitPerIndex: 1\n  parallelism: 10001",
            ),
            &[
                "spec.maxFailedIndexes: Required value: must be specified when completions is above 100000",
                "spec.parallelism: Invalid value: 10001: must be less than or equal to 10000 when completions are above 100000",
            ],
        ),
    ]);
    let long = "a".repeat(62);
    let named = |completions: u32| {
        job(&format!("completionMode: Indexed\n  completions: {completions}"))
            .replace("name: web}", &format!("name: {long}}}"))
    };
    refuses_at(37, &named(11), &["metadata.name: Invalid value: "]);
    takes(&[
        named(0),
        job("completionMode: Indexed"),
        job(
            "completionMode: Indexed\n  completions: 5\n  backoffLimitPerIndex: 1\n  maxFailedIndexes: 5",
        ),
        job("completionMode: NonIndexed"),
    ]);
    // Before 1.29 the limits of indexes are dropped.
    refuses_at(28, &job("backoffLimitPerIndex: 1"), &[]);
    refuses_at(27, &job("backoffLimitPerIndex: 1"), &["spec.backoffLimitPerIndex: unknown field"]);
}

#[test]
fn failure_policies_say_one_thing_in_each_rule() {
    let rule = |rule: &str| job(&format!("podFailurePolicy: {{rules: [{rule}]}}"));
    let codes = |codes: &str| rule(&format!("{{action: FailJob, onExitCodes: {{{codes}}}}}"));
    let at = "spec.podFailurePolicy.rules[0]";
    let one = |text: String, rest: &str| refuses_at(37, &text, &[&format!("{at}{rest}")]);
    one(
        rule("{action: FailJob}"),
        ": Invalid value: specifying one of OnExitCodes and OnPodConditions is required",
    );
    one(
        rule(
            "{action: Ignore, onExitCodes: {operator: In, values: [1]}, onPodConditions: [{type: DisruptionTarget}]}",
        ),
        ": Invalid value: specifying both OnExitCodes and OnPodConditions is not supported",
    );
    one(rule("{onExitCodes: {operator: In, values: [1]}}"), ".action: Required value");
    one(
        rule("{action: '', onExitCodes: {operator: In, values: [1]}}"),
        ".action: Required value: valid values: [\"Count\" \"FailIndex\" \"FailJob\" \"Ignore\"]",
    );
    one(
        rule("{action: Retry, onExitCodes: {operator: In, values: [1]}}"),
        ".action: Unsupported value: \"Retry\"",
    );
    one(
        rule("{action: FailIndex, onExitCodes: {operator: In, values: [1]}}"),
        ".action: Invalid value: \"FailIndex\": requires the backoffLimitPerIndex to be set",
    );
    one(
        codes("operator: Is, values: [1]"),
        ".onExitCodes.operator: Unsupported value: \"Is\": supported values: \"In\", \"NotIn\"",
    );
    one(
        codes("operator: In, values: []"),
        ".onExitCodes.values: Invalid value: null: at least one value is required",
    );
    one(
        codes("operator: In"),
        ".onExitCodes.values: Invalid value: null: at least one value is required",
    );
    one(
        codes("operator: In, values: [0, 1]"),
        ".onExitCodes.values[0]: Invalid value: 0: must not be 0 for the In operator",
    );
    one(codes("operator: NotIn, values: [1, 1]"), ".onExitCodes.values[1]: Duplicate value: \"1\"");
    one(
        codes("operator: In, values: [2, 1]"),
        ".onExitCodes.values: Invalid value: [2,1]: must be ordered",
    );
    one(
        codes("containerName: db, operator: In, values: [1]"),
        ".onExitCodes.containerName: Invalid value: \"db\": must be one of the container or initContainer names in the pod template",
    );
    one(
        rule("{action: Ignore, onPodConditions: [{type: 'a b'}]}"),
        ".onPodConditions[0].type: Invalid value: \"a b\"",
    );
    one(
        rule("{action: Ignore, onPodConditions: [{type: Ready, status: Maybe}]}"),
        ".onPodConditions[0].status: Unsupported value: \"Maybe\": supported values: \"False\", \"True\", \"Unknown\"",
    );
    let many = (1..=256).map(|code: u16| code.to_string()).collect::<Vec<_>>().join(", ");
    one(
        codes(&format!("operator: In, values: [{many}]")),
        ".onExitCodes.values: Too many: 256: must have at most 255 items",
    );
    let many = "{action: Count, onExitCodes: {operator: In, values: [1]}},".repeat(21);
    refuses_at(
        37,
        &rule(&many),
        &["spec.podFailurePolicy.rules: Too many: 21: must have at most 20 items"],
    );
    let on_failure = rule("{action: Count, onExitCodes: {operator: In, values: [1]}}")
        .replace("Never", "OnFailure");
    refuses_at(
        37,
        &on_failure,
        &[
            "spec.template.spec.restartPolicy: Invalid value: \"OnFailure\": only \"Never\" is supported when podFailurePolicy is specified",
        ],
    );
    takes(&[
        job("podFailurePolicy: {}"),
        codes("containerName: app, operator: NotIn, values: [0, 7]"),
        rule(
            "{action: Ignore, onPodConditions: [{type: DisruptionTarget}, {type: example.com/x, status: 'False'}]}",
        ),
    ]);
    let fail_index = rule("{action: FailIndex, onExitCodes: {operator: In, values: [1]}}");
    refuses_at(28, &fail_index, &[]);
    refuses_at(
        27,
        &fail_index,
        &[&format!(
            "{at}.action: Unsupported value: \"FailIndex\": supported values: \"Count\", \"FailJob\", \"Ignore\""
        )],
    );
}

#[test]
fn the_other_policies_of_a_job() {
    let indexed = |more: &str| job(&format!("completionMode: Indexed\n  completions: 5\n  {more}"));
    let success = |rule: &str| indexed(&format!("successPolicy: {{rules: [{rule}]}}"));
    let rules = "spec.successPolicy.rules";
    refuses_at(
        37,
        &job("successPolicy: {rules: [{succeededCount: 1}]}"),
        &[
            "spec.successPolicy: Invalid value: {\"rules\":[{\"succeededCount\":1}]}: requires indexed completion mode",
        ],
    );
    refuses_at(37, &success(""), &[&format!("{rules}: Required value: at least one rules")]);
    refuses_at(
        37,
        &success("{}"),
        &[&format!(
            "{rules}[0]: Required value: at least one of succeededCount or succeededIndexes"
        )],
    );
    for (indexes, fault) in [
        ("5", "too large index: \"5\""),
        ("0-5", "too large index: \"5\""),
        ("a", "cannot convert string to integer for index: \"a\""),
        ("3,1", "non-increasing order, previous: 3, current: 1"),
        ("2-2", "non-increasing order, previous: 2, current: 2"),
        ("0-1-2", "the fragment \"0-1-2\" violates"),
    ] {
        let wanted = format!(
            "{rules}[0].succeededIndexes: Invalid value: \"{indexes}\": error parsing succeededIndexes: {fault}"
        );
        refuses_at(37, &success(&format!("{{succeededIndexes: '{indexes}'}}")), &[&wanted]);
    }
    for (rule, fault) in [
        (
            "{succeededCount: 6}",
            "6: must be less than or equal to 5 (the number of specified completions)",
        ),
        (
            "{succeededCount: 4, succeededIndexes: '0,2-3'}",
            "4: must be less than or equal to 3 (the number of indexes in the specified succeededIndexes field)",
        ),
        ("{succeededCount: -1}", "-1: must be greater than or equal to 0"),
    ] {
        refuses_at(
            37,
            &success(rule),
            &[&format!("{rules}[0].succeededCount: Invalid value: {fault}")],
        );
    }
    takes(&[success("{succeededCount: 3, succeededIndexes: '0,2-3'}, {succeededCount: 5}")]);
    // Dropped where the gate is off.
    refuses_at(30, &job("successPolicy: {rules: [{succeededCount: 1}]}"), &[]);

    let with_policy = "podReplacementPolicy: TerminatingOrFailed\n  podFailurePolicy: {rules: []}";
    refuses(&[
        (
            job("podReplacementPolicy: Soon"),
            &[
                "spec.podReplacementPolicy: Unsupported value: \"Soon\": supported values: \"Failed\", \"TerminatingOrFailed\"",
            ],
        ),
        (
            job(with_policy),
            &[
                "spec.podReplacementPolicy: Unsupported value: \"TerminatingOrFailed\": supported values: \"Failed\"",
            ],
        ),
        (
            job("managedBy: me"),
            &["spec.managedBy: Invalid value: \"me\": must be a domain-prefixed path"],
        ),
        (job("managedBy: ''"), &["spec.managedBy: Required value"]),
        (
            job("managedBy: Example/me"),
            &["spec.managedBy: Invalid value: \"Example\": a lowercase RFC 1123 subdomain"],
        ),
    ]);
    let long = format!("managedBy: example.com/{}", "a".repeat(52));
    refuses_at(37, &job(&long), &["spec.managedBy: Too long: may not be more than 63 bytes"]);
    takes(&[job("podReplacementPolicy: Failed"), job("managedBy: example.com/me")]);
    refuses_at(29, &job("managedBy: me"), &["spec.managedBy: unknown field"]);
    refuses_at(31, &job("managedBy: me"), &[]);
}

#[test]
fn the_selector_of_a_job_is_the_servers() {
    let labelled = |labels: &str, more: &str| {
        job(more)
            .replace("template: {", &format!("template: {{metadata: {{labels: {{{labels}}}}}, "))
    };
    let generated = "spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"web\"}}: `selector` not auto-generated";
    let mismatch = "spec.template.metadata.labels: Invalid value: ";
    refuses(&[
        (labelled("app: web", SELECTOR), &[generated]),
        (job(SELECTOR), &[generated, mismatch]),
        (
            labelled("job-name: other", ""),
            &[
                "spec.template.metadata.labels[job-name]: Invalid value: {\"job-name\":\"other\"}: must be 'web'",
            ],
        ),
        (
            labelled("controller-uid: a", ""),
            &["spec.template.metadata.labels[controller-uid]: Invalid value"],
        ),
        (job("manualSelector: true"), &["spec.selector: Required value", mismatch]),
        (job(&format!("manualSelector: true\n  {SELECTOR}")), &[mismatch]),
    ]);
    takes(&[
        labelled("app: web", ""),
        labelled("job-name: web", ""),
        labelled("app: web", &format!("manualSelector: true\n  {SELECTOR}")),
        job("manualSelector: true\n  selector: {}"),
    ]);
    // What `kubectl get -o yaml` prints agrees with itself.
    let live = labelled(
        "batch.kubernetes.io/controller-uid: a-1, controller-uid: a-1, job-name: web",
        "selector: {matchLabels: {batch.kubernetes.io/controller-uid: a-1}}",
    );
    takes(&[live.replace("metadata: {name: web}", "metadata: {name: web, uid: a-1}")]);
    // The name becomes the value of two labels.
    let long = job("").replace("name: web}", &format!("name: {}}}", "a".repeat(64)));
    refuses_at(
        37,
        &long,
        &["spec.template.labels: Invalid value: ", "spec.template.labels: Invalid value: "],
    );
}
