//! The cart: a sealed cookie with what was chosen. Prices are never kept, only asked for.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use protocol::wire::{Keyed, PhpSerialized};
use protocol::{AddOrder, ConfigChoice, Form, PreviewOrder, PreviewOrderResponse};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Shown;
use crate::App;
use crate::for_client::ForClient;
use crate::pages::client::Member;
use crate::pages::flash;
use crate::pages::gate::{Arrival, Arrived};
use crate::pages::language::{self, tell, tell_with};
use crate::pages::view::{self, is_something};
use crate::pages::words::Money;
use crate::session::cookies::Cookie;
use crate::whmcs::CallError;

/// A cart that nobody comes back to is forgotten (seconds).
const KEPT_SECONDS: i64 = 30 * 24 * 60 * 60;
/// Things in a cart; more would not fit into a cookie.
const LINES_MAX: usize = 12;
/// Characters of a name that is kept.
const NAME_CHARS_MAX: usize = 100;

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

/// One thing of a cart.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "k")]
pub(super) enum Line {
    /// A product.
    #[serde(rename = "p")]
    Product {
        id: u64,
        cycle: String,
        host: String,
        /// Choices by option: pairs, for keys that are numbers are not read again from a cookie.
        options: Vec<(u64, u64)>,
    },
    /// A domain name to register or transfer.
    #[serde(rename = "d")]
    Domain { name: String, transfer: bool, years: u64 },
}

impl Cart {
    /// The cart that a request brings.
    pub(super) fn read(app: &App, headers: &HeaderMap) -> Self {
        let sealed = Cookie::Cart.read(headers, app.0.sessions.secure());
        let plain = sealed.and_then(|sealed| app.0.sessions.keys().open(sealed));
        plain.and_then(|plain| serde_json::from_slice(&plain).ok()).unwrap_or_default()
    }

    /// The same with prices in the currency of whoever is logged in, else in the one that the address
    /// names, else in the one that was chosen before.
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
        let (mut pid, mut cycle, mut host, mut options) = (vec![], vec![], vec![], vec![]);
        let (mut kinds, mut years) = (Vec::new(), Vec::new());
        for line in &self.lines {
            if let Line::Product { id, cycle: wanted, host: name, options: chosen } = line {
                pid.push(*id);
                cycle.push(wanted.clone());
                host.push(name.clone());
                let chosen: Keyed<ConfigChoice, u64> = chosen
                    .iter()
                    .map(|(id, choice)| (*id, ConfigChoice::Choice(*choice)))
                    .collect();
                options.push(Some(PhpSerialized(chosen)));
                kinds.push(String::new());
                years.push(None);
            }
        }
        for line in &self.lines {
            if let Line::Domain { name, transfer, years: wanted } = line {
                host.push(name.clone());
                kinds.push(if *transfer { "transfer" } else { "register" }.to_owned());
                years.push(Some(*wanted));
            }
        }
        AddOrder {
            pid: pid.into(),
            billingcycle: cycle.into(),
            domain: host.into(),
            configoptions: options.into(),
            domaintype: kinds.into(),
            regperiod: years.into(),
            promocode: (!self.promotion.is_empty()).then(|| self.promotion.clone()),
            ..AddOrder::default()
        }
    }

    /// What it costs now, for whoever asks.
    pub(super) async fn price(
        &self,
        app: &App,
        arrival: &Arc<Arrival>,
    ) -> Result<PreviewOrderResponse, CallError> {
        let order = self.order();
        let mut call = PreviewOrder {
            pid: order.pid,
            billingcycle: order.billingcycle,
            domain: order.domain,
            domaintype: order.domaintype,
            regperiod: order.regperiod,
            configoptions: order.configoptions,
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
        app.whmcs().call(&caller, call).await
    }

    /// The same as templates have it: lines with their place, a total, or why there is none.
    pub(super) async fn summary(
        &self,
        app: &App,
        arrival: &Arc<Arrival>,
    ) -> Result<Value, CallError> {
        if self.lines.is_empty() {
            return Ok(json!({ "lines": [], "total": "", "tax": "", "problem": null }));
        }
        match self.price(app, arrival).await {
            Ok(answer) => {
                let money = Money {
                    prefix: answer.currencyprefix.to_string(),
                    suffix: answer.currencysuffix.to_string(),
                };
                let lines = answer.lines.0.line.iter().map(|line| {
                    json!({
                        "text": line.description.to_string(),
                        "amount": money.of(&line.amount),
                        "recurring": line.recurringamount.as_ref().map(|amount| money.of(amount)),
                        "cycle": line.billingcycle.to_lowercase(),
                    })
                });
                let taxes = [&answer.tax, &answer.tax2].into_iter().filter(|tax| is_something(tax));
                let tax: Vec<String> = taxes.map(|tax| money.of(tax)).collect();
                let lines: Vec<Value> = lines.collect();
                let (tax, total) = (tax.join(" + "), money.of(&answer.total));
                Ok(json!({ "lines": lines, "total": total, "tax": tax, "problem": null }))
            }
            Err(CallError::Refused(refusal)) => Ok(
                json!({ "lines": [], "total": "", "tax": "", "problem": language::refusal(&refusal.said) }),
            ),
            Err(error) => Err(error),
        }
    }

    /// Puts in what the order form of a product says; whether there was room.
    pub(super) fn add_form(&mut self, id: u64, form: &Form) -> bool {
        let text = |name: &str| Line::name_of(form.text(name).unwrap_or_default());
        let options = form.names_from("option_").filter_map(|name| {
            let id = name.strip_prefix("option_")?.parse().ok()?;
            Some((id, form.text(name)?.trim().parse().ok()?))
        });
        let options = options.collect();
        self.prefer(&text("currency"));
        if !text("promo").is_empty() {
            self.promotion = text("promo");
        }
        self.add_all(vec![Line::Product { id, cycle: text("cycle"), host: text("host"), options }])
    }

    /// Puts some things in, or none of them when there is no room for all.
    pub(super) fn add_all(&mut self, lines: Vec<Line>) -> bool {
        let room = self.lines.len() + lines.len() <= LINES_MAX;
        if room {
            self.lines.extend(lines);
        }
        room
    }
}

