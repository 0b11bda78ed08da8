//! Web hooks, what was sent to each, and the log of what happened.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::wire::Flag;
use protocol::{
    AddWebHook, DeleteWebHook, GetEvents, GetWebHookDeliveries, GetWebHooks, ReplayWebHook,
    UpdateWebHook,
};
use serde_json::{Value, json};

use super::small::{self, Small};
use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::tried;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::Posted;
use crate::pages::admin::list::{self, Ask};
use crate::pages::admin::sheet::{Fields, Input, Part, Thing, fields, part};
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::routing::{get, post};

/// Deliveries that the page of a hook shows.
const DELIVERIES: u64 = 50;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(small::routes::<Hook>())
        .route("/admin/web-hooks/{id}/replay", post(replay))
        .route("/admin/event-log", get(log))
}

struct Hook;

impl Thing for Hook {
    type Add = AddWebHook;
    type Update = UpdateWebHook;
    type Delete = DeleteWebHook;
    const PATH: &'static str = "/admin/web-hooks";
    const LIST: &'static str = "Web hooks";
    const WORD: &'static str = "web hook";
    const KEY: &'static str = "webhookid";
    const TEMPLATE: &'static str = "admin/sheet_hook.html";
    const STAYS: bool = true;

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        small::one::<Self>(desk, id).await
    }

    async fn parts(_: &Desk, id: Option<u64>) -> Vec<Part> {
        let mut inputs = vec![
            Input::text("url", "Address").wide().required().hint("https; it is sent a POST"),
            Input::text("events", "Told of").wide().hint(
                "Kinds of event with commas, such as InvoicePaid, TicketOpened; empty or * for all",
            ),
            Input::text("description", "What it is for").wide(),
        ];
        if id.is_some() {
            inputs.push(Input::switch("enabled", "Is told"));
            inputs.push(
                Input::switch("newsecret", "Make a new secret")
                    .hint("The one it has is void at once"),
            );
        }
        vec![part("Web hook", inputs)]
    }

    async fn more(desk: &Desk, id: Option<u64>, _: &Fields) -> Value {
        let Some(id) = id else { return Value::Null };
        let call = GetWebHookDeliveries {
            webhookid: id,
            limitnum: Some(DELIVERIES),
            ..GetWebHookDeliveries::default()
        };
        let found = desk.maybe(call).await;
        json!({
            "deliveries": found.map(|found| found.deliveries.0.delivery),
            "replay": desk.may("ReplayWebHook"),
        })
    }

    fn told(answer: &Value) -> Vec<(&'static str, String)> {
        let secret = answer["secret"].as_str().filter(|secret| !secret.is_empty());
        secret
            .map(|secret| ("Secret that signs what is sent", secret.to_owned()))
            .into_iter()
            .collect()
    }
}

impl Small for Hook {
    const LEAD: &'static str = "Programs of others that are told what happens, signed";
    const NEW: (&'static str, &'static str) = ("/admin/web-hooks/new", "New web hook");
    const SHOWN: &'static [(&'static str, &'static str)] = &[
        ("url", "Address"),
        ("events", "Told of"),
        ("enabled", "Is told"),
        ("waiting", "Waiting"),
        ("failed", "Given up"),
    ];

    async fn all(desk: &Desk) -> Result<Vec<Fields>, Fail> {
        let found = desk.call(GetWebHooks {}).await?.webhooks.0.webhook;
        let named = |mut row: Fields| {
            row.extend(row.get("id").cloned().map(|id| (Self::KEY.to_owned(), id)));
            row
        };
        Ok(found.iter().map(fields).map(named).collect())
    }
}

/// `POST …/replay`: one delivery once more, or all that were given up.
async fn replay(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let mut call = Posted::default().with("webhookid", id).with("once", posted.text("once"));
    if let Some(delivery) = posted.id("delivery") {
        call.set("deliveryid", delivery);
    }
    let said = tried(desk.submit::<ReplayWebHook>(&call).await?, "It is sent once more");
    Ok(desk.tell(&format!("/admin/web-hooks/{id}"), said))
}

async fn log(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let call = GetEvents {
            kind: ask.q(),
            clientid: ask.id("client"),
            newest: Flag(true),
            limitstart: ask.start(),
            limitnum: ask.rows(),
            ..GetEvents::default()
        };
        let found = desk.call(call).await?;
        let rows = found.events.0.event.into_iter().map(|row| {
            let href = match row.clientid.id() {
                Some(client) => format!("/admin/clients/{client}"),
                None => String::new(),
            };
            let client = row.clientid.id().map_or("–".to_owned(), |id| format!("#{id}"));
            let cells = vec![
                Cell::main(&*row.kind).small(&*row.data),
                Cell::moment(&row.date),
                Cell::text(client).to(&href),
                Cell::number(row.id.0),
            ];
            Row { id: row.id.0, href, cells }
        });
        Ok(Table {
            path: "/admin/event-log",
            title: "Event log",
            lead: "What happened, as web hooks and notifications are told",
            columns: vec![
                column("Event"),
                column("When"),
                column("Client"),
                column("Number").end(),
            ],
            rows: rows.collect(),
            total: found.totalresults.map_or(0, |total| u64::try_from(total.0).unwrap_or(0)),
            search: "A kind such as InvoicePaid",
            empty: "Nothing like that happened.",
            ..Table::default()
        })
    })
    .await
}
