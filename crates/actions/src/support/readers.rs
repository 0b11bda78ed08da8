//! `NoteTicketReader`: our own.

use engine::support::readers;
use engine::{Actor, Cx, Result, invalid, not_permitted};
use model::ids::StaffId;
use protocol::{Action as _, NoteTicketReader, NoteTicketReaderResponse};

use crate::Registry;
use crate::wire::id;

pub(super) fn register(registry: Registry) -> Registry {
    registry.flow(|cx, call: NoteTicketReader| Box::pin(note_ticket_reader(cx, call)))
}

async fn note_ticket_reader(cx: &Cx, call: NoteTicketReader) -> Result<NoteTicketReaderResponse> {
    let (ticket, reader) = (id(call.ticketid), reader(cx, call.adminid)?);
    let others = if call.leaving.0 {
        readers::leave(cx, ticket, reader).await?;
        Vec::new()
    } else {
        readers::note(cx, ticket, reader).await?
    };
    Ok(NoteTicketReaderResponse {
        ticketid: call.ticketid.into(),
        others: others.into_iter().map(Into::into).collect(),
    })
}

/// Staff are noted as themselves; programs say for whom they ask.
fn reader(cx: &Cx, named: Option<u64>) -> Result<StaffId> {
    match (&cx.caller.actor, named) {
        (Actor::Staff { id, .. }, _) => Ok(*id),
        (Actor::System | Actor::Api { .. }, Some(named)) => Ok(id(named)),
        (Actor::System | Actor::Api { .. }, None) => {
            Err(invalid("adminid", "Admin ID is required"))
        }
        (Actor::Client { .. } | Actor::Visitor, _) => Err(not_permitted(NoteTicketReader::NAME)),
    }
}
