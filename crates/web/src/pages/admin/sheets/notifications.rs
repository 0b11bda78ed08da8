//! Rules of whom the house tells of what happens, with a test of each.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{
    AddNotificationRule, DeleteNotificationRule, GetNotificationRules, TestNotificationRule,
    UpdateNotificationRule,
};
use serde_json::{Value, json};

use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::tried;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::Posted;
use crate::pages::admin::list::{self, Ask};
use crate::pages::admin::sheet::{self, Fields, Input, Part, Thing, choices, fields, part};
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::pages::words::moment;
use crate::routing::{get, post};

struct Rule;

/// How something is told.
const CHANNELS: &[(&str, &str)] = &[
    ("mail", "By e-mail"),
    ("slack", "In a chat (Slack's web hooks)"),
    ("hook", "At a signed web hook"),
];
/// How a field compares.
const COMPARISONS: &[(&str, &str)] = &[
    ("", "–"),
    ("=", "is"),
    ("!=", "is not"),
    (">", "is more than"),
    ("<", "is less than"),
    ("contains", "contains"),
];

impl Thing for Rule {
    type Add = AddNotificationRule;
    type Update = UpdateNotificationRule;
    type Delete = DeleteNotificationRule;
    const PATH: &'static str = "/admin/notification-rules";
    const LIST: &'static str = "Notifications";
    const WORD: &'static str = "rule";
    const KEY: &'static str = "ruleid";
    const TEMPLATE: &'static str = "admin/sheet_rule.html";
    const STAYS: bool = true;

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let rows = desk.call(GetNotificationRules {}).await?.rules.0.rule.0;
        Ok(rows.into_iter().find(|row| row.ruleid.id() == Some(id)).map(|row| fields(&row)))
    }

    async fn parts(_: &Desk, _: Option<u64>) -> Vec<Part> {
        vec![
            part(
                "Rule",
                [
                    Input::text("name", "Name").required(),
                    Input::text("events", "When").required().hint(
                        "Kinds of event with commas, such as InvoicePaid, TicketOpened; * for all",
                    ),
                    Input::choose("channel", "How", choices(CHANNELS)),
                    Input::text("target", "Where to")
                        .required()
                        .hint("Addresses with commas, or a URL; of a URL only its end is shown"),
                    Input::switch("enabled", "On"),
                ],
            ),
            part(
                "Only if",
                [
                    Input::text("field", "Field").hint("Such as total_minor; empty: always"),
                    Input::choose("comparison", "Compares", choices(COMPARISONS)),
                    Input::text("value", "With"),
                ],
            ),
            part(
                "What it says",
                [
                    Input::text("title", "Title").wide().hint("Empty: the kind of event"),
                    Input::area("message", "Text", 4)
                        .hint("Fields stand as {$client_id} or {$invoiceid}; empty: all of it"),
                ],
            ),
        ]
    }

    async fn more(desk: &Desk, id: Option<u64>, _: &Fields) -> Value {
        json!({ "test": id.is_some() && desk.may("TestNotificationRule") })
    }
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/notification-rules", get(all))
        .merge(sheet::routes::<Rule>())
        .route("/admin/notification-rules/{id}/test", post(test))
}

async fn test(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let call = Posted::default().with("ruleid", id).with("once", posted.text("once"));
    let said = tried(desk.submit::<TestNotificationRule>(&call).await?, "A test is on its way");
    Ok(desk.tell(&format!("/admin/notification-rules/{id}"), said))
}

async fn all(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let found = desk.call(GetNotificationRules {}).await?.rules.0.rule.0;
        let rows = found.into_iter().map(|row| {
            let href = format!("/admin/notification-rules/{}", row.ruleid.0);
            let state = match (row.enabled.0, row.lasterror.is_empty()) {
                (false, _) => "Off",
                (true, true) => "Active",
                (true, false) => "Failed",
            };
            let last = moment(&row.lastsent.to_string());
            let cells = vec![
                Cell::main(&*row.name).small(&*row.events).to(&href),
                Cell::text(&*row.channel).small(&*row.target),
                Cell::badge(state).small(&*row.lasterror),
                Cell::number(row.sent.0).small(last),
            ];
            Row { id: row.ruleid.0, href, cells }
        });
        let table = Table {
            path: "/admin/notification-rules",
            title: "Notifications",
            lead: "Whom the house tells of what happens",
            columns: vec![column("Rule"), column("How"), column("Status"), column("Sent").end()],
            new: Some(("/admin/notification-rules/new", "New rule")),
            empty: "Nobody is told of anything.",
            ..Table::default()
        };
        Ok(list::searched(ask, table, rows.collect()))
    })
    .await
}
