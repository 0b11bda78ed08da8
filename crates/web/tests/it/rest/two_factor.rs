//! The second factor, from the secret to the lost device.

use jiff::SignedDuration;
use protocol::SetConfigurationValue;
use serde_json::{Value, json};

use crate::shop::{PASSWORD, person, sign_up, staff};
use crate::site::{Answer, Site, each, each_engine, get, post};

async fn log_in(site: &Site, code: Option<&str>) -> Answer {
    let mut body = json!({"email": "jane@example.com", "password": PASSWORD});
    if let Some(code) = code {
        body["code"] = json!(code);
    }
    site.call(post("/api/v1/auth/login", body)).await
}

/// The code of now, as a device would show it.
pub(crate) fn code(site: &Site, secret: &str) -> String {
    engine::testing::shown_code(ports::Clock::now(&*site.clock).as_second(), secret)
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
        // As programs show it, in two groups.
        let shown = |code: &str| code.split_at(3).0.to_owned() + " " + code.split_at(3).1;
        let codes = site.call(confirm(&shown(&code(&site, &secret)))).await.expect(200);
        let codes: Vec<Value> = codes["backup_codes"].as_array().unwrap().clone();
        assert_eq!(codes.len(), 10);

        let asked = log_in(&site, None).await.expect(403);
        assert_eq!(asked["code"], "second-factor-required");
        let used = log_in(&site, Some(&code(&site, &secret))).await;
        let used = used.expect(401);
        assert_eq!(used["detail"], "The code is wrong, or was used before.", "confirmed with");
        site.clock.advance(SignedDuration::from_secs(30));
        let now = code(&site, &secret);
        person(&log_in(&site, Some(&shown(&now))).await.expect(200));
        assert_eq!(log_in(&site, Some(&now)).await.status, 401, "used");
        let backup = codes[3].as_str().unwrap();
        assert_eq!(log_in(&site, Some(backup)).await.status, 200);
        assert_eq!(log_in(&site, Some(backup)).await.status, 401, "used");

        let end = |code: &str| jane.asks(post("/api/v1/me/two-factor/end", json!({"code": code})));
        for wrong in ["123456", "", " "] {
            assert!(site.call(end(wrong)).await.status.is_client_error(), "{wrong:?}");
        }
        let done = site.call(end(codes[4].as_str().unwrap())).await;
        assert_eq!(done.status, 204, "{}", done.json());
        assert_eq!(log_in(&site, None).await.status, 200);
    }
}

#[tokio::test]
async fn staff_have_a_second_factor_too() {
    for site in each_engine().await {
        staff(&site, r#"["GetOrders"]"#).await;
        let log_in = async |code: Option<&str>| {
            let mut body = json!({"email": "ann", "password": PASSWORD});
            if let Some(code) = code {
                body["code"] = json!(code);
            }
            site.call(post("/api/v1/auth/staff/login", body)).await
        };
        let ann = person(&log_in(None).await.expect(200));
        let (setting, value) = ("RequireStaffTwoFactor".to_owned(), "on".to_owned());
        site.system
            .call(SetConfigurationValue { setting, value, ..Default::default() })
            .await
            .unwrap();
        site.clock.advance(SignedDuration::from_secs(3));
        // What the company asks for comes first; the role permits none of it, being one's own.
        let said = site.call(ann.asks(get("/api/v1/admin/orders"))).await.expect(403);
        assert_eq!(said["detail"], "Set up Two-Factor Authentication first", "{said}");
        assert_eq!(ann.get(&site, "/api/v1/admin/me").await["owes_two_factor"], true);
        let started = site.call(ann.asks(post("/api/v1/me/two-factor", json!({})))).await;
        let secret = started.expect(200)["secret"].as_str().unwrap().to_owned();
        let confirm = json!({"code": code(&site, &secret)});
        let made = site.call(ann.asks(post("/api/v1/me/two-factor/confirm", confirm))).await;
        let codes = made.expect(200)["backup_codes"].clone();
        ann.get(&site, "/api/v1/admin/orders").await;

        assert_eq!(log_in(None).await.expect(403)["code"], "second-factor-required");
        assert_eq!(log_in(Some("000000")).await.status, 401);
        site.clock.advance(SignedDuration::from_secs(30));
        let again = person(&log_in(Some(&code(&site, &secret))).await.expect(200));
        again.get(&site, "/api/v1/admin/orders").await;
        let end = json!({"code": codes[0]});
        let said = site.call(again.asks(post("/api/v1/me/two-factor/end", end))).await;
        assert_eq!(said.expect(409)["detail"], "Two-Factor Authentication is required of staff");
    }
}
