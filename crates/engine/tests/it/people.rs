//! Who is calling: every refusal of the RPC door, and passwords.

use std::net::IpAddr;

use engine::people::credentials::{self, NewCredential, Presented};
use engine::people::passwords::{self, Check};
use engine::people::staff::{self, NewStaff};
use engine::system::settings::{API_ACCESS_KEY, API_ALLOWED_IPS};
use engine::testing::{TestEngine, each, one};
use engine::{Actor, Fault};
use jiff::SignedDuration;
use store::people::{api_credentials, roles, staff as staff_rows};
use store::system::settings;

const HOME: &str = "127.0.0.1";
const AWAY: &str = "192.0.2.7";

struct House {
    test: TestEngine,
    identifier: String,
    secret: String,
    local: (String, String),
}

/// A member of staff `jo` with the password `correct horse`, a key that may look at clients, and
/// a key for this machine only.
async fn house(test: TestEngine) -> House {
    let form = passwords::staff_form("correct horse");
    let password_hash = passwords::hash(&test.engine, &form).await.unwrap();
    let mut act = test.act().await.unwrap();
    let all = staff::create_role(&mut act, roles::Kind::Staff, "All", &["*"]).await.unwrap();
    let few = ["GetClients", "getinvoices"];
    let look = staff::create_role(&mut act, roles::Kind::Api, "Look", &few).await.unwrap();
    let new = NewStaff {
        username: "jo".into(),
        email: "jo@example.com".into(),
        first_name: "Jo".into(),
        last_name: "Doe".into(),
        password_hash,
        role: all,
    };
    let jo = staff::create(&mut act, new).await.unwrap();
    let mut new =
        NewCredential { description: "shop", staff: Some(jo), role: look, loopback_only: false };
    let (identifier, secret) = credentials::create(&mut act, &new).await.unwrap();
    new.loopback_only = true;
    let local = credentials::create(&mut act, &new).await.unwrap();
    act.commit().await.unwrap();
    House { test, identifier, secret, local }
}

impl House {
    async fn ask(&self, given: Presented<'_>, from: &str) -> Result<Actor, String> {
        let peer: IpAddr = from.parse().unwrap();
        match credentials::identify(&self.test.engine, &given, peer).await {
            Ok(actor) => Ok(actor),
            Err(Fault::Refused(refusal)) => Err(refusal.said.into_owned()),
            Err(broken) => panic!("{broken:?}"),
        }
    }

    async fn setting(&self, name: &str, value: &str) {
        let mut act = self.test.act().await.unwrap();
        settings::put(&mut act.conn, name, value).await.unwrap();
        act.commit().await.unwrap();
        self.test.engine.settings_changed();
    }
}

fn key<'a>(identifier: &'a str, secret: &'a str) -> Presented<'a> {
    Presented { identifier, secret, ..Presented::default() }
}

