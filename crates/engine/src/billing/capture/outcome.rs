//! What became of a charge, whoever tells it: the answer, the look-up or a web hook (B18, B23).

use model::billing::invoice::InvoiceStatus;
use model::billing::journal::RefundTo;
use model::ids::{CaptureId, InvoiceId};
use model::money::Money;
use ports::payment::{Asked, ChargeOutcome, GatewayEvent, GatewayNews, KeptMethod};
use ports::{PortError, Refused};
use store::billing::capture_attempts::{self, CaptureAttemptRow};
use store::billing::transactions;

use super::{ABANDONED_AFTER_SECONDS, gateways};
use crate::billing::payments::NewPayment;
use crate::billing::refund::NewRefund;
use crate::billing::{bill, differences, disputes, mail, pay_methods, payments, refund};
use crate::jobs::targets;
use crate::{Act, Cx, Fault, Result};

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Captured {
    /// The money is ours and the invoice knows it.
    Paid {
        /// The gateway's transaction id.
        reference: String,
    },
    /// Under way; the gateway will tell.
    Pending {
        /// The gateway's transaction id.
        reference: String,
    },
    /// The client must confirm first.
    ActionNeeded {
        /// The gateway's transaction id.
        reference: String,
        /// Where.
        url: String,
    },
    /// No money moved.
    Refused {
        /// The gateway's sentence, for staff.
        message: String,
    },
    /// Nobody knows; it is asked about later, never charged again by itself.
    Unknown,
}

/// Books an outcome. Told again, or by two at once, it has one effect.
///
/// # Errors
/// When the database fails.
pub async fn conclude(act: &mut Act, id: CaptureId, outcome: ChargeOutcome) -> Result<Captured> {
    let attempt = lock(act, id).await?;
    match outcome {
        ChargeOutcome::Paid { reference, fee, kept } => {
            end(act, &attempt, "paid", &reference, "").await?;
            pay(act, &attempt, &reference, fee).await?;
            if let Some(kept) = kept {
                keep(act, &attempt, kept).await?;
            }
            Ok(Captured::Paid { reference })
        }
        ChargeOutcome::Pending { reference } => {
            // Old news of an attempt that has come to its end: nobody would end the waiting.
            if end(act, &attempt, "pending", &reference, "").await? {
                wait(act, attempt.invoice_id).await?;
            }
            Ok(Captured::Pending { reference })
        }
        ChargeOutcome::ActionNeeded { reference, url } => {
            end(act, &attempt, "pending", &reference, "").await?;
            Ok(Captured::ActionNeeded { reference, url })
        }
        ChargeOutcome::Refused(refused) => refuse(act, &attempt, &refused).await,
    }
}

/// Books that the gateway gave no outcome: surely not carried out, or not known (B23).
pub(super) async fn failed(act: &mut Act, id: CaptureId, error: &PortError) -> Result<Captured> {
    let attempt = lock(act, id).await?;
    if error.is_unknown() {
        end(act, &attempt, "unknown", "", &error.to_string()).await?;
        return Ok(Captured::Unknown);
    }
    refuse(act, &attempt, &Refused::new("not_sent", error.to_string())).await
}

/// Asks at once about a charge whose reference is written down, by a gateway that takes the money
/// only then. If it does not say, it is asked later, as about every charge that is pending.
pub(super) async fn settle(
    cx: &Cx,
    action: &'static str,
    id: CaptureId,
    reference: &str,
) -> Result<Captured> {
    let mut conn = cx.read().await?;
    let attempt = capture_attempts::by_id(&mut conn, id).await?;
    drop(conn);
    let pending = Captured::Pending { reference: reference.to_owned() };
    let Some(attempt) = attempt.filter(|attempt| attempt.outcome == "pending") else {
        return Ok(pending);
    };
    match resolve(cx, action, &attempt).await? {
        Captured::Unknown => Ok(pending),
        captured => Ok(captured),
    }
}

