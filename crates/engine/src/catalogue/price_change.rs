//! Many list prices changed at once: first what would happen, then that, and whoever already pays
//! the old price is told of the new one.

use std::collections::{BTreeMap, BTreeSet};

use model::dates::Cycle;
use model::domains::price::{PriceRounding, round_up};
use model::ids::{ClientId, CurrencyId, ProductId};
use model::money::{Money, Percent};
use serde_json::json;
use store::catalogue::price_changes::{self, PaidAtList};
use store::catalogue::prices::{self, PriceRow, Priced};
use store::people::clients;

use crate::system::currencies::Currencies;
use crate::system::mail::enqueue;
use crate::system::templates::{About, PRICE_CHANGE, written};
use crate::{Act, Fault, Result, invalid, too_much};

/// Clients that are written to by one change at most.
const NOTICES_MAX: usize = 2_000;

/// How a price changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// By per cent, up or (true) down.
    Percent(Percent, bool),
    /// By an amount in minor units, up or, negative, down.
    Amount(i64),
}

/// What is to change.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Which products, with their names.
    pub products: Vec<(ProductId, String)>,
    /// Only in this currency.
    pub currency: Option<CurrencyId>,
    /// Only these cycles; none for all.
    pub cycles: Vec<Cycle>,
    /// How.
    pub change: Change,
    /// `none`, `0.50`, `x.99`.
    pub rounding: String,
    /// Also what existing services renew at.
    pub services: bool,
    /// Also tell their clients.
    pub notice: bool,
    /// Do it.
    pub apply: bool,
}

/// One price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Of which product.
    pub product: ProductId,
    /// Its name.
    pub name: String,
    /// For which cycle.
    pub cycle: Cycle,
    /// The price now.
    pub old: Money,
    /// The price then.
    pub new: Money,
    /// Services that renew at the old price.
    pub services: usize,
}

/// What changes, or changed.
#[derive(Debug, Clone, Default)]
pub struct Changed {
    /// The prices.
    pub lines: Vec<Line>,
    /// Services that renew at another price.
    pub services: usize,
    /// Clients who have them.
    pub clients: usize,
}

/// What one client is told.
type Notices = BTreeMap<ClientId, Vec<String>>;

/// Computes, and with `apply` carries out, a change of prices.
///
/// # Errors
/// Invalid when a price would fall below zero, or for a rounding that is none; too much when too
/// many clients would be written to.
pub async fn run(act: &mut Act, wanted: &Wanted) -> Result<Changed> {
    let currencies = Currencies::read(&mut act.conn).await?;
    let mut changed = Changed::default();
    let (mut clients, mut notices) = (BTreeSet::new(), Notices::new());
    for (product, name) in &wanted.products {
        for row in prices::of_many(&mut act.conn, Priced::Product, &[product.0]).await? {
            let named = wanted.cycles.is_empty() || wanted.cycles.contains(&row.cycle);
            if !named || wanted.currency.is_some_and(|only| only != row.currency_id) {
                continue;
            }
            let old = currencies.money(row.price_minor, row.currency_id)?;
            let new = changed_price(old, wanted)?;
            if new == old {
                continue;
            }
            let paid = services(act, wanted, *product, &row).await?;
            clients.extend(paid.iter().map(|service| service.client_id));
            changed.services += paid.len();
            if wanted.apply {
                let texts = (currencies.formatted(old), currencies.formatted(new));
                carry_out(act, &row, new, &paid).await?;
                note(act, &mut notices, name, texts, &paid);
            }
            let (product, name, services) = (*product, name.clone(), paid.len());
            let line = Line { product, name, cycle: row.cycle, old, new, services };
            changed.lines.push(line);
        }
    }
    changed.clients = clients.len();
    if wanted.apply {
        let count = changed.lines.len();
        act.log(None, format!("Product Prices Changed: {count} prices")).await?;
        if wanted.notice {
            tell(act, notices).await?;
        }
    }
    Ok(changed)
}

fn changed_price(old: Money, wanted: &Wanted) -> Result<Money> {
    let by = match wanted.change {
        Change::Percent(percent, down) => {
            let by = old.percent(percent)?;
            if down { by.neg()? } else { by }
        }
        Change::Amount(minor) => Money::from_minor(minor, old.currency),
    };
    let rounding = PriceRounding::parse(&wanted.rounding, &old.currency)
        .ok_or_else(|| invalid("rounding", "Invalid rounding: none, 0.50 or x.99"))?;
    let new = old.add(by)?;
    if new.is_negative() {
        return Err(invalid("amount", format!("{old} would fall below zero")));
    }
    Ok(round_up(new, rounding)?)
}

async fn services(
    act: &mut Act,
    wanted: &Wanted,
    product: ProductId,
    row: &PriceRow,
) -> Result<Vec<PaidAtList>> {
    if !wanted.services {
        return Ok(Vec::new());
    }
    let (currency, cycle, price) = (row.currency_id, row.cycle, row.price_minor);
    Ok(price_changes::at_list(&mut act.conn, product, currency, cycle, price).await?)
}

async fn carry_out(act: &mut Act, row: &PriceRow, new: Money, paid: &[PaidAtList]) -> Result<()> {
    let old = row.price_minor;
    prices::set(
        &mut act.conn,
        Priced::Product,
        &PriceRow { price_minor: new.minor, ..row.clone() },
    )
    .await?;
    let field = format!("pricing {} {}", new.currency.code(), row.cycle.key());
    let (was, is) = (json!([old, row.setup_minor]), json!([new.minor, row.setup_minor]));
    act.changed("products", row.rel_id, &[(&field, was, is)]).await?;
    let at = act.at();
    for service in paid {
        let total = |minor: i64| {
            minor.checked_mul(service.quantity).ok_or_else(|| Fault::broken("a price overflows"))
        };
        let (before, after) = (total(old)?, total(new.minor)?);
        price_changes::set_recurring(&mut act.conn, service.id, before, after, at).await?;
        let field = [("recurringamount", json!(before), json!(after))];
        act.changed("service", service.id, &field).await?;
    }
    Ok(())
}

fn note(
    act: &Act,
    notices: &mut Notices,
    name: &str,
    (old, new): (String, String),
    paid: &[PaidAtList],
) {
    for service in paid {
        let domain = match service.domain.as_str() {
            "" => String::new(),
            domain => format!(" ({domain})"),
        };
        let from = service.next_due_on.map(|day| format!(" from {}", act.settings.written(day)));
        let from = from.unwrap_or_default();
        let text = format!("{name}{domain}: {new} instead of {old}{from}");
        notices.entry(service.client_id).or_default().push(text);
    }
}

async fn tell(act: &mut Act, notices: Notices) -> Result<()> {
    if notices.len() > NOTICES_MAX {
        return Err(too_much(format!(
            "{} clients would be written to: change fewer products at once",
            notices.len()
        )));
    }
    for (client, lines) in notices {
        let Some(row) = clients::by_id(&mut act.conn, client).await? else { continue };
        let about = About::client(&row, vec![("price_changes", lines.join("\n"))]);
        let Some(mail) = written(act, PRICE_CHANGE, &about).await? else { continue };
        enqueue(act, &mail, None).await?;
        let line = format!("Email Sent to {} ({})", mail.to_name, mail.subject);
        act.log(Some(client), line).await?;
    }
    Ok(())
}
