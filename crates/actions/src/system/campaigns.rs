//! `AddCampaign` and its neighbours: mails to many clients at once. Our own.

use engine::system::campaigns::{self, Kept};
use engine::system::edits;
use engine::{Act, Cx, Result, invalid, not_now};
use model::hosting::service::ServiceStatus;
use model::people::client::ClientStatus;
use model::people::country::Country;
use model::word::Word as _;
use protocol::wire::Flag;
use protocol::{
    AddCampaign, AddCampaignResponse, AudienceClient, Campaign, DeleteCampaign,
    DeleteCampaignResponse, GetCampaigns, GetCampaignsResponse, PreviewAudience,
    PreviewAudienceResponse, StartCampaign, StartCampaignResponse, StopCampaign,
    StopCampaignResponse, Unsubscribe, UnsubscribeResponse, UpdateCampaign, UpdateCampaignResponse,
};
use store::edits::things::CAMPAIGN;
use store::system::campaigns::{self as rows, Recipient};

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{id, moment, number, page};

/// Clients that a preview names.
const NAMED: i64 = 20;
/// Mails in a minute at most.
const PER_MINUTE_MAX: u64 = 1_000;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddCampaign| Box::pin(add(act, call)))
        .write(|act, call: UpdateCampaign| Box::pin(update(act, call)))
        .write(|act, call: DeleteCampaign| Box::pin(delete(act, call)))
        .write(|act, call: StartCampaign| Box::pin(start(act, call)))
        .write(|act, call: StopCampaign| Box::pin(stop(act, call)))
        .write(|act, call: Unsubscribe| Box::pin(unsubscribe(act, call)))
        .read(|cx, call: GetCampaigns| Box::pin(list(cx, call)))
        .read(|cx, call: PreviewAudience| Box::pin(preview(cx, call)))
}

async fn add(act: &mut Act, call: AddCampaign) -> Result<AddCampaignResponse> {
    let mut kept = Kept::default();
    choose(&mut kept, (call.groupid, call.productid, call.serverid));
    choose_words(&mut kept, (call.servicestatus, call.status, call.country))?;
    let marketing = call.marketing.unwrap_or(Flag(true));
    campaigns::check_texts(Some(&call.subject), Some(&call.message))?;
    let fields = Fields::new()
        .needed("name", call.name)?
        .needed("subject", call.subject)?
        .needed("message", call.message)?
        .text("audience", Some(serde_json::to_string(&kept)?))
        .flag("marketing", Some(marketing))
        .number("per_minute", per_minute(call.perminute)?);
    let campaign = edits::add(act, &CAMPAIGN, fields.done()).await?;
    let staff = act.caller.actor.staff().map_or(0, |staff| staff.0);
    let at = act.at();
    rows::made(&mut act.conn, campaign, staff, at).await?;
    let count = rows::count(&mut act.conn, &kept.audience(marketing.0)).await?;
    Ok(AddCampaignResponse { campaignid: campaign.into(), recipients: count.into() })
}

async fn update(act: &mut Act, call: UpdateCampaign) -> Result<UpdateCampaignResponse> {
    let before = campaigns::one(act, number(call.campaignid)).await?;
    if before.status != "Draft" {
        return Err(not_now("A campaign that was started stays as it is"));
    }
    let mut kept: Kept = serde_json::from_str(&before.audience)?;
    choose(&mut kept, (call.groupid, call.productid, call.serverid));
    choose_words(&mut kept, (call.servicestatus, call.status, call.country))?;
    let marketing = call.marketing.map_or(before.marketing, |flag| flag.0);
    campaigns::check_texts(call.subject.as_deref(), call.message.as_deref())?;
    let fields = Fields::new()
        .kept("name", call.name)?
        .kept("subject", call.subject)?
        .kept("message", call.message)?
        .text("audience", Some(serde_json::to_string(&kept)?))
        .flag("marketing", Some(Flag(marketing)))
        .number("per_minute", per_minute(call.perminute)?);
    edits::change(act, &CAMPAIGN, before.id, fields.done()).await?;
    let count = rows::count(&mut act.conn, &kept.audience(marketing)).await?;
    Ok(UpdateCampaignResponse { campaignid: before.id.into(), recipients: count.into() })
}

async fn delete(act: &mut Act, call: DeleteCampaign) -> Result<DeleteCampaignResponse> {
    edits::remove(act, &CAMPAIGN, number(call.campaignid)).await?;
    Ok(DeleteCampaignResponse { campaignid: call.campaignid.into() })
}

async fn start(act: &mut Act, call: StartCampaign) -> Result<StartCampaignResponse> {
    let count = campaigns::start(act, number(call.campaignid)).await?;
    Ok(StartCampaignResponse { campaignid: call.campaignid.into(), recipients: count.into() })
}

async fn stop(act: &mut Act, call: StopCampaign) -> Result<StopCampaignResponse> {
    campaigns::stop(act, number(call.campaignid), call.cancel.0).await?;
    let status = if call.cancel.0 { "Cancelled" } else { "Paused" };
    Ok(StopCampaignResponse { campaignid: call.campaignid.into(), status: status.into() })
}

