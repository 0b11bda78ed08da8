//! The lines of an invoice, as rows.

use model::billing::invoice::LineType;
use model::billing::renewal::text_kept;
use model::dates::{Period, add_days};
use protocol::InvoiceLine;
use store::system::imports::Put;

use super::ground::{Ground, kind_of};
use super::invoice::{Bill, Planned};
use super::lines::{Line, Share, share};
use super::sums::Sums;
use crate::amounts::minor;
use crate::error::Result;
use crate::moving::Moving;

/// The text of a line that stands for what an invoice's lines lack to its total.
const DIFFERENCE: &str = "Difference to the total";
/// How a WHMCS may write the dates of a period.
const DATE_FORMATS: &[&str] =
    &["YYYY-MM-DD", "DD/MM/YYYY", "DD.MM.YYYY", "DD-MM-YYYY", "MM/DD/YYYY", "YYYY/MM/DD"];

/// The lines; how much of them is no supply, in minor units.
pub(super) fn line_rows(
    moving: &Moving<'_>,
    ground: &Ground,
    bill: &Bill<'_>,
    planned: &mut Planned,
) -> Result<i64> {
    let told = &bill.told.items.0.item;
    let may_take_effect = !bill.sums.is_settled();
    let kind = |line: &InvoiceLine| {
        let kind = kind_of(&line.r#type);
        // Of what is not here nothing could come: its payment would fail.
        if may_take_effect && !ground.has(kind, line.relid.0) { LineType::Custom } else { kind }
    };
    let kinds: Vec<LineType> = told.iter().map(kind).collect();
    let lines = told.iter().zip(&kinds).map(|(line, kind)| Line {
        amount: minor(&line.amount, bill.currency),
        taxed: line.taxed.0,
        is_deposit: is_deposit(*kind),
    });
    let lines: Vec<Line> = lines.collect();
    let Sums { subtotal, tax, tax2, .. } = bill.sums;
    let shared = share(&lines, (subtotal, tax, tax2), bill.currency);
    let shared = shared.map_err(engine::Fault::broken)?;
    let mut deposits = 0;
    for (((line, read), kind), part) in told.iter().zip(&lines).zip(&kinds).zip(&shared.lines) {
        if read.is_deposit {
            deposits += part.net;
        }
        if *kind != kind_of(&line.r#type) {
            let (word, id) = (&line.r#type, line.relid);
            planned.otherwise.push(format!("paying its line {word} {id} does nothing here"));
        }
        let row = line_row(bill, line, *kind, (read.amount, *part));
        let said = moving.plain(&line.description);
        planned.entry.rows.push(row.set("description", text(&said, period(line))));
    }
    if let Some(part) = shared.difference {
        planned.otherwise.push("its lines do not add up to it: one makes up for that".to_owned());
        planned.entry.rows.push(difference_row(bill, part));
    }
    Ok(deposits)
}

fn line_row(bill: &Bill<'_>, line: &InvoiceLine, kind: LineType, sums: (i64, Share)) -> Put {
    let is_same = kind == kind_of(&line.r#type);
    let period = period(line);
    sums_set(Put::into("invoice_items"), bill, sums)
        .set("id", line.id.0)
        .set("type", kind)
        .set("rel_id", if is_same { line.relid.0 } else { 0 })
        .set("taxed", line.taxed.0)
        .set("period_from", period.map(|period| period.from))
        .set("period_to", period.map(|period| period.to_exclusive))
}

/// Whether a line is no supply: added funds, and payments of other invoices.
pub(super) const fn is_deposit(kind: LineType) -> bool {
    matches!(kind, LineType::AddFunds | LineType::Invoice)
}

/// The period that a line is for, where it is told.
fn period(line: &InvoiceLine) -> Option<Period> {
    let (from, last) = line.periodfrom?.0.zip(line.periodto?.0)?;
    Some(Period { from, to_exclusive: add_days(last, 1)? })
}

/// A line that makes up for what the others lack. Its number is none that a WHMCS gives.
fn difference_row(bill: &Bill<'_>, part: Share) -> Put {
    sums_set(Put::into("invoice_items"), bill, (part.net, part))
        .set("id", -bill.told.invoiceid.0)
        .set("type", LineType::Custom)
        .set("description", DIFFERENCE)
}

fn sums_set(row: Put, bill: &Bill<'_>, (amount, part): (i64, Share)) -> Put {
    row.set("invoice_id", bill.told.invoiceid.0)
        .set("client_id", bill.payer.id)
        .set("amount_minor", amount)
        .set("net_minor", part.net)
        .set("tax_minor", part.tax)
        .set("tax2_minor", part.tax2)
        .set("effected_at", bill.sums.is_settled().then_some(bill.ended.0))
}

/// The text of a line as it is kept: the dates of its period are written in whatever way.
fn text(said: &str, period: Option<Period>) -> String {
    let kept = DATE_FORMATS.iter().map(|format| {
        text_kept(said, period, |date| {
            format
                .replace("YYYY", &format!("{:04}", date.year()))
                .replace("MM", &format!("{:02}", date.month()))
                .replace("DD", &format!("{:02}", date.day()))
        })
    });
    kept.into_iter().find(|kept| kept != said).unwrap_or_else(|| said.to_owned())
}
