//! Refresh tokens are good once, and a session that was left is over (S25; RFC 9700, 4.14.2).

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::shop::{Person, person, sign_up};
use crate::site::{Site, before_stock, each, get, post};

/// The sites on which sessions are kept, and the one that can only remember them itself.
async fn everywhere() -> Vec<Site> {
    let mut sites = each().await;
    sites.push(before_stock().await);
    sites
}

async fn exchanged(site: &Site, token: &str) -> Result<Person, u16> {
    let answer = site.call(post("/api/v1/auth/refresh", json!({"refresh_token": token}))).await;
    match answer.status.as_u16() {
        200 => Ok(person(&answer.json())),
        other => Err(other),
    }
}

async fn is_in(site: &Site, token: &str) -> bool {
    site.call(get("/api/v1/me").bearer(token)).await.status == 200
}

#[tokio::test]
async fn a_copy_of_a_used_token_ends_the_session_for_both() {
    for site in everywhere().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let beside = sign_in(&site).await;
        let first = exchanged(&site, &jane.refresh).await.unwrap();
        let second = exchanged(&site, &first.refresh).await.unwrap();
        assert!(is_in(&site, &second.access).await);
        // Two exchanges ago: pages that ask at once are not meant, whenever it comes.
        site.clock.advance(SignedDuration::from_secs(31));
        assert_eq!(exchanged(&site, &jane.refresh).await.err(), Some(401));
        site.clock.advance(SignedDuration::from_secs(2));
        for token in [&jane.access, &first.access, &second.access] {
            assert!(!is_in(&site, token).await);
        }
        assert_eq!(exchanged(&site, &second.refresh).await.err(), Some(401));
        // It was this session alone.
        assert!(is_in(&site, &beside.access).await);
        assert!(exchanged(&site, &beside.refresh).await.is_ok());
    }
}

async fn sign_in(site: &Site) -> Person {
    let body = json!({"email": "jane@example.com", "password": crate::shop::PASSWORD});
    person(&site.call(post("/api/v1/auth/login", body)).await.expect(200))
}

/// A browser that never got the answer shows its token again, and goes on; one that sends several
/// requests at once is let in with each.
#[tokio::test]
async fn a_lost_answer_logs_nobody_out() {
    for site in everywhere().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let lost = exchanged(&site, &jane.refresh).await.unwrap();
        site.clock.advance(SignedDuration::from_mins(20));
        let first = exchanged(&site, &jane.refresh).await.unwrap();
        let both = [
            exchanged(&site, &first.refresh).await.unwrap(),
            exchanged(&site, &first.refresh).await.unwrap(),
            exchanged(&site, &jane.refresh).await.unwrap(),
        ];
        for each in &both {
            assert!(is_in(&site, &each.access).await);
        }
        site.clock.advance(SignedDuration::from_mins(20));
        let next = exchanged(&site, &both[2].refresh).await.unwrap();
        // What was given for the one that was lost is of a line that nobody went on with.
        site.clock.advance(SignedDuration::from_mins(20));
        assert_eq!(exchanged(&site, &lost.refresh).await.err(), Some(401));
        assert_eq!(exchanged(&site, &next.refresh).await.err(), Some(401));
    }
}

#[tokio::test]
async fn what_was_left_is_over_and_nothing_else() {
    for site in everywhere().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let beside = sign_in(&site).await;
        let logout = jane.asks(post("/api/v1/auth/logout", json!({})));
        assert_eq!(site.call(logout).await.status, 204);
        assert!(!is_in(&site, &jane.access).await, "a copy of the token");
        assert_eq!(exchanged(&site, &jane.refresh).await.err(), Some(401));
        assert!(is_in(&site, &beside.access).await);
        assert!(exchanged(&site, &beside.refresh).await.is_ok());
    }
}

/// Who acts for another of its clients in a browser has left the session before; a program has two.
#[tokio::test]
async fn sessions_for_two_clients_do_not_end_each_other() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let own: Value = jane.get(&site, "/api/v1/me").await["client_id"].clone();
        let switch = post("/api/v1/auth/switch", json!({"client_id": own}));
        let other = person(&site.call(jane.asks(switch)).await.expect(200));
        assert!(exchanged(&site, &jane.refresh).await.is_ok());
        assert!(exchanged(&site, &other.refresh).await.is_ok());
        let switch = post("/api/v1/auth/switch", json!({"client_id": own, "cookie": true}));
        site.call(other.asks(switch)).await.expect(200);
        assert!(!is_in(&site, &other.access).await);
        assert!(is_in(&site, &jane.access).await);
    }
}
