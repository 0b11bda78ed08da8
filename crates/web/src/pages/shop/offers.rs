//! Bundles on the shelves, put into the cart whole; and what goes well with what is in it.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect};
use engine::Caller;
use protocol::wire::Csv;
use protocol::{Bundle, GetBundles, GetRecommendations};
use serde_json::{Value, json};

use super::Shown;
use super::cart::Cart;
use super::goods::{Goods, Line, kept};
use crate::App;
use crate::pages::flash;
use crate::pages::gate::Arrived;
use crate::pages::language::tell;
use crate::pages::sorry::missing;
use crate::pages::view;
use crate::whmcs::CallError;

/// The bundles that can be bought now; none from a WHMCS that tells of none.
pub(super) async fn bundles(
    app: &App,
    caller: &Caller,
    currency: &str,
) -> Result<Vec<Value>, CallError> {
    let (currencies, code) = view::currencies(app, caller, currency).await?;
    let Some(currency) = currencies.iter().find(|row| row.code == code) else {
        return Ok(Vec::new());
    };
    let currencyid = u64::try_from(currency.id).ok();
    let found = all(app, caller, GetBundles { bundleid: None, currencyid }).await?;
    let shown = |bundle: &Bundle| {
        let products = bundle.products.0.product.iter();
        let names: Vec<String> = products.map(|product| product.name.to_string()).collect();
        let mut cycles = bundle.products.0.product.iter().map(|product| &*product.billingcycle);
        let first = cycles.next().unwrap_or_default();
        // What is paid at different times has no one word for it.
        let per = cycles.all(|cycle| cycle == first) && !matches!(first, "onetime" | "free" | "");
        json!({
            "id": bundle.bundleid.0,
            "name": bundle.name.to_string(),
            "lead": bundle.description.to_string(),
            "names": names,
            "price": currency.money(&bundle.price),
            "instead": bundle.separately.as_ref().map(|amount| currency.money(amount)),
            "per": per.then(|| tell(&format!("per-{first}"))),
            "needs_host": bundle.products.0.product.iter().any(|each| &*each.r#type != "other"),
        })
    };
    Ok(found.iter().map(shown).collect())
}

async fn all(app: &App, caller: &Caller, call: GetBundles) -> Result<Vec<Bundle>, CallError> {
    match app.whmcs().call(caller, call).await {
        Ok(found) => Ok(found.bundles.0.bundle.0),
        Err(CallError::NotOffered(_)) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// `POST /cart/bundle/{id}`: everything of it, for one host or domain.
pub(super) async fn add(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Path(id): Path<u64>,
) -> Shown {
    let caller = view::visitor(arrival.ip);
    let call = GetBundles { bundleid: Some(id), currencyid: None };
    let bundle = all(&app, &caller, call).await?.into_iter().next().ok_or_else(missing)?;
    let host = kept(arrival.form.text("host").unwrap_or_default());
    let mut cart = Cart::read(&app, &headers);
    cart.prefer(arrival.form.text("currency").unwrap_or_default());
    let lines = bundle.products.0.product.iter().filter_map(|product| {
        let host = if &*product.r#type == "other" { String::new() } else { host.clone() };
        let cycle = product.billingcycle.to_string();
        let id = product.pid.id()?;
        Some(Line::Product(Goods { id, cycle, host, ..Goods::default() }))
    });
    let fits = cart.add_all(lines.collect());
    let mut response = if fits {
        Redirect::to("/cart").into_response()
    } else {
        flash::say(&app, "/cart", "warn", &tell("cart-full"))
    };
    cart.write(&app, response.headers_mut());
    Ok(response)
}

/// What is recommended with the products of a cart.
pub(super) async fn recommended(
    app: &App,
    caller: &Caller,
    cart: &Cart,
) -> Result<Vec<Value>, CallError> {
    let pids: Vec<u64> = cart.lines.iter().filter_map(Line::product).collect();
    if pids.is_empty() {
        return Ok(Vec::new());
    }
    match app.whmcs().call(caller, GetRecommendations { pids: Csv(pids) }).await {
        Ok(found) => {
            let one = |row: &protocol::Recommended| {
                json!({
                    "href": format!("/order/{}", row.pid),
                    "name": row.name.to_string(),
                    "lead": row.tagline.to_string(),
                })
            };
            Ok(found.products.0.product.iter().map(one).collect())
        }
        Err(CallError::NotOffered(_)) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}
