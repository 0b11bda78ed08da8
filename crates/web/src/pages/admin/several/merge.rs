//! Several invoices or tickets become one.

use axum::http::StatusCode;
use axum::response::Response;
use futures::future::join_all;
use protocol::{Action as _, MergeInvoices, MergeTicket};
use serde_json::json;

use super::{NOTHING, Rehearsal, back, chosen};
use crate::pages::admin::confirm::{self, Question};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Tried};
use crate::pages::admin::lists::{billing as lists, support};
use crate::pages::admin::names;

/// Several invoices become one: all of them, or none.
pub(super) async fn invoices(desk: &Desk, posted: &Posted) -> Result<Response, Fail> {
    let chosen = chosen(desk, posted, "invoices", lists::invoices).await?;
    let ids: Vec<String> = chosen.ids.iter().map(ToString::to_string).collect();
    if ids.len() < 2 {
        let why = "Please choose two invoices or more";
        return Ok(desk.refuse(&back(posted, "/admin/invoices"), why));
    }
    if !chosen.agreed(posted) {
        let named = chosen.ids.iter().filter_map(|id| i64::try_from(*id).ok());
        let named = join_all(named.map(|id| names::invoice(desk, id))).await;
        let question = Question {
            title: format!("Merge {} invoices?", ids.len()),
            text: format!(
                "{}They are taken back by credit notes, and one is issued in their place, due \
                 when the last of them was. Tax is rounded on each: where prices are without it, \
                 the one may come to cents more or less.",
                chosen.first()
            ),
            about: Rehearsal {
                others: named.iter().map(|number| format!("#{number}")).collect(),
                ..Rehearsal::default()
            }
            .lines(),
            button: "Merge",
            harmless: false,
            back: back(posted, "/admin/invoices"),
        };
        return Ok(confirm::ask(desk, &chosen.sealed(posted), question).await);
    }
    let call =
        Posted::default().with("invoiceids", ids.join(",")).with("once", posted.text("once"));
    Ok(match desk.submit::<MergeInvoices>(&call).await? {
        Tried::Done(made) => {
            let to = format!("/admin/invoices/{}", made.invoiceid.0);
            desk.go(&to, "This is the one in their place")
        }
        Tried::Again(problems) => desk.refuse(&back(posted, "/admin/invoices"), &problems.line()),
    })
}

/// Several tickets become one, the oldest of them.
pub(super) async fn tickets(desk: &Desk, posted: &Posted) -> Result<Response, Fail> {
    let mut chosen = chosen(desk, posted, "tickets", support::tickets).await?;
    chosen.ids.sort_unstable();
    let [first, others @ ..] = chosen.ids.as_slice() else {
        return Ok(desk.refuse(&back(posted, "/admin/tickets"), NOTHING));
    };
    let others: Vec<String> = others.iter().map(ToString::to_string).collect();
    if others.is_empty() {
        let why = "Please choose two tickets or more";
        return Ok(desk.refuse(&back(posted, "/admin/tickets"), why));
    }
    let call = Posted::default()
        .with("ticketid", first)
        .with("mergeticketids", others.join(","))
        .with("once", posted.text("once"));
    if !chosen.agreed(posted) {
        if desk.does_itself(MergeTicket::NAME)
            && let Tried::Again(problems) = desk.rehearsing().submit::<MergeTicket>(&call).await?
        {
            let why = format!("Only tickets of one client can be merged ({})", problems.line());
            let row = json!({ "id": first, "why": why, "href": format!("/admin/tickets/{first}") });
            let said = "The tickets stay as they are";
            let back = back(posted, "/admin/tickets");
            let view = json!({ "said": said, "failed": [row], "back": back });
            return Ok(desk.page(StatusCode::OK, "admin/several.html", said, view).await);
        }
        let question = Question {
            title: format!("Merge {} tickets?", chosen.ids.len()),
            text: format!(
                "{}What was written in the others goes into the first of them, #{first}.",
                chosen.first()
            ),
            about: chosen.ids.iter().map(|id| format!("#{id}")).collect(),
            button: "Merge",
            harmless: false,
            back: back(posted, "/admin/tickets"),
        };
        return Ok(confirm::ask(desk, &chosen.sealed(posted), question).await);
    }
    Ok(match desk.submit::<MergeTicket>(&call).await? {
        Tried::Done(_) => desk.go(&format!("/admin/tickets/{first}"), "The tickets are one"),
        Tried::Again(problems) => desk.refuse(&back(posted, "/admin/tickets"), &problems.line()),
    })
}
