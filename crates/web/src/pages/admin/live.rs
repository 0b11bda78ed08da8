//! What changes while a page is looked at: the counts of the sidebar and the running tasks, as
//! server-sent events, and who else reads a ticket. A page without script, or without the stream,
//! is a page as it was opened.

use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use engine::Caller;
use futures::stream;
use model::ids::StaffId;
use protocol::{Action as _, GetAutomationTasks, GetTicket, NoteTicketReader};
use serde_json::{Value, json};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::desk::Desk;
use super::shell;
use crate::App;
use crate::session::who::{self, still_good};
use crate::session::{Claims, Denied, Role};
use crate::whmcs::CallError;

/// Time between two looks.
const LOOK_EVERY: Duration = Duration::from_secs(10);
/// Looks of one stream; the browser then asks again, and the session is judged anew.
const LOOKS_MAX: u32 = 60;
/// Streams of one node at a time; further pages go without.
const STREAMS_MAX: usize = 500;
/// The same of the client area: however many clients look, the office has its own.
const MEMBER_STREAMS_MAX: usize = 500;
/// The same of one person. A page that is not looked at has none, but of one that was left it may
/// not be known before the next look, and who works fast leaves many.
const STREAMS_OF_ONE_MAX: usize = 100;

/// Who looks: its kind and number, and the member of staff in its place or 0.
type Person = (Role, i64, i64);

/// What all streams share: how many there may be, and whether the node closes.
#[derive(Debug, Clone)]
pub struct Live {
    places: Arc<Semaphore>,
    member_places: Arc<Semaphore>,
    people: Arc<Mutex<HashMap<Person, usize>>>,
    closing: watch::Receiver<bool>,
    readers: Arc<Mutex<Vec<Reader>>>,
}

/// A place for a stream, for as long as this lives.
pub(in crate::pages) struct Place {
    live: Live,
    person: Person,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut people = self.live.people.lock().unwrap_or_else(PoisonError::into_inner);
        let left = people.remove(&self.person).unwrap_or(0).saturating_sub(1);
        if left > 0 {
            people.insert(self.person, left);
        }
    }
}

/// Somebody with a ticket open at this node; one with two tabs is there twice.
#[derive(Debug, Clone)]
struct Reader {
    ticket: u64,
    staff: StaffId,
    name: String,
}

/// A reader for as long as this lives.
struct Reading {
    app: App,
    caller: Caller,
    reader: Reader,
}

impl Drop for Reading {
    fn drop(&mut self) {
        let (ticket, staff) = (self.reader.ticket, self.reader.staff);
        if self.app.0.live.close(ticket, staff) {
            return;
        }
        // The other nodes are told at once; if that fails, they notice within a minute.
        let call = NoteTicketReader { leaving: true.into(), ..note_of(ticket, staff) };
        let told = self.app.whmcs().call(&self.caller, call);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(told);
        }
    }
}

impl Live {
    /// Streams end when `closing` says so: a node that stops must not wait for open pages.
    #[must_use]
    pub fn until(closing: watch::Receiver<bool>) -> Self {
        let places = Arc::new(Semaphore::new(STREAMS_MAX));
        let member_places = Arc::new(Semaphore::new(MEMBER_STREAMS_MAX));
        let (people, readers) = (Arc::default(), Arc::default());
        Self { places, member_places, people, closing, readers }
    }

    /// A place for a page of the client area.
    ///
    /// # Errors
    /// As for the office.
    pub(in crate::pages) fn place_of_member(&self, claims: &Claims) -> Result<Place, StatusCode> {
        self.place(&self.member_places, person(claims))
    }

    /// A place among these.
    ///
    /// # Errors
    /// 429 for who has too many, and 204 when all are taken: browsers ask again after neither.
    fn place(&self, among: &Arc<Semaphore>, person: Person) -> Result<Place, StatusCode> {
        let Ok(permit) = Arc::clone(among).try_acquire_owned() else {
            tracing::warn!(role = ?person.0, "a page goes without live counts");
            return Err(StatusCode::NO_CONTENT);
        };
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        let streams = people.entry(person).or_insert(0);
        if *streams >= STREAMS_OF_ONE_MAX {
            return Err(StatusCode::TOO_MANY_REQUESTS);
        }
        *streams += 1;
        drop(people);
        Ok(Place { live: self.clone(), person, _permit: permit })
    }

    /// Says when the node closes.
    pub(in crate::pages) fn closing(&self) -> watch::Receiver<bool> {
        self.closing.clone()
    }

