//! Who is turned away: addresses, networks, and mail domains that nobody may register with.

use axum::Router;
use axum::response::Response;
use protocol::{
    AddBannedEmail, AddBannedIp, DeleteBannedEmail, DeleteBannedIp, GetBannedEmails, GetBannedIps,
};
use serde_json::json;

use super::desk::Desk;
use super::done::tried;
use super::fail::Fail;
use super::form::{self, Posted, Problems};
use crate::App;
use crate::routing::{get, post};

/// Bans shown of each kind.
const ROWS: Option<u64> = Some(200);

pub(super) fn routes() -> Router<App> {
    Router::new().route("/admin/bans", get(page).merge(post(submit)))
}

async fn page(desk: Desk) -> Result<Response, Fail> {
    show(&desk, &Posted::default(), Problems::default()).await
}

async fn show(desk: &Desk, posted: &Posted, problems: Problems) -> Result<Response, Fail> {
    let query = desk.query();
    let ip = Some(query.text("q").trim().to_owned()).filter(|text| !text.is_empty());
    let bans = GetBannedIps { ip: ip.clone(), limitnum: ROWS, ..GetBannedIps::default() };
    let mails = GetBannedEmails { limitnum: ROWS, ..GetBannedEmails::default() };
    let (bans, mails) = tokio::join!(desk.ask(bans), desk.maybe(mails));
    // What is typed into the search may be anything.
    let (bans, no_address) = match bans {
        Ok(found) => (found.bans.0.ban.0, false),
        Err(error) if ip.is_some() && form::problems(&error).is_some() => (Vec::new(), true),
        Err(error) => return Err(Fail::new(desk, error)),
    };
    let status = problems.status();
    let mut fields = posted.fields();
    fields.entry("days".to_owned()).or_insert_with(|| "7".to_owned());
    let view = json!({
        "q": ip.unwrap_or_default(),
        "bans": bans,
        "no_address": no_address,
        "mails": mails.map(|found| found.domains.0.domain.0),
        "fields": fields,
        "problems": problems,
    });
    Ok(desk.page(status, "admin/bans.html", "Bans", view).await)
}

async fn submit(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let said = match posted.verb() {
        "ban" => tried(desk.submit::<AddBannedIp>(&posted).await?, "The address is turned away"),
        "lift" => tried(desk.submit::<DeleteBannedIp>(&posted).await?, "The ban is lifted"),
        "mail" => tried(desk.submit::<AddBannedEmail>(&posted).await?, "The domain is banned"),
        "allow" => tried(desk.submit::<DeleteBannedEmail>(&posted).await?, "It is allowed again"),
        _ => return Err(Fail::missing(&desk)),
    };
    match said {
        Ok(said) => Ok(desk.go("/admin/bans", &said)),
        Err(problems) => show(&desk, &posted, problems).await,
    }
}
