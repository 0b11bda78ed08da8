//! Items that are not invoiced although their day is near, or although they were named: why not.

use jiff::civil::Date;
use model::billing::renewal::{Item, ItemKind, Renewal, decide};
use model::ids::ClientId;
use store::Conn;
use store::billing::near::{self, NearRow};

use super::{Rules, Selection, billing_day_of, furthest, horizon, limit_of};
use crate::system::settings::Settings;
use crate::{Fault, Result};

/// Items of a kind that are looked at; beyond them nothing is explained.
const ROWS_MAX: i64 = 10_000;

/// An item that is left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Service, addon or domain.
    pub kind: ItemKind,
    /// Which.
    pub id: i64,
    /// Whose; `None` when there is no such item.
    pub client: Option<ClientId>,
    /// What was bought.
    pub name: String,
    /// Why it is left alone.
    pub why: String,
}

/// The items of a client, or of all, that a run leaves alone: those whose day is near, or the
/// named ones, each with the reason.
///
/// # Errors
/// When the database fails.
pub async fn waiting(
    c: &mut Conn,
    settings: &Settings,
    today: Date,
    client: Option<ClientId>,
    wanted: &Selection,
) -> Result<Vec<Waiting>> {
    let mut found = Vec::new();
    let rules = Rules::new(settings, !wanted.is_all());
    for kind in [ItemKind::Service, ItemKind::Addon, ItemKind::Domain] {
        if wanted.is_all() {
            let until = furthest(c, settings, horizon(settings, today)).await?;
            for row in near::near(c, kind, until, client, ROWS_MAX).await? {
                found.extend(why(&row, &rules, today)?.map(|why| of(&row, why)));
            }
            continue;
        }
        for id in wanted.of(kind) {
            let row = near::one(c, kind, *id).await?;
            found.extend(match row {
                None => Some(missing(kind, *id)),
                Some(row) if client.is_some_and(|client| client != row.client_id) => {
                    Some(Waiting { client: None, ..of(&row, "it is another client's") })
                }
                Some(row) => why(&row, &rules, today)?.map(|why| of(&row, why)),
            });
        }
    }
    Ok(found)
}

fn missing(kind: ItemKind, id: i64) -> Waiting {
    let why = "there is no such item".to_owned();
    Waiting { kind, id, client: None, name: String::new(), why }
}

fn of(row: &NearRow, why: impl Into<String>) -> Waiting {
    let client = Some(row.client_id);
    Waiting { kind: row.kind, id: row.id, client, name: row.name.clone(), why: why.into() }
}

/// Why an item is not invoiced today; `None` when it is.
fn why(row: &NearRow, rules: &Rules<'_>, today: Date) -> Result<Option<String>> {
    if !row.runs {
        return Ok(Some(format!("it is {}", row.status)));
    }
    if row.ends {
        return Ok(Some(match row.kind {
            ItemKind::Domain => "it is not to be renewed".to_owned(),
            ItemKind::Service | ItemKind::Addon => "its end was asked for".to_owned(),
        }));
    }
    let Some(next_due) = row.next_due_on else {
        return Ok(Some("it has no due date".to_owned()));
    };
    let day = billing_day_of(rules.settings, row.billing_day, row.group_billing_day);
    let rules = rules.of(row.client_id, row.product_id, day);
    let years = u32::try_from(row.years).map_err(Fault::broken)?;
    let item = Item {
        kind: row.kind,
        invoiced_status: true,
        cycle: row.cycle,
        months: if row.kind == ItemKind::Domain { Some(years * 12) } else { row.cycle.months() },
        anchor: row.anchor_on,
        next_due,
        invoiced_to: row.invoiced_to,
        has_unpaid_invoice: row.unpaid,
        invoiced: u32::try_from(row.periods).map_err(Fault::broken)?,
        limit: limit_of(row.recurring_limit)?,
    };
    Ok(match decide(&item, &rules, today) {
        Renewal::Invoice(_) => None,
        Renewal::NotBefore(day) => Some(format!("it is invoiced on {day}")),
        Renewal::WaitsForPayment => Some("an earlier invoice of it is unpaid".to_owned()),
        Renewal::Complete => {
            Some(format!("all of its {} periods are invoiced", row.recurring_limit))
        }
        Renewal::Never => Some("it does not recur".to_owned()),
    })
}
