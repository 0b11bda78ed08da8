//! Clients' credit: what moved it, and a journal that says the same (B10, B21).

use std::collections::HashMap;

use model::billing::journal::{
    Account, Entry as Posting, EntryKind, JournalError, credit_added, credit_removed,
};
use model::money::{Currency, Money};
use protocol::{Credit, GetCredits};
use store::billing::moved::{self, CreditMovementRow, HolderRow, UnaskedRow};
use store::system::imports::Put;

use super::booked::{Book, When};
use super::invoice::{Place, journal, when};
use crate::amounts::minor;
use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;
use crate::reading::ask_each;

const KIND: &str = "credit of clients";
/// Clients that are looked after at once.
const CLIENTS: usize = 100;
/// The text of the credit that a client had before the first movement that is told of.
const OPENING: &str = "Opening balance";

/// Brings in what moved the credit of each client, and has it come to the balance that it has.
pub(super) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    let holders = moved::holders(&mut moving.engine.read().await?).await?;
    let of = holders.len();
    let holders = moving.unknown(KIND, holders, |row| row.id).await?;
    let mut done = of - holders.len();
    for holders in holders.chunks(CLIENTS) {
        some(moving, holders).await?;
        done += holders.len();
        moving.tell(KIND, done as u64, i64::try_from(of).unwrap_or(i64::MAX));
    }
    Ok(())
}

/// What is known of clients' credit beside what the WHMCS tells.
struct Booked {
    /// What the journal of their invoices says.
    movements: HashMap<i64, Vec<CreditMovementRow>>,
    /// What they paid for nothing.
    unasked: HashMap<i64, Vec<UnaskedRow>>,
}

async fn some(moving: &mut Moving<'_>, holders: &[HolderRow]) -> Result<()> {
    let call = |row: &HolderRow| GetCredits { clientid: row.id.try_into().unwrap_or_default() };
    let answers = ask_each(moving, holders.iter().map(call).collect()).await?;
    let mut booked = booked(moving, holders).await?;
    let now = when(moving, moving.engine.now().as_second());
    let mut entries = Vec::new();
    for (holder, answer) in holders.iter().zip(answers) {
        let told = answer.map(|answer| answer.credits.0.credit.0).unwrap_or_else(|why| {
            moving.report.note(KIND, holder.id, format!("only its balance is here: {why}"));
            Vec::new()
        });
        entries.push(of_client(moving, holder, &told, &mut booked, now)?);
    }
    moving.write(KIND, entries).await
}

async fn booked(moving: &Moving<'_>, holders: &[HolderRow]) -> Result<Booked> {
    let ids: Vec<i64> = holders.iter().map(|row| row.id).collect();
    let mut conn = moving.engine.read().await?;
    let mut movements: HashMap<i64, Vec<CreditMovementRow>> = HashMap::new();
    for row in moved::credit_movements(&mut conn, &ids).await? {
        movements.entry(row.client_id).or_default().push(row);
    }
    let mut unasked: HashMap<i64, Vec<UnaskedRow>> = HashMap::new();
    for row in moved::unasked(&mut conn, &ids).await? {
        unasked.entry(row.client_id).or_default().push(row);
    }
    Ok(Booked { movements, unasked })
}

/// A movement of credit as the WHMCS tells of it.
#[derive(Debug, Clone)]
struct Movement {
    id: i64,
    minor: i64,
    when: When,
    description: String,
    relid: i64,
}

fn of_client(
    moving: &mut Moving<'_>,
    holder: &HolderRow,
    told: &[Credit],
    booked: &mut Booked,
    now: When,
) -> Result<Entry> {
    let currency = moving.currencies().currency(holder.currency_id)?;
    let read = |row: &Credit| Movement {
        id: row.id.0,
        minor: minor(&row.amount, currency),
        when: row.date.0.map_or(now, |day| (moving.midnight(day), day)),
        description: moving.plain(&row.description),
        relid: row.relid.0,
    };
    let mut told: Vec<Movement> = told.iter().map(read).collect();
    let begun = told.iter().map(|it| it.when).min().unwrap_or(now);
    let opening = holder.credit_minor - told.iter().map(|it| it.minor).sum::<i64>();
    if opening != 0 {
        let said = Money::from_minor(opening, currency);
        moving.report.note(KIND, holder.id, format!("{said} of it came before what is told"));
        let (description, relid) = (OPENING.to_owned(), 0);
        // Its number is none that a WHMCS gives.
        told.push(Movement { id: -holder.id, minor: opening, when: begun, description, relid });
    }
    let entry = Entry::bare(holder.id).all(told.iter().map(|it| row(it, holder)));
    let movements = booked.movements.remove(&holder.id).unwrap_or_default();
    let unasked = booked.unasked.remove(&holder.id).unwrap_or_default();
    let unasked = unasked.iter().map(|row| (row.amount_in_minor, when(moving, row.at).1)).collect();
    let book = balanced(&told, movements, unasked, (begun, currency));
    let Book(posted) = book.map_err(engine::Fault::broken)?;
    let place =
        Place { client: holder.id, currency_id: holder.currency_id, currency, invoice: None };
    Ok(entry.all(journal(&posted, &place)))
}

