//! The DNS records of a name for the staff: shown, added, changed, taken away.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use protocol::{AddDnsRecord, DeleteDnsRecord, GetDnsRecords, UpdateDnsRecord};
use serde_json::json;

use super::{Asked, asked, named};
use crate::pages::admin::confirm::{self, Question};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::run;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems};
use crate::pages::zone;

/// `GET /admin/domains/{id}/dns`
pub(super) async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    show(&desk, id, None, Problems::default()).await
}

/// `POST /admin/domains/{id}/dns`
pub(super) async fn submit(
    desk: Desk,
    Path(id): Path<u64>,
    posted: Posted,
) -> Result<Response, Fail> {
    let key = ("domainid", id);
    let said = match posted.verb() {
        "add" => run::<AddDnsRecord>(&desk, &posted, key, "The record was added").await?,
        "update" => run::<UpdateDnsRecord>(&desk, &posted, key, "The record was changed").await?,
        "delete" if !posted.confirmed() => {
            return Ok(confirm::ask(&desk, &posted, delete(&posted, id)).await);
        }
        "delete" => run::<DeleteDnsRecord>(&desk, &posted, key, "The record is gone").await?,
        _ => return Err(Fail::missing(&desk)),
    };
    match said {
        Ok(said) => Ok(desk.go(&format!("/admin/domains/{id}/dns"), &said)),
        Err(problems) => {
            let typed = (posted.verb() == "add").then(|| posted.fields());
            show(&desk, id, typed, problems).await
        }
    }
}

fn delete(posted: &Posted, id: u64) -> Question {
    let record = [posted.text("type"), posted.text("name"), posted.text("value")].join(" ");
    Question {
        title: "Delete this record?".to_owned(),
        text: "What relies on it no longer finds its way.".to_owned(),
        about: vec![record],
        button: "Delete",
        back: format!("/admin/domains/{id}/dns"),
        ..Question::default()
    }
}

async fn show(
    desk: &Desk,
    id: u64,
    typed: Option<BTreeMap<String, String>>,
    problems: Problems,
) -> Result<Response, Fail> {
    let domain = named(desk, id).await?;
    let (rows, refused) = match asked(desk, GetDnsRecords { domainid: id }).await? {
        Asked::Told(found) => (zone::rows(&found), None),
        Asked::Refused(why) => (Vec::new(), Some(why)),
    };
    let first = || {
        let fields = [("type", "A"), ("ttl", "3600")];
        fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    };
    let (status, title) = (problems.status(), format!("DNS records of {domain}"));
    let view = json!({
        "id": id,
        "name": domain,
        "rows": rows,
        "types": zone::types(),
        "times": zone::times(),
        "fields": typed.unwrap_or_else(first),
        "problems": problems,
        "refused": refused,
    });
    Ok(desk.page(status, "admin/domain_dns.html", &title, view).await)
}
