//! What happens to a new order by itself: the fraud check, and setting up what waits for nothing.

use model::hosting::service::AutoSetup;
use serde_json::json;

use super::{Placed, Quote, Quoted};
use crate::hosting::lifecycle;
use crate::{Act, Actor, Job, Result};

/// Sets in motion what needs no payment and no acceptance.
///
/// An order of staff or of a program is set up by `AcceptOrder` only, as the vendor says
/// (`https://developers.whmcs.com/api-reference/addorder/`).
pub(super) async fn begin(act: &mut Act, quote: &Quote, placed: &Placed) -> Result<()> {
    let by_client = matches!(act.caller.actor, Actor::Client { .. } | Actor::Visitor);
    if by_client && !act.engine.world().fraud_checks.is_empty() {
        let order = placed.order;
        let job = Job {
            kind: "order.fraud_check",
            payload: json!({ "order": order.0 }),
            unique_key: Some(format!("order.fraud_check:{order}")),
        };
        // What is set up without payment waits for the verdict.
        return act.enqueue(job).await;
    }
    let services = quote.items.iter().filter_map(|item| match item {
        Quoted::Service(service) => Some(service),
        _ => None,
    });
    for (service, id) in services.zip(&placed.services) {
        let auto_setup = service.product.auto_setup;
        let nothing_to_pay = service.charge.is_free();
        if (auto_setup == AutoSetup::Order && by_client)
            || (auto_setup == AutoSetup::Payment && nothing_to_pay)
        {
            lifecycle::order_creation(act, *id, "order").await?;
        }
    }
    Ok(())
}
