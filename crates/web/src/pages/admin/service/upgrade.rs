//! Moving a service to another product, cycle or options by staff: choose, see the price, order.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use engine::{Meaning, Refusal};
use protocol::{
    Action as _, ClientService, GetProductDetails, UpgradeProduct, UpgradeProductResponse,
};
use serde_json::{Value, json};

use super::edit;
use crate::pages::admin::client;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems, Tried};
use crate::pages::admin::pick::{self, Choice};
use crate::pages::plans;
use crate::ways;
use crate::whmcs::CallError;

/// What was asked for, and what came of it.
#[derive(Default)]
struct Seen {
    typed: Posted,
    problems: Problems,
    offer: Option<Value>,
}

/// `GET /admin/services/{id}/upgrade`
pub(super) async fn form(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    show(&desk, id, Seen::default()).await
}

/// `POST /admin/services/{id}/upgrade`: shows the price, or orders what was shown.
pub(super) async fn submit(
    desk: Desk,
    Path(id): Path<u64>,
    posted: Posted,
) -> Result<Response, Fail> {
    let orders = match posted.verb() {
        "look" => false,
        "order" => true,
        _ => return Err(Fail::missing(&desk)),
    };
    let call = match call(&posted, id, orders) {
        Ok(call) => call,
        Err(problems) => {
            return show(&desk, id, Seen { typed: posted, problems, offer: None }).await;
        }
    };
    let (problems, offer) = match desk.submit::<UpgradeProduct>(&call).await? {
        Tried::Done(made) if orders => {
            return Ok(desk.go(&format!("/admin/services/{id}"), &ordered(&made)));
        }
        Tried::Done(found) => (Problems::default(), Some(offer(&found))),
        Tried::Again(problems) => {
            let names = ["newproductid", "newproductbillingcycle", "billingcycle"];
            let told = |told: Problems, name| told.renamed(name, "plan");
            (names.into_iter().fold(problems, told), None)
        }
    };
    show(&desk, id, Seen { typed: posted, problems, offer }).await
}

/// The call that a form says. A quantity is sent alone here, without the choice that it is of.
fn call(posted: &Posted, id: u64, orders: bool) -> Result<Posted, Problems> {
    let mut call = posted.clone().with("serviceid", id).with("calconly", u8::from(!orders));
    call.drop("plan");
    if posted.text("type") != "configoptions" {
        let Some((product, cycle)) = plans::chosen(posted.text("plan")) else {
            return Err(Problems::one("plan", "Please choose what it is to become"));
        };
        return Ok(call
            .with("type", "product")
            .with("newproductid", product)
            .with("newproductbillingcycle", cycle));
    }
    for (name, value) in posted.fields() {
        if let Some(option) = name.strip_suffix("[qty]") {
            call.drop(&format!("{option}[optionid]"));
            call.drop(&name);
            call.set(option, value);
        }
    }
    Ok(call)
}

/// What is said of an order.
fn ordered(made: &UpgradeProductResponse) -> String {
    match made.invoiceid.and_then(protocol::wire::Num::id) {
        Some(invoice) => {
            format!("The change is ordered, and made once invoice #{invoice} is paid")
        }
        None => "The change is ordered; there is nothing to pay".to_owned(),
    }
}

/// What it costs now; the wire writes what is left over as `$-19.51`.
fn offer(found: &UpgradeProductResponse) -> Value {
    json!({
        "price": found.price.replace('-', ""),
        "left_over": found.price.contains('-'),
        "later": found.recurring.as_ref().map(ToString::to_string),
        "days": found.daysuntilrenewal.map(|days| days.0),
        "of": found.totaldays.map(|days| days.0),
        "waits": found.upgradeinprogress.is_some_and(|waits| waits.0),
    })
}

