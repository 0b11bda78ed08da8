//! Moving a service to another plan or cycle: choose, see the price, order.

use axum::extract::Path;
use engine::Door;
use engine::hosting::upgrades;
use model::ids::ServiceId;
use model::people::permission::ClientPermission;
use protocol::wire::{Amount, Flag};
use protocol::{ClientService, GetProducts, Product, UpgradeProduct};
use serde_json::{Value, json};

use super::Shown;
use super::frame::Member;
use crate::for_client::ForClient;
use crate::pages::filled::Filled;
use crate::pages::language::{plain_of_server, tell};
use crate::pages::plans;
use crate::pages::sorry::Sorry;
use crate::pages::view;
use crate::pages::words::Money;
use crate::ways;
use crate::whmcs::{CallError, Whmcs};

/// `GET /services/{id}/upgrade`
pub(super) async fn form(here: Member, Path(id): Path<u64>) -> Shown {
    let row = here.door(ClientPermission::ManageProducts)?.service(id).await?;
    show(&here, id, &row, Filled::default(), None).await
}

/// `POST /services/{id}/upgrade`: shows the price first, and orders when that is confirmed.
pub(super) async fn submit(here: Member, Path(id): Path<u64>) -> Shown {
    let mut filled = Filled::typed(here.form(), &["plan", "method"]);
    let door = here.door(ClientPermission::ManageProducts)?;
    let row = door.service(id).await?;
    let Some((product, cycle)) = plans::chosen(filled.text("plan")) else {
        filled.problem("plan", tell("choose-plan"));
        return show(&here, id, &row, filled, None).await;
    };
    let ordering = here.form().text("order").is_some();
    let call = UpgradeProduct {
        serviceid: id,
        calconly: Flag(!ordering),
        paymentmethod: Some(method(&here, &row, &filled).await?),
        r#type: "product".to_owned(),
        newproductid: Some(product),
        newproductbillingcycle: Some(cycle),
        ..UpgradeProduct::default()
    };
    match door.upgrade(call).await {
        Ok(made) if ordering => {
            let text = &tell("change-ordered");
            match made.invoiceid.and_then(protocol::wire::Num::id) {
                Some(invoice) => here.done(&format!("/billing/invoices/{invoice}"), text),
                None => here.done(&format!("/services/{id}"), &tell("change-made")),
            }
        }
        Ok(offer) => {
            let money = here.money().await?;
            let (_, left_over) = due(&offer.price, &money);
            let credits = left_over && credits(&here).await;
            let told = if credits { &offer.credit } else { &offer.total };
            let told = told.as_ref().filter(|_| credits || !left_over).unwrap_or(&offer.price);
            let (price, _) = due(told, &money);
            let offer = json!({
                "price": price,
                "left_over": left_over,
                "credits": credits,
                "later": offer.recurring.as_ref().map(|later| money.of(later)),
                "product": offer.newproductname.map(|name| name.to_string()),
                "cycle": offer.newproductbillingcycle.map(|cycle| cycle.to_string()),
                "days": offer.daysuntilrenewal.map(|days| days.0),
                "of": offer.totaldays.map(|days| days.0),
            });
            show(&here, id, &row, filled, Some(offer)).await
        }
        Err(error) => {
            let names = ["newproductid", "newproductbillingcycle", "billingcycle"];
            let names = names.map(|name| (name, "plan"));
            filled.refused(error, &names)?;
            show(&here, id, &row, filled, None).await
        }
    }
}

/// What is to be paid now, as people read it, and whether it is the client who is owed: the wire
/// writes `$-19.51`.
fn due(wire: &str, money: &Money) -> (String, bool) {
    let left_over = wire.contains('-');
    let digits = wire.chars().filter(|each| each.is_ascii_digit() || matches!(each, '.' | ','));
    let plain = plain_of_server(&digits.collect::<String>());
    match plain.ok().and_then(|text| Amount::parse(&text).ok()) {
        Some(amount) => (money.of(&amount), left_over),
        None => (wire.replace('-', ""), left_over),
    }
}

