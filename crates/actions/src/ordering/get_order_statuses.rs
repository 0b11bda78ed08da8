//! `GetOrderStatuses`.

use engine::{Cx, Result};
use model::ordering::order::OrderStatus;
use model::word::Word;
use protocol::{GetOrderStatuses, GetOrderStatusesResponse, OrderStatusCount, OrderStatuses};
use store::ordering::statuses;

/// Counts the orders in each status, in the vendor's order.
pub(crate) async fn get_order_statuses(
    cx: &Cx,
    _: GetOrderStatuses,
) -> Result<GetOrderStatusesResponse> {
    const SHOWN: [OrderStatus; 4] =
        [OrderStatus::Pending, OrderStatus::Active, OrderStatus::Fraud, OrderStatus::Cancelled];
    let counts = statuses::counts(&mut cx.read().await?).await?;
    let count = |status: OrderStatus| {
        let found = counts.iter().find(|row| row.status == status.word());
        found.map_or(0, |row| row.count)
    };
    let status = SHOWN.map(|status| OrderStatusCount {
        title: status.word().into(),
        count: count(status).into(),
    });
    let totalresults = SHOWN.len().into();
    let statuses = OrderStatuses { status: status.into_iter().collect() };
    Ok(GetOrderStatusesResponse { totalresults, statuses: statuses.into() })
}
