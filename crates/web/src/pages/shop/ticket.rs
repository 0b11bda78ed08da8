//! The ticket of somebody without an account, opened by the key in the address that mails have.

use std::net::IpAddr;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use protocol::wire::Flag;
use protocol::{AddTicketReply, GetTicket, GetTicketResponse, TicketReply};
use serde::Deserialize;
use serde_json::{Value, json};
use subtle::ConstantTimeEq as _;

use super::cart::{AGAIN, Cart};
use super::contact::MESSAGES;
use super::{Shown, show_with};
use crate::App;
use crate::pages::aliases::numbered_ticket;
use crate::pages::filled::Filled;
use crate::pages::gate::{Arrival, Arrived};
use crate::pages::language::tell;
use crate::pages::{flash, view};
use crate::session::limits::{Rule, network};
use crate::whmcs::CallError;

/// Looks at tickets from one network, with a right key or a wrong one: 60, then six a minute.
const LOOKS: Rule = Rule { burst: 60, each_ms: 10_000 };

/// What the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Named {
    /// What people quote.
    tid: String,
    /// The key.
    c: String,
}

impl Named {
    fn path(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("tid", &self.tid).append_pair("c", &self.c);
        format!("/contact/ticket?{}", query.finish())
    }
}

/// `GET /contact/ticket?tid=…&c=…`
pub(super) async fn form(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Query(named): Query<Named>,
) -> Shown {
    match find(&app, arrival.ip, &named).await? {
        Ok(ticket) => {
            let (filled, status) = (Filled::default(), StatusCode::OK);
            page(&app, &arrival, &headers, (&named, &ticket), filled, status).await
        }
        Err(elsewhere) => Ok(elsewhere),
    }
}

/// `POST /contact/ticket?tid=…&c=…`
pub(super) async fn reply(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Query(named): Query<Named>,
) -> Shown {
    let ticket = match find(&app, arrival.ip, &named).await? {
        Ok(ticket) => ticket,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let mut filled = Filled::typed(&arrival.form, &["message"]);
    filled.need(&[("message", "write-message")]);
    let mut status = AGAIN;
    if filled.is_good() {
        let key = format!("contact {}", network(arrival.ip));
        if app.0.sessions.buckets().take(&key, MESSAGES, app.0.clock.now()).admitted {
            let call = AddTicketReply {
                ticketid: u64::try_from(ticket.ticketid.0).unwrap_or_default(),
                message: filled.text("message").to_owned(),
                markdown: Flag(true),
                name: Some(ticket.name.to_string()),
                email: Some(ticket.email.to_string()),
                ..AddTicketReply::default()
            };
            match app.whmcs().call(&view::visitor(arrival.ip), call).await {
                Ok(_) => return Ok(flash::done(&app, &named.path(), &tell("message-sent"))),
                Err(error) => filled.refused(error, &[])?,
            }
        } else {
            filled.problem("form", tell("too-many-messages"));
            status = StatusCode::TOO_MANY_REQUESTS;
        }
    }
    page(&app, &arrival, &headers, (&named, &ticket), filled, status).await
}

/// The ticket, if it is a guest's and the key is its own. Else the way to it is the log-in, as for
/// one that is a client's: nobody learns which tickets there are.
async fn find(
    app: &App,
    ip: IpAddr,
    named: &Named,
) -> Result<Result<GetTicketResponse, Response>, CallError> {
    let key = format!("ticket by key {}", network(ip));
    if !app.0.sessions.buckets().take(&key, LOOKS, app.0.clock.now()).admitted {
        return Ok(Err(flash::say(app, "/contact", "bad", &tell("too-many-messages"))));
    }
    let ticketnum = Some(named.tid.clone());
    let call = GetTicket { ticketnum, ..GetTicket::default() };
    match app.whmcs().call(&view::visitor(ip), call).await {
        Ok(ticket) if is_opened(&ticket, &named.c) => Ok(Ok(ticket)),
        Ok(_) | Err(CallError::Refused(_)) => {
            Ok(Err(Redirect::to(&numbered_ticket(&named.tid)).into_response()))
        }
        Err(error) => Err(error),
    }
}

fn is_opened(ticket: &GetTicketResponse, key: &str) -> bool {
    let is_right = bool::from(ticket.c.as_bytes().ct_eq(key.as_bytes()));
    is_right && !key.is_empty() && ticket.userid.0 == 0
}

async fn page(
    app: &App,
    arrival: &Arrival,
    headers: &HeaderMap,
    (named, ticket): (&Named, &GetTicketResponse),
    filled: Filled,
    status: StatusCode,
) -> Shown {
    let messages: Vec<Value> = ticket.replies.0.reply.iter().map(message).collect();
    let page = json!({
        "path": named.path(),
        "tid": ticket.tid.to_string(),
        "subject": ticket.subject.to_string(),
        "status": ticket.status.to_string(),
        "department": ticket.deptname.to_string(),
        "opened": ticket.date.to_string(),
        "closed": ticket.status == "Closed",
        "messages": messages,
        "filled": filled,
    });
    let title = format!("#{} {}", &*ticket.tid, &*ticket.subject);
    let cart = Cart::read(app, headers);
    show_with(app, arrival, &cart, "storefront/ticket.html", &title, status, page).await
}

fn message(reply: &TicketReply) -> Value {
    let names = [&*reply.admin, &*reply.requestor_name, &*reply.name];
    let name = names.into_iter().find(|name| !name.is_empty());
    let files = reply.attachments.0.iter().map(|file| file.filename.to_string());
    json!({
        "name": name.map_or_else(|| tell("you"), str::to_owned),
        "staff": !reply.admin.is_empty(),
        "date": reply.date.to_string(),
        "text": reply.message.to_string(),
        "files": files.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use protocol::GetTicketResponse;
    use protocol::wire::NumText;

    use super::is_opened;

    #[test]
    fn only_the_key_of_a_guests_ticket_opens_it() {
        for (client, own, key, opens) in [
            (0, "s3cret", "s3cret", true),
            (0, "s3cret", "s3cre", false),
            (0, "s3cret", "", false),
            (0, "", "", false),
            (7, "s3cret", "s3cret", false),
        ] {
            let (userid, c) = (NumText(client), own.into());
            let ticket = GetTicketResponse { userid, c, ..GetTicketResponse::default() };
            assert_eq!(is_opened(&ticket, key), opens, "{client} {own} {key}");
        }
    }
}
