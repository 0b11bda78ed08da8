//! Places an order for somebody at the storefront: account, order, payment.

use std::net::IpAddr;

use engine::{Caller, IdempotencyKey, Meaning};
use protocol::wire::{Amount, Flag, Keyed, PhpSerialized};
use protocol::{
    AddClient, AddOrder, ConfigChoice, GetUsers, PayInvoice, PreviewOrder, PreviewOrderResponse,
    ValidateLogin,
};

use super::complete::Placed;
use super::input::Fields;
use super::{Summary, SummaryLine};
use crate::App;
use crate::links;
use crate::pages::language::{self, current, tell};
use crate::pages::view;
use crate::pages::words::Money;
use crate::whmcs::CallError;

/// Why no order was placed.
pub(super) enum Failed {
    /// A field of the form is wrong.
    Problem(&'static str, String),
    /// Something else.
    Call(CallError),
}

impl From<CallError> for Failed {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

/// Places the order and pays it; gives the sealed text that the last page's address ends in.
pub(super) async fn place(
    app: &App,
    ip: IpAddr,
    product: u64,
    fields: &Fields,
    (link, affid): (Option<String>, Option<u64>),
) -> Result<String, Failed> {
    let caller = view::visitor(ip);
    let client = match fields.who.as_str() {
        "known" => known_client(app, &caller, fields).await?,
        _ => new_client(app, &keyed(&caller, fields, "client"), fields).await?,
    };
    let order = AddOrder {
        clientid: client,
        paymentmethod: Some(fields.method.clone()),
        clientip: Some(ip.to_string()),
        affid,
        ..items(product, fields)
    };
    let placed = app
        .whmcs()
        .call(&keyed(&caller, fields, "order"), order)
        .await
        .map_err(|error| on_field(error, "form"))?;
    let signed_up = (fields.who != "known").then_some(client);
    links::converted(app, &caller, link, signed_up, placed.orderid.id()).await;
    let mut done = Placed {
        order: placed.orderid.into(),
        client,
        invoice: placed.invoiceid.into(),
        message: String::new(),
    };
    if fields.method == "sandboxcard" && done.invoice > 0 {
        done.message = pay(app, &keyed(&caller, fields, "pay"), &done, fields).await?;
    }
    done.seal(app).ok_or_else(|| Failed::Problem("form", tell("error-try-again")))
}

/// Pays by card; a refusal does not undo the order, its reason is shown beside the way to retry.
async fn pay(
    app: &App,
    caller: &Caller,
    placed: &Placed,
    fields: &Fields,
) -> Result<String, CallError> {
    let call = PayInvoice {
        invoiceid: u64::try_from(placed.invoice).unwrap_or_default(),
        paymentmethod: fields.method.clone(),
        cardnumber: Some(fields.card_number.clone().into()),
        cardexpiry: Some(fields.card_expiry.clone()),
        cardcvv: Some(fields.card_cvv.clone().into()),
        paymethodid: None,
        keepmethod: Flag(false),
    };
    match app.whmcs().call(caller, call).await {
        Ok(answer) if answer.paid.0 => Ok(String::new()),
        Ok(answer) => Ok(answer.message.to_string()),
        Err(CallError::Refused(refusal)) => Ok(language::refusal(&refusal.said).into_owned()),
        Err(error) => Err(error),
    }
}

async fn new_client(app: &App, caller: &Caller, fields: &Fields) -> Result<u64, Failed> {
    let call = AddClient {
        firstname: Some(fields.first_name.clone()),
        lastname: Some(fields.last_name.clone()),
        email: Some(fields.email.clone()),
        address1: Some(fields.address.clone()),
        city: Some(fields.city.clone()),
        postcode: Some(fields.postcode.clone()),
        country: Some(fields.country.clone()),
        password2: Some(fields.password.clone().into()),
        currency: currency_id(app, caller, fields).await?,
        clientip: Some(caller.ip.clone()),
        language: Some(current().wire.to_owned()),
        skipvalidation: Flag(true),
        ..AddClient::default()
    };
    let added = app.whmcs().call(caller, call).await.map_err(|error| on_field(error, "email"))?;
    added.clientid.id().ok_or_else(|| Failed::Problem("form", tell("error-try-again")))
}

async fn known_client(app: &App, caller: &Caller, fields: &Fields) -> Result<u64, Failed> {
    let login = ValidateLogin {
        email: fields.email.clone(),
        password2: fields.password.clone().into(),
        clientip: Some(caller.ip.clone()),
    };
    let user =
        app.whmcs().call(caller, login).await.map_err(|error| on_field(error, "password"))?.userid;
    let search = GetUsers { search: Some(fields.email.clone()), ..Default::default() };
    let users = app.whmcs().call(caller, search).await?.users;
    users
        .into_iter()
        .find(|found| found.id == user)
        .and_then(|found| found.clients.into_iter().next())
        .and_then(|client| client.id.id())
        .ok_or_else(|| Failed::Problem("email", tell("no-client-account")))
}

async fn currency_id(app: &App, caller: &Caller, fields: &Fields) -> Result<Option<u64>, Failed> {
    let frame = view::frame(app, caller, "", "", &fields.currency).await?;
    let row = frame.currencies.iter().find(|row| row.code == frame.currency);
    Ok(row.and_then(|row| u64::try_from(row.id).ok()))
}

/// What is being ordered, as the protocol says it.
fn items(product: u64, fields: &Fields) -> AddOrder {
    let options: Keyed<ConfigChoice, u64> = fields
        .options
        .iter()
        .filter_map(|(id, text)| {
            Some((u64::try_from(*id).ok()?, ConfigChoice::Choice(text.parse().ok()?)))
        })
        .collect();
    AddOrder {
        pid: vec![product].into(),
        billingcycle: vec![fields.cycle.clone()].into(),
        domain: vec![fields.host.clone()].into(),
        configoptions: vec![Some(PhpSerialized(options))].into(),
        promocode: (!fields.promo.is_empty()).then(|| fields.promo.clone()),
        ..AddOrder::default()
    }
}

/// Asks the server what it would cost; nothing is written.
pub(super) async fn preview(
    app: &App,
    caller: &Caller,
    product: u64,
    fields: &Fields,
    currency: i64,
) -> Summary {
    let order = items(product, fields);
    let call = PreviewOrder {
        currency: u64::try_from(currency).ok(),
        country: Some(fields.country.clone()),
        pid: order.pid,
        billingcycle: order.billingcycle,
        configoptions: order.configoptions,
        promocode: order.promocode,
        ..PreviewOrder::default()
    };
    match app.whmcs().call(caller, call).await {
        Ok(answer) => summary_of(answer),
        Err(CallError::Refused(refusal)) => Summary {
            problem: Some(language::refusal(&refusal.said).into_owned()),
            ..Summary::default()
        },
        Err(_) => Summary::default(),
    }
}

fn summary_of(answer: PreviewOrderResponse) -> Summary {
    let money = Money {
        prefix: answer.currencyprefix.to_string(),
        suffix: answer.currencysuffix.to_string(),
    };
    let money = |amount: &Amount| money.of(amount);
    let taxes = [&answer.tax, &answer.tax2].into_iter().filter(|tax| view::is_something(tax));
    let tax = taxes.map(money).collect::<Vec<_>>().join(" + ");
    Summary {
        lines: answer
            .lines
            .0
            .line
            .iter()
            .map(|line| SummaryLine {
                text: line.description.to_string(),
                amount: money(&line.amount),
                recurring: line.recurringamount.as_ref().map(money),
                cycle: line.billingcycle.to_lowercase(),
            })
            .collect(),
        tax: (!tax.is_empty()).then_some(tax),
        total: money(&answer.total),
        problem: None,
    }
}

/// The same form sent twice is the same request.
fn keyed(caller: &Caller, fields: &Fields, step: &str) -> Caller {
    let mut caller = caller.clone();
    if fields.once.len() >= 16 {
        caller.idempotency_key = Some(IdempotencyKey(format!("{}:{step}", fields.once)));
    }
    caller
}

/// A refusal belongs to a field of the form; anything else is not the visitor's fault.
fn on_field(error: CallError, field: &'static str) -> Failed {
    match error {
        CallError::Refused(refusal) => {
            let field = match refusal.field.as_deref() {
                Some("email") => "email",
                Some("password2") => "password",
                Some("promocode") => "promo",
                Some("paymentmethod") => "method",
                _ if refusal.meaning == Meaning::Limit => "form",
                _ => field,
            };
            Failed::Problem(field, language::refusal(&refusal.said).into_owned())
        }
        error => Failed::Call(error),
    }
}
