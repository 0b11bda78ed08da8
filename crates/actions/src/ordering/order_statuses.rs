//! `AddOrderStatus`, `UpdateOrderStatus`, `DeleteOrderStatus`, `GetOrderStatusDetails` and
//! `SetOrderStatus`: our own.

use engine::ordering::states;
use engine::system::edits;
use engine::{Act, Cx, Result};
use model::ids::OrderId;
use protocol::{
    AddOrderStatus, AddOrderStatusResponse, DeleteOrderStatus, DeleteOrderStatusResponse,
    GetOrderStatusDetails, GetOrderStatusDetailsResponse, OrderStatusEntry, SetOrderStatus,
    SetOrderStatusResponse, UpdateOrderStatus, UpdateOrderStatusResponse,
};
use store::edits::things::ORDER_STATUS;

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddOrderStatus| Box::pin(add_order_status(act, call)))
        .write(|act, call: UpdateOrderStatus| Box::pin(update_order_status(act, call)))
        .write(|act, call: DeleteOrderStatus| Box::pin(delete_order_status(act, call)))
        .write(|act, call: SetOrderStatus| Box::pin(set_order_status(act, call)))
        .read(|cx, call: GetOrderStatusDetails| Box::pin(get_order_status_details(cx, call)))
}

async fn add_order_status(act: &mut Act, call: AddOrderStatus) -> Result<AddOrderStatusResponse> {
    let fields = Fields::new()
        .needed("title", call.title)?
        .text("colour", call.color)
        .flag("show_pending", call.showpending)
        .flag("show_active", call.showactive)
        .flag("show_cancelled", call.showcancelled)
        .number("position", call.order);
    let id = edits::add(act, &ORDER_STATUS, fields.done()).await?;
    Ok(AddOrderStatusResponse { statusid: id.into() })
}

async fn update_order_status(
    act: &mut Act,
    call: UpdateOrderStatus,
) -> Result<UpdateOrderStatusResponse> {
    let fields = Fields::new()
        .text("colour", call.color)
        .flag("show_pending", call.showpending)
        .flag("show_active", call.showactive)
        .flag("show_cancelled", call.showcancelled)
        .number("position", call.order);
    let id = number(call.statusid);
    edits::change(act, &ORDER_STATUS, id, fields.done()).await?;
    Ok(UpdateOrderStatusResponse { statusid: call.statusid.into() })
}

async fn delete_order_status(
    act: &mut Act,
    call: DeleteOrderStatus,
) -> Result<DeleteOrderStatusResponse> {
    edits::remove(act, &ORDER_STATUS, number(call.statusid)).await?;
    Ok(DeleteOrderStatusResponse { statusid: call.statusid.into() })
}

async fn set_order_status(act: &mut Act, call: SetOrderStatus) -> Result<SetOrderStatusResponse> {
    states::put_under(act, OrderId(number(call.orderid)), &call.status).await?;
    Ok(SetOrderStatusResponse {})
}

async fn get_order_status_details(
    cx: &Cx,
    call: GetOrderStatusDetails,
) -> Result<GetOrderStatusDetailsResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let (rows, total) = edits::page(&mut cx.read().await?, &ORDER_STATUS, start, limit).await?;
    Ok(GetOrderStatusDetailsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        statuses: rows
            .iter()
            .map(|row| OrderStatusEntry {
                statusid: row.id.into(),
                title: row.text("title").into(),
                color: row.text("colour").into(),
                showpending: row.flag("show_pending").into(),
                showactive: row.flag("show_active").into(),
                showcancelled: row.flag("show_cancelled").into(),
                order: row.number("position").into(),
            })
            .collect(),
    })
}
