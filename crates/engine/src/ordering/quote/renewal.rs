//! The price of a further period of something that the client has, before it is due.

use jiff::civil::Date;
use model::billing::renewal::ItemKind;
use model::dates::{Cycle, Period, add_days, period_from_due};
use model::domains::addon::Booked;
use model::domains::lifecycle::is_renewable;
use model::domains::name::DomainName;
use model::explanation::{self, Explanation, Step};
use model::hosting::service::ServiceStatus;
use model::ids::{AddonId, ServiceId};
use model::money::Money;
use store::Conn;
use store::billing::billed_periods;
use store::catalogue::{product_addons, products};
use store::domains::names::{self, DomainRow};
use store::domains::tlds::{TldPriceKind, TldRow};
use store::hosting::{addons, services};

use super::basket::Basket;
use super::{QuotedRenewal, Renewed, domain as domain_prices, promotion};
use crate::billing::late_domains;
use crate::domains::{addons as domain_addons, premium};
use crate::{Fault, Result, invalid, not_found, not_now};

/// The next period of a service.
pub(super) async fn service(
    basket: &Basket<'_>,
    c: &mut Conn,
    id: ServiceId,
) -> Result<QuotedRenewal> {
    let no = || not_now(format!("Service ID {id} can not be renewed at this time."));
    let row = services::by_id(c, id).await?;
    let row = row.filter(|row| row.client_id == basket.buyer.id).ok_or_else(no)?;
    let product = products::by_id(c, row.product_id).await?;
    let product = product.ok_or_else(|| Fault::broken("a service without a product"))?;
    let what = What { kind: ItemKind::Service, id: id.0, status: row.status, cycle: row.cycle };
    let period = next_period(c, &what, row.anchor_on, row.next_due_on).await?.ok_or_else(no)?;
    if !is_early_enough(&product.early_renewal, row.cycle, period.from, basket.asker.today) {
        return Err(no());
    }
    let amount = Money::from_minor(row.recurring_minor, basket.buyer.within.currency);
    let sold_with = (row.promotion_id, row.promotion_count, row.quantity);
    let (off, code) =
        promotion::off_renewal(c, sold_with, amount, basket.currencies, basket.buyer).await?;
    let zero = Money::zero(amount.currency);
    let explanation = agreed(amount);
    let (taxed, late_fees) = (product.taxed, (zero, zero));
    let of = Renewed::Service(Box::new(row), product.name);
    Ok(QuotedRenewal { of, period, amount, explanation, off, code, late_fees, taxed })
}

/// The next period of an addon.
pub(super) async fn addon(basket: &Basket<'_>, c: &mut Conn, id: AddonId) -> Result<QuotedRenewal> {
    let no = || not_now(format!("Addon ID {id} can not be renewed at this time."));
    let row = addons::by_id(c, id).await?;
    let row = row.filter(|row| row.client_id == basket.buyer.id).ok_or_else(no)?;
    let what = What { kind: ItemKind::Addon, id: id.0, status: row.status, cycle: row.cycle };
    let period = next_period(c, &what, row.anchor_on, row.next_due_on).await?.ok_or_else(no)?;
    let mut name = row.name.clone();
    if name.is_empty()
        && let Some(addon) = row.addon_id
    {
        name = product_addons::by_id(c, addon).await?.map(|row| row.name).unwrap_or_default();
    }
    let amount = Money::from_minor(row.recurring_minor, basket.buyer.within.currency);
    let zero = Money::zero(amount.currency);
    let explanation = agreed(amount);
    let (off, code, late_fees, taxed) = (zero, String::new(), (zero, zero), row.taxed);
    let of = Renewed::Addon(Box::new(row), name);
    Ok(QuotedRenewal { of, period, amount, explanation, off, code, late_fees, taxed })
}

/// What is asked for each period, as the steps of an amount.
fn agreed(amount: Money) -> Explanation {
    Explanation { steps: vec![Step::new(explanation::What::Recurring, amount)] }
}

/// The next years of a domain.
pub(super) async fn domain(
    basket: &Basket<'_>,
    c: &mut Conn,
    name: &str,
    years: u32,
) -> Result<QuotedRenewal> {
    let name = DomainName::from_people(name);
    let name = name.map_err(|why| invalid("domainrenewals", why.to_string()))?;
    let held = names::by_name(c, name.as_str()).await?;
    let row = held.into_iter().find(|row| row.client_id == basket.buyer.id);
    let row = row.ok_or_else(|| not_found("Domain not owned by Client ID provided"))?;
    if !is_renewable(row.status) {
        let status = row.status;
        let said = format!("Domain status is set to '{status}' and cannot be renewed");
        return Err(not_now(said));
    }
    if !(1..=10).contains(&years) {
        return Err(invalid("domainrenewals", "The period must be 1 to 10 years"));
    }
    let tld = domain_prices::ending_of(c, &name).await?;
    let listed = domain_amount(basket, c, &row, &tld, years).await?;
    let reach = billed_periods::reach(c, ItemKind::Domain, row.id.0).await?;
    if reach.unpaid {
        return Err(not_now(format!("The domain {name} has an unpaid invoice")));
    }
    let due = row.next_due_on.or(row.expires_on).unwrap_or(basket.asker.today);
    let from = reach.invoiced_to.map_or(due, |end| end.max(due));
    let period = period_from_due(row.anchor_on, years.saturating_mul(12), from);
    let period = period.ok_or_else(|| Fault::broken("the period ends beyond the calendar"))?;
    let (amount, explanation) = unpaid_part(c, &row, listed, period).await?;
    let to = basket.buyer.within.id;
    let fees = late_domains::fees(c, &tld, row.id, row.status, basket.currencies, to).await?;
    let late_fees = (fees.grace, fees.redemption);
    // It was sold with the price of its usual period, and holds for that.
    let id = row.promotion_id.filter(|_| row.years == i64::from(years));
    let sold_with = (id, row.promotion_count, 1);
    let (off, code) =
        promotion::off_renewal(c, sold_with, amount, basket.currencies, basket.buyer).await?;
    let of = Renewed::Domain(Box::new(row), years);
    Ok(QuotedRenewal { of, period, amount, explanation, off, code, late_fees, taxed: true })
}

