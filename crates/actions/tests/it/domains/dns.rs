//! Records of a domain's zone: added, changed, taken away, and only where they are kept here.

use actions::testing::TestActions;
use model::domains::status::DomainStatus;
use protocol::{
    ActivateModule, AddDnsRecord, DeleteDnsRecord, GetDnsRecords, GetDnsRecordsResponse,
    TestConnection, UpdateDnsRecord,
};

use super::house::{add, row};
use crate::support::house::each;

fn record(domainid: u64, name: &str, kind: &str, value: &str) -> AddDnsRecord {
    AddDnsRecord {
        domainid,
        name: Some(name.to_owned()),
        r#type: kind.to_owned(),
        value: value.to_owned(),
        ttl: None,
    }
}

fn lines(found: &GetDnsRecordsResponse) -> Vec<String> {
    let rows = found.records.0.record.iter();
    rows.map(|row| format!("{} {} {} {}", row.name, row.ttl, row.r#type, row.value)).collect()
}

async fn hosted(test: &TestActions) -> u64 {
    let mut domain = row(1, "ann.com");
    (domain.dns_management, domain.status) = (true, DomainStatus::Active);
    let id = add(test, &domain).await;
    let asked = GetDnsRecords { domainid: id };
    assert_eq!(test.refused(asked).await, "The records of this domain are not kept here");
    let on = ActivateModule {
        moduleType: "dns".to_owned(),
        moduleName: "fakezones".to_owned(),
        ..ActivateModule::default()
    };
    test.call(on).await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn records_are_added_changed_and_taken_away() {
    for test in each().await {
        let id = hosted(&test).await;
        let empty = test.call(GetDnsRecords { domainid: id }).await.unwrap();
        assert_eq!((&*empty.domain, lines(&empty)), ("ann.com", Vec::new()));
        for (name, kind, value) in [
            ("", "A", "192.0.2.1"),
            ("@", "mx", "10 Mail.ann.com."),
            ("www", "CNAME", "ann.com"),
            ("ann.com", "A", "192.0.2.2"),
        ] {
            test.call(record(id, name, kind, value)).await.unwrap();
        }
        let change = UpdateDnsRecord {
            domainid: id,
            r#type: "A".to_owned(),
            value: "192.0.2.2".to_owned(),
            newvalue: Some("192.0.2.3".to_owned()),
            ttl: Some(300),
            ..UpdateDnsRecord::default()
        };
        let found = test.call(change.clone()).await.unwrap();
        let expected = [
            "ann.com 300 A 192.0.2.1",
            "ann.com 300 A 192.0.2.3",
            "ann.com 3600 MX 10 mail.ann.com",
            "www.ann.com 3600 CNAME ann.com",
        ];
        assert_eq!(lines(&found), expected);
        assert_eq!(test.refused(change).await, "There is no such record");
        let gone = DeleteDnsRecord {
            domainid: id,
            name: Some("www".to_owned()),
            r#type: "CNAME".to_owned(),
            value: "ann.com".to_owned(),
        };
        let found = test.call(gone.clone()).await.unwrap();
        assert_eq!(lines(&found), expected[..3]);
        assert_eq!(test.refused(gone).await, "There is no such record");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_is_asked_whether_it_is_there() {
    for test in each().await {
        let ask = || TestConnection { dns: Some("fakezones".to_owned()), ..Default::default() };
        assert_eq!(test.refused(ask()).await, "DNS Host Not Found");
        hosted(&test).await;
        let said = test.call(ask()).await.unwrap();
        assert_eq!((said.reached.0, &*said.message), (true, "fakezones"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_fit_is_refused_and_changes_nothing() {
    for test in each().await {
        let id = hosted(&test).await;
        test.call(record(id, "www", "CNAME", "ann.com")).await.unwrap();
        for (name, kind, value, said) in [
            ("www", "A", "192.0.2.1", "A CNAME stands alone under its name"),
            ("www", "CNAME", "other.example", "A CNAME stands alone under its name"),
            ("", "CNAME", "other.example", "The domain itself cannot be a CNAME"),
            ("", "NS", "ns.example", "The name servers of the domain are set elsewhere"),
            ("a b", "A", "192.0.2.1", "This is no name of the domain"),
            ("x", "A", "nowhere", "The value does not fit the type"),
            ("x", "PTR", "x.example", "Unknown type of record"),
        ] {
            assert_eq!(test.refused(record(id, name, kind, value)).await, said, "{name} {kind}");
        }
        test.call(record(id, "", "TXT", "v=spf1 -all")).await.unwrap();
        let again = test.refused(record(id, "", "TXT", "v=spf1 -all")).await;
        assert_eq!(again, "There is such a record already");
        let found = test.call(GetDnsRecords { domainid: id }).await.unwrap();
        assert_eq!(found.records.0.record.iter().count(), 2);
        // A domain whose records are not managed here, and one that is only ordered.
        let mut ordered = row(2, "eve.com");
        ordered.dns_management = true;
        let ordered = add(&test, &ordered).await;
        let asked = GetDnsRecords { domainid: ordered };
        assert_eq!(test.refused(asked).await, "The records of this domain are not kept here");
        let other = add(&test, &row(2, "bob.com")).await;
        let asked = GetDnsRecords { domainid: other };
        assert_eq!(test.refused(asked).await, "The records of this domain are not kept here");
        assert_eq!(test.refused(GetDnsRecords { domainid: 999 }).await, "Domain ID Not Found");
    }
}
