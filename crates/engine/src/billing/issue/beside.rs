//! What is written beside new invoices: movements of the journal, and mails. Of many it is made on
//! another thread, while they themselves are written.

use std::sync::Arc;

use jiff::civil::Date;
use model::billing::invoice::InvoiceStatus;
use model::billing::journal::{credit_applied, invoice_issued};
use store::billing::invoice_items::InvoiceItemRow;
use store::billing::journal::JournalRow;
use tokio::task::JoinHandle;

use super::on_credit::OnCredit;
use super::{about, asks_for_nothing};
use crate::billing::bill::{self, Bill};
use crate::billing::journal;
use crate::billing::mail::Letters;
use crate::system::mail::{NewMail, Once};
use crate::{Fault, Result};

/// Fewer invoices are not worth another thread.
const WORTH_A_THREAD: usize = 16;

/// New invoices as they are going to be written, with their ids and numbers.
#[derive(Debug, Clone)]
pub(super) struct Ready {
    pub(super) bills: Vec<Bill>,
    /// The lines of the first, then those of the second, and so on.
    pub(super) lines: Vec<InvoiceItemRow>,
    pub(super) on_credit: OnCredit,
}

/// What belongs to them.
#[derive(Debug, Default)]
pub(super) struct Beside {
    pub(super) movements: Vec<JournalRow>,
    pub(super) mails: Vec<(NewMail, Once)>,
    /// The places of those that ask for nothing.
    pub(super) settled: Vec<usize>,
}

/// What belongs to them, made or in the making.
#[derive(Debug)]
pub(super) enum Making {
    Made(Result<Beside>),
    Underway(JoinHandle<Result<Beside>>),
}

impl Making {
    /// Begins: for an instant (Unix seconds) and its day. Without `letters` there are no mails.
    pub(super) fn begin(ready: &Arc<Ready>, when: (i64, Date), letters: Option<Letters>) -> Self {
        if ready.bills.len() < WORTH_A_THREAD {
            return Self::Made(make(ready, when, letters.as_ref()));
        }
        let ready = Arc::clone(ready);
        let work = move || make(&ready, when, letters.as_ref());
        Self::Underway(tokio::task::spawn_blocking(work))
    }

    /// What came of it.
    ///
    /// # Errors
    /// When an amount does not fit, or the books contradict themselves.
    pub(super) async fn made(self) -> Result<Beside> {
        match self {
            Self::Made(beside) => beside,
            Self::Underway(work) => work.await.map_err(Fault::broken)?,
        }
    }
}

fn make(ready: &Ready, when: (i64, Date), letters: Option<&Letters>) -> Result<Beside> {
    let mut beside = Beside::default();
    let mut lines = ready.lines.as_slice();
    for (at, (bill, taken)) in ready.bills.iter().zip(&ready.on_credit.0).enumerate() {
        let count = lines.iter().take_while(|line| line.invoice_id == bill.row.id).count();
        let (own, others) = lines.split_at(count);
        lines = others;
        if bill.row.status == InvoiceStatus::Draft {
            continue;
        }
        let issued = invoice_issued(bill::amounts(bill, own)?);
        beside.movements.extend(journal::movements(when, about(bill), issued)?);
        if let Some(amount) = taken {
            let applied = credit_applied(*amount);
            beside.movements.extend(journal::movements(when, about(bill), applied)?);
        }
        if asks_for_nothing(bill, own) {
            beside.settled.push(at);
        } else if let Some(letters) = letters {
            beside.mails.extend(letters.about(&bill.row, &bill.payer)?);
        }
    }
    Ok(beside)
}
