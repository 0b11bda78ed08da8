//! Mass mail: who is written to, what, and how far it is.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use protocol::{
    AddCampaign, DeleteCampaign, GetCampaigns, GetServers, PreviewAudience, PreviewEmailTemplate,
    StartCampaign, StopCampaign, UpdateCampaign,
};
use serde_json::{Value, json};

use crate::App;
use crate::pages::admin::confirm::{self, Question};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::tried;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems, Tried};
use crate::pages::admin::list::{self, Ask};
use crate::pages::admin::pick::{self, Choice};
use crate::pages::admin::sheet::{self, Fields, Input, Part, Thing, choices, fields, part};
use crate::pages::admin::table::{Cell, Row, Table, column};
use crate::routing::{get, post};

/// What a preview looks at.
const PREVIEWED: [&str; 10] = [
    "groupid",
    "productid",
    "serverid",
    "servicestatus",
    "status",
    "country",
    "marketing",
    "perminute",
    "subject",
    "message",
];

struct Campaign;

impl Thing for Campaign {
    type Add = AddCampaign;
    type Update = UpdateCampaign;
    type Delete = DeleteCampaign;
    const PATH: &'static str = "/admin/mass-mail";
    const LIST: &'static str = "Mass mail";
    const WORD: &'static str = "campaign";
    const KEY: &'static str = "campaignid";
    const TEMPLATE: &'static str = "admin/sheet_campaign.html";
    const STAYS: bool = true;

    /// Advertising unless somebody says that it is none: it goes only to those who agreed.
    fn begin(fields: &mut Fields) {
        fields.entry("marketing".to_owned()).or_insert_with(|| "1".to_owned());
    }

    async fn find(desk: &Desk, id: u64) -> Result<Option<Fields>, Fail> {
        let call = GetCampaigns { campaignid: Some(id), ..GetCampaigns::default() };
        let rows = desk.call(call).await?.campaigns.0.campaign.0;
        Ok(rows.into_iter().next().map(|row| fields(&row)))
    }

    async fn parts(desk: &Desk, _: Option<u64>) -> Vec<Part> {
        let (groups, products, servers) =
            tokio::join!(pick::client_groups(desk), pick::products(desk), servers(desk));
        let any = |rows: Vec<Choice>| {
            std::iter::once(("0".to_owned(), "Any".to_owned())).chain(rows).collect()
        };
        let mut states = choices(&[("", "Any")]);
        states.extend(pick::words(&["Active", "Inactive", "Closed"]));
        let mut of_services = choices(&[("", "Any")]);
        of_services.extend(pick::words(&[
            "Pending",
            "Active",
            "Suspended",
            "Terminated",
            "Cancelled",
        ]));
        vec![
            part(
                "Who is written to",
                [
                    Input::choose("groupid", "Client group", any(groups)),
                    Input::choose("status", "Status of the client", states),
                    Input::text("country", "Country").hint("Two letters; empty: any"),
                    Input::choose("productid", "With the product", any(products)),
                    Input::choose("serverid", "With a service on", any(servers)),
                    Input::choose("servicestatus", "That service is", of_services),
                    Input::switch("marketing", "It is advertising")
                        .hint("Only for those who agreed, and with a link to unsubscribe"),
                ],
            ),
            part(
                "What is written",
                [
                    Input::text("name", "Name, for us").required(),
                    Input::number("perminute", "Mails in a minute at most"),
                    Input::text("subject", "Subject").wide().required(),
                    Input::area("message", "Message", 12)
                        .hint("Fields stand as {$client_name}; a tag makes it HTML"),
                ],
            ),
        ]
    }

    async fn more(desk: &Desk, id: Option<u64>, _: &Fields) -> Value {
        json!({ "preview": null, "mail": null, "may": id.is_some() && desk.may("StartCampaign") })
    }
}

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/mass-mail", get(all))
        .merge(sheet::routes::<Campaign>())
        .route("/admin/mass-mail/preview", post(preview))
        .route("/admin/mass-mail/{id}/run", post(run))
}

