//! Paste, play, scrub, delete: the way that everything else hangs on.

use crate::page::{END, HOME, LEFT, Page};
use crate::session::visit;
use serde_json::{Value, json};

const CHECKOUT: &str = "\
apiVersion: v1
kind: Pod
metadata:
  name: checkout
spec:
  terminationGracePeriodSeconds: 20
  initContainers:
  - name: schema
    image: registry.example/schema:3
    command: [sh, -c, sleep 2]
  - name: tunnel
    image: registry.example/tunnel:1
    restartPolicy: Always
    startupProbe:
      tcpSocket: {port: 9000}
      periodSeconds: 1
  - name: seed
    image: registry.example/seed:1
    command: [sh, -c, 'sleep 3; exit 0']
  containers:
  - name: web
    image: registry.example/web:5
    lifecycle:
      preStop:
        sleep: {seconds: 4}
  - name: cache
    image: redis:7
";

#[tokio::test]
async fn the_page_opens_on_a_running_example() {
    visit(|page| async move {
        assert_eq!(page.0.title().await.expect("the page has a title"), "Podline");
        let before = page.snapshot().await;
        assert_eq!(before["problems"], json!([]));
        assert_eq!(before["playing"], true, "it plays by itself");
        page.wait_for(&format!("return podline.snapshot().time > {}", before["time"])).await;
        assert!(page.text().await.contains("kind: Pod"), "the example stands in the editor");
    })
    .await;
}

#[tokio::test]
async fn a_pasted_manifest_plays_scrubs_back_and_is_deleted() {
    visit(|page| async move {
        page.call("pause", Value::Null).await;
        page.paste(CHECKOUT).await;
        page.wait_for("return podline.snapshot().object.name === 'checkout'").await;
        let opened = page.snapshot().await;
        assert_eq!(opened["problems"], json!([]));
        assert_eq!(opened["stale"], false);

        // Play: time runs by itself and stops when told.
        page.call("seek", json!(0)).await;
        page.press_button("Play").await;
        page.wait_for("return podline.snapshot().time > 300").await;
        page.press_button("Pause").await;
        let paused = page.snapshot().await;
        assert_eq!(paused["playing"], false);
        assert!(paused["time"].as_u64() < Some(5_000), "one second a second: {}", paused["time"]);

        // Scrub to the end, then back to the beginning, with the slider itself.
        page.find("[role=slider]").await.click().await.expect("the slider takes the focus");
        page.key(END).await;
        let end = page.snapshot().await;
        assert_eq!(end["time"], end["end"]);
        started_in_declared_order(&page, &end).await;
        page.key(HOME).await;
        let start = page.snapshot().await;
        assert_eq!(start["time"], 0);
        assert_eq!(start["row"]["status"], "Init:0/3");
        assert_eq!(start["row"]["ready"], "0/3");

        // Delete at the playhead, ten seconds after everything runs.
        let ready = Page::first(&end, "cache", "Started").expect("cache starts") + 10_000;
        page.call("seek", json!(ready)).await;
        page.press_button("Delete here").await;
        page.find("[role=slider]").await.click().await.expect("the slider takes the focus");
        page.key(END).await;
        let deleted = page.snapshot().await;
        assert_eq!(Page::first(&deleted, "Pod", "DeletionRequested"), Some(ready));
        stopped_apps_first(&page, &deleted, ready).await;
        assert_eq!(deleted["removed"], true);

        // One step back from the end, and the row is that of a Pod on its way out.
        page.call("seek", json!(ready + 1_000)).await;
        let leaving = page.snapshot().await;
        assert_eq!(leaving["row"]["status"], "Terminating");
        let cell = "return document.querySelector('.get tbody').textContent";
        page.painted().await;
        let row = page.script(cell, vec![]).await;
        assert!(row.as_str().is_some_and(|row| row.contains("Terminating")), "{row}");
    })
    .await;
}

