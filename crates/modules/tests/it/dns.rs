//! The resolver `dns` against a real name server on this machine.

use std::net::SocketAddr;
use std::sync::Arc;

use hickory_server::Server;
use hickory_server::proto::rr::rdata::{A, AAAA, MX, NS, PTR, SOA, TXT};
use hickory_server::proto::rr::{Name, RData, Record as Line};
use hickory_server::store::in_memory::InMemoryZoneHandler;
use hickory_server::zone_handler::{AxfrPolicy, Catalog, ZoneType};
use modules::resolver::DnsResolver;
use ports::PortError;
use ports::resolver::{Record, RecordKind, Resolution, Resolver};
use tokio::net::UdpSocket;

fn name(text: &str) -> Name {
    Name::from_utf8(text).unwrap()
}

fn zone(origin: &str, lines: Vec<(&str, RData)>) -> Arc<InMemoryZoneHandler> {
    let soa = SOA::new(name("ns1.host.test."), name("hostmaster.host.test."), 1, 60, 60, 60, 60);
    let mut zone = InMemoryZoneHandler::empty(name(origin), ZoneType::Primary, AxfrPolicy::Deny);
    zone.upsert_mut(Line::from_rdata(name(origin), 60, RData::SOA(soa)), 1);
    for (owner, data) in lines {
        zone.upsert_mut(Line::from_rdata(name(owner), 60, data), 1);
    }
    Arc::new(zone)
}

/// A name server for two zones; it lives as long as what is given back.
async fn name_server() -> (Server<Catalog>, SocketAddr) {
    let mut catalog = Catalog::new();
    let shop = zone(
        "shop.test.",
        vec![
            ("shop.test.", RData::A(A::new(192, 0, 2, 7))),
            ("shop.test.", RData::AAAA(AAAA::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 7))),
            ("shop.test.", RData::MX(MX::new(10, name("Mail.shop.test.")))),
            ("shop.test.", RData::NS(NS(name("ns1.host.test.")))),
            ("shop.test.", RData::TXT(TXT::new(vec!["v=spf1 -all".to_owned()]))),
            ("mail.shop.test.", RData::A(A::new(192, 0, 2, 8))),
        ],
    );
    let reverse = zone(
        "2.0.192.in-addr.arpa.",
        vec![("7.2.0.192.in-addr.arpa.", RData::PTR(PTR(name("shop.test."))))],
    );
    catalog.upsert(name("shop.test.").into(), vec![shop]);
    catalog.upsert(name("2.0.192.in-addr.arpa.").into(), vec![reverse]);
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let at = socket.local_addr().unwrap();
    let mut server = Server::new(catalog);
    server.register_socket(socket);
    (server, at)
}

#[tokio::test]
async fn a_real_name_server_is_asked() {
    let (_server, at) = name_server().await;
    let resolver = DnsResolver::of_setting(&at.to_string()).unwrap();
    let found = |record: Record| Resolution::Found(vec![record]);
    let mail = Record::Mx { preference: 10, host: "mail.shop.test".to_owned() };
    for (name, kind, expected) in [
        ("shop.test", RecordKind::A, found(Record::A("192.0.2.7".parse().unwrap()))),
        ("SHOP.test.", RecordKind::A, found(Record::A("192.0.2.7".parse().unwrap()))),
        ("shop.test", RecordKind::Aaaa, found(Record::Aaaa("2001:db8::7".parse().unwrap()))),
        ("shop.test", RecordKind::Mx, found(mail)),
        ("shop.test", RecordKind::Ns, found(Record::Ns("ns1.host.test".to_owned()))),
        ("shop.test", RecordKind::Txt, found(Record::Txt("v=spf1 -all".to_owned()))),
        ("mail.shop.test", RecordKind::Aaaa, Resolution::Found(Vec::new())),
        ("gone.shop.test", RecordKind::A, Resolution::NoSuchName),
        ("not a name..", RecordKind::A, Resolution::NoSuchName),
    ] {
        let answer = resolver.look_up(name, kind).await;
        assert_eq!(answer, Ok(expected), "{name} {kind:?}");
    }
    let names = resolver.names_of("192.0.2.7".parse().unwrap()).await;
    assert_eq!(names, Ok(found(Record::Ptr("shop.test".to_owned()))));
    // A zone that the server does not have: refused, which is no answer.
    let refused = resolver.look_up("elsewhere.test", RecordKind::A).await;
    assert!(matches!(refused, Err(PortError::Unknown { .. })), "{refused:?}");
}

#[tokio::test]
async fn nobody_there_is_no_answer() {
    let silent = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let resolver = DnsResolver::of_servers(&[silent.local_addr().unwrap()]).unwrap();
    drop(silent);
    let answer = resolver.look_up("shop.test", RecordKind::A).await;
    assert!(matches!(answer, Err(PortError::Unknown { .. })), "{answer:?}");
}

#[tokio::test]
async fn name_servers_are_chosen_by_address() {
    for good in ["192.0.2.53", "192.0.2.53:5353, 2001:db8::53", "[2001:db8::53]:5353,192.0.2.54"] {
        DnsResolver::of_setting(good).unwrap();
    }
    for wrong in ["ns1.host.test", "192.0.2.53:", "2001:db8::53:x", "192.0.2.53; 192.0.2.54"] {
        let error = DnsResolver::of_setting(wrong).unwrap_err();
        let named = matches!(&error, PortError::Configuration { setting, .. }
            if setting == "name_servers");
        assert!(named, "{wrong}: {error}");
    }
}
