//! Quotes: what was offered, and taking it.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::{GetQuotes, Quote as Row, QuoteLine};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::inputs::Day;
use crate::rest::money::{Money, date, key, sum, text};
use crate::rest::page::{Page, Window};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::ClientSession;

/// Which offers.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
    /// Only at this stage.
    stage: Option<QuoteStage>,
    /// Only of this day or later.
    from: Option<Day>,
    /// Only of this day or earlier.
    to: Option<Day>,
}

/// What became of an offer.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
enum QuoteStage {
    Delivered,
    #[serde(rename = "On Hold")]
    OnHold,
    Accepted,
    Lost,
    Dead,
}

impl QuoteStage {
    const fn word(self) -> &'static str {
        match self {
            Self::Delivered => "Delivered",
            Self::OnHold => "On Hold",
            Self::Accepted => "Accepted",
            Self::Lost => "Lost",
            Self::Dead => "Dead",
        }
    }
}

/// An offer.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Quote {
    id: u64,
    subject: String,
    /// `Delivered`, `On Hold`, `Accepted`, `Lost` or `Dead`.
    stage: String,
    date: Option<String>,
    valid_until: Option<String>,
    accepted_on: Option<String>,
    proposal: Option<String>,
    notes: Option<String>,
    subtotal: Money,
    tax: Money,
    tax2: Money,
    total: Money,
    /// Units of its currency for one of the company's own when it was made, as a decimal number;
    /// null where that is the company's own, and for older ones.
    exchange_rate: Option<String>,
    lines: Vec<Line>,
}

/// A line of an offer.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Line {
    id: u64,
    description: String,
    /// As a decimal number.
    quantity: String,
    unit_price: Money,
    /// Per cent, as a decimal number.
    discount: String,
    is_taxed: bool,
}

/// What came of taking an offer.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Accepted {
    /// What is to be paid; null when nothing is.
    pub(in crate::rest) invoice_id: Option<u64>,
}

pub(super) async fn list(
    State(app): State<App>,
    session: ClientSession,
    Query(which): Query<Which>,
) -> Result<Json<Page<Quote>>, Problem> {
    let door = session.door(&app, ClientPermission::Quotes)?;
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (limitstart, limitnum) = window.asked();
    let call = GetQuotes {
        limitstart,
        limitnum,
        stage: which.stage.map(|stage| stage.word().to_owned()),
        datefrom: which.from.map(Day::wire),
        dateto: which.to.map(Day::wire),
        ..GetQuotes::default()
    };
    let answer = door.quotes(call).await?;
    let code = door.currency().await?;
    let mut page = window.page(answer.quotes.0.quote.0, answer.totalresults.0);
    page.items.retain(|row| row.stage != "Draft");
    Ok(Json(page.map(|row| quote(row, &code))))
}

pub(super) async fn get(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Quote>, Problem> {
    let door = session.door(&app, ClientPermission::Quotes)?;
    let row = door.quote(id).await?;
    Ok(Json(quote(row, &door.currency().await?)))
}

pub(super) async fn accept(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Accepted>, Problem> {
    let door = session.door(&app, ClientPermission::Quotes)?;
    Ok(Json(Accepted { invoice_id: door.accept_quote(id).await?.invoiceid.id() }))
}

pub(super) async fn decline(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Quote>, Problem> {
    let door = session.door(&app, ClientPermission::Quotes)?;
    door.decline_quote(id).await?;
    let row = door.quote(id).await?;
    Ok(Json(quote(row, &door.currency().await?)))
}

pub(in crate::rest) fn quote(row: Row, code: &str) -> Quote {
    Quote {
        id: key(row.id.0),
        date: date(row.datecreated),
        valid_until: date(row.validuntil),
        accepted_on: date(row.dateaccepted),
        proposal: text(&row.proposal),
        notes: text(&row.customernotes),
        subtotal: sum(&row.subtotal, code),
        tax: sum(&row.tax1, code),
        tax2: sum(&row.tax2, code),
        total: sum(&row.total, code),
        exchange_rate: row.exchangerate.as_ref().map(ToString::to_string),
        lines: row.items.item.iter().map(|each| line(each, code)).collect(),
        subject: row.subject.0,
        stage: row.stage.0,
    }
}

fn line(row: &QuoteLine, code: &str) -> Line {
    Line {
        id: key(row.id.0),
        description: row.description.0.clone(),
        quantity: row.quantity.to_string(),
        unit_price: sum(&row.unitprice, code),
        discount: row.discount.to_string(),
        is_taxed: row.taxable.0,
    }
}
