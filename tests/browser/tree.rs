//! The tree that screen readers read, as Chromium builds it.

use crate::page::Page;
use fantoccini::wd::WebDriverCompatibleCommand;
use serde_json::{Value, json};

/// The DevTools command for the whole tree. No W3C command gives it.
#[derive(Debug)]
struct FullTree;

impl WebDriverCompatibleCommand for FullTree {
    fn endpoint(
        &self,
        base: &url::Url,
        session: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let body = json!({"cmd": "Accessibility.getFullAXTree", "params": {}});
        (http::Method::POST, Some(body.to_string()))
    }
}

/// Whether this engine shows its tree: the others have no command for it.
pub(crate) fn is_shown() -> bool {
    std::env::var("PODLINE_BROWSER").is_ok_and(|engine| engine == "chromium")
}

/// Role, name and invalidity of every node that is not ignored, in order.
pub(crate) async fn nodes(page: &Page) -> Vec<(String, String, bool)> {
    let tree = page.0.issue_cmd(FullTree).await.expect("Chromium gives its tree");
    let text = |value: &Value| value["value"].as_str().unwrap_or_default().to_owned();
    let is_invalid = |node: &Value| {
        let properties = node["properties"].as_array();
        let mut properties = properties.into_iter().flatten();
        properties.any(|it| it["name"] == "invalid" && it["value"]["value"] == "true")
    };
    let nodes = tree["nodes"].as_array().expect("nodes");
    let shown = nodes.iter().filter(|node| node["ignored"] != json!(true));
    shown.map(|it| (text(&it["role"]), text(&it["name"]), is_invalid(it))).collect()
}
