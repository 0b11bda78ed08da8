//! Reading invoices page by page, each with its lines and its money.

use std::collections::{BTreeMap, HashSet};

use engine::system::currencies::Currencies;
use protocol::{GetInvoice, GetInvoices, Invoice};

use super::ground::Ground;
use super::invoice::{Numbered, plan};
use crate::amounts::minor;
use crate::error::Result;
use crate::moving::Moving;
use crate::reading::{Page, Pages, ask, ask_kind};

/// What invoices are called in reports.
pub(super) const KIND: &str = "invoices";

/// By currency code and status: how many, and their totals together in minor units.
pub(super) type Figures = BTreeMap<(String, String), (i64, i64)>;

/// Brings in every invoice with its lines, its transactions (whose numbers are added to
/// `transactions`) and its journal; what the WHMCS itself says they are together.
pub(super) async fn bring(
    moving: &mut Moving<'_>,
    transactions: &mut HashSet<i64>,
) -> Result<Figures> {
    let numbered = numbered(moving).await?;
    let (mut pages, mut figures) = (Pages::of(KIND), Figures::new());
    while let Some(rows) = pages.next(moving, call, rows).await? {
        rows.iter().for_each(|row| add(&mut figures, row, moving.currencies()));
        let rows = moving.unknown(KIND, rows, |row| row.id.0).await?;
        page(moving, &rows, numbered, transactions).await?;
    }
    Ok(figures)
}

fn call(start: u64, rows: u64) -> GetInvoices {
    GetInvoices {
        limitstart: Some(start),
        limitnum: Some(rows),
        orderby: Some("id".to_owned()),
        order: Some("asc".to_owned()),
        ..GetInvoices::default()
    }
}

fn rows(answer: protocol::GetInvoicesResponse) -> Page<Invoice> {
    Page { rows: answer.invoices.0.invoice.0, of: answer.totalresults.0 }
}

/// Whether the WHMCS gives its invoices numbers beside their ids.
async fn numbered(moving: &Moving<'_>) -> Result<Numbered> {
    let last = GetInvoices {
        limitnum: Some(1),
        orderby: Some("invoicenumber".to_owned()),
        order: Some("desc".to_owned()),
        ..GetInvoices::default()
    };
    let found = ask(moving, last).await?.invoices.0.invoice.0;
    let has = found.first().is_some_and(|invoice| !invoice.invoicenum.0.is_empty());
    Ok(if has { Numbered::ByItself } else { Numbered::ById })
}

async fn page(
    moving: &mut Moving<'_>,
    rows: &[Invoice],
    numbered: Numbered,
    transactions: &mut HashSet<i64>,
) -> Result<()> {
    let call = |row: &Invoice| Some((row.id.0, GetInvoice { invoiceid: row.id.id()? }));
    let told = ask_kind(moving, KIND, rows.iter().filter_map(call).collect()).await?;
    let mut ground = Ground::of(moving, told.iter().map(|(_, invoice)| invoice)).await?;
    let mut entries = Vec::new();
    for (id, invoice) in &told {
        let Some(head) = rows.iter().find(|row| row.id.0 == *id) else { continue };
        match plan(moving, &mut ground, (head, invoice), numbered)? {
            Ok(planned) => {
                for why in planned.otherwise {
                    moving.report.note(KIND, head.id, why);
                }
                transactions.extend(planned.transactions);
                entries.push(planned.entry);
            }
            Err(why) => {
                moving.report.of(KIND).read += 1;
                moving.report.leave(KIND, head.id, why);
            }
        }
    }
    moving.write(KIND, entries).await
}

/// Counts an invoice as the WHMCS lists it.
fn add(figures: &mut Figures, row: &Invoice, currencies: &Currencies) {
    let found = currencies.by_code(&row.currencycode);
    let found = found.map_or_else(|| currencies.default_row().ok(), Some);
    let Some(currency) = found.and_then(|row| currencies.currency(row.id).ok()) else { return };
    let total = super::invoice::total(
        [&row.subtotal, &row.tax, &row.tax2].map(|it| minor(it, currency)).iter().sum(),
        minor(&row.total, currency),
        minor(&row.credit, currency),
    );
    let key = (currency.code().to_owned(), row.status.0.clone());
    let figure = figures.entry(key).or_default();
    figure.0 += 1;
    figure.1 += total;
}
