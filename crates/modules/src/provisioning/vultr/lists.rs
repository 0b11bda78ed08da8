//! Plans, systems and regions: <https://www.vultr.com/api/#tag/plans>, `#tag/os`, `#tag/region`.

use ports::{Choice, ChoiceKind, PortError};
use serde_json::Value;

use super::Words;
use crate::provisioning::catalogue::{PAGES_MAX, dollars, memory, number, rows, size, text};
use crate::provisioning::cloud::Bearer;

/// What there is to choose of a kind.
pub(super) async fn of(api: &Bearer<Words>, kind: ChoiceKind) -> Result<Vec<Choice>, PortError> {
    match kind {
        ChoiceKind::Plan => listed(api, "plans", plan).await,
        ChoiceKind::Image => listed(api, "os", image).await,
        ChoiceKind::Region => listed(api, "regions", region).await,
        ChoiceKind::Storage => Ok(Vec::new()),
    }
}

async fn listed(
    api: &Bearer<Words>,
    name: &'static str,
    choice: fn(&Value) -> Choice,
) -> Result<Vec<Choice>, PortError> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    for _ in 0..PAGES_MAX {
        let mut query = vec![("per_page", "500")];
        if !cursor.is_empty() {
            query.push(("cursor", cursor.as_str()));
        }
        let page = api.read(api.get(&[name], &query).await?)?;
        found.extend(rows(&page, name, |why| api.unreadable(why))?.iter().map(choice));
        let next = text(&page, "/meta/links/next").to_owned();
        if next.is_empty() {
            break;
        }
        cursor = next;
    }
    Ok(found)
}

fn plan(row: &Value) -> Choice {
    let id = text(row, "/id");
    let cores = number(row, "/vcpu_count");
    let note = size(&cores, &memory(row, "/ram"), &number(row, "/disk"));
    Choice { price: dollars(row, "/monthly_cost"), ..Choice::new(id, id, note) }
}

fn image(row: &Value) -> Choice {
    Choice::new(number(row, "/id"), text(row, "/name"), text(row, "/family"))
}

fn region(row: &Value) -> Choice {
    Choice::new(text(row, "/id"), text(row, "/city"), text(row, "/country"))
}
