//! What is believed of a token, and what is not.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _,
};
use serde_json::{Value, json};

use super::super::keys;
use super::{Expected, Wrong, read};

const NOW: i64 = 1_767_258_000;

fn expected() -> Expected<'static> {
    Expected { issuer: "https://id.example", client_id: "us", nonce: "n-1", now: NOW }
}

fn good() -> Value {
    json!({
        "iss": "https://id.example", "sub": "248", "aud": "us", "nonce": "n-1",
        "iat": NOW - 5, "exp": NOW + 300, "email": "jane@example.com",
    })
}

fn signer() -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap()
}

fn own_key(kid: &str) -> Value {
    let x = BASE64.encode(signer().public_key().as_ref());
    json!({ "kty": "OKP", "crv": "Ed25519", "kid": kid, "use": "sig", "x": x })
}

fn signed(header: &str, body: &str) -> String {
    let message = format!("{}.{}", BASE64.encode(header), BASE64.encode(body));
    let signature = BASE64.encode(signer().sign(message.as_bytes()));
    format!("{message}.{signature}")
}

const HEADER: &str = r#"{"alg":"EdDSA","kid":"k1","typ":"JWT"}"#;

fn result(header: &str, body: &str, rows: &[Value]) -> Result<String, Wrong> {
    let keys = keys::read(&json!({ "keys": rows }));
    read(&signed(header, body), &keys, expected()).map(|(claims, _)| claims.sub)
}

#[test]
fn a_good_token_is_believed_and_every_other_claim_is_not() {
    let changes = [
        (json!({}), true),
        (json!({ "aud": ["us"] }), true),
        (json!({ "aud": ["us", "others"], "azp": "us" }), true),
        (json!({ "aud": ["us", "others"] }), false),
        (json!({ "aud": ["others"] }), false),
        (json!({ "aud": "others", "azp": "us" }), false),
        (json!({ "aud": 7 }), false),
        (json!({ "azp": "others" }), false),
        (json!({ "azp": "us" }), true),
        (json!({ "iss": "https://id.example/" }), false),
        (json!({ "iss": "https://evil.example" }), false),
        (json!({ "sub": "" }), false),
        (json!({ "nonce": "n-2" }), false),
        (json!({ "nonce": "" }), false),
        (json!({ "exp": NOW - 59 }), true),
        (json!({ "exp": NOW - 60 }), false),
        (json!({ "exp": null }), false),
        (json!({ "exp": "1999999999" }), false),
        (json!({ "exp": NOW as f64 + 10.5 }), true),
        (json!({ "iat": NOW + 60 }), true),
        (json!({ "iat": NOW + 61 }), false),
        (json!({ "iat": NOW - 660 }), true),
        (json!({ "iat": NOW - 661 }), false),
        (json!({ "iat": null }), false),
        (json!({ "nbf": NOW + 60 }), true),
        (json!({ "nbf": NOW + 61 }), false),
    ];
    for (change, is_believed) in changes {
        let mut claims = good();
        for (name, value) in change.as_object().unwrap() {
            claims[name] = value.clone();
        }
        let said = result(HEADER, &claims.to_string(), &[own_key("k1")]);
        assert_eq!(said.is_ok(), is_believed, "{change}: {said:?}");
    }
    let twice = good().to_string().replacen('{', r#"{"nonce":"n-2","#, 1);
    assert!(result(HEADER, &twice, &[own_key("k1")]).is_err(), "what stands there twice");
}

#[test]
fn headers_choose_no_other_way() {
    let body = good().to_string();
    let unsigned = Err(Wrong::Said("the ID token is not signed as it must be"));
    let odd = Err(Wrong::Said("the ID token has a header that nobody here understands"));
    for (header, wanted) in [
        (r#"{"alg":"none"}"#, unsigned.clone()),
        (r#"{"alg":"None","kid":"k1"}"#, unsigned.clone()),
        (r#"{"alg":"HS256","kid":"k1"}"#, unsigned.clone()),
        (r#"{"alg":"","kid":"k1"}"#, unsigned),
        (r#"{"alg":"RS256","kid":"k1"}"#, Err(Wrong::UnknownKey)),
        (r#"{"alg":"ES256","kid":"k1"}"#, Err(Wrong::UnknownKey)),
        (r#"{"alg":"EdDSA","kid":"k2"}"#, Err(Wrong::UnknownKey)),
        (r#"{"alg":"EdDSA","kid":"k1","crit":["exp"]}"#, odd.clone()),
        (r#"{"alg":"EdDSA","kid":"k1","typ":"at+jwt"}"#, odd),
        (r#"{"alg":"EdDSA"}"#, Ok("248".to_owned())),
        (r#"{"alg":"Ed25519","kid":"k1"}"#, Ok("248".to_owned())),
    ] {
        assert_eq!(result(header, &body, &[own_key("k1")]), wanted, "{header}");
    }
    let two = [own_key("k1"), own_key("k2")];
    assert!(result(r#"{"alg":"EdDSA"}"#, &body, &two).is_err(), "which of the two?");
    let mut others = own_key("k1");
    others["use"] = json!("enc");
    assert_eq!(result(HEADER, &body, &[others]), Err(Wrong::UnknownKey));
    let keys = keys::read(&json!({ "keys": [own_key("k1"), 7, { "kty": 1 }] }));
    let token = signed(HEADER, &body);
    let (message, signature) = token.rsplit_once('.').unwrap();
    let (header, _) = message.split_once('.').unwrap();
    let mut claims = good();
    claims["sub"] = json!("1");
    let forged = format!("{header}.{}.{signature}", BASE64.encode(claims.to_string()));
    for token in ["", "a.b", "a.b.c", "....", &forged, &format!("{message}."), &"x".repeat(20_000)]
    {
        assert!(read(token, &keys, expected()).is_err(), "{token:.40}");
    }
}

#[test]
fn curves_are_checked_over_points_of_their_size() {
    let random = SystemRandom::new();
    let way = &ECDSA_P256_SHA256_FIXED_SIGNING;
    let pkcs8 = EcdsaKeyPair::generate_pkcs8(way, &random).unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(way, pkcs8.as_ref(), &random).unwrap();
    let point = pair.public_key().as_ref();
    let (x, y) = (BASE64.encode(&point[1..33]), BASE64.encode(&point[33..]));
    let message = format!(
        "{}.{}",
        BASE64.encode(r#"{"alg":"ES256","kid":"e1"}"#),
        BASE64.encode(good().to_string())
    );
    let signature = BASE64.encode(pair.sign(&random, message.as_bytes()).unwrap());
    let token = format!("{message}.{signature}");
    let key = json!({ "kty": "EC", "crv": "P-256", "kid": "e1", "x": x, "y": y });
    let keys = keys::read(&json!({ "keys": [key.clone()] }));
    assert!(read(&token, &keys, expected()).is_ok());
    let mut swapped = key;
    swapped["y"] = json!(BASE64.encode(&point[33..64]));
    let keys = keys::read(&json!({ "keys": [swapped] }));
    assert!(read(&token, &keys, expected()).is_err(), "a coordinate without its last byte");
}
