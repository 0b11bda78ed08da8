//! `AddBillableItem`: to be invoiced when it says (B11).

use engine::billing::{billables, issue};
use engine::{Act, Fault, Meaning, Result, invalid, not_found};
use model::billing::invoice::{BillableAction, BillableUnit, RecurUnit};
use model::ids::BillableItemId;
use model::word::Word as _;
use protocol::wire::Success;
use protocol::{AddBillableItem, AddBillableItemResponse};
use store::billing::billable_items::BillableItemRow;

use super::shown::{client_id, millionths};
use crate::wire::{money, number};

const WRONG_UNIT: &str = "Invalid Unit, please specify either 'hours' or 'quantity'";
const RECURRING: &str = "Recurring must have a unit, cycle and limit";

pub(super) async fn add_billable_item(
    act: &mut Act,
    call: AddBillableItem,
) -> Result<AddBillableItemResponse> {
    let client = client_id(call.clientid);
    let currency = issue::currency_of(act, client).await.map_err(|fault| match fault {
        // This action spells it in a way of its own.
        Fault::Refused(refusal) if refusal.meaning == Meaning::NotFound => {
            not_found("Client ID not Found")
        }
        fault => fault,
    })?;
    let amount = money("amount", &call.amount, &currency)?;
    let unit = BillableUnit::from_word(call.unit.trim());
    let action = call.invoiceaction.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let action = BillableAction::from_word(action.unwrap_or("noinvoice"));
    let action = action.ok_or_else(|| invalid("invoiceaction", "Invalid Invoice Action"))?;
    let recur_unit = call.recurcycle.as_deref().and_then(|text| RecurUnit::from_word(text.trim()));
    let every = call.recur.filter(|every| *every > 0);
    let recurs = action == BillableAction::Recur;
    if recurs && (every.is_none() || recur_unit.is_none() || call.recurfor.is_none()) {
        return Err(invalid("recur", RECURRING));
    }
    let due_on = call.duedate.and_then(|date| date.0);
    if due_on.is_none() && (recurs || action == BillableAction::DueDate) {
        return Err(invalid("duedate", "Due date is required"));
    }
    let row = BillableItemRow {
        id: BillableItemId(0),
        client_id: client,
        description: call.description,
        unit: unit.ok_or_else(|| invalid("unit", WRONG_UNIT))?,
        quantity: millionths("quantity", call.quantity.as_ref(), 0)?,
        amount_minor: amount.minor,
        action,
        due_on,
        recur_every: number(every.filter(|_| recurs).unwrap_or_default()),
        recur_unit: recur_unit.filter(|_| recurs),
        recur_times: number(call.recurfor.filter(|_| recurs).unwrap_or_default()),
        invoiced: 0,
        next_on: None,
        invoice_id: None,
        created_at: 0,
    };
    let id = billables::add(act, row).await?;
    Ok(AddBillableItemResponse { status: Success, billableid: id.0.into() })
}
