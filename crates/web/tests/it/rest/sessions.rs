//! Coming in, going on and going out.

use jiff::SignedDuration;
use serde_json::json;
use web::session::{Claims, KeyRing, Kind};

use crate::shop::{PASSWORD, furnish, person, registration, sign_up, staff};
use crate::site::{Ask, Site, ask, each, get, one, post};

const LOGIN: &str = "/api/v1/auth/login";
const REFRESH: &str = "/api/v1/auth/refresh";

async fn status(site: &Site, ask: Ask) -> u16 {
    site.call(ask).await.status.as_u16()
}

#[tokio::test]
async fn somebody_signs_up_logs_in_goes_on_and_leaves() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let me = jane.get(&site, "/api/v1/me").await;
        assert_eq!(me["name"], "Jane Doe");
        assert_eq!(me["client_ids"], json!([me["client_id"]]));
        assert!(me["permissions"].as_array().unwrap().contains(&json!("invoices")));

        let login = json!({"email": " JANE@example.com", "password": PASSWORD});
        let answer = site.call(post(LOGIN, login)).await;
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 0);
        let session = answer.expect(200);
        assert_eq!(session["token_type"], "Bearer");
        assert_eq!(session["expires_in"], 900);

        let body = json!({"refresh_token": jane.refresh});
        let again = person(&site.call(post(REFRESH, body)).await.expect(200));
        assert_ne!(again.refresh, jane.refresh);
        again.get(&site, "/api/v1/me").await;

        let logout = again.asks(post("/api/v1/auth/logout", json!({"everywhere": true})));
        assert_eq!(status(&site, logout).await, 204);
        for token in [&jane.access, &again.access] {
            assert_eq!(status(&site, get("/api/v1/me").bearer(token)).await, 401);
        }
        let body = json!({"refresh_token": again.refresh});
        assert_eq!(status(&site, post(REFRESH, body)).await, 401);
    }
}

/// Wrong names and wrong passwords look the same, and so do all tokens that are not believed.
#[tokio::test]
async fn every_no_is_the_same_no() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let mut answers = Vec::new();
        for (email, password) in
            [("jane@example.com", "wrong"), ("nobody@example.com", PASSWORD), ("", ""), ("'", "\"")]
        {
            let body = json!({"email": email, "password": password});
            let answer = site.call(post(LOGIN, body)).await;
            assert_eq!(answer.status, 401, "{email}");
            answers.push(answer.bytes);
        }
        answers.dedup();
        assert_eq!(answers.len(), 1);

        let other = KeyRing::new(vec![("test".to_owned(), [8; 32])]).unwrap();
        let chance = ports::SystemChance;
        let now = ports::Clock::now(&*site.clock);
        let claims = Claims::open(&site.keys, Kind::Access, &jane.access, now).unwrap();
        let mut altered = jane.access.clone();
        altered.pop();
        let tokens = [
            claims.seal(&other, &chance).unwrap(),
            jane.refresh.clone(),
            altered,
            format!("{}x", jane.access),
            "x".repeat(1_000_000),
            "eyJhbGciOiJub25lIn0.e30.".to_owned(),
        ];
        let mut answers = Vec::new();
        for token in tokens {
            let answer = site.call(get("/api/v1/me").bearer(&token)).await;
            assert_eq!(answer.status, 401);
            answers.push(answer.bytes);
        }
        answers.dedup();
        assert_eq!(answers.len(), 1);
    }
}

#[tokio::test]
async fn tokens_end_with_their_time() {
    let site = one().await;
    let jane = sign_up(&site, "jane@example.com").await;
    site.clock.advance(SignedDuration::from_secs(899));
    assert_eq!(status(&site, get("/api/v1/me").bearer(&jane.access)).await, 200);
    site.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(status(&site, get("/api/v1/me").bearer(&jane.access)).await, 401);
    site.clock.advance_days(29);
    let body = json!({"refresh_token": jane.refresh});
    let again = person(&site.call(post(REFRESH, body)).await.expect(200));
    site.clock.advance_days(31);
    let body = json!({"refresh_token": again.refresh});
    assert_eq!(status(&site, post(REFRESH, body)).await, 401);
}

