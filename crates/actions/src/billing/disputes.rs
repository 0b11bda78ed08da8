//! Disputed payments: our own actions.

use engine::billing::disputes as ours;
use engine::system::settings::Settings;
use engine::{Act, Cx, Result, not_permitted};
use protocol::{
    Action as _, CloseDispute, CloseDisputeResponse, Dispute, GetDisputes, GetDisputesResponse,
};
use store::billing::disputes::{self, DisputeRow};

use crate::Registry;
use crate::wire::{moment, number, page};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetDisputes| Box::pin(get(cx, call)))
        .write(|act, call: CloseDispute| Box::pin(close(act, call)))
}

async fn get(cx: &Cx, call: GetDisputes) -> Result<GetDisputesResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(GetDisputes::NAME));
    }
    let (start, limit) = page(call.limitstart, call.limitnum);
    let status = call.status.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let client = call.userid.map(number);
    let mut c = cx.read().await?;
    let (rows, total) = disputes::page(&mut c, status, client, (start, limit)).await?;
    let settings = cx.engine.settings().await?;
    Ok(GetDisputesResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        disputes: rows.into_iter().map(|row| wire(&settings, row)).collect(),
    })
}

fn wire(settings: &Settings, row: DisputeRow) -> Dispute {
    Dispute {
        disputeid: row.id.into(),
        gateway: row.gateway.into(),
        transid: row.reference.into(),
        invoiceid: row.invoice_id.map_or(0, |id| id.0).into(),
        userid: row.client_id.map_or(0, |id| id.0).into(),
        status: row.status.into(),
        opened: moment(settings, Some(row.opened_at)),
        closed: moment(settings, row.closed_at),
        notes: row.notes.into(),
    }
}

async fn close(act: &mut Act, call: CloseDispute) -> Result<CloseDisputeResponse> {
    let id = number(call.disputeid);
    ours::close(act, id, &call.outcome, call.notes.as_deref()).await?;
    Ok(CloseDisputeResponse { disputeid: call.disputeid.into() })
}
