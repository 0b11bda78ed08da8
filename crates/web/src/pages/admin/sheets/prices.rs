//! A table of prices: a row per cycle, a price and a setup fee per currency.

use protocol::GetPricing;
use serde_json::{Value, json};

use crate::pages::admin::desk::Desk;
use crate::pages::admin::form::Posted;
use crate::pages::admin::pick;

/// The cycles with their keys on the wire.
pub(in crate::pages::admin) const CYCLES: [(&str, &str); 7] = [
    ("onetime", "One time"),
    ("monthly", "Monthly"),
    ("quarterly", "Quarterly"),
    ("semiannually", "Semi-annually"),
    ("annually", "Annually"),
    ("biennially", "Biennially"),
    ("triennially", "Triennially"),
];

/// The prices of a product, addon or choice, as the template draws them.
pub(super) async fn table(desk: &Desk, kind: &str, id: Option<u64>) -> Value {
    let currencies = pick::currencies(desk).await;
    let found = match id {
        Some(relid) => desk.maybe(GetPricing { kind: kind.to_owned(), relid }).await,
        None => None,
    };
    let lines = found.map(|found| found.prices.0.price.0).unwrap_or_default();
    let rows = CYCLES.map(|(key, label)| {
        let letter = key.chars().next().unwrap_or_default();
        let cells = currencies.iter().map(|(currency, code)| {
            let line = lines
                .iter()
                .find(|line| line.currencyid.0.to_string() == *currency && &*line.cycle == key);
            json!({
                "price_name": format!("pricing[{currency}][{key}]"),
                "setup_name": format!("pricing[{currency}][{letter}setupfee]"),
                "price": line.map(|line| line.price.to_string()).unwrap_or_default(),
                "setup": line.map(|line| line.setupfee.to_string()).unwrap_or_default(),
                "code": code,
            })
        });
        json!({ "label": label, "cells": cells.collect::<Vec<_>>() })
    });
    json!({ "currencies": currencies, "rows": rows })
}

/// An empty price takes the cycle off the list; an empty fee beside a price is none.
pub(super) fn read(posted: &mut Posted) {
    let names: Vec<(String, bool)> = posted
        .fields()
        .into_iter()
        .filter(|(name, _)| name.starts_with("pricing["))
        .map(|(name, value)| (name, value.trim().is_empty()))
        .collect();
    for (name, empty) in names {
        let is_fee = name.ends_with("setupfee]");
        if is_fee && empty {
            posted.drop(&name);
        } else if empty {
            posted.set(&name, "-1");
            if let Some(at) = name.rfind('[') {
                let letter: String = name[at + 1..].chars().take(1).collect();
                posted.drop(&format!("{}[{letter}setupfee]", &name[..at]));
            }
        }
    }
}
