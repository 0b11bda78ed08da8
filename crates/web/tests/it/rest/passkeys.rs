//! Passkeys, from the browser's first question to the second try of an answer.

use axum::http::Method;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use jiff::SignedDuration;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::shop::{PASSWORD, Person, person, sign_up, staff};
use crate::site::{Answer, Ask, Site, ask, each, get, post};

const HOST: &str = "shop.example";

/// A device that holds one key.
struct Device {
    key: Ed25519KeyPair,
    id: String,
}

impl Device {
    fn new(name: &str) -> Self {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        let key = Ed25519KeyPair::from_pkcs8(document.as_ref()).unwrap();
        Self { key, id: BASE64.encode(name) }
    }

    fn says(&self, kind: &str, asked: &Value, more: &[u8]) -> (String, Vec<u8>) {
        let challenge = asked["challenge"].as_str().unwrap();
        let client = json!({
            "type": kind,
            "challenge": challenge,
            "origin": format!("http://{HOST}"),
            "crossOrigin": false,
        });
        let flags = if more.is_empty() { 0x05 } else { 0x45 };
        let head = [&*Sha256::digest(HOST), &[flags, 0, 0, 0, 0]].concat();
        (client.to_string(), [&*head, more].concat())
    }

    fn makes(&self, asked: &Value) -> Value {
        let name = BASE64.decode(&self.id).unwrap();
        let length = u16::try_from(name.len()).unwrap().to_be_bytes();
        let more = [&[0; 16][..], &length, &name].concat();
        let (client, data) = self.says("webauthn.create", asked, &more);
        let mut info = vec![0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0];
        info.extend(self.key.public_key().as_ref());
        json!({ "id": self.id, "rawId": self.id, "type": "public-key", "response": {
            "clientDataJSON": BASE64.encode(client),
            "authenticatorData": BASE64.encode(data),
            "publicKey": BASE64.encode(info),
            "publicKeyAlgorithm": -8,
        }})
    }

    fn signs(&self, asked: &Value) -> Value {
        let (client, data) = self.says("webauthn.get", asked, &[]);
        let signature = self.key.sign(&[&*data, &*Sha256::digest(&client)].concat());
        json!({ "id": self.id, "rawId": self.id, "type": "public-key", "response": {
            "clientDataJSON": BASE64.encode(client),
            "authenticatorData": BASE64.encode(data),
            "signature": BASE64.encode(signature),
        }})
    }
}

fn at_home(ask: Ask) -> Ask {
    ask.header("host", HOST)
}

async fn adds(site: &Site, who: &Person, device: &Device) -> u64 {
    let asked = who.asks(at_home(post("/api/v1/me/passkeys/options", json!({}))));
    let asked = site.call(asked).await.expect(200);
    assert_eq!(asked["rp"]["id"], HOST);
    let made = json!({ "name": "My phone", "credential": device.makes(&asked) });
    let added = site.call(who.asks(at_home(post("/api/v1/me/passkeys", made)))).await;
    // The next question is a later one.
    site.clock.advance(SignedDuration::from_secs(1));
    added.expect(200)["id"].as_u64().unwrap()
}

async fn asked(site: &Site) -> Value {
    site.call(at_home(post("/api/v1/auth/passkey/options", json!({})))).await.expect(200)
}

async fn shows(site: &Site, path: &str, credential: &Value) -> Answer {
    site.call(at_home(post(path, json!({ "credential": credential })))).await
}

const CLIENT: &str = "/api/v1/auth/passkey";
const STAFF: &str = "/api/v1/auth/staff/passkey";

