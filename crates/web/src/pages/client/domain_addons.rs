//! What is booked with a domain name beside it: seen and ordered.

use axum::extract::Path;
use model::domains::addon::DomainAddon;
use model::people::permission::ClientPermission;
use model::word::Word as _;
use protocol::wire::NumText;
use protocol::{DomainAddonOffer, OrderDomainAddon};
use serde_json::{Value, json};

use super::Shown;
use super::frame::Member;
use crate::pages::language::{self, tell, tell_with};
use crate::pages::sorry::Sorry;
use crate::pages::view::is_something;
use crate::pages::words::{Money, day};
use crate::whmcs::CallError;

/// The addons of a name as its page shows them; `None` before a WHMCS that does not tell of them.
pub(super) async fn shown(
    here: &Member,
    id: u64,
    money: &Money,
) -> Result<Option<Vec<Value>>, Sorry> {
    let door = here.door(ClientPermission::ManageDomains)?;
    match door.domain_addons(id).await {
        Ok(found) => {
            let rows = found.addons.0.addon.0.iter();
            Ok(Some(rows.filter_map(|offer| row(here, offer, money)).collect()))
        }
        Err(CallError::NotOffered(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn row(here: &Member, offer: &DomainAddonOffer, money: &Money) -> Option<Value> {
    let addon = DomainAddon::from_word(&offer.addon)?;
    let text = match addon {
        DomainAddon::DnsManagement => "dns-link-text",
        DomainAddon::EmailForwarding => "mail-forwarding-text",
        DomainAddon::IdProtection => "hide-owner-text",
    };
    let may = |permission| here.session.may(permission);
    let costs = is_something(&offer.yearly);
    let invoice = offer.invoiceid.filter(|_| may(ClientPermission::Invoices));
    Some(json!({
        "addon": addon.word(),
        "title": title(addon),
        "text": tell(text),
        "status": offer.status.to_string(),
        "terms": terms(offer, money, costs),
        "costs": costs,
        "invoice": invoice.map(|id| id.0),
        "orders": &*offer.status == "open" && may(ClientPermission::Orders),
    }))
}

/// What it is called.
pub(crate) fn title(addon: DomainAddon) -> String {
    tell(match addon {
        DomainAddon::DnsManagement => "dns-records",
        DomainAddon::EmailForwarding => "mail-forwarding",
        DomainAddon::IdProtection => "hide-owner",
    })
}

/// What it costs and from when on, or why it cannot be had.
fn terms(offer: &DomainAddonOffer, money: &Money, costs: bool) -> String {
    match &*offer.status {
        "waiting" => tell("addon-waits"),
        "shut" => {
            offer.reason.as_ref().map(|why| language::refusal(why).into_owned()).unwrap_or_default()
        }
        "open" if !costs => tell("addon-free"),
        "open" => {
            let until = offer.paiduntil.map(|until| day(&until.to_string())).unwrap_or_default();
            let price = offer.price.as_ref().map(|price| money.of(price)).unwrap_or_default();
            let values = [
                ("price", price.into()),
                ("day", until.into()),
                ("renewal", money.of(&offer.renewal).into()),
            ];
            tell_with("addon-price", &values)
        }
        _ => String::new(),
    }
}

/// `POST /domains/{id}/addons`: an order, which leads to its invoice where something is to be paid.
pub(super) async fn order(here: Member, Path(id): Path<u64>) -> Shown {
    here.door(ClientPermission::ManageDomains)?;
    let door = here.door(ClientPermission::Orders)?;
    let path = format!("/domains/{id}");
    let addon = here.form().text("addon").unwrap_or_default().to_owned();
    let call = OrderDomainAddon { domainid: id, addon, paymentmethod: None };
    match door.order_domain_addon(call).await {
        Ok(made) => match made.invoiceid.and_then(NumText::id) {
            Some(invoice) => here.asked_for(invoice, &path, &tell("addon-invoice")),
            None => here.done(&path, &tell("addon-is-on")),
        },
        Err(error) => here.refused(&path, error),
    }
}
