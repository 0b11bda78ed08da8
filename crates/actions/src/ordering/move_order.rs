//! `AcceptOrder`, `CancelOrder`, `DeleteOrder`, `FraudOrder` and `PendingOrder`.

use engine::ordering::accept::{Acceptance, accept};
use engine::ordering::states;
use engine::{Act, Cx, Result};
use model::ids::{OrderId, ServerId};
use protocol::{
    AcceptOrder, AcceptOrderResponse, CancelOrder, CancelOrderResponse, DeleteOrder,
    DeleteOrderResponse, FraudOrder, FraudOrderResponse, PendingOrder, PendingOrderResponse,
};

use super::cart::number_of;

/// Sets up what was ordered and makes the order active.
pub(crate) async fn accept_order(cx: &Cx, call: AcceptOrder) -> Result<AcceptOrderResponse> {
    let server = call.serverid.filter(|id| *id > 0);
    let text = |given: Option<String>| given.filter(|text| !text.is_empty());
    let how = Acceptance {
        server: server.map(|id| number_of("serverid", id)).transpose()?.map(ServerId),
        username: text(call.serviceusername),
        password: text(call.servicepassword.map(|t| t.reveal().to_owned())),
        registrar: text(call.registrar),
        send_registrar: call.sendregistrar.map(bool::from),
        auto_setup: call.autosetup.map(bool::from),
        send_email: call.sendemail.map(bool::from),
    };
    accept(cx, order(call.orderid)?, &how).await?;
    Ok(AcceptOrderResponse {})
}

/// Cancels a pending order.
pub(crate) async fn cancel_order(act: &mut Act, call: CancelOrder) -> Result<CancelOrderResponse> {
    let id = order(call.orderid)?;
    states::cancel(act, id).await?;
    if call.cancelsub.0 {
        states::end_subscriptions(act, id).await?;
    }
    Ok(CancelOrderResponse {})
}

/// Deletes a cancelled or fraudulent order.
pub(crate) async fn delete_order(act: &mut Act, call: DeleteOrder) -> Result<DeleteOrderResponse> {
    states::delete(act, order(call.orderid)?).await?;
    Ok(DeleteOrderResponse {})
}

/// Marks an order as fraud.
pub(crate) async fn fraud_order(act: &mut Act, call: FraudOrder) -> Result<FraudOrderResponse> {
    let id = order(call.orderid)?;
    states::fraud(act, id).await?;
    if call.cancelsub.0 {
        states::end_subscriptions(act, id).await?;
    }
    Ok(FraudOrderResponse {})
}

/// Sets an order and its items back to pending.
pub(crate) async fn pending_order(
    act: &mut Act,
    call: PendingOrder,
) -> Result<PendingOrderResponse> {
    states::pending(act, order(call.orderid)?).await?;
    Ok(PendingOrderResponse {})
}

fn order(number: u64) -> Result<OrderId> {
    number_of("orderid", number).map(OrderId)
}