#[tokio::test]
async fn a_passkey_lets_its_owner_in_once_for_each_question() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let phone = Device::new("phone");
        let id = adds(&site, &jane, &phone).await;
        let list = jane.get(&site, "/api/v1/me/passkeys").await;
        assert_eq!(
            (&list["items"][0]["id"], &list["items"][0]["name"]),
            (&json!(id), &json!("My phone"))
        );
        assert_eq!(list["items"][0]["last_used_at"], Value::Null);

        let question = asked(&site).await;
        let answer = phone.signs(&question);
        let again = person(&shows(&site, CLIENT, &answer).await.expect(200));
        assert_eq!(again.get(&site, "/api/v1/me").await["name"], "Jane Doe");
        assert_eq!(shows(&site, CLIENT, &answer).await.status, 401, "said before");
        // A clock that moves makes the next question a later one.
        site.clock.advance(SignedDuration::from_secs(1));
        let (older, newer) = (asked(&site).await, {
            site.clock.advance(SignedDuration::from_secs(1));
            asked(&site).await
        });
        let bent = json!({ "challenge": format!("{}A", newer["challenge"].as_str().unwrap()) });
        for (why, credential) in [
            ("another key of the same name", Device::new("phone").signs(&newer)),
            ("a key nobody knows", Device::new("tablet").signs(&newer)),
            ("a question of nobody", phone.signs(&json!({ "challenge": "AAAA" }))),
            ("a question that was bent", phone.signs(&bent)),
        ] {
            assert_eq!(shows(&site, CLIENT, &credential).await.status, 401, "{why}");
        }
        assert_eq!(shows(&site, STAFF, &phone.signs(&newer)).await.status, 401, "the other side");
        shows(&site, CLIENT, &phone.signs(&newer)).await.expect(200);
        assert_eq!(
            shows(&site, CLIENT, &phone.signs(&older)).await.status,
            401,
            "an older question"
        );
        site.clock.advance(SignedDuration::from_mins(1));
        let late = asked(&site).await;
        site.clock.advance(SignedDuration::from_mins(10));
        assert_eq!(shows(&site, CLIENT, &phone.signs(&late)).await.status, 401, "too late");
    }
}

#[tokio::test]
async fn passkeys_are_their_owners() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let joe = sign_up(&site, "joe@example.com").await;
        let phone = Device::new("phone");
        let id = adds(&site, &jane, &phone).await;
        // What jane's device was asked adds nothing to joe's account, and no key twice.
        let asked = jane.asks(at_home(post("/api/v1/me/passkeys/options", json!({}))));
        let asked = site.call(asked).await.expect(200);
        assert_eq!(asked["excludeCredentials"][0]["id"], phone.id);
        let other = Device::new("other");
        for (who, device, why) in [
            (&joe, &other, "The passkey was not accepted"),
            (&jane, &phone, "This passkey is here already"),
        ] {
            let made = json!({ "name": "x", "credential": device.makes(&asked) });
            let said = site.call(who.asks(at_home(post("/api/v1/me/passkeys", made)))).await;
            assert!(said.status.is_client_error(), "{}", said.json());
            assert_eq!(said.json()["detail"], why);
        }
        for (field, made) in [
            ("/name", json!({ "name": " ", "credential": other.makes(&asked) })),
            ("/credential", json!({ "name": "x", "credential": { "id": 1 } })),
        ] {
            let said = site.call(jane.asks(at_home(post("/api/v1/me/passkeys", made)))).await;
            let said = said.expect(422);
            assert_eq!(said["errors"][0]["pointer"], field, "{said}");
        }
        let path = format!("/api/v1/me/passkeys/{id}");
        let delete = |who: &Person| who.asks(ask(Method::DELETE, &path));
        assert_eq!(site.call(delete(&joe)).await.status, 404);
        assert_eq!(site.call(delete(&jane)).await.status, 204);
        assert_eq!(site.call(delete(&jane)).await.status, 404);
        let list = site.call(jane.asks(get("/api/v1/me/passkeys"))).await.expect(200);
        assert_eq!(list["items"], json!([]));
    }
}

#[tokio::test]
async fn staff_add_their_own_and_need_no_permission_for_it() {
    for site in each().await {
        staff(&site, r#"["GetOrders"]"#).await;
        let login = json!({ "email": "ann", "password": PASSWORD });
        let ann = person(&site.call(post("/api/v1/auth/staff/login", login)).await.expect(200));
        let desk = Device::new("desk");
        adds(&site, &ann, &desk).await;
        let question = asked(&site).await;
        assert_eq!(shows(&site, CLIENT, &desk.signs(&question)).await.status, 401);
        let again = person(&shows(&site, STAFF, &desk.signs(&question)).await.expect(200));
        again.get(&site, "/api/v1/admin/orders").await;
    }
}
