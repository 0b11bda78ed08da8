//! One ending: how it is sold, and what it costs for each number of years in every currency, for
//! everybody or for a group of clients.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use protocol::{
    Action, CreateOrUpdateTLD, DeleteTld, GetClientGroups, GetTldPrices, TldWithPrices,
    UpdateTldPrices,
};
use serde_json::{Value, json};

use super::prices::{self, Change, Wrong};
use crate::pages::admin::confirm::{self, Question};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems, Tried};
use crate::pages::admin::pick::{self, Choice};
use crate::pages::admin::sheet;

/// The most years that a name is registered or renewed for.
const YEARS_MAX: u64 = 10;
const KINDS: [(&str, &str); 3] =
    [("register", "Register"), ("transfer", "Transfer"), ("renew", "Renew")];
/// What the action takes besides the name.
const SETTINGS: [&str; 10] = [
    "auto_registrar",
    "group",
    "display_after",
    "epp_required",
    "id_protection",
    "dns_management",
    "email_forwarding",
    "grace_period_days",
    "grace_period_fee",
    "redemption_period_days",
];

type Fields = BTreeMap<String, String>;

/// `GET /admin/tlds/new`
pub(super) async fn blank(desk: Desk) -> Response {
    show_new(&desk, Fields::new(), Problems::default()).await
}

/// `POST /admin/tlds/new`: the ending alone; its prices come next.
pub(super) async fn create(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let typed = posted.text("extension").trim().to_owned();
    let call = GetTldPrices { extension: Some(typed.clone()) };
    if !typed.is_empty() && !desk.call(call).await?.tlds.0.tld.is_empty() {
        let said = "This ending is sold already";
        return Ok(show_new(&desk, posted.fields(), Problems::one("extension", said)).await);
    }
    let settings = settings(&desk, &posted).await.with("extension", &typed);
    Ok(match desk.submit::<CreateOrUpdateTLD>(&settings).await? {
        Tried::Done(made) => {
            desk.go(&format!("/admin/tlds/{}", made.id.0), "The ending is made. Now its prices.")
        }
        Tried::Again(problems) => show_new(&desk, posted.fields(), problems).await,
    })
}

/// `GET /admin/tlds/{id}`
pub(super) async fn page(desk: Desk, Path(id): Path<i64>) -> Result<Response, Fail> {
    let tld = find(&desk, id).await?;
    let query = desk.query();
    let group = query.id("for").unwrap_or(0);
    let fields = fields(&tld);
    Ok(show(&desk, &tld, group, fields, Wrong::default()).await)
}

/// `POST /admin/tlds/{id}`: everything is tried before anything is kept.
pub(super) async fn submit(
    desk: Desk,
    Path(id): Path<i64>,
    posted: Posted,
) -> Result<Response, Fail> {
    let tld = find(&desk, id).await?;
    if posted.verb() == "delete" {
        return delete(&desk, &tld, &posted).await;
    }
    let group = posted.id("for").unwrap_or(0);
    let mut own = settings(&desk, &posted).await.with("extension", &*tld.extension);
    // One that is switched off may stay, but not be chosen.
    if posted.text("auto_registrar") == &*tld.registrar {
        own.drop("auto_registrar");
    }
    let lists = changed(&desk, &tld, group, &posted).await;
    let (sent, typed) = (&own, &lists);
    let steps = |desk: Desk| async move { keep(&desk, sent, typed).await };
    match prices::try_then_keep(&desk, UpdateTldPrices::NAME, steps).await? {
        None => {
            let here = if group == 0 { String::new() } else { format!("?for={group}") };
            Ok(desk.go(&format!("/admin/tlds/{id}{here}"), "Saved"))
        }
        Some(wrong) => Ok(show(&desk, &tld, group, posted.fields(), wrong).await),
    }
}

