//! `UpdateClientDomain`.

use engine::domains::edit::{self, DomainChanges};
use engine::domains::keep::{self, find, no_such_id};
use engine::domains::premium;
use engine::{Cx, Result, invalid};
use model::ids::DomainId;
use protocol::{UpdateClientDomain, UpdateClientDomainResponse};

use crate::Registry;
use crate::wire::id;

pub(super) fn register(registry: Registry) -> Registry {
    registry.flow(|cx, call: UpdateClientDomain| Box::pin(update_client_domain(cx, call)))
}

/// The registrar is told first: when it refuses, nothing changes here either.
async fn update_client_domain(
    cx: &Cx,
    mut call: UpdateClientDomain,
) -> Result<UpdateClientDomainResponse> {
    let domain: DomainId = match call.domainid {
        Some(number) => id(number),
        None => {
            let name = call.domain.take();
            let row = find(&mut cx.read().await?, &cx.caller, None, name.as_deref()).await?;
            row.ok_or_else(no_such_id)?.id
        }
    };
    if call.updatens.is_some_and(bool::from) {
        let (Some(ns1), Some(ns2)) = (call.ns1.clone(), call.ns2.clone()) else {
            return Err(invalid("ns1", "ns1 and ns2 required"));
        };
        let row = find(&mut cx.read().await?, &cx.caller, Some(domain), None).await?;
        let row = row.ok_or_else(no_such_id)?;
        let further = [call.ns3.clone(), call.ns4.clone(), call.ns5.clone()];
        let hosts: Vec<String> =
            [ns1, ns2].into_iter().chain(further.into_iter().flatten()).collect();
        keep::set_name_servers(cx, &row, &hosts).await?;
    }
    if call.updatepremium.is_some_and(bool::from) {
        let row = find(&mut cx.read().await?, &cx.caller, Some(domain), None).await?;
        premium::read_again(cx, &row.ok_or_else(no_such_id)?).await?;
    }
    let changes = changes(call);
    let mut act = cx.act("UpdateClientDomain").await?;
    edit::update(&mut act, domain, &changes).await?;
    act.commit().await?;
    Ok(UpdateClientDomainResponse { domainid: domain.0.into() })
}

fn changes(call: UpdateClientDomain) -> DomainChanges {
    DomainChanges {
        dns_management: call.dnsmanagement.map(bool::from),
        email_forwarding: call.emailforwarding.map(bool::from),
        id_protection: call.idprotection.map(bool::from),
        do_not_renew: call.donotrenew.map(bool::from),
        kind: call.r#type,
        registered_on: call.regdate.and_then(|date| date.0),
        next_due_on: call.nextduedate.map(|date| date.0),
        expires_on: call.expirydate.map(|date| date.0),
        name: call.domain,
        first_payment: call.firstpaymentamount.map(|amount| amount.as_str().to_owned()),
        recurring: call.recurringamount.map(|amount| amount.as_str().to_owned()),
        registrar: call.registrar,
        years: call.regperiod,
        gateway: call.paymentmethod,
        subscription_id: call.subscriptionid,
        status: call.status,
        notes: call.notes,
        promotion: call.promoid.map(id),
        recalculate: call.autorecalc.is_some_and(bool::from),
    }
}
