//! Domain names and their registrars.

mod calls;
mod payment;
