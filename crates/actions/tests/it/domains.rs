//! Domain names over both databases.

mod addon_prices;
mod addons;
mod dns;
mod edit;
mod forwarding;
mod house;
mod keep;
mod order;
mod ordered_for;
mod premium;
mod resolution;
mod signing;
mod taken;
mod tld_sync;
mod tlds;
