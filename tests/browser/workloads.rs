//! The Pods of a workload: which there are, which one is looked at, and which comes next.

use crate::page::{DOWN, END, Page, RIGHT};
use crate::session::visit;
use serde_json::{Value, json};

const FAILING_JOB: &str = "\
apiVersion: batch/v1
kind: Job
metadata: {name: count-stock}
spec:
  backoffLimit: 2
  template:
    spec:
      restartPolicy: Never
      containers:
      - {name: count, image: 'busybox:1.37', command: [sh, -c, 'sleep 4; exit 1']}
";

/// One replica of a server, under this kind of workload.
fn server(kind: &str) -> String {
    format!(
        "apiVersion: apps/v1
kind: {kind}
metadata: {{name: shop}}
spec:
  selector: {{matchLabels: {{app: shop}}}}
  template:
    metadata: {{labels: {{app: shop}}}}
    spec:
      containers:
      - {{name: web, image: 'nginx:1.27', lifecycle: {{preStop: {{sleep: {{seconds: 3}}}}}}}}
"
    )
}

/// The page with this text, paused.
async fn with(page: &Page, text: &str) -> Value {
    page.call("load", json!(text)).await;
    page.call("pause", Value::Null).await;
    page.snapshot().await
}

async fn attribute(page: &Page, css: &str, name: &str) -> String {
    page.find(css).await.attr(name).await.expect("an attribute can be read").unwrap_or_default()
}

#[tokio::test]
async fn a_failing_job_shows_every_pod_and_the_keyboard_picks_one() {
    visit(|page| async move {
        let opened = with(&page, FAILING_JOB).await;
        let pods = opened["pods"].as_array().expect("a list").clone();
        assert_eq!(pods.len(), 3, "backoffLimit 2: {pods:?}");
        assert!(pods.iter().all(|pod| pod["phase"] == "Failed"), "{pods:?}");
        assert_eq!(opened["pod"], 0);
        assert_eq!(
            page.find("#pods-title").await.text().await.expect("text"),
            "Pods of Job count-stock"
        );

        let focus = "document.querySelector('#pod-list [tabindex=\"0\"]').focus()";
        page.script(focus, vec![]).await;
        page.key(DOWN).await;
        let second = page.snapshot().await;
        assert_eq!(second["pod"], 1);
        assert_eq!(second["row"]["name"], pods[1]["name"]);
        assert_eq!(second["row"]["status"], "Running");
        let focused = "return document.activeElement.id";
        assert_eq!(page.script(focused, vec![]).await, json!("pod-1"));
        assert_eq!(attribute(&page, "#pod-1", "aria-selected").await, "true");
        assert_eq!(attribute(&page, "#pod-0", "aria-selected").await, "false");
        let name = "return document.querySelector('#pod-1 .vh').textContent";
        let name = page.script(name, vec![]).await;
        let sentence = name.as_str().expect("a text");
        assert!(sentence.starts_with("Pod 2 of 3, Failed, "), "{sentence}");
        assert!(sentence.ends_with("10 s back-off"), "{sentence}");

        // The keys of the page act as before.
        page.key(RIGHT).await;
        assert!(page.snapshot().await["time"].as_u64() > second["time"].as_u64());
        page.key(' ').await;
        assert_eq!(page.snapshot().await["playing"], true);
        page.key(' ').await;
        page.key(END).await;
        assert_eq!(page.snapshot().await["row"]["status"], "Error");
        let said = page.find("#caption-spoken").await.text().await.expect("text");
        assert!(said.ends_with("Job count-stock makes another Pod after 20 s."), "{said}");
        page.press_button("Go on with Pod 3").await;
        page.call("pause", Value::Null).await;
        let third = page.snapshot().await;
        assert_eq!(third["row"]["name"], pods[2]["name"]);
        assert!(third["time"].as_u64() < Some(2_000), "it begins with its creation");

        // What led here goes back to the controller.
        let why = page.find("#drawer-panel").await.text().await.expect("text");
        assert!(why.contains("Job count-stock creates the Pod"), "{why}");
        page.key(END).await;
        let last = page.find("#caption-spoken").await.text().await.expect("text");
        assert!(!last.contains("another Pod"), "the Job has failed: {last}");
        let job = page.find("#job-row").await.text().await.expect("text");
        assert!(job.contains("Failed") && job.contains("0/1"), "{job}");
    })
    .await;
}

#[tokio::test]
async fn a_deleted_pod_of_a_deployment_is_replaced_at_once_that_of_a_stateful_set_when_it_is_gone()
{
    visit(|page| async move {
        for (kind, event) in [("Deployment", "DeletionRequested"), ("StatefulSet", "Removed")] {
            with(&page, &server(kind)).await;
            page.call("deletePod", json!(9_000)).await;
            page.call("seek", json!(1_000_000)).await;
            let end = page.snapshot().await;
            let pods = end["pods"].as_array().expect("a list");
            assert_eq!(pods.len(), 2, "{kind}: {pods:?}");
            assert_eq!(pods[1]["created"].as_u64(), Page::first(&end, "Pod", event), "{kind}");
            page.call("pickPod", json!(1)).await;
            assert_eq!(page.snapshot().await["row"]["name"], pods[1]["name"]);
            // Whoever left the first Pod alone would have no second one to delete.
            assert_eq!(
                attribute(&page, "#delete-pod", "title").await,
                "Only the first Pod can be deleted"
            );
            page.key('d').await;
            assert_eq!(page.snapshot().await["pods"], end["pods"], "{kind}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_pod_that_stands_alone_has_no_list_and_many_pods_stay_inside_the_page() {
    visit(|page| async move {
        let alone = "return document.querySelector('#pods').hidden";
        page.call("pause", Value::Null).await;
        let snapshot = page.snapshot().await;
        assert_eq!(page.script(alone, vec![]).await, json!(true));
        assert_eq!(snapshot["pods"].as_array().map(Vec::len), Some(1));

        let many =
            FAILING_JOB.replace("backoffLimit: 2", "completions: 14").replace("; exit 1", "");
        let pods = with(&page, &many).await["pods"].clone();
        assert_eq!(pods.as_array().map(Vec::len), Some(14));
        assert_eq!(page.script(alone, vec![]).await, json!(false));
        page.0.set_window_size(600, 900).await.expect("the window changes its size");
        page.call("pickPod", json!(13)).await;
        page.painted().await;
        let over = "return document.scrollingElement.scrollWidth - innerWidth";
        assert!(page.script(over, vec![]).await.as_i64() <= Some(0));
        let seen = "const list = document.querySelector('#pods-scroll').getBoundingClientRect();
            const row = document.querySelector('#pod-13').getBoundingClientRect();
            return row.top >= list.top - 1 && row.bottom <= list.bottom + 1";
        assert_eq!(page.script(seen, vec![]).await, json!(true), "the picked one is scrolled to");
    })
    .await;
}
