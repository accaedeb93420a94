//! Names, labels and annotations.

use crate::{app, cron_job, refuses, refuses_at, takes};
use podline::admission::review;
use podline::manifest;
use podline::model::Version;

#[test]
fn names_have_the_syntax_of_their_kind() {
    let pod = |metadata: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{{metadata}}}\nspec: {{containers: [{{name: app, image: 'web:1'}}]}}\n"
        )
    };
    let named = |text: String, name: &str| text.replace("name: web}", &format!("name: {name}}}"));
    let subdomain = "a lowercase RFC 1123 subdomain must consist of";
    refuses(&[
        (
            pod("name: Web"),
            &[
                "metadata.name: Invalid value: \"Web\": a lowercase RFC 1123 subdomain must consist of",
            ],
        ),
        (pod("name: web_1"), &["metadata.name: Invalid value: \"web_1\": a lowercase"]),
        (
            pod("name: web, namespace: a.b"),
            &["metadata.namespace: Invalid value: \"a.b\": must not contain dots"],
        ),
        (
            named(app("StatefulSet", ""), "web.db"),
            &["metadata.name: Invalid value: \"web.db\": must not contain dots"],
        ),
        (
            named(cron_job("schedule: '@daily'"), &"a".repeat(53)),
            &[
                "metadata.name: Invalid value: \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\": must be no more than 52 bytes",
            ],
        ),
        (
            pod("generateName: Web-"),
            &[
                "metadata.generateName: Invalid value: \"Web-\": a lowercase",
                "metadata.name: Invalid value: \"Web-00000\": a lowercase",
            ],
        ),
        (
            pod("name: web, labels: {'a b': '-'}"),
            &[
                "metadata.labels: Invalid value: \"a b\": name part must consist",
                "metadata.labels: Invalid value: \"-\": a valid label must be",
            ],
        ),
        (
            pod("name: web, annotations: {'a b': x}"),
            &["metadata.annotations: Invalid value: \"a b\": name part must consist"],
        ),
        (
            pod("name: web, finalizers: ['a b']"),
            &["metadata.finalizers: Invalid value: \"a b\": name part"],
        ),
    ]);
    let long = "a".repeat(254);
    refuses_at(
        37,
        &pod(&format!("name: {long}")),
        &[&format!("metadata.name: Invalid value: \"{long}\": must be no more than 253 bytes")],
    );
    let bad_end = app("Deployment", "").replace("name: web}", "name: web-}");
    refuses_at(37, &bad_end, &[&format!("metadata.name: Invalid value: \"web-\": {subdomain}")]);
    // The server's own path.
    let labels =
        app("Deployment", "").replace("labels: {app: web}", "labels: {app: web, tier: 'a b'}");
    refuses_at(
        37,
        &labels,
        &["spec.template.labels: Invalid value: \"a b\": a valid label must be"],
    );
    let object = &manifest::parse(&labels).objects[0];
    let problem = &review(object, Version::NEWEST)[0];
    assert!(labels[problem.range.start..].starts_with("tier: 'a b'"), "{problem:?}");
    takes(&[
        pod("name: web.example-1"),
        pod("generateName: web-"),
        pod(
            "name: web, labels: {example.com/app: '', app: V1}, annotations: {Example.com/x: 'any text'}",
        ),
        named(cron_job("schedule: '@daily'"), &"a".repeat(52)),
    ]);
}
