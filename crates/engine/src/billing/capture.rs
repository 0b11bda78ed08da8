//! Charging: written down before the gateway is called, resolved by asking, never charged again
//! (B22, B23).

mod outcome;

use std::sync::Arc;

use model::billing::capture::{Keeps, idempotency_key};
use model::billing::invoice::InvoiceStatus;
use model::ids::{CaptureId, InvoiceId, PayMethodId};
use ports::payment::{CardEntry, CardField, Charge, ChargeSource, PaymentGateway};
use ports::{PortError, Secret};
use store::billing::capture_attempts::{self, CaptureAttemptRow};
use store::billing::invoices;
use store::billing::pay_methods::{self, PayMethodRow};

pub(crate) use outcome::is_as_much;
pub use outcome::{Captured, conclude, news, resolve, resolve_old};

use super::bill::{self, Bill};
use super::{gateways, pay_methods as stored};
use crate::jobs::{end_of, is_left_alone, targets};
use crate::{Act, Cx, Fault, Result, conflict, invalid, not_found, not_now};

/// After so many seconds whoever began an attempt is certainly gone: longer than any gateway call
/// may take.
pub const ABANDONED_AFTER_SECONDS: i64 = 300;

/// What to charge.
#[derive(Debug, Clone)]
pub enum Source {
    /// The invoice's stored method, else the client's default one.
    Default,
    /// A stored method of the client.
    Stored(PayMethodId),
    /// A card, once, through a gateway.
    Card(String, CardEntry),
    /// Whatever the client chooses on the gateway's page.
    Hosted {
        /// The gateway.
        module: String,
        /// Where the client comes back to.
        return_url: String,
        /// Whether the client wants it kept for later charges.
        keep: bool,
    },
}

/// A card as typed in; `None` when the expiry cannot be read. The number is checked when charged.
#[must_use]
pub fn card(number: &str, expiry: &str, code: Option<&str>) -> Option<CardEntry> {
    let (expiry_month, expiry_year) = CardEntry::read_expiry(expiry)?;
    let code = code.map(str::trim).filter(|code| !code.is_empty());
    Some(CardEntry {
        number: Secret::new(number.trim()),
        expiry_month,
        expiry_year,
        security_code: code.map(Secret::new),
        holder: String::new(),
    })
}

/// The sentence for an invoice that cannot be charged.
pub const NOT_UNPAID: &str = "Invoice Not Found or Not Unpaid";

/// Charges what is left of an unpaid invoice.
///
/// # Errors
/// Not found with [`NOT_UNPAID`]; not-now when there is nothing to charge it to, or when another
/// attempt is under way.
pub async fn capture(
    cx: &Cx,
    action: &'static str,
    invoice: InvoiceId,
    source: Source,
) -> Result<Captured> {
    settle_earlier(cx, action, invoice).await?;
    let mut act = cx.act(action).await?;
    let prepared = prepare(&mut act, invoice, source).await?;
    let target = targets::gateway(prepared.gateway.capabilities().module);
    // Before the attempt is written down for good: none is used up that was not made.
    let pass = cx.engine.targets().admit(&target, cx.engine.now());
    let pass = pass.map_err(|wait| is_left_alone(&target, wait))?;
    act.commit().await?;
    let answer = prepared.gateway.charge(prepared.charge).await;
    pass.ended(end_of(Some(&answer)));
    let mut act = cx.act(action).await?;
    let captured = match answer {
        Ok(outcome) => conclude(&mut act, prepared.attempt, outcome).await?,
        Err(error) => outcome::failed(&mut act, prepared.attempt, &error).await?,
    };
    act.commit().await?;
    match &captured {
        Captured::Pending { reference } if prepared.settles_when_asked => {
            outcome::settle(cx, action, prepared.attempt, reference).await
        }
        _ => Ok(captured),
    }
}

/// Asks the gateway about an attempt that broke off, so that a new one may begin (B23).
async fn settle_earlier(cx: &Cx, action: &'static str, invoice: InvoiceId) -> Result<()> {
    let mut conn = cx.read().await?;
    let attempts = capture_attempts::of_invoice(&mut conn, invoice).await?;
    drop(conn);
    let before = cx.engine.now().as_second() - ABANDONED_AFTER_SECONDS;
    for attempt in attempts {
        let unresolved = matches!(attempt.outcome.as_str(), "open" | "unknown");
        if unresolved && attempt.started_at < before {
            resolve(cx, action, &attempt).await?;
        }
    }
    Ok(())
}

struct Prepared {
    attempt: CaptureId,
    gateway: Arc<dyn PaymentGateway>,
    charge: Charge,
    settles_when_asked: bool,
}

