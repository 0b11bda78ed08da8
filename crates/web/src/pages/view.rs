//! What every page shows, and small things that several show.

use engine::{Actor, Caller, Door};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use ports::payment::GatewayCapabilities;
use protocol::wire::Amount;
use protocol::{
    GetConfigurationValue, GetCurrencies, GetPaymentMethods, GetProductGroups, GetProducts,
    GetTLDPricing, Product,
};
use serde::Serialize;

use super::language::{tell, tell_with};
use super::words::Money;
use crate::App;
use crate::session::remembered::Remembered;
use crate::whmcs::{CallError, Whmcs};

/// The frame of a page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Frame {
    pub(crate) company: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) currencies: Vec<CurrencyView>,
    /// Code of the one in use.
    pub(crate) currency: String,
    /// The address of this page in another currency, up to the code of it.
    pub(crate) switch: String,
    /// Names can be registered or moved here.
    pub(crate) sells_names: bool,
    /// Prices are without the tax that is added to them.
    pub(crate) plus_tax: bool,
}

/// For how long (seconds) it is remembered that names are sold.
const SOLD_SECONDS: i64 = 600;

/// Whether names are sold. That they are is remembered for some minutes; that they are not is asked
/// each time, which is quick where there are none.
pub struct SoldNames(Remembered<(), ()>);

impl Default for SoldNames {
    fn default() -> Self {
        Self(Remembered::new(SignedDuration::from_secs(SOLD_SECONDS)))
    }
}

impl SoldNames {
    async fn any(&self, app: &App, caller: &Caller) -> bool {
        let now = app.0.clock.now();
        if self.0.get(&(), now).is_some() {
            return true;
        }
        let found = app.whmcs().call(caller, GetTLDPricing::default()).await;
        let sold = found.is_ok_and(|found| found.pricing.iter().next().is_some());
        if sold {
            self.0.put((), (), now);
        }
        sold
    }
}

/// A currency to choose.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CurrencyView {
    pub(crate) id: i64,
    pub(crate) code: String,
    prefix: String,
    suffix: String,
    format: i64,
}

impl CurrencyView {
    /// An amount as people read it.
    pub(crate) fn money(&self, amount: &Amount) -> String {
        let (prefix, suffix) = (self.prefix.clone(), self.suffix.clone());
        Money { prefix, suffix, format: self.format }.of(amount)
    }
}

/// A way to pay.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MethodView {
    pub(crate) module: String,
    pub(crate) name: String,
    /// Card fields are shown for it.
    pub(crate) card: bool,
    /// It keeps what is paid with on its page, if the client wants that.
    pub(crate) keeps: bool,
    /// It is paid on a page of the gateway's own.
    pub(crate) away: bool,
}

/// A price as shown.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PriceView {
    /// The wire's key: `monthly`.
    pub(crate) key: &'static str,
    /// For people: `month`.
    pub(crate) per: String,
    /// For people: `Monthly`.
    pub(crate) name: String,
    pub(crate) price: String,
    pub(crate) setup: Option<String>,
}

/// The system asking on behalf of somebody who did not log in.
pub(crate) fn visitor(ip: std::net::IpAddr) -> Caller {
    Caller {
        actor: Actor::Visitor,
        door: Door::Page,
        ip: ip.to_string(),
        idempotency_key: None,
        dry_run: false,
    }
}

/// The name of the company.
pub(crate) async fn company(app: &App, caller: &Caller) -> String {
    let call = GetConfigurationValue { setting: "CompanyName".to_owned() };
    let answer = Box::pin(app.whmcs().call(caller, call)).await;
    answer.map_or_else(|_| "Hostler".to_owned(), |answer| answer.value.to_string())
}

/// A setting of the business; empty where there is none, or nobody says.
pub(crate) async fn setting(app: &App, caller: &Caller, name: &str) -> String {
    let call = GetConfigurationValue { setting: name.to_owned() };
    let answer = Box::pin(app.whmcs().call(caller, call)).await;
    answer.map(|answer| answer.value.to_string()).unwrap_or_default()
}

