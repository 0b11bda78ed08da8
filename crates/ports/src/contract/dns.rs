//! What every host of DNS zones must show.

use std::collections::BTreeSet;

use super::{answered, broken, names, settings};
use crate::dns::{DnsHosting, RecordSet, ZoneRecordKind};

/// Runs the suite with a zone that is not there yet.
pub async fn run(host: &dyn DnsHosting, zone: &str) {
    let name = host.module();
    names(name, host.display_name());
    settings::run(name, host.settings());
    assert_eq!(answered(name, "no zone", host.zone(zone).await), None, "{name}: it is not there");
    let set = host.set(zone, &[]).await;
    if answered(name, "records of no zone", set).is_ok() {
        broken(name, "records of a zone that is not there are refused", zone);
    }
    for _ in 0..2 {
        let added = answered(name, "a zone", host.add(zone).await);
        assert_eq!(added, Ok(()), "{name}: a zone is made, and may be asked for again");
    }
    let fresh = answered(name, "a zone", host.zone(zone).await);
    assert_eq!(fresh, Some(Vec::new()), "{name}: a fresh zone has nothing for its owner");
    let first = sample(zone);
    kept(host, zone, &first).await;
    kept(host, zone, &first).await;
    // Others, fewer, and none.
    let mut second: Vec<RecordSet> = first.iter().take(3).cloned().collect();
    if let Some(one) = second.first_mut() {
        one.values = vec!["192.0.2.99".to_owned()];
        one.ttl_seconds = 60;
    }
    kept(host, zone, &second).await;
    let foreign = RecordSet { name: "www.another.example".to_owned(), ..first[0].clone() };
    let odd = RecordSet { values: vec!["no address".to_owned()], ..first[0].clone() };
    for wrong in [foreign, odd] {
        let set =
            answered(name, "a wrong record", host.set(zone, std::slice::from_ref(&wrong)).await);
        if set.is_ok() {
            broken(name, "a wrong record is refused", wrong);
        }
    }
    let after = answered(name, "a zone", host.zone(zone).await);
    let after = after.map(in_order);
    assert_eq!(after, Some(in_order(second)), "{name}: a refusal changes nothing");
    kept(host, zone, &[]).await;
    for _ in 0..2 {
        let removed = answered(name, "the end of a zone", host.remove(zone).await);
        assert_eq!(removed, Ok(()), "{name}: a zone is dropped, and may be asked for again");
    }
    assert_eq!(answered(name, "no zone", host.zone(zone).await), None, "{name}: it is gone");
}

async fn kept(host: &dyn DnsHosting, zone: &str, records: &[RecordSet]) {
    let name = host.module();
    let set = answered(name, "records", host.set(zone, records).await);
    assert_eq!(set, Ok(()), "{name}: records are taken");
    let found = answered(name, "records", host.zone(zone).await).unwrap_or_default();
    let (found, wanted) = (in_order(found), in_order(records.to_vec()));
    assert_eq!(found, wanted, "{name}: records are kept as they were set");
}

/// Records, whatever order they and their values are in.
fn in_order(mut records: Vec<RecordSet>) -> BTreeSet<RecordSet> {
    for set in &mut records {
        set.values.sort();
    }
    records.into_iter().collect()
}

/// Records of every type.
pub fn sample(zone: &str) -> Vec<RecordSet> {
    let set = |name: &str, kind, values: &[&str]| RecordSet {
        name: if name.is_empty() { zone.to_owned() } else { format!("{name}.{zone}") },
        kind,
        ttl_seconds: 3_600,
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    };
    let long = "x".repeat(300);
    vec![
        set("", ZoneRecordKind::A, &["192.0.2.1", "192.0.2.2"]),
        set("www", ZoneRecordKind::Aaaa, &["2001:db8::1"]),
        set("shop", ZoneRecordKind::Cname, &["shops.example.net"]),
        set("", ZoneRecordKind::Mx, &["10 mail.example.net"]),
        set("", ZoneRecordKind::Txt, &["v=spf1 -all", "say \"hello\" \\ and go", &long]),
        set("", ZoneRecordKind::Caa, &["0 issue ca.example.net"]),
        set("_sip._tcp", ZoneRecordKind::Srv, &["10 5 5060 sip.example.net"]),
        set("below", ZoneRecordKind::Ns, &["ns1.example.net", "ns2.example.net"]),
        set("*", ZoneRecordKind::A, &["192.0.2.3"]),
    ]
}
