//! Sale prices of endings from a registrar's cost prices (B34): a plan to look at, then applied.

use std::collections::BTreeMap;

use model::domains::price::{Margin, PriceRounding, preview};
use model::ids::{CurrencyId, TldId};
use model::money::{Currency, ExchangeRate, Money, Percent};
use model::word::Word as _;
use ports::registrar::TldPrice;
use serde_json::json;
use store::domains::renewal_prices;
use store::domains::tlds::{self, TldPriceKind, TldPriceRow, TldRow};

use super::tlds::dotted;
use super::{addons, registrars};
use crate::system::currencies::Currencies;
use crate::system::settings::{
    Settings, TLD_SYNC_MARGIN, TLD_SYNC_MARGIN_TYPE, TLD_SYNC_REGISTRAR, TLD_SYNC_ROUNDING,
};
use crate::{Act, Cx, Fault, Result, conflict, invalid, not_now};

/// The most years of a registration or renewal.
const YEARS_MAX: i64 = 10;
/// Names whose renewal price is changed in one go.
const BATCH_NAMES: i64 = 500;

/// How sale prices in one currency are made, as people write it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rule {
    /// `percent` or `fixed`.
    pub margin_type: String,
    /// Per cent, or an amount.
    pub margin: String,
    /// `none`, `0.50`, `x.99`.
    pub rounding: String,
}

/// What is wanted of a sync.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// The registrar's module.
    pub registrar: String,
    /// Only these endings, without their dots; all when empty.
    pub extensions: Vec<String>,
    /// For every currency without its own rule; a fixed margin is in the default currency.
    pub rule: Rule,
    /// Rules of single currencies by code; a fixed margin is in that currency.
    pub rules: Vec<(String, Rule)>,
    /// Years to price; those that are offered, or one, when empty.
    pub years: Vec<i64>,
    /// Also endings that are not sold yet.
    pub add_new: bool,
}

impl Wish {
    /// What the settings want.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        let text = |name: &str| settings.text(name).to_owned();
        let rule = Rule {
            margin_type: text(TLD_SYNC_MARGIN_TYPE),
            margin: text(TLD_SYNC_MARGIN),
            rounding: text(TLD_SYNC_ROUNDING),
        };
        Self { registrar: text(TLD_SYNC_REGISTRAR), rule, ..Self::default() }
    }
}

/// What of a plan is carried out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extent {
    /// Also prices below cost.
    pub below_cost: bool,
    /// Days and fees of grace and redemption.
    pub periods: bool,
    /// What existing domains cost at renewal.
    pub domains: bool,
}

/// A price now and after.
#[derive(Debug, Clone)]
pub struct Line {
    /// With the dot.
    pub extension: String,
    /// For what.
    pub kind: TldPriceKind,
    /// For how many years.
    pub years: i64,
    /// In which currency.
    pub currency: CurrencyId,
    /// The registrar's price, in that currency.
    pub cost: Money,
    /// The present price.
    pub old: Option<Money>,
    /// The price to come.
    pub new: Money,
}

impl Line {
    /// Whether the price to come is below cost.
    #[must_use]
    pub fn below_cost(&self) -> bool {
        self.new.minor < self.cost.minor
    }

    /// Whether the present price is below cost.
    #[must_use]
    pub fn old_below_cost(&self) -> bool {
        self.old.is_some_and(|old| old.minor < self.cost.minor)
    }

    /// Whether the price to come is another.
    #[must_use]
    pub fn changes(&self) -> bool {
        self.old != Some(self.new)
    }
}

/// What a sync would do.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Which registrar.
    pub registrar: String,
    /// Price by price.
    pub lines: Vec<Line>,
    endings: Vec<TldPrice>,
}

/// Asks the registrar for its prices and computes ours.
///
/// # Errors
/// Invalid for a rule that cannot be read; not now when the registrar does not answer; conflict
/// when its prices are in a currency that is none of ours.
pub async fn plan(cx: &Cx, wish: &Wish) -> Result<Plan> {
    let mut c = cx.engine.read().await?;
    let registrar = registrars::open(&cx.engine, &mut c, wish.registrar.trim()).await?;
    drop(c);
    if !registrar.capabilities().price_list {
        return Err(not_now("The registrar does not tell its prices"));
    }
    let mut endings = registrars::ask_plain(&cx.engine, &*registrar, |it| it.price_list()).await?;
    endings.retain(|each| wish.extensions.is_empty() || wish.extensions.contains(&each.tld));
    let mut c = cx.read().await?;
    let currencies = Currencies::read(&mut c).await?;
    let rules = rules(wish, &currencies)?;
    let sold: BTreeMap<String, TldRow> =
        tlds::all(&mut c).await?.into_iter().map(|row| (row.name.clone(), row)).collect();
    endings.retain(|each| wish.add_new || sold.contains_key(&dotted(&each.tld)));
    let mut lines = Vec::new();
    for ending in &endings {
        let own = match sold.get(&dotted(&ending.tld)) {
            Some(row) => tlds::prices_of(&mut c, row.id).await?,
            None => Vec::new(),
        };
        lines_of(ending, &own, wish, &rules, &currencies, &mut lines)?;
    }
    Ok(Plan { registrar: wish.registrar.trim().to_owned(), lines, endings })
}

