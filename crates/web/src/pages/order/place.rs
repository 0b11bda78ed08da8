//! Places an order for somebody at the storefront: account, order, payment.

use std::borrow::Cow;
use std::future::ready;

use engine::{Caller, IdempotencyKey, Meaning};
use model::people::permission::ClientPermission;
use protocol::wire::{Amount, Csv, Flag, Keyed, Num, PhpSerialized};
use protocol::{AddOrder, ConfigChoice, PayInvoice, PreviewOrder};

use super::complete::Placed;
use super::input::{Fields, Problems};
use super::who::Buyer;
use super::{Summary, SummaryLine};
use crate::App;
use crate::for_client::ForClient;
use crate::links;
use crate::listed::{self, Cost};
use crate::pages::client::kept;
use crate::pages::gate::Arrival;
use crate::pages::language::{self, tell};
use crate::pages::questions;
use crate::pages::view;
use crate::pages::words::{Money, with_days};
use crate::whmcs::CallError;

/// Fields that are refused one after the other when an order is asked about.
const REFUSED_MAX: usize = 3;
/// A host name that may be, in the place of one that was refused.
const HOST_FOR_NOW: &str = "web1.example.com";

/// What the server says of an order before it is placed.
pub(super) struct Foretold {
    /// What it refuses.
    pub(super) problems: Problems,
    /// Whether there is something to pay today, as far as anybody knows.
    pub(super) is_due: bool,
}

/// Why no order was placed.
pub(super) enum Failed {
    /// A field of the form is wrong.
    Problem(Cow<'static, str>, String),
    /// The account has a second factor, which the page of the log-in asks for.
    SecondFactor,
    /// Something else.
    Call(CallError),
}

impl From<CallError> for Failed {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

/// Asks about an order before anything is written. One field is refused at a time: what was
/// refused is left out, and the rest asked about.
pub(super) async fn foretell(
    app: &App,
    caller: &Caller,
    buyer: Option<&Buyer>,
    product: u64,
    fields: &Fields,
) -> Result<Foretold, CallError> {
    let customfields = items(product, fields).customfields;
    let mut call = PreviewOrder { customfields, ..asked(product, fields) };
    let mut told = Foretold { problems: Problems::default(), is_due: true };
    for _ in 0..REFUSED_MAX {
        let error = match ask(app, caller, buyer, call.clone(), fields).await {
            Ok(cost) => {
                told.is_due = !cost.is_free();
                break;
            }
            // A WHMCS that tells no prices beforehand is not asked.
            Err(CallError::NotOffered(_)) => break,
            Err(error) => error,
        };
        let (field, said) = match at_field(error) {
            Failed::Problem(field, said) => (field, said),
            Failed::SecondFactor => break,
            Failed::Call(error) => return Err(error),
        };
        let goes_on = match &*field {
            "host" => {
                call.domain = vec![HOST_FOR_NOW.to_owned()].into();
                true
            }
            "promo" => call.promocode.take().is_some(),
            _ => false,
        };
        told.problems.add(field, said);
        if !goes_on {
            break;
        }
    }
    Ok(told)
}

/// Places the order and pays it; gives the sealed text that the last page's address ends in.
/// Whoever came in on the way is in `buyer` from then on, whatever becomes of the order. What is
/// asked beforehand must have been: whoever is told of it here may have an account already.
pub(super) async fn place(
    app: &App,
    arrival: &Arrival,
    product: u64,
    fields: &Fields,
    buyer: &mut Option<Buyer>,
    (link, affid): (Option<String>, Option<u64>),
    is_due: bool,
) -> Result<String, Failed> {
    let visitor = view::visitor(arrival.ip);
    let buyer = match buyer.take() {
        Some(here) => buyer.insert(here),
        None if fields.who == "known" => buyer.insert(Buyer::known(app, arrival, fields).await?),
        None => buyer.insert(Buyer::new(app, arrival, fields).await?),
    };
    if !buyer.session.may(ClientPermission::Orders) {
        return Err(Failed::Problem("form".into(), tell("error-not-permitted-text")));
    }
    let kept = kept::chosen(app, &buyer.session, &fields.method).await?;
    if kept.is_none() && kept::number(&fields.method).is_some() {
        return Err(Failed::Problem("method".into(), tell("choose-how-to-pay")));
    }
    let gateway = kept.as_ref().map_or(&fields.method, |row| &row.gateway_name.0);
    let order = AddOrder {
        paymentmethod: Some(gateway.clone()),
        termsagreed: Flag(fields.terms),
        ..items(product, fields)
    };
    let door = buyer.door(app, fields, "order");
    let placed = door.place_for(order, affid).await.map_err(at_field)?;
    let signed_up = buyer.is_new.then(|| door.owner());
    links::converted(app, &visitor, link, signed_up, placed.orderid.id()).await;
    let mut done = Placed {
        order: placed.orderid.into(),
        client: door.owner(),
        invoice: placed.invoiceid.into(),
        message: String::new(),
        onward: String::new(),
    };
    // What costs nothing may have an invoice all the same, on which nothing is to be paid.
    if let Some(invoice) = placed.invoiceid.id().filter(|_| is_due) {
        let door = buyer.door(app, fields, "pay");
        let charged = match &kept {
            Some(row) => Some(kept::charge(app, &door, invoice, row).await?),
            None if fields.is_by_card() => {
                Some(kept::pay(app, &door, by_card(invoice, fields)).await?)
            }
            None => None,
        };
        if let Some(charged) = charged {
            (done.message, done.onward) = (charged.message, charged.onward.unwrap_or_default());
        }
    }
    done.seal(app).ok_or_else(|| Failed::Problem("form".into(), tell("error-try-again")))
}

/// A payment with a card as it was typed in.
fn by_card(invoice: u64, fields: &Fields) -> PayInvoice {
    PayInvoice {
        invoiceid: invoice,
        paymentmethod: fields.method.clone(),
        cardnumber: Some(fields.card_number.clone().into()),
        cardexpiry: Some(fields.card_expiry.clone()),
        cardcvv: Some(fields.card_cvv.clone().into()),
        paymethodid: None,
        keepmethod: Flag(false),
    }
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
    let answered = fields.custom.iter().filter(|(_, text)| !text.is_empty());
    let custom: Keyed<String, u64> = answered.map(|(id, text)| (*id, text.clone())).collect();
    AddOrder {
        pid: vec![product].into(),
        billingcycle: vec![fields.cycle.clone()].into(),
        domain: vec![fields.host.clone()].into(),
        configoptions: vec![Some(PhpSerialized(options))].into(),
        customfields: vec![Some(PhpSerialized(custom))].into(),
        addons: vec![Csv(fields.addons.clone())].into(),
        promocode: (!fields.promo.is_empty()).then(|| fields.promo.clone()),
        ..AddOrder::default()
    }
}

/// What it would cost whoever asks, as the page shows it; nothing is written.
pub(super) async fn preview(
    app: &App,
    caller: &Caller,
    buyer: Option<&Buyer>,
    product: u64,
    fields: &Fields,
) -> Summary {
    match ask(app, caller, buyer, asked(product, fields), fields).await {
        Ok(answer) => summary_of(answer),
        Err(CallError::Refused(refusal)) => Summary {
            problem: Some(language::refusal(&refusal.said).into_owned()),
            ..Summary::default()
        },
        Err(_) => Summary::default(),
    }
}

/// What decides the price; what is still being typed as an answer does not.
fn asked(product: u64, fields: &Fields) -> PreviewOrder {
    let order = items(product, fields);
    PreviewOrder {
        pid: order.pid,
        billingcycle: order.billingcycle,
        domain: order.domain,
        configoptions: order.configoptions,
        addons: order.addons,
        promocode: order.promocode,
        ..PreviewOrder::default()
    }
}

/// Asks the server what it would cost.
async fn ask(
    app: &App,
    caller: &Caller,
    buyer: Option<&Buyer>,
    call: PreviewOrder,
    fields: &Fields,
) -> Result<Cost, CallError> {
    if let Some(buyer) = buyer {
        return ForClient::new(app, &buyer.session).preview(call).await;
    }
    let (currencies, chosen) = view::currencies(app, caller, &fields.currency).await?;
    let row = currencies.iter().find(|row| row.code == chosen);
    let currency = row.and_then(|row| u64::try_from(row.id).ok());
    let state = (!fields.state.is_empty()).then(|| fields.state.clone());
    let tax_id = (!fields.tax_id.is_empty()).then(|| fields.tax_id.clone());
    let country = Some(fields.country.clone());
    let call = PreviewOrder { currency, country, state, tax_id, ..call };
    listed::cost(app, caller, call, || ready(Ok(chosen))).await
}

fn summary_of(cost: Cost) -> Summary {
    let free = cost.is_free();
    let Cost { told: answer, is_whole } = cost;
    let money = Money {
        prefix: answer.currencyprefix.to_string(),
        suffix: answer.currencysuffix.to_string(),
        format: answer.currencyformat.unwrap_or_default().0,
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
                text: with_days(&line.description, [line.periodfrom, line.periodto]),
                amount: money(&line.amount),
                recurring: line.recurringamount.as_ref().map(money),
                times: line.recurringtimes.and_then(Num::id),
                cycle: line.billingcycle.to_lowercase(),
            })
            .collect(),
        tax: (!tax.is_empty()).then_some(tax),
        total: if is_whole { money(&answer.total) } else { String::new() },
        problem: None,
        free,
    }
}

