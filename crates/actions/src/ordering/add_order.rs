//! `AddOrder`.

use engine::domains::premium;
use engine::ordering::cart::NewOrder;
use engine::ordering::place::place;
use engine::ordering::terms;
use engine::{Act, Cx, Result};
use model::ids::{ClientId, ContactId};
use protocol::wire::Csv;
use protocol::{AddOrder, AddOrderResponse};

use super::cart::{items, number_of};

/// Asks registrars which of the names cost more than others, before any transaction.
pub(crate) async fn ask_registrars(cx: &Cx, call: AddOrder) -> Result<AddOrder> {
    premium::ask(cx, &new_order(call.clone())?, true).await?;
    Ok(call)
}

/// Places an order; prices come from the catalogue alone (B29).
pub(crate) async fn add_order(act: &mut Act, call: AddOrder) -> Result<AddOrderResponse> {
    let agreed = call.termsagreed.0;
    let order = new_order(call)?;
    let client = order.client;
    let placed = place(act, order).await?;
    if agreed {
        terms::agreed(act, client, Some(placed.order)).await?;
    }
    let numbers = |ids: Vec<i64>| -> Csv<u64> {
        ids.into_iter().filter_map(|id| u64::try_from(id).ok()).collect()
    };
    let services: Vec<i64> = placed.services.iter().map(|id| id.0).collect();
    Ok(AddOrderResponse {
        orderid: placed.order.0.into(),
        productids: numbers(services.clone()),
        serviceids: numbers(services),
        addonids: numbers(placed.addons.iter().map(|id| id.0).collect()),
        domainids: numbers(placed.domains.iter().map(|id| id.0).collect()),
        invoiceid: placed.invoice.map_or(0, i64::from).into(),
    })
}

fn new_order(call: AddOrder) -> Result<NewOrder> {
    let items = items(&call)?;
    let contact = call.contactid.filter(|id| *id > 0);
    let contact = contact.map(|id| number_of("contactid", id)).transpose()?.map(ContactId);
    let nameservers =
        [call.nameserver1, call.nameserver2, call.nameserver3, call.nameserver4, call.nameserver5];
    let given = nameservers.into_iter().flatten().map(|name| name.trim().to_lowercase());
    Ok(NewOrder {
        client: ClientId(number_of("clientid", call.clientid)?),
        contact,
        gateway: call.paymentmethod.unwrap_or_default(),
        items,
        promo_code: call.promocode.unwrap_or_default(),
        promo_override: call.promooverride.0,
        affiliate: number_of("affid", call.affid.unwrap_or(0))?,
        no_invoice: call.noinvoice.0,
        no_invoice_email: call.noinvoiceemail.0,
        no_email: call.noemail.0,
        ip: call.clientip.unwrap_or_default(),
        nameservers: given.filter(|name| !name.is_empty()).collect(),
        notes: call.notes.unwrap_or_default(),
    })
}
