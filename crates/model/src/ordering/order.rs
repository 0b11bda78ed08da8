//! The states of an order (B29).

use crate::moves::{WrongMove, look_up};
use crate::word::words;

words! {
    /// The state of an order (B29).
    pub enum OrderStatus {
        /// Not accepted yet, even if its items are active.
        Pending = "Pending",
        /// Accepted.
        Active = "Active",
        Fraud = "Fraud",
        Cancelled = "Cancelled",
    }
}

impl OrderStatus {
    /// The state after a move, if the table has it.
    ///
    /// Only a pending order is cancelled, and setting it back to pending undoes any decision. That
    /// an order was fraud may be found out whatever became of it.
    pub fn go(self, to: OrderStatus) -> Result<OrderStatus, WrongMove<OrderStatus>> {
        use OrderStatus::{Active, Cancelled, Fraud, Pending};
        look_up(
            &[
                (Pending, &[Active, Fraud, Cancelled]),
                (Active, &[Pending, Fraud]),
                (Fraud, &[Pending]),
                (Cancelled, &[Pending, Fraud]),
            ],
            self,
            to,
        )
    }

    /// Whether an order in this state may be deleted.
    pub fn is_deletable(self) -> bool {
        matches!(self, OrderStatus::Cancelled | OrderStatus::Fraud)
    }
}

#[cfg(test)]
mod tests {
    use super::OrderStatus;
    use crate::moves::testing::draw;

    #[test]
    fn b29_orders_move_as_drawn() {
        assert_eq!(
            draw(OrderStatus::go),
            "Pending > Active, Fraud, Cancelled\n\
             Active > Pending, Fraud\n\
             Fraud > Pending\n\
             Cancelled > Pending, Fraud\n"
        );
        assert!(OrderStatus::Fraud.is_deletable() && !OrderStatus::Pending.is_deletable());
    }
}
