//! Domains to test with, at the registrar that can fail.

use actions::testing::TestActions;
use jiff::civil::date;
use model::domains::status::{DomainOrderType, DomainStatus};
use model::ids::{ClientId, DomainId};
use protocol::wire::{Amount, Keyed};
use protocol::{ClientDomain, CreateOrUpdateTLD, GetClientsDomains};
use store::domains::names::{self, DomainRow};
use store::system::gateways::{self, GatewayRow};

/// The registrar of all domains here.
pub(crate) const REGISTRAR: &str = "fakeregistrar";

/// A pending domain of Ann's (client 1) or Bob's (client 2), for one year.
pub(crate) fn row(client: i64, name: &str) -> DomainRow {
    DomainRow {
        id: DomainId(0),
        client_id: ClientId(client),
        order_id: None,
        r#type: DomainOrderType::Register,
        name: name.to_owned(),
        registrar: REGISTRAR.to_owned(),
        years: 1,
        anchor_on: date(2026, 1, 1),
        registered_on: date(2026, 1, 1),
        expires_on: None,
        next_due_on: Some(date(2026, 1, 1)),
        first_payment_minor: 1_000,
        recurring_minor: 1_200,
        gateway: "fakecard".to_owned(),
        status: DomainStatus::Pending,
        dns_management: false,
        email_forwarding: false,
        id_protection: false,
        do_not_renew: false,
        locked: true,
        nameservers: "ns1.example.net,ns2.example.net".to_owned(),
        epp_code: String::new(),
        subscription_id: String::new(),
        promotion_id: None,
        promotion_count: 0,
        notes: String::new(),
        synced_at: None,
        created_at: 0,
        updated_at: 0,
    }
}

/// Adds it and gives its number on the wire.
pub(crate) async fn add(test: &TestActions, row: &DomainRow) -> u64 {
    let mut act = test.engine.act().await.unwrap();
    let id = names::insert(&mut act.conn, row).await.unwrap();
    act.commit().await.unwrap();
    u64::try_from(id.0).unwrap()
}

/// A domain as the wire lists it.
pub(crate) async fn listed(test: &TestActions, domainid: u64) -> ClientDomain {
    let call = GetClientsDomains { domainid: Some(domainid), ..GetClientsDomains::default() };
    test.call(call).await.unwrap().domains.0.domain.0.remove(0)
}

/// Has the house sell names of an ending: each for ten dollars a year, and at no registrar.
pub(crate) async fn sell(test: &TestActions, ending: &str) {
    let prices =
        || -> Keyed<Amount, u64> { [(1, Amount::parse("10.00").unwrap())].into_iter().collect() };
    let call = CreateOrUpdateTLD {
        extension: ending.into(),
        currency_code: Some("USD".into()),
        register: prices(),
        renew: prices(),
        transfer: prices(),
        ..CreateOrUpdateTLD::default()
    };
    test.call(call).await.unwrap();
}

/// Has the house take cheques.
pub(crate) async fn take_cheques(test: &TestActions) {
    let gateway = GatewayRow {
        module: "mailin".to_owned(),
        name: "Cheque".to_owned(),
        position: 1,
        active: true,
        waiting: false,
        settings: "{}".to_owned(),
    };
    let mut act = test.engine.act().await.unwrap();
    gateways::put(&mut act.conn, &gateway).await.unwrap();
    act.commit().await.unwrap();
}
