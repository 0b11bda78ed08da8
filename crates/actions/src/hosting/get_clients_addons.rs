//! `GetClientsAddons`: the addons of services.

use std::collections::BTreeMap;

use engine::system::currencies::Currencies;
use engine::{Cx, Fault, Result};
use model::ids::{AddonId, ClientId, ProductId, ServiceId};
use model::word::Word;
use protocol::wire::{Amount, NumText, Wrap};
use protocol::{GetClientsAddons, GetClientsAddonsResponse, ServiceAddon};
use store::hosting::addons::AddonRow;
use store::hosting::service_lists::{self, AddonNamesRow, WantedAddons};

use super::get_clients_products::status;
use crate::Registry;
use crate::wire::{amount, cycle, date, given, number};

/// The vendor's action has no pages, so the list ends here.
const ADDONS_MAX: i64 = 1_000;
/// Services that one request may name.
const SERVICES_MAX: usize = 100;

pub(super) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call: GetClientsAddons| Box::pin(get_clients_addons(cx, call)))
}

async fn get_clients_addons(cx: &Cx, call: GetClientsAddons) -> Result<GetClientsAddonsResponse> {
    let asked = &call.serviceid.0;
    if asked.len() > SERVICES_MAX {
        return Err(engine::too_much(format!("At most {SERVICES_MAX} services at once")));
    }
    let mut services: Vec<ServiceId> = asked.iter().map(|id| ServiceId(number(*id))).collect();
    services.sort_unstable();
    services.dedup();
    let cycle = cycle(call.billingcycle.as_deref());
    let wanted = WantedAddons {
        addon: call.id.map(|id| AddonId(number(id))),
        services: &services,
        client: call.clientid.map(|id| ClientId(number(id))),
        product_addon: call.addonid.map(number),
        status: call.status.as_deref().and_then(status),
        product: call.pid.map(|id| ProductId(number(id))),
        gateway: given(call.paymentmethod.as_deref()),
        cycle: cycle.as_deref(),
    };
    let offset = call.limitstart.map_or(0, number);
    let limit = call.limitnum.filter(|rows| *rows > 0).map_or(ADDONS_MAX, number).min(ADDONS_MAX);
    let mut c = cx.read().await?;
    let (rows, total) = service_lists::addons(&mut c, wanted, offset, limit).await?;
    let ids: Vec<AddonId> = rows.iter().map(|row| row.id).collect();
    let names = service_lists::addon_names(&mut c, &ids).await?;
    let names: BTreeMap<AddonId, AddonNamesRow> =
        names.into_iter().map(|row| (row.id, row)).collect();
    let currencies = Currencies::read(&mut c).await?;
    let office = cx.caller.actor.is_office();
    let spelled = rows.into_iter().map(|row| spell(&currencies, &names, row, office));
    let echo = asked.iter().map(u64::to_string).collect::<Vec<_>>().join(",");
    Ok(GetClientsAddonsResponse {
        serviceid: Some(echo.into()),
        clientid: call.clientid.map(NumText::from),
        totalresults: total.into(),
        addons: spelled.collect::<Result<Wrap<_>>>()?,
    })
}

fn spell(
    currencies: &Currencies,
    names: &BTreeMap<AddonId, AddonNamesRow>,
    row: AddonRow,
    office: bool,
) -> Result<ServiceAddon> {
    let names = names
        .get(&row.id)
        .ok_or_else(|| Fault::broken(format!("addon {} has lost its client", row.id)))?;
    let money =
        |minor| -> Result<Amount> { Ok(amount(currencies.money(minor, names.currency_id)?)) };
    let name = if row.name.is_empty() { &names.bought_name } else { &row.name };
    Ok(ServiceAddon {
        id: row.id.0.into(),
        qty: row.quantity.into(),
        userid: row.client_id.0.into(),
        orderid: row.order_id.map_or(0, |id| id.0).into(),
        serviceid: row.service_id.0.into(),
        addonid: row.addon_id.map_or(0, |id| id.0).into(),
        name: name.into(),
        setupfee: money(row.setup_minor)?,
        recurring: money(row.recurring_minor)?,
        billingcycle: row.cycle.word().into(),
        tax: row.taxed.into(),
        status: row.status.word().into(),
        regdate: date(Some(row.registered_on)),
        nextduedate: date(row.next_due_on),
        nextinvoicedate: date(row.next_due_on),
        paymentmethod: row.gateway.into(),
        paymentmethodname: (&names.gateway_name).into(),
        notes: if office { row.notes } else { String::new() }.into(),
    })
}
