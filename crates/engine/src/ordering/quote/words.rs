//! Checks the free texts of an order: their length and form.

use model::domains::name::host_from_people;
use store::Conn;
use store::system::gateways;

use crate::ordering::cart::{NewItem, NewOrder};
use crate::people::custom_fields::VALUE_BYTES_MAX;
use crate::{Result, invalid};

/// The longest note, in bytes.
const NOTES_MAX: usize = 65_535;
/// The longest password, code and the like, in bytes.
pub const SHORT_MAX: usize = 255;

/// The gateway as it is written, if it may be chosen.
///
/// # Errors
/// Invalid when it may not, with the names of those that may.
pub(super) async fn gateway(c: &mut Conn, name: &str) -> Result<String> {
    let active = gateways::active(c).await?;
    if let Some(row) = crate::billing::gateways::named(&active, name) {
        return Ok(row.module.clone());
    }
    let names: Vec<&str> = active.iter().map(|row| row.module.as_str()).collect();
    let said = format!("Invalid Payment Method. Valid options include {}", names.join(","));
    Err(invalid("paymentmethod", said))
}

pub(super) fn check(order: &NewOrder) -> Result<()> {
    length("notes", &order.notes, NOTES_MAX)?;
    length("promocode", &order.promo_code, SHORT_MAX)?;
    length("clientip", &order.ip, SHORT_MAX)?;
    for (index, server) in order.nameservers.iter().enumerate() {
        let field = ["nameserver1", "nameserver2", "nameserver3", "nameserver4", "nameserver5"];
        host(field.get(index).copied().unwrap_or("nameserver5"), server)?;
    }
    for item in &order.items {
        match item {
            NewItem::Product(service) => {
                host("domain", &service.domain)?;
                host("ns1prefix", &service.ns1)?;
                host("ns2prefix", &service.ns2)?;
                length("rootpw", &service.root_password, SHORT_MAX)?;
                for (_, value) in &service.fields {
                    length("customfields", value, VALUE_BYTES_MAX)?;
                }
            }
            NewItem::Domain(domain) => {
                length("eppcode", &domain.epp_code, SHORT_MAX)?;
                for (name, value) in &domain.extra {
                    length("domainfields", name, SHORT_MAX)?;
                    length("domainfields", value, VALUE_BYTES_MAX)?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Refuses a text that is too long (bytes) or has control characters other than line ends and tabs.
///
/// # Errors
/// Invalid, naming the field.
pub fn length(field: &'static str, text: &str, max: usize) -> Result<()> {
    if text.len() > max {
        return Err(invalid(field, format!("Parameter '{field}' is longer than {max} bytes")));
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(invalid(field, format!("Parameter '{field}' has control characters")));
    }
    Ok(())
}

/// A host name, a single label of one, or nothing.
fn host(field: &'static str, text: &str) -> Result<()> {
    // What a service is called may have international letters; prefixes and servers may not.
    let is_read = field == "domain" || text.is_ascii();
    if text.is_empty() || is_read && host_from_people(text).is_some() {
        return Ok(());
    }
    Err(invalid(field, format!("Parameter '{field}' is no host name")))
}
