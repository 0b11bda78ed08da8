//! One thing done with several rows of a list: asked once, then done one after the other.

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::post;
use engine::Meaning;
use protocol::{
    AcceptOrder, Action as _, BlockTicketSender, CancelOrder, CapturePayment, DeleteTicket,
    FraudOrder, MergeInvoices, MergeTicket, SendEmail, UpdateInvoice, UpdateTicket,
};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::confirm::{self, Question};
use super::desk::Desk;
use super::fail::Fail;
use super::form::{Posted, Tried};
use super::list::Ask;
use super::lists::{billing, ordering, support};
use super::table::Table;
use crate::App;
use crate::whmcs::CallError;

/// Rows that one change may touch.
pub(super) const TOGETHER_MAX: usize = 500;
/// Rows that a question names one by one; those that would be refused come first.
const NAMED_MAX: usize = 50;

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
    several(&desk, &posted, ("orders", ordering::orders), each).await
}

async fn invoices(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    if posted.verb() == "merge" {
        return merge(&desk, &posted).await;
    }
    let each = async |desk: &Desk, verb: &str, invoiceid: u64| match verb {
        "capture" => desk.ask(CapturePayment { invoiceid, cvv: None }).await.map(drop),
        "publish" => {
            let publish = Some(true.into());
            desk.ask(UpdateInvoice { invoiceid, publish, ..UpdateInvoice::default() })
                .await
                .map(drop)
        }
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
    several(&desk, &posted, ("invoices", billing::invoices), each).await
}

/// Several invoices become one: all of them, or none.
async fn merge(desk: &Desk, posted: &Posted) -> Result<Response, Fail> {
    let chosen = chosen(desk, posted, "invoices", billing::invoices).await?;
    let ids: Vec<String> = chosen.ids.iter().map(ToString::to_string).collect();
    if !chosen.agreed(posted) {
        let question = Question {
            title: format!("Merge {} invoices?", ids.len()),
            text: format!(
                "{}They are taken back by credit notes, and one is issued in their place, due \
                 when the last of them was.",
                chosen.first()
            ),
            about: Rehearsal {
                others: ids.iter().map(|id| format!("#{id}")).collect(),
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

async fn tickets(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    if posted.verb() == "merge" {
        return merge_tickets(&desk, &posted).await;
    }
    let each = async |desk: &Desk, verb: &str, ticketid: u64| match verb {
        "close" => {
            let status = Some("Closed".to_owned());
            desk.ask(UpdateTicket { ticketid, status, ..UpdateTicket::default() }).await.map(drop)
        }
        "delete" => desk.ask(DeleteTicket { ticketid }).await.map(drop),
        "block" => {
            desk.ask(BlockTicketSender { ticketid, ..BlockTicketSender::default() }).await.map(drop)
        }
        _ => Err(unknown()),
    };
    several(&desk, &posted, ("tickets", support::tickets), each).await
}

/// Several tickets become one, the oldest of them.
async fn merge_tickets(desk: &Desk, posted: &Posted) -> Result<Response, Fail> {
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

/// The list as it was looked at, so that nobody has to filter it again.
fn back(posted: &Posted, list: &str) -> String {
    match posted.text("list") {
        "" => list.to_owned(),
        query => Ask::of(list, query).whole(),
    }
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
        "publish" => ("Publish", "published", true),
        "block" => ("Block the senders of", "closed, and their senders blocked", false),
        "fraud" => ("Mark as fraud", "marked as fraud", false),
        "cancel" => ("Cancel", "cancelled", false),
        _ => ("Delete for good", "deleted", false),
    }
}

/// Said when no row was ticked.
const NOTHING: &str = "Nothing was chosen";

/// The rows that somebody chose.
struct Chosen {
    ids: Vec<u64>,
    /// Said before anything else where they stand on several pages.
    beyond: String,
    /// Whether they are others than those that somebody was asked about.
    moved: bool,
}

/// The rows that were ticked, or all that match the list's filter: those are found here, so that
/// a form need not name them, and found again when somebody agrees.
async fn chosen<R>(desk: &Desk, posted: &Posted, what: &str, rows: R) -> Result<Chosen, Fail>
where
    R: AsyncFn(&Desk, &Ask) -> Result<Table, Fail>,
{
    if posted.text("every") != "1" {
        let ticked = posted.all("id").filter_map(|id| id.parse().ok());
        let ids = ticked.take(TOGETHER_MAX).collect();
        return Ok(Chosen { ids, beyond: String::new(), moved: false });
    }
    let mut ask = Ask::of(&format!("/admin/{what}"), posted.text("list")).at_the_first();
    let mut ids = Vec::new();
    let total = loop {
        let table = rows(desk, &ask).await?;
        let found = table.rows.iter().filter_map(|row| u64::try_from(row.id).ok());
        let before = ids.len();
        ids.extend(found.filter(|id| !ids.contains(id)).collect::<Vec<_>>());
        let all = u64::try_from(ids.len()).is_ok_and(|count| count >= table.total);
        if all || ids.len() == before || ids.len() >= TOGETHER_MAX {
            break table.total;
        }
        ask.turn_over();
    };
    ids.truncate(TOGETHER_MAX);
    let beyond = match total > u64::try_from(ids.len()).unwrap_or(u64::MAX) {
        true => format!(
            "These are the first {} of {total} {what} that match; no more are changed at once. ",
            ids.len()
        ),
        false => format!("These are all {total} {what} that match. "),
    };
    let moved = posted.confirmed() && posted.text("seen") != seal(&ids);
    Ok(Chosen { ids, beyond, moved })
}

/// Stands for a list of rows, in their order.
fn seal(ids: &[u64]) -> String {
    model::hex::hex(&Sha256::digest(format!("{ids:?}").as_bytes()))
}

impl Chosen {
    /// Whether somebody agreed to exactly these.
    fn agreed(&self, posted: &Posted) -> bool {
        posted.confirmed() && !self.moved
    }

    /// What a question sends once more: for rows that the form does not name, which they are.
    fn sealed(&self, posted: &Posted) -> Posted {
        match posted.text("every") {
            "1" => {
                let mut sealed = posted.clone().with("seen", seal(&self.ids));
                sealed.drop("id");
                sealed
            }
            _ => posted.clone(),
        }
    }

    /// What is said before the question's own text.
    fn first(&self) -> String {
        let moved = "Meanwhile the list has changed, so nothing was done yet. ";
        format!("{}{}", if self.moved { moved } else { "" }, self.beyond)
    }
}

/// What would become of the chosen rows.
#[derive(Default)]
struct Rehearsal {
    /// Those that would be refused, with the reason.
    refused: Vec<String>,
    others: Vec<String>,
    /// What happens outside, such as a charge, cannot be tried without doing it.
    untold: usize,
}

impl Rehearsal {
    fn text(&self) -> String {
        let (refused, count) = (self.refused.len(), self.refused.len() + self.others.len());
        match (self.untold, refused) {
            (0, 0) => format!("Tried without keeping anything: all {count} can be done."),
            (0, refused) => format!(
                "Tried without keeping anything: {} of {count} can be done; {refused} would stay \
                 as they are, with the reason below.",
                count - refused
            ),
            _ => "Each is done on its own; what does not work is listed afterwards.".to_owned(),
        }
    }

    /// The rows, those with a reason first.
    fn lines(self) -> Vec<String> {
        let mut lines = self.refused;
        lines.extend(self.others);
        let more = lines.len().saturating_sub(NAMED_MAX);
        lines.truncate(NAMED_MAX);
        if more > 0 {
            lines.push(format!("and {more} more"));
        }
        lines
    }
}

/// Tries it with each of them, and keeps nothing.
async fn rehearse<F>(desk: &Desk, verb: &str, ids: &[u64], each: &F) -> Rehearsal
where
    F: AsyncFn(&Desk, &str, u64) -> Result<(), CallError>,
{
    let desk = desk.rehearsing();
    let mut tried = Rehearsal::default();
    for id in ids {
        match each(&desk, verb, *id).await {
            Ok(()) => tried.others.push(format!("#{id}")),
            Err(CallError::Refused(refusal)) if refusal.meaning != Meaning::NotNow => {
                tried.refused.push(format!("#{id}: {}", refusal.said));
            }
            Err(_) => {
                tried.untold += 1;
                tried.others.push(format!("#{id}"));
            }
        }
    }
    tried
}

async fn several<R, F>(
    desk: &Desk,
    posted: &Posted,
    (what, rows): (&'static str, R),
    each: F,
) -> Result<Response, Fail>
where
    R: AsyncFn(&Desk, &Ask) -> Result<Table, Fail>,
    F: AsyncFn(&Desk, &str, u64) -> Result<(), CallError>,
{
    let list = format!("/admin/{what}");
    let chosen = chosen(desk, posted, what, rows).await?;
    let back = back(posted, &list);
    if chosen.ids.is_empty() {
        return Ok(desk.refuse(&back, NOTHING));
    }
    let (ask, done, harmless) = words(posted.verb());
    if !chosen.agreed(posted) {
        let tried = rehearse(desk, posted.verb(), &chosen.ids, &each).await;
        let question = Question {
            title: format!("{ask} {} {what}?", chosen.ids.len()),
            text: format!("{}{}", chosen.first(), tried.text()),
            about: tried.lines(),
            button: "Yes, do it",
            harmless,
            back,
        };
        return Ok(confirm::ask(desk, &chosen.sealed(posted), question).await);
    }
    let mut failed = Vec::new();
    for id in &chosen.ids {
        match each(desk, posted.verb(), *id).await {
            Ok(()) => {}
            Err(CallError::Refused(refusal)) => {
                failed
                    .push(json!({ "id": id, "why": refusal.said, "href": format!("{list}/{id}") }));
            }
            Err(error) => return Err(Fail::new(desk, error)),
        }
    }
    let count = chosen.ids.len();
    let said = format!("{} of {count} {what} were {done}", count - failed.len());
    if failed.is_empty() {
        return Ok(desk.go(&back, &said));
    }
    let view = json!({ "said": said, "failed": failed, "back": back });
    Ok(desk.page(StatusCode::OK, "admin/several.html", "What was done", view).await)
}
