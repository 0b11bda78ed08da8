//! `GetOrderStatuses`.

use engine::{Cx, Result};
use model::ordering::order::OrderStatus;
use model::word::Word;
use protocol::{GetOrderStatuses, GetOrderStatusesResponse, OrderStatusCount, OrderStatuses};
use store::ordering::statuses;

/// Counts the orders in each status: in the vendor's order, those of the house behind them.
pub(crate) async fn get_order_statuses(
    cx: &Cx,
    _: GetOrderStatuses,
) -> Result<GetOrderStatusesResponse> {
    const SHOWN: [OrderStatus; 4] =
        [OrderStatus::Pending, OrderStatus::Active, OrderStatus::Fraud, OrderStatus::Cancelled];
    let mut c = cx.read().await?;
    let counts = statuses::counts(&mut c).await?;
    let own = statuses::all(&mut c).await?;
    let own = own.into_iter().map(|row| row.title);
    let own = own.filter(|title| OrderStatus::from_word(title).is_none());
    let shown = SHOWN.map(|status| status.word().to_owned()).into_iter().chain(own);
    let status: Vec<_> = shown
        .map(|title| {
            let found = counts.iter().find(|row| row.status == title);
            let count = found.map_or(0, |row| row.count).into();
            OrderStatusCount { title: title.into(), count }
        })
        .collect();
    let totalresults = status.len().into();
    let statuses = OrderStatuses { status: status.into_iter().collect() };
    Ok(GetOrderStatusesResponse { totalresults, statuses: statuses.into() })
}