/// The margin and rounding of every currency.
fn rules(
    wish: &Wish,
    currencies: &Currencies,
) -> Result<Vec<(CurrencyId, Currency, Margin, PriceRounding)>> {
    let home = currencies.currency(currencies.default_row()?.id)?;
    for (code, _) in &wish.rules {
        if currencies.by_code(code).is_none() {
            return Err(invalid("rule", format!("There is no currency {code}")));
        }
    }
    let mut found = Vec::new();
    for row in currencies.rows() {
        let currency = currencies.currency(row.id)?;
        let own = wish.rules.iter().find(|(code, _)| code.eq_ignore_ascii_case(&row.code));
        let (rule, of) = own.map_or((&wish.rule, &home), |(_, rule)| (rule, &currency));
        let margin = match margin(rule, of)? {
            Margin::Fixed(amount) => Margin::Fixed(currencies.convert(amount, row.id)?),
            percent => percent,
        };
        let rounding = PriceRounding::parse(&rule.rounding, &currency)
            .ok_or_else(|| invalid("rounding", "Invalid rounding: none, 0.50 or x.99"))?;
        found.push((row.id, currency, margin, rounding));
    }
    Ok(found)
}

fn margin(rule: &Rule, currency: &Currency) -> Result<Margin> {
    let text = rule.margin.trim().trim_end_matches('%').trim_end();
    let text = if text.is_empty() { "0" } else { text };
    let wrong = || invalid("margin", "Invalid margin");
    match rule.margin_type.trim().to_ascii_lowercase().as_str() {
        "" | "percent" | "percentage" => {
            Percent::parse(text).map(Margin::Percent).map_err(|_| wrong())
        }
        "fixed" => Money::parse(text, currency).map(Margin::Fixed).map_err(|_| wrong()),
        _ => Err(invalid("margintype", "Invalid margin type: percent or fixed")),
    }
}

fn lines_of(
    ending: &TldPrice,
    own: &[TldPriceRow],
    wish: &Wish,
    rules: &[(CurrencyId, Currency, Margin, PriceRounding)],
    currencies: &Currencies,
    lines: &mut Vec<Line>,
) -> Result<()> {
    for kind in TldPriceKind::ALL {
        for years in years_of(*kind, ending, own, wish) {
            let Some(cost) = cost(ending, *kind, years)? else { continue };
            let from = currencies.by_code(cost.currency.code()).ok_or_else(|| {
                let code = cost.currency.code();
                conflict(format!("The registrar's prices are in {code}: add that currency first"))
            })?;
            for (currency, target, margin, rounding) in rules {
                let old = own.iter().find(|row| {
                    row.group_id == 0
                        && (row.currency_id, row.kind, row.years) == (*currency, *kind, years)
                });
                let old = old.map(|row| Money::from_minor(row.price_minor, *target));
                let to = currencies.row(*currency).map_or(from.rate, |row| row.rate);
                let rates = (ExchangeRate::from_scaled(from.rate)?, ExchangeRate::from_scaled(to)?);
                let found = preview(cost, rates, *target, *margin, *rounding, old)?;
                lines.push(Line {
                    extension: dotted(&ending.tld),
                    kind: *kind,
                    years,
                    currency: *currency,
                    cost: found.cost,
                    old,
                    new: found.new,
                });
            }
        }
    }
    Ok(())
}

/// The years to price: those asked for or offered, as far as the registrar goes along.
fn years_of(kind: TldPriceKind, ending: &TldPrice, own: &[TldPriceRow], wish: &Wish) -> Vec<i64> {
    if kind == TldPriceKind::Transfer {
        return vec![1];
    }
    let (least, most) = (i64::from(ending.years_min), i64::from(ending.years_max));
    let mut years = wish.years.clone();
    if years.is_empty() {
        let offered = own.iter().filter(|row| row.group_id == 0 && row.kind == kind);
        years = offered.map(|row| row.years).collect();
    }
    if years.is_empty() {
        years.push(least);
    }
    years.sort_unstable();
    years.dedup();
    years.retain(|years| (least..=most.min(YEARS_MAX)).contains(years));
    years
}

