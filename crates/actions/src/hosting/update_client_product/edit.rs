//! The given fields put into the row of a service.

use engine::billing::gateways;
use engine::{Act, Result, conflict, invalid, not_found};
use model::dates::Cycle;
use model::hosting::service::{ServiceStatus, payment_lifts};
use model::ids::{ProductId, PromotionId, ServerId};
use model::money::Currency;
use model::word::Word;
use protocol::UpdateClientProduct;
use protocol::wire::WireDate;
use store::catalogue::{products, promotions};
use store::hosting::servers;
use store::hosting::services::ServiceRow;

use crate::wire::{money, never_unset, number};

/// Puts them in, after checking that what they refer to exists.
pub(in crate::hosting) async fn apply(
    act: &mut Act,
    call: &UpdateClientProduct,
    row: &mut ServiceRow,
    currency: &Currency,
) -> Result<()> {
    references(act, call, row).await?;
    dates_and_money(call, row, currency)?;
    texts(act, call, row)?;
    status(act, call, row)?;
    // What another system had and has ended need not be due again.
    if row.cycle.recurs() && row.next_due_on.is_none() && !row.status.is_ended() {
        return Err(invalid("nextduedate", "A recurring service needs a next due date"));
    }
    unset(call, row)
}

async fn references(act: &mut Act, call: &UpdateClientProduct, row: &mut ServiceRow) -> Result<()> {
    if let Some(id) = call.pid {
        row.product_id = ProductId(number(id));
        if products::by_id(&mut act.conn, row.product_id).await?.is_none() {
            return Err(not_found("Product ID Not Found"));
        }
    }
    if let Some(id) = call.serverid {
        let id = Some(ServerId(number(id))).filter(|id| id.0 > 0);
        if let Some(id) = id
            && servers::by_id(&mut act.conn, id).await?.is_none()
        {
            return Err(not_found("Server ID Not Found"));
        }
        row.server_id = id;
    }
    if let Some(id) = call.promoid {
        let id = Some(PromotionId(number(id))).filter(|id| id.0 > 0);
        if let Some(id) = id
            && promotions::by_id(&mut act.conn, id).await?.is_none()
        {
            return Err(not_found("Promotion ID Not Found"));
        }
        if row.promotion_id != id {
            row.promotion_count = 0;
        }
        row.promotion_id = id;
    }
    if let Some(module) = &call.paymentmethod {
        row.gateway = gateways::kept(act, module, &row.gateway).await?;
    }
    Ok(())
}

fn dates_and_money(
    call: &UpdateClientProduct,
    row: &mut ServiceRow,
    currency: &Currency,
) -> Result<()> {
    if let Some(text) = &call.billingcycle {
        row.cycle = Cycle::from_key(text)
            .ok_or_else(|| invalid("billingcycle", "Invalid Billing Cycle Requested"))?;
    }
    if let Some(WireDate(Some(date))) = call.regdate {
        row.registered_on = date;
    }
    if let Some(WireDate(date)) = call.nextduedate {
        row.next_due_on = date;
    }
    if !row.cycle.recurs() {
        row.next_due_on = None;
    }
    if let Some(WireDate(date)) = call.terminationdate {
        row.terminated_on = date;
    }
    if let Some(WireDate(date)) = call.overidesuspenduntil {
        row.override_suspend_until = date;
    }
    if let Some(amount) = &call.firstpaymentamount {
        row.first_payment_minor = money("firstpaymentamount", amount, currency)?.minor;
    }
    if let Some(amount) = &call.recurringamount {
        row.recurring_minor = money("recurringamount", amount, currency)?.minor;
    }
    if row.first_payment_minor < 0 || row.recurring_minor < 0 {
        return Err(invalid("recurringamount", "An amount cannot be negative"));
    }
    Ok(())
}

fn texts(act: &Act, call: &UpdateClientProduct, row: &mut ServiceRow) -> Result<()> {
    let given = [
        (&mut row.domain, &call.domain),
        (&mut row.subscription_id, &call.subscriptionid),
        (&mut row.notes, &call.notes),
        (&mut row.username, &call.serviceusername),
        (&mut row.ns1, &call.ns1),
        (&mut row.ns2, &call.ns2),
        (&mut row.dedicated_ip, &call.dedicatedip),
        (&mut row.assigned_ips, &call.assignedips),
    ];
    for (field, value) in given {
        if let Some(value) = value {
            field.clone_from(value);
        }
    }
    let counts = [
        (&mut row.disk_usage, call.diskusage),
        (&mut row.disk_limit, call.disklimit),
        (&mut row.bandwidth_usage, call.bwusage),
        (&mut row.bandwidth_limit, call.bwlimit),
    ];
    for (field, value) in counts {
        if let Some(value) = value {
            *field = number(value);
            row.usage_at = Some(act.at());
        }
    }
    if let Some(flag) = call.overideautosuspend {
        row.override_auto_suspend = flag.0;
    }
    if let Some(password) = &call.servicepassword {
        let place = format!("services.password:{}", row.id);
        let chance = &*act.engine.world().chance;
        row.password = act.engine.secrets().seal(chance, &place, password.reveal())?;
    }
    Ok(())
}

/// The books only: no module is told.
fn status(act: &Act, call: &UpdateClientProduct, row: &mut ServiceRow) -> Result<()> {
    if let Some(reason) = &call.suspendreason {
        row.suspend_reason.clone_from(reason);
    }
    let Some(text) = &call.status else { return Ok(()) };
    let to = ServiceStatus::from_word(text).ok_or_else(|| invalid("status", "Invalid Status"))?;
    if to == row.status {
        return Ok(());
    }
    row.status = row.status.go(to).map_err(|wrong| conflict(wrong.to_string()))?;
    row.suspended_for_overdue = payment_lifts(to, &row.suspend_reason);
    match to {
        ServiceStatus::Terminated | ServiceStatus::Cancelled => {
            row.terminated_on = row.terminated_on.or_else(|| Some(act.today()));
        }
        ServiceStatus::Active | ServiceStatus::Pending => {
            row.terminated_on = None;
            row.suspend_reason.clear();
        }
        _ => {}
    }
    Ok(())
}

/// An empty parameter changes nothing, so fields to empty are named.
fn unset(call: &UpdateClientProduct, row: &mut ServiceRow) -> Result<()> {
    for name in call.unset.iter() {
        let field = match name.trim() {
            "domain" => &mut row.domain,
            "serviceusername" => &mut row.username,
            "servicepassword" => &mut row.password,
            "subscriptionid" => &mut row.subscription_id,
            "ns1" => &mut row.ns1,
            "ns2" => &mut row.ns2,
            "dedicatedip" => &mut row.dedicated_ip,
            "assignedips" => &mut row.assigned_ips,
            "notes" => &mut row.notes,
            "suspendreason" => &mut row.suspend_reason,
            other => return Err(never_unset(other)),
        };
        field.clear();
    }
    Ok(())
}
