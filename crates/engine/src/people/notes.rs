//! Notes of staff on clients.

use model::ids::{ClientId, ClientNoteId};
use store::people::client_notes::{self, ClientNoteRow};
use store::people::clients;

use crate::{Act, Result, invalid, not_found};

/// Adds a note.
///
/// # Errors
/// Not found; invalid when it is empty
/// (`https://developers.whmcs.com/api-reference/addclientnote/`).
pub async fn add(
    act: &mut Act,
    client: ClientId,
    note: &str,
    sticky: bool,
) -> Result<ClientNoteId> {
    if clients::by_id(&mut act.conn, client).await?.is_none() {
        return Err(not_found("Client ID not found"));
    }
    if note.trim().is_empty() {
        return Err(invalid("notes", "Notes can not be empty"));
    }
    let at = act.at();
    let row = ClientNoteRow {
        id: ClientNoteId(0),
        client_id: client,
        staff_id: act.caller.actor.staff(),
        note: note.to_owned(),
        sticky,
        created_at: at,
        updated_at: at,
    };
    let id = client_notes::add(&mut act.conn, &row).await?;
    act.log(Some(client), format!("Added Note - User ID: {client} - Note ID: {id}")).await?;
    Ok(id)
}
