//! The same manifest in another Kubernetes.

use crate::page::{DOWN, ESCAPE, HOME, Page};
use crate::session::visit;
use serde_json::{Value, json};

const LOGS: &str = "\
apiVersion: v1
kind: Pod
metadata:
  name: orders
spec:
  initContainers:
  - name: logs
    image: registry.example/logs:2
    restartPolicy: Always
  containers:
  - name: app
    image: registry.example/orders:4
";

/// Goes to a version with the keyboard alone.
async fn choose(page: &Page, keys: &[char], version: &str) {
    page.key('v').await;
    for &key in keys {
        page.key(key).await;
    }
    page.key(ESCAPE).await;
    page.wait_for(&format!("return podline.snapshot().version === '{version}'")).await;
}

#[tokio::test]
async fn an_old_kubernetes_waits_for_a_native_sidecar_for_ever() {
    visit(|page| async move {
        page.call("pause", Value::Null).await;
        page.paste(LOGS).await;
        page.wait_for("return podline.snapshot().object.name === 'orders'").await;
        page.call("seek", json!(8_000)).await;
        let newest = page.snapshot().await;
        assert_eq!(
            (&newest["version"], &newest["row"]["status"]),
            (&json!("1.37"), &json!("Running"))
        );
        assert_eq!(newest["problems"], json!([]));

        choose(&page, &[DOWN; 9], "1.28").await;
        let old = page.snapshot().await;
        assert_eq!(page.text().await, LOGS, "the manifest stays");
        assert_eq!(old["row"]["status"], "Init:0/1");
        assert_eq!(old["containers"][0]["role"], "init");
        assert_eq!(old["problems"][0]["severity"], "warning");
        assert_eq!(old["problems"][0]["line"], 9);
        let help = old["problems"][0]["help"].as_str().expect("a text").to_owned();
        assert!(help.contains("`logs` is an ordinary init container"), "{help}");
        page.call("seek", old["end"].clone()).await;
        page.painted().await;
        let end = page.snapshot().await;
        assert_eq!(
            (&end["row"]["status"], &end["row"]["ready"]),
            (&json!("Init:0/1"), &json!("0/1"))
        );
        assert_eq!(Page::first(&end, "app", "Started"), None, "the app never starts");
        assert_eq!(page.lane("app").await.starts, None);
        assert!(page.lane("logs").await.sentence.contains("init container"));
        let shown = "return document.body.innerText";
        let shown = page.script(shown, vec![]).await.to_string();
        assert!(shown.contains("logs does not end by itself"), "the page says why");

        choose(&page, &[DOWN], "1.27").await;
        let older = page.snapshot().await;
        assert_eq!(older["problems"][0]["severity"], "error");
        assert_eq!(
            older["problems"][0]["message"],
            "unknown field \"spec.initContainers[0].restartPolicy\""
        );
        assert_eq!(older["row"]["status"], "Init:0/1", "the rest of it is simulated");

        choose(&page, &[HOME], "1.37").await;
        page.call("seek", json!(8_000)).await;
        let again = page.snapshot().await;
        assert_eq!(again["row"], newest["row"]);
        assert_eq!(again["problems"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn the_version_stays_with_playhead_and_selection_and_over_other_manifests() {
    visit(|page| async move {
        page.call("pause", Value::Null).await;
        page.paste(LOGS).await;
        page.wait_for("return podline.snapshot().object.name === 'orders'").await;
        page.call("seek", json!(1_500)).await;
        page.find("#event-0 button").await.click().await.expect("an event can be picked");
        page.call("seek", json!(1_500)).await;
        page.call("setVersion", json!("1.28")).await;
        page.painted().await;
        assert_eq!(page.snapshot().await["time"], 1_500);
        let picked = "return document.querySelector('.picked')?.id ?? ''";
        assert_eq!(page.script(picked, vec![]).await, json!("event-0"));

        for unknown in [json!("1.26"), json!("newest"), json!(1.3), Value::Null] {
            page.call("setVersion", unknown).await;
            assert_eq!(page.snapshot().await["version"], "1.28");
        }
        page.call("load", json!(LOGS.replace("orders", "other"))).await;
        page.painted().await;
        assert_eq!(page.snapshot().await["row"]["status"], "Init:0/1");
        let shown = "return document.getElementById('version').value";
        assert_eq!(page.script(shown, vec![]).await, json!("1.28"), "the selector follows");
        // The words of the cluster's events are those of the version.
        page.find("#tab-events").await.click().await.expect("a tab can be clicked");
        let caption = "return document.querySelector('.events caption').textContent";
        let caption = page.script(caption, vec![]).await.to_string();
        assert!(caption.contains("Kubernetes 1.28"), "{caption}");
    })
    .await;
}
