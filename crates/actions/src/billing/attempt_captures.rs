//! `AttemptCaptures`: the button "Attempt CC Captures", for all, a client or certain invoices (B22).

use engine::automation::attempt_captures as attempt;
use engine::{Cx, Result};
use model::ids::{ClientId, InvoiceId};
use protocol::{AttemptCaptures, AttemptCapturesResponse};

use crate::system::automation::{counters, item};
use crate::wire::id;

pub(super) async fn attempt_captures(
    cx: &Cx,
    call: AttemptCaptures,
) -> Result<AttemptCapturesResponse> {
    let client = call.clientid.filter(|id| *id > 0).map(id::<ClientId>);
    let invoices: Vec<InvoiceId> = call.invoiceids.iter().map(|number| id(*number)).collect();
    let outcome = attempt(cx, client, &invoices).await?;
    Ok(AttemptCapturesResponse {
        counters: counters(&outcome),
        items: outcome.items.iter().map(item).collect(),
        error: outcome.error.unwrap_or_default().into(),
        waitsforapproval: outcome.braked.unwrap_or_default().into(),
    })
}
