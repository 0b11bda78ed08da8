//! What DNS management, mail forwarding and privacy cost a year with any name, in every currency.

use std::collections::{BTreeMap, BTreeSet};

use axum::response::Response;
use protocol::{Action, DomainAddonPrices, GetDomainAddonPrices, UpdateDomainAddonPrices};
use serde_json::{Value, json};

use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems, Tried};

/// The prices of the action, and what the office calls them.
const ADDONS: [(&str, &str); 3] = [
    ("dnsmanagement", "DNS management"),
    ("emailforwarding", "E-mail forwarding"),
    ("idprotection", "Privacy"),
];

/// What was typed, and what is wrong with it.
#[derive(Default)]
struct Again {
    typed: BTreeMap<String, String>,
    problems: Problems,
    odd: BTreeSet<String>,
}

/// `GET /admin/tlds/addons`
pub(super) async fn page(desk: Desk) -> Result<Response, Fail> {
    show(&desk, Again::default()).await
}

/// `POST /admin/tlds/addons`: everything is tried before anything is kept.
pub(super) async fn submit(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let changes = changed(&prices(&desk).await?, &posted);
    // In front of another WHMCS there is no dry run.
    let tried = desk.does_itself(UpdateDomainAddonPrices::NAME).then(|| desk.rehearsing());
    for desk in tried.iter().chain([&desk]) {
        for (code, change) in &changes {
            if let Tried::Again(problems) = desk.submit::<UpdateDomainAddonPrices>(change).await? {
                let currency = change.text("currencyid");
                let wrong = |name: &&str| change.text(name).parse::<f64>().is_err();
                let sent = ADDONS.iter().map(|(name, _)| *name);
                let sent = sent.filter(|name| !change.text(name).is_empty()).filter(wrong);
                let again = Again {
                    typed: posted.fields(),
                    odd: sent.map(|name| cell(currency, name)).collect(),
                    problems: Problems::form(format!("Prices in {code}: {}", problems.line())),
                };
                return show(desk, again).await;
            }
        }
    }
    Ok(desk.go("/admin/tlds/addons", "Saved"))
}

async fn prices(desk: &Desk) -> Result<Vec<DomainAddonPrices>, Fail> {
    Ok(desk.call(GetDomainAddonPrices {}).await?.prices.0.price.0)
}

/// For each currency with others than before the action to call.
fn changed(before: &[DomainAddonPrices], posted: &Posted) -> Vec<(String, Posted)> {
    let mut changes = Vec::new();
    for row in before {
        let currency = row.currencyid.0.to_string();
        let mut change = Posted::default().with("once", posted.text("once"));
        change.set("currencyid", &currency);
        let mut many = 0;
        for (name, _) in ADDONS {
            let cell = cell(&currency, name);
            let typed = posted.text(&cell).trim();
            if posted.all(&cell).next().is_some() && typed != shown(row, name) {
                change.set(name, if typed.is_empty() { "0" } else { typed });
                many += 1;
            }
        }
        if many > 0 {
            changes.push((row.currencycode.to_string(), change));
        }
    }
    changes
}

fn cell(currency: &str, addon: &str) -> String {
    format!("price[{currency}][{addon}]")
}

/// The price as it stands in its field: nothing where it is free.
fn shown(row: &DomainAddonPrices, addon: &str) -> String {
    let price = match addon {
        "dnsmanagement" => &row.dnsmanagement,
        "emailforwarding" => &row.emailforwarding,
        _ => &row.idprotection,
    };
    let price = price.to_string();
    if price.bytes().any(|byte| matches!(byte, b'1'..=b'9')) { price } else { String::new() }
}

async fn show(desk: &Desk, again: Again) -> Result<Response, Fail> {
    let rows: Vec<Value> = prices(desk)
        .await?
        .iter()
        .map(|row| {
            let (currency, code) = (row.currencyid.0.to_string(), row.currencycode.to_string());
            let cells = ADDONS.map(|(name, title)| {
                let cell = cell(&currency, name);
                json!({
                    "value": again.typed.get(&cell).cloned().unwrap_or_else(|| shown(row, name)),
                    "odd": again.odd.contains(&cell),
                    "label": format!("{title}, a year, in {code}"),
                    "name": cell,
                })
            });
            json!({ "code": code, "cells": cells })
        })
        .collect();
    let view = json!({
        "title": "Domain addons",
        "titles": ADDONS.map(|(_, title)| title),
        "rows": rows,
        "problems": again.problems,
        "may": desk.may(UpdateDomainAddonPrices::NAME),
    });
    let status = again.problems.status();
    Ok(desk.page(status, "admin/domain_addons.html", "Domain addons", view).await)
}
