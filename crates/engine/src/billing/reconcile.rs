//! Days of a gateway's records held against ours: what got lost on the way is booked, and what
//! nobody can explain is kept for the staff.

use std::collections::BTreeSet;
use std::time::Duration;

use model::ids::{ClientId, InvoiceId};
use ports::payment::{
    Asked, ChargeOutcome, GatewayEvent, GatewayNews, GatewayRecord, PaymentGateway, Recorded,
};
use store::billing::capture_attempts::{self, CaptureAttemptRow};
use store::billing::transactions::{self, TransactionRow};

use super::capture::{self, ABANDONED_AFTER_SECONDS, is_as_much};
use super::differences::{self, Difference, Kind};
use crate::jobs::{asked, targets};
use crate::system::currencies::Currencies;
use crate::{Cx, Fault, Result};

const DAY_SECONDS: i64 = 86_400;
/// So many days back are compared each time: what settles late is seen late.
const DAYS: i64 = 7;
/// A gateway dates a payment when it began, and we when we heard of its end.
const SPARE_SECONDS: i64 = 2 * DAY_SECONDS;
/// Entries of ours that are younger are not missed yet: gateways write some down hours later.
const YOUNG_SECONDS: i64 = 6 * 3_600;

/// How long a gateway may take to tell all of them, page by page.
const RECORDS_DEADLINE: Duration = Duration::from_secs(300);

/// What came of comparing one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Compared {
    /// It was missing here, and is booked now.
    Booked(String),
    /// It differs, which nobody knew before.
    Differs(String),
}

/// Compares the last days of a gateway that tells its records.
///
/// # Errors
/// When the gateway does not tell them, or the database fails.
pub async fn compare(
    cx: &Cx,
    action: &'static str,
    gateway: &dyn PaymentGateway,
) -> Result<Vec<Compared>> {
    let now = cx.engine.now().as_second();
    let since = now - DAYS * DAY_SECONDS;
    let side = Side { cx, action, gateway, module: gateway.capabilities().module };
    let target = targets::gateway(side.module);
    let ask = || gateway.records(since - SPARE_SECONDS);
    let records = asked(&cx.engine, &target, side.module, RECORDS_DEADLINE, ask).await;
    let records = records.map_err(Fault::broken)?;
    let mut found = Vec::new();
    // A refund can be booked only after its payment.
    let is_refund = |record: &&GatewayRecord| matches!(record.what, Recorded::Refund { .. });
    let (refunds, payments): (Vec<_>, Vec<_>) = records.iter().partition(is_refund);
    for record in payments.into_iter().chain(refunds) {
        found.extend(side.of_theirs(record).await?);
    }
    let theirs: BTreeSet<&str> = records.iter().map(|each| each.reference.as_str()).collect();
    let mut conn = cx.read().await?;
    let until = now - YOUNG_SECONDS;
    let ours = transactions::of_gateway(&mut conn, side.module, since, until).await?;
    drop(conn);
    for row in ours.iter().filter(|row| !theirs.contains(row.reference.as_str())) {
        found.extend(side.of_ours(row).await?);
    }
    Ok(found)
}

/// Who compares what.
struct Side<'a> {
    cx: &'a Cx,
    action: &'static str,
    gateway: &'a dyn PaymentGateway,
    module: &'static str,
}

/// Whose money a difference is about.
#[derive(Default)]
struct Whose {
    client: Option<ClientId>,
    invoice: Option<InvoiceId>,
}

impl Whose {
    fn of(row: &TransactionRow) -> Whose {
        let client = Some(row.client_id).filter(|id| id.0 > 0);
        Whose { client, invoice: row.invoice_id }
    }
}

/// What came of booking a record that was missing.
enum Tried {
    /// It is too early to say, or not ours.
    Later,
    /// Why it is not booked, if it still is not.
    Done(String, Whose),
}

