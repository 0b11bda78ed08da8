//! A refund through the gateway, called without a transaction open (B20).

use model::money::Money;
use ports::payment::{Refund, RefundOutcome};
use store::billing::transactions::TransactionRow;

use crate::billing::gateways;
use crate::jobs::{is_left_alone, targets};
use crate::{Cx, Result, conflict, not_now};

/// Has the gateway give it back; its id of the refund. The key is the same after a crash, since
/// it says which refund of the payment this is.
///
/// # Errors
/// Not-now when the gateway cannot do this or gives no answer; conflict when it refuses.
pub async fn at_gateway(
    cx: &Cx,
    payment: &TransactionRow,
    refunded_before: i64,
    amount: Money,
) -> Result<String> {
    let mut conn = cx.read().await?;
    let gateway = gateways::open(&cx.engine, &mut conn, &payment.gateway).await?;
    drop(conn);
    let gateway = gateway.ok_or_else(|| not_now("The payment method is not active"))?;
    let can = gateway.capabilities();
    let whole = amount.minor == payment.amount_in_minor;
    if !can.refunds || (!whole && !can.partial_refunds) {
        return Err(not_now("The gateway does not offer this refund"));
    }
    let wish = Refund {
        idempotency_key: format!(
            "hostler-refund-{}-{refunded_before}-{}",
            payment.id, amount.minor
        ),
        reference: payment.reference.clone(),
        amount,
    };
    let target = targets::gateway(&payment.gateway);
    let ask = || gateway.refund(wish);
    let answer = cx.engine.targets().call(&target, cx.engine.now(), ask).await;
    match answer.map_err(|wait| is_left_alone(&target, wait))? {
        Ok(RefundOutcome::Refunded { reference } | RefundOutcome::Pending { reference }) => {
            Ok(reference)
        }
        Ok(RefundOutcome::Refused(refused)) => Err(conflict(refused.message)),
        Err(error) => Err(not_now(format!("The gateway gave no answer: {error}"))),
    }
}