/// The same form sent twice is the same request.
pub(super) fn keyed(caller: &Caller, fields: &Fields, step: &str) -> Caller {
    let mut caller = caller.clone();
    if fields.once.len() >= 16 {
        caller.idempotency_key = Some(IdempotencyKey(format!("{}:{step}", fields.once)));
    }
    caller
}

/// A refusal belongs to a field of the form, or to all of it.
fn at_field(error: CallError) -> Failed {
    on_field(error, "form", "field_")
}

/// The same where another field is the likeliest, and questions were asked under `prefix`; anything
/// else is not the visitor's fault.
pub(super) fn on_field(error: CallError, field: &'static str, prefix: &str) -> Failed {
    match error {
        CallError::Refused(refusal) => {
            if let Some((id, said)) = questions::refused(&refusal) {
                return Failed::Problem(format!("{prefix}{id}").into(), said);
            }
            let field = match refusal.field.as_deref() {
                Some("email") => "email",
                Some("password2") => "password",
                Some("promocode") => "promo",
                Some("paymentmethod") => "method",
                Some("domain") => "host",
                _ if matches!(refusal.meaning, Meaning::Limit | Meaning::TooMuch) => "form",
                _ => field,
            };
            let said = match field {
                "host" => tell("host-name-wrong"),
                _ => language::refusal(&refusal.said).into_owned(),
            };
            Failed::Problem(field.into(), said)
        }
        error => Failed::Call(error),
    }
}
