//! `GetReportList` and `GetReport`: our own.

use engine::system::reports::{self, Column, Kind, Made};
use engine::system::settings::Settings;
use engine::{Cx, Result};
use model::money::iso_digits;
use protocol::wire::{Amount, WireDate};
use protocol::{
    GetReport, GetReportList, GetReportListResponse, GetReportResponse, ReportColumn, ReportName,
    ReportRow,
};
use store::edits::Cell;

use crate::Registry;
use crate::csv;
use crate::wire::{date, moment};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, _: GetReportList| Box::pin(get_report_list(cx)))
        .read(|cx, call: GetReport| Box::pin(get_report(cx, call)))
}

async fn get_report_list(_: &Cx) -> Result<GetReportListResponse> {
    let name = |report: &reports::Report| ReportName {
        name: report.name.into(),
        title: report.title.into(),
        period: report.has_period().into(),
    };
    Ok(GetReportListResponse { reports: reports::all().map(name).collect() })
}

async fn get_report(cx: &Cx, call: GetReport) -> Result<GetReportResponse> {
    let day = |day: Option<WireDate>| day.and_then(|day| day.0);
    let made = reports::make(cx, &call.name, day(call.startdate), day(call.enddate)).await?;
    let settings = cx.engine.settings().await?;
    let rows: Vec<Vec<String>> = made.rows.iter().map(|row| shown(&made, row, &settings)).collect();
    let csv = if call.csv.0 { as_csv(made.report.columns, &rows) } else { String::new() };
    let column = |(key, title, kind): &Column| ReportColumn {
        key: (*key).into(),
        title: (*title).into(),
        kind: word(*kind).into(),
    };
    Ok(GetReportResponse {
        name: made.report.name.into(),
        title: made.report.title.into(),
        about: made.report.about.into(),
        startdate: date(Some(made.from)),
        enddate: date(Some(made.to)),
        columns: made.report.columns.iter().map(column).collect(),
        totalresults: rows.len().into(),
        rows: rows
            .into_iter()
            .map(|row| ReportRow { cells: row.into_iter().map(Into::into).collect() })
            .collect(),
        csv: csv.into(),
    })
}

const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Number => "number",
        Kind::Money => "money",
        Kind::Date => "date",
        Kind::Time => "time",
    }
}

/// The cells of a row as people read them.
fn shown(made: &Made, row: &[Cell], settings: &Settings) -> Vec<String> {
    let columns = made.report.columns;
    let currency = columns.iter().position(|(key, ..)| *key == "currency");
    let digits = match currency.and_then(|at| row.get(at)) {
        Some(Cell::Text(code)) => iso_digits(code),
        _ => 2,
    };
    let cell = |(cell, (_, _, kind)): (&Cell, &Column)| match (cell, kind) {
        (Cell::Null, _) => String::new(),
        (Cell::Int(minor), Kind::Money) => {
            Amount::from_minor(*minor, u32::from(digits)).as_str().to_owned()
        }
        (Cell::Int(at), Kind::Time) => moment(settings, Some(*at)).to_string(),
        (Cell::Int(number), _) => number.to_string(),
        (Cell::Text(text), _) => text.clone(),
    };
    row.iter().zip(columns).map(cell).collect()
}

fn as_csv(columns: &[Column], rows: &[Vec<String>]) -> String {
    let titles: Vec<&str> = columns.iter().map(|(_, title, _)| *title).collect();
    csv::table(&titles, rows)
}
