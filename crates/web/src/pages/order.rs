//! Ordering one product: choose, say who you are, pay. Works without script; with it the summary is
//! kept up to date by the server.

mod complete;
mod extras;
mod input;
mod options;
mod place;
mod who;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Redirect, Response};
use protocol::{GetProducts, Product};
use serde::Serialize;
use serde_json::Value;

use super::card::{self, Typed};
use super::client::kept;
use super::client::ordering_as;
use super::flash::Flash;
use super::gate::{Arrival, Arrived, gate};
use super::language::tell;
use super::questions::{self, Answers, Question};
use super::storefront::{Wanted, lines, stock};
use super::view::{self, Frame, MethodView, PriceView};
use super::{countries, errors, shop, terms};
use crate::for_client::ForClient;
use crate::links;
use crate::routing::{get, post};
use crate::whmcs::CallError;
use crate::{App, asked};

use extras::AddonView;
pub(super) use extras::priced as addon_price;
use input::{Fields, Problems};
use options::OptionView;
use place::Foretold;
use who::Buyer;

#[derive(Serialize)]
struct View {
    frame: Frame,
    product: ProductView,
    options: Vec<OptionView>,
    addons: Vec<AddonView>,
    questions: Vec<Question>,
    /// What somebody new is asked for the account.
    own: Vec<Question>,
    /// What the buyer keeps and can pay with.
    kept: Vec<Value>,
    methods: Vec<MethodView>,
    countries: Vec<(&'static str, String)>,
    /// Somebody new is asked for a number for taxes.
    asks_tax_id: bool,
    /// The address of the terms to agree to; nothing where nobody is asked.
    terms: Option<String>,
    fields: Fields,
    problems: Problems,
    summary: Summary,
    /// Who is logged in, and need not say who they are.
    buyer: Option<String>,
    csrf: String,
    flash: Option<Flash>,
    /// Things in the cart.
    in_cart: usize,
    /// Makes a form that is sent twice one order.
    once: String,
}

#[derive(Serialize)]
struct ProductView {
    id: i64,
    name: String,
    lead: String,
    features: Vec<String>,
    prices: Vec<PriceView>,
    needs_host: bool,
    /// It costs nothing, so no cycle is chosen.
    free: bool,
    sold_out: bool,
}

/// What it costs, line by line.
#[derive(Debug, Default, Serialize)]
struct Summary {
    lines: Vec<SummaryLine>,
    tax: Option<String>,
    total: String,
    /// Why it cannot be computed.
    problem: Option<String>,
    /// Nothing is due today, so nobody is asked how to pay.
    free: bool,
}

#[derive(Debug, Serialize)]
struct SummaryLine {
    text: String,
    amount: String,
    recurring: Option<String>,
    /// In how many later periods, if not in all.
    times: Option<u64>,
    cycle: String,
}

pub(crate) fn routes(app: &App) -> Router<App> {
    Router::new()
        .route("/order/{product}", get(form).merge(post(submit)))
        .route("/order/{product}/summary", post(summary))
        .route("/order/complete/{order}", get(complete::complete))
        .layer(from_fn_with_state(app.clone(), gate))
}

/// `GET /order/{product}`
async fn form(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Path(product): Path<u64>,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Response {
    let from_cart = shop::goods(&app, &headers, &wanted.line, product);
    let fields = match from_cart {
        Some(goods) => Fields::of_cart(goods, wanted.line),
        None => Fields {
            cycle: wanted.cycle,
            currency: wanted.currency,
            promo: wanted.promo,
            ..Fields::default()
        },
    };
    let asks = Asks { app: &app, arrival: &arrival, headers: &headers, product };
    asks.show(fields, Problems::default(), Buyer::here(&app, &arrival)).await
}

/// `POST /order/{product}/summary`: the summary alone, for the script.
async fn summary(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Path(product): Path<u64>,
    headers: HeaderMap,
) -> Response {
    let asks = Asks { app: &app, arrival: &arrival, headers: &headers, product };
    let (fields, buyer) = (Fields::read(&arrival.form), Buyer::here(&app, &arrival));
    match asks.prepare(fields, Problems::default(), buyer.as_ref()).await {
        Ok(view) => app.0.templates.page(StatusCode::OK, "storefront/summary.html", &view),
        Err(error) => errors::failed(&app, &error),
    }
}

/// `POST /order/{product}`
async fn submit(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    Path(product): Path<u64>,
    headers: HeaderMap,
) -> Response {
    let asks = Asks { app: &app, arrival: &arrival, headers: &headers, product };
    let fields = Fields::read(&arrival.form);
    let mut buyer = Buyer::here(&app, &arrival);
    let (mut problems, told) = match asks.check(&fields, buyer.as_ref()).await {
        Ok(checked) => checked,
        Err(error) => return errors::failed(&app, &error),
    };
    let Foretold { problems: refused, is_due } = told;
    let is_new = buyer.is_none() && fields.who == "new";
    // What is refused to a visitor need not be to the account that logs in here.
    let mut refused = if is_new || buyer.is_some() { refused } else { Problems::default() };
    // Somebody new who is told of it afterwards would have an account already. Whoever has one is
    // told by the order: a form that is sent twice is one order, though what it took is gone then.
    if is_new || !problems.is_empty() {
        problems.join(std::mem::take(&mut refused));
    }
    if !problems.is_empty() {
        return asks.show(fields, problems, buyer).await;
    }
    let sent_by = (links::code_of(&app, &headers), links::affiliate_of(&app, &headers));
    match place::place(&app, &arrival, product, &fields, &mut buyer, sent_by, is_due).await {
        Ok(placed) => {
            let mut to = Redirect::to(&format!("/order/complete/{placed}")).into_response();
            begin(&app, buyer.as_ref(), &mut to);
            to
        }
        Err(place::Failed::Problem(field, said)) => {
            let mut problems = Problems::one(field, said);
            problems.join(refused);
            asks.show(fields, problems, buyer).await
        }
        // Nothing typed is lost: it waits in the cart while the code is asked for.
        Err(place::Failed::SecondFactor) => shop::put_aside(&app, &headers, &arrival.form, product),
        Err(place::Failed::Call(error)) => errors::failed(&app, &error),
    }
}

/// Begins the session of whoever came in with an order.
fn begin(app: &App, buyer: Option<&Buyer>, response: &mut Response) {
    if let Some(tokens) = buyer.and_then(|buyer| buyer.tokens.as_ref()) {
        tokens.write(response.headers_mut(), app.0.sessions.secure());
    }
}

/// A request that is about one product.
struct Asks<'a> {
    app: &'a App,
    arrival: &'a Arc<Arrival>,
    headers: &'a HeaderMap,
    product: u64,
}

impl Asks<'_> {
    /// What is wrong with a form, all of it at once, and what the server says of the order.
    async fn check(
        &self,
        fields: &Fields,
        buyer: Option<&Buyer>,
    ) -> Result<(Problems, Foretold), CallError> {
        let (app, visitor) = (self.app, view::visitor(self.arrival.ip));
        let found = find(app, &visitor, self.product).await?;
        let told = place::foretell(app, &visitor, buyer, self.product, fields).await?;
        let mut problems = fields.check(buyer.is_some(), told.is_due);
        problems.unanswered("field_", &extras::unanswered(&found, fields));
        if buyer.is_none() && fields.who == "new" {
            let own = asked::at_sign_up(app, &visitor).await?;
            let missing = questions::unanswered(&own, &fields.own, &Answers::new());
            problems.unanswered("own_", &missing);
        }
        // Where nobody can be paid, no account is made for an order that is refused.
        if view::methods(app, &visitor).await?.is_empty() {
            problems.add("form".into(), tell("no-way-to-pay"));
        }
        if terms::are_lacking(app, &visitor, fields.terms).await {
            problems.add("terms".into(), tell("terms-needed"));
        }
        if told.is_due && fields.is_by_card() {
            let typed = Typed {
                number: &fields.card_number,
                expiry: &fields.card_expiry,
                code: &fields.card_cvv,
            };
            for (field, said) in card::faults(app, self.arrival.ip, typed).await {
                problems.add(field.into(), said);
            }
        }
        Ok((problems, told))
    }

