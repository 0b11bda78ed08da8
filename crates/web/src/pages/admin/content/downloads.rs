//! Files for clients to download: sent here, replaced, tied to products.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{
    AddDownload, DeleteDownload, Download, GetDownloadCategories, GetDownloads, UpdateDownload,
};

use super::{
    Aside, Fields, Input, Line, Sheet, area, ask_delete, choices, choose, field, fields, flag,
    lacking, show, switch,
};
use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::run;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems, Tried};
use crate::pages::admin::list::Ask;
use crate::pages::admin::pick::Choice;
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::pages::published::size;
use crate::routing::{get, post};

const LIST: (&str, &str) = ("/admin/downloads", "Downloads");

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/downloads/new", get(blank).merge(post(create)))
        .route("/admin/downloads/{id}", get(page).merge(post(submit)))
}

/// The list.
pub(in crate::pages::admin) async fn list(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let call = GetDownloads {
        catid: ask.id("category"),
        limitstart: ask.start(),
        limitnum: ask.rows(),
        ..GetDownloads::default()
    };
    let found = desk.call(call).await?;
    let rows = found.downloads.0.download.0.into_iter().map(|row| {
        let href = format!("/admin/downloads/{}", row.downloadid);
        let cells = vec![
            Cell::main(&*row.title).small(&*row.filename).to(&href),
            Cell::text(&*row.category).to(format!("/admin/downloads?category={}", row.catid)),
            Cell::text(whose(&row)),
            Cell::number(size(row.size.0)),
            Cell::number(row.fetched.to_string()),
            Cell::day(&row.updated),
        ];
        Row { id: row.downloadid.0, href, cells }
    });
    Ok(Table {
        path: LIST.0,
        title: LIST.1,
        lead: "Files for everybody, for clients, or for those with a certain product",
        columns: vec![
            column("Download"),
            column("Category"),
            column("For"),
            column("Size").end(),
            column("Fetched").end(),
            column("Changed"),
        ],
        rows: rows.collect(),
        total: u64::try_from(found.totalresults.0).unwrap_or(0),
        new: Some(("/admin/downloads/new", "New download")),
        empty: "There is no file. Files are kept in categories: make one first.",
        ..Table::default()
    })
}

fn whose(row: &Download) -> &'static str {
    match (row.hidden.0, row.productids.is_empty(), row.clientsonly.0) {
        (true, ..) => "Nobody: hidden",
        (false, false, _) => "Owners of products",
        (false, true, true) => "Clients",
        (false, true, false) => "Everybody",
    }
}

async fn blank(desk: Desk) -> Response {
    let fields = fields([("catid", desk.query().text("category").to_owned())]);
    paper(&desk, None, &fields, &Problems::default()).await
}

/// The file that was chosen, as the action takes it.
fn tidy(posted: &Posted) -> Posted {
    let mut tidy = posted.clone();
    let pairs: Vec<(String, String)> =
        posted.pairs().iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
    for (name, value) in pairs.iter().filter(|(name, _)| name.starts_with("file[")) {
        tidy.drop(name);
        if name.ends_with("[name]") && !value.is_empty() {
            tidy.set("filename", value);
        } else if name.ends_with("[data]") && !value.is_empty() {
            tidy.set("data", value);
        }
    }
    // An empty list takes the limit away.
    if tidy.text("productids").trim().is_empty() {
        tidy.set("productids", "0");
    }
    tidy
}

async fn create(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let tidy = tidy(&posted);
    if tidy.text("data").is_empty() {
        let problems = Problems::one("file", "Choose a file");
        return Ok(paper(&desk, None, &shown(&tidy), &problems).await);
    }
    match desk.submit::<AddDownload>(&tidy).await? {
        Tried::Done(made) => {
            Ok(desk.go(&format!("{}/{}", LIST.0, made.downloadid), "The file is there"))
        }
        Tried::Again(problems) => Ok(paper(&desk, None, &shown(&tidy), &problems).await),
    }
}