    /// Who else has a ticket open in a page of this node.
    fn others(&self, ticket: u64, staff: StaffId) -> Vec<String> {
        let readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        let others = readers.iter().filter(|each| each.ticket == ticket && each.staff != staff);
        others.map(|each| each.name.clone()).collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn open(&self, reader: Reader) {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
    }

    /// One page less; whether the member has the ticket open in another one of this node.
    fn close(&self, ticket: u64, staff: StaffId) -> bool {
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it = |each: &Reader| each.ticket == ticket && each.staff == staff;
        if let Some(place) = readers.iter().position(is_it) {
            readers.swap_remove(place);
        }
        readers.iter().any(is_it)
    }
}

fn person(claims: &Claims) -> Person {
    (claims.role, claims.sub, claims.by)
}

impl Reading {
    fn of(ticket: u64, desk: &Desk) -> Self {
        let reader = Reader { ticket, staff: desk.staff(), name: desk.name().to_owned() };
        desk.app().0.live.open(reader.clone());
        Self { app: desk.app().clone(), caller: noting(desk), reader }
    }
}

struct Watching {
    desk: Desk,
    closing: watch::Receiver<bool>,
    said: Value,
    looks: u32,
    reading: Option<Reading>,
    _place: Place,
}

/// `GET /admin/events`
pub(super) async fn events(desk: Desk) -> Response {
    let live = &desk.app().0.live;
    let place = match live.place(&live.places, person(desk.claims())) {
        Ok(place) => place,
        Err(status) => return status.into_response(),
    };
    let closing = live.closing.clone();
    let query = desk.query();
    let ticket = query.id("ticket").filter(|_| desk.may(GetTicket::NAME));
    let reading = ticket.map(|ticket| Reading::of(ticket, &desk));
    let first = Watching { desk, closing, said: Value::Null, looks: 0, reading, _place: place };
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
        // A session that ended sees nothing more; with other rights the browser asks again.
        let desk = &watching.desk;
        match still_good(desk.app(), desk.claims().clone()).await {
            Ok(claims) if rights(&claims) == rights(desk.claims()) => {}
            Err(Denied::Unknown(_)) => continue,
            _ => return None,
        }
        let mut now = look(desk).await;
        if let Some(reading) = &watching.reading {
            now["here"] = json!(others(&watching.desk, reading.reader.ticket).await);
        }
        if now != watching.said {
            watching.said = now;
            let event = Event::default().event("counts").data(watching.said.to_string());
            return Some((Ok(event), watching));
        }
    }
}

/// What a session may do now.
fn rights(claims: &Claims) -> (&str, bool) {
    (&claims.may, claims.owes_factor)
}

/// Notes that the member reads a ticket, and says who else does, at whichever node. Where the WHMCS
/// keeps no such list, or gives no answer, this node knows of its own pages at least.
pub(super) async fn others(desk: &Desk, ticket: u64) -> Vec<String> {
    let call = note_of(ticket, desk.staff());
    match desk.app().whmcs().call(&noting(desk), call).await {
        Ok(said) => said.others.0.into_iter().map(|name| name.0).collect(),
        // A ticket that is not there, or none of the member's.
        Err(CallError::Refused(_)) => Vec::new(),
        Err(error) => {
            if !matches!(error, CallError::NotOffered(_)) {
                tracing::warn!(%error, ticket, "readers of other nodes are not known");
            }
            desk.app().0.live.others(ticket, desk.staff())
        }
    }
}

fn note_of(ticket: u64, staff: StaffId) -> NoteTicketReader {
    let adminid = u64::try_from(staff.0).ok();
    NoteTicketReader { ticketid: ticket, adminid, ..NoteTicketReader::default() }
}

/// The member as one who may do this, whatever its role.
fn noting(desk: &Desk) -> Caller {
    who::own(desk.caller(), &[NoteTicketReader::NAME])
}

/// The counts by address and by section, and the tasks that run.
async fn look(desk: &Desk) -> Value {
    let (counts, tasks) = tokio::join!(shell::counts(desk), desk.maybe(GetAutomationTasks {}));
    let tasks = tasks.map(|found| found.tasks.0).unwrap_or_default();
    let running = tasks.iter().filter(|task| task.running.0).map(|task| task.title.to_string());
    let running: Vec<String> = running.collect();
    json!({ "places": counts.places, "sections": counts.sections, "running": running })
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use tokio::sync::watch;

    use super::{Live, Role, STREAMS_OF_ONE_MAX};

    #[test]
    fn nobody_takes_the_places_of_all() {
        let live = Live::until(watch::channel(false).1);
        let (jane, eve) = ((Role::Client, 1, 0), (Role::Client, 2, 0));
        let take = |person| live.place(&live.member_places, person);
        let mut taken: Vec<_> = (0..STREAMS_OF_ONE_MAX).map(|_| take(jane).unwrap()).collect();
        assert_eq!(take(jane).err(), Some(StatusCode::TOO_MANY_REQUESTS));
        assert!(take(eve).is_ok(), "others have theirs");
        taken.pop();
        assert!(take(jane).is_ok(), "a page was closed");
        drop(taken);
        assert!(live.people.lock().unwrap().is_empty());
    }
}
