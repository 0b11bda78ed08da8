//! What services use: asked of the servers every day, and charged where it is beyond the limit.

use std::time::Duration;

use futures::StreamExt;
use futures::stream;
use model::billing::invoice::BillableAction;
use model::ids::ServiceId;
use model::money::Money;
use store::Conn;
use store::billing::billable_items::{BillableItemRow, ONE};
use store::hosting::servers::{self, ServerRow};
use store::hosting::usage::{self, MonthRow, Used};

use super::Item;
use super::run::{Candidate, Scope};
use crate::billing::billables;
use crate::hosting::provisioning::server_call;
use crate::jobs::{asked, targets};
use crate::system::currencies::Currencies;
use crate::system::settings::{OVERAGE_DISK_PRICE, OVERAGE_TRAFFIC_PRICE};
use crate::{Act, Cx, Fault, Result};

/// How long a server may take to tell.
const SERVER_DEADLINE: Duration = Duration::from_secs(60);
/// Servers that are asked at the same time: tasks behind this one wait for it.
const AT_ONCE_MAX: usize = 16;
const MIB_IN_GIB: i64 = 1_024;

/// Asks every server that can tell. One that does not answer delays few others.
pub(super) async fn update(cx: &Cx, scope: &Scope) -> Result<Vec<Item>> {
    let mut rows = servers::all(&mut cx.engine.read().await?).await?;
    rows.retain(|row| {
        let module = cx.engine.world().provisioners.get(row.module.as_str());
        module.is_some_and(|module| module.capabilities().usage)
    });
    let asked = stream::iter(rows).map(async |row| {
        let item = Item::house("server usage", scope.today, row.name.clone());
        let item = Item { id: row.id.0, ..item };
        match ask(cx, row, scope).await {
            Ok(count) => {
                let text = format!("{}: {count} services", item.text);
                Item { text, ..item }
            }
            Err(fault) => item.skipped(crate::jobs::sentence(&fault)),
        }
    });
    Ok(asked.buffered(AT_ONCE_MAX).collect().await)
}

async fn ask(cx: &Cx, row: ServerRow, scope: &Scope) -> Result<u64> {
    let Some(module) = cx.engine.world().provisioners.get(row.module.as_str()) else {
        return Ok(0);
    };
    let server = row.id;
    let call = server_call(&cx.engine, row)?;
    let (name, target) = (module.capabilities().module, targets::server(server));
    let told = asked(&cx.engine, &target, name, SERVER_DEADLINE, || module.usage(&call)).await;
    let told = told.map_err(Fault::broken)?;
    let mut act = cx.act("UpdateServerUsage").await?;
    let (at, mut count) = (act.at(), 0);
    for each in told {
        let limit = |limit: Option<u64>| number(limit.unwrap_or_default());
        let used = Used {
            disk_mib: number(each.disk_used_mib)?,
            disk_limit_mib: limit(each.disk_limit_mib)?,
            traffic_mib: number(each.traffic_used_mib)?,
            traffic_limit_mib: limit(each.traffic_limit_mib)?,
        };
        let service = usage::service_of(&mut act.conn, server, each.service, &each.domain).await?;
        if let Some(service) = service {
            usage::set(&mut act.conn, service, scope.today, &used, at).await?;
            count += 1;
        }
    }
    act.commit().await?;
    Ok(count)
}

fn number(mib: u64) -> Result<i64> {
    i64::try_from(mib).map_err(Fault::broken)
}

/// Services with a month that is over and not charged.
pub(super) async fn find_over(c: &mut Conn, scope: &Scope) -> Result<Vec<Candidate>> {
    let month = scope.today.strftime("%Y-%m").to_string();
    let found = usage::unbilled(c, &month, scope.client).await?;
    Ok(found.into_iter().map(|(id, client)| Candidate::of(id, client)).collect())
}

/// Charges what was used beyond the limits, month by month, with the next invoice.
pub(super) async fn charge(act: &mut Act, id: i64, scope: &Scope) -> Result<Vec<Item>> {
    let service = ServiceId(id);
    store::hosting::services::lock(&mut act.conn, service).await?;
    let month = scope.today.strftime("%Y-%m").to_string();
    let currencies = act.currencies().await?;
    let mut items = Vec::new();
    let at = act.at();
    for row in usage::months(&mut act.conn, service, &month).await? {
        if !usage::mark_billed(&mut act.conn, service, &row.month, at).await? {
            continue;
        }
        let own = scope.settings.for_item(row.client_id, row.product_id);
        for (what, used, limit, price) in [
            ("Disk", row.disk_mib, row.disk_limit, own.text(OVERAGE_DISK_PRICE)),
            ("Traffic", row.traffic_mib, row.traffic_limit, own.text(OVERAGE_TRAFFIC_PRICE)),
        ] {
            let Some((gib, amount)) = over(&row, used, limit, price, &currencies)? else {
                continue;
            };
            let text =
                format!("{what} beyond the limit in {}: {gib} GiB - {}", row.month, row.name);
            let item = BillableItemRow::once(
                row.client_id,
                text.clone(),
                ONE,
                amount.minor,
                BillableAction::NextCron,
            );
            billables::add(act, item).await?;
            let item = Item::new("overage", scope.today, row.client_id, service, text);
            items.push(item.over(amount));
        }
    }
    Ok(items)
}

/// Begun GiB beyond the limit and what they cost; `None` without any, or when they are free.
fn over(
    row: &MonthRow,
    used: i64,
    limit: i64,
    price: &str,
    currencies: &Currencies,
) -> Result<Option<(i64, Money)>> {
    if limit <= 0 || used <= limit {
        return Ok(None);
    }
    let default = currencies.default_row()?.id;
    let price = Money::parse(price, &currencies.currency(default)?)?;
    let price = currencies.convert(price, row.currency_id)?;
    let gib = (used - limit + MIB_IN_GIB - 1) / MIB_IN_GIB;
    let amount = price.mul_int(gib)?;
    Ok(Some((gib, amount)).filter(|_| amount.is_positive()))
}
