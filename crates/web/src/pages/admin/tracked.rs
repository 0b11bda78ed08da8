//! Counted links: what each brought, and new ones.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{AddLink, DeleteLink, GetLinkReport, GetLinks, TrackedLink, UpdateLink};
use serde_json::json;

use super::confirm::{self, Question};
use super::desk::Desk;
use super::done::run;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried};
use super::list::{self, Ask};
use super::table::{Cell, Row, Table, column};
use crate::App;
use crate::routing::{get, post};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/links", get(all))
        .route("/admin/links/new", get(blank).merge(post(create)))
        .route("/admin/links/{id}", get(page).merge(post(submit)))
}

async fn all(desk: Desk) -> Result<Response, Fail> {
    list::show(&desk, async |desk: &Desk, ask: &Ask| {
        let call = GetLinks {
            search: ask.q(),
            limitstart: ask.start(),
            limitnum: ask.rows(),
            ..GetLinks::default()
        };
        let found = desk.call(call).await?;
        let rows = found.links.0.link.into_iter().map(|link| {
            let href = format!("/admin/links/{}", link.id.0);
            let cells = vec![
                Cell::main(&*link.name).small(&*link.url).to(&href),
                Cell::text(if link.campaign.is_empty() { "–" } else { &*link.campaign }),
                Cell::number(link.clicks.0).small(format!("{} visitors", link.uniqueclicks.0)),
                Cell::number(link.signups.0),
                Cell::number(link.orders.0),
                Cell::badge(if link.active.0 { "Active" } else { "Inactive" }),
            ];
            Row { id: link.id.0, href, cells }
        });
        Ok(Table {
            path: "/admin/links",
            title: "Counted links",
            lead: "Addresses to hand out, and who came through them",
            columns: vec![
                column("Link"),
                column("Campaign"),
                column("Clicks").end(),
                column("Sign-ups").end(),
                column("Orders").end(),
                column("State"),
            ],
            rows: rows.collect(),
            total: u64::try_from(found.totalresults.0).unwrap_or(0),
            search: "Name, address or campaign",
            new: Some(("/admin/links/new", "New link")),
            empty: if ask.q().is_some() {
                "No link is like that."
            } else {
                "No link is counted yet."
            },
            ..Table::default()
        })
    })
    .await
}

async fn blank(desk: Desk) -> Response {
    form(&desk, BTreeMap::new(), Problems::default()).await
}

async fn create(desk: Desk, mut posted: Posted) -> Result<Response, Fail> {
    if posted.text("code").trim().is_empty() {
        posted.drop("code");
    }
    match desk.submit::<AddLink>(&posted).await? {
        Tried::Done(made) => {
            let path = format!("/admin/links/{}", made.linkid.0);
            Ok(desk.go(&path, "The link is counted from now on"))
        }
        Tried::Again(problems) => Ok(form(&desk, posted.fields(), problems).await),
    }
}

async fn form(desk: &Desk, fields: BTreeMap<String, String>, problems: Problems) -> Response {
    let status = problems.status();
    let view = json!({ "link": null, "fields": fields, "problems": problems });
    desk.page(status, "admin/link.html", "New link", view).await
}

async fn find(desk: &Desk, id: u64) -> Result<TrackedLink, Fail> {
    let call = GetLinks { linkid: Some(id), ..GetLinks::default() };
    let link = desk.call(call).await?.links.0.link.0.into_iter().next();
    link.ok_or_else(|| Fail::missing(desk))
}

async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    show(&desk, id, None, Problems::default()).await
}

async fn show(
    desk: &Desk,
    id: u64,
    typed: Option<&Posted>,
    problems: Problems,
) -> Result<Response, Fail> {
    let link = find(desk, id).await?;
    let call = GetLinkReport { linkid: id, ..GetLinkReport::default() };
    let report = desk.maybe(call).await;
    let active = if link.active.0 { "1" } else { "0" };
    let own = [
        ("name", link.name.to_string()),
        ("target", link.target.to_string()),
        ("campaign", link.campaign.to_string()),
        ("source", link.source.to_string()),
        ("medium", link.medium.to_string()),
        ("active", active.to_owned()),
    ];
    let own = || own.map(|(name, value)| (name.to_owned(), value)).into();
    let fields: BTreeMap<String, String> = typed.map_or_else(own, Posted::fields);
    let status = problems.status();
    let title = link.name.to_string();
    let view = json!({ "link": link, "report": report, "fields": fields, "problems": problems });
    Ok(desk.page(status, "admin/link.html", &title, view).await)
}

async fn submit(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let key = ("linkid", id);
    if posted.verb() == "delete" && !posted.confirmed() {
        let question = Question {
            title: "Delete this link?".to_owned(),
            text: "Whoever follows it afterwards finds nothing, and its figures are gone."
                .to_owned(),
            button: "Delete",
            back: format!("/admin/links/{id}"),
            ..Question::default()
        };
        return Ok(confirm::ask(&desk, &posted, question).await);
    }
    if posted.verb() == "delete" {
        return match run::<DeleteLink>(&desk, &posted, key, "The link is gone").await? {
            Ok(said) => Ok(desk.go("/admin/links", &said)),
            Err(problems) => show(&desk, id, None, problems).await,
        };
    }
    match run::<UpdateLink>(&desk, &posted, key, "Saved").await? {
        Ok(said) => Ok(desk.go(&format!("/admin/links/{id}"), &said)),
        Err(problems) => show(&desk, id, Some(&posted), problems).await,
    }
}