/// Asks the gateway about an attempt that nobody is working on any more (B23).
///
/// # Errors
/// When the database fails. A gateway that cannot be asked leaves the attempt as it is.
pub async fn resolve(
    cx: &Cx,
    action: &'static str,
    attempt: &CaptureAttemptRow,
) -> Result<Captured> {
    let mut conn = cx.read().await?;
    let gateway = gateways::open(&cx.engine, &mut conn, &attempt.gateway).await?;
    drop(conn);
    let Some(gateway) = gateway else { return Ok(Captured::Unknown) };
    let asked = Asked {
        idempotency_key: attempt.idempotency_key.clone(),
        reference: attempt.reference.clone(),
        since: Some(attempt.started_at),
    };
    let target = targets::gateway(&attempt.gateway);
    let ask = || gateway.look_up(&asked);
    let found = match cx.engine.targets().call(&target, cx.engine.now(), ask).await {
        Ok(Ok(found)) => found,
        Ok(Err(_)) | Err(_) => return Ok(Captured::Unknown),
    };
    let never = || ChargeOutcome::Refused(Refused::new("never_arrived", "It never arrived"));
    let mut act = cx.act(action).await?;
    let captured = conclude(&mut act, attempt.id, found.unwrap_or_else(never)).await?;
    act.commit().await?;
    Ok(captured)
}

/// Asks about every attempt that broke off or is pending; how many came to an end.
///
/// # Errors
/// When the database fails.
pub async fn resolve_old(cx: &Cx, action: &'static str, limit: i64) -> Result<usize> {
    let before = cx.engine.now().as_second() - ABANDONED_AFTER_SECONDS;
    let mut conn = cx.read().await?;
    let old = capture_attempts::unresolved(&mut conn, before, limit).await?;
    drop(conn);
    let mut ended = 0;
    for attempt in old {
        let captured = resolve(cx, action, &attempt).await?;
        let still = matches!(captured, Captured::Unknown | Captured::Pending { .. });
        ended += usize::from(!still);
    }
    Ok(ended)
}

/// Takes the news of a web hook whose signature was found right; told again, nothing happens.
///
/// # Errors
/// When the database fails.
pub async fn news(act: &mut Act, gateway: &str, event: GatewayEvent) -> Result<()> {
    match event.what {
        GatewayNews::Charge(outcome) => {
            let key = event.idempotency_key.unwrap_or_default();
            let attempt = capture_attempts::by_key(&mut act.conn, &key).await?;
            match attempt.filter(|attempt| attempt.gateway == gateway) {
                Some(attempt) => {
                    agrees(act, &attempt, event.amount, &outcome).await?;
                    conclude(act, attempt.id, outcome).await.map(drop)
                }
                None => act.log(None, format!("{gateway}: news of an unknown charge {key}")).await,
            }
        }
        GatewayNews::Kept(kept) => {
            let key = event.idempotency_key.unwrap_or_default();
            let attempt = capture_attempts::by_key(&mut act.conn, &key).await?;
            match attempt.filter(|attempt| attempt.gateway == gateway) {
                Some(attempt) => {
                    let attempt = lock(act, attempt.id).await?;
                    keep(act, &attempt, kept).await
                }
                None => act.log(None, format!("{gateway}: news of an unknown charge {key}")).await,
            }
        }
        GatewayNews::Refunded { payment, reference } => {
            refunded(act, gateway, &payment, &reference, event.amount).await
        }
        GatewayNews::Disputed { payment } => disputes::opened(act, gateway, &payment).await,
        GatewayNews::DisputeEnded { payment, won } => {
            disputes::ended(act, gateway, &payment, won).await
        }
        GatewayNews::RefundFailed { reference } => {
            match transactions::by_reference(&mut act.conn, gateway, &reference).await? {
                Some(row) => differences::refund_failed(act, gateway, &row).await,
                None => Ok(()),
            }
        }
    }
}

/// What a payment gateway tells is about the charge that we asked for: amount and currency are
/// compared, in case somebody reused a key, or changed the charge at the gateway (B18).
async fn agrees(
    act: &mut Act,
    attempt: &CaptureAttemptRow,
    told: Option<Money>,
    outcome: &ChargeOutcome,
) -> Result<()> {
    let currency = bill::lock(act, attempt.invoice_id).await?.currency;
    let asked = Money::from_minor(attempt.amount_minor, currency);
    let fee = match outcome {
        ChargeOutcome::Paid { fee, .. } => Some(fee.currency),
        _ => None,
    };
    let strange = fee.is_some_and(|fee| fee.code() != currency.code());
    if strange || told.is_some_and(|told| !is_as_much(told, asked)) {
        let told = told.map_or_else(|| "another currency".to_owned(), |told| told.to_string());
        return Err(crate::conflict(format!(
            "the charge {} is about {told}, and we asked for {asked}",
            attempt.idempotency_key
        )));
    }
    Ok(())
}