impl Line {
    /// A host or domain name, as long as it is kept.
    pub(super) fn name_of(text: &str) -> String {
        text.trim().chars().take(NAME_CHARS_MAX).collect()
    }

    /// The number of a product.
    pub(super) fn product(&self) -> Option<u64> {
        match self {
            Self::Product { id, .. } => Some(*id),
            Self::Domain { .. } => None,
        }
    }
}

/// `POST /cart/add/{product}`: the configuration of the order form, put aside.
pub(super) async fn add(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Path(id): Path<u64>,
    headers: HeaderMap,
) -> Response {
    let mut cart = Cart::read(&app, &headers);
    let has_room = cart.add_form(id, &arrival.form);
    added(&app, &cart, has_room)
}

/// `POST /cart/domain`
pub(super) async fn add_domain(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
) -> Response {
    let text = |name: &str| arrival.form.text(name).unwrap_or_default();
    let name: String = text("name").trim().to_lowercase().chars().take(NAME_CHARS_MAX).collect();
    let years = text("years").parse().unwrap_or(1_u64).clamp(1, 10);
    let transfer = text("kind") == "transfer";
    let mut cart = Cart::read(&app, &headers);
    let has_room = cart.add_all(vec![Line::Domain { name, transfer, years }]);
    added(&app, &cart, has_room)
}

fn added(app: &App, cart: &Cart, has_room: bool) -> Response {
    let mut response = if has_room {
        Redirect::to("/cart").into_response()
    } else {
        flash::say(app, "/cart", "warn", &tell("cart-full"))
    };
    cart.write(app, response.headers_mut());
    response
}

/// `GET /cart`
pub(super) async fn show(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
) -> Shown {
    let cart = Cart::shown(&app, &arrival, &headers, "").await?;
    let summary = cart.summary(&app, &arrival).await?;
    let products = names(&app, &arrival).await?;
    let lines = cart.lines.iter().map(|line| match line {
        Line::Product { id, cycle, host, .. } => {
            let name = products.get(id).cloned().unwrap_or_else(|| tell("a-product"));
            json!({ "name": name, "about": host, "cycle": cycle, "edit": format!("/order/{id}") })
        }
        Line::Domain { name, transfer, years } => {
            let kind = tell(if *transfer { "domain-transfer" } else { "domain-registration" });
            let years = tell_with("years", &[("count", (*years).into())]);
            json!({ "name": name, "about": kind, "cycle": years, "edit": "" })
        }
    });
    let lines: Vec<Value> = lines.collect();
    let recommended = super::offers::recommended(&app, &view::visitor(arrival.ip), &cart).await?;
    let page = json!({
        "lines": lines,
        "summary": summary,
        "promotion": cart.promotion,
        "recommended": recommended,
    });
    super::show(&app, &arrival, &cart, "storefront/cart.html", &tell("your-cart"), page).await
}

/// Names of products by number.
async fn names(app: &App, arrival: &Arrival) -> Result<BTreeMap<u64, String>, CallError> {
    let call = protocol::GetProducts::default();
    let rows = app.whmcs().call(&view::visitor(arrival.ip), call).await?.products.0.product;
    Ok(rows.into_iter().filter_map(|row| Some((row.pid.id()?, row.name.to_string()))).collect())
}

/// `POST /cart/remove`
pub(super) async fn remove(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
) -> Response {
    let mut cart = Cart::read(&app, &headers);
    let place = arrival.form.text("line").and_then(|line| line.parse::<usize>().ok());
    if let Some(place) = place.filter(|place| *place < cart.lines.len()) {
        cart.lines.remove(place);
    }
    let mut response = Redirect::to("/cart").into_response();
    cart.write(&app, response.headers_mut());
    response
}

/// `POST /cart/promotion`
pub(super) async fn promotion(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
) -> Shown {
    let mut cart = Cart::read(&app, &headers);
    let code = arrival.form.text("promotion").unwrap_or_default().trim();
    cart.promotion = code.chars().take(NAME_CHARS_MAX).collect();
    let mut response = match cart.price(&app, &arrival).await {
        Err(CallError::Refused(refusal)) if !cart.promotion.is_empty() => {
            cart.promotion.clear();
            flash::say(&app, "/cart", "bad", &language::refusal(&refusal.said))
        }
        _ => Redirect::to("/cart").into_response(),
    };
    cart.write(&app, response.headers_mut());
    Ok(response)
}

/// Status of a form that comes back.
pub(super) const AGAIN: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

#[cfg(test)]
mod tests {
    use super::{Cart, Line};

    #[test]
    fn a_cookie_gives_back_every_kind_of_line() {
        let product = |options| Line::Product {
            id: 1,
            cycle: "monthly".to_owned(),
            host: "a.example".to_owned(),
            options,
        };
        let name = "a.example".to_owned();
        let lines = vec![
            product(vec![]),
            product(vec![(3, 7), (4, 9)]),
            Line::Domain { name, transfer: true, years: 2 },
        ];
        let cart = Cart { lines, ..Cart::default() };
        let written = serde_json::to_vec(&cart).unwrap();
        let read: Cart = serde_json::from_slice(&written).unwrap();
        assert_eq!(format!("{read:?}"), format!("{cart:?}"));
    }
}
