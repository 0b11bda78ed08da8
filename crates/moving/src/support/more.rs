//! Answers that are at hand, announcements, and what clients said about tickets.

use protocol::{
    Announcement, GetAnnouncements, GetAnnouncementsResponse, GetTicketFeedback,
    GetTicketFeedbackResponse, GetTicketPredefinedCats, GetTicketPredefinedReplies,
    GetTicketPredefinedReplyDetails, PredefinedCategory, TicketFeedback,
};
use store::system::imports::Put;

use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;
use crate::reading::{Page, Pages, ask, ask_maybe};

const CATEGORIES: &str = "categories of replies";
const REPLIES: &str = "predefined replies";
const ANNOUNCEMENTS: &str = "announcements";
const FEEDBACK: &str = "ticket feedback";

pub(super) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    let rows = ask(moving, GetTicketPredefinedCats {}).await?.categories.0.category.0;
    let entries = rows.iter().map(|row| category(moving, row)).collect();
    moving.write(CATEGORIES, entries).await?;
    if moving.ours {
        told_replies(moving).await?;
    } else {
        plain_replies(moving, &rows).await?;
    }
    announcements(moving).await?;
    feedback(moving).await
}

fn category(moving: &Moving<'_>, row: &PredefinedCategory) -> Entry {
    Entry::of("predefined_categories", row.id.0)
        .set("parent_id", row.parentid.0)
        .set("name", moving.plain(&row.name))
}

async fn told_replies(moving: &mut Moving<'_>) -> Result<()> {
    let answer = ask_maybe(moving, GetTicketPredefinedReplyDetails::default()).await?;
    let rows = answer.map(|answer| answer.replies.0.reply.0).unwrap_or_default();
    let entries = rows.iter().map(|row| {
        Entry::of("predefined_replies", row.replyid.0)
            .set("category_id", row.catid.0)
            .set("name", row.name.0.clone())
            .set("reply", row.reply.0.clone())
    });
    let entries = entries.collect();
    moving.write(REPLIES, entries).await
}

/// A WHMCS tells them category by category, without numbers.
async fn plain_replies(moving: &mut Moving<'_>, rows: &[PredefinedCategory]) -> Result<()> {
    let mut entries = Vec::new();
    for category in rows {
        let call = GetTicketPredefinedReplies { catid: category.id.id() };
        let answer = ask(moving, call).await?;
        for row in answer.predefinedreplies.0.predefinedreply.0 {
            let at = i64::try_from(entries.len()).unwrap_or_default() + 1;
            entries.push(
                Entry::of("predefined_replies", at)
                    .set("category_id", category.id.0)
                    .set("name", moving.plain(&row.name))
                    .set("reply", moving.plain(&row.reply)),
            );
        }
    }
    moving.write(REPLIES, entries).await
}

async fn announcements(moving: &mut Moving<'_>) -> Result<()> {
    let mut pages = Pages::of(ANNOUNCEMENTS);
    let call = |start, rows| GetAnnouncements { limitstart: Some(start), limitnum: Some(rows) };
    let rows = |answer: GetAnnouncementsResponse| Page {
        rows: answer.announcements.0.announcement.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        let entries = rows.iter().map(|row| announcement(moving, row)).collect();
        moving.write(ANNOUNCEMENTS, entries).await?;
    }
    Ok(())
}

/// Its text is HTML, there and here.
fn announcement(moving: &Moving<'_>, row: &Announcement) -> Entry {
    let at = moving.instant(row.date).unwrap_or_default();
    let made = moving.instant(row.created_at).unwrap_or(at);
    Entry::of("announcements", row.id.0)
        .set("parent_id", row.parentid.0)
        .set("language", row.language.0.clone())
        .set("at", at)
        .set("title", moving.plain(&row.title))
        .set("text", row.announcement.0.clone())
        .set("published", row.published.0)
        .set("created_at", made)
        .set("updated_at", moving.instant(row.updated_at).unwrap_or(made))
}

/// Only a Hostler tells it.
async fn feedback(moving: &mut Moving<'_>) -> Result<()> {
    if !moving.ours {
        return Ok(());
    }
    let mut pages = Pages::of(FEEDBACK);
    let call = |start, rows| GetTicketFeedback {
        limitstart: Some(start),
        limitnum: Some(rows),
        ..GetTicketFeedback::default()
    };
    let rows = |answer: GetTicketFeedbackResponse| Page {
        rows: answer.feedback.0.entry.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        let entries = rows.iter().map(|row| said(moving, row)).collect();
        moving.write(FEEDBACK, entries).await?;
    }
    Ok(())
}

fn said(moving: &Moving<'_>, row: &TicketFeedback) -> Entry {
    Entry::bare(row.ticketid.0).row(
        Put::into("ticket_feedback")
            .set("ticket_id", row.ticketid.0)
            .set("client_id", row.clientid.0)
            .set("rating", row.rating.0)
            .set("comments", row.comments.0.clone())
            .set("at", moving.instant(row.date).unwrap_or_default()),
    )
}
