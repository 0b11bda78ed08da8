//! Orders.

mod accept_order;
mod add_order;
mod add_order_status;
mod cancel_order;
mod delete_order;
mod delete_order_status;
mod fraud_order;
mod get_order_status_details;
mod get_order_statuses;
mod get_orders;
mod order_fraud_check;
mod pending_order;
mod preview_order;
mod set_order_status;
mod update_order_status;

pub use accept_order::*;
pub use add_order::*;
pub use add_order_status::*;
pub use cancel_order::*;
pub use delete_order::*;
pub use delete_order_status::*;
pub use fraud_order::*;
pub use get_order_status_details::*;
pub use get_order_statuses::*;
pub use get_orders::*;
pub use order_fraud_check::*;
pub use pending_order::*;
pub use preview_order::*;
pub use set_order_status::*;
pub use update_order_status::*;
