//! `AddAnnouncement`, `GetAnnouncements`, `UpdateAnnouncement` and `DeleteAnnouncement`.

use engine::system::settings::Settings;
use engine::{Act, Cx, Result, not_found};
use jiff::civil::DateTime;
use model::ids::AnnouncementId;
use protocol::{
    AddAnnouncement, AddAnnouncementResponse, Announcement, Announcements, DeleteAnnouncement,
    DeleteAnnouncementResponse, GetAnnouncements, GetAnnouncementsResponse, UpdateAnnouncement,
    UpdateAnnouncementResponse,
};
use serde_json::json;
use store::support::announcements::{self, AnnouncementRow};

use crate::Registry;
use crate::wire::{id, moment, page};

const NO_ANNOUNCEMENT: &str = "Announcement ID Not Found";

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddAnnouncement| Box::pin(add(act, call)))
        .read(|cx, call: GetAnnouncements| Box::pin(get(cx, call)))
        .write(|act, call: UpdateAnnouncement| Box::pin(update(act, call)))
        .write(|act, call: DeleteAnnouncement| Box::pin(delete(act, call)))
}

async fn add(act: &mut Act, call: AddAnnouncement) -> Result<AddAnnouncementResponse> {
    let at = instant(&act.settings, call.date.0).unwrap_or_else(|| act.at());
    let row = AnnouncementRow {
        id: AnnouncementId(0),
        parent_id: AnnouncementId(0),
        language: String::new(),
        at,
        title: call.title,
        text: call.announcement,
        published: call.published.0,
        created_at: act.at(),
        updated_at: act.at(),
    };
    let id = announcements::add(&mut act.conn, &row).await?;
    act.log(None, format!("Added New Announcement ({}) - ID: {id}", row.title)).await?;
    act.event("AnnouncementAdded", None, &json!({ "announcement": id.0 })).await?;
    Ok(AddAnnouncementResponse { announcementid: id.0.into() })
}

/// Each announcement is followed by its translations, which do not count as rows of the page.
async fn get(cx: &Cx, call: GetAnnouncements) -> Result<GetAnnouncementsResponse> {
    let settings = cx.engine.settings().await?;
    let mut conn = cx.read().await?;
    let (offset, limit) = page(call.limitstart, call.limitnum);
    let public = !cx.caller.actor.is_office();
    let (rows, total) = announcements::list(&mut conn, public, offset, limit).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
    let translations = announcements::translations(&mut conn, &ids).await?;
    let mut announcement = Vec::with_capacity(rows.len() + translations.len());
    for row in &rows {
        announcement.push(wire(&settings, row));
        let own = translations.iter().filter(|translation| translation.parent_id == row.id);
        announcement.extend(own.map(|translation| wire(&settings, translation)));
    }
    Ok(GetAnnouncementsResponse {
        totalresults: total.into(),
        startnumber: offset.into(),
        numreturned: rows.len().into(),
        announcements: Announcements { announcement: announcement.into() }.into(),
    })
}

async fn update(act: &mut Act, call: UpdateAnnouncement) -> Result<UpdateAnnouncementResponse> {
    let before = announcements::by_id(&mut act.conn, id(call.announcementid)).await?;
    let before = before.ok_or_else(|| not_found(NO_ANNOUNCEMENT))?;
    let date = call.date.and_then(|date| instant(&act.settings, date.0));
    let row = AnnouncementRow {
        at: date.unwrap_or(before.at),
        title: call.title.unwrap_or_else(|| before.title.clone()),
        text: call.announcement.unwrap_or_else(|| before.text.clone()),
        published: call.published.map_or(before.published, bool::from),
        updated_at: act.at(),
        ..before.clone()
    };
    announcements::save(&mut act.conn, &row).await?;
    let pairs = [
        ("title", json!(before.title), json!(row.title)),
        ("text", json!(before.text), json!(row.text)),
        ("published", json!(before.published), json!(row.published)),
    ];
    act.changed("announcement", row.id, &pairs).await?;
    act.log(None, format!("Modified Announcement ({}) - ID: {}", row.title, row.id)).await?;
    Ok(UpdateAnnouncementResponse { announcementid: row.id.0.into() })
}

async fn delete(act: &mut Act, call: DeleteAnnouncement) -> Result<DeleteAnnouncementResponse> {
    let row: AnnouncementId = id(call.announcementid);
    if !announcements::delete(&mut act.conn, row).await? {
        return Err(not_found(NO_ANNOUNCEMENT));
    }
    act.log(None, format!("Deleted Announcement - ID: {row}")).await?;
    Ok(DeleteAnnouncementResponse { announcementid: row.0.into() })
}

fn instant(settings: &Settings, date: Option<DateTime>) -> Option<i64> {
    let instant = settings.zone().to_timestamp(date?).ok()?;
    Some(instant.as_second())
}

fn wire(settings: &Settings, row: &AnnouncementRow) -> Announcement {
    Announcement {
        id: row.id.0.into(),
        date: moment(settings, Some(row.at)),
        title: (&row.title).into(),
        announcement: (&row.text).into(),
        published: row.published.into(),
        parentid: row.parent_id.0.into(),
        language: (&row.language).into(),
        created_at: moment(settings, Some(row.created_at)),
        updated_at: moment(settings, Some(row.updated_at)),
    }
}
