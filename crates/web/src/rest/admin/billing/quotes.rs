//! Offers to everybody, drafts among them.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use protocol::wire::{Amount, Flag, Group, List, Num, PhpSerialized};
use protocol::{
    AcceptQuote, CreateQuote, DeleteQuote, GetQuotes, NewQuoteLine, Quote as Row, SendQuote,
    UpdateQuote,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::admin::codes::Codes;
use crate::rest::admin::limits::heeded;
use crate::rest::billing::quotes::{Accepted, Quote, quote};
use crate::rest::body::Body;
use crate::rest::created::{Created, MadeOrTried};
use crate::rest::inputs::{AMOUNT, Day};
use crate::rest::money::{key, text};
use crate::rest::page::{Page, Window};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::StaffSession;

/// Names of the wire and how this API says them.
const WIRE_NAMES: &[(&str, &str)] = &[
    ("userid", "client_id"),
    ("datecreated", "date"),
    ("validuntil", "valid_until"),
    ("lineitems", "lines"),
    ("customernotes", "notes"),
    ("adminnotes", "staff_notes"),
];

/// Which offers.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest::admin) struct Which {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
    /// Only to this client.
    #[schemars(range(min = 1))]
    client_id: Option<u64>,
    /// Only at this stage.
    stage: Option<Stage>,
    /// Only with just this subject.
    #[schemars(length(min = 1, max = 200))]
    subject: Option<String>,
    /// Only of this day or later.
    from: Option<Day>,
    /// Only of this day or earlier.
    to: Option<Day>,
}

/// What became of an offer; its receiver does not see a draft.
#[derive(Debug, Clone, Copy, Default, Deserialize, JsonSchema)]
#[schemars(rename = "AnyQuoteStage")]
enum Stage {
    #[default]
    Draft,
    Delivered,
    #[serde(rename = "On Hold")]
    OnHold,
    Accepted,
    Lost,
    Dead,
}

/// An offer, to whom it is, and what the house keeps to itself.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest::admin) struct OwnedQuote {
    /// Null for somebody who is no client yet.
    client_id: Option<u64>,
    /// The invoice that it became; null where the WHMCS behind does not say.
    invoice_id: Option<u64>,
    staff_notes: Option<String>,
    #[serde(flatten)]
    quote: Quote,
}

/// An offer to be written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest::admin) struct NewQuote {
    #[schemars(range(min = 1))]
    client_id: u64,
    #[schemars(length(min = 1, max = 200))]
    subject: String,
    #[serde(default)]
    stage: Stage,
    /// today if absent.
    date: Option<Day>,
    valid_until: Day,
    #[serde(default)]
    #[schemars(length(max = 200))]
    lines: Vec<NewLine>,
    #[schemars(length(max = 60_000))]
    proposal: Option<String>,
    /// For its receiver.
    #[schemars(length(max = 60_000))]
    notes: Option<String>,
    #[schemars(length(max = 60_000))]
    staff_notes: Option<String>,
}

/// A line to be written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NewQuoteLine")]
pub(in crate::rest::admin) struct NewLine {
    /// For a line that is there and shall become this one; a new line if absent.
    #[schemars(range(min = 1))]
    id: Option<u64>,
    #[schemars(length(min = 1, max = 2000))]
    description: String,
    /// As a decimal number; 1 if absent.
    #[schemars(regex(pattern = AMOUNT))]
    quantity: Option<String>,
    /// As a decimal number in the offer's currency.
    #[schemars(regex(pattern = AMOUNT))]
    unit_price: String,
    /// Per cent, as a decimal number.
    #[schemars(regex(pattern = AMOUNT))]
    discount: Option<String>,
    #[serde(default)]
    is_taxed: bool,
}

/// What may change about an offer; what is absent or null stays as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "QuoteChange")]
pub(in crate::rest::admin) struct Change {
    #[schemars(length(min = 1, max = 200))]
    subject: Option<String>,
    stage: Option<Stage>,
    valid_until: Option<Day>,
    /// Lines that change and lines that are added; others stay.
    #[serde(default)]
    #[schemars(length(max = 200))]
    lines: Vec<NewLine>,
    #[schemars(length(max = 60_000))]
    proposal: Option<String>,
    /// For its receiver.
    #[schemars(length(max = 60_000))]
    notes: Option<String>,
    #[schemars(length(max = 60_000))]
    staff_notes: Option<String>,
}

impl Stage {
    fn wire(self) -> String {
        let word = match self {
            Self::Draft => "Draft",
            Self::Delivered => "Delivered",
            Self::OnHold => "On Hold",
            Self::Accepted => "Accepted",
            Self::Lost => "Lost",
            Self::Dead => "Dead",
        };
        word.to_owned()
    }
}

