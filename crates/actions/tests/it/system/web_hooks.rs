//! Programs of others are told what happens: signed, again until they answer, once more on request.

use actions::testing::{TestActions, each};
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::billing::{ask, refused};

async fn work(test: &TestActions) {
    engine::jobs::run_until_idle(&test.engine.engine).await.unwrap();
}

async fn happens(test: &TestActions, kind: &'static str) {
    let mut act = test.engine.act().await.unwrap();
    act.event(kind, None, &json!({"n": 1})).await.unwrap();
    act.commit().await.unwrap();
}

fn header<'a>(headers: &'a [(&'static str, String)], name: &str) -> &'a str {
    headers.iter().find(|(each, _)| *each == name).map_or("", |(_, value)| value.as_str())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_told_what_it_wants_to_know() {
    for test in each().await.unwrap() {
        let added = ask(&test, "AddWebHook", "url=https://a.example/x&events=InvoicePaid").await;
        let secret = added["secret"].as_str().unwrap();
        assert!(secret.starts_with("whsec_"), "{secret}");
        happens(&test, "InvoicePaid").await;
        happens(&test, "InvoiceCreated").await;
        work(&test).await;
        let calls = test.engine.world.hooks.take();
        assert_eq!(calls.len(), 1);
        let body: Value = serde_json::from_str(&calls[0].body).unwrap();
        assert_eq!((&body["type"], &body["data"]), (&json!("InvoicePaid"), &json!({"n": 1})));
        assert_eq!(header(&calls[0].headers, "webhook-id"), body["id"]);
        assert!(header(&calls[0].headers, "webhook-signature").starts_with("v1,"));
        let list = ask(&test, "GetWebHooks", "").await;
        let hook = &list["webhooks"]["webhook"][0];
        assert_eq!((&hook["url"], &hook["failed"]), (&json!("https://a.example/x"), &json!(0)));
        assert!(!list.to_string().contains("whsec_"), "{list}");
        let sent = ask(&test, "GetWebHookDeliveries", "webhookid=1&status=Sent").await;
        assert_eq!(
            (&sent["totalresults"], &sent["deliveries"]["delivery"][0]["httpstatus"]),
            (&json!(1), &json!(200))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_arrive_is_sent_again_with_the_same_id() {
    for test in each().await.unwrap() {
        ask(&test, "AddWebHook", "url=https://a.example/x").await;
        for status in [500, 0, 301] {
            test.engine.world.hooks.answer_next(status);
        }
        happens(&test, "Something").await;
        for _ in 0..4 {
            work(&test).await;
            test.engine.clock.advance(SignedDuration::from_secs(600));
        }
        let calls = test.engine.world.hooks.take();
        assert_eq!(calls.len(), 4);
        let ids: Vec<_> = calls.iter().map(|call| header(&call.headers, "webhook-id")).collect();
        assert!(ids.windows(2).all(|pair| pair[0] == pair[1]), "{ids:?}");
        let again = ask(&test, "ReplayWebHook", "webhookid=1&deliveryid=1").await;
        assert_eq!(again["replayed"], 1);
        work(&test).await;
        assert_eq!(test.engine.world.hooks.take().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b35_a_dead_address_is_left_alone_and_another_is_told_meanwhile() {
    for test in each().await.unwrap() {
        ask(&test, "AddWebHook", "url=https://dead.example/x&events=Dead").await;
        ask(&test, "AddWebHook", "url=https://alive.example/x&events=Alive").await;
        for _ in 0..5 {
            test.engine.world.hooks.answer_next(0);
            happens(&test, "Dead").await;
            work(&test).await;
        }
        assert_eq!(test.engine.world.hooks.take().len(), 5);
        assert_eq!(test.engine.engine.left_alone()[0].target, "web hook dead.example");
        happens(&test, "Dead").await;
        happens(&test, "Alive").await;
        work(&test).await;
        let calls = test.engine.world.hooks.take();
        let told: Vec<&str> = calls.iter().map(|call| call.url.as_str()).collect();
        assert_eq!(told, ["https://alive.example/x"]);
        // It answers again: everything arrives that waited.
        for _ in 0..2 {
            test.engine.clock.advance(SignedDuration::from_secs(3_600));
            work(&test).await;
        }
        assert_eq!(test.engine.world.hooks.take().len(), 6);
        assert_eq!(test.engine.engine.left_alone(), []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_gone_is_told_nothing_more() {
    for test in each().await.unwrap() {
        ask(&test, "AddWebHook", "url=https://a.example/x").await;
        test.engine.world.hooks.answer_next(410);
        happens(&test, "Something").await;
        work(&test).await;
        happens(&test, "Something").await;
        work(&test).await;
        assert_eq!(test.engine.world.hooks.take().len(), 1);
        let hook = ask(&test, "GetWebHooks", "").await["webhooks"]["webhook"][0].clone();
        assert_eq!((&hook["enabled"], &hook["failed"]), (&json!(false), &json!(1)));
        assert_eq!(
            refused(&test, "ReplayWebHook", "webhookid=1").await,
            "The web hook is switched off"
        );
        ask(&test, "UpdateWebHook", "webhookid=1&enabled=1&newsecret=1").await;
        assert_eq!(ask(&test, "ReplayWebHook", "webhookid=1").await["replayed"], 1);
        ask(&test, "DeleteWebHook", "webhookid=1").await;
        work(&test).await;
        assert!(test.engine.world.hooks.take().is_empty());
        for (action, query, said) in [
            ("DeleteWebHook", "webhookid=1", "Web Hook ID Not Found"),
            ("UpdateWebHook", "webhookid=1", "Web Hook ID Not Found"),
            ("ReplayWebHook", "webhookid=1", "Web Hook ID Not Found"),
            ("AddWebHook", "url=ftp://x", "Invalid URL"),
            ("AddWebHook", "url=https://x&events=a b", "Invalid Events"),
        ] {
            assert_eq!(refused(&test, action, query).await, said, "{action} {query}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_read_from_a_place_on() {
    for test in each().await.unwrap() {
        for kind in ["A", "B", "A"] {
            happens(&test, kind).await;
        }
        let all = ask(&test, "GetEvents", "limitnum=100").await;
        let total = all["numreturned"].as_u64().unwrap();
        assert!(total >= 3, "{all}");
        let only = ask(&test, "GetEvents", "kind=A").await;
        assert_eq!(only["numreturned"], 2);
        let first = only["events"]["event"][0]["id"].as_u64().unwrap();
        let rest = ask(&test, "GetEvents", &format!("after={first}&kind=A")).await;
        assert_eq!((&rest["numreturned"], &rest["lastid"]), (&json!(1), &only["lastid"]));
        let none = ask(&test, "GetEvents", &format!("after={}", rest["lastid"])).await;
        assert_eq!((&none["numreturned"], &none["lastid"]), (&json!(0), &rest["lastid"]));
    }
}
