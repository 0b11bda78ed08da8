//! What gateways and our books do not agree about: our own actions.

use engine::billing::differences as ours;
use engine::system::settings::Settings;
use engine::{Act, Cx, Result, not_permitted};
use protocol::{
    Action as _, CloseGatewayDifference, CloseGatewayDifferenceResponse, GatewayDifference,
    GetGatewayDifferences, GetGatewayDifferencesResponse,
};
use store::billing::gateway_differences::{self, DifferenceRow};

use crate::Registry;
use crate::wire::{moment, number, page};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetGatewayDifferences| Box::pin(get(cx, call)))
        .write(|act, call: CloseGatewayDifference| Box::pin(close(act, call)))
}

async fn get(cx: &Cx, call: GetGatewayDifferences) -> Result<GetGatewayDifferencesResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(GetGatewayDifferences::NAME));
    }
    let (start, limit) = page(call.limitstart, call.limitnum);
    let named = |text: Option<String>| {
        text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let (status, gateway) = (named(call.status), named(call.gateway));
    let mut c = cx.read().await?;
    let (status, gateway) = (status.as_deref(), gateway.as_deref());
    let (rows, total) = gateway_differences::page(&mut c, status, gateway, (start, limit)).await?;
    let settings = cx.engine.settings().await?;
    Ok(GetGatewayDifferencesResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        differences: rows.into_iter().map(|row| wire(&settings, row)).collect(),
    })
}

fn wire(settings: &Settings, row: DifferenceRow) -> GatewayDifference {
    GatewayDifference {
        differenceid: row.id.into(),
        gateway: row.gateway.into(),
        transid: row.reference.into(),
        kind: row.kind.into(),
        description: row.description.into(),
        invoiceid: row.invoice_id.map_or(0, |id| id.0).into(),
        userid: row.client_id.map_or(0, |id| id.0).into(),
        status: row.status.into(),
        found: moment(settings, Some(row.found_at)),
        closed: moment(settings, row.closed_at),
        notes: row.notes.into(),
    }
}

async fn close(
    act: &mut Act,
    call: CloseGatewayDifference,
) -> Result<CloseGatewayDifferenceResponse> {
    ours::close(act, number(call.differenceid), call.notes.as_deref()).await?;
    Ok(CloseGatewayDifferenceResponse { differenceid: call.differenceid.into() })
}