pub(in crate::rest::admin) async fn list(
    State(app): State<App>,
    session: StaffSession,
    Query(which): Query<Which>,
) -> Result<Json<Page<OwnedQuote>>, Problem> {
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (limitstart, limitnum) = window.asked();
    let call = GetQuotes {
        limitstart,
        limitnum,
        userid: which.client_id,
        stage: which.stage.map(Stage::wire),
        subject: which.subject,
        datefrom: which.from.map(Day::wire),
        dateto: which.to.map(Day::wire),
        ..GetQuotes::default()
    };
    let answer = session.call(&app, heeded(&app, call).await?).await?;
    let page = window.page(answer.quotes.0.quote.0, answer.totalresults.0);
    let mut codes = Codes::default();
    for row in &page.items {
        codes.learn(&app, &session, row.userid.0, row.currency.0).await?;
    }
    Ok(Json(page.map(|row| owned(row, &codes))))
}

pub(in crate::rest::admin) async fn get(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<OwnedQuote>, Problem> {
    Ok(Json(one(&app, &session, id).await?))
}

pub(in crate::rest::admin) async fn create(
    State(app): State<App>,
    session: StaffSession,
    Body(input): Body<NewQuote>,
) -> Result<MadeOrTried<OwnedQuote>, Problem> {
    if input.lines.iter().any(|line| line.id.is_some()) {
        return Err(Problem::invalid("/lines", "must be new lines"));
    }
    let call = CreateQuote {
        userid: Some(input.client_id),
        subject: input.subject,
        stage: input.stage.wire(),
        datecreated: input.date.map(|day| day.wire().into()),
        validuntil: input.valid_until.wire().into(),
        lineitems: written(input.lines)?,
        proposal: input.proposal,
        customernotes: input.notes,
        adminnotes: input.staff_notes,
        ..CreateQuote::default()
    };
    let made = session.call(&app, call).await;
    let made = made.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    if session.caller.dry_run {
        return Ok(MadeOrTried::Tried);
    }
    let id = key(made.quoteid.0);
    let body = one(&app, &session, id).await?;
    let location = format!("/api/v1/admin/quotes/{id}");
    Ok(MadeOrTried::Made(Created { location, body }))
}

pub(in crate::rest::admin) async fn change(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Change>,
) -> Result<Json<OwnedQuote>, Problem> {
    let call = UpdateQuote {
        quoteid: id,
        subject: input.subject,
        stage: input.stage.map(Stage::wire),
        validuntil: input.valid_until.map(|day| day.wire().into()),
        lineitems: written(input.lines)?,
        proposal: input.proposal,
        customernotes: input.notes,
        adminnotes: input.staff_notes,
        ..UpdateQuote::default()
    };
    let done = session.call(&app, call).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Json(one(&app, &session, id).await?))
}

pub(in crate::rest::admin) async fn delete(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<NoContent, Problem> {
    session.call(&app, DeleteQuote { quoteid: id }).await?;
    Ok(NoContent)
}

pub(in crate::rest::admin) async fn send(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<OwnedQuote>, Problem> {
    session.call(&app, SendQuote { quoteid: id }).await?;
    Ok(Json(one(&app, &session, id).await?))
}

pub(in crate::rest::admin) async fn accept(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<Accepted>, Problem> {
    let done = session.call(&app, AcceptQuote { quoteid: id }).await?;
    Ok(Json(Accepted { invoice_id: done.invoiceid.id() }))
}

async fn one(app: &App, session: &StaffSession, id: u64) -> Result<OwnedQuote, Problem> {
    let call = GetQuotes { quoteid: Some(id), ..GetQuotes::default() };
    let rows = session.call(app, call).await?.quotes.0.quote.0;
    let row = rows.into_iter().find(|row| row.id.id() == Some(id));
    let row = row.ok_or_else(Problem::not_found)?;
    let mut codes = Codes::default();
    codes.learn(app, session, row.userid.0, row.currency.0).await?;
    Ok(owned(row, &codes))
}

fn owned(row: Row, codes: &Codes) -> OwnedQuote {
    let code = codes.known(row.userid.0, row.currency.0);
    OwnedQuote {
        client_id: row.userid.id(),
        invoice_id: row.invoiceid.and_then(Num::id),
        staff_notes: text(&row.adminnotes),
        quote: quote(row, code),
    }
}

type Lines = Option<PhpSerialized<List<Group<NewQuoteLine>>>>;

/// Lines as the wire has them.
fn written(lines: Vec<NewLine>) -> Result<Lines, Problem> {
    let mut written = Vec::with_capacity(lines.len());
    for (index, line) in lines.into_iter().enumerate() {
        let amount = |text: Option<String>, name: &str| {
            let read = text.map(|text| Amount::parse(&text)).transpose();
            read.map_err(|why| Problem::invalid(format!("/lines/{index}/{name}"), why))
        };
        written.push(Group(NewQuoteLine {
            id: line.id,
            desc: line.description,
            qty: amount(Some(line.quantity.unwrap_or_else(|| "1".to_owned())), "quantity")?,
            up: amount(Some(line.unit_price), "unit_price")?,
            discount: amount(line.discount, "discount")?,
            taxable: Flag(line.is_taxed),
        }));
    }
    Ok((!written.is_empty()).then(|| PhpSerialized(written.into())))
}
