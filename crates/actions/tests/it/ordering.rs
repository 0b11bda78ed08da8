//! The actions of orders, over the wire.

mod add_order;
mod bundles;
mod lists;
mod mails;
mod scene;
mod words;
