//! Server types, images and locations: <https://docs.hetzner.cloud/reference/cloud#server-types>,
//! `#images`, `#locations`.

use ports::{Choice, ChoiceKind, PortError};
use serde_json::Value;

use super::api::Api;
use crate::provisioning::catalogue::{PAGES_MAX, number, rows, size, text};

/// What there is to choose of a kind.
pub(super) async fn of(api: &Api, kind: ChoiceKind) -> Result<Vec<Choice>, PortError> {
    match kind {
        ChoiceKind::Plan => listed(api, "server_types", &[], plan).await,
        ChoiceKind::Image => listed(api, "images", &[("type", "system")], image).await,
        ChoiceKind::Region => listed(api, "locations", &[], region).await,
        ChoiceKind::Storage => Ok(Vec::new()),
    }
}

async fn listed(
    api: &Api,
    name: &'static str,
    only: &[(&str, &str)],
    choice: fn(&Value) -> Option<Choice>,
) -> Result<Vec<Choice>, PortError> {
    let (mut found, mut page) = (Vec::new(), "1".to_owned());
    for _ in 0..PAGES_MAX {
        let query = [only, &[("page", page.as_str()), ("per_page", "50")]].concat();
        let answer = api.read(&[name], &query).await?;
        found.extend(rows(&answer, name, |why| api.unreadable(why))?.iter().filter_map(choice));
        match number(&answer, "/meta/pagination/next_page") {
            next if next.is_empty() => break,
            next => page = next,
        }
    }
    Ok(found)
}

/// Prices are told by location and without their currency, so that they are only a note.
fn plan(row: &Value) -> Option<Choice> {
    let memory = format!("{} GB", number(row, "/memory"));
    let mut note = size(&number(row, "/cores"), &memory, &number(row, "/disk"));
    let prices = row.get("prices").and_then(Value::as_array).into_iter().flatten();
    let net = |price: &Value| number(price, "/price_monthly/net");
    let cheapest = prices.map(net).filter_map(|net| Some((net.parse::<f64>().ok()?, net)));
    if let Some((_, net)) = cheapest.min_by(|one, two| one.0.total_cmp(&two.0)) {
        note.push_str(&format!(", from {net} a month without tax"));
    }
    is_current(row).then(|| Choice::new(text(row, "/name"), text(row, "/description"), note))
}

fn image(row: &Value) -> Option<Choice> {
    let note = text(row, "/architecture");
    is_current(row).then(|| Choice::new(text(row, "/name"), text(row, "/description"), note))
}

fn region(row: &Value) -> Option<Choice> {
    let name = format!("{}, {}", text(row, "/city"), text(row, "/country"));
    Some(Choice::new(text(row, "/name"), name, text(row, "/description")))
}

/// Whether it is still to be had for a while.
fn is_current(row: &Value) -> bool {
    matches!(row.get("deprecated"), None | Some(Value::Null | Value::Bool(false)))
}
