//! The endings that are sold: their prices, and prices made of a registrar's costs.

mod addons;
mod edit;
mod premium;
mod prices;

use axum::Router;
use axum::response::Response;
use protocol::{GetTldPrices, SyncTldPricing, TldWithPrices};
use serde_json::{Value, json};

use super::desk::Desk;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried};
use super::{list, pick};
use crate::App;
use crate::pages::admin::list::Ask;
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::routing::{get, post};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/tlds", get(page))
        .route("/admin/tlds/addons", get(addons::page).merge(post(addons::submit)))
        .route("/admin/tlds/premium", get(premium::page).merge(post(premium::submit)))
        .route("/admin/tlds/sync", get(form).merge(post(sync)))
        .route("/admin/tlds/new", get(edit::blank).merge(post(edit::create)))
        .route("/admin/tlds/{id}", get(edit::page).merge(post(edit::submit)))
}

async fn page(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let wanted = ask.q().map(|text| text.trim().to_ascii_lowercase()).unwrap_or_default();
        let currencies = pick::currencies(desk).await;
        let mut found = desk.call(GetTldPrices::default()).await?.tlds.0.tld.0;
        found.retain(|tld| tld.extension.contains(&wanted));
        let rows = rows(found, &currencies);
        let (rows, total) = ask.cut(rows);
        Ok(Table {
            path: "/admin/tlds",
            title: "Domain pricing",
            lead: "The endings that are sold, for one year, in the company's own currency",
            columns: vec![
                column("Ending"),
                column("Registrar"),
                column("Register").end(),
                column("Transfer").end(),
                column("Renew").end(),
                column("Below cost"),
            ],
            rows,
            total,
            search: "An ending, such as .com",
            new: Some(("/admin/tlds/new", "New ending")),
            also: vec![
                ("/admin/tlds/addons", "Domain addons"),
                ("/admin/tlds/premium", "Premium names"),
                ("/admin/tlds/sync", "Prices from costs"),
            ],
            empty: "No ending is sold.",
            ..Table::default()
        })
    })
    .await
}

fn rows(found: Vec<TldWithPrices>, currencies: &[pick::Choice]) -> Vec<Row> {
    let own = currencies.first().and_then(|(id, _)| id.parse::<i64>().ok()).unwrap_or(1);
    let rows = found.into_iter().map(|tld| {
        let prices = &tld.prices.0.price;
        let price = |kind: &str| {
            let first = prices.iter().find(|line| {
                &*line.kind == kind
                    && line.years.0 == 1
                    && line.currencyid.0 == own
                    && line.groupid.0 == 0
            });
            Cell::number(first.map_or_else(|| "–".to_owned(), |line| line.price.to_string()))
        };
        let lost = prices.iter().filter(|line| line.belowcost.0).count();
        let registrar = if tld.registrar.is_empty() { "none" } else { &*tld.registrar };
        let href = format!("/admin/tlds/{}", tld.id.0);
        let cells = vec![
            Cell::main(&*tld.extension).small(&*tld.group).to(&href),
            Cell::text(registrar),
            price("register"),
            price("transfer"),
            price("renew"),
            if lost == 0 {
                Cell::text("–")
            } else {
                Cell::badge("Failed").small(format!("{lost} prices"))
            },
        ];
        Row { id: tld.id.0, href, cells }
    });
    rows.collect()
}

async fn form(desk: Desk) -> Response {
    show(&desk, &Posted::default(), Problems::default(), None).await
}

async fn sync(desk: Desk, mut posted: Posted) -> Result<Response, Fail> {
    for name in ["registrar", "extensions", "margintype", "margin", "rounding", "years"] {
        if posted.text(name).trim().is_empty() {
            posted.drop(name);
        }
    }
    posted.set("apply", u8::from(posted.verb() == "apply"));
    Ok(match desk.submit::<SyncTldPricing>(&posted).await? {
        Tried::Done(answer) => {
            let result = serde_json::to_value(answer).unwrap_or_default();
            show(&desk, &posted, Problems::default(), Some(result)).await
        }
        Tried::Again(problems) => show(&desk, &posted, problems, None).await,
    })
}

async fn show(desk: &Desk, posted: &Posted, problems: Problems, result: Option<Value>) -> Response {
    let status = problems.status();
    let view = json!({ "fields": posted.fields(), "problems": problems, "result": result });
    desk.page(status, "admin/tld_sync.html", "Prices from costs", view).await
}
