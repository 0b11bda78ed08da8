//! What promotions took off the days of a service that are paid and not used: for those days that
//! much less was paid, so that much less is set off (B31).

use jiff::civil::Date;
use model::dates::days_between;
use model::money::{Currency, Money};
use store::hosting::services::ServiceRow;
use store::hosting::upgrades::{self, DiscountRow, UpgradeRow};

use crate::{Act, Result};

/// All that was taken off the days from today on.
///
/// # Errors
/// When the database fails.
pub(super) async fn of_unused(
    act: &mut Act,
    service: &ServiceRow,
    currency: Currency,
    today: Date,
) -> Result<Money> {
    let earlier = upgrades::latest(&mut act.conn, service.id).await?;
    // One that waited for its day began with the period, and set nothing off.
    let earlier = earlier.filter(|row| {
        let ordered = jiff::Timestamp::from_second(row.created_at).ok();
        ordered.is_some_and(|at| act.settings.date_of(at) >= row.effective_on)
    });
    let mut sum = Money::zero(currency);
    for row in upgrades::discounts(&mut act.conn, service.id, today).await? {
        // What was taken off before an upgrade was reckoned with by it.
        let reckoned = earlier.as_ref().is_some_and(|it| row.period_from <= it.effective_on);
        if !reckoned {
            let off = Money::from_minor(row.off_minor, currency);
            let span = (row.period_from, row.period_to);
            sum = sum.add(left(share(&row, off)?, span, today)?)?;
        }
    }
    if let Some((row, until)) = earlier.and_then(|row| row.next_due_on.map(|until| (row, until))) {
        let off = Money::from_minor(taken_off(act, &row).await?, currency);
        sum = sum.add(left(off, (row.effective_on, until), today)?)?;
    }
    Ok(sum)
}

/// The part of a discount that is the period's: a setup fee beside it has its share, several
/// periods of one invoice have one each. One as large as the setup fee was for that fee.
fn share(row: &DiscountRow, off: Money) -> Result<Money> {
    let priced = row.amount_minor + row.setup_minor;
    if row.setup_minor > 0 && row.off_minor == row.setup_minor || priced <= 0 {
        return Ok(Money::zero(off.currency));
    }
    Ok(off.fraction(row.amount_minor, priced * row.lines.max(1))?)
}

/// The part of it that is of the days from today on.
fn left(off: Money, (from, until): (Date, Date), today: Date) -> Result<Money> {
    let (days, left) = (days_between(from, until), days_between(from.max(today), until));
    if days <= 0 || left <= 0 {
        return Ok(Money::zero(off.currency));
    }
    Ok(off.fraction(left.into(), days.into())?)
}

async fn taken_off(act: &mut Act, row: &UpgradeRow) -> Result<i64> {
    match row.invoice_id {
        Some(invoice) => Ok(upgrades::off_minor(&mut act.conn, invoice).await?),
        None => Ok(0),
    }
}