/// Whether a setting of the business is switched on.
pub(crate) async fn is_switched_on(app: &App, caller: &Caller, name: &str) -> bool {
    let value = setting(app, caller, name).await.to_lowercase();
    ["on", "1", "true", "yes"].contains(&value.as_str())
}

/// Whether somebody new is asked for a number for taxes: where one decides what is charged (B14).
pub(crate) async fn asks_tax_id(app: &App, caller: &Caller) -> bool {
    is_switched_on(app, caller, "TaxEUTaxValidation").await
}

/// The country that most visitors are from, as far as anybody knows: the company's own.
pub(crate) async fn home_country(app: &App, caller: &Caller) -> String {
    let country = setting(app, caller, "DefaultCountry").await;
    if country.is_empty() { "US".to_owned() } else { country.to_ascii_uppercase() }
}

/// Where the company's clock hangs, which decides what day it is. Another WHMCS does not say.
pub(crate) async fn zone(app: &App, caller: &Caller) -> TimeZone {
    if app.whmcs().is_remote() {
        return TimeZone::UTC;
    }
    let call = GetConfigurationValue { setting: "TimeZone".to_owned() };
    let answer = Box::pin(app.whmcs().call(caller, call)).await;
    let zone = answer.ok().and_then(|answer| TimeZone::get(&answer.value).ok());
    zone.unwrap_or(TimeZone::UTC)
}

/// The currencies, and the code of the one in use: the wanted one, by code or number, else the
/// first.
pub(crate) async fn currencies(
    app: &App,
    caller: &Caller,
    wanted: &str,
) -> Result<(Vec<CurrencyView>, String), CallError> {
    let rows = app.whmcs().call(caller, GetCurrencies {}).await?.currencies.0.currency;
    let currencies: Vec<CurrencyView> = rows
        .iter()
        .map(|row| CurrencyView {
            id: row.id.into(),
            code: row.code.to_string(),
            prefix: row.prefix.to_string(),
            suffix: row.suffix.to_string(),
            format: row.format.0,
        })
        .collect();
    let chosen = currencies
        .iter()
        .find(|row| row.code.eq_ignore_ascii_case(wanted) || row.id.to_string() == wanted)
        .or(currencies.first());
    let code = chosen.map(|row| row.code.clone()).unwrap_or_default();
    Ok((currencies, code))
}

/// The address of a page up to the code of a currency; what else it says stays.
fn switch(target: &str) -> String {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("currency="))
        .collect();
    match kept.is_empty() {
        true => format!("{path}?currency="),
        false => format!("{path}?{}&currency=", kept.join("&")),
    }
}

/// Reads what the frame needs. `wanted` is the code or number of a currency, or empty.
pub(crate) async fn frame(
    app: &App,
    caller: &Caller,
    title: &str,
    target: &str,
    wanted: &str,
) -> Result<Frame, CallError> {
    let company = company(app, caller).await;
    let (currencies, currency) = currencies(app, caller, wanted).await?;
    let sells_names = app.0.sold_names.any(app, caller).await;
    // What another WHMCS has set is not asked for on every page.
    let plus_tax = !app.whmcs().is_remote()
        && is_switched_on(app, caller, "TaxEnabled").await
        && setting(app, caller, "TaxType").await.eq_ignore_ascii_case("exclusive");
    Ok(Frame {
        description: tell_with("frame-description", &[("company", company.clone().into())]),
        company,
        title: title.to_owned(),
        currencies,
        currency,
        switch: switch(target),
        sells_names,
        plus_tax,
    })
}

/// The name in addresses of the group where there are no others.
const ONLY_GROUP: &str = "all";

