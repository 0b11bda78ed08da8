//! Reports: which there are, and each as a picture, a table and a file.

mod drawn;
mod invoice_files;

use std::ops::RangeInclusive;

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use protocol::wire::{Flag, WireDate};
use protocol::{GetReport, GetReportList};
use serde_json::json;

use super::desk::Desk;
use super::fail::Fail;
use super::form::{self, Posted};
use crate::App;
use crate::routing::get;
use crate::whmcs::CallError;

/// The years that a period may be of, as of every day on the wire: a calendar ends, and what is
/// further away was mistyped.
const YEARS: RangeInclusive<i16> = 1900..=2199;

/// Rows of the table on a page; the file has all.
const ROWS_MAX: usize = 500;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/invoice-files", get(invoice_files::invoices))
        .route("/admin/credit-note-files", get(invoice_files::credit_notes))
        .route("/admin/reports", get(all))
        .route("/admin/reports/{name}", get(one))
}

/// `GET /admin/reports`
async fn all(desk: Desk) -> Result<Response, Fail> {
    let found = desk.call(GetReportList {}).await?;
    let view = json!({ "reports": found.reports.0.report });
    Ok(desk.page(StatusCode::OK, "admin/reports.html", "Reports", view).await)
}

/// `GET /admin/reports/{name}`
async fn one(desk: Desk, Path(name): Path<String>) -> Result<Response, Fail> {
    let query = desk.query();
    let (startdate, enddate) = match (day(&query, "from", "From"), day(&query, "to", "To")) {
        (Ok(from), Ok(to)) => (from, to),
        (Err(said), _) | (_, Err(said)) => return again(&desk, &name, &said).await,
    };
    let wants_file = query.text("as") == "csv";
    let call = GetReport { name: name.clone(), startdate, enddate, csv: Flag(wants_file) };
    let made = match desk.ask(call).await {
        Ok(made) => made,
        Err(error) => match wrong_days(&error) {
            Some(said) => return again(&desk, &name, &said).await,
            None => return Err(Fail::new(&desk, error)),
        },
    };
    if wants_file {
        let file = format!("attachment; filename=\"{}.csv\"", &*made.name);
        let head = [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, file),
            (header::CACHE_CONTROL, "no-store".to_owned()),
        ];
        return Ok((head, made.csv.to_string()).into_response());
    }
    let list = desk.maybe(GetReportList {}).await;
    let list = list.map(|found| found.reports.0.report.0).unwrap_or_default();
    let period = list.iter().find(|each| each.name == made.name).is_none_or(|each| each.period.0);
    let rows: Vec<Vec<String>> = made.rows.0.row.iter().map(drawn::cells).collect();
    let title = made.title.to_string();
    let view = json!({
        "name": made.name,
        "title": made.title,
        "about": made.about,
        "period": period,
        "from": made.startdate.to_string(),
        "to": made.enddate.to_string(),
        "columns": made.columns.0.column,
        "picture": drawn::picture(&made.columns.0.column.0, &rows),
        "total": rows.len(),
        "rows": rows.into_iter().take(ROWS_MAX).collect::<Vec<_>>(),
        "wrong": "",
    });
    Ok(desk.page(StatusCode::OK, "admin/report.html", &title, view).await)
}

/// A day of the period that was asked for; none where nothing was said.
fn day(query: &Posted, name: &str, label: &str) -> Result<Option<WireDate>, String> {
    match query.text(name).trim() {
        "" => Ok(None),
        text => match text.parse::<Date>() {
            Ok(day) if YEARS.contains(&day.year()) => Ok(Some(WireDate(Some(day)))),
            Ok(_) => Err(format!(
                "{label} is no day between the years {} and {}",
                YEARS.start(),
                YEARS.end()
            )),
            Err(_) => Err(format!("{label} is no day: it is written like 2026-01-31")),
        },
    }
}

/// What is said of the days of a period; none where it is about something else.
fn wrong_days(error: &CallError) -> Option<String> {
    let problems = form::problems(error)?;
    (problems.has("startdate") || problems.has("enddate")).then(|| problems.line())
}

/// The page of a report without figures: what is wrong with the days, and the form for others.
async fn again(desk: &Desk, name: &str, wrong: &str) -> Result<Response, Fail> {
    let list = desk.maybe(GetReportList {}).await;
    let list = list.map(|found| found.reports.0.report.0).unwrap_or_default();
    let Some(report) = list.iter().find(|each| each.name.eq_ignore_ascii_case(name)) else {
        return Err(Fail::new(desk, engine::invalid("startdate", wrong.to_owned()).into()));
    };
    let query = desk.query();
    let view = json!({
        "name": report.name,
        "title": report.title,
        "about": "",
        "period": report.period.0,
        "from": query.text("from"),
        "to": query.text("to"),
        "columns": [],
        "picture": null,
        "total": 0,
        "rows": [],
        "wrong": wrong,
    });
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(desk.page(status, "admin/report.html", &report.title, view).await)
}
