//! What is told about the text, in a real browser: seen at its line, mended by its fix, undone again.

use crate::page::{BACKSPACE, CONTROL, DOWN, END, ENTER, ESCAPE, F8, HOME, LEFT, Page};
use crate::session::visit;
use crate::tree;
use serde_json::{Value, json};

const POD: &str = "\
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
  - name: migrate
    image: shop/migrate:2
  containers:
  - name: api
    image: shop/api:7
";

/// The names of the lanes.
async fn lanes(page: &Page) -> Value {
    page.script("return podline.snapshot().containers.map((it) => it.name)", vec![]).await
}

/// Loads [`POD`] and types the error into it: `initContainer`, without its `s`.
async fn type_an_error(page: &Page) {
    page.call("load", json!(POD)).await;
    page.call("pause", Value::Null).await;
    page.editor().await.click().await.expect("the text takes the focus");
    page.keys(&[CONTROL], HOME).await;
    for _ in 0..5 {
        page.key(DOWN).await;
    }
    page.key(END).await;
    page.key(LEFT).await;
    page.key(BACKSPACE).await;
    page.wait_for("return document.querySelector('.cm-mark-error') !== null").await;
}

#[tokio::test]
async fn an_error_is_seen_at_its_line_and_its_fix_brings_the_lane_back() {
    visit(|page| async move {
        type_an_error(&page).await;
        assert_eq!(lanes(&page).await, json!(["api"]));
        let marked = page.find(".cm-mark-error").await.text().await.expect("a text");
        assert_eq!(marked, "initContainer");
        let beside = page.find(".cm-beside[data-mark]").await.text().await.expect("a text");
        assert_eq!(beside.trim(), "6");
        let row = page.find("#review-list li").await.text().await.expect("a text");
        assert!(
            row.contains("strict decoding error: unknown field \"spec.initContainer\""),
            "{row}"
        );

        // The next problem, its note, the fix: with the keyboard alone.
        page.key(F8).await;
        page.wait_for("return document.activeElement.closest('.note') !== null").await;
        let added = page.find(".note .diff .add code").await.text().await.expect("a text");
        assert_eq!(added.trim(), "initContainers:");
        page.key(ENTER).await;
        page.wait_for("return podline.snapshot().containers.length === 2").await;
        assert_eq!(lanes(&page).await, json!(["migrate", "api"]));
        assert_eq!(page.text().await, POD);
        page.wait_for("return document.querySelector('.cm-mark-error') === null").await;

        // And it can be undone.
        page.keys(&[CONTROL], 'z').await;
        page.wait_for("return podline.snapshot().containers.length === 1").await;
    })
    .await;
}

#[tokio::test]
async fn a_screen_reader_is_told_the_same() {
    if !tree::is_shown() {
        return;
    }
    visit(|page| async move {
        type_an_error(&page).await;
        page.wait_for("return document.getElementById('editor-status').textContent !== ''").await;
        let nodes = tree::nodes(&page).await;
        let is = |role: &str, name: &str| nodes.iter().any(|it| it.0 == role && it.1 == name);
        let text = nodes.iter().find(|it| it.1 == "Manifest, YAML or JSON").expect("the text");
        assert!(text.2, "the text is invalid: {text:?}");
        assert!(nodes.iter().any(|it| it.1 == "1 error"), "the count is announced: {nodes:?}");
        assert!(is("button", "line 6"), "{nodes:?}");

        page.key(F8).await;
        page.wait_for("return document.activeElement.closest('.note') !== null").await;
        let nodes = tree::nodes(&page).await;
        let is = |role: &str, name: &str| nodes.iter().any(|it| it.0 == role && it.1 == name);
        assert!(is("group", "Unknown field, line 6"), "{nodes:?}");
        let fix = nodes.iter().find(|it| it.0 == "button" && it.1.starts_with("Rename"));
        assert!(fix.is_some(), "{nodes:?}");
        page.key(ENTER).await;
        page.wait_for(
            "return document.getElementById('editor-status').textContent.includes('done')",
        )
        .await;
    })
    .await;
}

