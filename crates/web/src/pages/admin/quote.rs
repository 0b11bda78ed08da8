//! Quotes: making one, changing, sending and accepting it.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{
    AcceptQuote, CreateQuote, DeleteQuote, GetQuotePdf, GetQuotes, Quote, SendQuote, UpdateQuote,
};
use serde_json::json;

use super::confirm::{self, Question};
use super::desk::Desk;
use super::done::{run, tried};
use super::fail::Fail;
use super::form::{NAMELESS, Posted, Problems, Tried};
use super::pick;
use crate::App;
use crate::pages::papers;
use crate::routing::{get, post};

/// The stages of a quote.
const STAGES: &[&str] = &["Draft", "Delivered", "On Hold", "Accepted", "Lost", "Dead"];
/// Lines that the form has room for, beyond those that a quote has.
const LINES: usize = 4;
/// Lines that are read of a form.
const LINES_READ: usize = 100;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/quotes/new", get(blank).merge(post(create)))
        .route("/admin/quotes/{id}", get(page).merge(post(submit)))
        .route("/admin/quotes/{id}/pdf", get(pdf))
}

async fn blank(desk: Desk) -> Response {
    let query = desk.query();
    let today = desk.now().date();
    let until = today.saturating_add(jiff::Span::new().days(30));
    let fields = [
        ("client", query.text("client").to_owned()),
        ("stage", "Draft".to_owned()),
        ("datecreated", today.to_string()),
        ("validuntil", until.to_string()),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value)).into();
    show(&desk, None, fields, Problems::default()).await
}

async fn create(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    if let Some(field) = nameless(&posted) {
        return Ok(show(&desk, None, posted.fields(), Problems::one(&field, NAMELESS)).await);
    }
    let mut quote = tidy(&posted);
    if posted.text("email").trim().is_empty() || !posted.text("client").trim().is_empty() {
        match pick::client(&desk, posted.text("client")).await {
            Ok(client) => quote.set("userid", client),
            Err(said) => {
                let problems = Problems::one("client", said);
                return Ok(show(&desk, None, posted.fields(), problems).await);
            }
        }
    }
    match desk.submit::<CreateQuote>(&quote).await? {
        Tried::Done(answer) => {
            Ok(desk.go(&format!("/admin/quotes/{}", answer.quoteid.0), "The quote was made"))
        }
        Tried::Again(problems) => Ok(show(&desk, None, posted.fields(), problems).await),
    }
}

async fn find(desk: &Desk, id: u64) -> Result<Quote, Fail> {
    let call = GetQuotes { quoteid: Some(id), ..GetQuotes::default() };
    let found = desk.call(call).await?.quotes.0.quote.0.into_iter().next();
    found.ok_or_else(|| Fail::missing(desk))
}

async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    let quote = find(&desk, id).await?;
    let fields = fields(&quote);
    Ok(show(&desk, Some(quote), fields, Problems::default()).await)
}

async fn pdf(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    let made = desk.call(GetQuotePdf { quoteid: id }).await?;
    papers::file(&made.filename, &made.data).ok_or_else(|| Fail::missing(&desk))
}

async fn submit(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let key = ("quoteid", id);
    let said = match posted.verb() {
        "update" => match nameless(&posted) {
            Some(field) => Err(Problems::one(&field, NAMELESS)),
            None if posted.all("subject").any(|text| text.trim().is_empty()) => {
                Err(Problems::one("subject", "Please fill this in"))
            }
            None => {
                let sent = tidy(&posted).emptying(&["proposal", "customernotes", "adminnotes"]);
                run::<UpdateQuote>(&desk, &sent, key, "Saved").await?
            }
        },
        "send" => run::<SendQuote>(&desk, &posted, key, "The quote was sent").await?,
        "accept" => {
            let posted = posted.clone().with("quoteid", id);
            match desk.submit::<AcceptQuote>(&posted).await? {
                Tried::Done(answer) => {
                    let path = format!("/admin/invoices/{}", answer.invoiceid.0);
                    return Ok(desk.go(&path, "The quote was accepted: this is its invoice"));
                }
                Tried::Again(problems) => Err(problems),
            }
        }
        "delete" if !posted.confirmed() => {
            let question = Question {
                title: "Delete this quote for good?".to_owned(),
                text: "This cannot be undone.".to_owned(),
                button: "Delete for good",
                back: format!("/admin/quotes/{id}"),
                ..Question::default()
            };
            return Ok(confirm::ask(&desk, &posted, question).await);
        }
        "delete" => {
            let posted = posted.clone().with("quoteid", id);
            match tried(desk.submit::<DeleteQuote>(&posted).await?, "The quote is gone") {
                Ok(said) => return Ok(desk.go("/admin/quotes", &said)),
                Err(problems) => Err(problems),
            }
        }
        _ => return Err(Fail::missing(&desk)),
    };
    match said {
        Ok(said) => Ok(desk.go(&format!("/admin/quotes/{id}"), &said)),
        Err(problems) => {
            let quote = find(&desk, id).await?;
            let typed = if posted.verb() == "update" { posted.fields() } else { fields(&quote) };
            Ok(show(&desk, Some(quote), typed, problems).await)
        }
    }
}

