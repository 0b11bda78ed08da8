//! Paying an invoice: by card, through a gateway, with what is kept, from credit.

use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use engine::billing::gateways;
use model::people::permission::ClientPermission;
use protocol::wire::{Flag, Secret};
use protocol::{CreditAmount, PayInvoice};
use serde_json::json;

use super::Shown;
use super::confirming;
use super::frame::Member;
use super::invoices::{amount, show};
use super::kept;
use crate::pages::card::{self, Typed};
use crate::pages::filled::Filled;
use crate::pages::flash;
use crate::pages::language::{refusal, tell, tell_with};
use crate::pages::view::{MethodView, keeps_methods};
use crate::whmcs::Whmcs;

/// Names of the wire and of the form.
const WIRE_NAMES: &[(&str, &str)] = &[
    ("paymentmethod", "method"),
    ("cardnumber", "card_number"),
    ("cardexpiry", "card_expiry"),
    ("cardcvv", "card_cvv"),
    ("paymethodid", "method"),
];

/// `POST /billing/invoices/{id}/pay`
pub(super) async fn pay(here: Member, Path(id): Path<u64>) -> Shown {
    if !here.app.whmcs().has_ours().await {
        let to = here.door(ClientPermission::Invoices)?.pay_there(id).await?;
        return elsewhere(&here, id, &to, "").await;
    }
    let mut filled = Filled::typed(here.form(), &["method", "keep"]);
    let call = order(&here, id, &mut filled);
    if call.cardnumber.is_some() || call.cardexpiry.is_some() {
        let text = |name: &str| here.form().text(name).unwrap_or_default().trim();
        let typed = Typed {
            number: text("card_number"),
            expiry: text("card_expiry"),
            code: text("card_cvv"),
        };
        for (name, said) in card::faults(&here.app, here.arrival.ip, typed).await {
            filled.problem(name, said);
        }
    }
    if !filled.is_good() {
        return show(&here, id, filled).await;
    }
    let path = format!("/billing/invoices/{id}");
    let by_card = call.cardnumber.is_some() || call.paymethodid.is_some();
    match here.door(ClientPermission::Invoices)?.pay(call).await {
        Ok(answer) if answer.paid.0 => here.done(&path, &tell("invoice-paid-thanks")),
        Ok(answer) => {
            if let Some(to) = &answer.redirect
                && let Some(to) = confirming::onward(&here.app, to).await
            {
                return match to.starts_with('/') {
                    true => Ok(Redirect::to(&to).into_response()),
                    false => elsewhere(&here, id, &to, &tell("at-provider")).await,
                };
            }
            let text = match &*answer.message {
                "" => tell("payment-under-way"),
                message => refusal(message).into_owned(),
            };
            // What the provider has no number for did not begin.
            let tone = if by_card && answer.transid.is_empty() { "bad" } else { "info" };
            Ok(flash::say(&here.app, &path, tone, &text))
        }
        Err(error) => {
            filled.refused(error, WIRE_NAMES)?;
            show(&here, id, filled).await
        }
    }
}

/// How what is open is paid outside of any system, a way and its text each: that of the invoice,
/// or every one that is offered. Nothing where no WHMCS of ours is behind.
pub(super) async fn by_hand(
    here: &Member,
    methods: &[MethodView],
    own: &str,
) -> Vec<(String, String)> {
    let Whmcs::Engine(actions) = here.app.whmcs() else { return Vec::new() };
    let Ok(mut conn) = actions.engine().read().await else { return Vec::new() };
    let said = gateways::ways_by_hand(actions.engine(), &mut conn).await;
    let said = said.unwrap_or_default();
    let mut ways = Vec::new();
    for method in methods {
        let Some(text) = said.get(&method.module) else { continue };
        let way = (method.name.clone(), text.clone());
        if method.module == own {
            return vec![way];
        }
        ways.push(way);
    }
    ways
}

/// The invoice is paid on a page elsewhere.
async fn elsewhere(here: &Member, id: u64, to: &str, text: &str) -> Shown {
    let view = json!({
        "heading": tell("one-step-left"),
        "text": text,
        "to": to,
        "label": tell("go-on-to-pay"),
        "back": format!("/billing/invoices/{id}"),
    });
    here.page("client/onward.html", &tell("go-on-to-pay")).nav("billing").show(view).await
}

/// The call that the form asks for: `kept-5` is a stored card, anything else a gateway.
fn order(here: &Member, id: u64, filled: &mut Filled) -> PayInvoice {
    let method = filled.text("method").to_owned();
    let mut call = PayInvoice { invoiceid: id, ..PayInvoice::default() };
    if method.is_empty() {
        filled.problem("method", tell("choose-how-to-pay"));
    } else if method.starts_with(kept::KEPT) {
        call.paymethodid = kept::number(&method);
        here.form().text("gateway").unwrap_or_default().clone_into(&mut call.paymentmethod);
        if call.paymethodid.is_none() {
            filled.problem("method", tell("choose-how-to-pay"));
        }
    } else if method == "sandboxcard" {
        call.paymentmethod = method;
        call.cardnumber = secret(here, filled, "card_number", &tell("enter-card-number"));
        let expiry = secret(here, filled, "card_expiry", &tell("enter-card-expiry"));
        call.cardexpiry = expiry.map(Secret::into_revealed);
        call.cardcvv = secret(here, filled, "card_cvv", &tell("enter-card-code"));
    } else {
        // What was ticked for another way to pay is not meant for this one.
        let wants = !filled.text("keep").is_empty();
        call.keepmethod = Flag(wants && keeps_methods(&here.app, &method));
        call.paymentmethod = method;
    }
    call
}

/// A field that is not shown again.
pub(super) fn secret(here: &Member, filled: &mut Filled, name: &str, said: &str) -> Option<Secret> {
    let text = here.form().text(name).unwrap_or_default().trim();
    if text.is_empty() {
        filled.problem(name, said);
        return None;
    }
    Some(text.into())
}

/// `POST /billing/invoices/{id}/credit`
pub(super) async fn credit(here: Member, Path(id): Path<u64>) -> Shown {
    let mut filled = Filled::typed(here.form(), &["amount"]);
    let wanted = match filled.text("amount") {
        "" => CreditAmount::Full,
        text => match amount(text) {
            Some(amount) => CreditAmount::Exactly(amount),
            None => {
                filled.problem("amount", tell_with("enter-amount", &[("example", "15.95".into())]));
                return show(&here, id, filled).await;
            }
        },
    };
    match here.door(ClientPermission::Invoices)?.apply_credit(id, wanted).await {
        Ok(answer) => {
            let paid = answer.invoicepaid.0;
            let text = tell(if paid { "credit-used-paid" } else { "credit-used-rest" });
            here.done(&format!("/billing/invoices/{id}"), &text)
        }
        Err(error) => here.refused(&format!("/billing/invoices/{id}"), error),
    }
}