/// Gateways count with the decimals of ISO 4217, and our currencies may have others.
pub(crate) fn is_as_much(one: Money, two: Money) -> bool {
    let scaled = |amount: Money, digits: u8| {
        i128::from(amount.minor).checked_mul(10_i128.checked_pow(digits.into())?)
    };
    let (a, b) = (one.currency, two.currency);
    a.code() == b.code() && scaled(one, b.digits()) == scaled(two, a.digits())
}

async fn refunded(
    act: &mut Act,
    gateway: &str,
    payment: &str,
    reference: &str,
    amount: Option<Money>,
) -> Result<()> {
    let known = transactions::by_reference(&mut act.conn, gateway, reference).await?;
    let paid = transactions::by_reference(&mut act.conn, gateway, payment).await?;
    let (None, Some(paid)) = (known, paid) else { return Ok(()) };
    let Some(invoice) = paid.invoice_id else { return Ok(()) };
    let new = NewRefund {
        invoice,
        payment: Some(paid.id),
        amount,
        to: RefundTo::Gateway,
        reference: reference.to_owned(),
        at: act.now,
        noted: None,
    };
    refund::refund(act, new).await.map(drop)
}

/// The attempt, once the invoice and its client's money are locked: nobody concludes it beside us.
async fn lock(act: &mut Act, id: CaptureId) -> Result<CaptureAttemptRow> {
    let gone = || Fault::broken(format!("capture attempt {id} is gone"));
    let attempt = capture_attempts::by_id(&mut act.conn, id).await?.ok_or_else(gone)?;
    bill::lock(act, attempt.invoice_id).await?;
    capture_attempts::by_id(&mut act.conn, id).await?.ok_or_else(gone)
}

async fn end(
    act: &mut Act,
    attempt: &CaptureAttemptRow,
    outcome: &str,
    reference: &str,
    message: &str,
) -> Result<bool> {
    let at = act.at();
    let ended =
        capture_attempts::end(&mut act.conn, attempt.id, outcome, reference, message, at).await?;
    Ok(ended)
}

async fn pay(
    act: &mut Act,
    attempt: &CaptureAttemptRow,
    reference: &str,
    fees: Money,
) -> Result<()> {
    let known = transactions::by_reference(&mut act.conn, &attempt.gateway, reference).await?;
    if known.is_some() {
        return Ok(());
    }
    let new = NewPayment {
        invoice: attempt.invoice_id,
        amount: Money::from_minor(attempt.amount_minor, fees.currency),
        fees,
        gateway: attempt.gateway.clone(),
        reference: reference.to_owned(),
        at: act.now,
        description: String::new(),
    };
    payments::record(act, new).await?;
    mail::about(act, mail::Occasion::Paid, attempt.invoice_id).await
}

/// Writes down what the client paid with, if it asked for that; once for each charge, so that what
/// the client has forgotten since does not come back with the next news. The invoice is locked.
async fn keep(act: &mut Act, attempt: &CaptureAttemptRow, kept: KeptMethod) -> Result<()> {
    if kept.token.is_empty() || !capture_attempts::kept(&mut act.conn, attempt.id).await? {
        return Ok(());
    }
    let client = bill::lock(act, attempt.invoice_id).await?.payer.id;
    pay_methods::add_kept(act, client, &attempt.gateway, kept).await
}

async fn wait(act: &mut Act, invoice: InvoiceId) -> Result<()> {
    let mut bill = bill::lock(act, invoice).await?;
    if bill.row.status == InvoiceStatus::Unpaid {
        bill::go(act, &mut bill, InvoiceStatus::PaymentPending).await?;
    }
    Ok(())
}

async fn refuse(act: &mut Act, attempt: &CaptureAttemptRow, refused: &Refused) -> Result<Captured> {
    let message = refused.to_string();
    if end(act, attempt, "refused", "", &message).await? {
        let mut bill = bill::lock(act, attempt.invoice_id).await?;
        if bill.row.status == InvoiceStatus::PaymentPending {
            bill::go(act, &mut bill, InvoiceStatus::Unpaid).await?;
        }
        let text = format!("Payment Attempt Failed - Invoice ID: {}: {message}", bill.row.id);
        act.log(Some(bill.payer.id), text).await?;
        mail::about(act, mail::Occasion::ChargeFailed, attempt.invoice_id).await?;
    }
    Ok(Captured::Refused { message })
}
