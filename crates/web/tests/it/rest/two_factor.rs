//! The second factor, from the secret to the lost device.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::shop::{PASSWORD, person, sign_up};
use crate::site::{Answer, Site, each, post};

async fn log_in(site: &Site, code: Option<&str>) -> Answer {
    let mut body = json!({"email": "jane@example.com", "password": PASSWORD});
    if let Some(code) = code {
        body["code"] = json!(code);
    }
    site.call(post("/api/v1/auth/login", body)).await
}

/// The code of now, as a device would show it: RFC 6238 by another hand.
pub(crate) fn code(site: &Site, secret: &str) -> String {
    use hmac::{Hmac, KeyInit, Mac};
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: Vec<usize> = secret
        .chars()
        .filter_map(|letter| letters.find(letter))
        .flat_map(|value| (0..5).rev().map(move |bit| (value >> bit) & 1))
        .collect();
    let key: Vec<u8> = bits
        .chunks_exact(8)
        .map(|byte| byte.iter().fold(0, |value, bit| value * 2 + u8::try_from(*bit).unwrap()))
        .collect();
    let step = ports::Clock::now(&*site.clock).as_second() / 30;
    let mut mac = Hmac::<sha1::Sha1>::new_from_slice(&key).unwrap();
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = usize::from(digest[19] & 15);
    let number =
        u32::from_be_bytes([digest[at] & 127, digest[at + 1], digest[at + 2], digest[at + 3]]);
    format!("{:06}", number % 1_000_000)
}

#[tokio::test]
async fn a_log_in_asks_for_a_code_that_is_good_once() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let start = jane.asks(post("/api/v1/me/two-factor", json!({})));
        let started = site.call(start).await.expect(200);
        let secret = started["secret"].as_str().unwrap().to_owned();
        assert!(started["uri"].as_str().unwrap().starts_with("otpauth://totp/"));
        assert_eq!(log_in(&site, None).await.status, 200, "it does not count yet");
        let confirm =
            |code: &str| jane.asks(post("/api/v1/me/two-factor/confirm", json!({"code": code})));
        assert!(site.call(confirm("000000")).await.status.is_client_error());
        let codes = site.call(confirm(&code(&site, &secret))).await.expect(200);
        let codes: Vec<Value> = codes["backup_codes"].as_array().unwrap().clone();
        assert_eq!(codes.len(), 10);

        let asked = log_in(&site, None).await.expect(403);
        assert_eq!(asked["code"], "second-factor-required");
        let used = log_in(&site, Some(&code(&site, &secret))).await;
        assert_eq!(used.status, 401, "the code that confirmed is used up");
        site.clock.advance(SignedDuration::from_secs(30));
        let now = code(&site, &secret);
        person(&log_in(&site, Some(&now)).await.expect(200));
        assert_eq!(log_in(&site, Some(&now)).await.status, 401, "used");
        let backup = codes[3].as_str().unwrap();
        assert_eq!(log_in(&site, Some(backup)).await.status, 200);
        assert_eq!(log_in(&site, Some(backup)).await.status, 401, "used");

        let end = |code: &str| jane.asks(post("/api/v1/me/two-factor/end", json!({"code": code})));
        assert!(site.call(end("123456")).await.status.is_client_error());
        let done = site.call(end(codes[4].as_str().unwrap())).await;
        assert_eq!(done.status, 204, "{}", done.json());
        assert_eq!(log_in(&site, None).await.status, 200);
    }
}
