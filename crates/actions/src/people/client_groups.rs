//! `AddClientGroup`, `UpdateClientGroup`, `DeleteClientGroup`, `GetClientGroupDetails`: our own.

use engine::system::edits;
use engine::{Act, Cx, Result};
use model::money::shown_scaled;
use protocol::{
    AddClientGroup, AddClientGroupResponse, ClientGroupEntry, DeleteClientGroup,
    DeleteClientGroupResponse, GetClientGroupDetails, GetClientGroupDetailsResponse,
    UpdateClientGroup, UpdateClientGroupResponse,
};
use store::edits::things::CLIENT_GROUP;

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddClientGroup| Box::pin(add_client_group(act, call)))
        .write(|act, call: UpdateClientGroup| Box::pin(update_client_group(act, call)))
        .write(|act, call: DeleteClientGroup| Box::pin(delete_client_group(act, call)))
        .read(|cx, call: GetClientGroupDetails| Box::pin(get_client_group_details(cx, call)))
}

async fn add_client_group(act: &mut Act, call: AddClientGroup) -> Result<AddClientGroupResponse> {
    let fields = Fields::new()
        .needed("name", call.name)?
        .colour("colour", "colour", call.colour)?
        .share("discount_percent", ("discountpercent", "discount"), call.discountpercent)?
        .flag("suspend_terminate_exempt", call.suspendterminateexempt)
        .flag("separate_invoices", call.separateinvoices)
        .billing_day(call.billingday)?;
    let id = edits::add(act, &CLIENT_GROUP, fields.done()).await?;
    Ok(AddClientGroupResponse { groupid: id.into() })
}

async fn update_client_group(
    act: &mut Act,
    call: UpdateClientGroup,
) -> Result<UpdateClientGroupResponse> {
    let fields = Fields::new()
        .kept("name", call.name)?
        .colour("colour", "colour", call.colour)?
        .share("discount_percent", ("discountpercent", "discount"), call.discountpercent)?
        .flag("suspend_terminate_exempt", call.suspendterminateexempt)
        .flag("separate_invoices", call.separateinvoices)
        .billing_day(call.billingday)?;
    let id = number(call.groupid);
    edits::change(act, &CLIENT_GROUP, id, fields.done()).await?;
    Ok(UpdateClientGroupResponse { groupid: call.groupid.into() })
}

async fn delete_client_group(
    act: &mut Act,
    call: DeleteClientGroup,
) -> Result<DeleteClientGroupResponse> {
    edits::remove(act, &CLIENT_GROUP, number(call.groupid)).await?;
    Ok(DeleteClientGroupResponse { groupid: call.groupid.into() })
}

async fn get_client_group_details(
    cx: &Cx,
    call: GetClientGroupDetails,
) -> Result<GetClientGroupDetailsResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let (rows, total) = edits::page(&mut cx.read().await?, &CLIENT_GROUP, start, limit).await?;
    Ok(GetClientGroupDetailsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        clientgroups: rows
            .iter()
            .map(|row| ClientGroupEntry {
                groupid: row.id.into(),
                name: row.text("name").into(),
                colour: row.text("colour").into(),
                discountpercent: shown_scaled(row.number("discount_percent"), 4).into(),
                suspendterminateexempt: row.flag("suspend_terminate_exempt").into(),
                separateinvoices: row.flag("separate_invoices").into(),
                billingday: row.number("billing_day").into(),
            })
            .collect(),
    })
}