impl Side<'_> {
    async fn booked(&self, reference: &str) -> Result<Option<TransactionRow>> {
        let mut conn = self.cx.read().await?;
        Ok(transactions::by_reference(&mut conn, self.module, reference).await?)
    }

    /// What the gateway has: is it booked here, and as much?
    async fn of_theirs(&self, record: &GatewayRecord) -> Result<Option<Compared>> {
        if let Some(row) = self.booked(&record.reference).await? {
            return self.amounts(record, &row).await;
        }
        let tried = match &record.what {
            Recorded::Payment { idempotency_key } => self.book_payment(idempotency_key).await?,
            Recorded::Refund { payment } => self.book_refund(record, payment).await?,
        };
        let Tried::Done(why, whose) = tried else { return Ok(None) };
        let Some(row) = self.booked(&record.reference).await? else {
            let text = format!("{} is not in our books: {why}", self.text(record));
            return self.differs(Kind::NotBooked, &record.reference, whose, text).await;
        };
        let differs = self.amounts(record, &row).await?;
        let text = format!("{}: {}", record.reference, self.text(record));
        Ok(differs.or(Some(Compared::Booked(text))))
    }

    /// A charge of ours that we heard nothing of is asked after, which books it.
    async fn book_payment(&self, key: &str) -> Result<Tried> {
        let mut conn = self.cx.read().await?;
        let attempt = capture_attempts::by_key(&mut conn, key).await?;
        drop(conn);
        let Some(attempt) = attempt.filter(|attempt| attempt.gateway == self.module) else {
            let why = format!("nobody here asked for it (key {key})");
            return Ok(Tried::Done(why, Whose::default()));
        };
        let before = self.cx.engine.now().as_second() - ABANDONED_AFTER_SECONDS;
        if attempt.started_at >= before {
            return Ok(Tried::Later);
        }
        capture::resolve(self.cx, self.action, &attempt).await?;
        let why = "the gateway tells something else when it is asked after it".to_owned();
        Ok(Tried::Done(why, Whose { client: None, invoice: Some(attempt.invoice_id) }))
    }

    /// A refund that somebody made at the gateway is booked as its web hook would be.
    async fn book_refund(&self, record: &GatewayRecord, payment: &str) -> Result<Tried> {
        let Some(paid) = self.booked(payment).await? else {
            // Of a payment that is none of ours, or was told of by itself.
            return Ok(Tried::Later);
        };
        let event = GatewayEvent {
            event: String::new(),
            idempotency_key: None,
            amount: Some(record.amount),
            what: GatewayNews::Refunded {
                payment: payment.to_owned(),
                reference: record.reference.clone(),
            },
        };
        let mut act = self.cx.act(self.action).await?;
        let why = match capture::news(&mut act, self.module, event).await {
            Ok(()) => {
                act.commit().await?;
                "its payment is for no invoice".to_owned()
            }
            Err(Fault::Refused(refusal)) => refusal.said.into_owned(),
            Err(broken) => return Err(broken),
        };
        Ok(Tried::Done(why, Whose::of(&paid)))
    }

    /// What we have and the list has not: it may be older than the list, so it is asked after.
    async fn of_ours(&self, row: &TransactionRow) -> Result<Option<Compared>> {
        if let Some(attempt) = self.attempt_of(row).await? {
            let asked = Asked {
                idempotency_key: attempt.idempotency_key,
                reference: attempt.reference,
                since: Some(attempt.started_at),
            };
            let told = self.gateway.look_up(&asked).await.map_err(Fault::broken)?;
            if matches!(told, Some(ChargeOutcome::Paid { .. })) {
                return Ok(None);
            }
        }
        let text =
            format!("Transaction {} is in our books, and {} has not got it", row.id, self.module);
        self.differs(Kind::NotThere, &row.reference, Whose::of(row), text).await
    }

    /// The attempt that took a payment.
    async fn attempt_of(&self, row: &TransactionRow) -> Result<Option<CaptureAttemptRow>> {
        let Some(invoice) = row.invoice_id.filter(|_| row.amount_in_minor > 0) else {
            return Ok(None);
        };
        let mut conn = self.cx.read().await?;
        let attempts = capture_attempts::of_invoice(&mut conn, invoice).await?;
        let is_it = |attempt: &CaptureAttemptRow| {
            attempt.gateway == self.module && attempt.reference == row.reference
        };
        Ok(attempts.into_iter().find(is_it))
    }

    async fn amounts(
        &self,
        record: &GatewayRecord,
        row: &TransactionRow,
    ) -> Result<Option<Compared>> {
        let mut conn = self.cx.read().await?;
        let minor = match record.what {
            Recorded::Payment { .. } => row.amount_in_minor,
            Recorded::Refund { .. } => row.amount_out_minor,
        };
        let ours = Currencies::read(&mut conn).await?.money(minor, row.currency_id)?;
        drop(conn);
        if is_as_much(ours, record.amount) {
            return Ok(None);
        }
        let booked = format!("{ours} {}", ours.currency.code());
        let text = format!("{} is in our books as {booked}", self.text(record));
        self.differs(Kind::Amount, &record.reference, Whose::of(row), text).await
    }

    fn text(&self, record: &GatewayRecord) -> String {
        let what = match record.what {
            Recorded::Payment { .. } => "A payment",
            Recorded::Refund { .. } => "A refund",
        };
        let amount = record.amount;
        format!("{what} of {amount} {} at {}", amount.currency.code(), self.module)
    }

    async fn differs(
        &self,
        kind: Kind,
        reference: &str,
        whose: Whose,
        text: String,
    ) -> Result<Option<Compared>> {
        let difference = Difference {
            kind,
            gateway: self.module.to_owned(),
            reference: reference.to_owned(),
            client: whose.client,
            invoice: whose.invoice,
            text,
        };
        let mut act = self.cx.act(self.action).await?;
        let is_new = differences::found(&mut act, &difference).await?;
        act.commit().await?;
        Ok(is_new.then(|| Compared::Differs(format!("{reference}: {}", difference.text))))
    }
}
