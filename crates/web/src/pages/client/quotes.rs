//! Offers to the client: read, accepted and declined.

use axum::extract::{Path, Query};
use model::people::permission::ClientPermission;
use protocol::wire::Amount;
use protocol::{GetQuotes, Quote};
use serde_json::{Value, json};

use super::Shown;
use super::frame::Member;
use super::home::today;
use super::list::{ROWS, Wanted};
use crate::pages::language::{tell, tell_with};
use crate::pages::papers;
use crate::pages::sorry::missing;
use crate::pages::view::is_something;
use crate::pages::words::Money;

/// Stages in which an offer can be accepted.
const OPEN: [&str; 2] = ["Delivered", "On Hold"];

/// `GET /billing/quotes`
pub(super) async fn list(here: Member, Query(wanted): Query<Wanted>) -> Shown {
    let call = GetQuotes {
        limitstart: Some(wanted.start()),
        limitnum: Some(ROWS),
        ..GetQuotes::default()
    };
    let found = here.door(ClientPermission::Quotes)?.quotes(call).await?;
    let money = here.money().await?;
    let pages = wanted.pages("/billing/quotes", found.totalresults.0);
    let rows = found.quotes.0.quote.into_iter().filter(|row| row.stage != "Draft");
    let rows: Vec<Value> = rows
        .map(|row| {
            json!({
                "id": row.id.0,
                "subject": row.subject.to_string(),
                "stage": row.stage.to_string(),
                "date": row.datecreated.to_string(),
                "until": row.validuntil.to_string(),
                "total": money.of(&row.total),
            })
        })
        .collect();
    here.page("client/quotes.html", &tell("quotes"))
        .nav("billing")
        .show(json!({ "rows": rows, "pages": pages }))
        .await
}

/// `GET /billing/quotes/{id}`
pub(super) async fn detail(here: Member, Path(id): Path<u64>) -> Shown {
    let quote = here.door(ClientPermission::Quotes)?.quote(id).await?;
    let money = here.money().await?;
    let today = today(&here).await;
    let lapsed = quote.validuntil.0.is_some_and(|until| until < today);
    let open = OPEN.contains(&&*quote.stage) && !lapsed;
    let invoice = quote.invoiceid.filter(|_| here.session.may(ClientPermission::Invoices));
    let view = document(&quote, &money);
    let title = tell_with("quote-numbered", &[("number", id.to_string().into())]);
    here.page("client/quote.html", &title)
        .nav("billing")
        .crumb(&tell("quotes"), "/billing/quotes")
        .crumb(&title, "")
        .show(json!({
            "quote": view,
            "open": open,
            "invoice": invoice.map(|id| id.0),
            "lapsed": lapsed,
            "paper": papers::are_made(here.app.whmcs()),
        }))
        .await
}

/// `GET /billing/quotes/{id}/pdf`
pub(super) async fn pdf(here: Member, Path(id): Path<u64>) -> Shown {
    let made = here.door(ClientPermission::Quotes)?.quote_pdf(id).await?;
    papers::file(&made.filename, &made.data).ok_or_else(missing)
}

fn document(quote: &Quote, money: &Money) -> Value {
    let plain = |amount: &Amount| {
        let text = amount.to_string();
        match text.split_once('.') {
            Some((whole, rest)) if rest.chars().all(|digit| digit == '0') => whole.to_owned(),
            _ => text,
        }
    };
    let lines = quote.items.0.item.iter().map(|line| {
        json!({
            "text": line.description.to_string(),
            "quantity": plain(&line.quantity),
            "price": money.of(&line.unitprice),
            "discount": is_something(&line.discount).then(|| plain(&line.discount)),
        })
    });
    let taxes = [&quote.tax1, &quote.tax2].into_iter().filter(|tax| is_something(tax));
    json!({
        "id": quote.id.0,
        "subject": quote.subject.to_string(),
        "stage": quote.stage.to_string(),
        "date": quote.datecreated.to_string(),
        "until": quote.validuntil.to_string(),
        "name": format!("{} {}", quote.firstname, quote.lastname),
        "company": quote.companyname.to_string(),
        "proposal": quote.proposal.to_string(),
        "notes": quote.customernotes.to_string(),
        "lines": lines.collect::<Vec<_>>(),
        "subtotal": money.of(&quote.subtotal),
        "taxes": taxes.map(|tax| money.of(tax)).collect::<Vec<_>>(),
        "total": money.of(&quote.total),
    })
}

/// `POST /billing/quotes/{id}/accept`
pub(super) async fn accept(here: Member, Path(id): Path<u64>) -> Shown {
    match here.door(ClientPermission::Quotes)?.accept_quote(id).await {
        Ok(made) => match made.invoiceid.id() {
            Some(invoice) => {
                let text = &tell("quote-accepted-invoice");
                here.done(&format!("/billing/invoices/{invoice}"), text)
            }
            None => here.done(&format!("/billing/quotes/{id}"), &tell("quote-accepted")),
        },
        Err(error) => here.refused(&format!("/billing/quotes/{id}"), error),
    }
}

/// `POST /billing/quotes/{id}/decline`
pub(super) async fn decline(here: Member, Path(id): Path<u64>) -> Shown {
    let path = format!("/billing/quotes/{id}");
    match here.door(ClientPermission::Quotes)?.decline_quote(id).await {
        Ok(()) => here.done(&path, &tell("quote-declined")),
        Err(error) => here.refused(&path, error),
    }
}
