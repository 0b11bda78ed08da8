//! `SplitTicket`, `SetTicketTags` and `GetTicketTags`: our own.

use engine::support::{access, split};
use engine::{Act, Cx, Result, not_permitted};
use protocol::{
    Action as _, GetTicketTags, GetTicketTagsResponse, SetTicketTags, SetTicketTagsResponse,
    SplitTicket, SplitTicketResponse, TicketTag,
};
use store::support::tags;

use crate::Registry;
use crate::wire::id;

/// Tags of one answer at most.
const TAGS_MAX: i64 = 200;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: SplitTicket| Box::pin(split_ticket(act, call)))
        .write(|act, call: SetTicketTags| Box::pin(set_ticket_tags(act, call)))
        .read(|cx, call: GetTicketTags| Box::pin(get_ticket_tags(cx, call)))
}

async fn split_ticket(act: &mut Act, call: SplitTicket) -> Result<SplitTicketResponse> {
    if !act.caller.actor.is_office() {
        return Err(not_permitted(SplitTicket::NAME));
    }
    let messages: Vec<_> = call.replyids.0.into_iter().map(id).collect();
    let new = split::split(act, id(call.ticketid), &messages, call.newsubject.as_deref()).await?;
    Ok(SplitTicketResponse { ticketid: new.id.0.into(), tid: new.mask.into() })
}

async fn set_ticket_tags(act: &mut Act, call: SetTicketTags) -> Result<SetTicketTagsResponse> {
    if !act.caller.actor.is_office() {
        return Err(not_permitted(SetTicketTags::NAME));
    }
    let kept = split::tag(act, id(call.ticketid), &call.tags.0).await?;
    Ok(SetTicketTagsResponse {
        ticketid: call.ticketid.into(),
        tags: kept.into_iter().map(Into::into).collect(),
    })
}

async fn get_ticket_tags(cx: &Cx, call: GetTicketTags) -> Result<GetTicketTagsResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(GetTicketTags::NAME));
    }
    let mut c = cx.read().await?;
    let prefix = call.search.unwrap_or_default().trim().to_lowercase();
    let tag: Vec<TicketTag> = match call.ticketid {
        Some(ticket) => {
            let own = match access::find(&mut c, &cx.caller, id(ticket)).await? {
                Some(_) => tags::of(&mut c, id(ticket)).await?,
                None => Vec::new(),
            };
            own.into_iter().map(|tag| TicketTag { tag: tag.into(), tickets: 1.into() }).collect()
        }
        None => {
            let used = tags::used(&mut c, &prefix, TAGS_MAX).await?.into_iter();
            used.map(|row| TicketTag { tag: row.tag.into(), tickets: row.tickets.into() }).collect()
        }
    };
    Ok(GetTicketTagsResponse { tags: tag.into_iter().collect() })
}
