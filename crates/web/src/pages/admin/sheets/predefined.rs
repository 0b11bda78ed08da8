//! Answers that the staff keeps ready for tickets, and their categories.

use axum::Router;
use axum::response::Response;
use protocol::{
    AddTicketPredefinedCat, AddTicketPredefinedReply, DeleteTicketPredefinedCat,
    DeleteTicketPredefinedReply, GetTicketPredefinedCats, GetTicketPredefinedReplyDetails,
    PredefinedCategory, UpdateTicketPredefinedCat, UpdateTicketPredefinedReply,
};

use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::list::{self, Ask};
use crate::pages::admin::pick::Choice;
use crate::pages::admin::sheet::{self, Fields, Input, Part, Thing, fields, part};
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::pages::admin::ticket::canned;
use crate::routing::get;

/// Letters of a reply in the list.
const LETTERS: usize = 90;

struct Reply;
struct Category;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/predefined-replies", get(replies))
        .route("/admin/predefined-categories", get(categories))
        .merge(sheet::routes::<Reply>())
        .merge(sheet::routes::<Category>())
}

impl Thing for Reply {
    type Add = AddTicketPredefinedReply;
    type Update = UpdateTicketPredefinedReply;
    type Delete = DeleteTicketPredefinedReply;
    const PATH: &'static str = "/admin/predefined-replies";
    const LIST: &'static str = "Predefined replies";
    const WORD: &'static str = "predefined reply";
    const KEY: &'static str = "replyid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let call = GetTicketPredefinedReplyDetails { replyid: Some(id), catid: None };
        let found = desk.call(call).await?.replies.0.reply.0;
        Ok(found.first().map(fields))
    }

    async fn parts(desk: &Desk, _: Option<u64>) -> Vec<Part> {
        let named = |row: PredefinedCategory| (row.id.to_string(), row.name.to_string());
        let choices: Vec<Choice> = all_categories(desk).await.into_iter().map(named).collect();
        vec![part(
            "Reply",
            [
                Input::text("name", "Name").required(),
                Input::choose("catid", "Category", choices)
                    .hint("Make a category first, if there is none"),
                Input::area("reply", "Text", 12).hint(canned::FIELDS),
            ],
        )]
    }
}

impl Thing for Category {
    type Add = AddTicketPredefinedCat;
    type Update = UpdateTicketPredefinedCat;
    type Delete = DeleteTicketPredefinedCat;
    const PATH: &'static str = "/admin/predefined-categories";
    const LIST: &'static str = "Categories of replies";
    const WORD: &'static str = "category";
    const KEY: &'static str = "catid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let found = desk.call(GetTicketPredefinedCats {}).await?.categories.0.category.0;
        Ok(found.into_iter().find(|row| row.id.id() == Some(id)).map(|row| fields(&row)))
    }

    async fn parts(desk: &Desk, id: Option<u64>) -> Vec<Part> {
        let mut choices = vec![("0".to_owned(), "None: it stands at the top".to_owned())];
        let others = all_categories(desk).await.into_iter().filter(|row| row.id.id() != id);
        choices.extend(others.map(|row| (row.id.to_string(), row.name.to_string())));
        vec![part(
            "Category",
            [Input::text("name", "Name").required(), Input::choose("parentid", "Inside", choices)],
        )]
    }
}

async fn all_categories(desk: &Desk) -> Vec<PredefinedCategory> {
    let found = desk.maybe(GetTicketPredefinedCats {}).await;
    found.map(|found| found.categories.0.category.0).unwrap_or_default()
}

async fn replies(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let call = GetTicketPredefinedReplyDetails { catid: ask.id("category"), replyid: None };
        let found = desk.call(call).await?.replies.0.reply.0;
        let rows = found.into_iter().map(|row| {
            let href = format!("/admin/predefined-replies/{}", row.replyid);
            let category = format!("/admin/predefined-replies?category={}", row.catid);
            let cells = vec![
                Cell::main(&*row.name).to(&href),
                Cell::text(&*row.category).to(category),
                Cell::text(beginning(&row.reply)),
            ];
            Row { id: row.replyid.0, href, cells }
        });
        let table = Table {
            path: "/admin/predefined-replies",
            title: "Predefined replies",
            lead: "Answers that are kept ready for tickets",
            columns: vec![column("Reply"), column("Category"), column("Begins")],
            new: Some(("/admin/predefined-replies/new", "New reply")),
            empty: "There is no reply. Replies are kept in categories: make one first.",
            ..Table::default()
        };
        Ok(list::searched(ask, table, rows.collect()))
    })
    .await
}

async fn categories(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let found = desk.call(GetTicketPredefinedCats {}).await?.categories.0.category.0;
        let name = |id| found.iter().find(|row| row.id == id).map(|row| row.name.to_string());
        let rows = found.iter().map(|row| {
            let href = format!("/admin/predefined-categories/{}", row.id);
            let replies = format!("/admin/predefined-replies?category={}", row.id);
            let cells = vec![
                Cell::main(&*row.name).to(&href),
                Cell::text(name(row.parentid).unwrap_or_default()),
                Cell::number(row.replycount.to_string()).to(replies),
            ];
            Row { id: row.id.0, href, cells }
        });
        let table = Table {
            path: "/admin/predefined-categories",
            title: "Categories of replies",
            lead: "Where predefined replies are kept",
            columns: vec![column("Category"), column("Inside"), column("Replies").end()],
            new: Some(("/admin/predefined-categories/new", "New category")),
            empty: "There is no category.",
            ..Table::default()
        };
        Ok(list::searched(ask, table, rows.collect()))
    })
    .await
}

fn beginning(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}