/// `schema`, `tunnel`, `seed`, then the app containers: in the events and on the screen.
async fn started_in_declared_order(page: &Page, end: &Value) {
    let started =
        |name| Page::first(end, name, "Started").unwrap_or_else(|| panic!("{name} starts"));
    let exited = |name| Page::first(end, name, "Exited").unwrap_or_else(|| panic!("{name} exits"));
    assert!(exited("schema") <= started("tunnel"));
    let passed = Page::first(end, "tunnel", "BecameStarted").expect("the startup probe passes");
    assert!(started("tunnel") < passed && passed <= started("seed"));
    assert!(exited("seed") <= started("web"));
    assert!(started("web") <= started("cache"));
    assert_eq!(exited("schema") - started("schema"), 2_000, "sleep 2 is declared");
    assert_eq!(exited("seed") - started("seed"), 3_000, "sleep 3 is declared");

    let mut before = 0.0;
    for name in ["schema", "tunnel", "seed", "web", "cache"] {
        let lane = page.lane(name).await;
        let starts = lane.starts.unwrap_or_else(|| panic!("{name} has a bar"));
        assert!(starts > before, "{name} is drawn to the right of the one before: {lane:?}");
        before = starts;
    }
    let tunnel = page.lane("tunnel").await;
    assert!(tunnel.sentence.contains("native sidecar"), "{}", tunnel.sentence);
    assert!(tunnel.ends > page.lane("web").await.ends, "the sidecar outlives the app: {tunnel:?}");
}

/// `web` after its hook and `cache` at once; the sidecar when both are gone.
async fn stopped_apps_first(page: &Page, end: &Value, deleted: u64) {
    let term =
        |name| Page::first(end, name, "Term").unwrap_or_else(|| panic!("{name} is signalled"));
    let events = end["events"].as_array().expect("a list");
    let last_exit = |name: &str| {
        let mut exits =
            events.iter().rev().filter(|e| e["subject"] == name && e["kind"] == "Exited");
        exits
            .next()
            .and_then(|exit| exit["time"].as_u64())
            .unwrap_or_else(|| panic!("{name} exits"))
    };
    assert_eq!(term("cache"), deleted);
    assert_eq!(term("web"), deleted + 4_000, "after preStop: sleep 4");
    assert_eq!(term("tunnel"), last_exit("web").max(last_exit("cache")));
    let (web, tunnel) = (page.lane("web").await, page.lane("tunnel").await);
    assert!(tunnel.ends >= web.ends, "{tunnel:?} {web:?}");
}

