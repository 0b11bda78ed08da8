//! `GetBannedEmails`, `AddBannedEmail` and `DeleteBannedEmail`: our own.

use engine::people::banned_emails;
use engine::{Act, Cx, Result};
use protocol::{
    AddBannedEmail, AddBannedEmailResponse, BannedEmail, DeleteBannedEmail,
    DeleteBannedEmailResponse, GetBannedEmails, GetBannedEmailsResponse,
};
use store::people::banned_emails as rows;

use crate::Registry;
use crate::wire::{moment, number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetBannedEmails| Box::pin(get_banned_emails(cx, call)))
        .write(|act, call: AddBannedEmail| Box::pin(add_banned_email(act, call)))
        .write(|act, call: DeleteBannedEmail| Box::pin(delete_banned_email(act, call)))
}

async fn get_banned_emails(cx: &Cx, call: GetBannedEmails) -> Result<GetBannedEmailsResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let settings = cx.engine.settings().await?;
    let (found, total) = rows::page(&mut cx.read().await?, start, limit).await?;
    Ok(GetBannedEmailsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: found.len().into(),
        domains: found
            .into_iter()
            .map(|row| BannedEmail {
                id: row.id.into(),
                domain: row.domain.into(),
                uses: row.uses.into(),
                lastused: moment(&settings, row.last_used_at),
                created: moment(&settings, Some(row.created_at)),
            })
            .collect(),
    })
}

async fn add_banned_email(act: &mut Act, call: AddBannedEmail) -> Result<AddBannedEmailResponse> {
    Ok(AddBannedEmailResponse { id: banned_emails::add(act, &call.domain).await?.into() })
}

async fn delete_banned_email(
    act: &mut Act,
    call: DeleteBannedEmail,
) -> Result<DeleteBannedEmailResponse> {
    banned_emails::lift(act, number(call.id)).await?;
    Ok(DeleteBannedEmailResponse { id: call.id.into() })
}
