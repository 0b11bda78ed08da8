//! A movement of money: recorded by hand, looked at, and what may be changed of it.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{AddTransaction, GetTransactions, Transaction, UpdateTransaction};
use serde_json::json;

use super::desk::Desk;
use super::done::run;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried};
use super::{client, names, pick};
use crate::App;
use crate::routing::{get, post};

/// What is left out where nothing was typed.
const OPTIONAL: [&str; 7] =
    ["invoiceid", "currencyid", "transid", "amountin", "fees", "amountout", "date"];

type Fields = BTreeMap<String, String>;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/transactions/new", get(blank).merge(post(create)))
        .route("/admin/transactions/{id}", get(page).merge(post(submit)))
}

async fn blank(desk: Desk) -> Response {
    let query = desk.query();
    let fields = [
        ("client", query.text("client").to_owned()),
        ("invoiceid", query.text("invoice").to_owned()),
        ("date", desk.now().date().to_string()),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value)).into();
    show_new(&desk, fields, Problems::default()).await
}

async fn create(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let again = |problems| show_new(&desk, posted.fields(), problems);
    let mut sent = posted.clone();
    for name in OPTIONAL {
        if posted.text(name).trim().is_empty() {
            sent.drop(name);
        }
    }
    let typed = |name: &str| !posted.text(name).trim().is_empty();
    if !typed("amountin") && !typed("amountout") {
        let said = "Please say how much came in or went out";
        return Ok(again(Problems::one("amountin", said)).await);
    }
    // An invoice says whose it is; without either, it is the house's own.
    if typed("client") {
        match pick::client(&desk, posted.text("client")).await {
            Ok(client) => sent.set("userid", client),
            Err(said) => return Ok(again(Problems::one("client", said)).await),
        }
    }
    if typed("client") || typed("invoiceid") {
        sent.drop("currencyid");
    }
    match desk.submit::<AddTransaction>(&sent).await? {
        Tried::Done(_) => {
            let to = match posted.id("invoiceid") {
                Some(invoice) => format!("/admin/invoices/{invoice}"),
                None => "/admin/transactions".to_owned(),
            };
            Ok(desk.go(&to, "The transaction is recorded"))
        }
        Tried::Again(problems) => Ok(again(problems).await),
    }
}

async fn find(desk: &Desk, id: u64) -> Result<Transaction, Fail> {
    let call = GetTransactions { transactionid: Some(id), ..GetTransactions::default() };
    let found = desk.call(call).await?.transactions.0.transaction.0;
    let found = found.into_iter().find(|row| row.id.id() == Some(id));
    found.ok_or_else(|| Fail::missing(desk))
}

async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    let found = find(&desk, id).await?;
    let fields = fields(&found);
    Ok(show(&desk, &found, fields, Problems::default()).await)
}

async fn submit(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let key = ("transactionid", id);
    match run::<UpdateTransaction>(&desk, &posted, key, "Saved").await? {
        Ok(said) => Ok(desk.go(&format!("/admin/transactions/{id}"), &said)),
        Err(problems) => {
            let found = find(&desk, id).await?;
            Ok(show(&desk, &found, posted.fields(), problems).await)
        }
    }
}

fn fields(found: &Transaction) -> Fields {
    let day = found.date.0.map(|moment| moment.date().to_string()).unwrap_or_default();
    [
        ("transid", found.transid.to_string()),
        ("gateway", found.gateway.to_string()),
        ("description", found.description.to_string()),
        ("date", day),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

async fn show_new(desk: &Desk, fields: Fields, problems: Problems) -> Response {
    let mut gateways = pick::gateways(desk, "").await;
    gateways.remove(0);
    let view = json!({
        "clients": pick::several_clients(desk, &fields).await,
        "fields": fields,
        "problems": problems,
        "gateways": gateways,
        "currencies": pick::currencies(desk).await,
    });
    let status = problems.status();
    desk.page(status, "admin/transaction_new.html", "New transaction", view).await
}

async fn show(desk: &Desk, found: &Transaction, fields: Fields, problems: Problems) -> Response {
    let mut gateways = pick::gateways(desk, "").await;
    gateways.remove(0);
    // One that is switched off since is still where the money went.
    if !gateways.iter().any(|(module, _)| *module == *found.gateway) {
        gateways.push((found.gateway.to_string(), found.gateway.to_string()));
    }
    let owner = client::owner(desk, found.userid.0).await;
    // The wire names the currency of a movement only where no client stands behind it.
    let code = match owner.as_ref().and_then(|owner| owner["currency_code"].as_str()) {
        Some(code) => code.to_owned(),
        None => {
            let currencies = pick::currencies(desk).await;
            let number = found.currency.0.to_string();
            currencies
                .iter()
                .find(|(id, _)| *id == number)
                .map_or_else(String::new, |it| it.1.clone())
        }
    };
    let view = json!({
        "found": found,
        "client": owner,
        "invoice": names::invoice(desk, found.invoiceid.0).await,
        "code": code,
        "fields": fields,
        "problems": problems,
        "gateways": gateways,
        "may": desk.may("UpdateTransaction"),
    });
    let title = format!("Transaction {}", found.id.0);
    desk.page(problems.status(), "admin/transaction.html", &title, view).await
}