#[tokio::test]
async fn the_status_says_why_a_condition_is_false_and_what_the_endpoint_is() {
    visit(|page| async move {
        page.call("pause", Value::Null).await;
        page.paste(CHECKOUT).await;
        page.wait_for("return podline.snapshot().object.name === 'checkout'").await;
        page.find("#tab-status").await.click().await.expect("a tab can be clicked");
        page.call("seek", json!(1_000)).await;
        page.painted().await;
        let chips = "return [...document.querySelectorAll('#conditions li')]
            .map((chip) => [chip.textContent, chip.title])";
        let early = page.script(chips, vec![]).await.to_string();
        let message = "containers with incomplete status: [schema tunnel seed]";
        for part in ["Initialized: False, ContainersNotInitialized", message] {
            assert!(early.contains(part), "{part} in {early}");
        }
        assert!(!early.contains("Endpoint"), "{early}");
        let table = "return document.getElementById('drawer-panel').textContent";
        let told = page.script(table, vec![]).await.to_string();
        for part in ["PhasePending", "ContainersNotInitialized", message, "ContainersNotReady"] {
            assert!(told.contains(part), "{part} in {told}");
        }

        let snapshot = page.snapshot().await;
        page.call("seek", snapshot["end"].clone()).await;
        page.painted().await;
        let end = page.snapshot().await;
        let deleted = Page::first(&end, "Pod", "DeletionRequested").expect("it is deleted");
        page.call("seek", json!(deleted - 1)).await;
        page.painted().await;
        let running = page.script(chips, vec![]).await.to_string();
        assert!(running.contains("Endpoint ready"), "{running}");
        page.call("seek", json!(deleted + 1)).await;
        page.painted().await;
        let leaving = page.script(chips, vec![]).await.to_string();
        assert!(leaving.contains("Endpoint serving, terminating"), "{leaving}");
        let told = page.script(table, vec![]).await.to_string();
        assert!(told.contains("ready false, serving true, terminating true"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn nothing_is_scheduled_while_paused() {
    visit(|page| async move {
        page.call("play", Value::Null).await;
        page.painted().await;
        page.call("pause", Value::Null).await;
        page.painted().await;
        let before = page.snapshot().await;
        assert!(before["framesScheduled"].as_u64() > Some(0), "playing takes frames");
        for _ in 0..10 {
            page.painted().await;
        }
        let after = page.snapshot().await;
        assert_eq!(after["framesScheduled"], before["framesScheduled"]);
        assert_eq!(after["time"], before["time"]);
    })
    .await;
}

#[tokio::test]
async fn stepping_goes_from_event_to_event_and_back() {
    visit(|page| async move {
        page.call("pause", Value::Null).await;
        page.call("seek", json!(0)).await;
        let mut times = vec![0];
        for _ in 0..6 {
            page.press_button("Next event").await;
            times.push(page.snapshot().await["time"].as_u64().expect("a time"));
        }
        assert!(times.is_sorted_by(|a, b| a < b), "{times:?}");
        for _ in 0..6 {
            page.press_button("Previous event").await;
        }
        assert!(page.snapshot().await["time"].as_u64() < Some(times[1]));
    })
    .await;
}

#[tokio::test]
async fn several_objects_have_a_switcher() {
    visit(|page| async move {
        page.paste(
            "kind: Pod\napiVersion: v1\nmetadata: {name: one}\nspec: {containers: [{name: a, image: x}]}\n\
             ---\nkind: Service\napiVersion: v1\nmetadata: {name: front}\nspec: {ports: [{port: 80}]}\n\
             ---\nkind: Job\napiVersion: batch/v1\nmetadata: {name: two}\nspec: {template: {spec: \
             {restartPolicy: Never, containers: [{name: b, image: x}]}}}\n",
        )
        .await;
        page.wait_for("return podline.snapshot().object.name === 'one'").await;
        let tabs = "return [...document.querySelectorAll('.objects [role=tab]')].map((tab) => \
                    [tab.textContent.trim(), tab.disabled || tab.getAttribute('aria-disabled') === 'true'])";
        let tabs = page.script(tabs, vec![]).await;
        assert_eq!(tabs.as_array().map(Vec::len), Some(3), "{tabs}");
        assert_eq!(tabs[1][1], true, "a Service is listed and not simulated: {tabs}");
        let job = page.0.find(fantoccini::Locator::XPath("//*[@role='tab'][contains(., 'two')]")).await;
        job.expect("a tab for the Job").click().await.expect("it can be clicked");
        page.wait_for("return podline.snapshot().object.kind === 'Job'").await;
        assert_eq!(page.snapshot().await["containers"][0]["name"], "b");
    })
    .await;
}

#[tokio::test]
async fn every_example_opens_from_the_menu_and_has_no_problem() {
    visit(|page| async move {
        for example in podline::content::examples() {
            page.key('x').await;
            let card = format!("//dialog[@open]//button[contains(., \"{}\")]", example.title);
            let card = page.0.find(fantoccini::Locator::XPath(&card)).await;
            let card =
                card.unwrap_or_else(|error| panic!("no card for {}: {error}", example.title));
            card.click().await.expect("the card can be clicked");
            let here = page.snapshot().await;
            assert_eq!(page.text().await, example.text, "{}", example.id);
            let serious = here["problems"].as_array().expect("a list");
            // What a rule beyond the API finds is what some examples are there to show.
            let is_fine = |it: &Value| it["severity"] == "note" || it["code"].is_string();
            assert!(serious.iter().all(is_fine), "{}: {serious:?}", example.id);
            assert_eq!(here["stale"], false);
        }
    })
    .await;
}

#[tokio::test]
async fn the_page_asks_no_other_host_for_anything() {
    visit(|page| async move {
        page.paste(CHECKOUT).await;
        page.key(LEFT).await;
        let others = "return performance.getEntriesByType('resource').map((entry) => entry.name)
            .filter((name) => !name.startsWith(location.origin) && !name.startsWith('data:'))";
        assert_eq!(page.script(others, vec![]).await, json!([]));
        let kept =
            "return Object.values(localStorage).concat(Object.values(sessionStorage)).join()";
        let kept = page.script(kept, vec![]).await;
        assert!(
            !kept.to_string().contains("checkout"),
            "a pasted manifest is stored nowhere: {kept}"
        );
    })
    .await;
}
