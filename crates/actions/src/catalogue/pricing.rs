//! Price lists of products, addons and choices, and `GetPricing` and `UpdateCurrencyPrices`.

use engine::catalogue::currency_prices;
use engine::system::currencies::Currencies;
use engine::{Act, Cx, Result, invalid};
use model::dates::Cycle;
use model::ids::CurrencyId;
use model::word::Word as _;
use protocol::wire::{Amount, Keyed};
use protocol::{
    GetPricing, GetPricingResponse, PriceLine, UpdateCurrencyPrices, UpdateCurrencyPricesResponse,
};
use serde_json::json;
use store::catalogue::prices::{self, PriceRow, Priced};

use crate::Registry;
use crate::wire::{amount, id, money, number};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetPricing| Box::pin(get_pricing(cx, call)))
        .write(|act, call: UpdateCurrencyPrices| Box::pin(update_currency_prices(act, call)))
}

/// Sets the prices that were sent: by currency and cycle, `msetupfee` and the like beside them
/// or alone. An amount below zero takes the cycle off the list; what was not sent stays.
pub(super) async fn set(
    act: &mut Act,
    kind: Priced,
    rel_id: i64,
    pricing: &Keyed<Keyed<Amount>, u64>,
) -> Result<()> {
    let currencies = Currencies::read(&mut act.conn).await?;
    for (currency_id, amounts) in pricing.iter() {
        let currency_id: CurrencyId = id(*currency_id);
        if currencies.row(currency_id).is_none() {
            return Err(invalid("pricing", format!("There is no currency {currency_id}")));
        }
        let currency = currencies.currency(currency_id)?;
        let present = prices::of(&mut act.conn, kind, rel_id, currency_id).await?;
        for cycle in named(amounts)? {
            let letter: String = cycle.key().chars().take(1).collect();
            let before = present.iter().find(|row| row.cycle == cycle);
            let price = match amounts.get(&cycle.key().to_owned()) {
                Some(text) => money("pricing", text, &currency)?.minor,
                // A fee alone goes with the price that is there.
                None => before.map(|row| row.price_minor).ok_or_else(|| {
                    let said = format!("There is no {} price for this setup fee", cycle.key());
                    invalid("pricing", said)
                })?,
            };
            let was = before.map(|row| json!([row.price_minor, row.setup_minor]));
            let field = format!("pricing {} {}", currency.code(), cycle.key());
            if price < 0 {
                prices::remove(&mut act.conn, kind, rel_id, currency_id, cycle).await?;
                act.changed(entity(kind), rel_id, &[(&field, json!(was), json!(null))]).await?;
                continue;
            }
            let setup = match amounts.get(&format!("{letter}setupfee")) {
                Some(text) => money("pricing", text, &currency)?.or_zero().minor,
                None => before.map_or(0, |row| row.setup_minor),
            };
            let row =
                PriceRow { rel_id, currency_id, cycle, price_minor: price, setup_minor: setup };
            prices::set(&mut act.conn, kind, &row).await?;
            let is = json!([price, setup]);
            act.changed(entity(kind), rel_id, &[(&field, json!(was), is)]).await?;
        }
    }
    Ok(())
}

/// The cycles that prices or setup fees were sent for, each once.
fn named(amounts: &Keyed<Amount>) -> Result<Vec<Cycle>> {
    let mut cycles = Vec::new();
    for (key, _) in amounts.iter() {
        let cycle = match key.strip_suffix("setupfee") {
            Some(letter) if letter.len() == 1 => {
                Cycle::ALL.iter().copied().find(|cycle| cycle.key().starts_with(letter))
            }
            Some(_) => None,
            None => Cycle::from_key(key),
        };
        let cycle = cycle.ok_or_else(|| invalid("pricing", format!("No cycle is {key}")))?;
        if !cycles.contains(&cycle) {
            cycles.push(cycle);
        }
    }
    Ok(cycles)
}

const fn entity(kind: Priced) -> &'static str {
    match kind {
        Priced::Product => "products",
        Priced::Addon => "product_addons",
        Priced::Choice => "config_choices",
    }
}

fn kind_of(word: &str) -> Result<Priced> {
    match word.trim() {
        "product" => Ok(Priced::Product),
        "addon" => Ok(Priced::Addon),
        "choice" => Ok(Priced::Choice),
        _ => Err(invalid("kind", "Invalid kind: product, addon or choice")),
    }
}

async fn get_pricing(cx: &Cx, call: GetPricing) -> Result<GetPricingResponse> {
    let kind = kind_of(&call.kind)?;
    let mut c = cx.read().await?;
    let currencies = Currencies::read(&mut c).await?;
    let rows = prices::of_many(&mut c, kind, &[number(call.relid)]).await?;
    let line = |row: PriceRow| -> Result<PriceLine> {
        Ok(PriceLine {
            currencyid: row.currency_id.0.into(),
            cycle: row.cycle.key().into(),
            price: amount(currencies.money(row.price_minor, row.currency_id)?),
            setupfee: amount(currencies.money(row.setup_minor, row.currency_id)?),
        })
    };
    let lines = rows.into_iter().map(line).collect::<Result<Vec<_>>>()?;
    Ok(GetPricingResponse { prices: lines.into_iter().collect() })
}

/// Sets every price in a currency to that in the default one at the present rate.
async fn update_currency_prices(
    act: &mut Act,
    call: UpdateCurrencyPrices,
) -> Result<UpdateCurrencyPricesResponse> {
    let count = currency_prices::update(act, id(call.currencyid)).await?.all;
    Ok(UpdateCurrencyPricesResponse { numprices: count.into() })
}