/// The groups with their products, in the order shown. A WHMCS that does not know groups has one.
pub(crate) async fn shelves(
    app: &App,
    caller: &Caller,
) -> Result<Vec<(protocol::ProductGroup, Vec<Product>)>, CallError> {
    let whmcs = app.whmcs();
    let products = whmcs.call(caller, GetProducts::default()).await?.products.0.product;
    let groups = match whmcs.call(caller, GetProductGroups {}).await {
        Ok(answer) => answer.groups.0.group.into_iter().collect(),
        Err(CallError::NotOffered(_)) => {
            let (name, slug) = (tell("products").into(), ONLY_GROUP.into());
            vec![protocol::ProductGroup { name, slug, ..Default::default() }]
        }
        Err(error) => return Err(error),
    };
    let only = groups.len() == 1;
    let mut products: Vec<Product> = products.into_iter().collect();
    Ok(groups
        .into_iter()
        .map(|group| {
            let (own, rest) =
                products.drain(..).partition(|product| only || product.gid == group.gid);
            products = rest;
            (group, own)
        })
        .collect())
}

/// The ways to pay.
pub(crate) async fn methods(app: &App, caller: &Caller) -> Result<Vec<MethodView>, CallError> {
    let answer = app.whmcs().call(caller, GetPaymentMethods {}).await?;
    Ok(answer
        .paymentmethods
        .0
        .paymentmethod
        .into_iter()
        .map(|row| MethodView {
            card: &*row.module == "sandboxcard",
            keeps: keeps_methods(app, &row.module),
            away: capabilities(app, &row.module).is_some_and(|can| can.redirect),
            module: row.module.to_string(),
            name: row.displayname.to_string(),
        })
        .collect())
}

/// Whether a gateway keeps what a client pays with, as far as our own engine knows it.
pub(crate) fn keeps_methods(app: &App, gateway: &str) -> bool {
    capabilities(app, gateway).is_some_and(|can| can.keeps_methods)
}

/// What a gateway can do, as far as our own engine knows it.
fn capabilities(app: &App, gateway: &str) -> Option<GatewayCapabilities> {
    match app.whmcs() {
        Whmcs::Engine(actions) => {
            Some(actions.engine().world().gateways.get(gateway)?.capabilities().clone())
        }
        Whmcs::Remote(_) => None,
    }
}

/// The cycles a product is offered in, with prices in one currency.
pub(crate) fn prices(product: &Product, currency: &str) -> Vec<PriceView> {
    let Some(prices) = product.pricing.get(currency) else { return Vec::new() };
    let free = &*product.paytype == "free";
    let once = &*product.paytype == "onetime";
    let rows = [
        ("monthly", &prices.monthly, &prices.msetupfee),
        ("quarterly", &prices.quarterly, &prices.qsetupfee),
        ("semiannually", &prices.semiannually, &prices.ssetupfee),
        ("annually", &prices.annually, &prices.asetupfee),
        ("biennially", &prices.biennially, &prices.bsetupfee),
        ("triennially", &prices.triennially, &prices.tsetupfee),
    ];
    let money = Money {
        prefix: prices.prefix.to_string(),
        suffix: prices.suffix.to_string(),
        format: prices.format.unwrap_or_default().0,
    };
    rows.into_iter()
        .filter(|(_, price, _)| !price.as_str().starts_with('-'))
        .map(|(key, price, setup)| PriceView {
            key,
            per: if free || once { String::new() } else { tell(&format!("per-{key}")) },
            name: if once { tell("one-payment") } else { tell(&format!("cycle-{key}")) },
            price: if free { tell("free") } else { money.of(price) },
            setup: is_something(setup).then(|| money.of(setup)),
        })
        .take(if free || once { 1 } else { usize::MAX })
        .collect()
}

/// Whether an amount is above zero.
pub(crate) fn is_something(amount: &Amount) -> bool {
    let text = amount.as_str();
    !text.starts_with('-') && text.chars().any(|digit| ('1'..='9').contains(&digit))
}

#[cfg(test)]
mod tests {
    use super::switch;

    #[test]
    fn another_currency_keeps_what_the_address_says() {
        for (target, expected) in [
            ("/", "/?currency="),
            ("/store?currency=EUR", "/store?currency="),
            ("/domains/search?query=nordic", "/domains/search?query=nordic&currency="),
            ("/order/1?currency=EUR&cycle=annually", "/order/1?cycle=annually&currency="),
        ] {
            assert_eq!(switch(target), expected, "{target}");
        }
    }
}
