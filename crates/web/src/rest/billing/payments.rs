//! Paying an invoice: from credit, with what the client keeps, or through a gateway.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::wire::{Amount, Flag};
use protocol::{CreditAmount, PayInvoice};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::for_client::ForClient;
use crate::rest::body::Body;
use crate::rest::inputs::AMOUNT;
use crate::rest::money::text;
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::ClientSession;

/// Names of the wire and how this API says them.
const WIRE_NAMES: &[(&str, &str)] = &[
    ("paymentmethod", "method"),
    ("cardnumber", "card/number"),
    ("cardexpiry", "card/expiry"),
    ("cardcvv", "card/cvv"),
    // As a gateway that keeps the card names them.
    ("card_number", "card/number"),
    ("card_expiry", "card/expiry"),
    ("paymethodid", "pay_method_id"),
    ("keepmethod", "keep"),
];

/// A payment to be made.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPayment {
    /// `credit`, `paymethod` for what the client keeps, or one of `GET /payment-methods`, such as
    /// `banktransfer` or `sandboxcard`.
    #[schemars(length(min = 1, max = 50))]
    method: String,
    /// From credit only: this much, as a decimal number in the client's currency; all that is
    /// needed and there if absent. Other ways pay the whole and refuse it.
    #[schemars(regex(pattern = AMOUNT))]
    amount: Option<String>,
    /// For a gateway that takes cards.
    card: Option<Card>,
    /// One of `GET /pay-methods`.
    #[schemars(range(min = 1))]
    pay_method_id: Option<u64>,
    /// Whether the gateway is to keep what is paid with on its page, for automatic payments.
    #[serde(default)]
    keep: bool,
}

/// A card.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Card {
    #[schemars(length(min = 12, max = 30))]
    number: String,
    /// Month and year, such as `12/30`.
    #[schemars(length(max = 10))]
    expiry: String,
    #[schemars(length(max = 4))]
    cvv: Option<String>,
}

/// What came of it.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Payment {
    /// Whether the invoice is paid now.
    is_paid: bool,
    /// The status of the invoice now.
    status: String,
    /// The gateway's number of the payment.
    reference: Option<String>,
    /// For the payer: why not, or what to do now.
    message: Option<String>,
    /// Where the payer must go on.
    redirect_url: Option<String>,
}

pub(super) async fn create(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<NewPayment>,
) -> Result<Json<Payment>, Problem> {
    let door = session.door(&app, ClientPermission::Invoices)?;
    if input.amount.is_some() && input.method != "credit" {
        let why = "is for payments from credit only: any other way pays the whole";
        return Err(Problem::invalid("/amount", why));
    }
    let payment = match input.method.as_str() {
        "credit" => from_credit(&door, id, input.amount.as_deref()).await,
        "paymethod" if input.pay_method_id.is_none() => captured(&door, id).await,
        _ => through_gateway(&door, id, input).await,
    };
    payment.map(Json).map_err(|problem| problem.renamed(WIRE_NAMES))
}

pub(in crate::rest) async fn from_credit(
    door: &ForClient,
    invoice: u64,
    amount: Option<&str>,
) -> Result<Payment, Problem> {
    let amount = match amount {
        None => CreditAmount::Full,
        Some(text) if text.starts_with(['-', '+']) => {
            return Err(Problem::invalid("/amount", "must be an amount such as 15.95"));
        }
        Some(text) => CreditAmount::Exactly(
            Amount::parse(text).map_err(|why| Problem::invalid("/amount", why))?,
        ),
    };
    door.apply_credit(invoice, amount).await?;
    now(door, invoice).await
}

pub(in crate::rest) async fn captured(door: &ForClient, invoice: u64) -> Result<Payment, Problem> {
    door.capture(invoice).await?;
    now(door, invoice).await
}

/// What became of the invoice.
async fn now(door: &ForClient, invoice: u64) -> Result<Payment, Problem> {
    let status = door.invoice(invoice).await?.status.0;
    let is_paid = status == "Paid";
    Ok(Payment { is_paid, status, reference: None, message: None, redirect_url: None })
}

async fn through_gateway(
    door: &ForClient,
    invoice: u64,
    input: NewPayment,
) -> Result<Payment, Problem> {
    let (number, expiry, cvv) = match input.card {
        Some(card) => (Some(card.number.into()), Some(card.expiry), card.cvv.map(Into::into)),
        None => (None, None, None),
    };
    let call = PayInvoice {
        invoiceid: invoice,
        paymentmethod: input.method,
        cardnumber: number,
        cardexpiry: expiry,
        cardcvv: cvv,
        paymethodid: input.pay_method_id,
        keepmethod: Flag(input.keep),
    };
    let answer = door.pay(call).await?;
    Ok(Payment {
        is_paid: answer.paid.0,
        status: answer.status.0.clone(),
        reference: text(&answer.transid),
        message: text(&answer.message),
        redirect_url: answer.redirect.as_ref().and_then(text),
    })
}
