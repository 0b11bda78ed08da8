//! What changes while a page of the client area is open: invoices to pay, answers to tickets, and
//! the state of the service or invoice that the page is about, as server-sent events.
//!
//! Only before our own engine: to look again and again over the network is nobody's wish. A page
//! without script, or without the stream, is a page as it was opened.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream;
use model::people::permission::ClientPermission;
use protocol::GetTickets;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::watch;

use super::frame::Member;
use super::services;
use crate::for_client::ForClient;
use crate::pages::admin::Place;
use crate::session::who::still_good;
use crate::session::{ClientSession, Denied};
use crate::whmcs::CallError;

/// Time between two looks.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Looks of one stream; the browser then asks again.
const LOOKS_MAX: u32 = 120;

/// What the page is about, if it is about one thing.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub(super) struct About {
    service: Option<u64>,
    invoice: Option<u64>,
}

struct Watching {
    here: Member,
    about: About,
    closing: watch::Receiver<bool>,
    said: Value,
    looks: u32,
    _place: Place,
}

/// `GET /clientarea/events`
pub(super) async fn events(here: Member, Query(about): Query<About>) -> Response {
    let live = &here.app.0.live;
    if here.app.whmcs().is_remote() {
        // Browsers do not ask again after this.
        return StatusCode::NO_CONTENT.into_response();
    }
    let place = match live.place_of_member(&here.claims) {
        Ok(place) => place,
        Err(status) => return status.into_response(),
    };
    let closing = live.closing();
    let first = Watching { here, about, closing, said: Value::Null, looks: 0, _place: place };
    let events = stream::unfold(first, |watching| async move { next(watching).await });
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}

/// The next news; `None` ends the stream.
async fn next(mut watching: Watching) -> Option<(Result<Event, Infallible>, Watching)> {
    loop {
        if watching.looks > 0 {
            tokio::select! {
                () = tokio::time::sleep(LOOK_EVERY) => {}
                _ = watching.closing.changed() => return None,
            }
        }
        watching.looks += 1;
        if watching.looks > LOOKS_MAX || *watching.closing.borrow() {
            return None;
        }
        // A session that ended sees nothing more, and permissions are those of now.
        let claims = watching.here.claims.clone();
        let judged = still_good(&watching.here.app, claims).await;
        match judged {
            Ok(claims) => {
                let ip = watching.here.arrival.ip;
                watching.here.session = ClientSession::on_page(&claims, ip, None)?;
                watching.here.claims = claims;
            }
            Err(Denied::Unknown(_)) => continue,
            Err(_) => return None,
        }
        // What nobody can say now is looked at again.
        let Ok(now) = look(&watching.here, watching.about).await else { continue };
        if now != watching.said {
            watching.said = now;
            let event = Event::default().event("counts").data(watching.said.to_string());
            return Some((Ok(event), watching));
        }
    }
}

async fn look(here: &Member, about: About) -> Result<Value, CallError> {
    let state = match about {
        About { service: Some(id), .. } => state_of_service(here, id).await?,
        About { invoice: Some(id), .. } => state_of_invoice(here, id).await?,
        About { service: None, invoice: None } => None,
    };
    let (unpaid, answered) = (here.unpaid().await?, answered(here).await?);
    Ok(json!({ "unpaid": unpaid, "answered": answered, "state": state }))
}

/// Tickets in which the last word is ours, for those who may read them.
async fn answered(here: &Member) -> Result<i64, CallError> {
    if !here.session.may(ClientPermission::Tickets) {
        return Ok(0);
    }
    let status = Some("Answered".to_owned());
    let call = GetTickets { status, limitnum: Some(1), ..GetTickets::default() };
    let door = ForClient::new(&here.app, &here.session);
    Ok(door.tickets(call).await?.totalresults.0)
}

/// As the page of the service says it, for those who may read that.
async fn state_of_service(here: &Member, id: u64) -> Result<Option<String>, CallError> {
    if !here.session.may(ClientPermission::Products) {
        return Ok(None);
    }
    let door = ForClient::new(&here.app, &here.session);
    let (row, offered) = (door.service(id).await?, door.functions(id).await?);
    Ok(Some(services::state(&row.status, &offered.running)))
}

/// The same of an invoice.
async fn state_of_invoice(here: &Member, id: u64) -> Result<Option<String>, CallError> {
    if !here.session.may(ClientPermission::Invoices) {
        return Ok(None);
    }
    let door = ForClient::new(&here.app, &here.session);
    Ok(Some(door.invoice(id).await?.status.to_string()))
}
