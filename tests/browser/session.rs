//! One browser for one test: fresh, and closed again however the test ends.

use crate::page::Page;
use fantoccini::ClientBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::env;
use std::panic::resume_unwind;

/// Opens the page in a new browser and hands it to `test`.
pub(crate) async fn visit<Test, Run>(test: Test)
where
    Test: FnOnce(Page) -> Run + Send + 'static,
    Run: Future<Output = ()> + Send + 'static,
{
    let Value::Object(capabilities) = capabilities(&given("PODLINE_BROWSER")) else {
        unreachable!("invariant: capabilities are an object")
    };
    let driver = given("WEBDRIVER_URL");
    let page = ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(&driver)
        .await
        .unwrap_or_else(|error| panic!("the driver at {driver} opens no browser: {error}"));
    page.set_window_size(1440, 900).await.expect("the window takes a desktop's size");
    page.goto(&given("PODLINE_URL")).await.expect("the page opens");
    // A task of its own: a failed assertion must not leave the browser running.
    let client = page.clone();
    let outcome = tokio::spawn(async move {
        let page = Page(client);
        page.ready().await;
        test(page).await;
    })
    .await;
    page.close().await.expect("the browser closes");
    if let Err(failed) = outcome {
        resume_unwind(failed.into_panic());
    }
}

fn given(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| {
        panic!("{name} is not set; start the browser tests with `cargo xtask test`")
    })
}

/// What each engine needs to run without a screen, without a profile and without the network.
fn capabilities(engine: &str) -> Value {
    match engine {
        "chromium" => json!({
            "goog:chromeOptions": {
                // The driver makes a user data folder for every session. As root, and on machines that
                // forbid user namespaces, Chromium has no sandbox to start in.
                "args": [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync",
                ],
            },
        }),
        "firefox" => json!({"moz:firefoxOptions": {"args": ["-headless"]}}),
        "webkit" => json!({
            "browserName": "MiniBrowser",
            "webkitgtk:browserOptions": {"args": ["--automation"]},
        }),
        engine => panic!("no test has been run in {engine} yet; say here what it needs to start"),
    }
}