fn row(movement: &Movement, holder: &HolderRow) -> Put {
    Put::into("credits")
        .set("id", movement.id)
        .set("client_id", holder.id)
        .set("on_date", movement.when.1)
        .set("at", movement.when.0)
        .set("description", movement.description.clone())
        .set("amount_minor", movement.minor)
        .set("rel_id", movement.relid)
}

/// What the journal lacks so that it moves the credit as the movements do. Those that come from
/// invoices are in it already; what was paid for nothing (`unasked`, an amount and its day) is
/// taken out of the income where it became credit; the others were given or taken by people. What
/// is left over is a difference that nobody explains.
fn balanced(
    told: &[Movement],
    mut booked: Vec<CreditMovementRow>,
    mut unasked: Vec<(i64, jiff::civil::Date)>,
    (begun, currency): (When, Currency),
) -> Result<Book, JournalError> {
    let mut book = Book::default();
    let mut lacking: i64 = told.iter().map(|it| it.minor).sum();
    lacking -= booked.iter().map(|it| it.minor).sum::<i64>();
    for movement in told {
        let same = |row: &CreditMovementRow| row.minor == movement.minor && is_of(movement, row);
        if let Some(at) = booked.iter().position(same) {
            booked.swap_remove(at);
            continue;
        }
        let paid = unasked.iter().position(|paid| *paid == (movement.minor, movement.when.1));
        let amount = Money::from_minor(movement.minor, currency);
        match paid {
            Some(at) => {
                unasked.swap_remove(at);
                let postings = [(Account::Income, amount), (Account::ClientCredit, amount.neg()?)];
                let entry = Posting::new(EntryKind::CreditAdded, postings);
                book.post(movement.when, None, entry)?;
            }
            None => given(&mut book, movement.when, amount)?,
        }
        lacking -= movement.minor;
    }
    given(&mut book, begun, Money::from_minor(lacking, currency))?;
    Ok(book)
}

/// Whether a movement is the one of the journal: it names the invoice.
fn is_of(movement: &Movement, row: &CreditMovementRow) -> bool {
    let names = |number: &str| !number.is_empty() && movement.description.contains(number);
    row.invoice_id > 0
        && (movement.relid == row.invoice_id
            || names(&format!("#{}", row.invoice_id))
            || names(&row.number))
}

fn given(book: &mut Book, when: When, amount: Money) -> Result<(), JournalError> {
    let entry =
        if amount.is_negative() { credit_removed(amount.neg()?) } else { credit_added(amount) };
    book.post(when, None, entry)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use model::billing::journal::Account::{ClientCredit, CreditAdjustments, Income};
    use model::billing::journal::trial_balance;
    use model::money::Currency;
    use store::billing::moved::CreditMovementRow;

    use super::{Movement, balanced};

    fn told(minor: i64, description: &str) -> Movement {
        let when = (0, date(2026, 1, 1));
        Movement { id: 1, minor, when, description: description.to_owned(), relid: 0 }
    }

    fn of_invoice(minor: i64, invoice_id: i64) -> CreditMovementRow {
        CreditMovementRow { client_id: 1, invoice_id, number: format!("R-{invoice_id}"), minor }
    }

    /// How many entries there are, and what credit, adjustments and income are then.
    fn check(
        movements: &[Movement],
        booked: Vec<CreditMovementRow>,
        unasked: &[i64],
        expected: (usize, [i64; 3]),
    ) {
        let begun = (0, date(2026, 1, 1));
        let unasked = unasked.iter().map(|minor| (*minor, begun.1)).collect();
        let book = balanced(movements, booked.clone(), unasked, (begun, Currency::USD)).unwrap();
        let sums = trial_balance(book.0.iter().map(|posted| &posted.entry)).unwrap();
        let of = |account| sums.get(&(Currency::USD, account)).map_or(0, |sum| sum.minor);
        let found = [of(ClientCredit), of(CreditAdjustments), of(Income)];
        assert_eq!((book.0.len(), found), expected, "{movements:?}");
        let before: i64 = booked.iter().map(|row| row.minor).sum();
        let all: i64 = movements.iter().map(|movement| movement.minor).sum();
        assert_eq!(before - found[0], all);
    }

    #[test]
    fn b21_the_journal_comes_to_the_balance() {
        check(&[], vec![], &[], (0, [0; 3]));
        // Given by a person, and used for an invoice.
        let used = [told(500, "Thank you"), told(-200, "Credit Applied to Invoice #7")];
        check(&used, vec![of_invoice(-200, 7)], &[], (1, [-500, 500, 0]));
        let used = [told(500, "Thank you"), told(-200, "Guthaben für Rechnung R-7")];
        check(&used, vec![of_invoice(-200, 7)], &[], (1, [-500, 500, 0]));
        // Another one than that of the invoice.
        let other = [told(500, "Thank you"), told(-200, "Taken back")];
        check(&other, vec![of_invoice(-200, 7)], &[], (3, [-500, 500, 0]));
        // Paid without an invoice.
        check(&[told(500, "Deposit")], vec![], &[500, 300], (1, [-500, 0, 500]));
        // Booked for an invoice, but never credit there.
        check(&[], vec![of_invoice(-300, 7)], &[], (1, [-300, 300, 0]));
        check(&[], vec![of_invoice(300, 7)], &[], (1, [300, -300, 0]));
    }
}
