//! Bank statements: lines kept once, booked for the invoice they surely pay, else left for the
//! staff with what they may be.

mod booking;
mod matching;

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use model::ids::ClientId;
use model::money::Money;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::billing::bank_lines::{self, LineRow};
use store::billing::counters;
use store::billing::refund_requests::Hand;
use store::system::imports;

pub use self::booking::{For, book};
pub use self::matching::{Suggestion, suggestions};
use super::bill;
use crate::{Act, Result, conflict, invalid, not_found};

/// The longest reason, in characters.
const REASON_CHARS_MAX: usize = 500;

/// A line as a statement has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementLine {
    /// The own account; empty when it is not said.
    pub account: String,
    /// The bank's number of the line; empty for none.
    pub bank_id: String,
    /// The day the bank booked it.
    pub booked_on: Date,
    /// Below zero for money that left.
    pub amount: Money,
    /// Who paid, or was paid.
    pub payer: String,
    /// The other account; empty when it is not said.
    pub payer_account: String,
    /// What the payer wrote.
    pub reference: String,
}

/// What became of a statement.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// The lines that were not kept before, as they are now.
    pub added: Vec<LineRow>,
    /// How many were kept before.
    pub known: usize,
}

/// Keeps the lines of a statement, and books those that surely pay an invoice.
///
/// # Errors
/// When the database fails. What cannot be booked is left open with its reason.
pub async fn import(act: &mut Act, lines: &[StatementLine], tell: bool) -> Result<Imported> {
    // Whoever imports next waits here, so that two of them never lock clients in another order.
    counters::take(&mut act.conn, "bank_statements").await?;
    let (mut ids, mut known) = (Vec::new(), 0);
    for row in rows(act, lines) {
        match bank_lines::add(&mut act.conn, &row).await? {
            Some(id) => ids.push(id),
            None => known += 1,
        }
    }
    lock_all(act, &ids).await?;
    for id in &ids {
        book_or_leave(act, *id, tell).await?;
    }
    let mut added = Vec::with_capacity(ids.len());
    for id in ids {
        added.push(read(act, id).await?);
    }
    let booked = added.iter().filter(|row| row.status == "Booked").count();
    let new = added.len();
    act.log(None, format!("Bank Statement Imported - Lines: {new} - Booked: {booked}")).await?;
    Ok(Imported { added, known })
}

/// The rows of a statement, each with its key.
fn rows(act: &Act, lines: &[StatementLine]) -> Vec<LineRow> {
    let mut equal: HashMap<String, usize> = HashMap::new();
    let rows = lines.iter().map(|line| {
        let leaves = !line.amount.is_positive();
        LineRow {
            id: 0,
            account: model::billing::bank::fold(&line.account),
            line_key: key(line, &mut equal),
            bank_id: line.bank_id.clone(),
            booked_on: line.booked_on,
            currency: line.amount.currency.code().to_owned(),
            amount_minor: line.amount.minor,
            payer: line.payer.clone(),
            payer_account: model::billing::bank::fold(&line.payer_account),
            reference: line.reference.clone(),
            status: if leaves { "Ignored" } else { "Open" }.to_owned(),
            reason: if leaves { "Money that left the account" } else { "" }.to_owned(),
            invoice_id: None,
            client_id: None,
            transaction_id: None,
            imported_at: act.at(),
            decided_by: None,
            decided_name: String::new(),
            decided_at: None,
        }
    });
    rows.collect()
}

/// The bank's number with day and amount, since some banks give one number to several lines; else
/// what the line says, with its number among the equal ones of the statement.
fn key(line: &StatementLine, equal: &mut HashMap<String, usize>) -> String {
    let (day, minor) = (line.booked_on, line.amount.minor);
    if !line.bank_id.is_empty() {
        return format!("id:{}:{day}:{minor}", line.bank_id);
    }
    let said = json!([
        line.account,
        day.to_string(),
        line.amount.currency.code(),
        minor,
        line.payer,
        line.payer_account,
        line.reference,
    ]);
    let hash = model::hex::hex(&Sha256::digest(said.to_string().as_bytes()));
    let place = equal.entry(hash.clone()).or_default();
    *place += 1;
    format!("sha256:{hash}:{place}")
}

/// Locks the money of all clients that will be paid for, in the order of their numbers.
async fn lock_all(act: &mut Act, ids: &[i64]) -> Result<()> {
    let mut clients: BTreeSet<ClientId> = BTreeSet::new();
    for id in ids {
        let row = read(act, *id).await?;
        if row.status == "Open"
            && let Ok(sure) = matching::judge(&mut act.conn, &row).await?
        {
            clients.insert(sure.client);
        }
    }
    let clients: Vec<_> = clients.into_iter().collect();
    bill::lock_payers(&mut act.conn, &clients).await.map(drop)
}

/// Judged again under the locks: an earlier line of the statement may have paid the invoice.
async fn book_or_leave(act: &mut Act, id: i64, tell: bool) -> Result<()> {
    let row = read(act, id).await?;
    if row.status != "Open" {
        return Ok(());
    }
    let why = match matching::judge(&mut act.conn, &row).await? {
        Err(why) => why.to_string(),
        Ok(sure) => {
            imports::begin(&mut act.conn).await?;
            let fault = match book(act, id, For::Sure(sure.invoice), tell).await {
                Ok(_) => return Ok(imports::keep(&mut act.conn).await?),
                Err(fault) => fault,
            };
            imports::undo(&mut act.conn).await?;
            match fault.refusal() {
                Some(refusal) => refusal.said.to_string(),
                None => return Err(fault),
            }
        }
    };
    Ok(bank_lines::leave(&mut act.conn, id, &why).await?)
}

/// Puts an open line aside.
///
/// # Errors
/// Not found when it is not open; invalid when the reason is too long.
pub async fn ignore(act: &mut Act, id: i64, reason: &str) -> Result<()> {
    let reason = reason.trim();
    if reason.chars().count() > REASON_CHARS_MAX {
        return Err(invalid("reason", format!("At most {REASON_CHARS_MAX} characters")));
    }
    let row = read(act, id).await?;
    let name = act.caller.actor.name().to_owned();
    let staff = act.caller.actor.staff().map(|id| id.0);
    let hand = Hand { staff, name: &name, at: act.at() };
    if row.status != "Open" {
        return Err(not_found("Bank Line ID Not Found or Not Open"));
    }
    if !bank_lines::ignore(&mut act.conn, id, reason, hand).await? {
        return Err(conflict("Somebody else decided meanwhile"));
    }
    act.changed("bank_lines", id, &[("status", json!("Open"), json!("Ignored"))]).await?;
    act.log(None, format!("Bank Line Ignored - Line ID: {id}")).await
}

pub(crate) async fn read(act: &mut Act, id: i64) -> Result<LineRow> {
    let row = bank_lines::by_id(&mut act.conn, id).await?;
    row.ok_or_else(|| not_found("Bank Line ID Not Found"))
}