/// What is shown again; a file must be chosen anew.
fn shown(posted: &Posted) -> Fields {
    let mut fields = posted.fields();
    fields.remove("data");
    if fields.get("productids").is_some_and(|ids| ids == "0") {
        fields.remove("productids");
    }
    fields
}

async fn find(desk: &Desk, id: u64) -> Result<Download, Fail> {
    let call = GetDownloads { downloadid: Some(id), ..GetDownloads::default() };
    let found = desk.call(call).await?.downloads.0.download.0.into_iter().next();
    found.ok_or_else(|| Fail::missing(desk))
}

async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    let row = find(&desk, id).await?;
    let fields = fields([
        ("catid", row.catid.to_string()),
        ("title", row.title.to_string()),
        ("description", row.description.to_string()),
        ("clientsonly", flag(row.clientsonly.0)),
        ("productids", row.productids.to_string()),
        ("hidden", flag(row.hidden.0)),
    ]);
    Ok(paper(&desk, Some(&row), &fields, &Problems::default()).await)
}

async fn submit(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let (key, here) = (("downloadid", id), format!("{}/{id}", LIST.0));
    let said = match posted.verb() {
        "delete" if !posted.confirmed() => {
            return Ok(ask_delete(&desk, &posted, "download", here).await);
        }
        "delete" => {
            let said = run::<DeleteDownload>(&desk, &posted, key, "The file is gone").await?;
            if let Ok(said) = &said {
                return Ok(desk.go(LIST.0, said));
            }
            said
        }
        _ => match lacking(&posted, &["title"]) {
            Some(problems) => Err(problems),
            None => run::<UpdateDownload>(&desk, &tidy(&posted), key, "Saved").await?,
        },
    };
    match said {
        Ok(said) => Ok(desk.go(&here, &said)),
        Err(problems) => {
            let row = find(&desk, id).await?;
            Ok(paper(&desk, Some(&row), &shown(&tidy(&posted)), &problems).await)
        }
    }
}

async fn paper(
    desk: &Desk,
    row: Option<&Download>,
    fields: &Fields,
    problems: &Problems,
) -> Response {
    let shelves = shelves(desk).await;
    let (label, hint) = match row {
        Some(_) => ("Another file", "Only to replace the one that is there"),
        None => ("File", "At most 10 MB"),
    };
    let file = Input { kind: "file", name: "file", label, hint, wide: true, ..Input::default() };
    let sheet = Sheet {
        list: LIST,
        address: row
            .map_or(format!("{}/new", LIST.0), |row| format!("{}/{}", LIST.0, row.downloadid)),
        title: row.map_or("New download".to_owned(), |row| row.title.to_string()),
        lead: "Handed out as a download only, under its own name",
        exists: row.is_some(),
        inputs: vec![
            field("title", "Title").wide(),
            choose("catid", "Category", shelves.clone()),
            field("productids", "Only with these products")
                .optional()
                .hint("Numbers of products separated by commas"),
            switch("clientsonly", "Clients only", "Visitors must log in first"),
            switch("hidden", "Hidden", "Only the staff sees it"),
            area("description", "Description", 3).optional(),
            file,
        ],
        acts: if row.is_some() { vec![("delete", "Delete", "trash-2")] } else { Vec::new() },
        public: row.map(|row| format!("/downloads/{}/file", row.downloadid)),
        upload: true,
        preview: None,
        can_preview: false,
        asides: vec![Aside {
            title: "Categories",
            empty: "There is none yet: make one first.",
            rows: shelves
                .iter()
                .map(|(id, name)| Line {
                    text: name.clone(),
                    small: String::new(),
                    href: format!("/admin/downloads/categories/{id}"),
                })
                .collect(),
            more: Some(("/admin/downloads/categories/new".to_owned(), "New category")),
        }],
    };
    show(desk, sheet, fields, problems).await
}

async fn shelves(desk: &Desk) -> Vec<Choice> {
    let found = desk.maybe(GetDownloadCategories::default()).await;
    let rows = found.map(|found| found.categories.0.category.0).unwrap_or_default();
    let rows: Vec<_> =
        rows.iter().map(|row| (row.catid.0, row.parentid.0, row.name.to_string())).collect();
    choices(&rows, None)
}