/// A closed account, a lost tie and a new epoch end a session within seconds, also a fresh one.
#[tokio::test]
async fn sessions_end_with_their_reason() {
    for (sql, name) in [
        ("update clients set status = 'Closed'", "closed"),
        ("delete from user_clients", "untied"),
        ("update users set epoch = epoch + 1", "new epoch"),
    ] {
        for site in each().await {
            let jane = sign_up(&site, "jane@example.com").await;
            jane.get(&site, "/api/v1/me").await;
            site.run(sql).await;
            site.clock.advance(SignedDuration::from_secs(2));
            assert_eq!(status(&site, get("/api/v1/me").bearer(&jane.access)).await, 401, "{name}");
            let body = json!({"refresh_token": jane.refresh});
            assert_eq!(status(&site, post(REFRESH, body)).await, 401, "{name}");
        }
    }
}

#[tokio::test]
async fn permissions_are_those_of_now() {
    let site = one().await;
    let jane = sign_up(&site, "jane@example.com").await;
    assert_eq!(status(&site, jane.asks(get("/api/v1/profile"))).await, 200);
    site.run("update user_clients set is_owner = 0, permissions = 'invoices'").await;
    site.clock.advance(SignedDuration::from_secs(2));
    let answer = site.call(jane.asks(get("/api/v1/profile"))).await;
    assert_eq!(answer.expect(403)["code"], "not-permitted");
    assert_eq!(status(&site, jane.asks(get("/api/v1/invoices"))).await, 200);
}

#[tokio::test]
async fn a_page_in_a_browser_has_cookies() {
    let site = one().await;
    sign_up(&site, "jane@example.com").await;
    let body = json!({"email": "jane@example.com", "password": PASSWORD, "cookie": true});
    let answer = site.call(post(LOGIN, body)).await;
    let cookies: Vec<String> = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|value| value.to_str().unwrap().to_owned())
        .collect();
    assert_eq!(cookies.len(), 3);
    for cookie in &cookies {
        assert!(cookie.contains("; SameSite=Lax") && cookie.contains("; Path=/"), "{cookie}");
        assert_eq!(cookie.contains("; HttpOnly"), !cookie.starts_with("hostler-csrf="), "{cookie}");
    }
    let jar: Vec<&str> = cookies.iter().filter_map(|cookie| cookie.split(';').next()).collect();
    let jar = jar.join("; ");
    let csrf = answer.json()["csrf_token"].as_str().unwrap().to_owned();

    let with_jar = |ask: Ask| ask.header("cookie", &jar).header("host", "bill.example");
    assert_eq!(status(&site, with_jar(get("/api/v1/me"))).await, 200);
    let change = || with_jar(post("/api/v1/contacts", json!({"first_name": "Kim"})));
    let shown = |ask: Ask| ask.header("x-csrf-token", &csrf);
    for (ask, expected) in [
        (change(), "cross-site"),
        (change().header("x-csrf-token", "x"), "cross-site"),
        (shown(change()).header("origin", "https://evil.example"), "cross-site"),
        (shown(change()).header("sec-fetch-site", "cross-site"), "cross-site"),
        (shown(change()).header("origin", "http://bill.example"), ""),
        (shown(change()).header("origin", "https://app.example"), ""),
    ] {
        let problem = site.call(ask).await.json();
        let code = problem["code"].as_str().unwrap_or_default();
        assert_eq!(code == "cross-site", expected == "cross-site", "{problem}");
    }
    let refresh = with_jar(post(REFRESH, json!({})));
    assert_eq!(status(&site, refresh.clone()).await, 403);
    let answer = site.call(shown(refresh)).await;
    assert_eq!(answer.headers.get_all("set-cookie").iter().count(), 3);
    let gone = site.call(shown(with_jar(post("/api/v1/auth/logout", json!({}))))).await;
    assert_eq!(gone.status, 204);
    assert!(gone.header("set-cookie").contains("Max-Age=0"));
}

