//! Reports: which there are, and each as a picture, a table and a file.

mod drawn;
mod invoice_files;

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
use crate::App;
use crate::routing::get;

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
    let day = |name: &'static str, label: &str| match query.text(name) {
        "" => Ok(None),
        text => text.parse::<Date>().map(|day| Some(WireDate(Some(day)))).map_err(|_| {
            let said = format!("{label} is no day: it is written like 2026-01-31");
            Fail::new(&desk, engine::invalid(name, said).into())
        }),
    };
    let wants_file = query.text("as") == "csv";
    let (startdate, enddate) = (day("from", "From")?, day("to", "To")?);
    let call = GetReport { name, startdate, enddate, csv: Flag(wants_file) };
    let made = desk.call(call).await?;
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
    });
    Ok(desk.page(StatusCode::OK, "admin/report.html", &title, view).await)
}
