//! Sizes, images and regions: <https://docs.digitalocean.com/reference/api/digitalocean/>.

use ports::{Choice, ChoiceKind, PortError};
use serde_json::Value;

use super::Api;
use crate::provisioning::catalogue::{PAGES_MAX, dollars, memory, number, rows, size, text};

/// What there is to choose of a kind.
pub(super) async fn of(api: &Api, kind: ChoiceKind) -> Result<Vec<Choice>, PortError> {
    match kind {
        ChoiceKind::Plan => listed(api, "sizes", &[], plan).await,
        ChoiceKind::Image => listed(api, "images", &[("type", "distribution")], image).await,
        ChoiceKind::Region => listed(api, "regions", &[], region).await,
        ChoiceKind::Storage => Ok(Vec::new()),
    }
}

async fn listed(
    api: &Api,
    name: &'static str,
    only: &[(&str, &str)],
    choice: fn(&Value) -> Option<Choice>,
) -> Result<Vec<Choice>, PortError> {
    let mut found = Vec::new();
    for page in 1..=PAGES_MAX {
        let number = page.to_string();
        let query = [only, &[("page", number.as_str()), ("per_page", "200")]].concat();
        let page = api.read(api.get(&[name], &query).await?)?;
        found.extend(rows(&page, name, |why| api.unreadable(why))?.iter().filter_map(choice));
        if text(&page, "/links/pages/next").is_empty() {
            break;
        }
    }
    Ok(found)
}

fn plan(row: &Value) -> Option<Choice> {
    let (id, kind) = (text(row, "/slug"), text(row, "/description"));
    let cores = number(row, "/vcpus");
    let note = size(&cores, &memory(row, "/memory"), &number(row, "/disk"));
    let name = if kind.is_empty() { id.to_owned() } else { format!("{kind} {id}") };
    let price = dollars(row, "/price_monthly");
    is_there(row).then(|| Choice { price, ..Choice::new(id, name, note) })
}

fn image(row: &Value) -> Option<Choice> {
    let name = format!("{} {}", text(row, "/distribution"), text(row, "/name"));
    // Images without a name of their own are chosen by number.
    let id = match text(row, "/slug") {
        "" => number(row, "/id"),
        slug => slug.to_owned(),
    };
    Some(Choice::new(id, name.trim(), ""))
}

fn region(row: &Value) -> Option<Choice> {
    is_there(row).then(|| Choice::new(text(row, "/slug"), text(row, "/name"), ""))
}

fn is_there(row: &Value) -> bool {
    row.get("available") != Some(&Value::Bool(false))
}