async fn delete(desk: &Desk, tld: &TldWithPrices, posted: &Posted) -> Result<Response, Fail> {
    let here = format!("/admin/tlds/{}", tld.id.0);
    if !posted.confirmed() {
        let question = Question {
            title: format!("Sell {} no longer?", tld.extension),
            text: "Its prices go. Names that clients have under it stay, and renew at the price \
                   that stands on them."
                .to_owned(),
            button: "Delete",
            back: here,
            ..Question::default()
        };
        return Ok(confirm::ask(desk, posted, question).await);
    }
    let only = posted.clone().with("extension", &*tld.extension);
    match desk.submit::<DeleteTld>(&only).await? {
        Tried::Done(_) => Ok(desk.go("/admin/tlds", "The ending is sold no longer")),
        Tried::Again(problems) => Ok(show(desk, tld, 0, fields(tld), problems.into()).await),
    }
}

async fn find(desk: &Desk, id: i64) -> Result<TldWithPrices, Fail> {
    let found = desk.call(GetTldPrices::default()).await?.tlds.0.tld;
    found.into_iter().find(|tld| tld.id.0 == id).ok_or_else(|| Fail::missing(desk))
}

/// The settings that were posted, for the action; fees are in the company's own currency.
async fn settings(desk: &Desk, posted: &Posted) -> Posted {
    let mut own = Posted::default().with("once", posted.text("once"));
    for name in SETTINGS.into_iter().chain(["redemption_period_fee"]) {
        let typed = posted.text(name).trim();
        // Where an ending stands is only said when it moves.
        let kept = matches!(name, "auto_registrar" | "group");
        if !typed.is_empty() || (kept && posted.all(name).next().is_some()) {
            own.set(name, typed);
        }
    }
    if let Some((_, code)) = pick::currencies(desk).await.first() {
        own.set("currency_code", code);
    }
    own
}

/// For each currency the prices that are others than before.
async fn changed(desk: &Desk, tld: &TldWithPrices, group: u64, posted: &Posted) -> Vec<Change> {
    let mut lists = Vec::new();
    for (currency, code) in pick::currencies(desk).await {
        let list = Posted::default()
            .with("once", posted.text("once"))
            .with("extension", &*tld.extension)
            .with("currencyid", &currency)
            .with("groupid", group);
        let mut list = Change::none(code, list);
        for (kind, years) in
            KINDS.iter().flat_map(|(kind, _)| (1..=YEARS_MAX).map(move |y| (*kind, y)))
        {
            let cell = cell_name(&currency, kind, years);
            let before = price(tld, &currency, group, kind, years);
            if let Some(typed) = prices::typed(posted, &cell, &before) {
                let (at, sent) = (list.len() + 1, if typed.is_empty() { "-1" } else { typed });
                list.set(&format!("pricekind{at}"), kind);
                list.set(&format!("priceyears{at}"), years);
                list.price(&format!("priceamount{at}"), sent, cell);
            }
        }
        lists.push(list);
    }
    lists
}

/// Keeps settings and prices; says what stands in the way.
async fn keep(desk: &Desk, own: &Posted, lists: &[Change]) -> Result<Option<Wrong>, Fail> {
    if desk.may(CreateOrUpdateTLD::NAME)
        && let Tried::Again(problems) = desk.submit::<CreateOrUpdateTLD>(own).await?
    {
        return Ok(Some(problems.into()));
    }
    prices::send::<UpdateTldPrices>(desk, lists).await
}

/// `1 year`, `2 years`.
fn counted(years: u64) -> String {
    if years == 1 { "1 year".to_owned() } else { format!("{years} years") }
}

fn cell_name(currency: &str, kind: &str, years: u64) -> String {
    format!("price[{currency}][{kind}][{years}]")
}

/// What is asked now; empty when it is not offered.
fn price(tld: &TldWithPrices, currency: &str, group: u64, kind: &str, years: u64) -> String {
    let found = tld.prices.0.price.iter().find(|line| {
        &*line.kind == kind
            && line.years.id() == Some(years)
            && line.currencyid.0.to_string() == currency
            && line.groupid.0.unsigned_abs() == group
    });
    found.map(|line| line.price.to_string()).unwrap_or_default()
}

