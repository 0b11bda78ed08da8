//! Offers to clients, and to people who are none.

use std::collections::HashSet;

use model::billing::invoice::QuoteStage;
use model::money::Currency;
use model::word::Word as _;
use protocol::{GetQuotes, GetQuotesResponse, Quote, QuoteLine};
use store::billing::invoices;
use store::system::imports::Put;

use crate::amounts::{minor, rate_told};
use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;
use crate::reading::{Page, Pages};

const KIND: &str = "quotes";
/// The whole of a discount: 100 percent, times 10000.
const WHOLE: i64 = 1_000_000;

/// Brings in every quote with its lines.
pub(super) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    let mut pages = Pages::of(KIND);
    while let Some(rows) = pages.next(moving, call, answered).await? {
        let rows = moving.unknown(KIND, rows, |row| row.id.0).await?;
        let became = rows.iter().filter_map(|row| row.invoiceid).map(i64::from);
        let became: Vec<i64> = became.collect();
        let mut conn = moving.engine.read().await?;
        let there: HashSet<i64> = invoices::known(&mut conn, &became).await?.into_iter().collect();
        drop(conn);
        let mut entries = Vec::new();
        for row in &rows {
            match QuoteStage::from_word(row.stage.trim()) {
                Some(stage) => entries.push(entry(moving, row, stage, &there)?),
                None => {
                    moving.report.of(KIND).read += 1;
                    moving.report.leave(KIND, row.id, format!("its stage is '{}'", row.stage));
                }
            }
        }
        moving.write(KIND, entries).await?;
    }
    Ok(())
}

fn call(start: u64, rows: u64) -> GetQuotes {
    GetQuotes { limitstart: Some(start), limitnum: Some(rows), ..GetQuotes::default() }
}

fn answered(answer: GetQuotesResponse) -> Page<Quote> {
    Page { rows: answer.quotes.0.quote.0, of: answer.totalresults.0 }
}

fn entry(
    moving: &mut Moving<'_>,
    told: &Quote,
    stage: QuoteStage,
    invoices: &HashSet<i64>,
) -> Result<Entry> {
    let currency_id = moving.currency_id(told.userid.0, told.currency.0)?;
    let currency = moving.currencies().currency(currency_id)?;
    let read = |amount| minor(amount, currency);
    let (tax, tax2, total) = (read(&told.tax1), read(&told.tax2), read(&told.total));
    if read(&told.subtotal) + tax + tax2 != total {
        let why = "its subtotal and tax are not its total, which holds";
        moving.report.note(KIND, told.id, why);
    }
    let rate = rate_told(told.exchangerate.as_ref(), currency_id.0 == moving.home());
    let today = moving.zone.to_datetime(moving.engine.now()).date();
    let created_on = told.datecreated.0.or(told.lastmodified.0).unwrap_or(today);
    let entry = Entry::of("quotes", told.id.0)
        .set("subject", moving.plain(&told.subject))
        .set("stage", stage)
        .set("client_id", told.userid.0)
        .set("first_name", moving.plain(&told.firstname))
        .set("last_name", moving.plain(&told.lastname))
        .set("company", moving.plain(&told.companyname))
        .set("email", told.email.0.clone())
        .set("address1", moving.plain(&told.address1))
        .set("address2", moving.plain(&told.address2))
        .set("city", moving.plain(&told.city))
        .set("state", moving.plain(&told.state))
        .set("postcode", told.postcode.0.clone())
        .set("country", told.country.0.clone())
        .set("phone", told.phonenumber.0.clone())
        .set("tax_id", told.tax_id.0.clone())
        .set("currency_id", currency_id)
        .set("subtotal_minor", total - tax - tax2)
        .set("tax_minor", tax)
        .set("tax2_minor", tax2)
        .set("total_minor", total)
        .set("proposal", moving.plain(&told.proposal))
        .set("customer_notes", moving.plain(&told.customernotes))
        .set("admin_notes", moving.plain(&told.adminnotes))
        .set("created_on", created_on)
        .set("valid_until", told.validuntil.0.unwrap_or(created_on))
        .set("modified_on", told.lastmodified.0.unwrap_or(created_on))
        .set("sent_on", told.datesent.0)
        .set("accepted_on", told.dateaccepted.0)
        .set("exchange_rate", rate)
        .set("invoice_id", told.invoiceid.map(i64::from).filter(|id| invoices.contains(id)));
    Ok(entry.all(told.items.0.item.iter().map(|line| row(moving, told, line, currency))))
}

fn row(moving: &Moving<'_>, quote: &Quote, line: &QuoteLine, currency: Currency) -> Put {
    Put::into("quote_items")
        .set("id", line.id.0)
        .set("quote_id", quote.id.0)
        .set("description", moving.plain(&line.description))
        .set("quantity", line.quantity.to_minor(6).unwrap_or_default().max(0))
        .set("unit_price_minor", minor(&line.unitprice, currency))
        .set("discount", line.discount.to_minor(4).unwrap_or_default().clamp(0, WHOLE))
        .set("taxed", line.taxable.0)
}
