//! Ordering one product: choose, say who you are, pay. Works without script; with it the summary is
//! kept up to date by the server.

mod complete;
mod input;
mod place;

use std::net::IpAddr;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use protocol::{GetProducts, Product};
use serde::Serialize;

use super::errors;
use super::storefront::{Wanted, lines};
use super::view::{self, Frame, MethodView, PriceView};
use crate::App;
use crate::client_ip::ClientIp;
use crate::links;
use crate::whmcs::CallError;

pub(crate) use complete::complete;
pub(crate) use input::countries;
use input::{Fields, Problems};

#[derive(Serialize)]
struct View {
    frame: Frame,
    product: ProductView,
    options: Vec<OptionView>,
    methods: Vec<MethodView>,
    countries: Vec<(&'static str, String)>,
    fields: Fields,
    problems: Problems,
    summary: Summary,
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
}

#[derive(Serialize)]
struct OptionView {
    id: i64,
    name: String,
    /// `choice`, `yesno` or `quantity`.
    kind: &'static str,
    chosen: String,
    min: i64,
    max: i64,
    choices: Vec<ChoiceView>,
}

#[derive(Serialize)]
struct ChoiceView {
    id: i64,
    name: String,
}

/// What it costs, line by line.
#[derive(Debug, Default, Serialize)]
struct Summary {
    lines: Vec<SummaryLine>,
    tax: Option<String>,
    total: String,
    /// Why it cannot be computed.
    problem: Option<String>,
}

#[derive(Debug, Serialize)]
struct SummaryLine {
    text: String,
    amount: String,
    recurring: Option<String>,
    cycle: String,
}

/// `GET /order/{product}`
pub(crate) async fn form(
    State(app): State<App>,
    ClientIp(ip): ClientIp,
    Path(product): Path<u64>,
    Query(wanted): Query<Wanted>,
) -> Response {
    let fields = Fields { cycle: wanted.cycle, currency: wanted.currency, ..Fields::default() };
    show(&app, ip, product, fields, Problems::default(), StatusCode::OK).await
}

/// `POST /order/{product}/summary`: the summary alone, for the script.
pub(crate) async fn summary(
    State(app): State<App>,
    ClientIp(ip): ClientIp,
    Path(product): Path<u64>,
    body: axum::body::Bytes,
) -> Response {
    let fields = match Fields::read(&body) {
        Ok(fields) => fields,
        Err(why) => return errors::unreadable(&app, &why.into()),
    };
    match prepare(&app, ip, product, fields, Problems::default()).await {
        Ok(view) => app.0.templates.page(StatusCode::OK, "storefront/summary.html", &view),
        Err(error) => errors::failed(&app, &error),
    }
}

/// `POST /order/{product}`
pub(crate) async fn submit(
    State(app): State<App>,
    ClientIp(ip): ClientIp,
    Path(product): Path<u64>,
    headers: HeaderMap,
    body: axum::body::Bytes,
) -> Response {
    let fields = match Fields::read(&body) {
        Ok(fields) => fields,
        Err(why) => return errors::unreadable(&app, &why.into()),
    };
    let problems = fields.check();
    if !problems.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return show(&app, ip, product, fields, problems, status).await;
    }
    let sent_by = (links::code_of(&app, &headers), links::affiliate_of(&app, &headers));
    match place::place(&app, ip, product, &fields, sent_by).await {
        Ok(placed) => Redirect::to(&format!("/order/complete/{placed}")).into_response(),
        Err(place::Failed::Problem(field, said)) => {
            let problems = Problems::one(field, said);
            show(&app, ip, product, fields, problems, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(place::Failed::Call(error)) => errors::failed(&app, &error),
    }
}

async fn show(
    app: &App,
    ip: IpAddr,
    product: u64,
    fields: Fields,
    problems: Problems,
    status: StatusCode,
) -> Response {
    match prepare(app, ip, product, fields, problems).await {
        Ok(view) => app.0.templates.page(status, "storefront/order.html", &view),
        Err(error) => errors::failed(app, &error),
    }
}

async fn prepare(
    app: &App,
    ip: IpAddr,
    id: u64,
    mut fields: Fields,
    problems: Problems,
) -> Result<View, CallError> {
    let caller = view::visitor(ip);
    let path = format!("/order/{id}");
    let product = find(app, &caller, id).await?;
    let frame = view::frame(app, &caller, &product.name, &path, &fields.currency).await?;
    let product_view = product_view(&product, &frame.currency);
    if !product_view.prices.iter().any(|price| price.key == fields.cycle) {
        fields.cycle =
            product_view.prices.first().map_or_else(String::new, |price| price.key.to_owned());
    }
    fields.currency.clone_from(&frame.currency);
    let methods = view::methods(app, &caller).await?;
    if fields.method.is_empty() {
        let preferred = methods.iter().find(|method| method.card).or(methods.first());
        fields.method = preferred.map_or_else(String::new, |method| method.module.clone());
    }
    if fields.country.is_empty() {
        "US".clone_into(&mut fields.country);
    }
    let currency = frame.currencies.iter().find(|row| row.code == frame.currency);
    let currency = currency.map(|row| row.id).unwrap_or_default();
    let summary = place::preview(app, &caller, id, &fields, currency).await;
    Ok(View {
        options: option_views(&product, &fields),
        product: product_view,
        methods,
        countries: input::countries(),
        problems,
        summary,
        once: app.0.chance.base62(24),
        frame,
        fields,
    })
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
    }
}

fn option_views(product: &Product, fields: &Fields) -> Vec<OptionView> {
    product
        .configoptions
        .0
        .configoption
        .iter()
        .map(|option| OptionView {
            id: option.id.into(),
            name: option.name.to_string(),
            kind: match &*option.r#type {
                "3" => "yesno",
                "4" => "quantity",
                _ => "choice",
            },
            chosen: fields.options.get(&i64::from(option.id)).cloned().unwrap_or_default(),
            min: option.minqty.into(),
            max: option.maxqty.into(),
            choices: option
                .options
                .0
                .option
                .iter()
                .map(|choice| ChoiceView { id: choice.id.into(), name: choice.name.to_string() })
                .collect(),
        })
        .collect()
}