/// `POST /admin/mass-mail/preview`: who would get what was typed; nothing is saved.
async fn preview(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let id = posted.id("campaignid");
    let mut call = Posted::default();
    for name in PREVIEWED {
        call.set(name, posted.text(name));
    }
    let found = match desk.submit::<PreviewAudience>(&call).await? {
        Tried::Done(found) => found,
        Tried::Again(problems) => {
            return Ok(sheet::show::<Campaign>(&desk, id, posted.fields(), problems).await);
        }
    };
    let mail = PreviewEmailTemplate {
        id: None,
        subject: Some(posted.text("subject").to_owned()),
        message: Some(posted.text("message").to_owned()),
    };
    let mail = desk.maybe(mail).await;
    let mut typed = match id {
        Some(id) => Campaign::find(&desk, id).await?.unwrap_or_default(),
        None => Fields::new(),
    };
    typed.extend(posted.fields());
    let more = json!({ "preview": found, "mail": mail, "may": false });
    let mut view = sheet::view::<Campaign>(&desk, id, typed, more).await;
    view["problems"] = json!(Problems::default());
    Ok(desk.page(StatusCode::OK, Campaign::TEMPLATE, "Preview", view).await)
}

/// `POST /admin/mass-mail/{id}/run`: starts, pauses, goes on with, or ends it.
async fn run(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let here = format!("/admin/mass-mail/{id}");
    let call = Posted::default().with("campaignid", id).with("once", posted.text("once"));
    let said = match posted.verb() {
        "start" if !posted.confirmed() => {
            let found = Campaign::find(&desk, id).await?.ok_or_else(|| Fail::missing(&desk))?;
            let count = found.get("recipients").cloned().unwrap_or_default();
            let question = Question {
                title: format!("Write to {count} clients?"),
                text: "What was sent cannot be taken back. It can be paused.".to_owned(),
                button: "Start",
                back: here,
                ..Question::default()
            };
            return Ok(confirm::ask(&desk, &posted, question).await);
        }
        "start" => tried(desk.submit::<StartCampaign>(&call).await?, "The sending has begun"),
        "pause" => tried(desk.submit::<StopCampaign>(&call).await?, "It is paused"),
        "cancel" => {
            let call = call.with("cancel", 1);
            tried(desk.submit::<StopCampaign>(&call).await?, "It is over")
        }
        _ => return Err(Fail::missing(&desk)),
    };
    Ok(desk.tell(&here, said))
}

async fn servers(desk: &Desk) -> Vec<Choice> {
    let found = desk.maybe(GetServers::default()).await;
    let rows = found.map(|found| found.servers.0).unwrap_or_default();
    rows.into_iter().map(|row| (row.id.0.to_string(), row.name.to_string())).collect()
}

async fn all(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let call = GetCampaigns {
            limitstart: ask.start(),
            limitnum: ask.rows(),
            ..GetCampaigns::default()
        };
        let found = desk.call(call).await?;
        let total = u64::try_from(found.totalresults.0).unwrap_or(0);
        let rows = found.campaigns.0.campaign.into_iter().map(|row| {
            let href = format!("/admin/mass-mail/{}", row.campaignid.0);
            let cells = vec![
                Cell::main(&*row.name).small(&*row.subject).to(&href),
                Cell::badge(&*row.state),
                Cell::moment(&row.createdat),
                Cell::moment(&row.finishedat),
                Cell::number(match row.recipients {
                    Some(all) => format!("{} of {}", row.sent.0, all.0),
                    None => "–".to_owned(),
                }),
            ];
            Row { id: row.campaignid.0, href, cells }
        });
        Ok(Table {
            path: "/admin/mass-mail",
            title: "Mass mail",
            lead: "Mails to many clients at once, and what became of them",
            columns: vec![
                column("Campaign"),
                column("Status"),
                column("Made"),
                column("Finished"),
                column("Sent").end(),
            ],
            rows: rows.collect(),
            total,
            new: Some(("/admin/mass-mail/new", "New campaign")),
            empty: "Nothing was sent to many yet.",
            ..Table::default()
        })
    })
    .await
}
