//! The cart: a sealed cookie with what was chosen. Prices are never kept, only asked for.

use std::collections::BTreeSet;
use std::future::ready;
use std::sync::Arc;

use axum::http::{HeaderMap, StatusCode};
use engine::Refusal;
use model::domains::addon::DomainAddon;
use protocol::wire::{Num, Secret};
use protocol::{AddOrder, Form, PreviewOrder};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::goods::{Goods, Line, Name, kept};
use crate::App;
use crate::for_client::ForClient;
use crate::listed::{self, Cost};
use crate::pages::client::Member;
use crate::pages::gate::Arrival;
use crate::pages::language;
use crate::pages::view::{self, is_something};
use crate::pages::words::{Money, with_days};
use crate::session::cookies::Cookie;
use crate::whmcs::CallError;

/// A cart that nobody comes back to is forgotten (seconds).
const KEPT_SECONDS: i64 = 30 * 24 * 60 * 60;
/// Things in a cart; more would not fit into a cookie.
const LINES_MAX: usize = 12;
/// More bytes would be more than the 4096 of a cookie once they are sealed.
const PLAIN_BYTES_MAX: usize = 2_800;

/// What somebody wants to order.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Cart {
    /// Code of the currency that prices are shown in.
    #[serde(default)]
    pub(super) currency: String,
    #[serde(default)]
    pub(super) promotion: String,
    #[serde(default)]
    pub(super) lines: Vec<Line>,
}

impl Cart {
    /// The cart that a request brings.
    pub(super) fn read(app: &App, headers: &HeaderMap) -> Self {
        let sealed = Cookie::Cart.read(headers, app.0.sessions.secure());
        let plain = sealed.and_then(|sealed| app.0.sessions.keys().open(sealed));
        plain.and_then(|plain| serde_json::from_slice(&plain).ok()).unwrap_or_default()
    }

    /// The same with prices in the currency of whoever is logged in, else in the one that the
    /// address names, else in the one that was chosen before.
    pub(super) async fn shown(
        app: &App,
        arrival: &Arc<Arrival>,
        headers: &HeaderMap,
        wanted: &str,
    ) -> Result<Self, CallError> {
        let mut cart = Self::read(app, headers);
        cart.prefer(wanted);
        if let Some(here) = Member::of(app, arrival) {
            cart.currency = ForClient::new(app, &here.session).currency().await?;
        }
        Ok(cart)
    }

    /// Shows prices in this currency, if one is named.
    pub(super) fn prefer(&mut self, currency: &str) {
        if !currency.is_empty() {
            currency.chars().take(10).collect::<String>().clone_into(&mut self.currency);
        }
    }

    /// The same without the lines at some places.
    pub(super) fn without(&self, places: &BTreeSet<usize>) -> Self {
        let lines = self.lines.iter().enumerate();
        let kept = lines.filter(|(place, _)| !places.contains(place));
        Self { lines: kept.map(|(_, line)| line.clone()).collect(), ..self.clone() }
    }

    /// Keeps the cart in the browser.
    pub(super) fn write(&self, app: &App, headers: &mut HeaderMap) {
        let plain = serde_json::to_vec(self).unwrap_or_default();
        let Some(sealed) = app.0.sessions.keys().seal(&*app.0.chance, &plain) else { return };
        let is_empty = self.lines.is_empty() && self.currency.is_empty();
        let kept = if is_empty { 0 } else { KEPT_SECONDS };
        Cookie::Cart.write(headers, &sealed, kept, app.0.sessions.secure());
    }

    /// The order that it asks for.
    pub(super) fn order(&self) -> AddOrder {
        let (mut goods, mut names) = (Vec::new(), Vec::new());
        for line in &self.lines {
            match line {
                Line::Product(product) => goods.push(product),
                Line::Domain(name) => names.push(name),
            }
        }
        // Lists belong together by their number: names come behind the products.
        let none = |_: &&Goods| String::new();
        let kind = |name: &&Name| if name.transfer { "transfer" } else { "register" }.to_owned();
        let hosts = goods.iter().map(|each| each.host.clone());
        let hosts = hosts.chain(names.iter().map(|name| name.name.clone()));
        let kinds = goods.iter().map(none).chain(names.iter().map(kind));
        let years = goods.iter().map(|_| None);
        let years = years.chain(names.iter().map(|name| Some(name.years)));
        let booked = |addon: DomainAddon| {
            let none = goods.iter().map(|_| false.into());
            none.chain(names.iter().map(|name| name.booked.has(addon).into())).collect::<Vec<_>>()
        };
        let codes = goods.iter().map(none).chain(names.iter().map(|name| name.code.clone()));
        let lists = |each: &[&Goods]| each.iter().map(|each| each.addons()).collect::<Vec<_>>();
        AddOrder {
            pid: goods.iter().map(|each| each.id).collect::<Vec<_>>().into(),
            billingcycle: goods.iter().map(|each| each.cycle.clone()).collect::<Vec<_>>().into(),
            domain: hosts.collect::<Vec<_>>().into(),
            configoptions: goods
                .iter()
                .map(|each| Some(each.configoptions()))
                .collect::<Vec<_>>()
                .into(),
            customfields: goods.iter().map(|each| each.customfields()).collect::<Vec<_>>().into(),
            addons: lists(&goods).into(),
            domaintype: kinds.collect::<Vec<_>>().into(),
            regperiod: years.collect::<Vec<_>>().into(),
            dnsmanagement: booked(DomainAddon::DnsManagement).into(),
            emailforwarding: booked(DomainAddon::EmailForwarding).into(),
            idprotection: booked(DomainAddon::IdProtection).into(),
            eppcode: codes.map(Secret::from).collect::<Vec<_>>().into(),
            promocode: (!self.promotion.is_empty()).then(|| self.promotion.clone()),
            ..AddOrder::default()
        }
    }

