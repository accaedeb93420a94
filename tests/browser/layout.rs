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