/// The field of a new line with a price and no text.
fn nameless(posted: &Posted) -> Option<String> {
    (0..LINES_READ).map(|line| format!("lineitems[{line}]")).find_map(|of| {
        let text = |name: &str| posted.text(&format!("{of}[{name}]")).trim().to_owned();
        let priced = text("up").bytes().any(|byte| !matches!(byte, b'0' | b'.' | b','));
        let new = text("id").is_empty() && text("desc").is_empty();
        (new && priced).then(|| format!("{of}[desc]"))
    })
}

/// A line without a text is none, and goes where it was one.
fn tidy(posted: &Posted) -> Posted {
    let mut tidy = posted.clone();
    for line in 0..LINES_READ {
        let of = |name: &str| format!("lineitems[{line}][{name}]");
        if posted.text(&of("desc")).trim().is_empty() {
            if let Some(id) = posted.id(&of("id")) {
                tidy.set(&format!("deletelineids[{line}]"), id);
            }
            for name in ["id", "desc", "qty", "up", "discount", "taxable"] {
                tidy.drop(&of(name));
            }
        }
    }
    tidy
}

fn fields(quote: &Quote) -> BTreeMap<String, String> {
    let text = [
        ("subject", quote.subject.to_string()),
        ("stage", quote.stage.to_string()),
        ("datecreated", quote.datecreated.to_string()),
        ("validuntil", quote.validuntil.to_string()),
        ("proposal", quote.proposal.to_string()),
        ("customernotes", quote.customernotes.to_string()),
        ("adminnotes", quote.adminnotes.to_string()),
    ];
    let mut fields: BTreeMap<String, String> =
        text.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    for (line, item) in quote.items.0.item.iter().enumerate() {
        let of = |name: &str| format!("lineitems[{line}][{name}]");
        fields.insert(of("id"), item.id.0.to_string());
        fields.insert(of("desc"), item.description.to_string());
        fields.insert(of("qty"), item.quantity.to_string());
        fields.insert(of("up"), item.unitprice.to_string());
        fields.insert(of("discount"), item.discount.to_string());
        fields.insert(of("taxable"), if item.taxable.0 { "1" } else { "0" }.to_owned());
    }
    fields
}

async fn show(
    desk: &Desk,
    quote: Option<Quote>,
    fields: BTreeMap<String, String>,
    problems: Problems,
) -> Response {
    let status = problems.status();
    let lines = quote.as_ref().map_or(0, |quote| quote.items.0.item.len()) + LINES;
    let closed = quote.as_ref().is_some_and(|quote| {
        &*quote.stage == "Accepted" || quote.invoiceid.is_some_and(|id| id.0 > 0)
    });
    let title = quote.as_ref().map_or("New quote".to_owned(), |quote| quote.subject.to_string());
    let currencies = pick::currencies(desk).await;
    let own = quote.as_ref().map(|quote| quote.currency.0.to_string());
    let code = currencies.iter().find(|(id, _)| Some(id) == own.as_ref());
    let view = json!({
        "code": code.map(|(_, code)| code).cloned().unwrap_or_default(),
        "paper": desk.may("GetQuotePdf") && papers::are_made(desk.app().whmcs()),
        "closed": closed,
        "clients": pick::several_clients(desk, &fields).await,
        "fields": fields,
        "problems": problems,
        "stages": pick::words(STAGES),
        "currencies": currencies,
        "lines": (0..lines).collect::<Vec<_>>(),
        "quote": quote,
    });
    desk.page(status, "admin/quote.html", &title, view).await
}
