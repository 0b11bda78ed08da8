//! The price of a domain name that is registered or transferred.

use model::catalogue::price::LinePrice;
use model::dates::{Cycle, period_in_months};
use model::domains::addon::{Booked, DomainAddon};
use model::domains::name::DomainName;
use model::domains::status::DomainOrderType;
use model::explanation::{Explanation, What};
use model::ids::DomainId;
use model::money::Money;
use ports::registrar::PremiumCost;
use store::Conn;
use store::domains::tlds::{self, TldPriceKind, TldRow};

use super::QuotedDomain;
use super::basket::Basket;
use super::charge::Charge;
use crate::domains::premium::{self, PremiumPrices};
use crate::domains::{addons, claim};
use crate::ordering::cart::NewDomain;
use crate::{Fault, Result, invalid};

pub(super) async fn quote(
    basket: &Basket<'_>,
    c: &mut Conn,
    wanted: &NewDomain,
) -> Result<QuotedDomain> {
    let name = DomainName::from_people(&wanted.name);
    let name = name.map_err(|why| invalid("domain", why.to_string()))?;
    let tld = ending_of(c, &name).await?;
    check_sellable(basket, c, wanted, &name).await?;
    let years = i64::try_from(wanted.years).ok().filter(|years| (1..=10).contains(years));
    let years = years.ok_or_else(|| invalid("regperiod", "The period must be 1 to 10 years"))?;
    if wanted.kind == DomainOrderType::Transfer
        && tld.epp_code
        && wanted.epp_code.trim().is_empty()
        && basket.asker.asks_answers
        && !basket.sees_hidden()
    {
        return Err(invalid("eppcode", format!("The transfer of {name} needs its EPP code")));
    }
    let booked = Booked {
        dns_management: wanted.dns_management && tld.dns_management,
        email_forwarding: wanted.email_forwarding && tld.email_forwarding,
        id_protection: wanted.id_protection && tld.id_protection,
    };
    let cost = basket.asker.premium.cost(name.as_str());
    let premium = match cost {
        Some(cost) => Some(premium_prices(basket, c, cost, years).await?),
        None => None,
    };
    let charge = charge(basket, c, wanted, (&tld, booked), (years, premium)).await?;
    Ok(QuotedDomain {
        name: name.as_str().to_owned(),
        tld: tld.id,
        ending: tld.name.clone(),
        registrar: tld.registrar.clone(),
        kind: wanted.kind,
        years,
        epp_code: wanted.epp_code.trim().to_owned(),
        booked,
        extra: wanted.extra.clone(),
        premium: cost,
        charge,
    })
}

/// Refuses a name that is with us, and clients one that somebody else has or has ordered.
async fn check_sellable(
    basket: &Basket<'_>,
    c: &mut Conn,
    wanted: &NewDomain,
    name: &DomainName,
) -> Result<()> {
    let free = claim::check_free(c, name.as_str(), DomainId(0)).await;
    free.map_err(|fault| fault.at("domain"))?;
    if basket.sees_hidden() {
        return Ok(());
    }
    let ordered = claim::check_not_ordered(c, name.as_str()).await;
    ordered.map_err(|fault| fault.at("domain"))?;
    let registers = wanted.kind == DomainOrderType::Register;
    if registers && basket.asker.premium.is_taken(name.as_str()) {
        return Err(claim::taken_elsewhere(name.as_str()).at("domain"));
    }
    Ok(())
}

/// What a premium name is sold for.
async fn premium_prices(
    basket: &Basket<'_>,
    c: &mut Conn,
    cost: PremiumCost,
    years: i64,
) -> Result<PremiumPrices> {
    let not_sold = || invalid("domain", premium::NOT_SOLD);
    if !basket.asker.premium.are_sold() {
        return Err(not_sold());
    }
    if years != 1 {
        return Err(invalid("regperiod", premium::ONE_YEAR));
    }
    let within = basket.buyer.within.id;
    premium::prices(c, basket.currencies, cost, within).await?.ok_or_else(not_sold)
}

