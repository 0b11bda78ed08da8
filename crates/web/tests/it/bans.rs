//! Addresses that are turned away at every door.

use jiff::SignedDuration;
use protocol::{AddBannedIp, DeleteBannedIp, GetBannedIps};
use serde_json::{Value, json};

use crate::shop::{PASSWORD, sign_up};
use crate::site::{Answer, Ask, Site, credential, each, get, one, post};

const LOGIN: &str = "/api/v1/auth/login";
const BANNED: &str = "203.0.113.9";
const UNTIL: &str = "Your IP address is banned until 2026-01-03 09:00:00: Spam";

async fn ban(site: &Site, ip: &str) -> u64 {
    let call =
        AddBannedIp { ip: ip.to_owned(), reason: "Spam".to_owned(), days: Some(2), expires: None };
    u64::try_from(site.system.call(call).await.unwrap().banid.0).unwrap()
}

fn login(password: &str) -> Ask {
    post(LOGIN, json!({"email": "jane@example.com", "password": password}))
}

/// A call of the RPC door from this machine.
async fn rpc(site: &Site, key: &(String, String), fields: &[(&str, &str)]) -> Value {
    let mut all = vec![("identifier", &*key.0), ("secret", &*key.1), ("responsetype", "json")];
    all.extend_from_slice(fields);
    site.call(post("/includes/api.php", Value::Null).form(&all)).await.json()
}

fn told(answer: Answer, status: u16, sentence: &str) {
    let text = String::from_utf8_lossy(&answer.bytes).into_owned();
    assert_eq!(answer.status.as_u16(), status, "{text}");
    assert!(text.contains(sentence), "{text}");
}

#[tokio::test]
async fn login_from_a_banned_ip_fails() {
    for site in each().await {
        if site.is_remote() {
            continue;
        }
        sign_up(&site, "jane@example.com").await;
        let key = credential(&site.system).await;
        let ask = |ip: &'static str| {
            vec![
                ("action", "ValidateLogin"),
                ("email", "jane@example.com"),
                ("password2", PASSWORD),
                ("clientip", ip),
            ]
        };
        let id = ban(&site, "203.0.113.0/24").await;

        // REST, from a banned address and from another.
        told(site.call(login(PASSWORD).from(BANNED)).await, 403, UNTIL);
        told(site.call(login(PASSWORD).from("198.51.100.1")).await, 200, "access_token");

        // RPC: a program says who is signing in, or comes from there itself.
        let said = rpc(&site, &key, &ask(BANNED)).await;
        assert_eq!((&said["result"], &said["message"]), (&json!("error"), &json!(UNTIL)));
        assert_eq!(rpc(&site, &key, &ask("198.51.100.1")).await["result"], "success");
        told(site.call(post("/includes/api.php", Value::Null).from(BANNED)).await, 403, UNTIL);

        // Pages; figures of the operator are no door.
        let page = get("/").from(BANNED).header("accept", "text/html");
        told(site.call(page).await, 403, "2026-01-03 09:00");
        told(site.call(get("/healthz").from(BANNED)).await, 200, "ok");

        // IPv6, and an IPv4 address in IPv6's clothes.
        ban(&site, "2001:db8::/32").await;
        told(site.call(login(PASSWORD).from("2001:db8:7::1")).await, 403, UNTIL);
        told(site.call(login(PASSWORD).from("::ffff:203.0.113.9")).await, 403, UNTIL);

        site.system.call(DeleteBannedIp { banid: id }).await.unwrap();
        told(site.call(login(PASSWORD).from(BANNED)).await, 200, "access_token");
        site.clock.advance(SignedDuration::from_hours(48));
        told(site.call(login(PASSWORD).from("2001:db8:7::1")).await, 200, "access_token");
    }
}

#[tokio::test]
async fn three_failed_logins_ban_an_address_for_a_quarter_of_an_hour() {
    for site in each().await {
        sign_up(&site, "jane@example.com").await;
        for _ in 0..3 {
            assert_eq!(site.call(login("wrong").from(BANNED)).await.status, 401);
        }
        let bans = site.system.call(GetBannedIps::default()).await.unwrap().bans.0.ban;
        assert_eq!((&*bans[0].ip, bans[0].automatic.0, bans.len()), (BANNED, true, 1));
        let banned = site.call(login(PASSWORD).from(BANNED)).await;
        // In front of another WHMCS the sentence is that one's.
        assert_eq!(banned.status.as_u16(), if site.is_remote() { 401 } else { 403 });
        assert_eq!(site.call(login(PASSWORD).from("203.0.113.8")).await.status, 200);
        site.clock.advance(SignedDuration::from_mins(15));
        assert_eq!(site.call(login(PASSWORD).from(BANNED)).await.status, 200);
    }
}

/// A right log-in, and time, make earlier failures forgotten; this machine is never banned.
#[tokio::test]
async fn failures_are_forgotten() {
    let site = one().await;
    sign_up(&site, "jane@example.com").await;
    let try_it =
        async |password: &str, ip: &str| site.call(login(password).from(ip)).await.status.as_u16();
    for _ in 0..2 {
        assert_eq!(try_it("wrong", BANNED).await, 401);
        assert_eq!(try_it("wrong", BANNED).await, 401);
        assert_eq!(try_it(PASSWORD, BANNED).await, 200);
    }
    for _ in 0..4 {
        assert_eq!(try_it("wrong", "198.51.100.1").await, 401);
        site.clock.advance(SignedDuration::from_mins(16));
        assert_eq!(try_it("wrong", "127.0.0.1").await, 401);
    }
    assert_eq!(try_it(PASSWORD, "127.0.0.1").await, 200);
    assert_eq!(site.system.call(GetBannedIps::default()).await.unwrap().totalresults.0, 0);
}
