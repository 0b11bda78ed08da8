//! One thing done with several rows of a list: asked once, then done one after the other.

mod each;
mod merge;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::confirm::{self, Question};
use super::desk::Desk;
use super::fail::Fail;
use super::form::Posted;
use super::list::Ask;
use super::lists::domains as domain_lists;
use super::lists::{billing, hosting, ordering, people, support};
use super::pick;
use super::table::Table;
use crate::App;
use crate::routing::post;
use crate::whmcs::{CallError, is_untried};

/// Rows that one change may touch.
pub(super) const TOGETHER_MAX: usize = 500;
/// Rows that a question names one by one; those that would be refused come first.
const NAMED_MAX: usize = 50;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/cancellations/several", post(cancellations))
        .route("/admin/clients/several", post(clients))
        .route("/admin/domains/several", post(domains))
        .route("/admin/invoices/several", post(invoices))
        .route("/admin/orders/several", post(orders))
        .route("/admin/services/several", post(services))
        .route("/admin/tickets/several", post(tickets))
}

async fn cancellations(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let list = ("cancellations", hosting::cancellations);
    several(&desk, &posted, list, each::cancellation).await
}

async fn clients(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    several(&desk, &posted, ("clients", people::clients), each::client).await
}

async fn domains(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    several(&desk, &posted, ("domains", domain_lists::domains), each::domain).await
}

async fn invoices(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    match posted.verb() {
        "merge" => merge::invoices(&desk, &posted).await,
        _ => several(&desk, &posted, ("invoices", billing::invoices), each::invoice).await,
    }
}

async fn orders(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    several(&desk, &posted, ("orders", ordering::orders), each::order).await
}

async fn services(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    several(&desk, &posted, ("services", hosting::services), each::service).await
}

async fn tickets(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    match posted.verb() {
        "merge" => merge::tickets(&desk, &posted).await,
        _ => several(&desk, &posted, ("tickets", support::tickets), each::ticket).await,
    }
}

/// The list as it was looked at, so that nobody has to filter it again.
fn back(posted: &Posted, list: &str) -> String {
    match posted.text("list") {
        "" => list.to_owned(),
        query => Ask::of(list, query).whole(),
    }
}

/// The verb as a question and as a report say it.
fn words(verb: &str) -> (&'static str, &'static str, bool) {
    match verb {
        "accept" => ("Accept", "accepted", true),
        "capture" => ("Capture the payment of", "captured", true),
        "remind" => ("Send a reminder for", "reminded of", true),
        "close" => ("Close", "closed", true),
        "publish" => ("Publish", "published", true),
        "paid" => ("Mark as paid", "marked as paid", true),
        "duplicate" => ("Duplicate", "duplicated", true),
        "block" => ("Block the senders of", "closed, and their senders blocked", false),
        "withdraw" => ("Withdraw", "withdrawn", true),
        "fraud" => ("Mark as fraud", "marked as fraud", false),
        "cancel" => ("Cancel", "cancelled", false),
        "mail" => ("Send a mail to", "sent the mail", true),
        "group" => ("Move to another group:", "moved to the group", true),
        "status" => ("Set the status of", "given the status", true),
        "suspend" => ("Suspend", "suspended", false),
        "unsuspend" => ("Unsuspend", "unsuspended", true),
        "terminate" => ("Terminate", "terminated", false),
        "renew" => ("Renew", "renewed", true),
        "lock" => ("Lock", "locked", true),
        "unlock" => ("Unlock", "unlocked", true),
        "autorenew" => ("Renew automatically from now on:", "set to renew automatically", true),
        "expire" => ("Let expire:", "set to expire", false),
        _ => ("Delete for good", "deleted", false),
    }
}

/// What was chosen to go with the verb, as the question says it.
async fn towards(desk: &Desk, posted: &Posted) -> String {
    match (posted.verb(), each::to(posted)) {
        (_, "") => String::new(),
        ("group", id) => format!(" – {}", pick::name_of(&pick::client_groups(desk).await, id)),
        (_, word) => format!(" – {word}"),
    }
}

