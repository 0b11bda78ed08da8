//! The actions of orders, over the wire.

mod add_order;
mod lists;
mod scene;