/// What so many years cost at the registrar: the years after the first are renewals.
fn cost(ending: &TldPrice, kind: TldPriceKind, years: i64) -> Result<Option<Money>> {
    let times = |price: Money, years| price.mul_int(years).map_err(Fault::from);
    Ok(match (kind, ending.register, ending.renew) {
        (TldPriceKind::Transfer, ..) => ending.transfer,
        (TldPriceKind::Renew, _, Some(renew)) => Some(times(renew, years)?),
        (TldPriceKind::Register, Some(register), Some(renew)) => {
            Some(register.add(times(renew, years - 1)?)?)
        }
        (TldPriceKind::Register, Some(register), None) => Some(times(register, years)?),
        (TldPriceKind::Renew, _, None) | (TldPriceKind::Register, None, _) => None,
    })
}

/// Sets the prices of a plan; gives the lines that were set, and the number of existing domains
/// whose renewal price changed.
///
/// # Errors
/// When the database fails.
pub async fn apply(act: &mut Act, plan: &Plan, extent: Extent) -> Result<(Vec<bool>, usize)> {
    let mut ids: BTreeMap<String, TldId> =
        tlds::all(&mut act.conn).await?.into_iter().map(|row| (row.name, row.id)).collect();
    for ending in &plan.endings {
        let name = dotted(&ending.tld);
        let is_new = !ids.contains_key(&name);
        if is_new || extent.periods {
            let row = keep_ending(act, &name, ending, &plan.registrar).await?;
            ids.insert(name, row.id);
        }
    }
    let (mut done, mut changed) = (Vec::with_capacity(plan.lines.len()), 0);
    for line in &plan.lines {
        let wanted = extent.below_cost || !line.below_cost();
        let tld = ids.get(&line.extension).copied().filter(|_| wanted);
        done.push(tld.is_some());
        let Some(tld) = tld else { continue };
        let row = TldPriceRow {
            tld_id: tld,
            currency_id: line.currency,
            group_id: 0,
            kind: line.kind,
            years: line.years,
            price_minor: line.new.minor,
            cost_minor: Some(line.cost.minor),
        };
        tlds::set_price(&mut act.conn, &row).await?;
        if line.changes() {
            changed += 1;
            let old = line.old.map(|old| old.minor);
            let field = format!("{} {} {}", line.kind.word(), line.years, line.new.currency);
            act.changed("tlds", tld, &[(&field, json!(old), json!(line.new.minor))]).await?;
        }
    }
    let domains = if extent.domains { reprice_domains(act, plan, &done).await? } else { 0 };
    let registrar = &plan.registrar;
    act.log(None, format!("TLD Pricing Synced from {registrar}: {changed} prices changed")).await?;
    let payload = json!({ "registrar": registrar, "prices": changed, "domains": domains });
    act.event("TldPricingSynced", None, &payload).await?;
    Ok((done, domains))
}

/// Makes an ending, or takes over what the registrar says of grace and redemption.
async fn keep_ending(
    act: &mut Act,
    name: &str,
    ending: &TldPrice,
    registrar: &str,
) -> Result<TldRow> {
    let home = Currencies::read(&mut act.conn).await?.default_row()?.code.clone();
    let fee = match ending.restore {
        Some(fee) if fee.currency.code() == home => Some(fee.to_string()),
        _ => None,
    };
    let changes = super::tlds::TldChanges {
        extension: name.to_owned(),
        epp_code: Some(ending.needs_transfer_code),
        registrar: Some(registrar.to_owned()),
        grace_days: ending.grace_days.map(u64::from),
        redemption_days: ending.redemption_days.map(u64::from),
        currency_code: fee.is_some().then_some(home),
        redemption_fee: fee,
        ..super::tlds::TldChanges::default()
    };
    super::tlds::put(act, changes).await
}

/// Gives existing names the new price of their renewal, when none of a group or promotion counts.
async fn reprice_domains(act: &mut Act, plan: &Plan, done: &[bool]) -> Result<usize> {
    let renewals: BTreeMap<(&str, CurrencyId, i64), i64> = plan
        .lines
        .iter()
        .zip(done)
        .filter(|(line, done)| **done && line.kind == TldPriceKind::Renew)
        .map(|(line, _)| ((&*line.extension, line.currency, line.years), line.new.minor))
        .collect();
    let of_addons = addons::Prices::read(&mut act.conn).await?;
    let (mut after, mut count) = (0, 0);
    loop {
        let names = renewal_prices::after(&mut act.conn, after, BATCH_NAMES).await?;
        let Some(last) = names.last() else { break };
        after = last.id.0;
        for name in &names {
            let ending = name.name.find('.').map_or("", |dot| &name.name[dot..]);
            let listed = renewals.get(&(ending, name.currency_id, name.years)).copied();
            let Some(listed) = listed else { continue };
            let price = listed + of_addons.sum(name.currency_id, name.booked(), name.years);
            if price == name.recurring_minor {
                continue;
            }
            renewal_prices::set(&mut act.conn, name.id, price).await?;
            let pair = ("recurringamount", json!(name.recurring_minor), json!(price));
            act.changed("domains", name.id, &[pair]).await?;
            count += 1;
        }
    }
    Ok(count)
}