async fn unsubscribe(act: &mut Act, call: Unsubscribe) -> Result<UnsubscribeResponse> {
    campaigns::unsubscribe(act, id(call.clientid), call.token.trim()).await?;
    Ok(UnsubscribeResponse { clientid: call.clientid.into() })
}

async fn list(cx: &Cx, call: GetCampaigns) -> Result<GetCampaignsResponse> {
    let settings = cx.engine.settings().await?;
    let (start, limit) = page(call.limitstart, call.limitnum);
    let mut c = cx.read().await?;
    let (found, total) = match call.campaignid {
        Some(one) => {
            let row = rows::by_id(&mut c, number(one)).await?;
            let count = i64::from(row.is_some());
            (row.into_iter().collect(), count)
        }
        None => rows::page(&mut c, start, limit).await?,
    };
    let mut shown = Vec::new();
    for row in found {
        let kept: Kept = serde_json::from_str(&row.audience)?;
        let recipients = match row.status.as_str() {
            // A whole table is counted for that: not for each row of a list.
            "Draft" if call.campaignid.is_none() => None,
            "Draft" => Some(rows::count(&mut c, &kept.audience(row.marketing)).await?),
            _ => Some(row.waiting + row.sent + row.skipped),
        };
        shown.push(Campaign {
            campaignid: row.id.into(),
            name: row.name.into(),
            subject: row.subject.into(),
            message: row.message.into(),
            groupid: kept.group.into(),
            productid: kept.product.into(),
            serverid: kept.server.into(),
            servicestatus: kept.servicestatus.into(),
            status: kept.status.into(),
            country: kept.country.into(),
            marketing: row.marketing.into(),
            perminute: row.per_minute.into(),
            state: row.status.into(),
            recipients: recipients.map(Into::into),
            waiting: row.waiting.into(),
            sent: row.sent.into(),
            skipped: row.skipped.into(),
            createdat: moment(&settings, Some(row.created_at)),
            startedat: moment(&settings, row.started_at),
            finishedat: moment(&settings, row.finished_at),
        });
    }
    Ok(GetCampaignsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: shown.len().into(),
        campaigns: shown.into_iter().collect(),
    })
}

async fn preview(cx: &Cx, call: PreviewAudience) -> Result<PreviewAudienceResponse> {
    let mut kept = Kept::default();
    choose(&mut kept, (call.groupid, call.productid, call.serverid));
    choose_words(&mut kept, (call.servicestatus, call.status, call.country))?;
    per_minute(call.perminute)?;
    campaigns::check_texts(call.subject.as_deref(), call.message.as_deref())?;
    let audience = kept.audience(call.marketing.unwrap_or(Flag(true)).0);
    let mut c = cx.read().await?;
    let count = rows::count(&mut c, &audience).await?;
    let clients = rows::some(&mut c, &audience, NAMED).await?;
    let shown = |row: Recipient| AudienceClient {
        clientid: row.client_id.0.into(),
        name: row.name.into(),
        email: row.email.into(),
    };
    Ok(PreviewAudienceResponse {
        recipients: count.into(),
        clients: clients.into_iter().map(shown).collect(),
    })
}

/// Group, product and server, where they were sent.
fn choose(kept: &mut Kept, sent: (Option<u64>, Option<u64>, Option<u64>)) {
    let places = [&mut kept.group, &mut kept.product, &mut kept.server];
    for (place, value) in places.into_iter().zip([sent.0, sent.1, sent.2]) {
        *place = value.map_or(*place, number);
    }
}

/// Status of the service, status of the client and country, where they were sent.
fn choose_words(
    kept: &mut Kept,
    sent: (Option<String>, Option<String>, Option<String>),
) -> Result<()> {
    let country = sent.2.map(|text| text.to_ascii_uppercase());
    let places = [&mut kept.servicestatus, &mut kept.status, &mut kept.country];
    for (place, value) in places.into_iter().zip([sent.0, sent.1, country]) {
        if let Some(value) = value {
            value.trim().clone_into(place);
        }
    }
    let Kept { servicestatus, status, country, .. } = kept;
    if !servicestatus.is_empty() && ServiceStatus::from_word(servicestatus).is_none() {
        return Err(invalid("servicestatus", "No service has this status"));
    }
    if !status.is_empty() && ClientStatus::from_word(status).is_none() {
        return Err(invalid("status", "Invalid Client Status"));
    }
    if !country.is_empty() && Country::of(country).is_none() {
        return Err(invalid("country", "There is no such country: two letters, such as DE"));
    }
    Ok(())
}

fn per_minute(given: Option<u64>) -> Result<Option<u64>> {
    match given {
        Some(count) if !(1..=PER_MINUTE_MAX).contains(&count) => {
            Err(invalid("perminute", format!("From 1 to {PER_MINUTE_MAX} mails in a minute")))
        }
        given => Ok(given),
    }
}
