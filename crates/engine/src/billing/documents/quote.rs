//! A quote as it is put on paper.

use model::ids::QuoteId;
use model::money::shown_scaled;
use ports::documents::{QuoteDocument, QuoteLine};
use store::Conn;
use store::billing::payers;
use store::billing::quotes::{self, QuoteItemRow, QuoteRow};

use super::house::{House, rated};
use super::party;
use crate::billing::parties;
use crate::billing::quotes::{amount, as_payer};
use crate::system::settings::COMPANY_COUNTRY;
use crate::{Engine, Result};

/// Puts a quote on paper; `None` when there is none of the id.
///
/// # Errors
/// When the database fails.
pub async fn quote(engine: &Engine, c: &mut Conn, id: QuoteId) -> Result<Option<QuoteDocument>> {
    let Some(row) = quotes::by_id(c, id).await? else { return Ok(None) };
    let house = House::read(engine, c).await?;
    let payer = payers::by_id(c, row.client_id).await?.unwrap_or_else(|| as_payer(&row));
    let items = quotes::items(c, id).await?;
    let home = house.settings.text(COMPANY_COUNTRY);
    let written = |minor| house.amount(minor, row.currency_id);
    Ok(Some(QuoteDocument {
        sheet: house.sheet(c, row.client_id).await?,
        seller: party::company(&house.settings),
        buyer: party::buyer(&parties::buyer(&payer), home),
        number: id.to_string(),
        subject: row.subject.clone(),
        issued_on: house.date(row.created_on),
        valid_until: house.date(row.valid_until),
        accepted_on: row.accepted_on.map(|day| house.date(day)).unwrap_or_default(),
        proposal: row.proposal.clone(),
        lines: items.iter().map(|item| line(&house, &row, item)).collect::<Result<_>>()?,
        subtotal: written(row.subtotal_minor)?,
        taxes: house.taxes([("", 0, row.tax_minor), ("", 0, row.tax2_minor)], row.currency_id)?,
        total: written(row.total_minor)?,
        tax_note: String::new(),
        notes: row.customer_notes.clone(),
    }))
}

fn line(house: &House, row: &QuoteRow, item: &QuoteItemRow) -> Result<QuoteLine> {
    let currency = house.currencies.currency(row.currency_id)?;
    Ok(QuoteLine {
        description: item.description.clone(),
        quantity: shown_scaled(item.quantity, 6),
        unit_price: house.amount(item.unit_price_minor, row.currency_id)?,
        discount: if item.discount == 0 { String::new() } else { rated(item.discount) },
        amount: house.currencies.formatted(amount(item, currency)?),
    })
}
