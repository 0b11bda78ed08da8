//! One thing done with several rows of a list: asked once, then done one after the other.

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::post;
use engine::Meaning;
use protocol::{
    AcceptOrder, CancelOrder, CapturePayment, DeleteTicket, FraudOrder, MergeInvoices, SendEmail,
    UpdateInvoice, UpdateTicket,
};
use serde_json::json;

use super::confirm::{self, Question};
use super::desk::Desk;
use super::fail::Fail;
use super::form::{Posted, Tried};
use crate::App;
use crate::whmcs::CallError;

/// Rows that one change may touch.
const ROWS_MAX: usize = 200;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/orders/several", post(orders))
        .route("/admin/invoices/several", post(invoices))
        .route("/admin/tickets/several", post(tickets))
}

async fn orders(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let each = async |desk: &Desk, verb: &str, orderid: u64| match verb {
        "accept" => desk.ask(AcceptOrder { orderid, ..AcceptOrder::default() }).await.map(drop),
        "cancel" => desk.ask(CancelOrder { orderid, ..CancelOrder::default() }).await.map(drop),
        "fraud" => desk.ask(FraudOrder { orderid, ..FraudOrder::default() }).await.map(drop),
        _ => Err(unknown()),
    };
    several(&desk, &posted, "orders", each).await
}

async fn invoices(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    if posted.verb() == "merge" {
        return merge(&desk, &posted).await;
    }
    let each = async |desk: &Desk, verb: &str, invoiceid: u64| match verb {
        "capture" => desk.ask(CapturePayment { invoiceid, cvv: None }).await.map(drop),
        "cancel" => {
            let status = Some("Cancelled".to_owned());
            desk.ask(UpdateInvoice { invoiceid, status, ..UpdateInvoice::default() })
                .await
                .map(drop)
        }
        "remind" => {
            let call = SendEmail {
                messagename: Some("Invoice Payment Reminder".to_owned()),
                id: Some(invoiceid),
                ..SendEmail::default()
            };
            desk.ask(call).await.map(drop)
        }
        _ => Err(unknown()),
    };
    several(&desk, &posted, "invoices", each).await
}

/// Several invoices become one: all of them, or none.
async fn merge(desk: &Desk, posted: &Posted) -> Result<Response, Fail> {
    let ids: Vec<_> = posted.all("id").take(ROWS_MAX).collect();
    if !posted.confirmed() {
        let question = Question {
            title: format!("Merge {} invoices?", ids.len()),
            text: "They are taken back by credit notes, and one is issued in their place, due \
                   when the last of them was."
                .to_owned(),
            about: ids.iter().map(|id| format!("#{id}")).collect(),
            button: "Merge",
            harmless: false,
            back: "/admin/invoices".to_owned(),
        };
        return Ok(confirm::ask(desk, posted, question).await);
    }
    let call =
        Posted::default().with("invoiceids", ids.join(",")).with("once", posted.text("once"));
    Ok(match desk.submit::<MergeInvoices>(&call).await? {
        Tried::Done(made) => {
            let to = format!("/admin/invoices/{}", made.invoiceid.0);
            desk.go(&to, "This is the one in their place")
        }
        Tried::Again(problems) => desk.go("/admin/invoices", &problems.line()),
    })
}

async fn tickets(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let each = async |desk: &Desk, verb: &str, ticketid: u64| match verb {
        "close" => {
            let status = Some("Closed".to_owned());
            desk.ask(UpdateTicket { ticketid, status, ..UpdateTicket::default() }).await.map(drop)
        }
        "delete" => desk.ask(DeleteTicket { ticketid }).await.map(drop),
        _ => Err(unknown()),
    };
    several(&desk, &posted, "tickets", each).await
}

fn unknown() -> CallError {
    engine::invalid("do", "Nobody knows how to do that").into()
}

/// The verb as a question and as a report say it.
fn words(verb: &str) -> (&'static str, &'static str, bool) {
    match verb {
        "accept" => ("Accept", "accepted", true),
        "capture" => ("Capture the payment of", "captured", true),
        "remind" => ("Send a reminder for", "reminded of", true),
        "close" => ("Close", "closed", true),
        "fraud" => ("Mark as fraud", "marked as fraud", false),
        "cancel" => ("Cancel", "cancelled", false),
        _ => ("Delete for good", "deleted", false),
    }
}

/// What would become of the chosen rows.
struct Rehearsal {
    lines: Vec<String>,
    refused: usize,
    /// What happens outside, such as a charge, cannot be tried without doing it.
    untold: usize,
}

impl Rehearsal {
    fn text(&self) -> String {
        let count = self.lines.len();
        match (self.untold, self.refused) {
            (0, 0) => format!("Tried without keeping anything: all {count} can be done."),
            (0, refused) => format!(
                "Tried without keeping anything: {} of {count} can be done; {refused} would stay \
                 as they are, with the reason below.",
                count - refused
            ),
            _ => "Each is done on its own; what does not work is listed afterwards.".to_owned(),
        }
    }
}

/// Tries it with each of them, and keeps nothing.
async fn rehearse<F>(desk: &Desk, verb: &str, ids: &[u64], each: &F) -> Rehearsal
where
    F: AsyncFn(&Desk, &str, u64) -> Result<(), CallError>,
{
    let desk = desk.rehearsing();
    let mut tried = Rehearsal { lines: Vec::new(), refused: 0, untold: 0 };
    for id in ids {
        let line = match each(&desk, verb, *id).await {
            Ok(()) => format!("#{id}"),
            Err(CallError::Refused(refusal)) if refusal.meaning != Meaning::NotNow => {
                tried.refused += 1;
                format!("#{id}: {}", refusal.said)
            }
            Err(_) => {
                tried.untold += 1;
                format!("#{id}")
            }
        };
        tried.lines.push(line);
    }
    tried
}

async fn several<F>(
    desk: &Desk,
    posted: &Posted,
    what: &'static str,
    each: F,
) -> Result<Response, Fail>
where
    F: AsyncFn(&Desk, &str, u64) -> Result<(), CallError>,
{
    let list = format!("/admin/{what}");
    let ids: Vec<u64> = posted.all("id").filter_map(|id| id.parse().ok()).take(ROWS_MAX).collect();
    if ids.is_empty() {
        return Ok(desk.go(&list, "Nothing was chosen"));
    }
    let (ask, done, harmless) = words(posted.verb());
    if !posted.confirmed() {
        let tried = rehearse(desk, posted.verb(), &ids, &each).await;
        let question = Question {
            title: format!("{ask} {} {what}?", ids.len()),
            text: tried.text(),
            about: tried.lines,
            button: "Yes, do it",
            harmless,
            back: list,
        };
        return Ok(confirm::ask(desk, posted, question).await);
    }
    let mut failed = Vec::new();
    for id in &ids {
        match each(desk, posted.verb(), *id).await {
            Ok(()) => {}
            Err(CallError::Refused(refusal)) => {
                failed
                    .push(json!({ "id": id, "why": refusal.said, "href": format!("{list}/{id}") }));
            }
            Err(error) => return Err(Fail::new(desk, error)),
        }
    }
    let said = format!("{} of {} {what} were {done}", ids.len() - failed.len(), ids.len());
    if failed.is_empty() {
        return Ok(desk.go(&list, &said));
    }
    let view = json!({ "said": said, "failed": failed, "back": list });
    Ok(desk.page(StatusCode::OK, "admin/several.html", "What was done", view).await)
}
