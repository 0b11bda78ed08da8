//! The account of a client over a time, as the journal says it, so that it agrees with the books
//! (B21).

use jiff::civil::Date;
use model::billing::journal::EntryKind;
use model::ids::{ClientId, InvoiceId};
use model::money::{Currency, Money};
use model::word::Word as _;
use store::Conn;
use store::billing::statements::{self, MovementRow};
use store::people::clients;

use crate::system::currencies::Currencies;
use crate::{Engine, Result, invalid, not_found, too_much};

/// Movements of one statement at most.
const MOVEMENTS_MAX: i64 = 10_000;

/// What a client owed, what moved, and what it owes then; below zero is credit.
#[derive(Debug, Clone)]
pub struct Statement {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// In which everything is.
    pub currency: Currency,
    /// What was owed before the first day.
    pub opening: Money,
    /// What moved, in order.
    pub lines: Vec<Line>,
    /// What is owed after the last day.
    pub closing: Money,
}

/// A movement.
#[derive(Debug, Clone)]
pub struct Line {
    /// The day it counts for.
    pub on: Date,
    /// What it records.
    pub what: What,
    /// The invoice concerned.
    pub invoice: Option<InvoiceId>,
    /// The number on that invoice; empty without one.
    pub number: String,
    /// What is owed more; zero when it is less.
    pub debit: Money,
    /// What is owed less; zero when it is more.
    pub credit: Money,
    /// What is owed then.
    pub balance: Money,
}

/// What a line records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// An entry of the journal.
    Entry(EntryKind),
    /// What an invoice asks for less, because that was paid back: the refund is a line of its own.
    TakenBack,
}

impl What {
    /// Its word on the wire and in the catalogues.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Entry(kind) => kind.word(),
            Self::TakenBack => "credit note",
        }
    }
}

/// The account of a client from one day to another: this year up to today unless it is said.
///
/// # Errors
/// Not found for an unknown client; invalid for days that run backwards; too much for too many
/// movements.
pub async fn statement(
    engine: &Engine,
    c: &mut Conn,
    client: ClientId,
    [from, to]: [Option<Date>; 2],
) -> Result<Statement> {
    let to = match to {
        Some(day) => day,
        None => engine.today().await?,
    };
    let from = from.unwrap_or_else(|| to.first_of_year());
    if to < from {
        return Err(invalid("dateto", "The last day is before the first"));
    }
    let row = clients::any_by_id(c, client).await?;
    let row = row.ok_or_else(|| not_found("Client ID Not Found"))?;
    let currency = Currencies::read(c).await?.currency(row.currency_id)?;
    let opening = Money::from_minor(statements::before(c, client, from).await?, currency);
    let moved = statements::movements(c, client, from, to, MOVEMENTS_MAX + 1).await?;
    if i64::try_from(moved.len()).unwrap_or(i64::MAX) > MOVEMENTS_MAX {
        let said = "There are too many movements for one statement: choose a shorter time";
        return Err(too_much(said));
    }
    let mut balance = opening;
    let mut lines = Vec::new();
    for part in together(moved) {
        let entry = What::Entry(part.reason);
        let back = part.back_minor;
        let changes = [(What::TakenBack, -back), (entry, back), (entry, part.change_minor)];
        for (what, minor) in changes.into_iter().filter(|(_, minor)| *minor != 0) {
            let change = Money::from_minor(minor, currency);
            balance = balance.add(change)?;
            lines.push(line(&part, what, change, balance)?);
        }
    }
    Ok(Statement { from, to, currency, opening, lines, closing: balance })
}

fn line(part: &MovementRow, what: What, change: Money, balance: Money) -> Result<Line> {
    let none = Money::zero(change.currency);
    let (debit, credit) = if change.is_negative() { (none, change.neg()?) } else { (change, none) };
    Ok(Line {
        on: part.on_date,
        what,
        invoice: part.invoice_id,
        number: part.invoice_label.clone(),
        debit,
        credit,
        balance,
    })
}

/// Entries about one thing on one day are one line: an invoice is income and tax in the journal.
fn together(moved: Vec<MovementRow>) -> Vec<MovementRow> {
    let mut lines: Vec<MovementRow> = Vec::new();
    let about =
        |row: &MovementRow| -> (Date, EntryKind, _) { (row.on_date, row.reason, row.invoice_id) };
    for row in moved {
        match lines.last_mut().filter(|last| about(last) == about(&row)) {
            Some(last) => {
                last.change_minor += row.change_minor;
                last.back_minor += row.back_minor;
            }
            None => lines.push(row),
        }
    }
    lines.retain(|line| line.change_minor != 0 || line.back_minor != 0);
    lines
}
