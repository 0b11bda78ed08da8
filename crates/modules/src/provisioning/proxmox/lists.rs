//! Nodes, templates and storages: `GET /cluster/resources`, as the API viewer describes it
//! (<https://pve.proxmox.com/pve-docs/api-viewer/>). What a token may not see is not in the list.

use ports::{Choice, ChoiceKind, PortError};
use serde_json::Value;

use super::MODULE;
use super::api::Api;
use crate::provisioning::catalogue::{number, text};

/// What there is to choose of a kind.
pub(super) async fn of(api: &Api, kind: ChoiceKind) -> Result<Vec<Choice>, PortError> {
    let (asked, choice): (&str, fn(&Value) -> Option<Choice>) = match kind {
        ChoiceKind::Region => ("node", node),
        ChoiceKind::Image => ("vm", template),
        ChoiceKind::Storage => ("storage", storage),
        ChoiceKind::Plan => return Ok(Vec::new()),
    };
    let said = api.get(&["cluster", "resources"], &[("type", asked)]).await?;
    let all = said.map_err(|no| match no.code.as_str() {
        "unauthorized" => PortError::setting(MODULE, "password", "is not taken by Proxmox"),
        _ => api.unreadable(no.to_string()),
    })?;
    Ok(all.as_array().into_iter().flatten().filter_map(choice).collect())
}

fn node(row: &Value) -> Option<Choice> {
    let note = format!("{} cores, {}", number(row, "/maxcpu"), text(row, "/status"));
    Some(Choice::new(text(row, "/node"), text(row, "/node"), note))
}

/// A line of the setting "Templates": the name of the image and the number of its template.
fn template(row: &Value) -> Option<Choice> {
    let is_template = row.get("template").and_then(Value::as_u64) == Some(1);
    let (name, vmid) = (text(row, "/name"), number(row, "/vmid"));
    let note = format!("on {}", text(row, "/node"));
    (is_template && !name.is_empty()).then(|| Choice::new(format!("{name}={vmid}"), name, note))
}

/// Storages that hold disks; one that several nodes share is listed for each of them.
fn storage(row: &Value) -> Option<Choice> {
    let holds_disks = text(row, "/content").split(',').any(|kind| kind == "images");
    let note = format!("{}, on {}", text(row, "/plugintype"), text(row, "/node"));
    let name = text(row, "/storage");
    holds_disks.then(|| Choice::new(name, name, note))
}
