//! From 1920 to 390 pixels: nothing is cut off sideways, and what matters is reachable.

use crate::session::visit;
use serde_json::{Value, json};

#[tokio::test]
async fn nothing_sticks_out_sideways_at_any_width_in_any_theme() {
    visit(|page| async move {
        page.call("pause", Value::Null).await;
        for (width, height) in [(1920, 1080), (1440, 900), (1180, 820), (1024, 768), (721, 900), (600, 900)] {
            page.0.set_window_size(width, height).await.expect("the window changes its size");
            for _ in 0..3 {
                page.key('t').await;
                page.painted().await;
                let over = "return document.scrollingElement.scrollWidth - innerWidth";
                let over = page.script(over, vec![]).await;
                assert!(over.as_i64() <= Some(0), "{width} wide: {over} pixels too many");
                let cut = "return [...document.querySelectorAll('header button, .transport button, .tl-head button')]
                    .filter((node) => node.offsetParent !== null)
                    .filter((node) => { const box = node.getBoundingClientRect();
                        return box.left < -1 || box.right > innerWidth + 1 || box.width < 24 || box.height < 24 })
                    .map((node) => node.getAttribute('aria-label') || node.textContent)";
                assert_eq!(page.script(cut, vec![]).await, json!([]), "{width} wide");
            }
        }
    })
    .await;
}

/// A name as a ReplicaSet makes it, the longest STATUS there is, and restarts with their age.
const WIDE_ROW: &str = "\
apiVersion: v1
kind: Pod
metadata: {name: ratings-v1-6484c4d9bb-mx7rk}
spec:
  initContainers:
  - {name: migrate, image: 'busybox:1.37', command: [sh, -c, exit 1]}
  containers:
  - {name: app, image: 'nginx:1.29'}
";

/// No browser makes its window as narrow as a phone, so the phone is a frame.
#[tokio::test]
async fn the_longest_row_stays_inside_a_phone() {
    visit(|page| async move {
        let address = page.script("return location.href", vec![]).await;
        // The page forbids frames within it, so a script of the same host, shown as text, holds the frame.
        let script = "return new URL(document.querySelector('script[src]').src).href";
        let script = page.script(script, vec![]).await;
        page.0.goto(script.as_str().expect("an address")).await.expect("a plain text opens");
        let frame = "const frame = document.createElement('iframe');
            frame.style.cssText = 'inline-size: 390px; block-size: 844px; border: 0';
            frame.onload = () => arguments[1](true);
            frame.src = arguments[0]; document.body.append(frame)";
        page.0.execute_async(frame, vec![address]).await.expect("the frame loads");
        page.0.enter_frame(0).await.expect("the frame is there");
        page.ready().await;
        page.call("pause", Value::Null).await;
        page.call("load", json!(WIDE_ROW)).await;
        page.wait_for("return podline.snapshot().row.name.startsWith('ratings')").await;
        page.call("seek", json!(30_000)).await;
        page.painted().await;
        let row = page.snapshot().await["row"].clone();
        assert_eq!(row["status"], "Init:CrashLoopBackOff");
        assert!(row["restarts"].as_str().is_some_and(|text| text.ends_with(" ago)")), "{row}");
        let over = "return document.scrollingElement.scrollWidth - innerWidth";
        let over = page.script(over, vec![]).await;
        assert!(over.as_i64() <= Some(0), "{over} pixels too many");
        let name =
            "return Math.round(document.querySelector('#row-name').getBoundingClientRect().width)";
        let name = page.script(name, vec![]).await;
        assert!(name.as_i64() >= Some(40), "the name keeps {name} pixels");
    })
    .await;
}

#[tokio::test]
async fn the_text_equivalent_tells_what_the_picture_shows() {
    visit(|page| async move {
        page.call("pause", Value::Null).await;
        let end = page.snapshot().await["end"].clone();
        page.call("seek", end).await;
        page.painted().await;
        let snapshot = page.snapshot().await;
        let list =
            page.script("return document.querySelector('.happens').textContent", vec![]).await;
        let list = list.as_str().expect("a list of events");
        let told = snapshot["events"].as_array().expect("a list").iter().filter(|event| {
            ["Started", "Exited", "Term", "DeletionRequested"]
                .contains(&event["kind"].as_str().unwrap_or(""))
        });
        for event in told {
            // The list begins a sentence with a capital.
            let text = event["text"].as_str().expect("a sentence");
            assert!(list.to_lowercase().contains(&text.to_lowercase()), "the list tells: {text}");
        }
    })
    .await;
}
