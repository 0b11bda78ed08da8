//! Where somebody is signed in: the list, and the end of one session or of all others.

use axum::http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::shop::{PASSWORD, Person, person, sign_up, staff};
use crate::site::{Site, ask, each, each_engine, get, post};

const PATH: &str = "/api/v1/auth/sessions";
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0";

/// Jane comes in once more, elsewhere and with a device that says what it is.
async fn elsewhere(site: &Site, agent: &str) -> Person {
    let body = json!({"email": "jane@example.com", "password": PASSWORD});
    let login = post("/api/v1/auth/login", body).from("192.0.2.7").header("user-agent", agent);
    person(&site.call(login).await.expect(200))
}

async fn listed(site: &Site, who: &Person) -> Vec<Value> {
    who.get(site, PATH).await["items"].as_array().cloned().unwrap()
}

async fn is_in(site: &Site, who: &Person) -> bool {
    let me = site.call(who.asks(get("/api/v1/me"))).await.status;
    let body = json!({"refresh_token": who.refresh});
    let again = site.call(post("/api/v1/auth/refresh", body)).await.status;
    assert_eq!(me, again, "both tokens are good, or neither is");
    me == 200
}

#[tokio::test]
async fn a_session_that_is_ended_is_refused_at_once() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let phone = elsewhere(&site, FIREFOX).await;
        let rows = listed(&site, &jane).await;
        let row = &rows[0];
        let (ip, device) = (&row["ip"], &row["device"]);
        assert_eq!((ip, device), (&json!("192.0.2.7"), &json!("Firefox · Linux")), "{rows:?}");
        assert_eq!(row["began_at"], "2026-01-01T09:00:00");
        let current: Vec<_> = rows.iter().map(|row| row["is_current"] == true).collect();
        assert_eq!(current, [false, true], "{rows:?}");
        assert_eq!(rows[1]["device"], Value::Null, "it did not say");

        let end = |who: &Person| who.asks(ask(Method::DELETE, &format!("{PATH}/{}", row["id"])));
        assert_eq!(site.call(end(&jane)).await.status, 204);
        assert!(!is_in(&site, &phone).await);
        assert_eq!(site.call(end(&jane)).await.status, 404);
        assert!(is_in(&site, &jane).await);
        assert_eq!(listed(&site, &jane).await.len(), 1);
        // One's own is left by it, as by a log-out.
        let own = format!("{PATH}/{}", rows[1]["id"]);
        assert_eq!(site.call(jane.asks(ask(Method::DELETE, &own))).await.status, 204);
        assert!(!is_in(&site, &jane).await);
    }
}

#[tokio::test]
async fn all_other_sessions_end_and_this_one_goes_on_with_other_tokens() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let phone = elsewhere(&site, FIREFOX).await;
        // Not one of the list: a session of before there was one.
        let older = elsewhere(&site, "curl/8").await;
        site.run("delete from open_sessions where device = 'curl'").await;
        site.clock.advance(SignedDuration::from_mins(5));
        let answer = site.call(phone.asks(post(&format!("{PATH}/end-others"), json!({})))).await;
        assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 0);
        let again = person(&answer.expect(200));
        for gone in [&jane, &phone, &older] {
            assert!(!is_in(&site, gone).await);
        }
        let rows = listed(&site, &again).await;
        assert_eq!((rows.len(), &rows[0]["is_current"]), (1, &json!(true)), "{rows:?}");
        assert_eq!(rows[0]["began_at"], "2026-01-01T09:00:00", "the password was given then");
        assert!(is_in(&site, &again).await);
    }
}

/// What is read writes nothing; an exchange of tokens moves the one row that there is.
#[tokio::test]
async fn a_session_is_seen_when_it_is_renewed() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        site.clock.advance(SignedDuration::from_mins(10));
        for _ in 0..3 {
            let rows = listed(&site, &jane).await;
            assert_eq!(rows[0]["last_seen_at"], "2026-01-01T09:00:00", "{rows:?}");
        }
        let body = json!({"refresh_token": jane.refresh});
        let refresh = post("/api/v1/auth/refresh", body).header("user-agent", FIREFOX);
        let jane = person(&site.call(refresh.from("192.0.2.9")).await.expect(200));
        let rows = listed(&site, &jane).await;
        assert_eq!(rows.len(), 1, "{rows:?}");
        let row = &rows[0];
        let seen = [&row["began_at"], &row["last_seen_at"], &row["ip"], &row["device"]];
        let now = ["2026-01-01T09:00:00", "2026-01-01T09:10:00", "192.0.2.9", "Firefox · Linux"];
        assert_eq!(seen, now, "{rows:?}");
        site.clock.advance_days(31);
        let again = elsewhere(&site, FIREFOX).await;
        assert_eq!(listed(&site, &again).await.len(), 1, "the older one has expired");
    }
}

/// The list is each member's own, and needs no permission.
#[tokio::test]
async fn staff_see_and_end_their_own() {
    for site in each_engine().await {
        sign_up(&site, "jane@example.com").await;
        staff(&site, r#"["GetOrders"]"#).await;
        let body = json!({"email": "ann", "password": PASSWORD});
        let login = post("/api/v1/auth/staff/login", body);
        let first = person(&site.call(login.clone()).await.expect(200));
        let second = person(&site.call(login).await.expect(200));
        let rows = listed(&site, &second).await;
        assert_eq!(rows.len(), 2, "{rows:?}");
        let path = format!("{PATH}/{}", rows[1]["id"]);
        assert_eq!(site.call(second.asks(ask(Method::DELETE, &path))).await.status, 204);
        let orders = |who: &Person| who.asks(get("/api/v1/admin/orders"));
        assert_eq!(site.call(orders(&first)).await.status, 401);
        assert_eq!(site.call(orders(&second)).await.status, 200);
    }
}

/// Before a WHMCS that keeps no sessions nobody is told of any.
#[tokio::test]
async fn a_stock_whmcs_keeps_no_list() {
    let site = crate::site::before_stock().await;
    let jane = sign_up(&site, "jane@example.com").await;
    for request in [get(PATH), ask(Method::DELETE, &format!("{PATH}/1"))] {
        assert_eq!(site.call(jane.asks(request)).await.status, 501);
    }
}
