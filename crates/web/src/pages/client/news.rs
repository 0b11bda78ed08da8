//! Announcements, for everybody.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use protocol::{Announcement, GetAnnouncements};
use serde_json::{Value, json};

use super::Shown;
use super::frame::Member;
use super::list::{ROWS, Wanted};
use crate::App;
use crate::pages::gate::{Arrival, Arrived};
use crate::pages::language::{self, tell};
use crate::pages::sorry::{Sorry, missing};
use crate::pages::{plain, shop, view};

/// Announcements that are looked through for one.
const LOOKED_MAX: u64 = 500;

/// `GET /announcements`
pub(super) async fn list(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Query(wanted): Query<Wanted>,
) -> Shown {
    let (rows, total) = read(&app, &arrival, wanted.start(), ROWS).await?;
    let rows: Vec<Value> = rows.iter().map(show).collect();
    let pages = wanted.pages("/announcements", total);
    let view = json!({ "rows": rows, "pages": pages });
    page(&app, (&arrival, &headers), "announcements", &tell("announcements"), view).await
}

/// `GET /announcements/{id}`
pub(super) async fn one(
    State(app): State<App>,
    Arrived(arrival): Arrived,
    headers: HeaderMap,
    Path(id): Path<i64>,
) -> Shown {
    let (rows, _) = read(&app, &arrival, 0, LOOKED_MAX).await?;
    let row = rows.into_iter().find(|row| row.id.0 == id).ok_or_else(missing)?;
    let view = json!({ "row": show(&row) });
    page(&app, (&arrival, &headers), "announcement", &row.title, view).await
}

async fn read(
    app: &App,
    arrival: &Arrival,
    start: u64,
    limit: u64,
) -> Result<(Vec<Announcement>, i64), Sorry> {
    let call = GetAnnouncements { limitstart: Some(start), limitnum: Some(limit) };
    let found = app.whmcs().call(&view::visitor(arrival.ip), call).await?;
    let all: Vec<Announcement> = found.announcements.0.announcement.into_iter().collect();
    Ok((in_language(all), found.totalresults.0))
}

/// What is shown of announcements and their translations: each once, in the language of the page
/// where there is a translation into it.
pub(super) fn in_language(all: Vec<Announcement>) -> Vec<Announcement> {
    let spoken = language::current().wire;
    let (own, translations): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|row| row.parentid.0 == 0);
    let published = own.into_iter().filter(|row| row.published.0);
    let translated = published.map(|mut row| {
        let same = |each: &&Announcement| {
            each.parentid.0 == row.id.0 && each.language.eq_ignore_ascii_case(spoken)
        };
        if let Some(other) = translations.iter().find(same) {
            row.title.clone_from(&other.title);
            row.announcement.clone_from(&other.announcement);
        }
        row
    });
    translated.collect()
}

fn show(row: &Announcement) -> Value {
    let text = plain::text(&row.announcement);
    let short: String = text.chars().take(260).collect();
    json!({
        "id": row.id.0,
        "title": row.title.to_string(),
        "date": row.date.to_string(),
        "short": if short.len() < text.len() { format!("{short}…") } else { short },
        "text": text,
        "markdown": !row.announcement.contains('<'),
    })
}

/// In the frame of the client area for clients, else in that of the shop.
async fn page(
    app: &App,
    (arrival, headers): (&std::sync::Arc<Arrival>, &HeaderMap),
    name: &str,
    title: &str,
    view: Value,
) -> Shown {
    let template = match name {
        "announcement" => ["client/announcement.html", "client/announcement_guest.html"],
        _ => ["client/announcements.html", "client/announcements_guest.html"],
    };
    match Member::of(app, arrival) {
        Some(here) => {
            let page = here.page(template[0], title);
            let page = if name == "announcement" {
                page.crumb(&tell("announcements"), "/announcements").crumb(title, "")
            } else {
                page
            };
            page.show(view).await
        }
        None => shop::public(app, arrival, headers, template[1], title, view).await,
    }
}