    /// What it costs now, for whoever asks.
    pub(super) async fn price(&self, app: &App, arrival: &Arc<Arrival>) -> Result<Cost, CallError> {
        let order = self.order();
        let mut call = PreviewOrder {
            pid: order.pid,
            billingcycle: order.billingcycle,
            domain: order.domain,
            domaintype: order.domaintype,
            regperiod: order.regperiod,
            dnsmanagement: order.dnsmanagement,
            emailforwarding: order.emailforwarding,
            idprotection: order.idprotection,
            configoptions: order.configoptions,
            addons: order.addons,
            promocode: order.promocode,
            ..PreviewOrder::default()
        };
        if let Some(here) = Member::of(app, arrival) {
            return ForClient::new(app, &here.session).preview(call).await;
        }
        let caller = view::visitor(arrival.ip);
        let frame = view::frame(app, &caller, "", "", &self.currency).await?;
        let row = frame.currencies.iter().find(|row| row.code == frame.currency);
        call.currency = row.and_then(|row| u64::try_from(row.id).ok());
        listed::cost(app, &caller, call, || ready(Ok(frame.currency))).await
    }

    /// Whether nothing of it is to be paid today; what nobody knows is not free.
    pub(super) async fn is_free(&self, app: &App, arrival: &Arc<Arrival>) -> bool {
        let cost = self.price(app, arrival).await;
        cost.is_ok_and(|cost| cost.is_free())
    }

    /// The same as templates have it: lines with their place, a total, or why there is none.
    pub(super) async fn summary(
        &self,
        app: &App,
        arrival: &Arc<Arrival>,
    ) -> Result<Value, CallError> {
        if self.lines.is_empty() {
            return Ok(summed(Vec::new(), "", "", false));
        }
        match self.price(app, arrival).await {
            Ok(cost) => Ok(priced(cost)),
            // A code that does not hold takes their prices from nothing else.
            Err(CallError::Refused(refusal)) if self.is_unheld(&refusal) => {
                let mut view = match self.unpromoted().price(app, arrival).await {
                    Ok(cost) => priced(cost),
                    Err(CallError::Refused(other)) => unpriced(&other),
                    Err(error) => return Err(error),
                };
                view["unheld"] = json!(language::refusal(&refusal.said));
                Ok(view)
            }
            Err(CallError::Refused(refusal)) => Ok(unpriced(&refusal)),
            Err(error) => Err(error),
        }
    }

    /// Whether it was refused for its promotion code.
    pub(super) fn is_unheld(&self, refusal: &Refusal) -> bool {
        !self.promotion.is_empty() && refusal.field.as_deref() == Some("promocode")
    }

    /// The same without its promotion code.
    fn unpromoted(&self) -> Self {
        Self { promotion: String::new(), ..self.clone() }
    }

    /// Puts in what the order form of a product says, or changes the line that it names; whether
    /// there was room.
    pub(super) fn add_form(&mut self, id: u64, form: &Form) -> bool {
        let currency = kept(form.text("currency").unwrap_or_default());
        self.prefer(&currency);
        let promotion = kept(form.text("promo").unwrap_or_default());
        if !promotion.is_empty() {
            self.promotion = promotion;
        }
        let goods = Goods::of_form(id, form);
        let place = form.text("line").and_then(|line| line.parse::<usize>().ok());
        let there = place.and_then(|place| self.lines.get_mut(place));
        match there.filter(|there| there.product() == Some(id)) {
            Some(there) => {
                *there = Line::Product(goods);
                true
            }
            None => self.add_all(vec![Line::Product(goods)]),
        }
    }