fn name<'a>(username: &'a str, password: &'a str) -> Presented<'a> {
    Presented { username, password, ..Presented::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_door_tells_who_is_calling_and_refuses_in_the_vendors_words() {
    for test in each().await.unwrap() {
        let house = house(test).await;
        let (identifier, secret) = (house.identifier.as_str(), house.secret.as_str());
        let md5 = passwords::staff_form("correct horse");
        for (given, expected) in [
            (key(identifier, secret), Ok("api shop")),
            (name(identifier, secret), Ok("api shop")),
            (name("jo", &md5), Ok("staff Jo Doe")),
            (name("JO", &md5.to_uppercase()), Ok("staff Jo Doe")),
            (name("jo@example.com", "correct horse"), Ok("staff Jo Doe")),
            (key(identifier, "wrong"), Err("Authentication Failed")),
            (key("unknown", secret), Err("Invalid or missing credentials")),
            (name("jo", "wrong"), Err("Authentication Failed")),
            (name("nobody", "wrong"), Err("Authentication Failed")),
            (name("jo", ""), Err("Authentication Failed")),
            (Presented::default(), Err("Authentication Failed")),
            // Empty is absent: clients send empty names along with their keys.
            (Presented { username: "", ..key(identifier, secret) }, Ok("api shop")),
        ] {
            let found = house.ask(given, HOME).await;
            let found = found.map(|actor| format!("{} {}", actor.word(), actor.name()));
            assert_eq!(found.as_deref().map_err(String::as_str), expected, "{given:?}");
        }
        let actor = house.ask(key(identifier, secret), HOME).await.unwrap();
        assert!(actor.may("GetInvoices") && !actor.may("DeleteClient") && actor.staff().is_some());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_listed_addresses_may_call_unless_the_access_key_is_known() {
    for test in each().await.unwrap() {
        let house = house(test).await;
        let shop = key(&house.identifier, &house.secret);
        let local = key(&house.local.0, &house.local.1);
        let no = Err("Invalid IP 192.0.2.7".to_owned());
        assert!(house.ask(shop, HOME).await.is_ok());
        assert_eq!(house.ask(shop, AWAY).await.map(|_| ()), no);
        for (list, from, allowed) in [
            (r#"["192.0.2.7"]"#, AWAY, true),
            ("198.51.100.1, 192.0.2.7", AWAY, true),
            ("198.51.100.1\n192.0.2.7", "::ffff:192.0.2.7", true),
            ("192.0.2.0/24,0.0.0.0/0", AWAY, false),
            ("2001:db8::1", "2001:0db8:0::1", true),
        ] {
            house.setting(API_ALLOWED_IPS, list).await;
            assert_eq!(house.ask(shop, from).await.is_ok(), allowed, "{list}");
        }
        house.setting(API_ALLOWED_IPS, AWAY).await;
        assert!(house.ask(local, HOME).await.is_ok());
        assert_eq!(house.ask(local, AWAY).await.map(|_| ()), no, "loopback only");
        house.setting(API_ALLOWED_IPS, "").await;
        let mut act = house.test.act().await.unwrap();
        credentials::set_access_key(&mut act, "open sesame").await.unwrap();
        act.commit().await.unwrap();
        house.test.engine.settings_changed();
        for (accesskey, allowed) in [("open sesame", true), ("open", false), ("", false)] {
            let given = Presented { accesskey, ..shop };
            assert_eq!(house.ask(given, AWAY).await.is_ok(), allowed, "{accesskey}");
        }
        let wrong = Presented { accesskey: "open sesame", ..key(&house.identifier, "wrong") };
        assert_eq!(
            house.ask(wrong, AWAY).await.map(|_| ()),
            Err("Authentication Failed".to_owned())
        );
        house.setting(API_ACCESS_KEY, "").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_credential_stops_within_seconds() {
    for test in each().await.unwrap() {
        let house = house(test).await;
        let shop = key(&house.identifier, &house.secret);
        let Actor::Api { id, staff: Some(jo), .. } = house.ask(shop, HOME).await.unwrap() else {
            panic!("not a program");
        };
        let mut act = house.test.act().await.unwrap();
        let row = api_credentials::find(&mut act.conn, &house.identifier).await.unwrap().unwrap();
        assert_eq!(row.last_used_at, Some(act.at()));
        staff_rows::set_disabled(&mut act.conn, jo, true).await.unwrap();
        act.commit().await.unwrap();
        house.test.clock.advance(SignedDuration::from_secs(5));
        let disabled = Err("Administrator Account Disabled".to_owned());
        assert_eq!(house.ask(shop, HOME).await.map(|_| ()), disabled);
        let password = name("jo", "correct horse");
        assert_eq!(house.ask(password, HOME).await.map(|_| ()), disabled);
        let mut act = house.test.act().await.unwrap();
        staff_rows::set_disabled(&mut act.conn, jo, false).await.unwrap();
        api_credentials::set_enabled(&mut act.conn, id, false).await.unwrap();
        act.commit().await.unwrap();
        house.test.clock.advance(SignedDuration::from_secs(5));
        let failed = Err("Authentication Failed".to_owned());
        assert_eq!(house.ask(shop, HOME).await.map(|_| ()), failed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn passwords_cannot_be_tried_out() {
    let house = house(one().await.unwrap()).await;
    for _ in 0..20 {
        let wrong = house.ask(name("jo", "wrong"), HOME).await.map(|_| ());
        assert_eq!(wrong, Err("Authentication Failed".to_owned()));
    }
    let said = house.ask(name("Jo ", "correct horse"), HOME).await.unwrap_err();
    assert!(said.starts_with("Too many failed sign-ins"), "{said}");
    house.test.clock.advance(SignedDuration::from_mins(15));
    assert!(house.ask(name("jo", "correct horse"), HOME).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn passwords_are_hashed_with_salt_and_compared() {
    let test = one().await.unwrap();
    let engine = &test.engine;
    let hash = passwords::hash(engine, "pässword").await.unwrap();
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    assert_ne!(hash, passwords::hash(engine, "pässword").await.unwrap());
    assert_eq!(passwords::check(engine, "pässword", &hash).await.unwrap(), Check::Right);
    assert_eq!(passwords::check(engine, "passwörd", &hash).await.unwrap(), Check::Wrong);
    let long = "x".repeat(1025);
    assert_eq!(passwords::check(engine, &long, &hash).await.unwrap(), Check::Wrong);
    assert!(passwords::hash(engine, &long).await.is_err());
    passwords::check_nobody(engine, "pässword").await.unwrap();
}