/// What else somebody should know who agrees.
fn besides(what: &str, verb: &str) -> &'static str {
    match (what, verb) {
        ("services", "status") => {
            " Only the status here changes: no server is asked to do anything."
        }
        ("cancellations", "withdraw") => {
            " The numbers are those of the services, which then go on as before."
        }
        ("clients", "close") => {
            " Their services are marked as ended and their open invoices cancelled; what runs at \
             providers is not touched."
        }
        ("invoices", "paid") => {
            " What is still to be paid is recorded as received now, by the way each invoice is to \
             be paid; its services take effect."
        }
        ("invoices", "duplicate") => " The copies are drafts.",
        ("domains", "renew") => " The registrar is asked to renew each, which costs what it asks.",
        _ => "",
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
    if ask.unreadable().is_some() {
        return Ok(Chosen { ids, beyond: String::new(), moved: false });
    }
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
        false if total == 1 => format!("This is the only {} that matches. ", one(what)),
        false => format!("These are all {total} {what} that match. "),
    };
    let moved = posted.confirmed() && posted.text("seen") != seal(&ids);
    Ok(Chosen { ids, beyond, moved })
}

/// One of what a list has.
fn one(what: &str) -> &str {
    what.strip_suffix('s').unwrap_or(what)
}

/// So many of what a list has: `1 invoice`, `2 invoices`.
fn counted(count: usize, what: &str) -> String {
    format!("{count} {}", if count == 1 { one(what) } else { what })
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
            (0, 0) if count == 1 => "Tried without keeping anything: it can be done.".to_owned(),
            (0, 0) => format!("Tried without keeping anything: all {count} can be done."),
            (0, refused) => format!(
                "Tried without keeping anything: {} of {count} can be done; {refused} would stay \
                 as they are, with the reason below.",
                count - refused
            ),
            (_, 0) => {
                "Each is done on its own; what does not work is listed afterwards.".to_owned()
            }
            (_, refused) => format!(
                "{refused} of {count} would stay as they are, with the reason below. The others \
                 are done each on its own; what does not work is listed afterwards."
            ),
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
async fn rehearse<F>(desk: &Desk, posted: &Posted, ids: &[u64], each: &F) -> Rehearsal
where
    F: AsyncFn(&Desk, &Posted, u64) -> Result<(), CallError>,
{
    let desk = desk.rehearsing();
    let mut tried = Rehearsal::default();
    for id in ids {
        match each(&desk, posted, *id).await {
            Ok(()) => tried.others.push(format!("#{id}")),
            Err(CallError::Refused(refusal)) if !is_untried(&refusal) => {
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
    F: AsyncFn(&Desk, &Posted, u64) -> Result<(), CallError>,
{
    let list = format!("/admin/{what}");
    // A request has no page of its own: its row stands for the service.
    let pages = if what == "cancellations" { "/admin/services" } else { list.as_str() };
    let chosen = chosen(desk, posted, what, rows).await?;
    let back = back(posted, &list);
    if chosen.ids.is_empty() {
        return Ok(desk.refuse(&back, NOTHING));
    }
    let (ask, done, harmless) = words(posted.verb());
    if !chosen.agreed(posted) {
        let tried = rehearse(desk, posted, &chosen.ids, &each).await;
        let to = towards(desk, posted).await;
        let question = Question {
            title: format!("{ask} {}{to}?", counted(chosen.ids.len(), what)),
            text: format!("{}{}{}", chosen.first(), tried.text(), besides(what, posted.verb())),
            about: tried.lines(),
            button: "Yes, do it",
            harmless,
            back,
        };
        return Ok(confirm::ask(desk, &chosen.sealed(posted), question).await);
    }
    let mut failed = Vec::new();
    for id in &chosen.ids {
        match each(desk, posted, *id).await {
            Ok(()) => {}
            Err(CallError::Refused(refusal)) => {
                failed.push(
                    json!({ "id": id, "why": refusal.said, "href": format!("{pages}/{id}") }),
                );
            }
            Err(error) => return Err(Fail::new(desk, error)),
        }
    }
    let count = chosen.ids.len();
    let verb = if count == 1 { "was" } else { "were" };
    let said = format!("{} of {} {verb} {done}", count - failed.len(), counted(count, what));
    if failed.is_empty() {
        return Ok(desk.go(&back, &said));
    }
    let view = json!({ "said": said, "failed": failed, "back": back });
    Ok(desk.page(StatusCode::OK, "admin/several.html", "What was done", view).await)
}
