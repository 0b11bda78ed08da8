//! What the addresses of a service are called in reverse DNS: told by its module, and set there.
//!
//! A name is a state and not a step, so nothing is written down before it is set: if the answer is
//! lost, the module is asked what the address is called now.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use model::domains::name::DomainName;
use model::ids::ServiceId;
use ports::provisioning::{Provisioner, ServiceCall};
pub use ports::provisioning::{ReverseDns, ReverseName};
use ports::{Asking, PortError, Refused};
use serde_json::json;
use store::catalogue::products;
use store::hosting::services::{self, ServiceRow};

use super::provisioning::{CALL_SECONDS, Input, briefing, check_caller, module_of, target_of};
use crate::jobs::within;
use crate::{Cx, Fault, Result, conflict, invalid, not_found, not_now};

/// The refusal of a module that names no addresses, and for services without one.
pub const NOT_OFFERED: &str = "Reverse DNS of this service is not set here";
/// The refusal for an address that is not the service's.
pub const NO_SUCH_ADDRESS: &str = "The service does not have this address";
const NO_NAME: &str = "This is no name of a host";
const NO_ANSWER: &str = "The provider gave no answer";
const NOT_KNOWN: &str = "Nobody knows whether the name was set: look again in a minute";
const CALL_DEADLINE: Duration = Duration::from_secs(CALL_SECONDS);

/// A service with the module to ask, and what it is told.
struct Place {
    row: ServiceRow,
    module: Arc<dyn Provisioner>,
    briefing: ServiceCall,
    target: String,
}

/// What the addresses of a service are called.
///
/// # Errors
/// `Service ID not found`; refused where nobody names its addresses, and when the provider does
/// not answer.
pub async fn names(cx: &Cx, service: ServiceId) -> Result<ReverseDns> {
    let place = place(cx, service).await?;
    match ask(cx, &place, place.module.reverse_dns(&place.briefing)).await {
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
    let before = ask(cx, &place, place.module.reverse_dns(&place.briefing)).await;
    let before = before.map_err(|error| no_answer(&error))?;
    let before = before.ok_or_else(|| not_now(NOT_OFFERED))?;
    if !before.has(address) {
        return Err(not_ours());
    }
    match ask(cx, &place, place.module.name_address(&place.briefing, address, name)).await {
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
    let after = ask(cx, &place, place.module.reverse_dns(&place.briefing)).await;
    Ok(after.ok().flatten().unwrap_or_else(|| with(before, address, name)))
}

async fn place(cx: &Cx, service: ServiceId) -> Result<Place> {
    let mut c = cx.read().await?;
    let row = services::by_id(&mut c, service).await?;
    let row = row.ok_or_else(|| not_found("Service ID not found"))?;
    check_caller(&cx.caller, &row)?;
    let product = products::by_id(&mut c, row.product_id).await?;
    let product = product.filter(|product| !product.module.is_empty());
    let product = product.ok_or_else(|| not_now(NOT_OFFERED))?;
    let module = module_of(&cx.engine, &product.module)?;
    if !module.capabilities().reverse_dns || row.provisioned_at.is_none() {
        return Err(not_now(NOT_OFFERED));
    }
    let key = format!("service-{service}-reverse-dns");
    let input = Input::default();
    let briefing = briefing(&cx.engine, &mut c, &row, &product, &key, &input).await?;
    let target = target_of(&briefing, &product.module);
    Ok(Place { row, module, briefing, target })
}

/// Asks within the deadline, in a place of the server.
async fn ask<T>(cx: &Cx, place: &Place, asking: Asking<'_, T>) -> Result<T, PortError> {
    let module = place.module.capabilities().module;
    let busy = || PortError::NotSent { module, why: "busy".into(), retry_after_seconds: None };
    let entering = cx.engine.targets().enter(&place.target);
    let entered = within(CALL_DEADLINE, entering).await.flatten().ok_or_else(busy)?;
    let answer = within(CALL_DEADLINE, asking).await;
    drop(entered);
    answer.unwrap_or_else(|| {
        let cause = ports::UnknownCause::Timeout;
        Err(PortError::Unknown { module, cause, why: "no answer".into() })
    })
}

async fn is_called(cx: &Cx, place: &Place, address: IpAddr, name: Option<&str>) -> bool {
    let found = ask(cx, place, place.module.reverse_dns(&place.briefing)).await;
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
