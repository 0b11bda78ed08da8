//! Money beside invoices: movements, kept cards, credit to add.

use std::collections::BTreeMap;

use axum::extract::{Path, Query};
use model::people::permission::ClientPermission;
use protocol::wire::Amount;
use protocol::{
    Action as _, AddFunds, AddPayMethod, GetCurrencies, GetInvoices, GetTransactions, Transaction,
};
use serde_json::{Value, json};

use super::Shown;
use super::frame::Member;
use super::home::number;
use super::invoices::amount;
use super::kept::kept;
use super::list::{ROWS, Wanted};
use super::paying::secret;
use crate::exchange::{Exchange, amount as exchanged};
use crate::for_client::ForClient;
use crate::pages::filled::Filled;
use crate::pages::flash;
use crate::pages::language::{tell, tell_with};
use crate::pages::sorry::Sorry;
use crate::pages::view::{self, is_something};
use crate::pages::words::Money;
use crate::said::amounts_between;
use crate::whmcs::CallError;

/// How a WHMCS describes the payment of an invoice where nobody described it otherwise.
const PAYMENT: &str = "Invoice Payment";
/// Invoices whose numbers are looked up; those before them are told by their ids.
const INVOICES_MAX: u64 = 1_000;

/// `GET /billing/transactions`
pub(super) async fn transactions(here: Member, Query(wanted): Query<Wanted>) -> Shown {
    let door = here.door(ClientPermission::Invoices)?;
    let all = door.transactions(GetTransactions::default()).await?;
    let money = here.money().await?;
    let pages = wanted.pages("/billing/transactions", i64::try_from(all.len()).unwrap_or(0));
    let start = usize::try_from(wanted.start()).unwrap_or(usize::MAX);
    let count = usize::try_from(ROWS).unwrap_or(0);
    let rows: Vec<&Transaction> = all.iter().skip(start).take(count).collect();
    let numbers = match rows.iter().any(|row| row.invoiceid.0 > 0) {
        true => numbers(&door).await?,
        false => BTreeMap::new(),
    };
    let methods = view::methods(&here.app, &here.session.caller).await?;
    let way = |module: &str| {
        let known = methods.iter().find(|method| method.module == module);
        known.map_or_else(|| module.to_owned(), |method| method.name.clone())
    };
    let rows: Vec<Value> = rows
        .into_iter()
        .map(|row| {
            let invoice = numbers.get(&row.invoiceid.0).cloned();
            let number = invoice.unwrap_or_else(|| row.invoiceid.0.to_string());
            movement(row, &money, way(&row.gateway), number)
        })
        .collect();
    here.page("client/transactions.html", &tell("transactions"))
        .nav("billing")
        .show(json!({ "rows": rows, "pages": pages }))
        .await
}

/// The numbers that people see, by the ids of the invoices.
async fn numbers(door: &ForClient) -> Result<BTreeMap<i64, String>, CallError> {
    let call = GetInvoices {
        limitnum: Some(INVOICES_MAX),
        orderby: Some("id".to_owned()),
        order: Some("desc".to_owned()),
        ..GetInvoices::default()
    };
    let rows = door.invoices(call).await?.invoices.0.invoice;
    Ok(rows.into_iter().map(|row| (row.id.0, number(&row))).collect())
}

fn movement(row: &Transaction, money: &Money, way: String, number: String) -> Value {
    let out = is_something(&row.amountout);
    let amount =
        if out { money.text(&format!("-{}", row.amountout)) } else { money.of(&row.amountin) };
    // What every payment of an invoice is called says no more than the invoice does.
    let text = Some(row.description.to_string()).filter(|text| text != PAYMENT);
    json!({
        "date": row.date.to_string(),
        "text": text.unwrap_or_default(),
        "gateway": way,
        "reference": row.transid.to_string(),
        "invoice": row.invoiceid.0,
        "number": number,
        "amount": amount,
        "out": out,
    })
}

/// `GET /billing/payment-methods`
pub(super) async fn methods(here: Member) -> Shown {
    show_methods(&here, Filled::default()).await
}

async fn show_methods(here: &Member, filled: Filled) -> Shown {
    let rows = here.door(ClientPermission::Invoices)?.pay_methods().await?;
    let rows: Vec<Value> = rows.iter().map(kept).collect();
    let methods = view::methods(&here.app, &here.session.caller).await?;
    let typed = methods.iter().any(|method| method.card);
    let by_paying = methods.iter().any(|method| method.keeps);
    here.page("client/payment_methods.html", &tell("payment-methods"))
        .nav("billing")
        .unless(filled.is_good())
        .show(json!({ "rows": rows, "filled": filled, "typed": typed, "by_paying": by_paying }))
        .await
}

