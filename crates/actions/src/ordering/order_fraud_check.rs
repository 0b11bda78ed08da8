//! `OrderFraudCheck`.

use engine::ordering::fraud::check;
use engine::{Cx, Result};
use model::ids::OrderId;
use protocol::{OrderFraudCheck, OrderFraudCheckResponse};

use super::cart::number_of;

/// Has an order judged.
pub(crate) async fn order_fraud_check(
    cx: &Cx,
    call: OrderFraudCheck,
) -> Result<OrderFraudCheckResponse> {
    let id = OrderId(number_of("orderid", call.orderid)?);
    let ip = call.ipaddress.filter(|ip| !ip.is_empty());
    let judged = check(cx, id, ip.as_deref()).await?;
    Ok(OrderFraudCheckResponse {
        status: judged.word().into(),
        results: Some(judged.output().into()),
        module: judged.module.into(),
    })
}