/// Whether what a smaller plan leaves over becomes credit.
async fn credits(here: &Member) -> bool {
    let on = view::setting(&here.app, &here.session.caller, "CreditOnDowngrade").await;
    on.eq_ignore_ascii_case("on")
}

/// The chosen way to pay, else the service's own.
async fn method(here: &Member, row: &ClientService, filled: &Filled) -> Result<String, CallError> {
    match filled.text("method") {
        "" => usual_method(here, row).await,
        chosen => Ok(chosen.to_owned()),
    }
}

/// The way to pay that a service has, else the first one there is.
pub(super) async fn usual_method(here: &Member, row: &ClientService) -> Result<String, CallError> {
    if !row.paymentmethod.is_empty() {
        return Ok(row.paymentmethod.to_string());
    }
    let methods = view::methods(&here.app, &here.session.caller).await?;
    Ok(methods.into_iter().next().map(|row| row.module).unwrap_or_default())
}

async fn show(
    here: &Member,
    id: u64,
    row: &ClientService,
    filled: Filled,
    offer: Option<Value>,
) -> Shown {
    let door = here.door(ClientPermission::ManageProducts)?;
    let plans = open_plans(here, &door, row).await?;
    let offer = offer.map(|mut offer| {
        // What a WHMCS does not tell is known without its options.
        if offer["later"].is_null() {
            offer["later"] = plans::later(&plans, filled.text("plan"));
        }
        offer
    });
    let title = super::services::title(row);
    here.page("client/service_upgrade.html", &tell("change-plan"))
        .nav("services")
        .crumb(&tell("services"), "/services")
        .crumb(&title, &format!("/services/{id}"))
        .crumb(&tell("change-plan"), "")
        .unless(filled.is_good())
        .show(json!({
            "id": id,
            "name": title,
            "current": row.name.to_string(),
            "active": row.status == "Active",
            "plans": plans,
            "filled": filled,
            "offer": offer,
            "unpaid": unpaid(here, id).await?,
        }))
        .await
}

/// The invoice that is to be paid before the service can change; its number and how people name
/// it. Another WHMCS says so when the change is ordered.
async fn unpaid(here: &Member, id: u64) -> Result<Option<Value>, CallError> {
    let (Whmcs::Engine(actions), Ok(id)) = (here.app.whmcs(), i64::try_from(id)) else {
        return Ok(None);
    };
    let found = upgrades::open_invoice(actions.engine(), ServiceId(id)).await?;
    Ok(found.map(|(id, number)| json!({ "id": id.0, "number": number })))
}

/// The plans of the same group that the service may become, with their prices in the client's
/// currency.
async fn open_plans(
    here: &Member,
    door: &ForClient,
    row: &ClientService,
) -> Result<Vec<Value>, Sorry> {
    let products = here.app.whmcs().call(&here.session.caller, GetProducts::default()).await?;
    let products: Vec<Product> = products.products.0.product.into_iter().collect();
    let group = products.iter().find(|product| product.pid == row.pid).map(|product| product.gid);
    let currency = door.currency().await?;
    let ways = ways::told(here.app.whmcs(), Door::Page, row.pid).await?;
    Ok(plans::offered(&products, row, &currency, |product| {
        Some(product.gid) == group && ways.lead(row, &products, product.pid.0)
    }))
}

#[cfg(test)]
mod tests {
    use super::due;
    use crate::pages::words::Money;

    #[test]
    fn what_is_left_over_is_no_negative_price() {
        let dollar = Money { prefix: "$".to_owned(), ..Money::default() };
        for (wire, price, left_over) in [
            ("$12.50", "$12.50", false),
            ("$-19.51", "$19.51", true),
            ("-1.234,50 €", "$1,234.50", true),
            ("$0.00", "$0.00", false),
        ] {
            assert_eq!(due(wire, &dollar), (price.to_owned(), left_over), "{wire}");
        }
    }
}
