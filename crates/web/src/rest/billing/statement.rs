//! The client's account over a time.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::StatementLine;
use protocol::wire::WireDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::papers::{self, Paper};
use crate::App;
use crate::rest::inputs::Day;
use crate::rest::money::{Money, date, sum, text};
use crate::rest::problem::Problem;
use crate::rest::query::Query;
use crate::session::ClientSession;

/// Names of the wire and how this API says them.
const WIRE_NAMES: &[(&str, &str)] = &[("datefrom", "?from"), ("dateto", "?to")];

/// Which days.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Span {
    /// The first of the year if absent.
    from: Option<Day>,
    /// Today if absent.
    to: Option<Day>,
}

/// What was owed, what moved, and what is owed then; below zero is credit.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Statement {
    from: Option<String>,
    to: Option<String>,
    opening: Money,
    closing: Money,
    lines: Vec<Line>,
}

/// A movement.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Line {
    date: Option<String>,
    description: String,
    /// What it records, such as `invoice issued` or `payment received`.
    reason: String,
    invoice_id: Option<u64>,
    invoice_number: Option<String>,
    /// What is owed more.
    debit: Money,
    /// What is owed less.
    credit: Money,
    /// What is owed then.
    balance: Money,
}

impl Span {
    fn days(self) -> [WireDate; 2] {
        [self.from, self.to].map(|day| day.map(Day::wire).unwrap_or_default())
    }
}

pub(super) async fn get(
    State(app): State<App>,
    session: ClientSession,
    Query(span): Query<Span>,
) -> Result<Json<Statement>, Problem> {
    let door = session.door(&app, ClientPermission::Invoices)?;
    let said = door.statement(span.days()).await;
    let said = said.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    let code = &*said.currency;
    Ok(Json(Statement {
        from: date(said.datefrom),
        to: date(said.dateto),
        opening: sum(&said.opening, code),
        closing: sum(&said.closing, code),
        lines: said.lines.0.line.0.iter().map(|row| line(row, code)).collect(),
    }))
}

pub(super) async fn pdf(
    State(app): State<App>,
    session: ClientSession,
    Query(span): Query<Span>,
) -> Result<Paper, Problem> {
    let door = session.door(&app, ClientPermission::Invoices)?;
    let file = door.statement_pdf(span.days()).await;
    let file = file.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    papers::paper(file.filename.0, &file.data)
}

fn line(row: &StatementLine, code: &str) -> Line {
    Line {
        date: date(row.date),
        description: row.description.to_string(),
        reason: row.reason.to_string(),
        invoice_id: row.invoiceid.id(),
        invoice_number: text(&row.invoicenum),
        debit: sum(&row.debit, code),
        credit: sum(&row.credit, code),
        balance: sum(&row.balance, code),
    }
}
