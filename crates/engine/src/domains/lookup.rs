//! Whether a name is free, asked of a registrar.

use model::domains::name::DomainName;
use ports::registrar::{Availability, AvailabilityState};

use super::registrars::{self, ask_plain};
use super::sync::tld_of;
use crate::{Cx, Result, invalid, not_now};

const NOT_VALID: &str = "Domain not valid";
const NO_TLD: &str = "The given TLD is not supported for WHOIS lookups";

/// What is known about a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// As it is written.
    pub name: String,
    /// Whether it can be registered.
    pub free: bool,
}

/// Asks the registrar of the ending, else any that tells.
///
/// # Errors
/// `Domain not valid`; that nobody can tell; that there was no answer.
pub async fn whois(cx: &Cx, text: &str) -> Result<Found> {
    let name = DomainName::parse(text).map_err(|_| invalid("domain", NOT_VALID))?;
    let mut c = cx.read().await?;
    let tld = tld_of(&mut c, name.as_str()).await?;
    let of_tld = tld.map(|row| row.registrar).filter(|module| !module.is_empty());
    let mut modules: Vec<String> = of_tld.into_iter().collect();
    let others = registrars::active(&cx.engine, &mut c).await?;
    modules.extend(others.into_iter().map(|each| each.module.to_owned()));
    let wanted = [name.as_str().to_owned()];
    for module in modules {
        let Ok(registrar) = registrars::open(&cx.engine, &mut c, &module).await else { continue };
        if !registrar.capabilities().availability {
            continue;
        }
        let answer = ask_plain(registrar.availability(&wanted)).await?;
        let state = answer.first().map(|each: &Availability| each.state);
        match state {
            Some(AvailabilityState::Free) => {
                return Ok(Found { name: name.to_string(), free: true });
            }
            Some(AvailabilityState::Taken | AvailabilityState::Reserved) => {
                return Ok(Found { name: name.to_string(), free: false });
            }
            Some(AvailabilityState::Unknown) => {
                return Err(not_now("No response from API command"));
            }
            Some(AvailabilityState::NotOffered) | None => {}
        }
    }
    Err(not_now(NO_TLD))
}
