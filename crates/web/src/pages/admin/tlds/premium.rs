//! Whether premium names are sold, and what is added to their cost.

use std::collections::BTreeMap;

use axum::response::Response;
use protocol::{Action as _, GetPremiumPricing, UpdatePremiumPricing};
use serde_json::{Value, json};

use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems, Tried};

/// Rows for mark-ups that are not there yet.
const BLANK_ROWS: usize = 2;
/// Most rows of the form.
const ROWS_MAX: usize = 22;

/// `GET /admin/tlds/premium`
pub(super) async fn page(desk: Desk) -> Result<Response, Fail> {
    show(&desk, None, Problems::default()).await
}

/// `POST /admin/tlds/premium`
pub(super) async fn submit(desk: Desk, mut posted: Posted) -> Result<Response, Fail> {
    for row in 0..ROWS_MAX {
        let (upto, percent) = (format!("upto[{row}]"), format!("percent[{row}]"));
        if posted.text(&upto).trim().is_empty() && posted.text(&percent).trim().is_empty() {
            posted.drop(&upto);
            posted.drop(&percent);
        }
    }
    match desk.submit::<UpdatePremiumPricing>(&posted).await? {
        Tried::Done(_) => Ok(desk.go("/admin/tlds/premium", "Saved")),
        Tried::Again(problems) => show(&desk, Some(posted.fields()), problems).await,
    }
}

async fn show(
    desk: &Desk,
    typed: Option<BTreeMap<String, String>>,
    problems: Problems,
) -> Result<Response, Fail> {
    let found = desk.call(GetPremiumPricing {}).await?;
    let kept = found.markups.0.markup.0;
    let shown = kept.len() + BLANK_ROWS;
    let cell = |row: usize, name: &str| -> String {
        if let Some(typed) = &typed {
            return typed.get(&format!("{name}[{row}]")).cloned().unwrap_or_default();
        }
        let Some(band) = kept.get(row) else { return String::new() };
        match name {
            "upto" => band.upto.as_ref().map(ToString::to_string).unwrap_or_default(),
            _ => band.percent.to_string(),
        }
    };
    let most = typed.as_ref().map_or(shown, |_| ROWS_MAX.min(shown + BLANK_ROWS));
    let rows: Vec<Value> = (0..most)
        .map(|row| json!({ "upto": cell(row, "upto"), "percent": cell(row, "percent") }))
        .collect();
    let enabled = if found.enabled.0 { "1" } else { "0" }.to_owned();
    let before = || BTreeMap::from([("enabled".to_owned(), enabled)]);
    let status = problems.status();
    let view = json!({
        "title": "Premium names",
        "currency": found.currencycode,
        "rows": rows,
        "fields": typed.unwrap_or_else(before),
        "problems": problems,
        "may": desk.may(UpdatePremiumPricing::NAME),
    });
    Ok(desk.page(status, "admin/premium.html", "Premium names", view).await)
}
