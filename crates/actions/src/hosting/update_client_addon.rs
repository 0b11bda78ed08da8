//! `UpdateClientAddon`: edits of an addon by staff; what is not given stays.

use engine::billing::gateways;
use engine::billing::renewals::move_due;
use engine::hosting::prices::{buyer_of, currency_of};
use engine::ordering::quote::off_for_group;
use engine::{Act, Result, conflict, invalid, not_found};
use jiff::civil::Date;
use model::billing::renewal::ItemKind;
use model::dates::Cycle;
use model::hosting::service::ServiceStatus;
use model::ids::{AddonId, ProductAddonId};
use model::word::Word;
use protocol::{UpdateClientAddon, UpdateClientAddonResponse};
use serde_json::json;
use store::catalogue::product_addons;
use store::hosting::addons::{self, AddonRow};
use store::hosting::service_edits;

use crate::Registry;
use crate::wire::{money, number};

pub(super) fn register(registry: Registry) -> Registry {
    registry.write(|act, call: UpdateClientAddon| Box::pin(update_client_addon(act, call)))
}

async fn update_client_addon(
    act: &mut Act,
    call: UpdateClientAddon,
) -> Result<UpdateClientAddonResponse> {
    let id = AddonId(number(call.id));
    let before = addons::lock(&mut act.conn, id).await?;
    let before = before.ok_or_else(|| not_found("Addon ID Not Found"))?;
    if nothing_given(&call) {
        return Err(invalid("id", "Nothing to Update"));
    }
    let mut after = before.clone();
    edit(act, &call, &mut after).await?;
    move_status(act, &call, &mut after)?;
    if call.autorecalc.is_some_and(|flag| flag.0) {
        after.recurring_minor = reprice(act, &after).await?;
    }
    let due = (before.next_due_on, after.next_due_on);
    move_due(&mut act.conn, (ItemKind::Addon, id.0), due).await?;
    after.updated_at = act.at();
    service_edits::save_addon(&mut act.conn, &after).await?;
    let text = format!("Modified Addon - Addon ID: {id} - Service ID: {}", after.service_id);
    act.log(Some(after.client_id), text).await?;
    let day = |date: Option<Date>| json!(date.map(|date| date.to_string()));
    let fields = [
        ("name", json!(before.name), json!(after.name)),
        ("setupfee", json!(before.setup_minor), json!(after.setup_minor)),
        ("recurring", json!(before.recurring_minor), json!(after.recurring_minor)),
        ("billingcycle", json!(before.cycle.word()), json!(after.cycle.word())),
        ("nextduedate", day(before.next_due_on), day(after.next_due_on)),
        ("status", json!(before.status.word()), json!(after.status.word())),
        ("notes", json!(before.notes), json!(after.notes)),
        ("paymentmethod", json!(before.gateway), json!(after.gateway)),
    ];
    act.changed("service_addons", id, &fields).await?;
    engine::hosting::addon_services::follow(act, id).await?;
    let payload = json!({ "id": id.0, "serviceid": after.service_id.0 });
    act.event("AddonEdit", Some(after.client_id), &payload).await?;
    Ok(UpdateClientAddonResponse { id: id.0.into() })
}

fn nothing_given(call: &UpdateClientAddon) -> bool {
    let only_id = UpdateClientAddon { id: call.id, ..UpdateClientAddon::default() };
    *call == only_id
}

async fn edit(act: &mut Act, call: &UpdateClientAddon, row: &mut AddonRow) -> Result<()> {
    let currency = currency_of(&mut act.conn, row.client_id).await?.currency;
    if let Some(id) = call.addonid {
        let id = Some(ProductAddonId(number(id))).filter(|id| id.0 > 0);
        if let Some(id) = id
            && product_addons::by_id(&mut act.conn, id).await?.is_none()
        {
            return Err(not_found("Addon ID Not Found"));
        }
        row.addon_id = id;
    }
    if let Some(name) = &call.name {
        row.name.clone_from(name);
    }
    if let Some(notes) = &call.notes {
        row.notes.clone_from(notes);
    }
    if let Some(amount) = &call.setupfee {
        row.setup_minor = money("setupfee", amount, &currency)?.minor;
    }
    if let Some(amount) = &call.recurring {
        row.recurring_minor = money("recurring", amount, &currency)?.minor;
    }
    if row.setup_minor < 0 || row.recurring_minor < 0 {
        return Err(invalid("recurring", "An amount cannot be negative"));
    }
    if let Some(text) = &call.billingcycle {
        row.cycle = Cycle::from_key(text)
            .ok_or_else(|| invalid("billingcycle", "Invalid Billing Cycle Requested"))?;
    }
    if let Some(date) = call.nextduedate {
        row.next_due_on = date.0;
    }
    if !row.cycle.recurs() {
        row.next_due_on = None;
    } else if row.next_due_on.is_none() {
        return Err(invalid("nextduedate", "A recurring addon needs a next due date"));
    }
    if let Some(date) = call.terminationdate {
        row.terminated_on = date.0;
    }
    if let Some(module) = &call.paymentmethod {
        row.gateway = gateways::kept(act, module, &row.gateway).await?;
    }
    Ok(())
}

fn move_status(act: &Act, call: &UpdateClientAddon, row: &mut AddonRow) -> Result<()> {
    let Some(text) = &call.status else { return Ok(()) };
    let to = ServiceStatus::from_word(text).ok_or_else(|| invalid("status", "Invalid Status"))?;
    if to == row.status {
        return Ok(());
    }
    row.status = row.status.go(to).map_err(|wrong| conflict(wrong.to_string()))?;
    if to.is_ended() {
        row.terminated_on = row.terminated_on.or_else(|| Some(act.today()));
    } else {
        row.terminated_on = None;
    }
    Ok(())
}

/// The price by today's catalogue, less what the client's group pays less, in minor units.
async fn reprice(act: &mut Act, row: &AddonRow) -> Result<i64> {
    let Some(id) = row.addon_id else { return Ok(row.recurring_minor) };
    let buyer = buyer_of(&mut act.conn, row.client_id).await?;
    let pricing = engine::catalogue::pricing::of_addon(&mut act.conn, id, buyer.within).await?;
    let price = pricing
        .price(row.cycle)
        .ok_or_else(|| invalid("billingcycle", "Invalid Billing Cycle Requested"))?;
    let listed = price.recurring.mul_int(row.quantity)?;
    Ok(listed.sub(off_for_group(listed, buyer.discount)?)?.minor)
}