    async fn show(&self, fields: Fields, problems: Problems, buyer: Option<Buyer>) -> Response {
        let app = self.app;
        let status = match problems.is_empty() {
            true => StatusCode::OK,
            false => StatusCode::UNPROCESSABLE_ENTITY,
        };
        match self.prepare(fields, problems, buyer.as_ref()).await {
            Ok(view) => {
                let mut page = app.0.templates.page(status, "storefront/order.html", &view);
                let named = self.arrival.reads && self.arrival.target.contains("currency=");
                let wanted = if named { &*view.fields.currency } else { "" };
                shop::keep_currency(app, self.headers, wanted, &mut page);
                begin(app, buyer.as_ref(), &mut page);
                page
            }
            Err(error) => errors::failed(app, &error),
        }
    }

    async fn prepare(
        &self,
        mut fields: Fields,
        problems: Problems,
        buyer: Option<&Buyer>,
    ) -> Result<View, CallError> {
        let (app, id) = (self.app, self.product);
        let caller = view::visitor(self.arrival.ip);
        let path = format!("/order/{id}");
        let product = find(app, &caller, id).await?;
        let cart = shop::in_cart(app, self.arrival, self.headers, &fields.currency).await?;
        fields.currency = match buyer {
            Some(buyer) => ForClient::new(app, &buyer.session).currency().await?,
            None => cart.currency,
        };
        let mut frame = view::frame(app, &caller, &product.name, &path, &fields.currency).await?;
        if buyer.is_some() {
            frame.currencies.retain(|row| row.code == frame.currency);
        }
        let product_view = product_view(&product, &frame.currency);
        if !product_view.prices.iter().any(|price| price.key == fields.cycle) {
            fields.cycle =
                product_view.prices.first().map_or_else(String::new, |price| price.key.to_owned());
        }
        fields.currency.clone_from(&frame.currency);
        let methods = view::methods(app, &caller).await?;
        let session = buyer.map(|buyer| &buyer.session);
        let kept = kept::offered(app, session, &methods).await?;
        if fields.method.is_empty() {
            let card = methods.iter().find(|method| method.card).or(methods.first());
            let preferred = kept::first(&kept).or_else(|| Some(card?.module.clone()));
            fields.method = preferred.unwrap_or_default();
        }
        if fields.country.is_empty() {
            fields.country = view::home_country(app, &caller).await;
        }
        let summary = place::preview(app, &caller, buyer, id, &fields).await;
        let currency = frame.currencies.iter().find(|row| row.code == frame.currency);
        let cycles: Vec<&str> = product_view.prices.iter().map(|price| price.key).collect();
        let options = options::views(&product, &cycles, &fields, currency);
        let addons = extras::addons(app, &caller, id, &fields, currency).await?;
        let own = match buyer {
            Some(_) => Vec::new(),
            None => asked::at_sign_up(app, &caller).await?,
        };
        Ok(View {
            options,
            addons,
            questions: questions::of_product(&product.customfields.0.customfield, &fields.custom),
            own: questions::of_entries(&own, &fields.own, &Answers::new()),
            product: product_view,
            kept,
            methods,
            countries: countries::countries(),
            asks_tax_id: buyer.is_none() && view::asks_tax_id(app, &caller).await,
            terms: terms::asked(app, &caller).await,
            problems,
            summary,
            buyer: match buyer {
                Some(buyer) => Some(ordering_as(app, &buyer.session, &buyer.name).await?),
                None => None,
            },
            csrf: buyer.map_or(&self.arrival.csrf, |buyer| &buyer.csrf).clone(),
            once: app.0.chance.base62(24),
            flash: self.arrival.flash.clone(),
            in_cart: cart.things,
            frame,
            fields,
        })
    }
}

async fn find(app: &App, caller: &engine::Caller, id: u64) -> Result<Product, CallError> {
    let call = GetProducts { pid: vec![id].into(), ..Default::default() };
    let found = app.whmcs().call(caller, call).await?.products.0.product;
    found
        .into_iter()
        .find(|product| u64::try_from(i64::from(product.pid)) == Ok(id))
        .ok_or_else(|| engine::not_found("There is no such product").into())
}

fn product_view(product: &Product, currency: &str) -> ProductView {
    let mut features = lines(&product.description);
    let lead = if features.is_empty() { String::new() } else { features.remove(0) };
    ProductView {
        id: product.pid.into(),
        name: product.name.to_string(),
        lead,
        features,
        prices: view::prices(product, currency),
        needs_host: &*product.r#type != "other",
        free: &*product.paytype == "free",
        sold_out: stock(product) == Some(0),
    }
}
