//! What axe-core finds wrong with the page for people who do not see it, or see it badly: nothing.

use crate::session::visit;
use serde_json::{Value, json};
use std::fs;

/// The rules that axe finds broken, each with the first element that breaks it.
const BROKEN: &str = "const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then((report) =>
        done(report.violations.map((rule) => `${rule.id}: ${rule.help} (${rule.nodes[0].html.slice(0, 120)})`)))";

const JOB: &str = "{apiVersion: batch/v1, kind: Job, metadata: {name: w}, spec: {backoffLimit: 1, template: {spec: {
    restartPolicy: Never, containers: [{name: app, image: busybox, command: [sh, -c, 'sleep 4; exit 3']}]}}}}";

#[tokio::test]
async fn axe_finds_nothing_wrong_in_any_theme_or_dialog() {
    visit(|page| async move {
        let axe = concat!(env!("CARGO_MANIFEST_DIR"), "/node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(axe).expect("npm ci has brought axe-core");
        page.script(&axe, vec![]).await;
        page.call("pause", Value::Null).await;
        let end = page.snapshot().await["end"].as_u64().expect("an end");
        for (theme, at) in [("light", 0), ("dark", end / 2), ("projector", end * 4 / 5)] {
            let set = "document.documentElement.dataset.theme = arguments[0]";
            page.script(set, vec![json!(theme)]).await;
            page.call("seek", json!(at)).await;
            // Colours fade from theme to theme; in between they are nobody's.
            page.painted().await;
            page.wait_for("return document.getAnimations().length === 0").await;
            let broken = page.0.execute_async(BROKEN, vec![]).await.expect("axe answers");
            assert_eq!(broken, json!([]), "{theme}");
        }
        // An older Kubernetes has something to say about the manifest.
        page.call("setVersion", json!("1.28")).await;
        page.find("#tab-status").await.click().await.expect("a tab can be clicked");
        page.painted().await;
        let broken = page.0.execute_async(BROKEN, vec![]).await.expect("axe answers");
        assert_eq!(broken, json!([]), "problems, notice and status in 1.28");
        // The Pods of a workload: those of a Job, and none.
        for replicas in ["backoffLimit: 1", "parallelism: 0"] {
            page.call("load", json!(JOB.replace("backoffLimit: 1", replicas))).await;
            page.call("pause", serde_json::Value::Null).await;
            page.call("seek", json!(1_000_000)).await;
            page.painted().await;
            let broken = page.0.execute_async(BROKEN, vec![]).await.expect("axe answers");
            assert_eq!(broken, json!([]), "a Job with {replicas}");
        }
        page.key('?').await;
        let broken = page.0.execute_async(BROKEN, vec![]).await.expect("axe answers");
        assert_eq!(broken, json!([]), "the help dialog");
        // It would find something.
        page.script(
            "document.querySelector('dialog[open] button').setAttribute('aria-label', '')",
            vec![],
        )
        .await;
        page.script("document.querySelector('dialog[open] button').textContent = ''", vec![]).await;
        let broken = page.0.execute_async(BROKEN, vec![]).await.expect("axe answers");
        assert_ne!(broken, json!([]), "a button without a name is found");
    })
    .await;
}
