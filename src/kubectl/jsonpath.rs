//! Templates of `-o jsonpath=`, as far as the commands offered here need them: fields, `[*]`, filters by
//! equality, quoted text and `range`.
//!
//! Source: client-go `util/jsonpath/jsonpath.go`. Fields that are missing print nothing, values are set
//! apart by a blank, what has fields is printed as JSON, and no line end is added.

use super::tree::Node;

/// What `template` prints of `root`. What is no template prints as it stands.
pub(super) fn print(template: &str, root: &Node) -> String {
    let mut printed = String::new();
    parts(template, root, &mut printed);
    printed
}

/// Prints a template, or the inside of a range.
fn parts(template: &str, node: &Node, out: &mut String) {
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        *out += before;
        let Some((action, behind)) = behind.split_once('}') else { return };
        rest = behind;
        if let Some(path) = action.strip_prefix("range ") {
            let (inside, behind) = behind.split_once("{end}").unwrap_or((behind, ""));
            for item in find(path, node) {
                parts(inside, item, out);
            }
            rest = behind;
        } else if let Some(text) = action.strip_prefix('"') {
            *out += &text.trim_end_matches('"').replace("\\n", "\n").replace("\\t", "\t");
        } else {
            let values: Vec<String> = find(action, node).into_iter().map(text).collect();
            *out += &values.join(" ");
        }
    }
    *out += rest;
}

fn text(node: &Node) -> String {
    match node {
        Node::Text(text) => text.clone(),
        other => other.json(),
    }
}

/// Every value that `path` leads to.
fn find<'a>(path: &str, node: &'a Node) -> Vec<&'a Node> {
    let mut found = vec![node];
    let mut rest = path.trim();
    while !rest.is_empty() {
        let items = |node: &'a Node| match node {
            Node::List(items) => items.as_slice(),
            _ => &[],
        };
        if let Some(behind) = rest.strip_prefix("[*]") {
            found = found.into_iter().flat_map(items).collect();
            rest = behind;
        } else if let Some(filter) = rest.strip_prefix("[?(@.") {
            let Some((filter, behind)) = filter.split_once(")]") else { return Vec::new() };
            let (field, value) = filter.split_once("==").unwrap_or((filter, ""));
            let value = Node::from(value.trim_matches('"'));
            let fits = |item: &&Node| item.get(field) == Some(&value);
            found = found.into_iter().flat_map(items).filter(fits).collect();
            rest = behind;
        } else {
            let path = rest.strip_prefix('.').unwrap_or(rest);
            let end = path.find(['.', '[']).unwrap_or(path.len());
            found = found.into_iter().filter_map(|node| node.get(&path[..end])).collect();
            rest = &path[end..];
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tree::Map;
    use super::*;

    #[test]
    fn templates_print_what_kubectl_prints() {
        let status = |name: &str, state: Map| {
            Node::from(Map::new().with("name", name).with("state", state).with("ready", true))
        };
        let waiting = Map::new().with("waiting", Map::new().with("reason", "ErrImagePull"));
        let list = vec![status("app", Map::new()), status("web", waiting)];
        let root = Node::from(Map::new().with("status", Map::new().with("list", list)));
        for (template, printed) in [
            ("{.status.list[*].name}", "app web"),
            ("{.status.list[?(@.name==\"web\")].state.waiting.reason}", "ErrImagePull"),
            ("{.status.list[*].state.waiting.message}", ""),
            ("{.status.none}", ""),
            ("{.status.list[*].ready}", "true true"),
            (
                "{range .status.list[*]}{.name}{\" \"}{.state}{\"\\n\"}{end}",
                "app {}\nweb {\"waiting\":{\"reason\":\"ErrImagePull\"}}\n",
            ),
            ("a {.status.list[*].name} b", "a app web b"),
            ("{.status", ""),
            ("{range .status.list[*]}{.name}", "appweb"),
            ("{.status.list[?(@.name}", ""),
        ] {
            assert_eq!(print(template, &root), printed, "{template}");
        }
    }
}
