//! The pages of the cart: put in, change, take out, and what it costs.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use model::domains::addon::{Booked, DomainAddon};
use model::domains::name::{DomainName, for_people};
use model::word::Word as _;
use serde_json::{Value, json};

use super::Shown;
use super::cart::Cart;
use super::domains::{Ending, currency, endings};
use super::goods::{Line, Name, kept};
use super::stock;
use crate::App;
use crate::pages::client::domain_addons;
use crate::pages::flash;
use crate::pages::gate::Arrived;
use crate::pages::language::{self, tell, tell_with};
use crate::pages::view;
use crate::whmcs::CallError;

/// `POST /cart/add/{product}`: the configuration of the order form, put aside; in the place of
/// `line` when it was changed. What is sold out is not put in.
pub(super) async fn add(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Path(id): Path<u64>,
    headers: HeaderMap,
) -> Shown {
    let products = stock::products(&app, &view::visitor(arrival.ip)).await?;
    if stock::is_sold_out(&products, id) {
        return Ok(flash::say(&app, &format!("/order/{id}"), "bad", &tell("sold-out")));
    }
    let mut cart = Cart::read(&app, &headers);
    let has_room = cart.add_form(id, &arrival.form);
    Ok(added(&app, &cart, has_room))
}

/// `POST /cart/domain`
pub(super) async fn add_domain(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
) -> Response {
    let text = |name: &str| arrival.form.text(name).unwrap_or_default();
    let mut cart = Cart::read(&app, &headers);
    // In the cart it would take the prices of all else away.
    let Ok(name) = DomainName::from_people(text("name")) else {
        return flash::say(&app, "/domains/search", "bad", &tell("name-not-possible"));
    };
    let line = Name {
        // As the wire has it.
        name: name.to_string(),
        transfer: text("kind") == "transfer",
        years: text("years").parse().unwrap_or(1_u64).clamp(1, 10),
        code: kept(text("code").trim()),
        booked: Booked::default(),
    };
    let there = cart.lines.iter_mut().find_map(|each| match each {
        Line::Domain(each) if each.name == line.name => Some(each),
        _ => None,
    });
    let has_room = match there {
        // The same name twice could not be ordered: it is had as it was asked for last.
        Some(there) => {
            if there.transfer != line.transfer {
                *there = line;
            } else if !line.code.is_empty() {
                there.code = line.code;
            }
            true
        }
        None => cart.add_all(vec![Line::Domain(line)]),
    };
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

/// `POST /cart/change`: the years of a domain name, its transfer code, and what is booked with it.
pub(super) async fn change(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
) -> Response {
    let mut cart = Cart::read(&app, &headers);
    let form = &arrival.form;
    let place = form.text("line").and_then(|line| line.parse::<usize>().ok());
    if let Some(Line::Domain(line)) = place.and_then(|place| cart.lines.get_mut(place)) {
        if let Some(years) = form.text("years").and_then(|years| years.parse::<u64>().ok()) {
            line.years = years.clamp(1, 10);
        }
        if let Some(code) = form.text("code") {
            line.code = kept(code);
        }
        // A box that is not ticked is not sent.
        if form.text("booked").is_some() {
            let all = DomainAddon::ALL.iter().copied();
            line.booked = all.filter(|addon| form.text(addon.word()).is_some()).collect();
        }
    }
    let mut response = Redirect::to("/cart").into_response();
    cart.write(&app, response.headers_mut());
    response
}

/// `GET /cart`
pub(super) async fn show(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
) -> Shown {
    let cart = Cart::shown(&app, &arrival, &headers, "").await?;
    let products = stock::products(&app, &view::visitor(arrival.ip)).await?;
    // What is not left has no price, and would leave the others without theirs.
    let lacking = stock::lacking(&cart, &products);
    let summary = cart.without(&lacking).summary(&app, &arrival).await?;
    let has_names = cart.lines.iter().any(|line| matches!(line, Line::Domain(_)));
    let endings = match has_names {
        true => endings(&app, &arrival, currency(&app, &arrival, &cart).await?).await?,
        false => Vec::new(),
    };
    let lines = cart.lines.iter().enumerate().map(|(place, line)| match line {
        Line::Product(goods) => {
            let product = products.get(&goods.id);
            let name = product.map_or_else(|| tell("a-product"), |row| row.name.to_string());
            let edit = format!("/order/{}?line={place}", goods.id);
            json!({
                "name": name,
                "about": for_people(&goods.host),
                "cycle": stock::cycle(goods, &products),
                "edit": edit,
                "sold_out": lacking.contains(&place),
                "premium": false,
            })
        }
        Line::Domain(line) => domain(line, &endings, is_premium(&summary, &line.name)),
    });
    let lines: Vec<Value> = lines.collect();
    let recommended = super::offers::recommended(&app, &view::visitor(arrival.ip), &cart).await?;
    let page = json!({
        "lines": lines,
        "summary": summary,
        "sold_out": !lacking.is_empty(),
        "promotion": cart.promotion,
        "recommended": recommended,
    });
    super::show(&app, &arrival, &cart, "storefront/cart.html", &tell("your-cart"), page).await
}

/// Whether a name in the cart has a price of its own.
fn is_premium(summary: &Value, name: &str) -> bool {
    let lines = summary.get("lines").and_then(Value::as_array);
    lines.into_iter().flatten().any(|line| line.get("premium").is_some_and(|each| each == name))
}

fn domain(line: &Name, endings: &[Ending], premium: bool) -> Value {
    let ending = Ending::of(line, endings);
    // What the list says of other names says nothing of it.
    let offered = ending.filter(|_| !premium).map(|ending| ending.offered(line));
    let years = |count: u64| tell_with("years", &[("count", count.into())]);
    let choices: Vec<(u64, String)> = offered
        .into_iter()
        .flatten()
        .map(|(count, price)| (*count, format!("{} · {price}", years(*count))))
        .collect();
    let addons: Vec<Value> = ending
        .into_iter()
        .flat_map(|ending| &ending.addons)
        .map(|(addon, price)| {
            let (name, ticked) = (addon.word(), line.booked.has(*addon));
            let text = domain_addons::title(*addon);
            let price = price.as_ref();
            let price = price.map(|it| tell_with("price-a-year", &[("price", it.as_str().into())]));
            json!({ "name": name, "text": text, "price": price, "ticked": ticked })
        })
        .collect();
    json!({
        "name": for_people(&line.name),
        "about": tell(if line.transfer { "domain-transfer" } else { "domain-registration" }),
        "cycle": years(line.years),
        "edit": "",
        "transfer": line.transfer,
        "code": line.code,
        "years": line.years,
        "choices": choices,
        "sold_out": false,
        "premium": premium,
        "addons": addons,
    })
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
    let typed = kept(arrival.form.text("promotion").unwrap_or_default());
    let before = std::mem::replace(&mut cart.promotion, typed);
    let products = stock::products(&app, &view::visitor(arrival.ip)).await?;
    let left = cart.without(&stock::lacking(&cart, &products));
    let mut response = match left.price(&app, &arrival).await {
        // One that does not hold takes the place of none that does.
        Err(CallError::Refused(refusal)) if cart.is_unheld(&refusal) => {
            cart.promotion = before;
            flash::say(&app, "/cart", "bad", &language::refusal(&refusal.said))
        }
        _ => Redirect::to("/cart").into_response(),
    };
    cart.write(&app, response.headers_mut());
    Ok(response)
}
