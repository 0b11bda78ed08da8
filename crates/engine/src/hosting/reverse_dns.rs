//! What the addresses of a service are called in reverse DNS: told by its module, and set there.
//!
//! A name is a state and not a step, so nothing is written down before it is set: if the answer is
//! lost, the module is asked what the address is called now.

use std::net::IpAddr;

use model::domains::name::DomainName;
use model::ids::ServiceId;
pub use ports::provisioning::{ReverseDns, ReverseName};
use ports::{PortError, Refused};
use serde_json::json;

use super::place::{self, Place};
use crate::{Cx, Fault, Result, conflict, invalid, not_now};

/// The refusal of a module that names no addresses, and for services without one.
pub const NOT_OFFERED: &str = "Reverse DNS of this service is not set here";
/// The refusal for an address that is not the service's.
pub const NO_SUCH_ADDRESS: &str = "The service does not have this address";
const NO_NAME: &str = "This is no name of a host";
const NO_ANSWER: &str = "The provider gave no answer";
const NOT_KNOWN: &str = "Nobody knows whether the name was set: look again in a minute";

/// What the addresses of a service are called.
///
/// # Errors
/// `Service ID not found`; refused where nobody names its addresses, and when the provider does
/// not answer.
pub async fn names(cx: &Cx, service: ServiceId) -> Result<ReverseDns> {
    let place = place(cx, service).await?;
    match place.ask(cx, place.module.reverse_dns(&place.briefing)).await {
        Ok(found) => found.ok_or_else(|| not_now(NOT_OFFERED)),
        Err(error) => Err(no_answer(&error)),
    }
}

/// Names an address of a service, or with an empty name gives it the provider's own again; answers
/// with all of them.
///
/// # Errors
/// Refused when the address is not the service's, the name is none, or the provider says no; see
/// [`names`].
pub async fn set(cx: &Cx, service: ServiceId, address: &str, name: &str) -> Result<ReverseDns> {
    let place = place(cx, service).await?;
    let not_ours = || invalid("ip", NO_SUCH_ADDRESS);
    let address: IpAddr = address.trim().parse().map_err(|_| not_ours())?;
    let name = match name.trim() {
        "" => None,
        text => Some(DomainName::from_people(text).map_err(|_| invalid("name", NO_NAME))?),
    };
    let name = name.as_ref().map(DomainName::as_str);
    let before = place.ask(cx, place.module.reverse_dns(&place.briefing)).await;
    let before = before.map_err(|error| no_answer(&error))?;
    let before = before.ok_or_else(|| not_now(NOT_OFFERED))?;
    if !before.has(address) {
        return Err(not_ours());
    }
    match place.ask(cx, place.module.name_address(&place.briefing, address, name)).await {
        Ok(Ok(())) => {}
        Ok(Err(no)) if no.code == Refused::NO_SUCH_ADDRESS => return Err(not_ours()),
        Ok(Err(no)) => return Err(refused(cx, &place, address, &no).await),
        // A name that can be read back was set, whatever became of the answer.
        Err(error) if error.is_unknown() && is_called(cx, &place, address, name).await => {}
        Err(error) if error.is_unknown() => {
            tracing::warn!(%error, %service, "nobody knows whether an address was named");
            return Err(not_now(NOT_KNOWN));
        }
        Err(error) => return Err(no_answer(&error)),
    }
    note(cx, &place, address, before.name_of(address), name).await?;
    let after = place.ask(cx, place.module.reverse_dns(&place.briefing)).await;
    Ok(after.ok().flatten().unwrap_or_else(|| with(before, address, name)))
}

async fn place(cx: &Cx, service: ServiceId) -> Result<Place> {
    place::of(cx, service, "reverse-dns", |can| can.reverse_dns, NOT_OFFERED).await
}

async fn is_called(cx: &Cx, place: &Place, address: IpAddr, name: Option<&str>) -> bool {
    let found = place.ask(cx, place.module.reverse_dns(&place.briefing)).await;
    let found = found.ok().flatten();
    // What an address is called by itself is the provider's secret.
    name.is_some_and(|name| found.is_some_and(|found| found.name_of(address) == name))
}

fn no_answer(error: &PortError) -> Fault {
    tracing::warn!(%error, "a provider gave no answer about the names of addresses");
    not_now(NO_ANSWER)
}

async fn refused(cx: &Cx, place: &Place, address: IpAddr, no: &Refused) -> Fault {
    let text = format!("Reverse DNS Refused - Service ID: {} - {address}: {no}", place.row.id);
    let noted = async {
        let mut act = cx.act("SetServiceReverseDns").await?;
        act.log(Some(place.row.client_id), text).await?;
        act.commit().await
    };
    match noted.await {
        Ok(()) => conflict(no.message.clone()),
        Err(fault) => fault,
    }
}

async fn note(
    cx: &Cx,
    place: &Place,
    address: IpAddr,
    before: &str,
    name: Option<&str>,
) -> Result<()> {
    let mut act = cx.act("SetServiceReverseDns").await?;
    let (id, after) = (place.row.id, name.unwrap_or_default());
    let what = format!("reverse dns of {address}");
    act.changed("services", id, &[(&what, json!(before), json!(after))]).await?;
    let said = if after.is_empty() { "the provider's name" } else { after };
    let text = format!("Reverse DNS Updated - Service ID: {id} - {address}: {said}");
    act.log(Some(place.row.client_id), text).await?;
    act.commit().await
}

fn with(mut names: ReverseDns, address: IpAddr, name: Option<&str>) -> ReverseDns {
    let name = name.unwrap_or_default().to_owned();
    match names.names.iter_mut().find(|each| each.address == address) {
        Some(each) => each.name = name,
        None => names.names.push(ReverseName { address, name }),
    }
    names
}
