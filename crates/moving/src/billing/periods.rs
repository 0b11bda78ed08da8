//! Which periods are invoiced already: nobody is to be asked twice for one, and paying an invoice
//! moves its items on (B7).

use std::collections::{HashMap, HashSet};

use engine::billing::issue::item_of;
use jiff::civil::Date;
use model::billing::renewal::ItemKind;
use model::dates::{Period, period_from_due};
use model::ids::InvoiceId;
use store::Conn;
use store::billing::billed_periods::{self, Claim};
use store::billing::moved::{self, InvoicedRow, ItemRow, TimelessRow};

use crate::error::Result;
use crate::moving::Moving;

/// Says for which periods the lines are that a WHMCS tells no period of, and claims the periods of
/// all items.
pub(super) async fn claim(moving: &Moving<'_>) -> Result<()> {
    let mut act = moving.act().await?;
    let c = &mut act.conn;
    let timeless = moved::timeless(c).await?;
    for kind in [ItemKind::Service, ItemKind::Addon, ItemKind::Domain] {
        let items = moved::items(c, kind).await?;
        let items: HashMap<i64, ItemRow> = items.into_iter().map(|row| (row.id, row)).collect();
        let lines = timeless.iter().filter(|row| item_of(row.r#type) == Some(kind));
        for (line, period) in periods_of(&items, lines) {
            moved::set_period(c, line, period.from, period.to_exclusive).await?;
        }
        claim_kind(c, kind, &items).await?;
    }
    Ok(act.commit().await?)
}

/// The periods of lines that wait for their payment: the first one of an item is for the period
/// that is due, each further one for that after it.
fn periods_of<'a>(
    items: &HashMap<i64, ItemRow>,
    lines: impl Iterator<Item = &'a TimelessRow>,
) -> Vec<(i64, Period)> {
    let mut found = Vec::new();
    let mut next: HashMap<i64, Date> = HashMap::new();
    let mut seen = HashSet::new();
    for line in lines {
        let Some(item) = items.get(&line.rel_id) else { continue };
        // A second line of the same invoice is for the same period, which is invoiced once.
        if !seen.insert((line.rel_id, line.invoice_id)) {
            continue;
        }
        let from = next.get(&line.rel_id).copied().or(item.next_due_on);
        let period = from.and_then(|from| period_from_due(item.anchor_on, months(item)?, from));
        if let Some(period) = period {
            next.insert(line.rel_id, period.to_exclusive);
            found.push((line.id, period));
        }
    }
    found
}

fn months(item: &ItemRow) -> Option<u32> {
    match u32::try_from(item.years).ok()? {
        0 => item.cycle.months(),
        years => years.checked_mul(12),
    }
}

async fn claim_kind(c: &mut Conn, kind: ItemKind, items: &HashMap<i64, ItemRow>) -> Result<()> {
    let rows = moved::invoiced(c, kind).await?;
    let mut claims = Vec::new();
    for of_item in rows.chunk_by(|a, b| a.rel_id == b.rel_id) {
        let Some(item) = of_item.first().and_then(|row| items.get(&row.rel_id)) else { continue };
        claims.extend(chain(of_item, item.next_due_on).into_iter().map(|row| Claim {
            item: kind,
            item_id: item.id,
            period: Period { from: row.period_from, to_exclusive: row.period_to },
            invoice: InvoiceId(row.invoice_id),
        }));
    }
    // What an earlier run claimed stays.
    billed_periods::claim(c, &claims).await?;
    Ok(())
}

/// The last periods of an item that follow each other without gap or overlap: what was before a gap
/// is long over. Where somebody has set the due date beyond all of them, none of them counts.
fn chain(rows: &[InvoicedRow], next_due: Option<Date>) -> Vec<InvoicedRow> {
    let mut last: Vec<InvoicedRow> = Vec::new();
    for row in rows {
        // Of two invoices for the same period the later one holds.
        if last.last().is_some_and(|it| it.period_from == row.period_from) {
            last.pop();
        }
        if last.last().is_some_and(|it| it.period_to != row.period_from) {
            last.clear();
        }
        last.push(*row);
    }
    let end = last.last().map(|row| row.period_to);
    let waits = last.iter().any(|row| row.status.is_open());
    if !waits && next_due.is_some_and(|due| end.is_some_and(|end| end < due)) {
        last.clear();
    }
    last
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use jiff::civil::{Date, date};
    use model::billing::invoice::InvoiceStatus::{self, Paid, Unpaid};
    use model::billing::invoice::LineType;
    use model::dates::Cycle;
    use store::billing::moved::{InvoicedRow, ItemRow, TimelessRow};

    use super::{chain, periods_of};

    fn month(month: i8) -> Date {
        date(2026, month, 1)
    }

    fn row(invoice_id: i64, from: i8, to: i8, status: InvoiceStatus) -> InvoicedRow {
        let (period_from, period_to) = (month(from), month(to));
        InvoicedRow { rel_id: 1, period_from, period_to, invoice_id, status }
    }

    #[test]
    fn b7_the_last_periods_that_follow_each_other_are_claimed() {
        let check = |rows: &[InvoicedRow], due: i8, expected: &[i64]| {
            let found = chain(rows, Some(month(due)));
            let ids: Vec<i64> = found.iter().map(|row| row.invoice_id).collect();
            assert_eq!(ids, expected, "{rows:?} {due}");
        };
        let paid = [row(1, 1, 2, Paid), row(2, 2, 3, Paid), row(3, 3, 4, Paid)];
        check(&paid, 4, &[1, 2, 3]);
        // Set forward, and back.
        check(&paid, 5, &[]);
        check(&paid, 3, &[1, 2, 3]);
        check(&[row(1, 1, 2, Paid), row(2, 2, 3, Unpaid)], 2, &[1, 2]);
        // What waits for money counts whatever is due.
        check(&[row(1, 1, 2, Unpaid)], 5, &[1]);
        // A gap, an overlap, and a period that was asked for twice.
        check(&[row(1, 1, 2, Paid), row(2, 3, 4, Paid)], 4, &[2]);
        check(&[row(1, 1, 3, Paid), row(2, 2, 4, Paid)], 4, &[2]);
        check(&[row(1, 1, 2, Paid), row(2, 2, 3, Paid), row(3, 2, 3, Unpaid)], 3, &[1, 3]);
        check(&[], 3, &[]);
    }

    #[test]
    fn b7_lines_without_a_period_are_for_what_is_due() {
        let item = |id, cycle| {
            let (anchor_on, next_due_on) = (month(1), Some(month(3)));
            (id, ItemRow { id, anchor_on, next_due_on, cycle, years: 0 })
        };
        let items: HashMap<i64, ItemRow> =
            [item(1, Cycle::Monthly), item(2, Cycle::OneTime)].into_iter().collect();
        let line = |id, rel_id, invoice_id| TimelessRow {
            id,
            r#type: LineType::Hosting,
            rel_id,
            invoice_id,
        };
        let lines = [line(1, 1, 5), line(2, 1, 5), line(3, 1, 6), line(4, 2, 6), line(5, 9, 6)];
        let found = periods_of(&items, lines.iter());
        let found: Vec<_> = found.iter().map(|(id, it)| (*id, it.from, it.to_exclusive)).collect();
        assert_eq!(found, [(1, month(3), month(4)), (3, month(4), month(5))]);
    }
}
