//! What the staff noted about a client: on every page of it what sticks, and all on a tab.

use axum::response::Response;
use protocol::{ClientNoteEntry, DeleteClientNote, GetClientNotes, UpdateClientNote};
use serde_json::{Value, json};

use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::tried;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::Posted;
use crate::pages::admin::pick;

/// The notes that a tab shows: on their own all of them, elsewhere those that stick. Nothing where
/// the role may not read them, or the WHMCS behind does not list them.
pub(super) async fn shown(desk: &Desk, id: u64, tab: &str) -> Option<Vec<Value>> {
    let mut rows = desk.maybe(GetClientNotes { userid: id }).await?.notes.0.note.0;
    rows.retain(|row| tab == "notes" || row.sticky.0);
    if rows.is_empty() {
        return Some(Vec::new());
    }
    let staff = pick::staff(desk, "").await;
    let by = |row: &ClientNoteEntry| {
        let id = row.adminid.0.to_string();
        let own = staff.iter().find(|(number, _)| *number == id);
        own.map(|(_, name)| name.clone()).unwrap_or_default()
    };
    let one = |row: &ClientNoteEntry| {
        json!({
            "id": row.id.0,
            "text": row.note.to_string(),
            "sticky": row.sticky.0,
            "by": by(row),
            "created": row.created.to_string(),
        })
    };
    Some(rows.iter().map(one).collect())
}

/// Saves a note, or deletes it.
pub(super) async fn change(desk: &Desk, posted: &Posted, id: u64) -> Result<Response, Fail> {
    let (noteid, once) = (posted.text("noteid"), posted.text("once"));
    let call = Posted::default().with("noteid", noteid).with("once", once);
    let said = match posted.verb() {
        "unnote" => tried(desk.submit::<DeleteClientNote>(&call).await?, "The note is gone"),
        // What is empty would be left as it was.
        _ if posted.text("notes").trim().is_empty() => {
            return Ok(desk.refuse(&tab(id), "Notes can not be empty"));
        }
        _ => {
            let (notes, sticky) = (posted.text("notes"), posted.text("sticky"));
            let call = call.with("notes", notes).with("sticky", sticky);
            tried(desk.submit::<UpdateClientNote>(&call).await?, "The note is saved")
        }
    };
    Ok(desk.tell(&tab(id), said))
}

/// Where all notes on a client stand.
fn tab(id: u64) -> String {
    format!("/admin/clients/{id}?tab=notes")
}
