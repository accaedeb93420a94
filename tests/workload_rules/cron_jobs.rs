//! CronJobs: schedule, time zone, the Jobs they make.

use crate::{SELECTOR, cron_job, refuses, refuses_at, takes};

#[test]
fn cron_jobs_have_a_schedule() {
    let with = |schedule: &str| cron_job(&format!("schedule: '{schedule}'"));
    refuses(&[
        (cron_job(""), &["spec.schedule: Required value"]),
        (with(""), &["spec.schedule: Required value"]),
        (
            with("every day"),
            &[
                "spec.schedule: Invalid value: \"every day\": expected exactly 5 fields, found 2: [every day]",
            ],
        ),
        (
            with("* 25 * * *"),
            &[
                "spec.schedule: Invalid value: \"* 25 * * *\": end of range (25) above maximum (23): 25",
            ],
        ),
        (
            with("CRON_TZ=UTC * * * * *"),
            &[
                "spec.schedule: Invalid value: \"CRON_TZ=UTC * * * * *\": cannot use TZ or CRON_TZ in schedule, use timeZone field instead",
            ],
        ),
        (
            cron_job("schedule: '@daily'\n  timeZone: Mars/Phobos"),
            &["spec.timeZone: Invalid value: \"Mars/Phobos\": unknown time zone Mars/Phobos"],
        ),
        (
            cron_job("schedule: '@daily'\n  timeZone: ''"),
            &["spec.timeZone: Invalid value: \"\": timeZone must be nil or non-empty string"],
        ),
        (
            cron_job("schedule: '@daily'\n  concurrencyPolicy: Queue"),
            &[
                "spec.concurrencyPolicy: Unsupported value: \"Queue\": supported values: \"Allow\", \"Forbid\", \"Replace\"",
            ],
        ),
    ]);
    takes(&[
        with("@hourly"),
        cron_job("schedule: '0 3 * * *'\n  timeZone: Etc/UTC\n  concurrencyPolicy: Forbid"),
    ]);
    let zoned = "TZ=UTC * * * * *";
    refuses_at(28, &with(zoned), &[]);
    let both = cron_job(&format!("schedule: '{zoned}'\n  timeZone: Etc/UTC"));
    refuses_at(
        28,
        &both,
        &[
            "spec.schedule: Invalid value: \"TZ=UTC * * * * *\": cannot use both timeZone field and TZ or CRON_TZ in schedule",
        ],
    );
    let in_template = |more: &str| {
        with("@daily").replace("spec: {template", &format!("spec: {{{more}, template"))
    };
    refuses(&[
        (
            in_template(SELECTOR),
            &[
                "spec.jobTemplate.spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"web\"}}: `selector` will be auto-generated",
            ],
        ),
        (
            in_template("manualSelector: true"),
            &[
                "spec.jobTemplate.spec.manualSelector: Unsupported value: \"true\": supported values: \"nil\", \"false\"",
            ],
        ),
        (
            in_template("backoffLimit: -1"),
            &["spec.jobTemplate.spec.backoffLimit: Invalid value: -1"],
        ),
    ]);
    let nothing = "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: web}\n";
    let template = "spec.jobTemplate.spec.template.spec";
    refuses_at(
        37,
        nothing,
        &[
            "spec.schedule: Required value",
            &format!("{template}.containers: Required value"),
            &format!("{template}.restartPolicy: Required value"),
        ],
    );
}
