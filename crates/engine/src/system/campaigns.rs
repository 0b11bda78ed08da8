//! Mails to many clients at once: an audience, written down when the sending begins, and so many
//! mails in a minute as the campaign says. Advertising goes only to those who agreed to it.

use std::collections::BTreeMap;

use model::ids::ClientId;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::system::campaigns::{self, Audience, CampaignRow};
use store::system::jobs::Claimed;

use super::settings::SYSTEM_URL;
use super::templates::{self, Message};
use crate::jobs::Ending;
use crate::{Act, Door, Engine, Fault, Job, Result, conflict, invalid, not_found, not_now};

/// The field with the address that ends advertising.
const UNSUBSCRIBE: &str = "unsubscribe_url";
/// Between two portions of a campaign (seconds).
const MINUTE: i64 = 60;

/// The audience as it is kept with the campaign.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// Client group; 0 for any.
    pub group: i64,
    /// Product; 0 for any.
    pub product: i64,
    /// Server; 0 for any.
    pub server: i64,
    /// Status of the service; empty for any.
    pub servicestatus: String,
    /// Status of the client; empty for any.
    pub status: String,
    /// Two letters; empty for any.
    pub country: String,
}

impl Kept {
    /// As the store asks for it.
    #[must_use]
    pub fn audience(&self, marketing: bool) -> Audience {
        Audience {
            group: self.group,
            product: self.product,
            server: self.server,
            service_status: self.servicestatus.clone(),
            status: self.status.clone(),
            country: self.country.clone(),
            opted_in: marketing,
        }
    }
}

/// The audience of a campaign.
///
/// # Errors
/// Broken when what is kept cannot be read.
pub fn audience(row: &CampaignRow) -> Result<Audience> {
    let kept: Kept = serde_json::from_str(&row.audience)?;
    Ok(kept.audience(row.marketing))
}

/// Refuses what could not be written to a client: nothing is sent that was not filled in.
///
/// # Errors
/// Invalid, naming `subject` or `message`.
pub fn check_texts(subject: Option<&str>, message: Option<&str>) -> Result<()> {
    for (parameter, text) in [("subject", subject), ("message", message)] {
        templates::check_for_client(parameter, text.unwrap_or_default(), &[UNSUBSCRIBE])?;
    }
    Ok(())
}

/// A campaign, locked.
///
/// # Errors
/// Not found.
pub async fn one(act: &mut Act, id: i64) -> Result<CampaignRow> {
    let found = campaigns::lock(&mut act.conn, id).await?;
    found.ok_or_else(|| not_found("Campaign ID Not Found"))
}

/// Begins, or goes on with, the sending of a campaign.
///
/// # Errors
/// Not found; not now when it is over; conflict when nobody would be written to; [`check_texts`].
pub async fn start(act: &mut Act, id: i64) -> Result<u64> {
    let row = one(act, id).await?;
    if !["Draft", "Paused"].contains(&row.status.as_str()) {
        return Err(not_now(format!("The campaign is {}", row.status)));
    }
    check_texts(Some(&row.subject), Some(&row.message))?;
    let mut count = 0;
    if row.status == "Draft" {
        count = campaigns::address(&mut act.conn, id, &audience(&row)?).await?;
        if count == 0 {
            return Err(conflict("Nobody would be written to"));
        }
    }
    go(act, &row, "Sending").await?;
    enqueue(act, id, act.at()).await?;
    Ok(count)
}

/// Stops a campaign for now or for good.
///
/// # Errors
/// Not found; not now when it is not under way.
pub async fn stop(act: &mut Act, id: i64, for_good: bool) -> Result<()> {
    let row = one(act, id).await?;
    let under_way = row.status == "Sending" || (for_good && row.status == "Paused");
    if !under_way {
        return Err(not_now(format!("The campaign is {}", row.status)));
    }
    go(act, &row, if for_good { "Cancelled" } else { "Paused" }).await
}

async fn go(act: &mut Act, row: &CampaignRow, to: &str) -> Result<()> {
    let at = act.at();
    if !campaigns::go(&mut act.conn, row.id, &row.status, to, at).await? {
        return Err(conflict("The campaign was changed by somebody else"));
    }
    act.changed("campaigns", row.id, &[("status", json!(row.status), json!(to))]).await?;
    act.log(None, format!("Campaign {to} - {} - Campaign ID: {}", row.name, row.id)).await
}