fn fields(tld: &TldWithPrices) -> Fields {
    let flag = |on: bool| u8::from(on).to_string();
    [
        ("auto_registrar", tld.registrar.to_string()),
        ("group", tld.group.to_string()),
        ("epp_required", flag(tld.eppcode.0)),
        ("id_protection", flag(tld.idprotection.0)),
        ("dns_management", flag(tld.dnsmanagement.0)),
        ("email_forwarding", flag(tld.emailforwarding.0)),
        ("grace_period_days", tld.graceperioddays.0.to_string()),
        ("grace_period_fee", tld.graceperiodfee.to_string()),
        ("redemption_period_days", tld.redemptionperioddays.0.to_string()),
        ("redemption_period_fee", tld.redemptionperiodfee.to_string()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

/// What all forms of an ending offer.
async fn offers(desk: &Desk, own: &str, registrar: &str, currencies: &[Choice]) -> Value {
    let mut registrars = vec![(String::new(), "None: by hand".to_owned())];
    registrars.extend(pick::registrars(desk).await);
    if !registrars.iter().any(|(module, _)| *module == registrar) {
        registrars.push((registrar.to_owned(), format!("{registrar}: switched off")));
    }
    let mut after: Vec<Choice> = vec![(String::new(), "Where it is now".to_owned())];
    let sold = desk.maybe(GetTldPrices::default()).await.map(|found| found.tlds.0.tld);
    let others = sold.unwrap_or_default();
    let others = others.iter().map(|tld| tld.extension.to_string()).filter(|name| name != own);
    after.extend(others.map(|name| (name.clone(), name)));
    let labels = sheet::choices(&[("", "None"), ("hot", "Hot"), ("new", "New"), ("sale", "Sale")]);
    let home = currencies.first().map(|(_, code)| code);
    json!({ "registrars": registrars, "after": after, "labels": labels, "home": home })
}

async fn show_new(desk: &Desk, fields: Fields, problems: Problems) -> Response {
    let status = problems.status();
    let view = json!({
        "id": null,
        "title": "New ending",
        "address": "/admin/tlds/new",
        "fields": fields,
        "problems": problems,
        "offers": offers(desk, "", "", &pick::currencies(desk).await).await,
        "tables": [],
        "groups": [],
        "for": 0,
        "may": desk.may(CreateOrUpdateTLD::NAME),
        "may_delete": false,
    });
    desk.page(status, "admin/tld.html", "New ending", view).await
}

async fn show(
    desk: &Desk,
    tld: &TldWithPrices,
    group: u64,
    fields: Fields,
    wrong: Wrong,
) -> Response {
    let status = wrong.problems.status();
    let currencies = pick::currencies(desk).await;
    let tables: Vec<Value> = currencies
        .iter()
        .map(|(currency, code)| {
            let rows = (1..=YEARS_MAX).map(|years| {
                let cells = KINDS.map(|(kind, label)| {
                    let name = cell_name(currency, kind, years);
                    let kept = price(tld, currency, group, kind, years);
                    let all = price(tld, currency, 0, kind, years);
                    json!({
                        "value": fields.get(&name).unwrap_or(&kept),
                        "all": if group == 0 { String::new() } else { all },
                        "odd": wrong.cells.contains(&name),
                        "label": format!("{label}, {}, in {code}", counted(years)),
                        "name": name,
                    })
                });
                json!({ "years": years, "cells": cells })
            });
            json!({ "code": code, "rows": rows.collect::<Vec<_>>() })
        })
        .collect();
    let groups = desk.maybe(GetClientGroups {}).await.map(|found| found.groups.0.group.0);
    let groups = groups.unwrap_or_default();
    let groups = groups.iter().map(|row| (row.id.0, row.groupname.to_string()));
    let view = json!({
        "id": tld.id,
        "title": tld.extension,
        "address": format!("/admin/tlds/{}", tld.id.0),
        "fields": fields,
        "problems": wrong.problems,
        "offers": offers(desk, &tld.extension, &tld.registrar, &currencies).await,
        "tables": tables,
        "groups": groups.collect::<Vec<_>>(),
        "for": group,
        "may": desk.may(UpdateTldPrices::NAME),
        "may_delete": desk.may(DeleteTld::NAME),
    });
    desk.page(status, "admin/tld.html", &tld.extension, view).await
}
