//! `AddTicketPredefinedCat`, `UpdateTicketPredefinedCat`, `DeleteTicketPredefinedCat`: our own.

use engine::system::edits;
use engine::{Act, Result};
use protocol::{
    AddTicketPredefinedCat, AddTicketPredefinedCatResponse, DeleteTicketPredefinedCat,
    DeleteTicketPredefinedCatResponse, UpdateTicketPredefinedCat,
    UpdateTicketPredefinedCatResponse,
};
use store::edits::things::TICKET_PREDEFINED_CAT;

use crate::Registry;
use crate::edits::Fields;
use crate::wire::number;

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddTicketPredefinedCat| Box::pin(add_ticket_predefined_cat(act, call)))
        .write(|act, call: UpdateTicketPredefinedCat| {
            Box::pin(update_ticket_predefined_cat(act, call))
        })
        .write(|act, call: DeleteTicketPredefinedCat| {
            Box::pin(delete_ticket_predefined_cat(act, call))
        })
}

async fn add_ticket_predefined_cat(
    act: &mut Act,
    call: AddTicketPredefinedCat,
) -> Result<AddTicketPredefinedCatResponse> {
    let fields = Fields::new().needed("name", call.name)?.number("parent_id", call.parentid);
    let id = edits::add(act, &TICKET_PREDEFINED_CAT, fields.done()).await?;
    Ok(AddTicketPredefinedCatResponse { catid: id.into() })
}

async fn update_ticket_predefined_cat(
    act: &mut Act,
    call: UpdateTicketPredefinedCat,
) -> Result<UpdateTicketPredefinedCatResponse> {
    let fields = Fields::new().text("name", call.name).number("parent_id", call.parentid);
    let id = number(call.catid);
    edits::change(act, &TICKET_PREDEFINED_CAT, id, fields.done()).await?;
    Ok(UpdateTicketPredefinedCatResponse { catid: call.catid.into() })
}

async fn delete_ticket_predefined_cat(
    act: &mut Act,
    call: DeleteTicketPredefinedCat,
) -> Result<DeleteTicketPredefinedCatResponse> {
    edits::remove(act, &TICKET_PREDEFINED_CAT, number(call.catid)).await?;
    Ok(DeleteTicketPredefinedCatResponse { catid: call.catid.into() })
}
