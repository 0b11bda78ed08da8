//! Hosts of DNS zones.

mod powerdns;

pub use powerdns::PowerDns;
