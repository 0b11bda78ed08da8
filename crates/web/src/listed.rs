//! What an order would cost. A WHMCS that tells it only by the invoice of a placed order has a
//! catalogue: the prices there, without options, addons, taxes and discounts.

use std::future::Future;

use engine::{Caller, invalid, not_found};
use protocol::wire::{Amount, Named, Wrap};
use protocol::{
    Currency, GetCurrencies, GetProducts, GetTLDPricing, PreviewLine, PreviewLines, PreviewOrder,
    PreviewOrderResponse, PreviewStep, Product, ProductPrices, TldPricing,
};

use crate::App;
use crate::asked;
use crate::pages::language::tell;
use crate::whmcs::CallError;

/// What an order would cost, as far as anybody knows before it is placed.
pub(crate) struct Cost {
    /// Line by line.
    pub(crate) told: PreviewOrderResponse,
    /// Whether the lines are all there is, and their sums are known.
    pub(crate) is_whole: bool,
}

impl Cost {
    /// Whether nothing is to be paid today; what nobody knows is not free.
    pub(crate) fn is_free(&self) -> bool {
        let total = self.told.total.as_str();
        let is_something = total.bytes().any(|digit| (b'1'..=b'9').contains(&digit));
        self.is_whole && (total.starts_with('-') || !is_something)
    }
}

/// Asks what an order would cost; `currency` gives the code of whoever asks.
pub(crate) async fn cost<F>(
    app: &App,
    caller: &Caller,
    call: PreviewOrder,
    currency: impl FnOnce() -> F,
) -> Result<Cost, CallError>
where
    F: Future<Output = Result<String, CallError>>,
{
    asked::check_sold(app, caller, call.pid.numbered().map(|(_, id)| *id)).await?;
    match app.whmcs().call(caller, call.clone()).await {
        Ok(told) => Ok(Cost { told, is_whole: true }),
        Err(CallError::NotOffered(_)) => {
            let currency = currency().await?;
            let told = Box::pin(of_catalogue(app, caller, &call, &currency)).await?;
            Ok(Cost { told, is_whole: false })
        }
        Err(error) => Err(error),
    }
}

/// The lines of an order at the prices of the catalogue; the sums stay zero.
async fn of_catalogue(
    app: &App,
    caller: &Caller,
    call: &PreviewOrder,
    code: &str,
) -> Result<PreviewOrderResponse, CallError> {
    let rows = app.whmcs().call(caller, GetCurrencies {}).await?.currencies.0.currency.0;
    let row = rows.iter().find(|row| *row.code == *code).or(rows.first());
    let currency = row.cloned().unwrap_or_default();
    let mut line = Vec::new();
    if !call.pid.is_empty() {
        let products = app.whmcs().call(caller, GetProducts::default()).await?.products.0.product.0;
        for (at, pid) in call.pid.numbered() {
            let product = products.iter().find(|row| row.pid.id() == Some(*pid));
            let product = product.ok_or_else(|| not_found("Product ID Not Found"))?;
            let cycle = call.billingcycle.at(at).map_or("", |cycle| cycle.trim());
            let quantity = call.qty.at(at).copied().flatten().unwrap_or(1);
            line.push(of_product(product, &currency, cycle, quantity)?);
        }
    }
    let names = || call.domaintype.numbered().filter(|(_, kind)| !kind.is_empty());
    if names().next().is_some() {
        let currencyid = currency.id.id();
        let sold = app.whmcs().call(caller, GetTLDPricing { currencyid, clientid: None }).await?;
        for (at, kind) in names() {
            let name = call.domain.at(at).map_or("", |name| name.trim());
            let years = call.regperiod.at(at).copied().flatten().unwrap_or(1);
            let prices = prices_of(name, &sold.pricing);
            let priced = prices.and_then(|prices| of_name(name, kind, prices, years));
            line.push(priced.ok_or_else(|| invalid("domain", format!("{name} is not for sale")))?);
        }
    }
    Ok(PreviewOrderResponse {
        currencycode: currency.code,
        currencyprefix: currency.prefix,
        currencysuffix: currency.suffix,
        currencyformat: Some(currency.format),
        lines: Wrap(PreviewLines { line: line.into() }),
        ..PreviewOrderResponse::default()
    })
}

fn of_product(
    product: &Product,
    currency: &Currency,
    cycle: &str,
    quantity: u64,
) -> Result<PreviewLine, CallError> {
    let prices = product.pricing.get(&currency.code).cloned().unwrap_or_default();
    let columns = columns(&prices);
    let is_offered = |price: &Amount| !price.is_blank() && !price.as_str().starts_with('-');
    let mut offered = columns.iter().filter(|(_, price, _)| is_offered(price));
    let free = (&"free", &Amount::default(), &Amount::default());
    let found = match &*product.paytype {
        "free" => Some(free),
        "onetime" => offered.next().map(|(_, price, fee)| (&"onetime", *price, *fee)),
        _ => offered
            .find(|(key, _, _)| cycle.is_empty() || key.eq_ignore_ascii_case(cycle))
            .map(|(key, price, fee)| (key, *price, *fee)),
    };
    let (key, price, fee) =
        found.ok_or_else(|| invalid("billingcycle", "Invalid Billing Cycle Requested"))?;
    let recurring = times(price, quantity)?;
    let mut steps = vec![PreviewStep { what: product.name.clone(), amount: recurring }];
    let mut amount = recurring;
    if is_offered(fee) && fee.as_str().bytes().any(|digit| (b'1'..=b'9').contains(&digit)) {
        let fee = times(fee, quantity)?;
        amount = plus(&amount, &fee)?;
        steps.push(PreviewStep { what: tell("setup-fee").into(), amount: fee });
    }
    Ok(PreviewLine {
        r#type: "Hosting".into(),
        description: product.name.clone(),
        amount,
        recurringamount: (!matches!(*key, "free" | "onetime")).then_some(recurring),
        billingcycle: (*key).into(),
        steps: steps.into(),
        ..PreviewLine::default()
    })
}

