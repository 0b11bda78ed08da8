//! What products, addons and choices cost, by currency and cycle.

use model::dates::Cycle;
use model::word::Word as _;
use protocol::wire::{Amount, Named};
use protocol::{GetPricing, GetPricingResponse, OptionPrices, ProductPrices};
use store::system::imports::Put;

use crate::error::Result;
use crate::moving::Moving;
use crate::reading::ask_some;

/// Price and setup fee of each cycle that recurs, in their order.
type Columns<'a> = [(&'a Amount, &'a Amount); 6];

/// What one thing costs in one currency.
fn rows(
    moving: &Moving<'_>,
    (kind, id, currency): (&'static str, i64, i64),
    columns: Columns<'_>,
    paid: &str,
) -> Vec<Put> {
    let row = |cycle: Cycle, price: &Amount, setup: &Amount| {
        // An amount below zero says that it is not sold so.
        let price = moving.minor(currency, price).filter(|minor| *minor >= 0)?;
        let setup = moving.minor(currency, setup).unwrap_or_default().max(0);
        Some(put((kind, id, currency), cycle.word(), price, setup))
    };
    let once = columns[0];
    match paid {
        "free" => vec![put((kind, id, currency), Cycle::Free.word(), 0, 0)],
        "onetime" => row(Cycle::OneTime, once.0, once.1).into_iter().collect(),
        _ => {
            let recurring = Cycle::RECURRING.into_iter().zip(columns);
            recurring.filter_map(|(cycle, (price, setup))| row(cycle, price, setup)).collect()
        }
    }
}

fn put(
    (kind, id, currency): (&'static str, i64, i64),
    cycle: &'static str,
    price: i64,
    setup: i64,
) -> Put {
    Put::into("prices")
        .set("kind", kind)
        .set("rel_id", id)
        .set("currency_id", currency)
        .set("cycle", cycle)
        .set("price_minor", price)
        .set("setup_minor", setup)
}

/// What a product costs; `paid` is how it is paid.
pub(super) fn of_product(
    moving: &Moving<'_>,
    product: i64,
    pricing: &Named<ProductPrices>,
    paid: &str,
) -> Vec<Put> {
    let each = pricing.iter().filter_map(|(code, prices)| {
        let currency = moving.currencies().by_code(code)?.id.0;
        Some(rows(moving, ("product", product, currency), columns_of_product(prices), paid))
    });
    each.flatten().collect()
}

/// What a choice costs. It may be a choice of products that are paid in several ways.
pub(super) fn of_choice(
    moving: &Moving<'_>,
    choice: i64,
    pricing: &Named<OptionPrices>,
    paid: &[&str],
) -> Vec<Put> {
    let each = pricing.iter().filter_map(|(code, prices)| {
        let currency = moving.currencies().by_code(code)?.id.0;
        let columns = columns_of_choice(prices);
        let of = |paid: &&str| rows(moving, ("choice", choice, currency), columns, paid);
        Some(paid.iter().flat_map(of).collect::<Vec<_>>())
    });
    each.flatten().collect()
}

/// What things of a kind cost, as only a Hostler tells it: cycle by cycle.
pub(super) async fn told(
    moving: &Moving<'_>,
    kind: &'static str,
    ids: &[i64],
) -> Result<Vec<Vec<Put>>> {
    let call = |id: &i64| GetPricing {
        kind: kind.to_owned(),
        relid: u64::try_from(*id).unwrap_or_default(),
    };
    let answers = ask_some(moving, ids.iter().map(call).collect()).await?;
    let answers = ids.iter().zip(answers);
    Ok(answers.map(|(id, answer)| lines(moving, kind, *id, answer)).collect())
}

fn lines(
    moving: &Moving<'_>,
    kind: &'static str,
    id: i64,
    answer: Option<GetPricingResponse>,
) -> Vec<Put> {
    let rows = answer.map(|answer| answer.prices.0.price.0).unwrap_or_default();
    let line = |row: protocol::PriceLine| {
        let cycle = Cycle::from_key(&row.cycle)?;
        let price = moving.minor(row.currencyid.0, &row.price)?;
        let setup = moving.minor(row.currencyid.0, &row.setupfee)?;
        Some(put((kind, id, row.currencyid.0), cycle.word(), price, setup))
    };
    rows.into_iter().filter_map(line).collect()
}

fn columns_of_product(prices: &ProductPrices) -> Columns<'_> {
    [
        (&prices.monthly, &prices.msetupfee),
        (&prices.quarterly, &prices.qsetupfee),
        (&prices.semiannually, &prices.ssetupfee),
        (&prices.annually, &prices.asetupfee),
        (&prices.biennially, &prices.bsetupfee),
        (&prices.triennially, &prices.tsetupfee),
    ]
}

fn columns_of_choice(prices: &OptionPrices) -> Columns<'_> {
    [
        (&prices.monthly, &prices.msetupfee),
        (&prices.quarterly, &prices.qsetupfee),
        (&prices.semiannually, &prices.ssetupfee),
        (&prices.annually, &prices.asetupfee),
        (&prices.biennially, &prices.bsetupfee),
        (&prices.triennially, &prices.tsetupfee),
    ]
}
