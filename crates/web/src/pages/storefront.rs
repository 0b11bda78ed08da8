//! The first page: what is sold, and for how much.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use protocol::{Product, ProductGroup};
use serde::{Deserialize, Serialize};

use super::gate::{Arrival, Arrived};
use super::language::tell;
use super::view::{self, Frame, PriceView};
use super::{errors, shop};
use crate::App;
use crate::whmcs::CallError;

/// What the address may say.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    pub(crate) currency: String,
    /// The cycle chosen on the way here.
    #[serde(default)]
    pub(crate) cycle: String,
    /// The promotion code of the link that was followed.
    #[serde(default)]
    pub(crate) promo: String,
    /// The line of the cart that is changed.
    #[serde(default)]
    pub(crate) line: String,
}

#[derive(Serialize)]
struct View {
    frame: Frame,
    shelves: Vec<Shelf>,
    in_cart: usize,
    /// Everything that is sold is there the moment it is paid.
    at_once: bool,
}

/// A group and what it holds.
#[derive(Serialize)]
pub(crate) struct Shelf {
    id: i64,
    name: String,
    slug: String,
    headline: String,
    tagline: String,
    products: Vec<Card>,
}

#[derive(Serialize)]
struct Card {
    id: i64,
    name: String,
    /// The first line of the description.
    lead: String,
    /// Its other lines.
    features: Vec<String>,
    price: Option<PriceView>,
    featured: bool,
    sold_out: bool,
}

/// `GET /`
pub(crate) async fn home(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Response {
    match read(&app, &arrival, &headers, &wanted).await {
        Ok(view) => {
            let mut page = app.0.templates.page(StatusCode::OK, "storefront/home.html", &view);
            shop::keep_currency(&app, &headers, &wanted.currency, &mut page);
            page
        }
        Err(error) => errors::failed(&app, &error),
    }
}

async fn read(
    app: &App,
    arrival: &Arc<Arrival>,
    headers: &HeaderMap,
    wanted: &Wanted,
) -> Result<View, CallError> {
    let caller = view::visitor(arrival.ip);
    let cart = shop::in_cart(app, arrival, headers, &wanted.currency).await?;
    let mut frame = view::frame(app, &caller, &tell("home-title"), "/", &cart.currency).await?;
    shop::only_own(arrival, &mut frame);
    let stocked = stocked(app, &caller).await?;
    let mut products = stocked.iter().flat_map(|(_, products)| products).peekable();
    let at_once = products.peek().is_some() && products.all(is_there_at_once);
    let shelves = on_shelves(&stocked, &frame.currency);
    Ok(View { frame, shelves, in_cart: cart.things, at_once })
}

/// What is sold, by group, with prices in a currency.
pub(crate) async fn shelves_view(
    app: &App,
    caller: &engine::Caller,
    currency: &str,
) -> Result<Vec<Shelf>, CallError> {
    Ok(on_shelves(&stocked(app, caller).await?, currency))
}

fn on_shelves(stocked: &[(ProductGroup, Vec<Product>)], currency: &str) -> Vec<Shelf> {
    stocked.iter().map(|(group, products)| Shelf::of(group, products, currency)).collect()
}

/// Whether a module makes it as soon as it is paid. What nobody tells is not promised.
fn is_there_at_once(product: &Product) -> bool {
    let when = product.autosetup.as_deref().unwrap_or_default();
    !product.module.is_empty() && matches!(when, "payment" | "order")
}

/// The groups that are shown, with what they hold.
pub(crate) async fn stocked(
    app: &App,
    caller: &engine::Caller,
) -> Result<Vec<(ProductGroup, Vec<Product>)>, CallError> {
    let mut shelves = view::shelves(app, caller).await?;
    shelves.retain(|(group, products)| !group.hidden.0 && !products.is_empty());
    Ok(shelves)
}

impl Shelf {
    /// A group with prices in a currency.
    pub(crate) fn of(group: &ProductGroup, products: &[Product], currency: &str) -> Self {
        Self {
            id: group.gid.into(),
            name: group.name.to_string(),
            slug: group.slug.to_string(),
            headline: group.headline.to_string(),
            tagline: group.tagline.to_string(),
            products: cards(products, currency),
        }
    }
}

fn cards(products: &[Product], currency: &str) -> Vec<Card> {
    let middle = products.len() / 2;
    products
        .iter()
        .enumerate()
        .map(|(index, product)| {
            let mut lines = lines(&product.description);
            let lead = if lines.is_empty() { String::new() } else { lines.remove(0) };
            Card {
                id: product.pid.into(),
                name: product.name.to_string(),
                lead,
                features: lines,
                price: view::prices(product, currency).into_iter().next(),
                featured: products.len() > 2 && index == middle,
                sold_out: stock(product) == Some(0),
            }
        })
        .collect()
}

/// The first line of a description: what the product is for.
pub(crate) fn lead(description: &str) -> String {
    lines(description).into_iter().next().unwrap_or_default()
}

/// How many are left; `None` where nobody counts.
pub(crate) fn stock(product: &Product) -> Option<u64> {
    let counted = product.stockcontrol.is_some_and(|counted| counted.0);
    counted.then(|| u64::try_from(product.quantity_available.0).unwrap_or(0))
}

/// A description is written one feature a line; WHMCS adds `<br />`.
pub(crate) fn lines(text: &str) -> Vec<String> {
    text.replace("<br />", "\n")
        .replace("<br>", "\n")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}
