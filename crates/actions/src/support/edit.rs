//! `UpdateTicket`, `UpdateTicketReply`, `MergeTicket` and `BlockTicketSender`.

use engine::support::edit::{self, Changes};
use engine::support::open::priority;
use engine::support::remove;
use engine::{Act, Result};
use model::ids::TicketId;
use protocol::{
    BlockTicketSender, BlockTicketSenderResponse, MergeTicket, MergeTicketResponse, UpdateTicket,
    UpdateTicketReply, UpdateTicketReplyResponse, UpdateTicketResponse,
};

use crate::Registry;
use crate::people::given;
use crate::wire::id;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: UpdateTicket| Box::pin(update_ticket(act, call)))
        .write(|act, call: UpdateTicketReply| Box::pin(update_ticket_reply(act, call)))
        .write(|act, call: MergeTicket| Box::pin(merge_ticket(act, call)))
        .write(|act, call: BlockTicketSender| Box::pin(block_ticket_sender(act, call)))
}

async fn update_ticket(act: &mut Act, call: UpdateTicket) -> Result<UpdateTicketResponse> {
    let ticket: TicketId = id(call.ticketid);
    let remove_flag = call.removeFlag.is_some_and(bool::from);
    let changes = Changes {
        department: call.deptid.map(id),
        status: call.status,
        subject: call.subject,
        client: call.userid.map(id),
        name: call.name,
        email: call.email,
        cc: call.cc,
        priority: call.priority.as_deref().map(priority).transpose()?,
        created: call.created.and_then(|created| created.0),
        flag: match call.flag {
            _ if remove_flag => Some(None),
            Some(0) => Some(None),
            flag => flag.map(|staff| Some(id(staff))),
        },
        message: call.message,
        markdown: call.markdown.map(bool::from),
        custom_fields: given(call.customfields),
        prevent_client_closure: call.preventClientClosure.map(bool::from),
    };
    edit::update(act, ticket, changes).await?;
    Ok(UpdateTicketResponse { ticketid: ticket.0.into() })
}

async fn update_ticket_reply(
    act: &mut Act,
    call: UpdateTicketReply,
) -> Result<UpdateTicketReplyResponse> {
    let markdown = call.markdown.map(bool::from);
    let created = call.created.and_then(|created| created.0);
    edit::update_reply(act, id(call.replyid), &call.message, markdown, created).await?;
    Ok(UpdateTicketReplyResponse { replyid: call.replyid.into() })
}

async fn merge_ticket(act: &mut Act, call: MergeTicket) -> Result<MergeTicketResponse> {
    let others: Vec<TicketId> = call.mergeticketids.0.into_iter().map(id).collect();
    let into = edit::merge(act, id(call.ticketid), &others, call.newsubject).await?;
    Ok(MergeTicketResponse { ticketid: into.0.into() })
}

async fn block_ticket_sender(
    act: &mut Act,
    call: BlockTicketSender,
) -> Result<BlockTicketSenderResponse> {
    let ticket: TicketId = id(call.ticketid);
    edit::block_sender(act, ticket).await?;
    if call.delete.0 {
        remove::ticket(act, ticket, "Ticket ID Not Found").await?;
    }
    Ok(BlockTicketSenderResponse { deleted: call.delete.0.into() })
}