/// Writes the attempt down; the commit comes before the call.
async fn prepare(act: &mut Act, invoice: InvoiceId, source: Source) -> Result<Prepared> {
    let bill = bill::lock(act, invoice).await.map_err(|error| match error {
        Fault::Refused(_) => not_found(NOT_UNPAID),
        broken @ Fault::Broken(_) => broken,
    })?;
    if bill.row.status != InvoiceStatus::Unpaid || !bill.balance().is_positive() {
        return Err(not_found(NOT_UNPAID));
    }
    let (module, source) = with_what(act, &bill, source).await?;
    let engine = act.engine.clone();
    let gateway = gateways::open(&engine, &mut act.conn, &module).await?;
    let gateway = gateway.ok_or_else(|| not_now("The payment method is not active"))?;
    check(gateway.as_ref(), &source, &bill)?;
    let can = gateway.capabilities();
    let by_token = matches!(source, ChargeSource::Token(_));
    let settles_when_asked = by_token && can.settles_when_asked;
    let keeps = matches!(source, ChargeSource::Hosted { keep: Some(_), .. });
    let (attempt, key) = write_down(act, &bill, module, keeps).await?;
    let charge = Charge {
        idempotency_key: key,
        amount: bill.balance(),
        invoice,
        client: bill.payer.id,
        source,
        description: format!("Invoice #{}", bill.label()),
    };
    Ok(Prepared { attempt, gateway, charge, settles_when_asked })
}

async fn write_down(
    act: &mut Act,
    bill: &Bill,
    module: String,
    keeps: bool,
) -> Result<(CaptureId, String)> {
    let invoice = bill.row.id;
    let earlier = capture_attempts::of_invoice(&mut act.conn, invoice).await?;
    let attempt = i64::try_from(earlier.len()).map_err(Fault::broken)? + 1;
    let key = idempotency_key(invoice, u32::try_from(attempt).map_err(Fault::broken)?);
    let row = CaptureAttemptRow {
        id: CaptureId(0),
        invoice_id: invoice,
        attempt,
        gateway: module,
        idempotency_key: key.clone(),
        amount_minor: bill.balance().minor,
        started_at: act.at(),
        outcome: "open".to_owned(),
        reference: String::new(),
        message: String::new(),
        finished_at: None,
        keeps: if keeps { Keeps::Asked } else { Keeps::No },
    };
    let id = capture_attempts::open(&mut act.conn, &row).await?;
    let id = id.ok_or_else(|| conflict("Another payment of this invoice is under way"))?;
    let at = act.at();
    invoices::set_last_capture(&mut act.conn, invoice, at).await?;
    Ok((id, key))
}

/// The gateway, and what it is to charge.
async fn with_what(act: &mut Act, bill: &Bill, source: Source) -> Result<(String, ChargeSource)> {
    let stored = match source {
        Source::Card(module, card) => {
            card.check(act.today()).map_err(|fault| invalid(named(fault.field), fault.why))?;
            return Ok((module, ChargeSource::Card(card)));
        }
        Source::Hosted { module, return_url, keep } => {
            let keep = match keep {
                true => Some(stored::owner(&mut act.conn, bill.payer.id, &module).await?),
                false => None,
            };
            return Ok((module, ChargeSource::Hosted { return_url, keep }));
        }
        Source::Default => default_method(act, bill).await?,
        Source::Stored(id) => {
            let row = pay_methods::by_id(&mut act.conn, id).await?;
            row.filter(|row| row.client_id == bill.payer.id)
        }
    };
    let stored = stored.filter(|row| !row.token.is_empty());
    let stored = stored.ok_or_else(|| not_now("There is no stored payment method to charge"))?;
    Ok((stored.gateway, ChargeSource::Token(stored.token)))
}

/// A field of a card as the wire names it.
const fn named(field: CardField) -> &'static str {
    match field {
        CardField::Number => "cardnumber",
        CardField::Expiry => "cardexpiry",
        CardField::SecurityCode => "cardcvv",
    }
}

async fn default_method(act: &mut Act, bill: &Bill) -> Result<Option<PayMethodRow>> {
    let all = pay_methods::of_client(&mut act.conn, bill.payer.id).await?;
    let own = all.iter().find(|row| Some(row.id) == bill.row.pay_method_id);
    Ok(own.or_else(|| all.iter().find(|row| !row.token.is_empty())).cloned())
}

/// Refuses before anything is written down what the gateway says it cannot do.
fn check(gateway: &dyn PaymentGateway, source: &ChargeSource, bill: &Bill) -> Result<()> {
    let can = gateway.capabilities();
    let able = match source {
        ChargeSource::Token(_) => can.automatic_capture,
        ChargeSource::Card(_) => can.card_entry,
        ChargeSource::Hosted { keep, .. } => can.redirect && (keep.is_none() || can.keeps_methods),
    };
    let takes = can.currencies.is_none_or(|codes| codes.contains(&bill.currency.code()));
    if able && takes {
        return Ok(());
    }
    let capability = if takes { "this kind of payment" } else { "this currency" };
    let error = PortError::Unsupported { module: can.module, capability };
    Err(not_now(error.to_string()))
}
