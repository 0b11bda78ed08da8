//! The client's credit: never below zero, every movement written down (B10).

use jiff::civil::Date;
use model::billing::journal::{credit_added, credit_applied, credit_removed};
use model::billing::payment::{Applied, PaymentRefusal, apply_credit, automatic_credit};
use model::ids::{ClientId, CreditId, InvoiceId, StaffId};
use model::money::Money;
use serde_json::json;
use store::billing::credits::CreditRow;
use store::billing::{invoices, payers};

use super::bill::{self, Bill};
use super::collected;
use super::issue::about;
use super::journal::{self, About};
use super::payments::{self, refusal};
use crate::{Act, Fault, Result, invalid};

/// When and by whom credit is given or taken, where it is not today and the caller.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stamp {
    /// The day it counts for.
    pub on: Option<Date>,
    /// The staff member.
    pub staff: Option<StaffId>,
}

/// Gives credit without a payment; the new balance in minor units.
///
/// # Errors
/// Not found when there is no such client; invalid when the amount is not above zero.
pub async fn add(
    act: &mut Act,
    client: ClientId,
    amount: Money,
    description: &str,
    rel: i64,
) -> Result<i64> {
    adjust(act, client, amount, description, rel, Stamp::default()).await
}

/// Takes credit away; the new balance in minor units.
///
/// # Errors
/// As [`add`]; conflict when the client has less.
pub async fn remove(
    act: &mut Act,
    client: ClientId,
    amount: Money,
    description: &str,
    rel: i64,
) -> Result<i64> {
    adjust(act, client, amount.neg()?, description, rel, Stamp::default()).await
}

/// Gives (or, negative, takes) credit on a day; the new balance in minor units.
///
/// # Errors
/// As [`add`] and [`remove`].
pub async fn adjust(
    act: &mut Act,
    client: ClientId,
    amount: Money,
    description: &str,
    rel: i64,
    stamp: Stamp,
) -> Result<i64> {
    let payer = bill::lock_payer(act, client).await?;
    if amount.is_zero() {
        return Err(refused(PaymentRefusal::NotPositive));
    }
    let about = About { client, currency: payer.currency_id, invoice: None, transaction: None };
    let entry =
        if amount.is_positive() { credit_added(amount) } else { credit_removed(amount.neg()?) };
    journal::post(act, about, entry).await?;
    let balance = write_on(act, client, amount.minor, description, rel, stamp).await?;
    let verb = if amount.is_positive() { "Added" } else { "Removed" };
    act.log(Some(client), format!("{verb} Credit - User ID: {client} - Amount: {amount}")).await?;
    Ok(balance)
}

/// Pays an open invoice from credit; `None` as much as possible.
///
/// # Errors
/// Not found when there is no such invoice; not-now when it is not open; conflict when there is
/// less credit, or less to pay; invalid when the amount is not above zero.
pub async fn apply(act: &mut Act, invoice: InvoiceId, amount: Option<Money>) -> Result<Applied> {
    let mut bill = bill::lock(act, invoice).await?;
    let credit = bill.money(bill.payer.credit_minor);
    let applied = apply_credit(bill.row.status, bill.balance(), credit, amount).map_err(refused)?;
    use_for(act, &mut bill, applied.to_invoice).await?;
    collected::follow(act, &bill).await?;
    if applied.settles {
        payments::settle(act, &mut bill).await?;
    }
    Ok(applied)
}

/// [`refusal`], with the vendor's sentence about credit.
fn refused(why: PaymentRefusal) -> Fault {
    match why {
        PaymentRefusal::NotPositive => {
            invalid("amount", "Credit Amount to apply must be greater than zero")
        }
        other => refusal(other),
    }
}

/// Pays what credit there is towards an invoice in hand (B10). Does not mark it paid.
pub(crate) async fn apply_automatically(act: &mut Act, bill: &mut Bill) -> Result<()> {
    let credit = bill.money(bill.payer.credit_minor);
    let amount = automatic_credit(bill.balance(), credit)?;
    if amount.is_positive() { use_for(act, bill, amount).await } else { Ok(()) }
}

async fn use_for(act: &mut Act, bill: &mut Bill, amount: Money) -> Result<()> {
    let (id, at) = (bill.row.id, act.at());
    journal::post(act, about(bill), credit_applied(amount)).await?;
    let balance = moved(act, bill.payer.id, -amount.minor).await?;
    bill.payer.credit_minor = balance;
    invoices::add_sums(&mut act.conn, id, 0, amount.minor, 0, at).await?;
    bill.row.credit_minor += amount.minor;
    bill.row.updated_at = at;
    applied(act, bill, amount, balance).await
}

/// Writes down that an invoice, which says so itself, is paid from credit, and what is left of the
/// client's balance (minor units); the journal is the caller's part.
pub(crate) async fn applied(act: &mut Act, bill: &Bill, amount: Money, balance: i64) -> Result<()> {
    let (id, client) = (bill.row.id, bill.payer.id);
    let text = format!("Credit Applied to Invoice #{}", bill.label());
    note(act, (client, -amount.minor, balance), &text, id.0, Stamp::default()).await?;
    let text = format!("Credit Applied - Invoice ID: {id} - Amount: {amount}");
    act.log(Some(client), text).await
}

/// Moves the balance and writes the movement down; the journal is the caller's part.
pub(crate) async fn write(
    act: &mut Act,
    client: ClientId,
    minor: i64,
    description: &str,
    rel: i64,
) -> Result<i64> {
    write_on(act, client, minor, description, rel, Stamp::default()).await
}

async fn write_on(
    act: &mut Act,
    client: ClientId,
    minor: i64,
    description: &str,
    rel: i64,
    stamp: Stamp,
) -> Result<i64> {
    let balance = moved(act, client, minor).await?;
    note(act, (client, minor, balance), description, rel, stamp).await?;
    Ok(balance)
}

/// Moves the balance of a client; the new one.
async fn moved(act: &mut Act, client: ClientId, minor: i64) -> Result<i64> {
    // Conditional on the balance: two who see the same credit cannot both spend it.
    let balance = payers::move_credit(&mut act.conn, client, minor).await?;
    balance.ok_or_else(|| refusal(PaymentRefusal::ExceedsCredit))
}

/// Writes a movement down: whose, how much, and what is left (minor units).
async fn note(
    act: &mut Act,
    (client, minor, balance): (ClientId, i64, i64),
    description: &str,
    rel: i64,
    stamp: Stamp,
) -> Result<()> {
    let row = CreditRow {
        id: CreditId(0),
        client_id: client,
        staff_id: stamp.staff.or_else(|| act.caller.actor.staff()).unwrap_or(StaffId(0)),
        on_date: stamp.on.unwrap_or_else(|| act.today()),
        at: act.at(),
        description: description.to_owned(),
        amount_minor: minor,
        rel_id: rel,
    };
    act.note_credit(row).await?;
    let payload = json!({ "amount_minor": minor, "balance_minor": balance });
    act.event("CreditChanged", Some(client), &payload).await
}