async fn enqueue(act: &mut Act, campaign: i64, run_at: i64) -> Result<()> {
    let payload = json!({ "campaign": campaign });
    act.enqueue_at(Job { kind: "campaign", payload, unique_key: None }, run_at, 20).await
}

#[derive(Deserialize)]
struct Payload {
    campaign: i64,
}

/// The job `campaign`: one portion, and the next one a minute later. All of it is one act, so a
/// portion that fails was not sent, and one that was sent is not sent again.
pub(crate) async fn work(engine: &Engine, job: &Claimed) -> Result<Ending> {
    let Payload { campaign } = serde_json::from_str(&job.payload)
        .map_err(|error| invalid("payload", format!("not a campaign: {error}")))?;
    let mut act = engine.begin_system(Door::Automation, "SendCampaign").await?;
    let Some(row) = campaigns::lock(&mut act.conn, campaign).await? else {
        return Ok(Ending::Done);
    };
    if row.status != "Sending" {
        return Ok(Ending::Done);
    }
    let portion = campaigns::waiting(&mut act.conn, campaign, row.per_minute).await?;
    if portion.is_empty() {
        go(&mut act, &row, "Done").await?;
        act.commit().await?;
        return Ok(Ending::Done);
    }
    for (client, agrees) in portion {
        let why = if row.marketing && !agrees {
            "Unsubscribed meanwhile".to_owned()
        } else {
            write_to(&mut act, &row, client).await?
        };
        let at = act.at();
        campaigns::settled(&mut act.conn, campaign, client, &why, at).await?;
    }
    // Whoever looks sees at once that all is sent, and not a minute later.
    if campaigns::recount(&mut act.conn, campaign).await? == 0 {
        go(&mut act, &row, "Done").await?;
    } else {
        let next = act.at() + MINUTE;
        enqueue(&mut act, campaign, next).await?;
    }
    act.commit().await?;
    Ok(Ending::Done)
}

/// Writes to one client; why not, when that is not possible.
async fn write_to(act: &mut Act, row: &CampaignRow, client: ClientId) -> Result<String> {
    let link = unsubscribe_link(act, client);
    let mut body = row.message.clone();
    if row.marketing && !body.contains("{$unsubscribe_url}") {
        body.push_str(if body.contains("</") {
            "<p><a href=\"{$unsubscribe_url}\">Unsubscribe</a></p>"
        } else {
            "\n\nUnsubscribe: {$unsubscribe_url}\n"
        });
    }
    let message =
        Message::Custom { kind: "general".to_owned(), subject: row.subject.clone(), body };
    let extra = BTreeMap::from([(UNSUBSCRIBE.to_owned(), link)]);
    match templates::send(act, &message, Some(client.0), &extra).await {
        Ok(()) => Ok(String::new()),
        Err(Fault::Refused(refusal)) => Ok(refusal.said.into_owned()),
        Err(broken) => Err(broken),
    }
}

/// The address under which a client wants no more advertising.
fn unsubscribe_link(act: &Act, client: ClientId) -> String {
    let token = act.engine.secrets().fingerprint(&format!("unsubscribe:{client}"));
    // In the alphabet for addresses (RFC 4648 section 5).
    let token = token.replace('+', "-").replace('/', "_");
    format!("{}unsubscribe?c={client}&t={token}", act.settings.text(SYSTEM_URL))
}

/// Ends advertising for a client whose mail had this token; repeating it changes nothing.
///
/// # Errors
/// Not found when the token is none of that client.
pub async fn unsubscribe(act: &mut Act, client: ClientId, token: &str) -> Result<()> {
    let text = format!("unsubscribe:{client}");
    let token = token.replace('-', "+").replace('_', "/");
    if !act.engine.secrets().is_fingerprint_of(&token, &text) {
        return Err(not_found("The link is not valid"));
    }
    let at = act.at();
    if campaigns::opt(&mut act.conn, client, false, at).await? {
        act.changed("client", client, &[("marketingoptin", json!(true), json!(false))]).await?;
        act.log(Some(client), "Unsubscribed from Marketing Emails").await?;
        act.event("ClientUnsubscribed", Some(client), &json!({})).await?;
    }
    Ok(())
}
