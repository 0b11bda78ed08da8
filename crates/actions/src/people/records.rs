//! What is kept about a client: `AddClientNote`, `GetEmails`, `GetClientPassword`.

use engine::people::notes;
use engine::system::settings::Settings;
use engine::{Act, Cx, Result, not_found};
use jiff::Timestamp;
use model::ids::ClientId;
use model::people::email::fold;
use protocol::{
    AddClientNote, AddClientNoteResponse, GetClientPassword, GetClientPasswordResponse, GetEmails,
    GetEmailsResponse, SentEmail, SentEmails,
};
use store::people::emails::{self, EmailRow};
use store::people::{clients, users};

use crate::Registry;
use crate::wire::{id, moment, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddClientNote| Box::pin(add_client_note(act, call)))
        .read(|cx, call: GetEmails| Box::pin(get_emails(cx, call)))
        .read(|cx, call: GetClientPassword| Box::pin(get_client_password(cx, call)))
}

async fn add_client_note(act: &mut Act, call: AddClientNote) -> Result<AddClientNoteResponse> {
    let note = notes::add(act, id(call.userid), &call.notes, call.sticky.0).await?;
    Ok(AddClientNoteResponse { noteid: note.0.into() })
}

async fn get_emails(cx: &Cx, call: GetEmails) -> Result<GetEmailsResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let client: ClientId = id(call.clientid);
    let settings = cx.engine.settings().await?;
    let mut conn = cx.read().await?;
    if clients::by_id(&mut conn, client).await?.is_none() {
        return Err(not_found("Client ID Not Found"));
    }
    let at = call.date.and_then(|date| date.0);
    let at = at.and_then(|at| settings.zone().to_timestamp(at).ok()).map(Timestamp::as_second);
    let subject = call.subject.as_deref().map(fold).filter(|text| !text.is_empty());
    let (found, total) =
        emails::list(&mut conn, client, at, subject.as_deref(), start, limit).await?;
    Ok(GetEmailsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: found.len().into(),
        emails: SentEmails {
            email: found.into_iter().map(|row| sent_email(row, &settings)).collect(),
        }
        .into(),
    })
}

fn sent_email(row: EmailRow, settings: &Settings) -> SentEmail {
    let failed = row.sent_at.is_none() && row.failed_at.is_some();
    SentEmail {
        id: row.id.0.into(),
        userid: row.client_id.0.into(),
        subject: row.subject.into(),
        message: row.message.into(),
        date: moment(settings, Some(row.sent_at.unwrap_or(row.created_at))),
        to: row.to_address.into(),
        cc: row.cc.into(),
        bcc: "".into(),
        attachments: None,
        pending: (row.sent_at.is_none() && !failed).into(),
        message_data: None,
        failed: failed.into(),
        failure_reason: row.failure.into(),
        retry_count: (row.attempts - 1).max(0).into(),
        created_at: Some(moment(settings, Some(row.created_at))),
        updated_at: Some(moment(settings, row.sent_at.or(row.failed_at))),
        campaign_id: 0.into(),
    }
}

/// The owner's password as it is kept, a hash: programs compare with it, nobody can read it.
async fn get_client_password(
    cx: &Cx,
    call: GetClientPassword,
) -> Result<GetClientPasswordResponse> {
    let mut conn = cx.read().await?;
    let found = match (call.userid, &call.email) {
        (Some(number), _) => clients::by_id(&mut conn, id(number)).await?,
        (None, email) => clients::by_email(&mut conn, email.as_deref().unwrap_or_default()).await?,
    };
    let row = found.ok_or_else(|| not_found("Client ID Not Found"))?;
    let owner = match row.owner_user_id {
        Some(owner) => users::by_id(&mut conn, owner).await?,
        None => None,
    };
    let owner = owner.ok_or_else(|| not_found("Client ID Not Found"))?;
    Ok(GetClientPasswordResponse { password: owner.password_hash.into() })
}