/// A stranger is stopped after some attempts; the person elsewhere is not.
#[tokio::test]
async fn passwords_cannot_be_tried_out() {
    let site = one().await;
    sign_up(&site, "jane@example.com").await;
    let attempt = |email: &str| post(LOGIN, json!({"email": email, "password": "wrong"}));
    let mut statuses = Vec::new();
    for index in 0..12 {
        let email = ["jane@example.com", "JANE@EXAMPLE.COM", " jane@example.com "][index % 3];
        let answer = site.call(attempt(email)).await;
        if answer.status == 429 {
            assert_eq!(answer.header("ratelimit-limit"), "10");
            assert_eq!(answer.header("ratelimit-remaining"), "0");
            let wait: u64 = answer.header("retry-after").parse().unwrap();
            assert!((1..=90).contains(&wait));
            assert_eq!(answer.json()["code"], "rate-limited");
        }
        statuses.push(answer.status.as_u16());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 9, "{statuses:?}");
    assert_eq!(statuses.last(), Some(&429));
    assert_eq!(status(&site, attempt("other@example.com")).await, 401);
    site.clock.advance(SignedDuration::from_secs(90));
    let right = post(LOGIN, json!({"email": "jane@example.com", "password": PASSWORD}));
    assert_eq!(status(&site, right).await, 200);
}

/// Whoever knows the password never comes too often; what failed before goes on counting.
#[tokio::test]
async fn right_passwords_do_not_count() {
    let site = one().await;
    sign_up(&site, "jane@example.com").await;
    let attempt =
        |password: &str| post(LOGIN, json!({"email": "jane@example.com", "password": password}));
    for _ in 0..15 {
        let answer = site.call(attempt(PASSWORD)).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("ratelimit-remaining"), "9", "the sign-up alone");
    }
    for index in 0..9 {
        assert_eq!(status(&site, attempt("wrong")).await, 401, "{index}");
        let expected = if index < 8 { 200 } else { 429 };
        assert_eq!(status(&site, attempt(PASSWORD)).await, expected, "{index}");
    }
}

#[tokio::test]
async fn a_sign_up_says_what_is_wrong() {
    for site in each().await {
        sign_up(&site, "jane@example.com").await;
        for (field, value, pointer) in [
            ("email", json!("jane@example.com"), "/email"),
            ("email", json!("no address"), "/email"),
            ("password", json!("short"), "/password"),
            ("country", json!("ZZ"), "/country"),
            ("first_name", json!(""), "/first_name"),
        ] {
            let mut body = registration("kim@example.com");
            body[field] = value;
            let answer = site.call(post("/api/v1/auth/register", body)).await;
            assert!([409, 422].contains(&answer.status.as_u16()), "{field}: {}", answer.json());
            if answer.status == 422 {
                assert_eq!(answer.json()["errors"][0]["pointer"], pointer);
            }
        }
    }
}

#[tokio::test]
async fn a_user_of_two_clients_switches() {
    let site = one().await;
    let jane = sign_up(&site, "jane@example.com").await;
    let kim = sign_up(&site, "kim@example.com").await;
    let own = jane.get(&site, "/api/v1/me").await["client_id"].clone();
    let other = kim.get(&site, "/api/v1/me").await["client_id"].clone();
    let switch =
        |to: &serde_json::Value| jane.asks(post("/api/v1/auth/switch", json!({"client_id": to})));
    let foreign = site.call(switch(&other)).await;
    let missing = site.call(switch(&json!(999_999))).await;
    assert_eq!((foreign.status.as_u16(), &foreign.bytes), (404, &missing.bytes));
    site.run(&format!(
        "insert into user_clients (user_id, client_id, is_owner, permissions, created_at)
         select user_id, {other}, 0, 'invoices', 0 from user_clients where client_id = {own}"
    ))
    .await;
    let acting = person(&site.call(switch(&other)).await.expect(200));
    let me = acting.get(&site, "/api/v1/me").await;
    assert_eq!(me["client_id"], other);
    assert_eq!(me["client_ids"], json!([own, other]));
    assert_eq!(me["permissions"], json!(["invoices"]));
    assert_eq!(
        status(&site, acting.asks(ask(axum::http::Method::GET, "/api/v1/profile"))).await,
        403
    );
}

