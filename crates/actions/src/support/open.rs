//! `OpenTicket`, `AddTicketReply` and `AddTicketNote`.

use engine::support::authors::Named;
use engine::support::messages::{NewNote, NewReply};
use engine::support::open::{NewTicket, priority};
use engine::support::{access, messages, open};
use engine::{Act, Result, invalid, not_found};
use protocol::{
    AddTicketNote, AddTicketNoteResponse, AddTicketReply, AddTicketReplyResponse, OpenTicket,
    OpenTicketResponse,
};

use super::attachments::sent;
use crate::Registry;
use crate::people::given;
use crate::wire::id;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: OpenTicket| Box::pin(open_ticket(act, call)))
        .write(|act, call: AddTicketReply| Box::pin(add_ticket_reply(act, call)))
        .write(|act, call: AddTicketNote| Box::pin(add_ticket_note(act, call)))
}

async fn open_ticket(act: &mut Act, call: OpenTicket) -> Result<OpenTicketResponse> {
    filled("subject", &call.subject)?;
    filled("message", &call.message)?;
    let new = NewTicket {
        department: id(call.deptid),
        subject: call.subject,
        message: call.message,
        markdown: call.markdown.0,
        named: Named {
            client: call.clientid.map(id),
            user: call.userid.map(id),
            contact: call.contactid.map(id),
            name: call.name,
            email: call.email,
            staff_username: None,
        },
        by_staff: call.admin.0,
        priority: call.priority.as_deref().map(priority).transpose()?,
        status: call.status,
        created: call.created.and_then(|created| created.0),
        service: call.serviceid.map(id),
        domain: call.domainid.map(id),
        custom_fields: given(call.customfields),
        files: sent(call.attachments)?,
        prevent_client_closure: call.preventClientClosure.map(bool::from),
        silent: call.noemail.0,
    };
    let row = open::open(act, new).await?;
    Ok(OpenTicketResponse { id: row.id.0.into(), tid: row.mask.into(), c: row.access_key.into() })
}

async fn add_ticket_reply(act: &mut Act, call: AddTicketReply) -> Result<AddTicketReplyResponse> {
    filled("message", &call.message)?;
    let new = NewReply {
        ticket: id(call.ticketid),
        message: call.message,
        markdown: call.markdown.0,
        named: Named {
            client: call.clientid.map(id),
            user: None,
            contact: call.contactid.map(id),
            name: call.name,
            email: call.email,
            staff_username: call.adminusername,
        },
        status: call.status,
        created: call.created.and_then(|created| created.0),
        custom_fields: given(call.customfields),
        files: sent(call.attachments)?,
        silent: call.noemail.0,
    };
    messages::reply(act, new).await?;
    Ok(AddTicketReplyResponse {})
}

/// What is absent is refused as it is read; blanks are no more to go by.
fn filled(field: &'static str, text: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(invalid(field, format!("{field} is required")));
    }
    Ok(())
}

async fn add_ticket_note(act: &mut Act, call: AddTicketNote) -> Result<AddTicketNoteResponse> {
    let caller = act.caller.clone();
    let row = match (call.ticketid, &call.ticketnum) {
        (Some(ticket), _) => access::find(&mut act.conn, &caller, id(ticket)).await?,
        (None, Some(mask)) => access::find_by_mask(&mut act.conn, &caller, mask).await?,
        (None, None) => None,
    };
    let new = NewNote {
        ticket: row.ok_or_else(|| not_found("Ticket ID not found"))?.id,
        message: call.message,
        markdown: call.markdown.0,
        created: call.created.and_then(|created| created.0),
        files: sent(call.attachments)?,
    };
    messages::note(act, new).await?;
    Ok(AddTicketNoteResponse {})
}
