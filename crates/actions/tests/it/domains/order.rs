//! Registering, transferring and renewing at the registrar.

use protocol::{DomainRegister, DomainRenew, DomainTransfer};
use store::domains::names::DomainRow;

use super::house::{add, listed, row};
use crate::support::house::{client, each};

fn register(domainid: u64) -> DomainRegister {
    DomainRegister { domainid: Some(domainid), ..DomainRegister::default() }
}

/// The transfer of a domain with a code.
fn transfer(id: u64, code: &str) -> DomainTransfer {
    DomainTransfer { domainid: Some(id), eppcode: Some(code.into()), ..DomainTransfer::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_registered_and_renewed() {
    for test in each().await {
        let id = add(&test, &row(1, "ann.com")).await;
        test.call(register(id)).await.unwrap();
        let found = listed(&test, id).await;
        assert_eq!((&*found.status, &*found.expirydate.to_string()), ("Active", "2027-01-01"));
        let renew = DomainRenew { domain: Some("ANN.com".into()), ..DomainRenew::default() };
        test.call(DomainRenew { regperiod: Some(2), ..renew }).await.unwrap();
        assert_eq!(listed(&test, id).await.expirydate.to_string(), "2029-01-01");
        let calls = test.engine.world.registrar.calls();
        assert_eq!(calls, ["register ann.com", "renew ann.com"]);
        let sync = test.engine.world.registrar.registry.with("ann.com", |name| Ok(name.clone()));
        assert_eq!(sync.unwrap().name_servers, ["ns1.example.net", "ns2.example.net"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_is_under_way_until_the_registrar_says_so() {
    for test in each().await {
        let id = add(&test, &row(1, "ann.com")).await;
        assert_eq!(test.refused(transfer(id, "wrong")).await, "The transfer code is wrong");
        assert_eq!(&*listed(&test, id).await.status, "Pending");
        test.call(transfer(id, "secret")).await.unwrap();
        assert_eq!(&*listed(&test, id).await.status, "Pending Transfer");
        let stored: String = {
            let mut c = test.engine.engine.read().await.unwrap();
            let sql = "select epp_code from domains where id = 1";
            c.scalar(sql, store::args![]).await.unwrap()
        };
        assert!(!stored.contains("secret"), "kept sealed");
        test.engine.clock.advance_days(6);
        engine::jobs::run_until_idle(&test.engine.engine).await.unwrap();
        let found = listed(&test, id).await;
        assert_eq!((&*found.status, &*found.expirydate.to_string()), ("Active", "2027-01-01"));
    }
}

/// Whoever ordered a transfer gives another code once the registrar refused; nothing is bought
/// before that, for nobody paid.
#[tokio::test(flavor = "multi_thread")]
async fn a_client_tries_a_transfer_again_only_after_a_refusal() {
    for test in each().await {
        let id = add(&test, &row(1, "ann.com")).await;
        let said = async |who: i64, code: &str| {
            let refused = test.call_as(&client(who), transfer(id, code)).await.unwrap_err();
            refused.refusal().unwrap().said.to_string()
        };
        let not_yet = "A transfer is begun anew only when it was refused";
        assert_eq!(said(1, "secret").await, not_yet);
        assert!(test.engine.world.registrar.calls().is_empty());
        assert_eq!(test.refused(transfer(id, "wrong")).await, "The transfer code is wrong");
        assert_eq!(said(2, "secret").await, "Domain Not Found");
        assert_eq!(said(1, "wrong").await, "The transfer code is wrong");
        let long = "x".repeat(256);
        assert_eq!(said(1, &long).await, "Parameter 'eppcode' is longer than 255 bytes");
        assert_eq!(said(1, "a\u{7}b").await, "Parameter 'eppcode' has control characters");
        test.call_as(&client(1), transfer(id, "secret")).await.unwrap();
        assert_eq!(&*listed(&test, id).await.status, "Pending Transfer");
        assert_eq!(said(1, "secret").await, not_yet);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_have_the_words_of_the_wire() {
    for test in each().await {
        let id = add(&test, &row(1, "ann.com")).await;
        let by_hand = DomainRow { registrar: String::new(), ..row(1, "b.com") };
        let by_hand = add(&test, &by_hand).await;
        let unknown = DomainRow { registrar: "enom".into(), ..row(1, "c.com") };
        let unknown = add(&test, &unknown).await;
        let language = DomainRegister { idnlanguage: Some("xx".into()), ..register(id) };
        assert!(test.refused(language).await.starts_with("Invalid IDN Language. Must be one of: "));
        let cases = [
            (register(99), "Domain Not Found"),
            (DomainRegister::default(), "Domain Not Found"),
            (
                DomainRegister { domain: Some("x.com".into()), ..Default::default() },
                "Domain Not Found",
            ),
            (register(by_hand), "Registrar Function Not Supported"),
            (register(unknown), "The Registrar is not active"),
        ];
        for (call, expected) in cases {
            assert_eq!(test.refused(call).await, expected);
        }
        test.engine.world.registrar.registry.take("ann.com");
        assert_eq!(test.refused(register(id)).await, "The name is taken", "its own words");
        let renew = DomainRenew { domainid: Some(id), ..DomainRenew::default() };
        assert_eq!(test.refused(renew).await, "The domain is Pending");
        let transfer = DomainTransfer { domainid: Some(99), ..DomainTransfer::default() };
        assert_eq!(test.refused(transfer).await, "Domain Not Found");
    }
}

/// S02: a domain of somebody else is not there.
#[tokio::test(flavor = "multi_thread")]
async fn s02_domains_of_others_are_not_found() {
    for test in each().await {
        let id = add(&test, &row(1, "ann.com")).await;
        for call in
            [register(id), DomainRegister { domain: Some("ann.com".into()), ..Default::default() }]
        {
            let refused = test.call_as(&client(2), call).await.unwrap_err();
            assert_eq!(&*refused.refusal().unwrap().said, "Domain Not Found");
        }
        assert!(test.engine.world.registrar.calls().is_empty());
    }
}
