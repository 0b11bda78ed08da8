//! What clients say of answers, and announcements in other languages: our own actions.

use engine::support::{access, feedback};
use engine::{Act, Cx, Result, invalid, not_found, not_permitted};
use model::ids::AnnouncementId;
use protocol::{
    Action, AddTicketFeedback, AddTicketFeedbackResponse, GetTicketFeedback,
    GetTicketFeedbackResponse, RateTicketReply, RateTicketReplyResponse,
    SetAnnouncementTranslation, SetAnnouncementTranslationResponse, TicketFeedback,
};
use serde_json::json;
use store::support::announcements::{self, AnnouncementRow};
use store::support::feedback::{self as rows, FeedbackRow};

use crate::Registry;
use crate::wire::{id, moment, page};

/// Letters of the name of a language at most.
const LANGUAGE_LETTERS_MAX: usize = 40;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: RateTicketReply| Box::pin(rate(act, call)))
        .write(|act, call: AddTicketFeedback| Box::pin(add(act, call)))
        .read(|cx, call: GetTicketFeedback| Box::pin(get(cx, call)))
        .write(|act, call: SetAnnouncementTranslation| Box::pin(translate(act, call)))
}

async fn rate(act: &mut Act, call: RateTicketReply) -> Result<RateTicketReplyResponse> {
    feedback::rate(act, id(call.ticketid), id(call.replyid), call.rating).await?;
    Ok(RateTicketReplyResponse { replyid: call.replyid.into(), rating: call.rating.into() })
}

async fn add(act: &mut Act, call: AddTicketFeedback) -> Result<AddTicketFeedbackResponse> {
    let comments = call.comments.unwrap_or_default();
    feedback::say(act, id(call.ticketid), call.rating, &comments).await?;
    Ok(AddTicketFeedbackResponse { ticketid: call.ticketid.into(), rating: call.rating.into() })
}

async fn get(cx: &Cx, call: GetTicketFeedback) -> Result<GetTicketFeedbackResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(GetTicketFeedback::NAME));
    }
    let settings = cx.engine.settings().await?;
    let (start, limit) = page(call.limitstart, call.limitnum);
    let mut c = cx.read().await?;
    let seen_by = access::limited(&mut c, &cx.caller).await?;
    let (found, total) = rows::list(&mut c, call.ticketid.map(id), seen_by, start, limit).await?;
    let entry = |row: FeedbackRow| TicketFeedback {
        ticketid: row.ticket_id.0.into(),
        tid: row.mask.into(),
        subject: row.subject.into(),
        clientid: row.client_id.0.into(),
        rating: row.rating.into(),
        comments: row.comments.into(),
        date: moment(&settings, Some(row.at)),
    };
    Ok(GetTicketFeedbackResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: found.len().into(),
        feedback: found.into_iter().map(entry).collect(),
    })
}

async fn translate(
    act: &mut Act,
    call: SetAnnouncementTranslation,
) -> Result<SetAnnouncementTranslationResponse> {
    let language = call.language.trim().to_lowercase();
    if language.is_empty() || language.chars().count() > LANGUAGE_LETTERS_MAX {
        return Err(invalid("language", "Parameter 'language' is required"));
    }
    let parent: AnnouncementId = id(call.announcementid);
    let of = announcements::by_id(&mut act.conn, parent).await?.filter(|row| row.parent_id.0 == 0);
    let of = of.ok_or_else(|| not_found("Announcement ID Not Found"))?;
    let known = announcements::translations(&mut act.conn, &[parent.0]).await?;
    let before = known.into_iter().find(|row| row.language == language);
    let row = AnnouncementRow {
        id: before.as_ref().map_or(AnnouncementId(0), |row| row.id),
        parent_id: parent,
        language: language.clone(),
        at: of.at,
        title: call.title,
        text: call.announcement,
        published: true,
        created_at: before.as_ref().map_or(act.at(), |row| row.created_at),
        updated_at: act.at(),
    };
    let own = match &before {
        Some(before) => {
            announcements::save(&mut act.conn, &row).await?;
            before.id
        }
        None => announcements::add(&mut act.conn, &row).await?,
    };
    let was = before.map(|row| (json!(row.title), json!(row.text))).unwrap_or_default();
    let pairs = [("title", was.0, json!(row.title)), ("text", was.1, json!(row.text))];
    act.changed("announcement", own, &pairs).await?;
    act.log(None, format!("Translated Announcement to {language} - ID: {parent}")).await?;
    Ok(SetAnnouncementTranslationResponse {
        announcementid: parent.0.into(),
        translationid: own.0.into(),
    })
}
