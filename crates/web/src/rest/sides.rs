//! What the document says of each operation's sides: whether it works before a stock WHMCS, and
//! which actions it calls. Known from the generated list of routes, which a test keeps true.

use aide::openapi::{OpenApi, Operation, ReferenceOr};
use serde_json::json;

/// A line for each route: method, path, what, who, side, actions.
const ROUTES: &str = include_str!("../../../../docs/generated/routes.md");

/// Writes it into every operation.
pub(super) fn tell(document: &mut OpenApi) {
    let Some(paths) = &mut document.paths else { return };
    for line in ROUTES.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, method, path, _, _, side, actions, _] = cells[..] else { continue };
        let Some(ReferenceOr::Item(item)) = paths.paths.get_mut(path.trim_matches('`')) else {
            continue;
        };
        let operation = match method {
            "GET" => &mut item.get,
            "POST" => &mut item.post,
            "PUT" => &mut item.put,
            "PATCH" => &mut item.patch,
            "DELETE" => &mut item.delete,
            _ => continue,
        };
        if let Some(operation) = operation {
            describe(operation, side, actions);
        }
    }
}

fn describe(operation: &mut Operation, side: &str, actions: &str) {
    let (sides, said) = match side {
        "stock" => (json!(["whmcs", "hostler"]), "yes"),
        "part" => (json!(["whmcs-in-part", "hostler"]), "in part"),
        _ => (json!(["hostler"]), "no"),
    };
    operation.extensions.insert("x-hostler-sides".to_owned(), sides);
    let mut text = operation.description.take().unwrap_or_default();
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str(&format!("Before a stock WHMCS: {said}."));
    if !actions.is_empty() {
        text.push_str(&format!(" Actions: {actions}."));
    }
    operation.description = Some(text);
}
