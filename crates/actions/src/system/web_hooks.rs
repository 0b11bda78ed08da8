//! `AddWebHook` and its neighbours, our own: programs of others are told what happens.

use engine::system::settings::Settings;
use engine::system::web_hooks::{self, Wanted};
use engine::{Act, Cx, Result, invalid};
use model::ids::ClientId;
use protocol::wire::Csv;
use protocol::{
    AddWebHook, AddWebHookResponse, DeleteWebHook, DeleteWebHookResponse, Event, GetEvents,
    GetEventsResponse, GetWebHookDeliveries, GetWebHookDeliveriesResponse, GetWebHooks,
    GetWebHooksResponse, ReplayWebHook, ReplayWebHookResponse, UpdateWebHook,
    UpdateWebHookResponse, WebHook, WebHookDelivery,
};
use store::system::outbox::{self, EventRow};
use store::system::web_hooks::{self as rows, DeliveryRow};

use crate::Registry;
use crate::wire::{moment, never_unset, number, page};

/// More than there can be.
const HOOKS_MAX: i64 = 1_000;
/// The states of a delivery.
const STATES: [&str; 3] = ["Waiting", "Sent", "Failed"];

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddWebHook| Box::pin(add(act, call)))
        .write(|act, call: UpdateWebHook| Box::pin(update(act, call)))
        .write(|act, call: DeleteWebHook| Box::pin(delete(act, call)))
        .write(|act, call: ReplayWebHook| Box::pin(replay(act, call)))
        .read(|cx, call: GetWebHooks| Box::pin(list(cx, call)))
        .read(|cx, call: GetWebHookDeliveries| Box::pin(deliveries(cx, call)))
        .read(|cx, call: GetEvents| Box::pin(events(cx, call)))
}

async fn add(act: &mut Act, call: AddWebHook) -> Result<AddWebHookResponse> {
    let wanted = Wanted {
        url: Some(call.url),
        events: Some(call.events.0),
        description: call.description,
        ..Wanted::default()
    };
    let (id, secret) = web_hooks::add(act, wanted).await?;
    Ok(AddWebHookResponse { webhookid: id.into(), secret: secret.into() })
}

async fn update(act: &mut Act, mut call: UpdateWebHook) -> Result<UpdateWebHookResponse> {
    // An empty parameter changes nothing, so a field to empty is named.
    for name in call.unset.iter() {
        match name.trim() {
            "description" => call.description = Some(String::new()),
            other => return Err(never_unset(other)),
        }
    }
    let id = number(call.webhookid);
    let wanted = Wanted {
        url: call.url,
        events: call.events.map(|events| kinds(&events)),
        description: call.description,
        enabled: call.enabled.map(|enabled| enabled.0),
        new_secret: call.newsecret.0,
    };
    let secret = web_hooks::update(act, id, wanted).await?;
    Ok(UpdateWebHookResponse { webhookid: id.into(), secret: secret.map(Into::into) })
}

/// Words between commas.
fn kinds(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|kind| !kind.is_empty()).map(str::to_owned).collect()
}

async fn delete(act: &mut Act, call: DeleteWebHook) -> Result<DeleteWebHookResponse> {
    let id = number(call.webhookid);
    web_hooks::delete(act, id).await?;
    Ok(DeleteWebHookResponse { webhookid: id.into() })
}

async fn replay(act: &mut Act, call: ReplayWebHook) -> Result<ReplayWebHookResponse> {
    let delivery = call.deliveryid.map(number);
    let replayed = web_hooks::again(act, number(call.webhookid), delivery).await?;
    Ok(ReplayWebHookResponse { replayed: replayed.into() })
}

async fn list(cx: &Cx, _: GetWebHooks) -> Result<GetWebHooksResponse> {
    let settings = cx.engine.settings().await?;
    let mut c = cx.read().await?;
    let mut hooks = Vec::new();
    for row in rows::list(&mut c, HOOKS_MAX).await? {
        let open = rows::open(&mut c, row.id).await?;
        hooks.push(WebHook {
            id: row.id.into(),
            url: row.url.into(),
            events: Csv(rows::kinds(&mut c, row.id).await?),
            description: row.description.into(),
            enabled: row.enabled.into(),
            created: moment(&settings, Some(row.created_at)),
            waiting: open.waiting.into(),
            failed: open.failed.into(),
        });
    }
    Ok(GetWebHooksResponse { webhooks: hooks.into_iter().collect() })
}

async fn deliveries(cx: &Cx, call: GetWebHookDeliveries) -> Result<GetWebHookDeliveriesResponse> {
    let settings = cx.engine.settings().await?;
    let status = call.status.as_deref();
    if status.is_some_and(|status| !STATES.contains(&status)) {
        return Err(invalid("status", "Invalid Status"));
    }
    let (start, count) = page(call.limitstart, call.limitnum);
    let mut c = cx.read().await?;
    let hook = number(call.webhookid);
    let total = rows::deliveries_count(&mut c, hook, status).await?;
    let found = rows::deliveries(&mut c, hook, status, start, count).await?;
    Ok(GetWebHookDeliveriesResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: i64::try_from(found.len()).unwrap_or(i64::MAX).into(),
        deliveries: found.into_iter().map(|row| delivery(&settings, row)).collect(),
    })
}

fn delivery(settings: &Settings, row: DeliveryRow) -> WebHookDelivery {
    WebHookDelivery {
        id: row.id.into(),
        eventid: row.event_id.into(),
        kind: row.kind.into(),
        status: row.status.into(),
        attempts: row.attempts.into(),
        httpstatus: row.http_status.into(),
        error: row.error.into(),
        date: moment(settings, Some(row.updated_at)),
    }
}

async fn events(cx: &Cx, call: GetEvents) -> Result<GetEventsResponse> {
    let settings = cx.engine.settings().await?;
    let after = call.after.map_or(0, number);
    let wanted = outbox::Wanted {
        after,
        kind: call.kind.as_deref(),
        client: call.clientid.map(|id| ClientId(number(id))),
    };
    let (start, count) = page(call.limitstart, call.limitnum);
    let mut c = cx.read().await?;
    let (found, total) = match call.newest.0 {
        true => {
            let (found, total) = outbox::newest(&mut c, wanted, start, count).await?;
            (found, Some(total.into()))
        }
        false => (outbox::page(&mut c, wanted, count).await?, None),
    };
    Ok(GetEventsResponse {
        totalresults: total,
        numreturned: i64::try_from(found.len()).unwrap_or(i64::MAX).into(),
        lastid: found.last().map_or(after, |row| row.id).into(),
        events: found.into_iter().map(|row| event(&settings, row)).collect(),
    })
}

fn event(settings: &Settings, row: EventRow) -> Event {
    Event {
        id: row.id.into(),
        kind: row.kind.into(),
        date: moment(settings, Some(row.at)),
        clientid: row.client_id.map_or(0, |id| id.0).into(),
        data: row.payload.into(),
    }
}
