//! `AddTicketStatus`, `UpdateTicketStatus`, `DeleteTicketStatus`, `GetTicketStatuses`: our own.

use engine::system::edits;
use engine::{Act, Cx, Result};
use protocol::{
    AddTicketStatus, AddTicketStatusResponse, DeleteTicketStatus, DeleteTicketStatusResponse,
    GetTicketStatuses, GetTicketStatusesResponse, TicketStatusEntry, UpdateTicketStatus,
    UpdateTicketStatusResponse,
};
use store::edits::things::TICKET_STATUS;

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddTicketStatus| Box::pin(add_ticket_status(act, call)))
        .write(|act, call: UpdateTicketStatus| Box::pin(update_ticket_status(act, call)))
        .write(|act, call: DeleteTicketStatus| Box::pin(delete_ticket_status(act, call)))
        .read(|cx, call: GetTicketStatuses| Box::pin(get_ticket_statuses(cx, call)))
}

async fn add_ticket_status(
    act: &mut Act,
    call: AddTicketStatus,
) -> Result<AddTicketStatusResponse> {
    let fields = Fields::new()
        .needed("title", call.title)?
        .needed("colour", call.color)?
        .number("position", call.order)
        .flag("show_active", call.showactive)
        .flag("show_awaiting", call.showawaiting)
        .flag("auto_close", call.autoclose);
    let id = edits::add(act, &TICKET_STATUS, fields.done()).await?;
    Ok(AddTicketStatusResponse { statusid: id.into() })
}

async fn update_ticket_status(
    act: &mut Act,
    call: UpdateTicketStatus,
) -> Result<UpdateTicketStatusResponse> {
    let fields = Fields::new()
        .text("colour", call.color)
        .number("position", call.order)
        .flag("show_active", call.showactive)
        .flag("show_awaiting", call.showawaiting)
        .flag("auto_close", call.autoclose);
    let id = number(call.statusid);
    edits::change(act, &TICKET_STATUS, id, fields.done()).await?;
    Ok(UpdateTicketStatusResponse { statusid: call.statusid.into() })
}

async fn delete_ticket_status(
    act: &mut Act,
    call: DeleteTicketStatus,
) -> Result<DeleteTicketStatusResponse> {
    edits::remove(act, &TICKET_STATUS, number(call.statusid)).await?;
    Ok(DeleteTicketStatusResponse { statusid: call.statusid.into() })
}

async fn get_ticket_statuses(
    cx: &Cx,
    call: GetTicketStatuses,
) -> Result<GetTicketStatusesResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let (rows, total) = edits::page(&mut cx.read().await?, &TICKET_STATUS, start, limit).await?;
    Ok(GetTicketStatusesResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        statuses: rows
            .iter()
            .map(|row| TicketStatusEntry {
                statusid: row.id.into(),
                title: row.text("title").into(),
                color: row.text("colour").into(),
                order: row.number("position").into(),
                showactive: row.flag("show_active").into(),
                showawaiting: row.flag("show_awaiting").into(),
                autoclose: row.flag("auto_close").into(),
            })
            .collect(),
    })
}
