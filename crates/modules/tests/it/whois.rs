//! What registries publish: RDAP in ICANN's own types, WHOIS over a socket, IANA's two lists.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use icann_rdap_common::contact::Contact;
use icann_rdap_common::prelude::{Domain, Entity, Event, Nameserver, Rfc9083Error};
use icann_rdap_common::response::SecureDns;
use modules::http::Pool;
use modules::whois::Registries;
use ports::PortError;
use ports::whois::{Whois as _, WhoisServer};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::stripe::front::serve;

/// A registry of one name.
async fn rdap() -> String {
    let domain = |Path(name): Path<String>| async move {
        match name.as_str() {
            "taken.test" => (StatusCode::OK, Json(serde_json::to_value(taken()).unwrap())),
            "broken.test" => (StatusCode::OK, Json(json!({ "objectClassName": "entity" }))),
            "down.test" => (StatusCode::SERVICE_UNAVAILABLE, Json(Value::Null)),
            _ => {
                let error = Rfc9083Error::response().error_code(404).build();
                (StatusCode::NOT_FOUND, Json(serde_json::to_value(error).unwrap()))
            }
        }
    };
    serve(Router::new().route("/v1/domain/{name}", get(domain))).await + "/v1/"
}

fn taken() -> Domain {
    let event = |action: &str, date: &str| {
        Event::builder().event_action(action.to_owned()).event_date(date.to_owned()).build()
    };
    let registrar = Contact::builder().full_name("Names and More").build();
    let registrar = Entity::builder().handle("7").role("registrar").contact(registrar).build();
    let holder = Contact::builder().organization_name("Müller GmbH").build();
    let holder = Entity::builder().handle("8").role("registrant").contact(holder).build();
    Domain::response_obj()
        .ldh_name("taken.test")
        .status("active")
        .status("client transfer prohibited")
        .event(event("registration", "2020-02-03T04:05:06Z"))
        .event(event("expiration", "2030-02-03T04:05:06Z"))
        .entity(registrar)
        .entity(holder)
        .nameserver(Nameserver::builder().ldh_name("NS1.HOST.TEST").build().unwrap())
        .secure_dns(SecureDns::builder().delegation_signed(true).build())
        .build()
}

/// A server of RFC 3912 that answers each line it knows.
async fn whois(answers: &[(&str, &str)]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let own = |(line, text): &(&str, &str)| (format!("{line}\r\n"), (*text).to_owned());
    let answers: BTreeMap<String, String> = answers.iter().map(own).collect();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut asked = vec![0; 512];
            let count = stream.read(&mut asked).await.unwrap();
            let line = String::from_utf8_lossy(&asked[..count]).into_owned();
            let text = answers.get(&line).map_or("", String::as_str);
            stream.write_all(text.as_bytes()).await.unwrap();
        }
    });
    address
}

/// Registries found through lists like IANA's: `.test` by RDAP, `.old` by WHOIS.
async fn registries() -> Registries {
    let old = whois(&[
        ("taken.old", "Domain: taken.old\r\nRegistrar: Names and More\r\n"),
        ("free.old", "% no entries found\r\nNo entries found for \"free.old\"\r\n"),
        ("down.test", "Domain Name: DOWN.TEST\r\n"),
    ])
    .await;
    let of = |ending: &str| format!("domain: {ending}\r\nwhois: {old}\r\n");
    let (of_old, of_test) = (of("OLD"), of("TEST"));
    let root = whois(&[("old", &of_old), ("test", &of_test), ("none", "% nothing\r\n")]).await;
    let services = json!({ "version": "1.0", "services": [[["test"], [rdap().await]]] });
    let list = move || async move { Json(services) };
    let list = serve(Router::new().route("/rdap/dns.json", get(list))).await;
    Registries::through(Pool::default(), &format!("{list}/rdap/dns.json"), &root)
}

#[tokio::test]
async fn endings_are_asked_where_iana_says() {
    let registries = registries().await;
    let taken = registries.look_up("taken.test", None).await.unwrap().unwrap();
    assert!(!taken.is_free && taken.source.ends_with("/v1/"), "{taken:?}");
    let expected = [
        "Domain Name: TAKEN.TEST",
        "Status: active",
        "Status: client transfer prohibited",
        "Created: 2020-02-03T04:05:06Z",
        "Expires: 2030-02-03T04:05:06Z",
        "Registrar: Names and More",
        "Registrant: Müller GmbH",
        "Name Server: ns1.host.test",
        "DNSSEC: signed",
    ];
    assert_eq!(taken.text.lines().collect::<Vec<_>>(), expected);
    for (name, is_free, piece) in [
        ("free.test", true, "free.test is not registered"),
        ("taken.old", false, "Registrar: Names and More"),
        ("free.old", true, "No entries found"),
        // RDAP is down there: the same registry is asked by WHOIS.
        ("down.test", false, "DOWN.TEST"),
    ] {
        let found = registries.look_up(name, None).await.unwrap().unwrap();
        assert!(found.is_free == is_free && found.text.contains(piece), "{name}: {found:?}");
    }
    assert_eq!(registries.look_up("a.none", None).await, Ok(None));
}

#[tokio::test]
async fn a_server_of_ones_own_comes_first() {
    let registries = registries().await;
    let own = whois(&[("taken.test", "Domain: taken.test\r\nStatus: free\r\n")]).await;
    let own = WhoisServer::Whois(own);
    let found = registries.look_up("taken.test", Some(&own)).await.unwrap().unwrap();
    assert!(found.is_free, "{found:?}");
    let own = WhoisServer::Rdap(rdap().await);
    let found = registries.look_up("taken.test", Some(&own)).await.unwrap().unwrap();
    assert!(!found.is_free, "{found:?}");
    let refused = registries.look_up("broken.test", Some(&own)).await;
    assert!(matches!(refused, Err(PortError::Unknown { .. })), "{refused:?}");
    let silent = WhoisServer::Whois(whois(&[]).await);
    let refused = registries.look_up("taken.test", Some(&silent)).await;
    assert!(matches!(refused, Err(PortError::Unknown { .. })), "{refused:?}");
    let gone = WhoisServer::Whois("127.0.0.1:1".to_owned());
    let refused = registries.look_up("taken.test", Some(&gone)).await;
    assert!(matches!(refused, Err(PortError::NotSent { .. })), "{refused:?}");
}
