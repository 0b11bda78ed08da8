//! Things to be invoiced later.

use axum::Router;
use axum::response::Response;
use protocol::{AddBillableItem, DeleteBillableItem, GetBillableItems, UpdateBillableItem};

use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::Posted;
use crate::pages::admin::list::{self, Ask};
use crate::pages::admin::names::Names;
use crate::pages::admin::sheet::{self, Fields, Input, Part, ROWS, Thing, choices, fields, part};
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::routing::get;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/admin/billable-items", get(all)).merge(sheet::routes::<Item>())
}

struct Item;

/// When a thing is invoiced.
const WHEN: &[(&str, &str)] = &[
    ("noinvoice", "Not yet"),
    ("nextcron", "With the next run"),
    ("nextinvoice", "With the client's next invoice"),
    ("duedate", "On its day"),
    ("recur", "Again and again"),
];
const UNITS: &[(&str, &str)] = &[("quantity", "Pieces"), ("hours", "Hours")];
const CYCLES: &[(&str, &str)] =
    &[("", "–"), ("Days", "Days"), ("Weeks", "Weeks"), ("Months", "Months"), ("Years", "Years")];
/// The states to choose from; the action names them in small letters.
const STATES: [&str; 2] = ["Open", "Invoiced"];

impl Thing for Item {
    type Add = AddBillableItem;
    type Update = UpdateBillableItem;
    type Delete = DeleteBillableItem;
    const PATH: &'static str = "/admin/billable-items";
    const LIST: &'static str = "Billable items";
    const WORD: &'static str = "billable item";
    const KEY: &'static str = "billableid";

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let call = GetBillableItems { limitnum: ROWS, ..GetBillableItems::default() };
        let rows = desk.call(call).await?.items.0.item.0;
        Ok(rows.into_iter().find(|row| row.id.id() == Some(id)).map(|row| {
            let mut fields = fields(&row);
            fields.retain(|name, value| name != "duedate" || !value.starts_with("0000"));
            fields
        }))
    }

    fn read(posted: &mut Posted) {
        if posted.text("duedate").trim().is_empty() {
            posted.drop("duedate");
        }
    }

    async fn parts(_: &Desk, id: Option<u64>) -> Vec<Part> {
        let description = Input::text("description", "What").wide().required();
        if id.is_some() {
            let inputs = [
                description,
                Input::number("amount", "Amount").hint("For all of it").required(),
                Input::date("duedate", "Day of its next invoice"),
            ];
            return vec![part("Billable item", inputs)];
        }
        vec![
            part(
                "Billable item",
                [
                    Input::client("clientid"),
                    description,
                    Input::number("quantity", "How many"),
                    Input::choose("unit", "Of", choices(UNITS)),
                    Input::number("amount", "Amount").hint("For all of it").required(),
                ],
            ),
            part(
                "When it is invoiced",
                [
                    Input::choose("invoiceaction", "When", choices(WHEN)),
                    Input::date("duedate", "Day"),
                    Input::number("recur", "Every").hint("Where it is invoiced again and again"),
                    Input::choose("recurcycle", "Of", choices(CYCLES)),
                    Input::number("recurfor", "So many times").hint("Empty: without an end"),
                ],
            ),
        ]
    }
}

async fn all(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, list).await
}

/// All of them, or those of the client that was asked for.
pub(in crate::pages::admin) async fn list(desk: &Desk, ask: &Ask) -> Result<Table, Fail> {
    let call = GetBillableItems {
        userid: ask.id("client"),
        state: ask.status().map(|state| state.to_lowercase()),
        limitstart: ask.start(),
        limitnum: ask.rows(),
    };
    let found = desk.call(call).await?;
    let when = choices(WHEN);
    let found_rows = found.items.0.item.0;
    let names = Names::of(desk, found_rows.iter().map(|row| row.userid.0)).await;
    let rows = found_rows.into_iter().map(|row| {
        let href = format!("/admin/billable-items/{}", row.id.0);
        let action = crate::pages::admin::pick::name_of(&when, &row.invoiceaction);
        let (invoice, invoiced) = match row.invoiceid.id() {
            Some(id) => (format!("/admin/invoices/{id}"), format!("#{id}")),
            None => (String::new(), "–".to_owned()),
        };
        let cells = vec![
            Cell::main(&*row.description).small(format!("{} {}", row.quantity, row.unit)).to(&href),
            names.cell(row.userid.0),
            Cell::text(action),
            Cell::day(&row.nextdate),
            Cell::text(invoiced).to(invoice),
            Cell::number(format!("{} {}", row.amount, row.currency)),
        ];
        Row { id: row.id.0, href, cells }
    });
    Ok(Table {
        path: "/admin/billable-items",
        title: "Billable items",
        lead: "What will be invoiced, once or again and again",
        columns: vec![
            column("What"),
            column("Client"),
            column("When"),
            column("Next"),
            column("Invoice"),
            column("Amount").end(),
        ],
        rows: rows.collect(),
        total: u64::try_from(found.totalresults.0).unwrap_or(0),
        statuses: STATES.map(str::to_owned).into(),
        new: desk
            .may("AddBillableItem")
            .then_some(("/admin/billable-items/new", "New billable item")),
        empty: "Nothing waits to be invoiced.",
        ..Table::default()
    })
}
