//! Articles of the knowledge base: written, previewed, kept in order.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{
    AddKnowledgebaseArticle, DeleteKnowledgebaseArticle, GetKnowledgebaseArticle,
    GetKnowledgebaseArticles, GetKnowledgebaseCategories, UpdateKnowledgebaseArticle,
};

use super::{
    Aside, Fields, Line, Sheet, area, ask_delete, choices, choose, field, fields, flag, lacking,
    show, switch,
};
use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::run;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems, Tried};
use crate::pages::admin::list::Ask;
use crate::pages::admin::pick::Choice;
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::routing::{get, post};

const LIST: (&str, &str) = ("/admin/kb", "Knowledge base");

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/kb/new", get(blank).merge(post(create)))
        .route("/admin/kb/{id}", get(page).merge(post(submit)))
}

/// The list.
pub(in crate::pages::admin) async fn list(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let call = GetKnowledgebaseArticles {
        catid: ask.id("category"),
        search: ask.q(),
        limitstart: ask.start(),
        limitnum: ask.rows(),
        orderby: ask.sort().0,
        seenby: None,
    };
    let found = desk.call(call).await?;
    let rows = found.articles.0.article.0.into_iter().map(|row| row.facts).map(|row| {
        let href = format!("/admin/kb/{}", row.articleid);
        let cells = vec![
            Cell::main(&*row.title)
                .small(if row.private.0 { "Clients only" } else { "" })
                .to(&href),
            Cell::text(&*row.category).to(format!("/admin/kb?category={}", row.catid)),
            Cell::number(row.views.to_string()),
            Cell::number(format!("{} of {}", row.useful, row.votes)),
            Cell::day(&row.updated),
        ];
        Row { id: row.articleid.0, href, cells }
    });
    Ok(Table {
        path: LIST.0,
        title: LIST.1,
        lead: "What clients find before they have to ask",
        columns: vec![
            column("Article"),
            column("Category"),
            column("Read").by("views").end(),
            column("Useful").end(),
            column("Changed").by("updated"),
        ],
        rows: rows.collect(),
        total: u64::try_from(found.totalresults.0).unwrap_or(0),
        search: "Words of an article",
        new: Some(("/admin/kb/new", "New article")),
        empty: "No article is like that. Articles are kept in categories: make one first.",
        ..Table::default()
    })
}

async fn blank(desk: Desk) -> Response {
    let asked = desk.query();
    let fields = fields([("catid", asked.text("category").to_owned()), ("order", "0".to_owned())]);
    paper(&desk, None, &fields, &Problems::default(), None).await
}

async fn create(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    if posted.verb() == "preview" {
        return Ok(again(&desk, None, &posted, &Problems::default()).await);
    }
    match desk.submit::<AddKnowledgebaseArticle>(&posted).await? {
        Tried::Done(made) => {
            Ok(desk.go(&format!("{}/{}", LIST.0, made.articleid), "The article can be read now"))
        }
        Tried::Again(problems) => Ok(again(&desk, None, &posted, &problems).await),
    }
}

async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    let found = desk.call(GetKnowledgebaseArticle { articleid: id, seenby: None }).await?;
    let row = found.facts;
    let fields = fields([
        ("catid", row.catid.to_string()),
        ("title", row.title.to_string()),
        ("article", found.article.to_string()),
        ("tags", row.tags.to_string()),
        ("private", flag(row.private.0)),
        ("order", row.order.to_string()),
    ]);
    Ok(paper(&desk, Some(id), &fields, &Problems::default(), None).await)
}

async fn submit(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let (key, here) = (("articleid", id), format!("{}/{id}", LIST.0));
    let said = match posted.verb() {
        "preview" => return Ok(again(&desk, Some(id), &posted, &Problems::default()).await),
        "delete" if !posted.confirmed() => {
            return Ok(ask_delete(&desk, &posted, "article", here).await);
        }
        "delete" => {
            let said = "The article is gone";
            let said = run::<DeleteKnowledgebaseArticle>(&desk, &posted, key, said).await?;
            if let Ok(said) = &said {
                return Ok(desk.go(LIST.0, said));
            }
            said
        }
        _ => match lacking(&posted, &["title", "article"]) {
            Some(problems) => Err(problems),
            None => run::<UpdateKnowledgebaseArticle>(&desk, &posted, key, "Saved").await?,
        },
    };
    match said {
        Ok(said) => Ok(desk.go(&here, &said)),
        Err(problems) => Ok(again(&desk, Some(id), &posted, &problems).await),
    }
}

async fn again(desk: &Desk, id: Option<u64>, posted: &Posted, problems: &Problems) -> Response {
    let preview = (posted.verb() == "preview").then(|| posted.text("article"));
    paper(desk, id, &posted.fields(), problems, preview).await
}

async fn paper(
    desk: &Desk,
    id: Option<u64>,
    fields: &Fields,
    problems: &Problems,
    preview: Option<&str>,
) -> Response {
    let shelves = shelves(desk).await;
    let title = match id {
        Some(_) => fields.get("title").cloned().unwrap_or_default(),
        None => "New article".to_owned(),
    };
    let sheet = Sheet {
        list: LIST,
        address: id.map_or(format!("{}/new", LIST.0), |id| format!("{}/{id}", LIST.0)),
        title,
        lead: "For everybody, or for clients only",
        exists: id.is_some(),
        inputs: vec![
            field("title", "Title").wide(),
            choose("catid", "Category", shelves.clone()),
            field("tags", "Tags")
                .optional()
                .hint("Words separated by commas; the search knows them"),
            field("order", "Place").hint("Smaller numbers stand first"),
            switch("private", "Clients only", "Visitors do not see it"),
            area("article", "Article", 18).hint("Markdown works"),
        ],
        acts: if id.is_some() { vec![("delete", "Delete", "trash-2")] } else { Vec::new() },
        public: id.map(|id| format!("/kb/{id}")),
        upload: false,
        preview,
        can_preview: true,
        asides: vec![Aside {
            title: "Categories",
            empty: "There is none yet: make one first.",
            rows: shelves
                .iter()
                .map(|(id, name)| Line {
                    text: name.clone(),
                    small: String::new(),
                    href: format!("/admin/kb/categories/{id}"),
                })
                .collect(),
            more: Some(("/admin/kb/categories/new".to_owned(), "New category")),
        }],
    };
    show(desk, sheet, fields, problems).await
}

async fn shelves(desk: &Desk) -> Vec<Choice> {
    let found = desk.maybe(GetKnowledgebaseCategories::default()).await;
    let rows = found.map(|found| found.categories.0.category.0).unwrap_or_default();
    let rows: Vec<_> =
        rows.iter().map(|row| (row.catid.0, row.parentid.0, row.name.to_string())).collect();
    choices(&rows, None)
}
