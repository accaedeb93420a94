//! Everything with the keyboard alone.

use crate::page::{DOWN, END, ESCAPE, HOME, LEFT, RIGHT, SHIFT, UP};
use crate::session::visit;
use serde_json::{Value, json};

#[tokio::test]
async fn keys_drive_the_time() {
    visit(|page| async move {
        page.call("pause", Value::Null).await;
        page.key(HOME).await;
        assert_eq!(page.snapshot().await["time"], 0);
        page.key(' ').await;
        assert_eq!(page.snapshot().await["playing"], true);
        page.key(' ').await;
        assert_eq!(page.snapshot().await["playing"], false);
        page.key(HOME).await;
        page.key(RIGHT).await;
        let first = page.snapshot().await["time"].as_u64().expect("a time");
        page.keys(&[SHIFT], RIGHT).await;
        assert_eq!(page.snapshot().await["time"], first + 100);
        page.keys(&[SHIFT], LEFT).await;
        assert_eq!(page.snapshot().await["time"], first);
        page.key(LEFT).await;
        assert!(page.snapshot().await["time"].as_u64() < Some(first));
        page.key(']').await;
        let shutdown = page.snapshot().await;
        assert_eq!(shutdown["row"]["status"], "Terminating");
        page.key('[').await;
        assert!(page.snapshot().await["time"].as_u64() < shutdown["time"].as_u64());
        page.key(END).await;
        let end = page.snapshot().await;
        assert_eq!(end["time"], end["end"]);
    })
    .await;
}

#[tokio::test]
async fn d_deletes_at_the_playhead() {
    visit(|page| async move {
        page.call("pause", Value::Null).await;
        page.call("seek", json!(20_000)).await;
        page.key('d').await;
        let now = page.snapshot().await;
        assert_eq!(now["row"]["status"], "Terminating");
        assert_eq!(now["time"], 20_000);
        page.call("deletePod", Value::Null).await;
        assert_ne!(page.snapshot().await["row"]["status"], "Terminating");
    })
    .await;
}

#[tokio::test]
async fn arrows_pick_a_lane_and_dialogs_open_and_close() {
    visit(|page| async move {
        page.call("pause", Value::Null).await;
        page.key(DOWN).await;
        page.key(DOWN).await;
        page.key(UP).await;
        let picked =
            "return document.querySelectorAll('.g-lane.cur, .g-lane[aria-current]').length";
        assert_eq!(page.script(picked, vec![]).await, json!(1));
        for key in ['?', 'x'] {
            page.key(key).await;
            let open = "return document.querySelectorAll('dialog[open]').length";
            assert_eq!(page.script(open, vec![]).await, json!(1), "{key} opens a dialog");
            page.key(ESCAPE).await;
            assert_eq!(page.script(open, vec![]).await, json!(0), "Escape closes it");
        }
        let theme = "return document.documentElement.dataset.theme";
        let mut seen = vec![page.script(theme, vec![]).await];
        for _ in 0..2 {
            page.key('t').await;
            seen.push(page.script(theme, vec![]).await);
        }
        seen.sort_by_key(ToString::to_string);
        seen.dedup();
        assert_eq!(seen.len(), 3, "light, dark and projector: {seen:?}");
        page.key('e').await;
        let focused = "return document.activeElement.matches('.cm-content')";
        assert_eq!(page.script(focused, vec![]).await, json!(true));
        // In the field keys are text.
        let before = page.snapshot().await["playing"].clone();
        page.key(' ').await;
        assert_eq!(page.snapshot().await["playing"], before);
        page.key(ESCAPE).await;
        assert_eq!(page.script(focused, vec![]).await, json!(false));
    })
    .await;
}

#[tokio::test]
async fn every_control_has_a_name() {
    visit(|page| async move {
        let nameless = "return [...document.querySelectorAll('button, select, textarea, input, [role=slider], [tabindex=\"0\"]')]
            .filter((node) => node.offsetParent !== null || node.ownerSVGElement)
            .filter((node) => !(node.getAttribute('aria-label') || node.getAttribute('aria-labelledby')
                || node.labels?.length || node.textContent.trim() || node.title))
            .map((node) => node.outerHTML.slice(0, 120))";
        assert_eq!(page.script(nameless, vec![]).await, json!([]));
        let landmarks = "return ['header', 'main', 'section[aria-label]', 'aside[aria-label]']
            .filter((css) => !document.querySelector(css))";
        assert_eq!(page.script(landmarks, vec![]).await, json!([]));
        let live = "return document.querySelectorAll('[role=status], [aria-live=polite], output').length";
        assert_eq!(
            page.script(live, vec![]).await,
            json!(3),
            "the caption, how the text stands, and what the editor says of its lines"
        );
    })
    .await;
}
