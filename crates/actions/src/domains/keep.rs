//! What is asked or told about a name that is ours.

use engine::domains::keep::{self, TransferCode, find, no_such_id};
use engine::{Cx, Result};
use protocol::{
    DomainGetLockingStatus, DomainGetLockingStatusResponse, DomainGetNameservers,
    DomainGetNameserversResponse, DomainGetWhoisInfo, DomainGetWhoisInfoResponse, DomainRelease,
    DomainReleaseResponse, DomainRequestEPP, DomainRequestEPPResponse, DomainToggleIdProtect,
    DomainToggleIdProtectResponse, DomainUpdateLockingStatus, DomainUpdateLockingStatusResponse,
    DomainUpdateNameservers, DomainUpdateNameserversResponse, DomainUpdateWhoisInfo,
    DomainUpdateWhoisInfoResponse,
};
use store::domains::names::DomainRow;

use super::order::wanted;
use super::whois_contacts;
use crate::Registry;
use crate::wire::id;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .flow(|cx, call: DomainGetNameservers| Box::pin(get_nameservers(cx, call)))
        .flow(|cx, call: DomainUpdateNameservers| Box::pin(update_nameservers(cx, call)))
        .flow(|cx, call: DomainGetLockingStatus| Box::pin(get_lock(cx, call)))
        .flow(|cx, call: DomainUpdateLockingStatus| Box::pin(update_lock(cx, call)))
        .flow(|cx, call: DomainGetWhoisInfo| Box::pin(get_contacts(cx, call)))
        .flow(|cx, call: DomainUpdateWhoisInfo| Box::pin(update_contacts(cx, call)))
        .flow(|cx, call: DomainRequestEPP| Box::pin(request_epp(cx, call)))
        .flow(|cx, call: DomainToggleIdProtect| Box::pin(toggle_id_protect(cx, call)))
        .flow(|cx, call: DomainRelease| Box::pin(release(cx, call)))
}

async fn get_nameservers(
    cx: &Cx,
    call: DomainGetNameservers,
) -> Result<DomainGetNameserversResponse> {
    let row = by_id(cx, call.domainid).await?;
    let mut hosts = keep::name_servers(cx, &row).await?.into_iter().map(Into::into);
    Ok(DomainGetNameserversResponse {
        ns1: hosts.next(),
        ns2: hosts.next(),
        ns3: hosts.next(),
        ns4: hosts.next(),
        ns5: hosts.next(),
    })
}

async fn update_nameservers(
    cx: &Cx,
    call: DomainUpdateNameservers,
) -> Result<DomainUpdateNameserversResponse> {
    let number = call.domainid.map(id);
    let mut conn = cx.read().await?;
    let row = find(&mut conn, &cx.caller, number, call.domain.as_deref()).await?;
    drop(conn);
    let row = row.ok_or_else(no_such_id)?;
    let further = [call.ns3, call.ns4, call.ns5].into_iter().flatten();
    let hosts: Vec<String> = [call.ns1, call.ns2].into_iter().chain(further).collect();
    keep::set_name_servers(cx, &row, &hosts).await?;
    Ok(DomainUpdateNameserversResponse {})
}

async fn get_lock(cx: &Cx, call: DomainGetLockingStatus) -> Result<DomainGetLockingStatusResponse> {
    let row = by_id(cx, call.domainid).await?;
    let lockstatus = match keep::lock(cx, &row).await? {
        Some(true) => "locked",
        Some(false) => "unlocked",
        None => "unknown",
    };
    Ok(DomainGetLockingStatusResponse { lockstatus: lockstatus.into() })
}

async fn update_lock(
    cx: &Cx,
    call: DomainUpdateLockingStatus,
) -> Result<DomainUpdateLockingStatusResponse> {
    let row = by_id(cx, call.domainid).await?;
    keep::set_lock(cx, &row, call.lockstatus.0).await?;
    Ok(DomainUpdateLockingStatusResponse {})
}

async fn get_contacts(cx: &Cx, call: DomainGetWhoisInfo) -> Result<DomainGetWhoisInfoResponse> {
    let row = by_id(cx, call.domainid).await?;
    let contacts = keep::contacts(cx, &row).await?;
    Ok(DomainGetWhoisInfoResponse {
        Registrant: whois_contacts::json(&contacts.registrant),
        Admin: Some(whois_contacts::json(&contacts.admin)),
        Tech: Some(whois_contacts::json(&contacts.technical)),
        Billing: Some(whois_contacts::json(&contacts.billing)),
    })
}

/// What the document does not mention stays as the registrar has it.
async fn update_contacts(
    cx: &Cx,
    call: DomainUpdateWhoisInfo,
) -> Result<DomainUpdateWhoisInfoResponse> {
    let row = by_id(cx, call.domainid).await?;
    let blocks = whois_contacts::read(&call.xml)?;
    let before = keep::contacts(cx, &row).await?;
    let contacts = whois_contacts::merge(before, &blocks)?;
    keep::set_contacts(cx, &row, &contacts).await?;
    Ok(DomainUpdateWhoisInfoResponse {})
}

async fn request_epp(cx: &Cx, call: DomainRequestEPP) -> Result<DomainRequestEPPResponse> {
    let row = by_id(cx, call.domainid).await?;
    Ok(DomainRequestEPPResponse {
        eppcode: match keep::transfer_code(cx, &row).await? {
            TransferCode::Given(code) => Some(code.expose().into()),
            TransferCode::Mailed => None,
        },
    })
}

async fn toggle_id_protect(
    cx: &Cx,
    call: DomainToggleIdProtect,
) -> Result<DomainToggleIdProtectResponse> {
    let row = by_id(cx, call.domainid).await?;
    keep::set_id_protection(cx, &row, call.idprotect.0).await?;
    Ok(DomainToggleIdProtectResponse {})
}

async fn release(cx: &Cx, call: DomainRelease) -> Result<DomainReleaseResponse> {
    let row = wanted(cx, call.domainid, call.domain.as_deref()).await?;
    keep::release(cx, &row, call.newtag.as_deref().unwrap_or_default()).await?;
    Ok(DomainReleaseResponse {})
}

async fn by_id(cx: &Cx, number: u64) -> Result<DomainRow> {
    let mut conn = cx.read().await?;
    find(&mut conn, &cx.caller, Some(id(number)), None).await?.ok_or_else(no_such_id)
}
