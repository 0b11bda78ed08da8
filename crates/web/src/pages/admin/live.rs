//! What changes while a page is looked at: the counts of the sidebar and the running tasks, as
//! server-sent events. A page without script, or without the stream, is a page as it was opened.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::stream;
use protocol::GetAutomationTasks;
use serde_json::{Value, json};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::desk::Desk;
use super::shell;

/// Time between two looks.
const LOOK_EVERY: Duration = Duration::from_secs(10);
/// Looks of one stream; the browser then asks again, and the session is judged anew.
const LOOKS_MAX: u32 = 60;
/// Streams of one node at a time; further pages go without.
const STREAMS_MAX: usize = 500;

/// What all streams share: how many there may be, and whether the node closes.
#[derive(Debug, Clone)]
pub struct Live {
    places: Arc<Semaphore>,
    closing: watch::Receiver<bool>,
}

impl Live {
    /// Streams end when `closing` says so: a node that stops must not wait for open pages.
    #[must_use]
    pub fn until(closing: watch::Receiver<bool>) -> Self {
        Self { places: Arc::new(Semaphore::new(STREAMS_MAX)), closing }
    }
}

struct Watching {
    desk: Desk,
    closing: watch::Receiver<bool>,
    said: Value,
    looks: u32,
    _place: OwnedSemaphorePermit,
}

/// `GET /admin/events`
pub(super) async fn events(desk: Desk) -> Response {
    let live = &desk.app().0.live;
    let Ok(place) = Arc::clone(&live.places).try_acquire_owned() else {
        tracing::warn!(most = STREAMS_MAX, "a page goes without live counts");
        // Browsers do not ask again after this.
        return StatusCode::NO_CONTENT.into_response();
    };
    let closing = live.closing.clone();
    let first = Watching { desk, closing, said: Value::Null, looks: 0, _place: place };
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
        let now = look(&watching.desk).await;
        if now != watching.said {
            watching.said = now;
            let event = Event::default().event("counts").data(watching.said.to_string());
            return Some((Ok(event), watching));
        }
    }
}

/// The counts by address and by section, and the tasks that run.
async fn look(desk: &Desk) -> Value {
    let (counts, tasks) = tokio::join!(shell::counts(desk), desk.maybe(GetAutomationTasks {}));
    let tasks = tasks.map(|found| found.tasks.0).unwrap_or_default();
    let running = tasks.iter().filter(|task| task.running.0).map(|task| task.title.to_string());
    let running: Vec<String> = running.collect();
    json!({ "places": counts.places, "sections": counts.sections, "running": running })
}
