//! Support departments, with their mailboxes and a test of each.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{
    AddSupportDepartment, DeleteSupportDepartment, GetSupportDepartmentDetails,
    SupportDepartmentEntry, TestMailbox, UpdateSupportDepartment,
};
use serde_json::{Value, json};

use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Tried};
use crate::pages::admin::list::{self, Ask};
use crate::pages::admin::sheet::{self, Fields, Input, Part, ROWS, Thing, choices, fields, part};
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::pages::words::moment;
use crate::routing::{get, post};

struct Department;

const PATH: &str = "/admin/departments";
const PROTOCOLS: &[(&str, &str)] = &[("", "No mailbox"), ("imap", "IMAP"), ("pop3", "POP3")];
const SECURITIES: &[(&str, &str)] = &[
    ("tls", "TLS"),
    ("starttls", "STARTTLS"),
    ("none", "None: only for a server on this machine"),
];

impl Thing for Department {
    type Add = AddSupportDepartment;
    type Update = UpdateSupportDepartment;
    type Delete = DeleteSupportDepartment;
    const PATH: &'static str = PATH;
    const LIST: &'static str = "Support departments";
    const WORD: &'static str = "department";
    const KEY: &'static str = "deptid";
    const TEMPLATE: &'static str = "admin/sheet_department.html";
    const STAYS: bool = true;

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let found = all(desk).await?.into_iter().find(|row| row.deptid.id() == Some(id));
        Ok(found.map(|row| fields(&row)))
    }

    async fn parts(_: &Desk, _: Option<u64>) -> Vec<Part> {
        vec![
            part(
                "Department",
                [
                    Input::text("name", "Name").required(),
                    Input::text("email", "E-mail address")
                        .hint("Mail to it becomes tickets, and mail about them comes from it"),
                    Input::area("description", "Description", 2),
                    Input::number("order", "Place in lists"),
                    Input::switch("hidden", "Not offered on pages"),
                    Input::switch("preventclientclosure", "Clients may not close its tickets"),
                ],
            ),
            part(
                "Mail",
                [
                    Input::switch("clientsonly", "Only clients may open tickets"),
                    Input::switch("repliesonly", "By mail only answers, no new tickets"),
                ],
            ),
            part(
                "Mailbox",
                [
                    Input::choose("mailboxprotocol", "Fetch mail", choices(PROTOCOLS))
                        .hint("Every five minutes; what was taken is deleted there"),
                    Input::text("mailboxhost", "Server"),
                    Input::choose("mailboxsecurity", "Security", choices(SECURITIES)),
                    Input::number("mailboxport", "Port").hint("0: the usual one"),
                    Input::text("mailboxuser", "User"),
                    Input::password("mailboxpass", "Password")
                        .hint("Never shown; empty leaves it as it is, at the same server"),
                ],
            ),
        ]
    }

    async fn more(desk: &Desk, id: Option<u64>, _: &Fields) -> Value {
        json!({ "test": id.is_some() && desk.may("TestMailbox") })
    }
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(page))
        .merge(sheet::routes::<Department>())
        .route("/admin/departments/{id}/test", post(test))
}

async fn all(desk: &Desk) -> Result<Vec<SupportDepartmentEntry>, Fail> {
    let call = GetSupportDepartmentDetails { limitstart: None, limitnum: ROWS };
    Ok(desk.call(call).await?.supportdepartments.0.supportdepartment.0)
}

async fn test(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let call = Posted::default().with("deptid", id).with("once", posted.text("once"));
    let said = match desk.submit::<TestMailbox>(&call).await? {
        Tried::Done(answer) => {
            Ok(format!("The mailbox opens; {} messages wait in it", answer.waiting))
        }
        Tried::Again(problems) => Err(problems),
    };
    Ok(desk.tell(&format!("{PATH}/{id}"), said))
}

async fn page(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let rows = all(desk).await?.into_iter().map(row);
        let table = Table {
            path: PATH,
            title: "Support departments",
            lead: "Who answers, and where mail comes from",
            columns: vec![
                column("Department"),
                column("Address"),
                column("Mailbox"),
                column("Last fetched"),
            ],
            new: Some(("/admin/departments/new", "New department")),
            empty: "There is no department yet.",
            ..Table::default()
        };
        Ok(list::searched(ask, table, rows.collect()))
    })
    .await
}

fn row(row: SupportDepartmentEntry) -> Row {
    let href = format!("{PATH}/{}", row.deptid.0);
    let who = match (row.hidden.0, row.clientsonly.0) {
        (true, _) => "not offered on pages",
        (false, true) => "clients only",
        (false, false) => "for everybody",
    };
    let mailbox = match row.mailboxprotocol.to_uppercase() {
        none if none.is_empty() => Cell::text("–"),
        protocol => {
            Cell::text(protocol).small(format!("{} at {}", row.mailboxuser, row.mailboxhost))
        }
    };
    let fetched = moment(&row.mailboxfetched.to_string());
    let fetched = match (row.mailboxprotocol.is_empty(), row.mailboxerror.is_empty()) {
        (true, _) => Cell::text("–"),
        (false, true) if fetched.is_empty() => Cell::text("not yet"),
        (false, true) => Cell::text(fetched),
        (false, false) => Cell::badge("Failed").small(&*row.mailboxerror),
    };
    let email = if row.email.is_empty() { "–" } else { &*row.email };
    let cells =
        vec![Cell::main(&*row.name).small(who).to(&href), Cell::text(email), mailbox, fetched];
    Row { id: row.deptid.0, href, cells }
}