    /// Puts some things in, or none of them when there is no room for all.
    pub(super) fn add_all(&mut self, lines: Vec<Line>) -> bool {
        let before = self.lines.len();
        self.lines.extend(lines);
        let bytes = serde_json::to_vec(self).map_or(usize::MAX, |plain| plain.len());
        let room = self.lines.len() <= LINES_MAX && bytes <= PLAIN_BYTES_MAX;
        if !room {
            self.lines.truncate(before);
        }
        room
    }

    /// The configuration of a product that lies here.
    pub(super) fn goods(&self, place: usize, id: u64) -> Option<&Goods> {
        match self.lines.get(place)? {
            Line::Product(goods) if goods.id == id => Some(goods),
            _ => None,
        }
    }
}

/// What it costs, as templates have it.
fn priced(cost: Cost) -> Value {
    let free = cost.is_free();
    let Cost { told: answer, is_whole } = cost;
    let money = Money {
        prefix: answer.currencyprefix.to_string(),
        suffix: answer.currencysuffix.to_string(),
        format: answer.currencyformat.unwrap_or_default().0,
    };
    let lines = answer.lines.0.line.iter().map(|line| {
        json!({
            "text": with_days(&line.description, [line.periodfrom, line.periodto]),
            "amount": money.of(&line.amount),
            "recurring": line.recurringamount.as_ref().map(|amount| money.of(amount)),
            "times": line.recurringtimes.and_then(Num::id),
            "cycle": line.billingcycle.to_lowercase(),
            "premium": line.premium.as_ref().map(ToString::to_string),
        })
    });
    let taxes = [&answer.tax, &answer.tax2].into_iter().filter(|tax| is_something(tax));
    let tax: Vec<String> = taxes.map(|tax| money.of(tax)).collect();
    let lines: Vec<Value> = lines.collect();
    let total = if is_whole { money.of(&answer.total) } else { String::new() };
    summed(lines, &total, &tax.join(" + "), free)
}

/// Why nothing of it has a price.
fn unpriced(refusal: &Refusal) -> Value {
    let mut none = summed(Vec::new(), "", "", false);
    none["problem"] = json!(language::refusal(&refusal.said));
    none
}

/// Without a total the lines are what the catalogue lists; where it is `free`, nobody is asked how
/// to pay. `unheld` is why the promotion code is not in it.
fn summed(lines: Vec<Value>, total: &str, tax: &str, free: bool) -> Value {
    json!({
        "lines": lines,
        "total": total,
        "tax": tax,
        "free": free,
        "problem": null,
        "unheld": null,
    })
}

/// Status of a form that comes back.
pub(super) const AGAIN: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

#[cfg(test)]
mod tests {
    use model::domains::addon::Booked;
    use protocol::wire::Secret;

    use super::{Cart, LINES_MAX};
    use crate::pages::shop::goods::{Goods, Line, Name};

    fn product(goods: Goods) -> Line {
        Line::Product(Goods { id: 1, cycle: "monthly".to_owned(), ..goods })
    }

    #[test]
    fn a_cookie_gives_back_every_kind_of_line() {
        let lines = vec![
            product(Goods::default()),
            product(Goods {
                host: "a.example".to_owned(),
                options: vec![(3, 7), (4, 9)],
                addons: vec![2],
                fields: vec![(5, "Say".to_owned())],
                ..Goods::default()
            }),
            Line::Domain(Name {
                name: "a.example".to_owned(),
                transfer: true,
                years: 2,
                code: "c0de".to_owned(),
                booked: Booked { id_protection: true, ..Booked::default() },
            }),
        ];
        let cart = Cart { lines, ..Cart::default() };
        let written = serde_json::to_vec(&cart).unwrap();
        let read: Cart = serde_json::from_slice(&written).unwrap();
        assert_eq!(read.lines, cart.lines);
        let order = read.order();
        assert_eq!(order.domain.iter().collect::<Vec<_>>(), ["", "a.example", "a.example"]);
        assert_eq!(order.eppcode.iter().map(Secret::reveal).collect::<Vec<_>>(), ["", "", "c0de"]);
        assert_eq!(order.addons.iter().map(|each| each.0.len()).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn what_does_not_fit_into_a_cookie_is_not_put_in() {
        let mut cart = Cart::default();
        let long = |host: &str| vec![product(Goods { host: host.to_owned(), ..Goods::default() })];
        for _ in 0..LINES_MAX {
            assert!(cart.add_all(long("a.example")));
        }
        assert!(!cart.add_all(long("a.example")));
        assert_eq!(cart.lines.len(), LINES_MAX);
        cart.lines.clear();
        assert!(!cart.add_all(long(&"x".repeat(4_000))));
        assert!(cart.lines.is_empty());
    }
}
