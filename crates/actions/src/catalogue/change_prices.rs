//! `ChangePrices`: many prices at once, after a look at what would happen. Our own.

use engine::catalogue::price_change::{self, Change, Wanted};
use engine::system::currencies::Currencies;
use engine::system::edits;
use engine::{Act, Result, invalid, not_found};
use model::dates::Cycle;
use model::ids::{CurrencyId, ProductId};
use model::money::{Money, Percent};
use protocol::{ChangePrices, ChangePricesResponse, PriceChangeLine};
use store::edits::things::PRODUCT;

use crate::Registry;
use crate::wire::{amount, id, number};

/// Products that one change may touch.
const PRODUCTS_MAX: i64 = 10_000;

pub(crate) fn register(registry: Registry) -> Registry {
    registry.write(|act, call: ChangePrices| Box::pin(change_prices(act, call)))
}

async fn change_prices(act: &mut Act, call: ChangePrices) -> Result<ChangePricesResponse> {
    let currency: Option<CurrencyId> = call.currencyid.filter(|id| *id > 0).map(id);
    let apply = call.apply.0;
    let wanted = Wanted {
        products: products(act, &call).await?,
        currency,
        cycles: cycles(&call.cycles.0)?,
        change: change(act, &call, currency).await?,
        rounding: call.rounding.map_or("none".to_owned(), |text| match text.trim() {
            "" => "none".to_owned(),
            text => text.to_owned(),
        }),
        services: call.services.0,
        notice: call.notice.0,
        apply,
    };
    let changed = price_change::run(act, &wanted).await?;
    let line = |line: price_change::Line| PriceChangeLine {
        pid: line.product.0.into(),
        name: line.name.into(),
        cycle: line.cycle.key().into(),
        currency: line.old.currency.code().into(),
        oldprice: amount(line.old),
        newprice: amount(line.new),
        services: line.services.into(),
    };
    Ok(ChangePricesResponse {
        applied: apply.into(),
        numprices: changed.lines.len().into(),
        numservices: changed.services.into(),
        numclients: changed.clients.into(),
        lines: changed.lines.into_iter().map(line).collect(),
    })
}

async fn products(act: &mut Act, call: &ChangePrices) -> Result<Vec<(ProductId, String)>> {
    let (rows, _) = edits::page(&mut act.conn, &PRODUCT, 0, PRODUCTS_MAX).await?;
    let wanted: Vec<i64> = call.pids.0.iter().map(|pid| number(*pid)).collect();
    if let Some(unknown) = wanted.iter().find(|pid| !rows.iter().any(|row| row.id == **pid)) {
        return Err(not_found(format!("Product ID {unknown} Not Found")));
    }
    let group = call.gid.filter(|gid| *gid > 0).map(number);
    let found = rows.iter().filter(|row| {
        let named = if wanted.is_empty() { !row.flag("retired") } else { wanted.contains(&row.id) };
        named && group.is_none_or(|group| row.number("group_id") == group)
    });
    Ok(found.map(|row| (ProductId(row.id), row.text("name").to_owned())).collect())
}

fn cycles(names: &[String]) -> Result<Vec<Cycle>> {
    let names = names.iter().filter(|name| !name.trim().is_empty());
    names
        .map(|name| {
            Cycle::from_key(name).ok_or_else(|| invalid("cycles", format!("No cycle is {name}")))
        })
        .collect()
}

async fn change(
    act: &mut Act,
    call: &ChangePrices,
    currency: Option<CurrencyId>,
) -> Result<Change> {
    let text = call.amount.trim();
    let (down, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.trim_start_matches('+')),
    };
    let wrong = || invalid("amount", "The amount is not a number");
    match call.changetype.trim() {
        "percent" => {
            let digits = digits.trim().trim_end_matches('%').trim_end();
            Ok(Change::Percent(Percent::parse(digits).map_err(|_| wrong())?, down))
        }
        "amount" => {
            let said = || invalid("currencyid", "An amount needs its currency");
            let currency = currency.ok_or_else(said)?;
            let currencies = Currencies::read(&mut act.conn).await?;
            let known = currencies.row(currency).is_some();
            let currency = known.then_some(currency).ok_or_else(said)?;
            let money = Money::parse(digits, &currencies.currency(currency)?);
            let minor = money.map_err(|_| wrong())?.minor;
            Ok(Change::Amount(if down { -minor } else { minor }))
        }
        _ => Err(invalid("changetype", "Invalid changetype: percent or amount")),
    }
}
