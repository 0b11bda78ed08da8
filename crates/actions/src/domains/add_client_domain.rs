//! `AddClientDomain`: a domain that a client has already is written down. Our own.

use engine::domains::edit::{self, DomainChanges};
use engine::{Act, Result};
use model::ids::ClientId;
use protocol::{AddClientDomain, AddClientDomainResponse};

use crate::Registry;
use crate::wire::number;

pub(super) fn register(registry: Registry) -> Registry {
    registry.write(|act, call: AddClientDomain| Box::pin(add_client_domain(act, call)))
}

pub(crate) async fn add_client_domain(
    act: &mut Act,
    call: AddClientDomain,
) -> Result<AddClientDomainResponse> {
    let client = ClientId(number(call.clientid));
    let hosts = [call.ns1, call.ns2, call.ns3, call.ns4, call.ns5];
    let hosts: Vec<String> = hosts.into_iter().flatten().filter(|host| !host.is_empty()).collect();
    let changes = DomainChanges {
        dns_management: call.dnsmanagement.map(bool::from),
        email_forwarding: call.emailforwarding.map(bool::from),
        id_protection: call.idprotection.map(bool::from),
        do_not_renew: call.donotrenew.map(bool::from),
        kind: call.r#type,
        registered_on: call.regdate.and_then(|date| date.0),
        next_due_on: call.nextduedate.map(|date| date.0),
        expires_on: call.expirydate.map(|date| date.0),
        name: Some(call.domain),
        first_payment: call.firstpaymentamount.map(|amount| amount.as_str().to_owned()),
        recalculate: call.recurringamount.is_none(),
        recurring: call.recurringamount.map(|amount| amount.as_str().to_owned()),
        registrar: call.registrar,
        years: call.regperiod,
        gateway: call.paymentmethod,
        subscription_id: call.subscriptionid,
        status: call.status,
        notes: call.notes,
        promotion: None,
    };
    let id = edit::add(act, client, &hosts, &changes).await?;
    Ok(AddClientDomainResponse { domainid: id.0.into() })
}