/// The agreed price for the usual period, else the price list's; with how it came about.
async fn domain_amount(
    basket: &Basket<'_>,
    c: &mut Conn,
    row: &DomainRow,
    tld: &TldRow,
    years: u32,
) -> Result<(Money, Explanation)> {
    let years = i64::from(years);
    if row.years == years {
        let amount = Money::from_minor(row.recurring_minor, basket.buyer.within.currency);
        return Ok((amount, agreed(amount)));
    }
    let to = basket.buyer.within.id;
    if premium::renewal_price(c, basket.currencies, row.id, to).await?.is_some() {
        return Err(invalid("domainrenewals", premium::ONE_YEAR));
    }
    let listed = domain_prices::price(basket, c, tld, TldPriceKind::Renew, years).await?;
    let listed = listed.ok_or_else(|| {
        let said = format!("{} names cannot be renewed for {years} years", tld.name);
        invalid("domainrenewals", said)
    })?;
    let extra = domain_addons::of_years(c, to, row.booked(), years).await?;
    domain_prices::with_addons(listed, &extra, (&tld.name, years))
}

/// The amount without what was paid in the period for addons by themselves.
async fn unpaid_part(
    c: &mut Conn,
    row: &DomainRow,
    (amount, mut explanation): (Money, Explanation),
    period: Period,
) -> Result<(Money, Explanation)> {
    if row.booked() == Booked::default() {
        return Ok((amount, explanation));
    }
    let paid = domain_addons::PaidTimes::read(c, &[row.id.0], period.from).await?;
    let mut rest = amount;
    for part in paid.within(row.id.0, row.booked(), period, amount)? {
        rest = rest.sub(part.amount)?;
        let what = explanation::What::PaidAlready(part.addon.title().to_owned());
        explanation.push(what, part.amount.neg()?);
    }
    Ok((rest, explanation))
}

struct What {
    kind: ItemKind,
    id: i64,
    status: ServiceStatus,
    cycle: Cycle,
}

/// The period after the last one that is invoiced; `None` when there can be none now (B7, B9).
async fn next_period(
    c: &mut Conn,
    what: &What,
    anchor: Date,
    next_due: Option<Date>,
) -> Result<Option<Period>> {
    let (Some(months), Some(due)) = (what.cycle.months(), next_due) else { return Ok(None) };
    if !what.status.is_invoiced() {
        return Ok(None);
    }
    let reach = billed_periods::reach(c, what.kind, what.id).await?;
    if reach.unpaid {
        return Ok(None);
    }
    let from = reach.invoiced_to.map_or(due, |end| end.max(due));
    Ok(period_from_due(anchor, months, from))
}

/// Whether a period that begins on a day may be renewed today: empty is any time, `off` never,
/// `monthly=7` from seven days before.
fn is_early_enough(rule: &str, cycle: Cycle, from: Date, today: Date) -> bool {
    if rule.eq_ignore_ascii_case("off") {
        return false;
    }
    let days = rule.split(',').find_map(|part| {
        let (key, days) = part.split_once('=')?;
        (key.trim() == cycle.key()).then(|| days.trim().parse::<i32>().ok())?
    });
    days.is_none_or(|days| add_days(from, -days).is_some_and(|earliest| today >= earliest))
}

#[cfg(test)]
mod tests {
    use super::is_early_enough;
    use jiff::civil::date;
    use model::dates::Cycle;

    #[test]
    fn periods_are_renewed_as_early_as_the_product_says() {
        let from = date(2026, 2, 1);
        for (rule, cycle, today, expected) in [
            ("", Cycle::Monthly, date(2025, 1, 1), true),
            ("off", Cycle::Monthly, from, false),
            ("monthly=7,annually=30", Cycle::Monthly, date(2026, 1, 24), false),
            ("monthly=7,annually=30", Cycle::Monthly, date(2026, 1, 25), true),
            ("monthly=7,annually=30", Cycle::Annually, date(2026, 1, 2), true),
            ("monthly=7", Cycle::Annually, date(2025, 1, 2), true),
        ] {
            assert_eq!(is_early_enough(rule, cycle, from, today), expected, "{rule} {today}");
        }
    }
}
