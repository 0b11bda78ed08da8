//! Where mail to the addresses of a name goes, for the staff: shown, added, taken away.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::response::Response;
use protocol::{AddEmailForward, DeleteEmailForward, EmailForward, GetEmailForwards};
use serde_json::json;

use super::{Asked, asked, named};
use crate::pages::admin::confirm::{self, Question};
use crate::pages::admin::desk::Desk;
use crate::pages::admin::done::run;
use crate::pages::admin::fail::Fail;
use crate::pages::admin::form::{Posted, Problems};

/// `GET /admin/domains/{id}/forwards`
pub(super) async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    show(&desk, id, BTreeMap::new(), Problems::default()).await
}

/// `POST /admin/domains/{id}/forwards`
pub(super) async fn submit(
    desk: Desk,
    Path(id): Path<u64>,
    posted: Posted,
) -> Result<Response, Fail> {
    let key = ("domainid", id);
    let said = match posted.verb() {
        "add" => run::<AddEmailForward>(&desk, &posted, key, "Its mail is passed on").await?,
        "delete" if !posted.confirmed() => {
            return Ok(confirm::ask(&desk, &posted, delete(&posted, id)).await);
        }
        "delete" => {
            run::<DeleteEmailForward>(&desk, &posted, key, "Its mail is passed on no longer")
                .await?
        }
        _ => return Err(Fail::missing(&desk)),
    };
    match said {
        Ok(said) => Ok(desk.go(&format!("/admin/domains/{id}/forwards"), &said)),
        Err(problems) => {
            let is_new = posted.verb() == "add";
            let typed = if is_new { posted.fields() } else { BTreeMap::new() };
            show(&desk, id, typed, problems).await
        }
    }
}

fn delete(posted: &Posted, id: u64) -> Question {
    let (prefix, destination) = (posted.text("prefix"), posted.text("destination"));
    Question {
        title: "Pass this mail on no longer?".to_owned(),
        text: "What is sent to the address comes back.".to_owned(),
        about: vec![format!("{prefix} to {destination}")],
        button: "Delete",
        back: format!("/admin/domains/{id}/forwards"),
        ..Question::default()
    }
}

async fn show(
    desk: &Desk,
    id: u64,
    fields: BTreeMap<String, String>,
    problems: Problems,
) -> Result<Response, Fail> {
    let domain = named(desk, id).await?;
    let (rows, refused): (Vec<EmailForward>, _) =
        match asked(desk, GetEmailForwards { domainid: id }).await? {
            Asked::Told(found) => (found.forwards.0.forward.0, None),
            Asked::Refused(why) => (Vec::new(), Some(why)),
        };
    let (status, title) = (problems.status(), format!("E-mail forwarding of {domain}"));
    let view = json!({
        "id": id,
        "name": domain,
        "rows": rows,
        "fields": fields,
        "problems": problems,
        "refused": refused,
    });
    Ok(desk.page(status, "admin/domain_forwards.html", &title, view).await)
}
