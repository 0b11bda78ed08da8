//! `GetClientsDomains` and `GetRegistrars`.

use engine::domains::registrars;
use engine::system::currencies::Currencies;
use engine::{Actor, Cx, Result};
use model::domains::name::host_from_people;
use model::domains::status::DomainStatus;
use model::money::iso_digits;
use model::word::Word;
use protocol::wire::{Amount, Many, NumText, Success};
use protocol::{
    ClientDomain, ClientDomains, GetClientsDomains, GetClientsDomainsResponse, GetRegistrars,
    GetRegistrarsResponse, Registrar,
};
use store::domains::name_lists::{self, DomainsBy, Listed, ListedRow};
use store::order::Order;

use crate::Registry;
use crate::wire::{amount, date, day, given, id, order, page, whole_or};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetClientsDomains| Box::pin(get_clients_domains(cx, call)))
        .read(|cx, call: GetRegistrars| Box::pin(get_registrars(cx, call)))
}

/// What domains can be sorted by.
const ORDERS: [(&str, DomainsBy); 6] = [
    ("id", DomainsBy::Id),
    ("domain", DomainsBy::Name),
    ("nextduedate", DomainsBy::Due),
    ("expirydate", DomainsBy::Expires),
    ("recurringamount", DomainsBy::Recurring),
    ("status", DomainsBy::Status),
];
/// The order of a call that asks for none.
const BY_NUMBER: Order<DomainsBy> = Order { by: DomainsBy::Id, descending: false };

async fn get_clients_domains(
    cx: &Cx,
    call: GetClientsDomains,
) -> Result<GetClientsDomainsResponse> {
    let mut conn = cx.read().await?;
    let (offset, limit) = page(call.limitstart, call.limitnum);
    let name =
        call.domain.map(|name| host_from_people(&name).unwrap_or_else(|| name.to_lowercase()));
    let name = name.as_deref().filter(|name| !name.is_empty());
    let (name, beginning) = whole_or(call.beginning.0, name);
    let tld = given(call.tld.as_deref()).map(ending);
    let wanted = Listed {
        client: match cx.caller.actor {
            Actor::Client { client, .. } => Some(client),
            _ => call.clientid.map(id),
        },
        domain: call.domainid.map(id),
        name,
        beginning,
        status: call.status.as_deref().and_then(status),
        due_on: day(call.nextduedate),
        due_from: day(call.nextduedatefrom),
        due_to: day(call.nextduedateto),
        expires_from: day(call.expirydatefrom),
        expires_to: day(call.expirydateto),
        registrar: given(call.registrar.as_deref()),
        tld: tld.as_deref(),
        gateway: given(call.paymentmethod.as_deref()),
        order: Some(order(&ORDERS, (call.orderby.as_deref(), call.order.as_deref()), BY_NUMBER)),
    };
    let (rows, total) = name_lists::list(&mut conn, wanted, offset, limit).await?;
    let currencies = Currencies::read(&mut conn).await?;
    let office = cx.caller.actor.is_office();
    let domain =
        rows.into_iter().map(|row| wire(row, &currencies, office)).collect::<Result<Vec<_>>>()?;
    Ok(GetClientsDomainsResponse {
        clientid: call.clientid.map(NumText::from),
        domainid: call.domainid.map(NumText::from),
        totalresults: total.into(),
        startnumber: offset.into(),
        numreturned: domain.len().into(),
        domains: ClientDomains { domain: domain.into() }.into(),
    })
}

/// The ending of names as they are kept, whether or not it was typed with its dot.
fn ending(typed: &str) -> String {
    let label = typed.trim_start_matches('.');
    let kept = host_from_people(label).unwrap_or_else(|| label.to_lowercase());
    format!(".{kept}")
}

/// A status to list by. The vendor's action has no such parameter, so a word that is none may be
/// left from a call of another action (quirk 1.7), and limits nothing.
fn status(word: &str) -> Option<DomainStatus> {
    DomainStatus::from_word(word.trim())
}

fn wire(row: ListedRow, currencies: &Currencies, office: bool) -> Result<ClientDomain> {
    let money = |minor| currencies.money(minor, row.currency_id).map(amount);
    let digits = u32::from(iso_digits(&row.premium_currency));
    let cost = row.premium_renew_minor.filter(|_| office);
    Ok(ClientDomain {
        id: row.id.0.into(),
        userid: row.client_id.0.into(),
        orderid: row.order_id.into(),
        regtype: row.r#type.to_string().into(),
        firstpaymentamount: money(row.first_payment_minor)?,
        recurringamount: money(row.recurring_minor)?,
        domainname: row.name.into(),
        registrar: row.registrar.into(),
        regperiod: row.years.into(),
        paymentmethod: row.gateway.into(),
        paymentmethodname: row.gateway_name.into(),
        regdate: date(Some(row.registered_on)),
        expirydate: date(row.expires_on),
        nextduedate: date(row.next_due_on),
        status: row.status.to_string().into(),
        subscriptionid: row.subscription_id.into(),
        promoid: row.promotion_id.into(),
        dnsmanagement: row.dns_management.into(),
        emailforwarding: row.email_forwarding.into(),
        idprotection: row.id_protection.into(),
        donotrenew: row.do_not_renew.into(),
        notes: row.notes.into(),
        ispremium: (!row.premium_currency.is_empty()).into(),
        premiumrenewcost: cost.map(|minor| Amount::from_minor(minor, digits)),
        premiumcurrency: cost.map(|_| row.premium_currency.into()),
    })
}

async fn get_registrars(cx: &Cx, _: GetRegistrars) -> Result<GetRegistrarsResponse> {
    let active = registrars::active(&cx.engine, &mut cx.read().await?).await?;
    let registrars = active
        .into_iter()
        .map(|each| Registrar {
            module: each.module.into(),
            display_name: each.display_name.into(),
        })
        .collect();
    Ok(GetRegistrarsResponse { status: Success, registrars: Many(registrars) })
}