#[tokio::test]
async fn a_finding_leads_to_its_moment_and_can_be_silenced() {
    visit(|page| async move {
        let text = POD.replace(
            "image: shop/api:7\n",
            "image: shop/api:7\n    lifecycle: {preStop: {exec: {command: [sleep, \"40\"]}}}\n",
        );
        page.call("load", json!(text)).await;
        page.wait_for(
            "return document.querySelector('#review-list [data-open]:not([hidden])') !== null",
        )
        .await;
        page.find("#review-list [data-open]:not([hidden])").await.click().await.expect("a note");
        page.wait_for("return document.querySelector('.note [data-moment]') !== null").await;
        page.find(".note [data-moment]").await.click().await.expect("the moment");
        page.wait_for("return podline.snapshot().row.status === 'Terminating'").await;
        assert_eq!(page.snapshot().await["playing"], json!(false));
    })
    .await;
}

#[tokio::test]
async fn a_note_closes_with_escape_and_gives_the_focus_back() {
    visit(|page| async move {
        type_an_error(&page).await;
        page.key(F8).await;
        page.wait_for("return document.activeElement.closest('.note') !== null").await;
        page.key(ESCAPE).await;
        page.wait_for("return document.querySelector('.note') === null").await;
        page.wait_for("return document.activeElement === document.querySelector('.cm-content')")
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_paste_without_indentation_is_offered_repaired() {
    visit(|page| async move {
        let flat = POD.lines().map(str::trim_start).collect::<Vec<_>>().join("\n") + "\n";
        page.paste(&flat).await;
        page.wait_for("return document.getElementById('offer-repair').hidden === false").await;
        assert_eq!(page.text().await, flat, "nothing is replaced unasked");
        if page.script("return document.getElementById('repair').open", vec![]).await
            == json!(false)
        {
            page.find("#offer-repair").await.click().await.expect("the offer");
        }
        page.find("#repair [data-use]").await.click().await.expect("the repaired text");
        page.wait_for("return podline.snapshot().containers.length === 2").await;
        assert_eq!(page.text().await, POD);
        page.keys(&[CONTROL], 'z').await;
        assert_eq!(page.text().await, flat, "it can be undone");
    })
    .await;
}

#[tokio::test]
async fn a_change_shows_what_it_does_and_makes_a_sidecar() {
    visit(|page| async move {
        // Of two app containers, one may become a sidecar; the only one may not.
        let text = format!("{POD}  - name: shipper\n    image: fluent/fluent-bit:3.2\n");
        page.call("load", json!(text)).await;
        page.find("#open-changes").await.click().await.expect("the changes");
        let open = "const all = [...document.querySelectorAll('#changes summary')];
            const found = all.find((it) => it.textContent.includes('shipper') && it.textContent.includes('native sidecar'));
            if (found) found.click();
            return Boolean(found)";
        page.wait_for(open).await;
        page.wait_for(
            "return document.querySelector('#changes details[open] .diff .add') !== null",
        )
        .await;
        page.find("#changes details[open] [data-fix]").await.click().await.expect("the change");
        let sidecar = "return podline.snapshot().containers
            .some((it) => it.name === 'shipper' && it.role === 'sidecar')";
        page.wait_for(sidecar).await;
        assert!(page.text().await.contains("restartPolicy: Always"));
    })
    .await;
}

#[tokio::test]
async fn the_plain_field_has_the_same_problems_and_fixes() {
    visit(|page| async move {
        page.script("document.getElementById('plain-editor').click()", vec![]).await;
        page.wait_for("return document.querySelector('.cm-content') === null").await;
        page.paste(&POD.replace("initContainers", "initContainer")).await;
        page.wait_for(
            "return document.querySelector('#review-list [data-open]:not([hidden])') !== null",
        )
        .await;
        page.find("#review-list [data-open]").await.click().await.expect("a note");
        page.wait_for("return document.activeElement.closest('#review-list .note') !== null").await;
        page.key(ENTER).await;
        page.wait_for("return podline.snapshot().containers.length === 2").await;
        assert_eq!(page.text().await, POD);
        page.keys(&[CONTROL], 'z').await;
        page.wait_for("return podline.snapshot().containers.length === 1").await;
    })
    .await;
}
