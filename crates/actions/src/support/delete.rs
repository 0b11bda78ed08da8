//! `DeleteTicket`, `DeleteTicketReply` and `DeleteTicketNote`.

use engine::support::remove;
use engine::{Act, Result};
use protocol::{
    DeleteTicket, DeleteTicketNote, DeleteTicketNoteResponse, DeleteTicketReply,
    DeleteTicketReplyResponse, DeleteTicketResponse,
};

use crate::Registry;
use crate::wire::id;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: DeleteTicket| Box::pin(ticket(act, call)))
        .write(|act, call: DeleteTicketReply| Box::pin(reply(act, call)))
        .write(|act, call: DeleteTicketNote| Box::pin(note(act, call)))
}

async fn ticket(act: &mut Act, call: DeleteTicket) -> Result<DeleteTicketResponse> {
    remove::ticket(act, id(call.ticketid), "Ticket ID not found").await?;
    Ok(DeleteTicketResponse {})
}

async fn reply(act: &mut Act, call: DeleteTicketReply) -> Result<DeleteTicketReplyResponse> {
    remove::reply(act, id(call.ticketid), id(call.replyid)).await?;
    Ok(DeleteTicketReplyResponse {})
}

async fn note(act: &mut Act, call: DeleteTicketNote) -> Result<DeleteTicketNoteResponse> {
    remove::note(act, id(call.noteid)).await?;
    Ok(DeleteTicketNoteResponse {})
}
