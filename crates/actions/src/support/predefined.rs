//! `GetTicketPredefinedCats` and `GetTicketPredefinedReplies`.

use engine::{Cx, Result};
use protocol::{
    GetTicketPredefinedCats, GetTicketPredefinedCatsResponse, GetTicketPredefinedReplies,
    GetTicketPredefinedRepliesResponse, PredefinedCategories, PredefinedCategory,
    PredefinedReplies, PredefinedReply,
};
use store::support::predefined;

use crate::Registry;
use crate::wire::id;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetTicketPredefinedCats| Box::pin(categories(cx, call)))
        .read(|cx, call: GetTicketPredefinedReplies| Box::pin(replies(cx, call)))
}

async fn categories(
    cx: &Cx,
    _: GetTicketPredefinedCats,
) -> Result<GetTicketPredefinedCatsResponse> {
    let rows = predefined::categories(&mut cx.read().await?).await?;
    let category: Vec<PredefinedCategory> = rows
        .into_iter()
        .map(|row| PredefinedCategory {
            id: row.id.into(),
            parentid: row.parent_id.into(),
            name: row.name.into(),
            replycount: row.replies.into(),
        })
        .collect();
    Ok(GetTicketPredefinedCatsResponse {
        totalresults: category.len().into(),
        categories: PredefinedCategories { category: category.into() }.into(),
    })
}

async fn replies(
    cx: &Cx,
    call: GetTicketPredefinedReplies,
) -> Result<GetTicketPredefinedRepliesResponse> {
    let rows = predefined::replies(&mut cx.read().await?, call.catid.map(id)).await?;
    let predefinedreply: Vec<PredefinedReply> = rows
        .into_iter()
        .map(|row| PredefinedReply { name: row.name.into(), reply: row.reply.into() })
        .collect();
    Ok(GetTicketPredefinedRepliesResponse {
        totalresults: predefinedreply.len().into(),
        predefinedreplies: PredefinedReplies { predefinedreply: predefinedreply.into() }.into(),
    })
}
