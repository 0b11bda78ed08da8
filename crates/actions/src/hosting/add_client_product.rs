//! `AddClientProduct`: a service that runs already is written down. Our own.

use engine::billing::gateways;
use engine::hosting::prices;
use engine::{Act, Result, invalid};
use jiff::civil::Date;
use model::dates::{Cycle, add_months, on_day};
use model::hosting::service::{ServiceStatus, payment_lifts};
use model::ids::{ClientId, ProductId};
use model::word::Word;
use protocol::{AddClientProduct, AddClientProductResponse, UpdateClientProduct};
use serde_json::json;
use store::catalogue::products;
use store::hosting::service_edits;
use store::hosting::services::{self, ServiceRow};
use store::people::clients;

use super::update_client_product::{edit, reprice};
use crate::Registry;
use crate::wire::number;

pub(super) fn register(registry: Registry) -> Registry {
    registry.write(|act, call: AddClientProduct| Box::pin(add_client_product(act, call)))
}

pub(crate) async fn add_client_product(
    act: &mut Act,
    call: AddClientProduct,
) -> Result<AddClientProductResponse> {
    let (client, product) = (ClientId(number(call.clientid)), ProductId(number(call.pid)));
    if clients::by_id(&mut act.conn, client).await?.is_none() {
        return Err(invalid("clientid", "Client ID Not Found"));
    }
    if products::by_id(&mut act.conn, product).await?.is_none() {
        return Err(invalid("pid", "Product ID Not Found"));
    }
    let begun = call.regdate.and_then(|date| date.0).unwrap_or_else(|| act.today());
    let mut row = ServiceRow::new(client, product, begun);
    row.status = match &call.status {
        Some(word) => {
            ServiceStatus::from_word(word).ok_or_else(|| invalid("status", "Invalid Status"))?
        }
        None => ServiceStatus::Active,
    };
    row.gateway = gateways::first(&mut act.conn).await?;
    (row.created_at, row.updated_at) = (act.at(), act.at());
    // Only what has its number can hold a password.
    row.id = services::insert(&mut act.conn, &row).await?;
    let priced = call.recurringamount.is_some();
    let within = prices::currency_of(&mut act.conn, client).await?;
    edit::apply(act, &changes(call), &mut row, &within.currency).await?;
    // Later periods follow the one that is paid for now (B4).
    row.anchor_on = row.next_due_on.map_or(begun, |due| anchor_of(begun, row.cycle, due));
    let runs = matches!(row.status, ServiceStatus::Active | ServiceStatus::Suspended);
    row.provisioned_at = runs.then(|| act.at());
    row.suspended_for_overdue =
        row.status == ServiceStatus::Suspended && payment_lifts(row.status, &row.suspend_reason);
    if !priced && row.cycle.recurs() {
        row.recurring_minor = reprice(act, &row, &[]).await?.price.recurring.minor;
    }
    service_edits::save(&mut act.conn, &row).await?;
    let id = row.id;
    act.log(Some(client), format!("Added Product/Service - Service ID: {id}")).await?;
    act.changed("services", id, &[("status", json!(null), json!(row.status.word()))]).await?;
    Ok(AddClientProductResponse { serviceid: id.0.into() })
}

/// Where its periods are counted from: the due date; or, if that is the end of a month that has not
/// the day on which the service began, the last one before that has it, so that later months do.
fn anchor_of(begun: Date, cycle: Cycle, due: Date) -> Date {
    let months = cycle.months().and_then(|months| i32::try_from(months).ok());
    let (Some(months), true) = (months, begun.day() > due.day() && due == due.last_of_month())
    else {
        return due;
    };
    let before = (1..=12).filter_map(|count| add_months(due, -months * count));
    let mut days = before.filter_map(|date| on_day(date, begun.day().unsigned_abs()));
    days.find(|date| date.day() == begun.day()).unwrap_or(due)
}

/// What the edit of a service takes; its status is set already.
fn changes(call: AddClientProduct) -> UpdateClientProduct {
    UpdateClientProduct {
        billingcycle: Some(call.billingcycle),
        domain: call.domain,
        nextduedate: call.nextduedate,
        terminationdate: call.terminationdate,
        firstpaymentamount: call.firstpaymentamount,
        recurringamount: call.recurringamount,
        paymentmethod: call.paymentmethod,
        serverid: call.serverid,
        serviceusername: call.serviceusername,
        servicepassword: call.servicepassword,
        subscriptionid: call.subscriptionid,
        suspendreason: call.suspendreason,
        overideautosuspend: call.overideautosuspend,
        overidesuspenduntil: call.overidesuspenduntil,
        dedicatedip: call.dedicatedip,
        assignedips: call.assignedips,
        ns1: call.ns1,
        ns2: call.ns2,
        notes: call.notes,
        ..UpdateClientProduct::default()
    }
}

#[cfg(test)]
mod tests {
    use super::anchor_of;
    use jiff::civil::date;
    use model::dates::{Cycle, next_due};

    #[test]
    fn b4_the_day_of_the_month_survives_a_short_month() {
        for (begun, cycle, due, following) in [
            (date(2026, 1, 31), Cycle::Monthly, date(2026, 11, 30), date(2026, 12, 31)),
            (date(2026, 1, 30), Cycle::Monthly, date(2026, 2, 28), date(2026, 3, 30)),
            (date(2026, 1, 15), Cycle::Monthly, date(2026, 11, 30), date(2026, 12, 30)),
            (date(2026, 1, 31), Cycle::Monthly, date(2026, 11, 12), date(2026, 12, 12)),
            (date(2024, 2, 29), Cycle::Annually, date(2027, 2, 28), date(2028, 2, 29)),
        ] {
            let anchor = anchor_of(begun, cycle, due);
            assert_eq!(next_due(anchor, cycle, due), Some(following), "{begun} {due}");
        }
    }
}