/// What names of the same ending cost, where it is sold.
pub(crate) fn prices_of<'a>(name: &str, sold: &'a Named<TldPricing>) -> Option<&'a TldPricing> {
    let (_, ending) = name.split_once('.')?;
    let of_ending = sold.iter().find(|(tld, _)| tld.trim_start_matches('.') == ending);
    of_ending.map(|(_, prices)| prices)
}

fn of_name(name: &str, kind: &str, prices: &TldPricing, years: u64) -> Option<PreviewLine> {
    let (r#type, of_kind) = match kind {
        "transfer" => ("DomainTransfer", &prices.transfer),
        _ => ("DomainRegister", &prices.register),
    };
    let is_sold = |price: &&Amount| !price.is_blank() && !price.as_str().starts_with('-');
    let amount = *of_kind.get(&years.to_string()).filter(is_sold)?;
    Some(PreviewLine {
        r#type: r#type.into(),
        description: name.into(),
        amount,
        recurringamount: prices.renew.get(&years.to_string()).filter(is_sold).copied(),
        steps: vec![PreviewStep { what: name.into(), amount }].into(),
        ..PreviewLine::default()
    })
}

/// The cycles of a product, each with its price and its fee for the setup.
fn columns(row: &ProductPrices) -> [(&'static str, &Amount, &Amount); 6] {
    [
        ("monthly", &row.monthly, &row.msetupfee),
        ("quarterly", &row.quarterly, &row.qsetupfee),
        ("semiannually", &row.semiannually, &row.ssetupfee),
        ("annually", &row.annually, &row.asetupfee),
        ("biennially", &row.biennially, &row.bsetupfee),
        ("triennially", &row.triennially, &row.tsetupfee),
    ]
}

fn times(amount: &Amount, count: u64) -> Result<Amount, CallError> {
    let places = places(amount);
    let minor = amount.to_minor(places).zip(i64::try_from(count).ok());
    let minor = minor.and_then(|(minor, count)| minor.checked_mul(count));
    minor.map(|minor| Amount::from_minor(minor, places)).ok_or_else(too_much)
}

fn plus(one: &Amount, other: &Amount) -> Result<Amount, CallError> {
    let places = places(one).max(places(other));
    let minor = one.to_minor(places).zip(other.to_minor(places));
    let minor = minor.and_then(|(one, other)| one.checked_add(other));
    minor.map(|minor| Amount::from_minor(minor, places)).ok_or_else(too_much)
}

/// Decimals of an amount.
fn places(amount: &Amount) -> u32 {
    let decimals = amount.as_str().split_once('.').map_or(0, |(_, decimals)| decimals.len());
    u32::try_from(decimals).unwrap_or(0)
}

fn too_much() -> CallError {
    invalid("qty", "The amount is too large").into()
}

#[cfg(test)]
mod tests {
    use protocol::wire::{Amount, Named};
    use protocol::{Currency, Product, ProductPrices};

    use super::of_product;

    #[test]
    fn a_product_costs_what_the_catalogue_lists() {
        let amount = |text: &str| Amount::parse(text).unwrap();
        let prices = ProductPrices {
            monthly: amount("5.00"),
            msetupfee: amount("1.00"),
            quarterly: amount("-1.00"),
            annually: amount("50.00"),
            asetupfee: amount("-1.00"),
            ..ProductPrices::default()
        };
        let currency = Currency { code: "USD".into(), ..Currency::default() };
        for (paytype, cycle, quantity, expected) in [
            ("recurring", "Monthly", 1, Some(("6.00", Some("5.00"), "monthly"))),
            ("recurring", "", 3, Some(("18.00", Some("15.00"), "monthly"))),
            ("recurring", "annually", 1, Some(("50.00", Some("50.00"), "annually"))),
            ("recurring", "quarterly", 1, None),
            ("recurring", "onetime", 1, None),
            ("recurring", "monthly", u64::MAX, None),
            ("onetime", "monthly", 2, Some(("12.00", None, "onetime"))),
            ("free", "monthly", 2, Some(("0.00", None, "free"))),
        ] {
            let pricing = Named(vec![("USD".to_owned(), prices.clone())]);
            let product = Product { paytype: paytype.into(), pricing, ..Product::default() };
            let line = of_product(&product, &currency, cycle, quantity).ok();
            let found = line.as_ref().map(|line| {
                let recurring = line.recurringamount.as_ref().map(Amount::as_str);
                (line.amount.as_str(), recurring, &*line.billingcycle)
            });
            assert_eq!(found, expected, "{paytype} {cycle} {quantity}");
        }
    }
}
