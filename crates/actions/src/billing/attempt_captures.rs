//! `AttemptCaptures`: the button "Attempt CC Captures", for all, a client, or what is named (B22).

use engine::automation::{Charges, attempt_captures as charge};
use engine::billing::renewals::Selection;
use engine::{Cx, Result};
use model::ids::{ClientId, InvoiceId};
use protocol::wire::List;
use protocol::{AttemptCaptures, AttemptCapturesResponse};

use crate::system::automation::{counters, item};
use crate::wire::{id, number};

pub(super) async fn attempt_captures(
    cx: &Cx,
    call: AttemptCaptures,
) -> Result<AttemptCapturesResponse> {
    let client = call.clientid.filter(|id| *id > 0).map(id::<ClientId>);
    let invoices: Vec<InvoiceId> = call.invoiceids.iter().map(|invoice| id(*invoice)).collect();
    let ids = |list: &List<u64>| list.iter().map(|id| number(*id)).collect();
    let items = Selection {
        services: ids(&call.serviceids),
        addons: ids(&call.addonids),
        domains: ids(&call.domainids),
    };
    let outcome = charge(cx, &Charges { client, invoices, items }).await?;
    Ok(AttemptCapturesResponse {
        counters: counters(&outcome),
        items: outcome.items.iter().map(item).collect(),
        itemsleftoff: outcome.left_off.into(),
        error: outcome.error.unwrap_or_default().into(),
        waitsforapproval: outcome.braked.unwrap_or_default().into(),
    })
}