/// Tokens of staff are no tokens of clients, and the other way round.
#[tokio::test]
async fn staff_is_not_a_client() {
    for site in each().await {
        staff(&site, r#"["GetOrders", "GetInvoices"]"#).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let login = |name: &str, password: &str| {
            post("/api/v1/auth/staff/login", json!({"email": name, "password": password}))
        };
        for (name, password) in
            [("ann", "wrong"), ("nobody", PASSWORD), ("jane@example.com", PASSWORD)]
        {
            assert_eq!(status(&site, login(name, password)).await, 401, "{name}");
        }
        for name in ["ann", "Ann@House.example"] {
            let ann = person(&site.call(login(name, PASSWORD)).await.expect(200));
            let me = ann.get(&site, "/api/v1/admin/me").await;
            assert_eq!(me["name"], "Ann Ng");
            assert_eq!(me["actions"], json!(["getinvoices", "getorders"]));
            for path in ["invoices", "profile", "me"] {
                assert_eq!(status(&site, ann.asks(get(&format!("/api/v1/{path}")))).await, 403);
            }
        }
        assert_eq!(status(&site, jane.asks(get("/api/v1/admin/me"))).await, 403);
        let ann = person(&site.call(login("ann", PASSWORD)).await.expect(200));
        site.run("update staff set disabled = 1").await;
        site.clock.advance(SignedDuration::from_secs(2));
        assert_eq!(status(&site, ann.asks(get("/api/v1/admin/me"))).await, 401);
        assert_eq!(status(&site, login("ann", PASSWORD)).await, 401);
    }
}

/// A new key does not log anybody out; the old one does when it is taken away.
#[tokio::test]
async fn keys_are_exchanged_while_people_are_logged_in() {
    let ring = |keys: &[(&str, u8)]| {
        let keys = keys.iter().map(|(id, byte)| ((*id).to_owned(), [*byte; 32]));
        KeyRing::new(keys.collect()).unwrap()
    };
    let site = one().await;
    let jane = sign_up(&site, "jane@example.com").await;
    let site = site.with_keys(ring(&[("next", 9), ("test", 7)]));
    assert_eq!(status(&site, get("/api/v1/me").bearer(&jane.access)).await, 200);
    let body = json!({"refresh_token": jane.refresh});
    let renewed = person(&site.call(post(REFRESH, body)).await.expect(200));
    let site = site.with_keys(ring(&[("next", 9)]));
    for (token, expected) in [(&jane.access, 401), (&renewed.access, 200)] {
        assert_eq!(status(&site, get("/api/v1/me").bearer(token)).await, expected);
    }
    let body = json!({"refresh_token": jane.refresh});
    assert_eq!(status(&site, post(REFRESH, body)).await, 401);
    let body = json!({"refresh_token": renewed.refresh});
    assert_eq!(status(&site, post(REFRESH, body)).await, 200);
}

/// A link leads into the client area, to the page that was asked for, and lets in once.
#[tokio::test]
async fn a_client_goes_over_into_the_client_area() {
    let door = |body: serde_json::Value| post("/api/v1/sso", body);
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let service = jane.order(&site).await["service_ids"][0].clone();
        let of_service = format!("/clientarea.php?action=productdetails&id={service}");
        for (body, leads) in [
            (json!({}), "/clientarea.php"),
            (json!({"destination": "invoices"}), "/clientarea.php?action=invoices"),
            (json!({"service_id": service}), &*of_service),
        ] {
            let link = site.call(jane.asks(door(body))).await.expect(200);
            let (_, path) = link["redirect_url"].as_str().unwrap().split_once("/oauth/").unwrap();
            let path = format!("/oauth/{path}");
            let answer = site.call(get(&path)).await;
            assert_eq!(answer.header("location"), leads);
            assert_ne!(answer.headers.get_all("set-cookie").iter().count(), 0);
            assert_eq!(site.call(get(&path)).await.header("location"), "/login");
        }
        let word_of_the_wire = json!({"destination": "clientarea:invoices"});
        assert_eq!(status(&site, jane.asks(door(word_of_the_wire))).await, 422);
    }
    let site = one().await;
    let jane = sign_up(&site, "jane@example.com").await;
    site.run("update user_clients set is_owner = 0, permissions = 'invoices'").await;
    site.clock.advance(SignedDuration::from_secs(2));
    assert_eq!(status(&site, jane.asks(door(json!({})))).await, 403);
}
