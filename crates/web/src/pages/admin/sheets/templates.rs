//! A mail that clients are sent: edited, looked at with examples, and tried on oneself.

use axum::Router;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use protocol::{
    AddEmailTemplate, DeleteEmailTemplate, GetEmailTemplateDetails, PreviewEmailTemplate,
    PreviewEmailTemplateResponse, TestEmailTemplate, UpdateEmailTemplate,
};
use serde_json::{Value, json};

use crate::App;
use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::tried;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Tried};
use crate::pages::admin::list::{self, Ask};
use crate::pages::admin::odd;
use crate::pages::admin::pick;
use crate::pages::admin::sheet::{self, Fields, Input, Part, ROWS, Thing, fields, part};
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::routing::{get, post};

pub(super) struct Template;

/// A mail in a frame: its own styles and the logo, and nothing that runs or leads away.
const POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; \
    img-src https: data:; frame-ancestors 'self'";

/// What mails are about; those to the staff stand last.
const KINDS: [&str; 7] =
    ["general", "product", "domain", "invoice", "support", "affiliate", "admin"];

impl Thing for Template {
    type Add = AddEmailTemplate;
    type Update = UpdateEmailTemplate;
    type Delete = DeleteEmailTemplate;
    const PATH: &'static str = "/admin/email-templates";
    const LIST: &'static str = "E-mail templates";
    const WORD: &'static str = "template";
    const KEY: &'static str = "id";
    const TEMPLATE: &'static str = "admin/sheet_mail.html";
    const STAYS: bool = true;

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let call = GetEmailTemplateDetails { limitnum: ROWS, ..GetEmailTemplateDetails::default() };
        let rows = desk.call(call).await?.emailtemplates.0.emailtemplate.0;
        Ok(rows.into_iter().find(|row| row.id.id() == Some(id)).map(|row| fields(&row)))
    }

    async fn parts(_: &Desk, id: Option<u64>) -> Vec<Part> {
        let mut inputs = Vec::new();
        if id.is_none() {
            inputs.push(Input::text("name", "Name").required());
            inputs.push(Input::choose("type", "About", pick::words(&KINDS)));
            let languages = pick::languages("The usual one");
            inputs.push(Input::choose("language", "Language", languages));
        }
        inputs.extend([
            Input::text("subject", "Subject").wide().required(),
            Input::area("message", "Message", 16)
                .required()
                .hint("Fields stand as {$client_name}; a tag makes it HTML"),
            Input::text("ownfields", "Fields of its own").wide().hint(
                "Names that a program fills in with SendEmail, such as: weekday, order. \
                     HTML of its own goes in as {$order nofilter}",
            ),
            Input::switch("disabled", "Is not sent"),
        ]);
        vec![part("Mail", inputs)]
    }

    async fn more(desk: &Desk, id: Option<u64>, _: &Fields) -> Value {
        let call = PreviewEmailTemplate { id, ..PreviewEmailTemplate::default() };
        let shown = match id {
            Some(_) => desk.maybe(call).await,
            None => None,
        };
        json!({ "preview": shown, "test": id.is_some() && desk.may("TestEmailTemplate") })
    }

    fn read(posted: &mut Posted) {
        posted.set("custom", 1);
    }
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/email-templates", get(all))
        .merge(sheet::routes::<Template>())
        .route("/admin/email-templates/{id}/test", post(test))
        .route("/admin/email-templates/{id}/preview", get(saved).merge(post(preview)))
}

/// `POST …/test`: what is saved, sent to whoever asks.
async fn test(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let posted = posted.clone().with("id", id);
    let done = match odd::mail(&desk).await {
        Some(_) => "The test was written, but no mail server is named: it reaches nobody",
        None => "The test is on its way",
    };
    let said = tried(desk.submit::<TestEmailTemplate>(&posted).await?, done);
    Ok(desk.tell(&format!("/admin/email-templates/{id}"), said))
}

/// `GET …/preview`: what is saved, as it arrives.
async fn saved(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    let call = PreviewEmailTemplate { id: Some(id), ..PreviewEmailTemplate::default() };
    Ok(mail(desk.call(call).await?))
}

/// `POST …/preview`: what was typed, with examples, into the frame of the page; nothing is saved.
async fn preview(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let call = Posted::default()
        .with("subject", posted.text("subject"))
        .with("message", posted.text("message"));
    Ok(match desk.submit::<PreviewEmailTemplate>(&call).await? {
        Tried::Done(shown) => mail(shown),
        Tried::Again(problems) => alone("text/plain; charset=utf-8", problems.line()),
    })
}

/// A mail as a document of its own: it has styles in it, and nothing of it may run.
fn mail(shown: PreviewEmailTemplateResponse) -> Response {
    match shown.html.is_empty() {
        true => alone("text/plain; charset=utf-8", shown.text.to_string()),
        false => {
            let html = shown.html.replacen("<html>", "<html lang=\"en\">", 1);
            alone("text/html; charset=utf-8", html)
        }
    }
}

fn alone(kind: &'static str, text: String) -> Response {
    let head =
        [(CONTENT_TYPE, kind), (CONTENT_SECURITY_POLICY, POLICY), (CACHE_CONTROL, "no-store")];
    (head, text).into_response()
}

async fn all(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let call = GetEmailTemplateDetails { limitnum: ROWS, ..GetEmailTemplateDetails::default() };
        let found = desk.call(call).await?.emailtemplates.0.emailtemplate.0;
        let kind = ask.status();
        let wanted =
            found.into_iter().filter(|row| kind.as_deref().is_none_or(|k| k == &*row.r#type));
        let rows = wanted.map(|row| {
            let href = format!("/admin/email-templates/{}", row.id.0);
            let cells = vec![
                Cell::main(&*row.name).small(&*row.subject).to(&href),
                Cell::text(&*row.r#type),
                Cell::text(if row.language.is_empty() { "–" } else { &*row.language }),
                Cell::badge(if row.disabled.0 { "Disabled" } else { "Active" }),
            ];
            Row { id: row.id.0, href, cells }
        });
        let table = Table {
            path: "/admin/email-templates",
            title: "E-mail templates",
            lead: "What clients and staff are written",
            columns: vec![
                column("Template"),
                column("About"),
                column("Language"),
                column("Status"),
            ],
            statuses: KINDS.map(str::to_owned).into(),
            new: Some(("/admin/email-templates/new", "New template")),
            empty: "There is no template.",
            ..Table::default()
        };
        Ok(list::searched(ask, table, rows.collect()))
    })
    .await
}
