//! Domains and registrars.

mod create_or_update_tld;
mod domain_get_locking_status;
mod domain_get_nameservers;
mod domain_get_whois_info;
mod domain_register;
mod domain_release;
mod domain_renew;
mod domain_request_epp;
mod domain_toggle_id_protect;
mod domain_transfer;
mod domain_update_locking_status;
mod domain_update_nameservers;
mod domain_update_whois_info;
mod domain_whois;
mod get_clients_domains;
mod get_registrars;
mod get_tld_pricing;
mod update_client_domain;

pub use create_or_update_tld::*;
pub use domain_get_locking_status::*;
pub use domain_get_nameservers::*;
pub use domain_get_whois_info::*;
pub use domain_register::*;
pub use domain_release::*;
pub use domain_renew::*;
pub use domain_request_epp::*;
pub use domain_toggle_id_protect::*;
pub use domain_transfer::*;
pub use domain_update_locking_status::*;
pub use domain_update_nameservers::*;
pub use domain_update_whois_info::*;
pub use domain_whois::*;
pub use get_clients_domains::*;
pub use get_registrars::*;
pub use get_tld_pricing::*;
pub use update_client_domain::*;
