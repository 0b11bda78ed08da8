//! A table of prices: a row per cycle, a price and a setup fee per currency.

use protocol::GetPricing;
use serde_json::{Value, json};

use crate::pages::admin::desk::Desk;
use crate::pages::admin::form::{Posted, Problems};
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

/// Refuses what would be dropped though it says "Saved": a fee beside no price, and an amount below
/// zero, which the action takes for no price at all. A `-1`, as a WHMCS has it, is one of those.
pub(super) fn check(posted: &Posted) -> Result<(), Problems> {
    let fields = posted.fields();
    let own = fields.iter().filter_map(|(name, typed)| {
        let (currency, key) = name.strip_prefix("pricing[")?.strip_suffix(']')?.split_once("][")?;
        Some((name, currency, key, typed.trim()))
    });
    for (name, currency, key, typed) in own {
        let fee = key.strip_suffix("setupfee");
        let of = |(cycle, _): &&(&str, &str)| match fee {
            Some(letter) => cycle.starts_with(letter) && !letter.is_empty(),
            None => *cycle == key,
        };
        let Some((cycle, label)) = CYCLES.iter().find(of) else { continue };
        let is_negative = typed.starts_with(['-', '\u{2212}']);
        if is_negative && (fee.is_some() || !is_none(typed)) {
            let said = format!("{label}: below zero is no price; left empty, it is not offered");
            return Err(Problems::one(name, said));
        }
        let price = posted.text(&format!("pricing[{currency}][{cycle}]")).trim();
        let is_charged = typed.contains(|digit: char| digit.is_ascii_digit() && digit != '0');
        if fee.is_some() && is_charged && (price.is_empty() || is_none(price)) {
            let said = format!("{label}: a setup fee goes with a price, which may be 0");
            return Err(Problems::one(name, said));
        }
    }
    Ok(())
}

/// How a WHMCS writes that a cycle is not offered.
fn is_none(price: &str) -> bool {
    matches!(price, "-1" | "-1.00" | "-1,00")
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

#[cfg(test)]
mod tests {
    use super::{Posted, check};

    #[test]
    fn what_would_be_dropped_is_refused() {
        let monthly = "pricing[1][monthly]";
        let fee = "pricing[1][msetupfee]";
        for (price, setup, refused) in [
            ("5.00", "1.00", None),
            ("", "", None),
            ("-1", "", None),
            ("", "0.00", None),
            ("0", "3", None),
            ("", "3", Some(fee)),
            ("-1.00", "3", Some(fee)),
            ("-5", "", Some(monthly)),
            ("5", "-3", Some(fee)),
        ] {
            let posted = Posted::default().with(monthly, price).with(fee, setup);
            let tried = check(&posted);
            assert_eq!(tried.is_err(), refused.is_some(), "{price} {setup}");
            if let (Err(problems), Some(field)) = (tried, refused) {
                assert!(problems.has(field), "{price} {setup}");
            }
        }
    }
}