async fn show(desk: &Desk, id: u64, seen: Seen) -> Result<Response, Fail> {
    if !desk.may(UpgradeProduct::NAME) {
        let said = format!("Your role does not permit {}", UpgradeProduct::NAME).into();
        let refusal = Refusal { meaning: Meaning::NotAllowed, field: None, said };
        return Err(Fail::new(desk, CallError::Refused(refusal)));
    }
    let service = super::found(desk, id).await?;
    let client = client::owner(desk, service.clientid.0).await;
    let code = client.as_ref().and_then(|client| client["currency_code"].as_str());
    let code = code.unwrap_or_default().to_owned();
    let products = edit::products(desk).await;
    let ways = ways(desk, &service).await;
    let found = plans::offered(&products, &service, &code, |_| true);
    let Seen { typed, problems, offer } = seen;
    let chosen = typed.text("plan").to_owned();
    let mut answers = BTreeMap::new();
    let product = products.iter().find(|product| product.pid == service.pid);
    let inputs = product.map(|it| edit::options(it, &service, &mut answers)).unwrap_or_default();
    let method = service.paymentmethod.to_string();
    let mut fields = BTreeMap::from([("paymentmethod".to_owned(), method)]);
    fields.extend(answers);
    fields.extend(typed.fields());
    let mut gateways = pick::gateways(desk, "").await;
    gateways.retain(|(module, _)| !module.is_empty());
    let again: Vec<_> = typed.pairs().into_iter().filter(|(name, _)| *name != "do").collect();
    let (status, title) = (problems.status(), format!("Change {}", service.name));
    let later = offer.as_ref().and_then(|offer| offer["later"].as_str());
    let later = later.map(|amount| format!("{amount} {code}").into());
    let view = json!({
        "service": service,
        "client": client,
        "plans": labelled(&found, ways.as_deref()),
        "later": later.unwrap_or_else(|| plans::later(&found, &chosen)),
        "asks": { "inputs": inputs, "addons": [] },
        "gateways": gateways,
        "fields": fields,
        "problems": problems,
        "offer": offer,
        "again": again,
    });
    Ok(desk.page(status, "admin/service_upgrade.html", &title, view).await)
}

/// The products to which its own leads; `None` where nobody can say.
async fn ways(desk: &Desk, service: &ClientService) -> Option<Vec<i64>> {
    let limitnum = Some(ways::PRODUCTS_MAX);
    let call = GetProductDetails { limitnum, ..GetProductDetails::default() };
    let found = desk.maybe(call).await?;
    Some(ways::of(found.products.0.product.0, service.pid))
}

/// The plans as a choice: first what a client is offered, too, then what only staff may choose.
fn labelled(plans: &[Value], ways: Option<&[i64]>) -> Vec<Choice> {
    let is_open = |plan: &Value| {
        let leads = |ways: &[i64]| plan["id"].as_i64().is_some_and(|id| ways.contains(&id));
        plan["now"] == true || ways.is_none_or(leads)
    };
    let mut choices = vec![(String::new(), "Choose one".to_owned())];
    for open in [true, false] {
        for plan in plans.iter().filter(|plan| is_open(plan) == open) {
            for cycle in plan["cycles"].as_array().into_iter().flatten() {
                let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                let (name, price) = (text(&plan["name"]), &cycle["price"]);
                let only = if open { "" } else { " (not offered to clients)" };
                let said = format!("{name}, {}: {}", text(&price["name"]), text(&price["price"]));
                let value = format!("{}:{}", plan["id"], text(&cycle["key"]));
                choices.push((value, format!("{said}{only}")));
            }
        }
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::{Posted, Problems, call};

    #[test]
    fn a_form_becomes_a_call() {
        for (posted, expected) in [
            (
                "type=product&plan=5%3Aannually",
                Ok(vec![
                    ("serviceid", "7"),
                    ("calconly", "1"),
                    ("type", "product"),
                    ("newproductid", "5"),
                    ("newproductbillingcycle", "annually"),
                ]),
            ),
            (
                "type=configoptions&configoptions[1]=2&configoptions[3][optionid]=9\
                 &configoptions[3][qty]=4",
                Ok(vec![
                    ("type", "configoptions"),
                    ("configoptions[1]", "2"),
                    ("serviceid", "7"),
                    ("calconly", "1"),
                    ("configoptions[3]", "4"),
                ]),
            ),
            ("type=product&plan=", Err("Please choose what it is to become")),
        ] {
            let made = call(&Posted::read(posted.as_bytes()), 7, false);
            let said = made.as_ref().map(Posted::pairs).map_err(Problems::line);
            assert_eq!(said, expected.map_err(str::to_owned), "{posted}");
        }
    }
}
