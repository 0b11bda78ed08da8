//! What a line may pay: the invoices its text names, and others that look like it.

use model::billing::bank::{Name, Named, Reason, Transfer, is_payer, judge as decide, names};
use model::billing::bank::{fold, longest};
use model::ids::{ClientId, InvoiceId};
use model::money::{Currency, Money, iso_digits};
use store::Conn;
use store::billing::bank_lines::{self, LineRow, PayableRow};
use store::people::clients;

use crate::Result;
use crate::system::currencies::Currencies;

/// Suggestions for one line at most.
const SUGGESTIONS_MAX: usize = 5;

/// The invoice that a line surely pays.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sure {
    pub(super) invoice: InvoiceId,
    pub(super) client: ClientId,
}

/// What a line may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The invoice; none for the client's credit.
    pub invoice: Option<(InvoiceId, String)>,
    /// Whose.
    pub client: ClientId,
    /// How the client is called.
    pub name: String,
    /// Why.
    pub reason: &'static str,
}

/// The amount of a line.
///
/// # Errors
/// Broken when its currency is none.
pub(super) fn money(row: &LineRow) -> Result<Money> {
    let currency = Currency::new(&row.currency, iso_digits(&row.currency))?;
    Ok(Money::from_minor(row.amount_minor, currency))
}

/// The invoice that a line surely pays, or why there is none.
pub(super) async fn judge(c: &mut Conn, row: &LineRow) -> Result<Result<Sure, Reason>> {
    let found = named(c, &row.reference).await?;
    let payers = bank_lines::payers(c, &row.payer_account).await?;
    let transfer = Transfer { amount: money(row)?, text: &row.reference, payers: &payers };
    let found: Vec<_> = found.into_iter().map(|(name, (named, _))| (name, named)).collect();
    Ok(decide(transfer, &found).map(|invoice| {
        let named = found.iter().map(|(_, named)| named).find(|named| named.id == invoice);
        Sure { invoice, client: named.map_or(ClientId(0), |named| named.client) }
    }))
}

type Found = Vec<(Name, (Named, PayableRow))>;

/// The invoices that a text names.
async fn named(c: &mut Conn, text: &str) -> Result<Found> {
    let names = names(text);
    let mut folded: Vec<String> = names.iter().map(|name| name.folded.clone()).collect();
    folded.sort_unstable();
    folded.dedup();
    let ids: Vec<i64> = folded.iter().filter_map(|text| id(text)).collect();
    let rows = bank_lines::named(c, &folded, &ids).await?;
    let currencies = Currencies::read(c).await?;
    let mut found = Found::new();
    for row in rows {
        let currency = currencies.currency(row.currency_id)?;
        let named = Named {
            id: row.id,
            client: row.client_id,
            status: row.status,
            balance: Money::from_minor(row.balance_minor, currency),
        };
        // Its number, or its id while it has none: as the client is told.
        let said = if row.number.is_empty() { row.id.to_string() } else { fold(&row.number) };
        let by = names.iter().filter(|name| name.folded == said);
        found.extend(by.map(|name| (name.clone(), (named, row.clone()))));
    }
    Ok(found)
}

fn id(text: &str) -> Option<i64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| plain)
}

/// What an open line may be, the likeliest first.
///
/// # Errors
/// When the database fails.
pub async fn suggestions(c: &mut Conn, row: &LineRow) -> Result<Vec<Suggestion>> {
    let mut found = Vec::new();
    for (_, (_, row)) in longest(&named(c, &row.reference).await?) {
        if row.status.is_open() {
            add(&mut found, &row, "Named in the reference");
        }
    }
    let payers = bank_lines::payers(c, &row.payer_account).await?;
    let currencies = Currencies::read(c).await?;
    let currency = currencies.by_code(&row.currency).map(|row| row.id);
    if let Some(currency) = currency {
        let same = bank_lines::open_over(c, currency, row.amount_minor).await?;
        for each in same.iter().filter(|each| payers.contains(&each.client_id)) {
            add(&mut found, each, "Same amount, and paid from this account before");
        }
        for each in &same {
            let person = (each.first_name.as_str(), each.last_name.as_str());
            if is_payer(&row.payer, person, &each.company) {
                add(&mut found, each, "Same amount, and the payer's name");
            }
        }
    }
    for client in payers {
        let Some(row) = clients::by_id(c, client).await? else { continue };
        if currency == Some(row.currency_id) {
            let name = shown(&row.first_name, &row.last_name, &row.company);
            let reason = "Paid from this account before";
            found.push(Suggestion { invoice: None, client, name, reason });
        }
    }
    found.truncate(SUGGESTIONS_MAX);
    Ok(found)
}

fn add(found: &mut Vec<Suggestion>, row: &PayableRow, reason: &'static str) {
    let is_there = |one: &Suggestion| one.invoice.as_ref().is_some_and(|(id, _)| *id == row.id);
    if !found.iter().any(is_there) {
        let label = if row.number.is_empty() { row.id.to_string() } else { row.number.clone() };
        found.push(Suggestion {
            invoice: Some((row.id, label)),
            client: row.client_id,
            name: shown(&row.first_name, &row.last_name, &row.company),
            reason,
        });
    }
}

fn shown(first: &str, last: &str, company: &str) -> String {
    if company.is_empty() { format!("{first} {last}") } else { company.to_owned() }
}
