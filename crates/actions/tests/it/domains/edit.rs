//! Changing and listing domains.

use jiff::civil::date;
use protocol::wire::{Amount, WireDate};
use protocol::{CreateOrUpdateTLD, DomainRegister, GetClientsDomains, UpdateClientDomain};

use super::house::{add, listed, row};
use crate::support::house::{client, each};

fn update(domainid: u64) -> UpdateClientDomain {
    UpdateClientDomain { domainid: Some(domainid), ..UpdateClientDomain::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_can_be_changed() {
    for test in each().await {
        let id = add(&test, &row(1, "ann.com")).await;
        let call = UpdateClientDomain {
            dnsmanagement: Some(true.into()),
            donotrenew: Some(true.into()),
            r#type: Some("transfer".into()),
            regdate: Some(date(2025, 2, 3).into()),
            nextduedate: Some(date(2027, 2, 3).into()),
            expirydate: Some(date(2027, 2, 4).into()),
            domain: Some("Ann.NET".into()),
            recurringamount: Some(Amount::parse("9.9").unwrap()),
            regperiod: Some(2),
            status: Some("active".into()),
            notes: Some("Hi".into()),
            registrar: Some(String::new()),
            ..update(id)
        };
        assert_eq!(test.call(call).await.unwrap().domainid.id(), Some(id));
        let found = listed(&test, id).await;
        assert_eq!((&*found.regtype, &*found.domainname), ("Transfer", "ann.net"));
        assert_eq!((&*found.status, &*found.notes), ("Active", "Hi"));
        assert_eq!((found.dnsmanagement.0, found.donotrenew.0), (true, true));
        assert_eq!(found.nextduedate.to_string(), "2027-02-03");
        assert_eq!(found.expirydate.to_string(), "2027-02-04");
        assert_eq!((found.regperiod.0, found.recurringamount.as_str()), (2, "9.90"));
        assert_eq!(found.firstpaymentamount.as_str(), "10.00", "what was not sent stays");
        // Older clients name it instead.
        let by_name = UpdateClientDomain {
            domain: Some("ANN.net".into()),
            notes: Some("Yo".into()),
            ..UpdateClientDomain::default()
        };
        assert_eq!(test.call(by_name).await.unwrap().domainid.id(), Some(id));
        let found = listed(&test, id).await;
        assert_eq!((&*found.domainname, &*found.notes), ("ann.net", "Yo"));
        for none in [Some("bob.net".into()), None] {
            let call = UpdateClientDomain { domain: none, ..UpdateClientDomain::default() };
            assert_eq!(test.refused(call).await, "Domain ID Not Found");
        }
        let gone = UpdateClientDomain { expirydate: Some(WireDate(None)), ..update(id) };
        test.call(gone).await.unwrap();
        assert_eq!(listed(&test, id).await.expirydate.to_string(), "0000-00-00");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn amounts_are_computed_anew_and_name_servers_told() {
    for test in each().await {
        let tld = CreateOrUpdateTLD {
            extension: ".com".into(),
            currency_code: Some("USD".into()),
            renew: [(1, Amount::parse("13.37").unwrap())].into_iter().collect(),
            ..CreateOrUpdateTLD::default()
        };
        test.call(tld).await.unwrap();
        let id = add(&test, &row(1, "ann.com")).await;
        let call = UpdateClientDomain { autorecalc: Some(true.into()), ..update(id) };
        test.call(call).await.unwrap();
        assert_eq!(listed(&test, id).await.recurringamount.as_str(), "13.37");
        let none =
            UpdateClientDomain { autorecalc: Some(true.into()), regperiod: Some(5), ..update(id) };
        assert_eq!(test.refused(none).await, "There is no renewal price for ann.com");
        let servers = |ns2: Option<&str>| UpdateClientDomain {
            updatens: Some(true.into()),
            ns1: Some("ns1.example.org".into()),
            ns2: ns2.map(str::to_owned),
            notes: Some("told".into()),
            ..update(id)
        };
        assert_eq!(test.refused(servers(None)).await, "ns1 and ns2 required");
        let refused = test.refused(servers(Some("ns2.example.org"))).await;
        assert_eq!(refused, "There is no such name");
        assert_eq!(&*listed(&test, id).await.notes, "", "nothing changes when it refuses");
        let register = DomainRegister { domainid: Some(id), ..DomainRegister::default() };
        test.call(register).await.unwrap();
        test.call(servers(Some("ns2.example.org"))).await.unwrap();
        let name = test.engine.world.registrar.registry.with("ann.com", |name| Ok(name.clone()));
        assert_eq!(name.unwrap().name_servers, ["ns1.example.org", "ns2.example.org"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_have_the_words_of_the_wire() {
    for test in each().await {
        let id = add(&test, &row(1, "ann.com")).await;
        let text = |text: &str| Some(text.to_owned());
        let cases = [
            (update(99), "Domain ID Not Found"),
            (
                UpdateClientDomain { registrar: text("enom"), ..update(id) },
                "The Registrar is not active",
            ),
            (UpdateClientDomain { promoid: Some(9), ..update(id) }, "Promotion ID Not Found"),
            (
                UpdateClientDomain { r#type: text("x"), ..update(id) },
                "Invalid Type. Must be one of Register, Transfer",
            ),
            (
                UpdateClientDomain { regperiod: Some(11), ..update(id) },
                "The period must be 1 to 10 years",
            ),
        ];
        for (call, expected) in cases {
            assert_eq!(test.refused(call).await, expected);
        }
        let odd = UpdateClientDomain { paymentmethod: text("x"), ..update(id) };
        assert!(test.refused(odd).await.starts_with("Invalid Payment Method. Valid options "));
        let status = UpdateClientDomain { status: text("Lost"), ..update(id) };
        assert!(test.refused(status).await.starts_with("Invalid Status. Must be one of Pending, "));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_filtered_by_owner_number_and_name() {
    for test in each().await {
        let first = add(&test, &row(1, "ann.com")).await;
        add(&test, &row(1, "ann.net")).await;
        add(&test, &row(2, "bob.com")).await;
        add(&test, &row(2, "xn--mller-kva.com")).await;
        let all = GetClientsDomains::default;
        let cases: Vec<(GetClientsDomains, i64, &[&str])> = vec![
            (all(), 4, &["ann.com", "ann.net", "bob.com", "xn--mller-kva.com"]),
            (GetClientsDomains { clientid: Some(1), ..all() }, 2, &["ann.com", "ann.net"]),
            (GetClientsDomains { domainid: Some(first), ..all() }, 1, &["ann.com"]),
            (GetClientsDomains { domain: Some("BOB.com".into()), ..all() }, 1, &["bob.com"]),
            (
                GetClientsDomains { domain: Some("Müller.com".into()), ..all() },
                1,
                &["xn--mller-kva.com"],
            ),
            (
                GetClientsDomains { domain: Some("ANN.".into()), beginning: true.into(), ..all() },
                2,
                &["ann.com", "ann.net"],
            ),
            (
                GetClientsDomains {
                    domain: Some("Müller".into()),
                    beginning: true.into(),
                    ..all()
                },
                1,
                &["xn--mller-kva.com"],
            ),
            (GetClientsDomains { domain: Some("ann".into()), ..all() }, 0, &[]),
            (
                GetClientsDomains { limitstart: Some(1), limitnum: Some(1), ..all() },
                4,
                &["ann.net"],
            ),
            (GetClientsDomains { limitstart: Some(9), ..all() }, 4, &[]),
        ];
        for (call, total, expected) in cases {
            let found = test.call(call.clone()).await.unwrap();
            let names: Vec<_> =
                found.domains.0.domain.0.iter().map(|row| &*row.domainname).collect();
            assert_eq!((found.totalresults.0, names.as_slice()), (total, expected), "{call:?}");
        }
        let of_other = GetClientsDomains { clientid: Some(1), ..all() };
        let own = test.call_as(&client(2), of_other).await.unwrap();
        assert_eq!(own.domains.0.domain.0[0].userid.0, 2, "S02");
    }
}
