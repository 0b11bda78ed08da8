//! Announcements and their translations.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{
    Action as _, AddAnnouncement, Announcement, DeleteAnnouncement, GetAnnouncements,
    SetAnnouncementTranslation, UpdateAnnouncement,
};

use super::{
    Aside, Fields, Line, Sheet, area, ask_delete, choose, field, fields, flag, lacking, moment,
    show, switch,
};
use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::run;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems, Tried};
use crate::pages::admin::list::Ask;
use crate::pages::admin::pick;
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::pages::words;
use crate::routing::{get, post};

const LIST: (&str, &str) = ("/admin/announcements", "Announcements");
/// Announcements that are looked through for one.
const LOOKED_MAX: u64 = 1_000;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/announcements/new", get(blank).merge(post(create)))
        .route("/admin/announcements/{id}", get(page).merge(post(submit)))
}

/// The list.
pub(in crate::pages::admin) async fn list(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let call = GetAnnouncements { limitstart: ask.start(), limitnum: ask.rows() };
    let found = desk.call(call).await?;
    let all = &found.announcements.0.announcement.0;
    let rows = all.iter().filter(|row| row.parentid.0 == 0).map(|row| {
        let href = format!("/admin/announcements/{}", row.id);
        let languages: Vec<&str> =
            all.iter().filter(|each| each.parentid == row.id).map(|each| &*each.language).collect();
        let cells = vec![
            Cell::main(&*row.title).small(languages.join(", ")).to(&href),
            Cell::text(words::moment(&row.date.to_string())),
            Cell::badge(if row.published.0 { "Published" } else { "Draft" }),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: LIST.0,
        title: LIST.1,
        lead: "News for everybody",
        columns: vec![column("Announcement"), column("Date"), column("Status")],
        rows: rows.collect(),
        total: u64::try_from(found.totalresults.0).unwrap_or(0),
        new: Some(("/admin/announcements/new", "New announcement")),
        empty: "There is no news.",
        ..Table::default()
    })
}

async fn blank(desk: Desk) -> Response {
    let now = moment(desk.now().into());
    let fields = fields([("date", now), ("published", flag(true))]);
    paper(&desk, None, &[], &fields, &Problems::default()).await
}

async fn create(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    match desk.submit::<AddAnnouncement>(&posted).await? {
        Tried::Done(made) => {
            Ok(desk.go(&format!("{}/{}", LIST.0, made.announcementid), "The news is kept"))
        }
        Tried::Again(problems) => Ok(paper(&desk, None, &[], &posted.fields(), &problems).await),
    }
}

/// An announcement, and its translations; no action gives a single one.
async fn find(desk: &Desk, id: i64) -> Result<(Announcement, Vec<Announcement>), Fail> {
    let call = GetAnnouncements { limitstart: None, limitnum: Some(LOOKED_MAX) };
    let all = desk.call(call).await?.announcements.0.announcement.0;
    let translations = all.iter().filter(|row| row.parentid.0 == id).cloned().collect();
    let row = all.into_iter().find(|row| row.id.0 == id && row.parentid.0 == 0);
    Ok((row.ok_or_else(|| Fail::missing(desk))?, translations))
}

async fn page(desk: Desk, Path(id): Path<i64>) -> Result<Response, Fail> {
    let (row, translations) = find(&desk, id).await?;
    let asked = desk.query();
    let language = asked.text("language");
    let fields = if language.is_empty() {
        fields([
            ("title", row.title.to_string()),
            ("announcement", row.announcement.to_string()),
            ("date", moment(row.date)),
            ("published", flag(row.published.0)),
        ])
    } else {
        let own = translations.iter().find(|each| &*each.language == language);
        fields([
            ("language", if language == "new" { String::new() } else { language.to_owned() }),
            ("title", own.unwrap_or(&row).title.to_string()),
            ("announcement", own.unwrap_or(&row).announcement.to_string()),
        ])
    };
    Ok(paper(&desk, Some(&row), &translations, &fields, &Problems::default()).await)
}

async fn submit(desk: Desk, Path(id): Path<i64>, posted: Posted) -> Result<Response, Fail> {
    let key = ("announcementid", u64::try_from(id).unwrap_or_default());
    let here = format!("{}/{id}", LIST.0);
    let translates = posted.pairs().iter().any(|(name, _)| *name == "language");
    let said = match posted.verb() {
        "delete" if !posted.confirmed() => {
            return Ok(ask_delete(&desk, &posted, "announcement", here).await);
        }
        "delete" => {
            let said = run::<DeleteAnnouncement>(&desk, &posted, key, "It is gone").await?;
            if let Ok(said) = &said {
                return Ok(desk.go(LIST.0, said));
            }
            said
        }
        _ if translates => {
            run::<SetAnnouncementTranslation>(&desk, &posted, key, "The translation is kept")
                .await?
        }
        _ => match lacking(&posted, &["title", "announcement"]) {
            Some(problems) => Err(problems),
            None => run::<UpdateAnnouncement>(&desk, &posted, key, "Saved").await?,
        },
    };
    match said {
        Ok(said) => Ok(desk.go(&here, &said)),
        Err(problems) => {
            let (row, translations) = find(&desk, id).await?;
            Ok(paper(&desk, Some(&row), &translations, &posted.fields(), &problems).await)
        }
    }
}

async fn paper(
    desk: &Desk,
    row: Option<&Announcement>,
    translations: &[Announcement],
    fields: &Fields,
    problems: &Problems,
) -> Response {
    let translates = fields.contains_key("language");
    let mut inputs = vec![field("title", "Title").wide()];
    if translates {
        inputs.push(choose("language", "Language", pick::languages("Choose a language")));
    } else {
        inputs.push(field("date", "Date").of("datetime-local"));
        inputs.push(switch("published", "Published", "Everybody sees it"));
    }
    inputs.push(area("announcement", "Text", 10).hint("HTML; pages show its text"));
    let address = |row: &Announcement| format!("{}/{}", LIST.0, row.id);
    let may = desk.may(SetAnnouncementTranslation::NAME);
    let asides = row.map(|row| Aside {
        title: "Translations",
        empty: "It is said in one language only.",
        rows: translations
            .iter()
            .map(|each| Line {
                text: each.language.to_string(),
                small: each.title.to_string(),
                href: match may {
                    true => format!("{}?language={}", address(row), &*each.language),
                    false => String::new(),
                },
            })
            .collect(),
        more: may.then(|| (format!("{}?language=new", address(row)), "Translate")),
    });
    let sheet = Sheet {
        list: LIST,
        address: row.map_or(format!("{}/new", LIST.0), address),
        title: row.map_or("New announcement".to_owned(), |row| row.title.to_string()),
        lead: if translates { "In another language" } else { "News for everybody" },
        exists: row.is_some(),
        inputs,
        acts: if row.is_some() { vec![("delete", "Delete", "trash-2")] } else { Vec::new() },
        public: row.map(|row| format!("/announcements/{}", row.id)),
        upload: false,
        preview: None,
        can_preview: false,
        asides: asides.into_iter().collect(),
    };
    show(desk, sheet, fields, problems).await
}