/// `POST /billing/payment-methods`: for sandboxes only. Other gateways are given card numbers on
/// their own pages, and what is sent here all the same is not read.
pub(super) async fn add_method(here: Member) -> Shown {
    let methods = view::methods(&here.app, &here.session.caller).await?;
    if !methods.iter().any(|method| method.card) {
        let said = tell("card-add-by-paying");
        return Ok(flash::say(&here.app, "/billing/payment-methods", "info", &said));
    }
    let mut filled = Filled::typed(here.form(), &["description"]);
    filled.bound(&["description"]);
    let number = secret(&here, &mut filled, "card_number", &tell("enter-card-number"));
    let said = &tell("enter-card-expiry");
    let expiry = secret(&here, &mut filled, "card_expiry", said);
    let call = AddPayMethod {
        r#type: Some("CreditCard".to_owned()),
        description: filled.owned("description"),
        card_number: number,
        card_expiry: expiry.map(|text| text.reveal().replace(['/', ' '], "")),
        set_as_default: here.form().text("default").is_some().into(),
        ..AddPayMethod::default()
    };
    if filled.is_good() {
        match here.door(ClientPermission::Invoices)?.keep_card(call).await {
            Ok(()) => return here.done("/billing/payment-methods", &tell("card-is-kept")),
            Err(error) => {
                let names = [("card_number", "card_number"), ("card_expiry", "card_expiry")];
                filled.refused(error, &names)?;
            }
        }
    }
    show_methods(&here, filled).await
}

/// `POST /billing/payment-methods/{id}/delete`
pub(super) async fn delete_method(here: Member, Path(id): Path<u64>) -> Shown {
    match here.door(ClientPermission::Invoices)?.forget_card(id).await {
        Ok(()) => here.done("/billing/payment-methods", &tell("card-is-forgotten")),
        Err(error) => here.refused("/billing/payment-methods", error),
    }
}

/// `POST /billing/payment-methods/{id}/default`
pub(super) async fn prefer_method(here: Member, Path(id): Path<u64>) -> Shown {
    match here.door(ClientPermission::Invoices)?.prefer_card(id).await {
        Ok(()) => here.done("/billing/payment-methods", &tell("card-is-first")),
        Err(error) => here.refused("/billing/payment-methods", error),
    }
}

/// `GET /billing/add-funds`
pub(super) async fn funds(here: Member) -> Shown {
    if !here.app.whmcs().has_ours().await {
        return Err(CallError::NotOffered(AddFunds::NAME).into());
    }
    show_funds(&here, Filled::default()).await
}

async fn show_funds(here: &Member, filled: Filled) -> Shown {
    let door = here.door(ClientPermission::Invoices)?;
    let money = here.money().await?;
    let credit = money.of(&door.details().await?.credit);
    let methods = view::methods(&here.app, &here.session.caller).await?;
    let methods: Vec<_> = methods.iter().map(|row| (&row.module, &row.name)).collect();
    let limits = fund_limits(here).await?;
    here.page("client/add_funds.html", &tell("add-funds"))
        .nav("billing")
        .unless(filled.is_good())
        .show(json!({
            "filled": filled,
            "credit": credit,
            "methods": methods,
            "least": limits.as_ref().map(|(least, _)| money.of(least)),
            "most": limits.as_ref().map(|(_, most)| money.of(most)),
        }))
        .await
}

/// What may be added at least and at most, in the client's currency. The settings are in the
/// house's own, which comes first.
async fn fund_limits(here: &Member) -> Result<Option<(Amount, Amount)>, Sorry> {
    let caller = &here.session.caller;
    let own = here.door(ClientPermission::Invoices)?.currency().await?;
    let rows = here.app.whmcs().call(caller, GetCurrencies {}).await?.currencies.0.currency;
    let least = view::setting(&here.app, caller, "AddFundsMinimum").await;
    let most = view::setting(&here.app, caller, "AddFundsMaximum").await;
    let own = rows.iter().find(|row| *row.code == *own);
    let sides = rows.first().zip(own);
    let exchange = sides.and_then(|(house, own)| Exchange::between(house, own).ok());
    let Some(exchange) = exchange else { return Ok(None) };
    let converted = |text: &str| exchange.of(exchange.read(text.trim()).ok()?).ok();
    let limits = converted(&least).zip(converted(&most));
    Ok(limits.map(|(least, most)| (exchanged(least), exchanged(most))))
}

/// How many decimals an amount has; those of the currency where it is the WHMCS that wrote it.
fn decimals(amount: &Amount) -> usize {
    amount.as_str().split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// `POST /billing/add-funds`
pub(super) async fn add_funds(here: Member) -> Shown {
    let mut filled = Filled::typed(here.form(), &["amount", "method"]);
    let enter = || tell_with("enter-amount", &[("example", "25.00".into())]);
    let Some(amount) = amount(filled.text("amount")) else {
        filled.problem("amount", enter());
        return show_funds(&here, filled).await;
    };
    if decimals(&amount) > decimals(&here.door(ClientPermission::Invoices)?.details().await?.credit)
    {
        filled.problem("amount", enter());
        return show_funds(&here, filled).await;
    }
    let method = filled.owned("method").filter(|method| !method.is_empty());
    match here.door(ClientPermission::Invoices)?.add_funds(amount, method).await {
        Ok(id) => {
            let text = &tell("funds-invoice");
            here.done(&format!("/billing/invoices/{id}"), text)
        }
        Err(error) => {
            let between = match &error {
                CallError::Refused(refusal) => amounts_between(&refusal.said),
                _ => None,
            };
            if let Some((least, most)) = between {
                let money = here.money().await?;
                let limits = [("least", money.text(least)), ("most", money.text(most))];
                let limits = limits.map(|(name, amount)| (name, amount.into()));
                filled.problem("amount", tell_with("funds-between", &limits));
            } else {
                filled.refused(error, &[("paymentmethod", "method")])?;
            }
            show_funds(&here, filled).await
        }
    }
}
