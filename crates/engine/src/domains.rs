//! Domain names: their payment, their registrars and the endings that are sold.

pub mod addons;
pub mod calls;
pub(crate) mod claim;
pub mod contacts;
pub mod dns;
pub mod edit;
pub mod forwarding;
pub mod keep;
pub mod lifecycle;
pub mod lookup;
pub mod messages;
pub mod premium;
pub mod registrars;
pub mod resolution;
pub mod signing;
pub mod sync;
pub mod tld_prices;
pub mod tld_sync;
pub mod tlds;
pub(crate) mod work;
