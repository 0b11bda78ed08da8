//! Predefined replies, edited: our own actions.

use engine::system::edits;
use engine::{Act, Cx, Result};
use protocol::{
    AddTicketPredefinedReply, AddTicketPredefinedReplyResponse, DeleteTicketPredefinedReply,
    DeleteTicketPredefinedReplyResponse, GetTicketPredefinedReplyDetails,
    GetTicketPredefinedReplyDetailsResponse, PredefinedReplyDetails, UpdateTicketPredefinedReply,
    UpdateTicketPredefinedReplyResponse,
};
use store::edits::things::TICKET_PREDEFINED_REPLY;
use store::support::predefined::{self, KeptRow};

use crate::Registry;
use crate::edits::Fields;
use crate::wire::number;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetTicketPredefinedReplyDetails| Box::pin(details(cx, call)))
        .write(|act, call: AddTicketPredefinedReply| {
            Box::pin(add_ticket_predefined_reply(act, call))
        })
        .write(|act, call: UpdateTicketPredefinedReply| {
            Box::pin(update_ticket_predefined_reply(act, call))
        })
        .write(|act, call: DeleteTicketPredefinedReply| {
            Box::pin(delete_ticket_predefined_reply(act, call))
        })
}

async fn details(
    cx: &Cx,
    call: GetTicketPredefinedReplyDetails,
) -> Result<GetTicketPredefinedReplyDetailsResponse> {
    let (id, category) = (call.replyid.map(number), call.catid.map(number));
    let rows = predefined::kept(&mut cx.read().await?, id, category).await?;
    let shown = |row: KeptRow| PredefinedReplyDetails {
        replyid: row.id.into(),
        catid: row.category_id.into(),
        category: row.category.into(),
        name: row.name.into(),
        reply: row.reply.into(),
    };
    Ok(GetTicketPredefinedReplyDetailsResponse {
        totalresults: rows.len().into(),
        replies: rows.into_iter().map(shown).collect(),
    })
}

async fn add_ticket_predefined_reply(
    act: &mut Act,
    call: AddTicketPredefinedReply,
) -> Result<AddTicketPredefinedReplyResponse> {
    let fields = Fields::new()
        .number("category_id", Some(call.catid))
        .needed("name", call.name)?
        .needed("reply", call.reply)?;
    let id = edits::add(act, &TICKET_PREDEFINED_REPLY, fields.done()).await?;
    Ok(AddTicketPredefinedReplyResponse { replyid: id.into() })
}

async fn update_ticket_predefined_reply(
    act: &mut Act,
    call: UpdateTicketPredefinedReply,
) -> Result<UpdateTicketPredefinedReplyResponse> {
    let fields = Fields::new()
        .number("category_id", call.catid)
        .text("name", call.name)
        .text("reply", call.reply);
    let id = number(call.replyid);
    edits::change(act, &TICKET_PREDEFINED_REPLY, id, fields.done()).await?;
    Ok(UpdateTicketPredefinedReplyResponse { replyid: call.replyid.into() })
}

async fn delete_ticket_predefined_reply(
    act: &mut Act,
    call: DeleteTicketPredefinedReply,
) -> Result<DeleteTicketPredefinedReplyResponse> {
    edits::remove(act, &TICKET_PREDEFINED_REPLY, number(call.replyid)).await?;
    Ok(DeleteTicketPredefinedReplyResponse { replyid: call.replyid.into() })
}
