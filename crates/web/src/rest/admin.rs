//! For staff: whatever the member's role permits.

mod actions;
mod clients;
mod codes;
mod desk;
mod hooks;
mod invoices;
mod limits;
mod machines;
mod orders;
mod projects;
mod routes;
mod services;
mod system;
mod tickets;
mod transactions;

pub(super) use routes::routes;
