//! Where names point, by a DNS in memory; the real resolver has its own test.

use actions::testing::{TestActions, each};
use engine::domains::resolution::Record;
use jiff::SignedDuration;
use model::domains::status::DomainStatus;
use model::hosting::service::ServiceStatus;
use protocol::wire::Csv;
use protocol::{CheckDomainResolution, GetDomainResolutions, LookupDns, SetConfigurationValue};

use super::house::{add, row};
use crate::scenery::{make, wire};

/// Four services and two domains, some of which have gone elsewhere; the services' numbers.
async fn scene(test: &TestActions) -> Vec<u64> {
    let scenery = make(test).await;
    let dns = &test.engine.world.resolver;
    let mut act = test.engine.act().await.unwrap();
    act.conn
        .batch(
            "insert into servers (name, module, ip, assigned_ips)
            values ('web1', 'fakepanel', '192.0.2.10', '2001:db8::10')",
        )
        .await
        .unwrap();
    act.commit().await.unwrap();
    let set = SetConfigurationValue {
        setting: "DefaultNameserver1".to_owned(),
        value: "NS1.host.example.".to_owned(),
        ..Default::default()
    };
    test.call(set).await.unwrap();
    let mut services = Vec::new();
    for name in ["stays.example", "six.example", "left.example", "gone.example"] {
        let id = scenery.service(test, ServiceStatus::Active).await;
        let mut act = test.engine.act().await.unwrap();
        let sql = "update services set domain = $1,
            server_id = (select min(id) from servers) where id = $2";
        act.conn.exec(sql, store::args![name, id]).await.unwrap();
        act.commit().await.unwrap();
        services.push(wire(id));
    }
    dns.add("stays.example", Record::A("192.0.2.10".parse().unwrap()));
    dns.add("stays.example", Record::A("198.51.100.1".parse().unwrap()));
    dns.add("six.example", Record::Aaaa("2001:db8::10".parse().unwrap()));
    dns.add("left.example", Record::A("198.51.100.1".parse().unwrap()));
    dns.add("left.example", Record::Mx { preference: 5, host: "mx.left.example".to_owned() });
    for (name, ns) in [("here.example", "ns1.host.example"), ("away.example", "ns.other")] {
        let id = add(test, &row(scenery.client.0, name)).await;
        let mut act = test.engine.act().await.unwrap();
        let sql = "update domains set status = $1 where id = $2";
        let values = store::args![DomainStatus::Active, i64::try_from(id).unwrap()];
        act.conn.exec(sql, values).await.unwrap();
        act.commit().await.unwrap();
        dns.add(name, Record::Ns(ns.to_owned()));
    }
    services
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_no_longer_point_to_us_are_listed() {
    for test in each().await.unwrap() {
        let services = scene(&test).await;
        let dns = &test.engine.world.resolver;
        let done = test.call(CheckDomainResolution::default()).await.unwrap();
        let counted = (done.checked.0, done.ours.0, done.elsewhere.0, done.gone.0);
        assert_eq!(counted, (6, 3, 2, 1));
        let list = async |state: &str, kind: Option<&str>| {
            let call = GetDomainResolutions {
                state: Some(state.to_owned()),
                kind: kind.map(str::to_owned),
                ..GetDomainResolutions::default()
            };
            let mut found = test.call(call).await.unwrap().resolutions.0.resolution.0;
            found.sort_by(|a, b| a.name.cmp(&b.name));
            found
        };
        let away = list("away", None).await;
        let names: Vec<&str> = away.iter().map(|each| &*each.name).collect();
        assert_eq!(names, ["away.example", "gone.example", "left.example"]);
        assert_eq!((&*away[2].a, &*away[2].mx), ("198.51.100.1", "mx.left.example"));
        assert_eq!(&*away[2].expected, "192.0.2.10,2001:db8::10");
        assert_eq!((&*away[0].ns, &*away[0].expected), ("ns.other", "ns1.host.example"));
        assert_eq!(list("gone", Some("service")).await.len(), 1);

        // It comes back; only that one is asked again.
        dns.add("left.example", Record::A("192.0.2.10".parse().unwrap()));
        test.engine.clock.advance(SignedDuration::from_hours(1));
        let one = CheckDomainResolution {
            serviceid: Some(services[2]),
            ..CheckDomainResolution::default()
        };
        let done = test.call(one).await.unwrap();
        assert_eq!((done.checked.0, done.ours.0), (1, 1));
        assert_eq!(list("away", None).await.len(), 2);
        // The longest unchecked come first.
        let few = CheckDomainResolution {
            scope: Some("services".to_owned()),
            limitnum: Some(3),
            ..CheckDomainResolution::default()
        };
        test.call(few).await.unwrap();
        let times = list("ours", Some("service")).await;
        assert!(times.iter().all(|each| each.checkedat.to_string() == "2026-01-01 10:00:00"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_looked_up_by_hand() {
    for test in each().await.unwrap() {
        let dns = &test.engine.world.resolver;
        dns.add("shop.example", Record::A("192.0.2.7".parse().unwrap()));
        dns.add("shop.example", Record::Mx { preference: 10, host: "mx.shop.example".to_owned() });
        dns.add_name_of("192.0.2.7".parse().unwrap(), "shop.example");
        let ask = |name: &str, kinds: Option<&[&str]>| LookupDns {
            name: name.to_owned(),
            r#type: kinds.map(|kinds| Csv(kinds.iter().map(|k| (*k).to_owned()).collect())),
        };
        for (call, expected) in [
            (ask("Shop.example.", None), vec![("A", "192.0.2.7"), ("MX", "mx.shop.example")]),
            (ask("shop.example", Some(&["mx"])), vec![("MX", "mx.shop.example")]),
            (ask("192.0.2.7", None), vec![("PTR", "shop.example")]),
            (ask("nothing.example", None), vec![]),
        ] {
            let found = test.call(call.clone()).await.unwrap();
            let records: Vec<(&str, &str)> =
                found.records.record.0.iter().map(|each| (&*each.r#type, &*each.value)).collect();
            assert_eq!(records, expected, "{call:?}");
            assert_eq!(found.exists.0, !expected.is_empty());
        }
        assert_eq!(test.refused(ask("a b", None)).await, "Invalid name");
        let odd = ask("shop.example", Some(&["LOC"]));
        assert_eq!(test.refused(odd).await, "Invalid record type");
    }
}
