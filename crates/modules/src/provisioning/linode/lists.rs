//! Types, images and regions: <https://techdocs.akamai.com/linode-api/reference/get-linode-types>,
//! `/get-images`, `/get-regions`.

use ports::{Choice, ChoiceKind, PortError};
use reqwest::Method;
use serde_json::Value;

use super::Api;
use crate::http::Request;
use crate::provisioning::catalogue::{PAGES_MAX, dollars, memory, number, rows, size, text};

/// What there is to choose of a kind.
pub(super) async fn of(api: &Api, kind: ChoiceKind) -> Result<Vec<Choice>, PortError> {
    match kind {
        ChoiceKind::Plan => listed(api, &["linode", "types"], plan).await,
        ChoiceKind::Image => listed(api, &["images"], image).await,
        ChoiceKind::Region => listed(api, &["regions"], region).await,
        ChoiceKind::Storage => Ok(Vec::new()),
    }
}

async fn listed(
    api: &Api,
    path: &[&str],
    choice: fn(&Value) -> Option<Choice>,
) -> Result<Vec<Choice>, PortError> {
    let mut found = Vec::new();
    for page in 1..=PAGES_MAX {
        let asked = Request::new(Method::GET, path);
        let asked = asked.query("page", page.to_string()).query("page_size", "100");
        let answer = api.read(api.send(asked).await?)?;
        found.extend(rows(&answer, "data", |why| api.unreadable(why))?.iter().filter_map(choice));
        let pages = answer.get("pages").and_then(Value::as_u64).unwrap_or_default();
        if u64::try_from(page).is_ok_and(|page| page >= pages) {
            break;
        }
    }
    Ok(found)
}

fn plan(row: &Value) -> Option<Choice> {
    let disk = row.get("disk").and_then(Value::as_u64).unwrap_or_default() / 1_024;
    let cores = number(row, "/vcpus");
    let note = size(&cores, &memory(row, "/memory"), &disk.to_string());
    let price = dollars(row, "/price/monthly");
    Some(Choice { price, ..Choice::new(text(row, "/id"), text(row, "/label"), note) })
}

fn image(row: &Value) -> Option<Choice> {
    let is_old = row.get("deprecated") == Some(&Value::Bool(true));
    let is_ours = row.get("is_public") == Some(&Value::Bool(false));
    let note = if is_ours { "of this account" } else { "" };
    (!is_old).then(|| Choice::new(text(row, "/id"), text(row, "/label"), note))
}

fn region(row: &Value) -> Option<Choice> {
    let country = text(row, "/country").to_ascii_uppercase();
    (text(row, "/status") == "ok")
        .then(|| Choice::new(text(row, "/id"), text(row, "/label"), country))
}
