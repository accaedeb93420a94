//! Whatever is pasted: a clear message, the text untouched, the last good timeline on the screen.

use crate::session::visit;
use serde_json::{Value, json};

/// What is pasted, and words that the first problem says (in its kind, message or help).
fn cases() -> Vec<(&'static str, String, &'static str)> {
    let nested = format!("a: {}{}", "[".repeat(100), "]".repeat(100));
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let before = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb.extend([format!("a{level}: &a{level} [{before}]\n")]);
    }
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n";
    vec![
        ("prose", "Dear cluster, please run my app.".to_owned(), ""),
        ("tabs", "apiVersion: v1\nkind: Pod\nmetadata:\n\tname: p\n".to_owned(), "spaces"),
        ("depth", nested, "levels"),
        ("alias bomb", bomb, "alias"),
        ("binary", "\u{1}\u{2}\u{3}PNG\u{0}\u{7f}".to_owned(), ""),
        ("no containers", format!("{pod}spec: {{restartPolicy: Always}}\n"), "container"),
        (
            "unknown kind",
            "apiVersion: v1\nkind: Widget\nmetadata: {name: w}\n".to_owned(),
            "simulated",
        ),
        ("unterminated", format!("{pod}spec: {{containers: [{{name: 'a\n"), ""),
    ]
}

#[tokio::test]
async fn bad_input_gets_a_message_and_takes_nothing_away() {
    visit(|page| async move {
        page.call("pause", Value::Null).await;
        let good = page.snapshot().await;
        for (name, text, word) in cases() {
            page.paste(&text).await;
            page.wait_for("return podline.snapshot().stale").await;
            let now = page.snapshot().await;
            let problems = now["problems"].as_array().expect("a list");
            let said = |problem: &Value| {
                format!("{} {} {}", problem["kind"], problem["message"], problem["help"])
            };
            let told = problems.iter().find(|problem| said(problem).contains(word));
            let told = told.unwrap_or_else(|| panic!("{name}: nothing about {word}: {problems:?}"));
            assert!(told["line"].as_u64() >= Some(1), "{name}: {told}");
            assert!(told["help"].as_str().is_some_and(|help| help.len() > 10), "{name}: {told}");
            assert_eq!(page.text().await, text, "{name}: the text stays");
            assert_eq!(now["object"], good["object"], "{name}: the last good timeline stays");
            let notice = "return document.body.innerText";
            let shown = page.script(notice, vec![]).await.to_string();
            assert!(shown.contains("last manifest that worked"), "{name}: the page says so");
        }
        page.paste("").await;
        page.wait_for("return podline.snapshot().stale").await;
        assert_eq!(page.text().await, "");
    })
    .await;
}

#[tokio::test]
async fn a_problem_leads_to_its_line() {
    visit(|page| async move {
        let text = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: app\n    \
                    imagee: nginx\n    image: nginx\n";
        page.paste(text).await;
        page.wait_for("return podline.snapshot().problems.length === 1").await;
        let problem = page.snapshot().await["problems"][0].clone();
        assert_eq!(problem["line"], 7);
        assert_eq!(problem["path"], "spec.containers[0].imagee");
        assert!(problem["help"].as_str().is_some_and(|help| help.contains("image")), "{problem}");
        // One wrong field hides nothing else: the Pod is there.
        assert_eq!(page.snapshot().await["object"]["name"], "p");
        page.wait_for("return document.querySelector('#review-list [data-go]') !== null").await;
        page.find("#review-list [data-go]").await.click().await.expect("the line can be clicked");
        let selected = "return document.activeElement === document.querySelector('.cm-content')
            && getSelection().toString()";
        assert_eq!(page.script(selected, vec![]).await, json!("imagee"));
    })
    .await;
}

#[tokio::test]
async fn names_are_text_never_markup() {
    visit(|page| async move {
        page.script("window.hurt = false", vec![]).await;
        page.paste(
            "apiVersion: v1\nkind: Pod\nmetadata: {name: '<script>hurt=true</script>'}\nspec:\n  containers:\n  \
             - {name: '<img src=x onerror=hurt=true>', image: '\"><script>hurt=true</script>'}\n",
        )
        .await;
        page.wait_for("return podline.snapshot().object.name.includes('script')").await;
        page.call("seek", json!(5_000)).await;
        page.painted().await;
        assert_eq!(page.script("return window.hurt", vec![]).await, json!(false));
        let made = "return document.querySelectorAll('#app script, #app img').length";
        assert_eq!(page.script(made, vec![]).await, json!(0));
        assert!(page.lane("<img src=x onerror=hurt=true>").await.sentence.contains("starts"));
    })
    .await;
}

#[tokio::test]
async fn five_megabytes_are_refused_without_a_freeze() {
    visit(|page| async move {
        let script = "const line = 'key: ' + 'x'.repeat(90) + '\\n';
            podline.load(line.repeat(52000));
            return podline.snapshot().problems[0]";
        let problem = page.script(script, vec![]).await;
        assert_eq!(problem["kind"], "Too large", "{problem}");
        assert_eq!(
            page.script("return document.querySelector('textarea').value.length > 4e6", vec![])
                .await,
            true
        );
    })
    .await;
}
