//! `UpdateClientNote`, `DeleteClientNote`: our own.

use engine::system::edits;
use engine::{Act, Result, invalid};
use protocol::{
    DeleteClientNote, DeleteClientNoteResponse, UpdateClientNote, UpdateClientNoteResponse,
};
use store::edits::things::CLIENT_NOTE;

use crate::Registry;
use crate::edits::Fields;
use crate::wire::number;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: UpdateClientNote| Box::pin(update_client_note(act, call)))
        .write(|act, call: DeleteClientNote| Box::pin(delete_client_note(act, call)))
}

async fn update_client_note(
    act: &mut Act,
    call: UpdateClientNote,
) -> Result<UpdateClientNoteResponse> {
    if call.notes.as_ref().is_some_and(|notes| notes.trim().is_empty()) {
        return Err(invalid("notes", "Notes can not be empty"));
    }
    let fields = Fields::new()
        .text("note", call.notes)
        .flag("sticky", call.sticky)
        .instant("updated_at", Some(Some(act.at())));
    let id = number(call.noteid);
    edits::change(act, &CLIENT_NOTE, id, fields.done()).await?;
    Ok(UpdateClientNoteResponse { noteid: call.noteid.into() })
}

async fn delete_client_note(
    act: &mut Act,
    call: DeleteClientNote,
) -> Result<DeleteClientNoteResponse> {
    edits::remove(act, &CLIENT_NOTE, number(call.noteid)).await?;
    Ok(DeleteClientNoteResponse { noteid: call.noteid.into() })
}