async fn charge(
    basket: &Basket<'_>,
    c: &mut Conn,
    wanted: &NewDomain,
    (tld, booked): (&TldRow, Booked),
    (years, premium): (i64, Option<PremiumPrices>),
) -> Result<Charge> {
    let premium = premium.unwrap_or_default();
    let (kind, what, more) = match wanted.kind {
        DomainOrderType::Register => (TldPriceKind::Register, "registered", premium.register),
        DomainOrderType::Transfer => (TldPriceKind::Transfer, "transferred", premium.transfer),
    };
    let within = &basket.buyer.within;
    let extra = addons::of_years(c, within.id, booked, years).await?;
    let title = if more.is_some() { format!("Premium {}", tld.name) } else { tld.name.clone() };
    let with_addons = |listed| with_addons(listed, &extra, (&title, years));
    // A price that staff gives is the whole one.
    let given = basket.override_of("domainpriceoverride", wanted.price_override.as_deref())?;
    let (first, explanation) = match (given, more) {
        (Some(amount), _) => self::with_addons(amount, &[], (&title, years))?,
        (None, Some(price)) => with_addons(price)?,
        (None, None) => {
            with_addons(price(basket, c, tld, kind, years).await?.ok_or_else(|| {
                let said = format!("{} names cannot be {what} for {years} years", tld.name);
                invalid("regperiod", said)
            })?)?
        }
    };
    let renewal = basket.override_of("domainrenewoverride", wanted.renew_override.as_deref())?;
    let recurring = match (renewal, premium.renew) {
        (Some(amount), _) => amount,
        (None, Some(price)) => with_addons(price)?.0,
        (None, None) => match price(basket, c, tld, TldPriceKind::Renew, years).await? {
            Some(listed) => with_addons(listed)?.0,
            None => first,
        },
    };
    let zero = Money::zero(within.currency);
    let price = LinePrice { recurring: first, setup: zero, explanation };
    // A domain's period is not a billing cycle: it is put in its place below.
    let mut charge = Charge::new(price, Cycle::OneTime, None, basket.asker.today)?;
    let months = u32::try_from(years * 12).map_err(Fault::broken)?;
    let period = period_in_months(basket.asker.today, months, 0);
    charge.period =
        Some(period.ok_or_else(|| Fault::broken("the period ends beyond the calendar"))?);
    charge.cycle = Cycle::Annually;
    charge.recurring = recurring;
    Ok(charge)
}

/// A price with what is booked beside it, step by step.
pub(super) fn with_addons(
    price: Money,
    booked: &[(DomainAddon, i64)],
    (ending, years): (&str, i64),
) -> Result<(Money, Explanation)> {
    let (mut sum, mut explanation) = (price, Explanation::default());
    explanation.push(What::Years { what: ending.to_owned(), years }, price);
    for (addon, minor) in booked {
        let more = Money::from_minor(*minor, price.currency);
        explanation.push(What::Years { what: addon.title().to_owned(), years }, more);
        sum = sum.add(more)?;
    }
    Ok((sum, explanation))
}

/// The price of so many years in the client's currency and group.
pub(super) async fn price(
    basket: &Basket<'_>,
    c: &mut Conn,
    tld: &TldRow,
    kind: TldPriceKind,
    years: i64,
) -> Result<Option<Money>> {
    let (currency, group) = (basket.buyer.within.id, basket.buyer.group);
    let minor = tlds::price(c, tld.id, currency, group, kind, years).await?;
    Ok(minor.map(|minor| Money::from_minor(minor, basket.buyer.within.currency)))
}

/// The ending of a name, if it is sold here.
pub(super) async fn ending_of(c: &mut Conn, name: &DomainName) -> Result<TldRow> {
    let sold = tlds::all(c).await?;
    let endings: Vec<&str> = sold.iter().map(|row| row.name.as_str()).collect();
    let not_sold = || invalid("domain", format!("The ending of {name} is not sold here"));
    let (_, ending) = name.split(&endings).ok_or_else(not_sold)?;
    let of_row = |row: &&TldRow| row.name.trim_start_matches('.').eq_ignore_ascii_case(ending);
    sold.iter().find(of_row).cloned().ok_or_else(not_sold)
}
