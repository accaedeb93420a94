//! The editor: what can stand at the cursor, what a field means, lines and lanes as one, files, the focus.

use crate::page::{CONTROL, DOWN, END, ENTER, ESCAPE, HOME, Page, RIGHT, SHIFT, TAB};
use crate::session::visit;
use serde_json::{Value, json};

const POD: &str = "\
apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  initContainers:
  - name: tunnel
    image: shop/tunnel:2
  containers:
  - name: api
    image: shop/api:7
";

/// Loads [`POD`] and puts the cursor to the end of a line, from 1.
async fn at_line(page: &Page, line: usize) {
    page.call("load", json!(POD)).await;
    page.call("pause", Value::Null).await;
    page.editor().await.click().await.expect("the text takes the focus");
    page.keys(&[CONTROL], HOME).await;
    for _ in 1..line {
        page.key(DOWN).await;
    }
    page.key(END).await;
}

#[tokio::test]
async fn a_field_is_completed_and_explained_by_kubernetes_own_documentation() {
    visit(|page| async move {
        at_line(&page, 8).await;
        page.key(ENTER).await;
        for letter in "restartP".chars() {
            page.key(letter).await;
        }
        let offered = "return [...document.querySelectorAll('.cm-tooltip-autocomplete .cm-completionLabel')]
            .some((it) => it.textContent === 'restartPolicy')";
        page.wait_for(offered).await;
        let explained = "return /restart/i.test(document.querySelector('.cm-completionInfo')?.textContent ?? '')";
        page.wait_for(explained).await;
        // A list that has only just come up takes no key, lest one meant for the text gets caught.
        page.wait_for("window.seen ??= performance.now(); return performance.now() - seen > 300").await;
        page.key(ENTER).await;
        // Behind the field, its values.
        let values = "return [...document.querySelectorAll('.cm-completionLabel')].some((it) => it.textContent === 'Always')";
        page.wait_for(values).await;
        for letter in "Alw".chars() {
            page.key(letter).await;
        }
        page.wait_for("return document.querySelectorAll('.cm-completionLabel').length === 1").await;
        page.wait_for("window.again ??= performance.now(); return performance.now() - again > 300").await;
        page.key(ENTER).await;
        page.wait_for("return podline.snapshot().containers[0].role === 'sidecar'").await;
        assert!(page.text().await.contains("    image: shop/tunnel:2\n    restartPolicy: Always\n"));

        // To the first letter of the field.
        page.key(HOME).await;
        page.key(RIGHT).await;
        page.keys(&[CONTROL], 'i').await;
        page.wait_for("return document.querySelector('.cm-help') !== null").await;
        let help = page.find(".cm-help").await.text().await.expect("a text");
        assert!(help.contains("spec.initContainers[0].restartPolicy"), "{help}");
        assert!(help.contains("since 1.28"), "{help}");
    })
    .await;
}

#[tokio::test]
async fn a_line_picks_out_its_lane_and_a_lane_its_lines() {
    visit(|page| async move {
        at_line(&page, 7).await;
        let lane = "return document.querySelector('.gutter [aria-current], .gutter .sel, .lanes [aria-current]') !== null";
        let picked = "return [...document.querySelectorAll('.cm-sel')].map((it) => it.textContent.trim())";
        page.wait_for("return document.querySelectorAll('.cm-sel').length > 0").await;
        let lines = page.script(picked, vec![]).await.to_string();
        assert!(lines.contains("tunnel") && !lines.contains("api"), "{lines}");
        page.key(ESCAPE).await;
        page.key(DOWN).await;
        page.wait_for(lane).await;
        let moved = "return [...document.querySelectorAll('.cm-sel')].some((it) => it.textContent.includes('shop/api'))";
        page.wait_for(moved).await;
    })
    .await;
}

#[tokio::test]
async fn several_files_dropped_are_one_stream() {
    visit(|page| async move {
        let drop = "const files = new DataTransfer();
            files.items.add(new File([arguments[0]], 'a.yaml'));
            files.items.add(new File([arguments[0].replace('name: shop', 'name: second')], 'b.yaml'));
            const target = document.querySelector('.cm-content');
            target.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }))";
        page.script(drop, vec![json!(POD)]).await;
        page.wait_for("return document.querySelectorAll('#objects [role=tab]').length === 2").await;
        let text = page.text().await;
        assert_eq!(text, format!("{POD}\n---\n{}", POD.replace("name: shop", "name: second")));
    })
    .await;
}

#[tokio::test]
async fn tab_leaves_the_editor_unless_chosen_otherwise() {
    visit(|page| async move {
        at_line(&page, 11).await;
        let inside = "return document.activeElement === document.querySelector('.cm-content')";
        page.key(TAB).await;
        assert_eq!(page.script(inside, vec![]).await, json!(false));
        page.keys(&[SHIFT], TAB).await;
        assert_eq!(page.script(inside, vec![]).await, json!(true));
        page.script("document.getElementById('tab-indents').click()", vec![]).await;
        page.wait_for("return document.querySelector('.cm-content') !== null").await;
        page.editor().await.click().await.expect("the text takes the focus");
        page.key(TAB).await;
        assert_eq!(page.script(inside, vec![]).await, json!(true));
        assert_ne!(page.text().await, POD);
    })
    .await;
}
