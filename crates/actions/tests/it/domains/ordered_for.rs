//! Names that are ordered for one of a client's contacts, and sent to a registrar or not.

use protocol::{AcceptOrder, AddOrder};

use super::house::{REGISTRAR, sell, take_cheques};
use crate::support::house::{ANN, BOB, each};

fn order(client: u64, contact: Option<u64>, name: &str) -> AddOrder {
    AddOrder {
        clientid: client,
        contactid: contact,
        paymentmethod: Some("mailin".to_owned()),
        domain: vec![name.to_owned()].into(),
        domaintype: vec!["register".to_owned()].into(),
        regperiod: vec![Some(1)].into(),
        nameserver1: Some("ns1.example.net".to_owned()),
        nameserver2: Some("ns2.example.net".to_owned()),
        ..AddOrder::default()
    }
}

fn accept(orderid: u64, registrar: &str) -> AcceptOrder {
    AcceptOrder {
        orderid,
        registrar: Some(registrar.to_owned()),
        sendregistrar: Some(true.into()),
        ..AcceptOrder::default()
    }
}

/// The contact owns what was ordered for it; without one, or once it is gone, the client does.
#[tokio::test(flavor = "multi_thread")]
async fn a_name_belongs_to_the_contact_that_its_order_names() {
    for test in each().await {
        sell(&test, ".com").await;
        take_cheques(&test).await;
        for (client, contact) in [(BOB, 1), (ANN, 99)] {
            let said = test.refused(order(client, Some(contact), "theirs.com")).await;
            assert_eq!(said, "Contact ID Not Found", "{client} {contact}");
        }
        for (contact, name, owner) in [
            (Some(1), "free-cys.com", "Cy"),
            (Some(0), "free-hers.com", "Ann"),
            (None, "free-anns.com", "Ann"),
        ] {
            let placed = test.call(order(ANN, contact, name)).await.unwrap();
            test.call(accept(placed.orderid.id().unwrap(), REGISTRAR)).await.unwrap();
            engine::jobs::run_until_idle(&test.engine.engine).await.unwrap();
            let registry = &test.engine.world.registrar.registry;
            let people = registry.with(name, |name| Ok(name.contacts.clone())).unwrap();
            let found = [&people.registrant, &people.admin, &people.technical, &people.billing];
            assert!(found.iter().all(|person| person.first_name == owner), "{name}: {people:?}");
        }
    }
}

/// Nobody would ever answer: the order waits until the registrar is right.
#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_not_accepted_for_a_registrar_that_is_off() {
    for test in each().await {
        sell(&test, ".com").await;
        take_cheques(&test).await;
        let placed = test.call(order(ANN, None, "free-anns.com")).await.unwrap();
        let id = placed.orderid.id().unwrap();
        assert_eq!(test.refused(accept(id, "nope")).await, "The Registrar is not active");
        let sql = "select (select status from orders) || ' ' || status || ' ' || registrar
            from domains";
        let mut c = test.engine.engine.read().await.unwrap();
        let found: String = c.scalar(sql, store::args![]).await.unwrap();
        assert_eq!(found, "Pending Pending ");
        drop(c);
        test.call(accept(id, REGISTRAR)).await.unwrap();
    }
}
