//! What DNS management, mail forwarding and privacy cost a year with any name, in every currency.

use std::collections::BTreeMap;

use axum::response::Response;
use protocol::{Action, DomainAddonPrices, GetDomainAddonPrices, UpdateDomainAddonPrices};
use serde_json::{Value, json};

use super::prices::{self, Change, Wrong};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::Posted;

/// The prices of the action, and what the office calls them.
const ADDONS: [(&str, &str); 3] = [
    ("dnsmanagement", "DNS management"),
    ("emailforwarding", "E-mail forwarding"),
    ("idprotection", "Privacy"),
];

/// `GET /admin/tlds/addons`
pub(super) async fn page(desk: Desk) -> Result<Response, Fail> {
    show(&desk, &BTreeMap::new(), Wrong::default()).await
}

/// `POST /admin/tlds/addons`: everything is tried before anything is kept.
pub(super) async fn submit(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let changes = changed(&prices(&desk).await?, &posted);
    let typed = &changes;
    let steps =
        |desk: Desk| async move { prices::send::<UpdateDomainAddonPrices>(&desk, typed).await };
    match prices::try_then_keep(&desk, UpdateDomainAddonPrices::NAME, steps).await? {
        None => Ok(desk.go("/admin/tlds/addons", "Saved")),
        Some(wrong) => show(&desk, &posted.fields(), wrong).await,
    }
}

async fn prices(desk: &Desk) -> Result<Vec<DomainAddonPrices>, Fail> {
    Ok(desk.call(GetDomainAddonPrices {}).await?.prices.0.price.0)
}

/// For each currency the prices that are others than before.
fn changed(before: &[DomainAddonPrices], posted: &Posted) -> Vec<Change> {
    let of = |row: &DomainAddonPrices| {
        let currency = row.currencyid.0.to_string();
        let own = Posted::default().with("once", posted.text("once"));
        let own = own.with("currencyid", &currency);
        let mut change = Change::none(row.currencycode.to_string(), own);
        for (name, _) in ADDONS {
            let cell = cell(&currency, name);
            if let Some(typed) = prices::typed(posted, &cell, &shown(row, name)) {
                change.price(name, if typed.is_empty() { "0" } else { typed }, cell);
            }
        }
        change
    };
    before.iter().map(of).collect()
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

async fn show(
    desk: &Desk,
    typed: &BTreeMap<String, String>,
    wrong: Wrong,
) -> Result<Response, Fail> {
    let rows: Vec<Value> = prices(desk)
        .await?
        .iter()
        .map(|row| {
            let (currency, code) = (row.currencyid.0.to_string(), row.currencycode.to_string());
            let cells = ADDONS.map(|(name, title)| {
                let cell = cell(&currency, name);
                json!({
                    "value": typed.get(&cell).cloned().unwrap_or_else(|| shown(row, name)),
                    "odd": wrong.cells.contains(&cell),
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
        "problems": wrong.problems,
        "may": desk.may(UpdateDomainAddonPrices::NAME),
    });
    let status = wrong.problems.status();
    Ok(desk.page(status, "admin/domain_addons.html", "Domain addons", view).await)
}
