//! Offers are taken once, or left.

use protocol::CreateQuote;
use serde_json::json;

use crate::shop::{Person, furnish, quote_lines, sign_up};
use crate::site::{Site, each, post};

async fn offer(site: &Site, person: &Person) -> i64 {
    let client = person.get(site, "/api/v1/me").await["client_id"].as_u64();
    let call = CreateQuote {
        userid: client,
        subject: "An offer".to_owned(),
        stage: "Delivered".to_owned(),
        validuntil: jiff::civil::date(2026, 2, 1).into(),
        lineitems: quote_lines(),
        ..CreateQuote::default()
    };
    site.system.call(call).await.unwrap().quoteid.0
}

#[tokio::test]
async fn an_offer_is_taken_or_left() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let (taken, left) = (offer(&site, &jane).await, offer(&site, &jane).await);
        let ask = |id: i64, what: &str| {
            jane.asks(post(&format!("/api/v1/quotes/{id}/{what}"), json!({})))
        };
        assert_eq!(site.call(ask(taken, "accept")).await.status, 200);
        let answer = site.call(ask(left, "decline")).await.expect(200);
        assert_eq!(answer["stage"], "Lost");
        for (id, what) in [(taken, "decline"), (left, "decline"), (left, "accept")] {
            let answer = site.call(ask(id, what)).await;
            assert_eq!(answer.status, 409, "{id} {what}: {}", answer.json());
        }
    }
}
