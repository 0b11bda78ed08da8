//! `GetClientNotes`: our own.

use engine::{Cx, Result, not_found};
use model::ids::ClientId;
use protocol::{ClientNoteEntry, GetClientNotes, GetClientNotesResponse};
use store::people::{client_notes, clients};

use crate::Registry;
use crate::wire::{id, moment};

pub(crate) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call: GetClientNotes| Box::pin(get_client_notes(cx, call)))
}

async fn get_client_notes(cx: &Cx, call: GetClientNotes) -> Result<GetClientNotesResponse> {
    let client: ClientId = id(call.userid);
    let settings = cx.engine.settings().await?;
    let mut c = cx.read().await?;
    if clients::by_id(&mut c, client).await?.is_none() {
        return Err(not_found("Client ID Not Found"));
    }
    let rows = client_notes::of_client(&mut c, client).await?;
    Ok(GetClientNotesResponse {
        totalresults: rows.len().into(),
        notes: rows
            .into_iter()
            .map(|row| ClientNoteEntry {
                id: row.id.0.into(),
                userid: row.client_id.0.into(),
                adminid: row.staff_id.map_or(0, |id| id.0).into(),
                note: row.note.into(),
                sticky: row.sticky.into(),
                created: moment(&settings, Some(row.created_at)),
                modified: moment(&settings, Some(row.updated_at)),
            })
            .collect(),
    })
}
