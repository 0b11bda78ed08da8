//! What can be added to a service that runs: the addons that go with it, and the order of one.

use axum::extract::Path;
use model::people::permission::ClientPermission;
use protocol::{AddOrder, ClientService, ServiceAddon};
use serde_json::{Value, json};

use super::Shown;
use super::frame::Member;
use super::upgrade::usual_method;
use crate::pages::language::tell;
use crate::pages::order::addon_price;
use crate::pages::sorry::Sorry;
use crate::pages::view;
use crate::product_addons;
use crate::whmcs::CallError;

/// States of an addon that nobody has any longer.
const ENDED: [&str; 4] = ["Terminated", "Cancelled", "Fraud", "Completed"];

/// The addons that go with a service and that it does not have, with what they cost; none for whom
/// may not order them, or before a WHMCS that tells of none.
pub(super) async fn further(
    here: &Member,
    row: &ClientService,
    had: &[ServiceAddon],
) -> Result<Vec<Value>, Sorry> {
    let may = |permission| here.session.may(permission);
    let orders = may(ClientPermission::ManageProducts) && may(ClientPermission::Orders);
    let Some(product) = row.pid.id().filter(|_| orders && row.status == "Active") else {
        return Ok(Vec::new());
    };
    let caller = view::visitor(here.arrival.ip);
    let mut offered = match product_addons::of_product(&here.app, &caller, product).await {
        Err(CallError::NotOffered(_)) => return Ok(Vec::new()),
        found => found?,
    };
    let is_had = |addon: &ServiceAddon| !ENDED.contains(&&*addon.status);
    offered
        .retain(|offer| !had.iter().any(|addon| addon.addonid == offer.addonid && is_had(addon)));
    let code = here.door(ClientPermission::Products)?.currency().await?;
    let (currencies, code) = view::currencies(&here.app, &caller, &code).await?;
    let Some(currency) = currencies.iter().find(|each| each.code == code) else {
        return Ok(Vec::new());
    };
    let cycle = row.billingcycle.to_lowercase().replace('-', "");
    let mut found = Vec::new();
    for offer in &offered {
        let price = addon_price(&here.app, &caller, offer, &cycle, currency).await?;
        if let Some(price) = price {
            found.push(json!({
                "id": offer.addonid.0,
                "name": offer.name.to_string(),
                "about": offer.description.to_string(),
                "price": price,
            }));
        }
    }
    Ok(found)
}

/// `POST /services/{id}/addons`: an order, which leads to its invoice where one is to be paid.
pub(super) async fn order(here: Member, Path(id): Path<u64>) -> Shown {
    here.door(ClientPermission::ManageProducts)?;
    let door = here.door(ClientPermission::Orders)?;
    let (row, path) = (door.service(id).await?, format!("/services/{id}"));
    let call = AddOrder {
        paymentmethod: Some(usual_method(&here, &row).await?),
        addonid: here.form().text("addon").and_then(|addon| addon.parse().ok()),
        serviceid: Some(id),
        ..AddOrder::default()
    };
    match door.place(call).await {
        Ok(placed) => match placed.invoiceid.id() {
            Some(invoice) => here.asked_for(invoice, &path, &tell("addon-invoice")),
            None => here.done(&path, &tell("addon-ordered")),
        },
        Err(error) => here.refused(&path, error),
    }
}
