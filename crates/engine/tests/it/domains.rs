//! Domain names and their registrars.

mod calls;
mod left_alone;
mod messages;
mod payment;
