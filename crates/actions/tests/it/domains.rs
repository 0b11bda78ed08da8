//! Domain names over both databases.

mod edit;
mod house;
mod keep;
mod order;
mod tld_sync;
mod tlds;
