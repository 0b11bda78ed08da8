//! Whom the house tells of what happens: by rules, each send a job of its own.

use actions::testing::{TestActions, each};
use serde_json::{Value, json};

use crate::billing::{ask, refused};

async fn work(test: &TestActions) {
    engine::jobs::run_until_idle(&test.engine.engine).await.unwrap();
}

async fn happens(test: &TestActions, kind: &'static str, total: i64) {
    let mut act = test.engine.act().await.unwrap();
    act.event(kind, None, &json!({ "invoiceid": 7, "total_minor": total })).await.unwrap();
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chat_is_told_what_a_rule_says() {
    for test in each().await.unwrap() {
        let rule = "name=Big&events=InvoicePaid&channel=slack\
                    &target=https://hooks.example/services/T0/B0/secretpath\
                    &field=total_minor&comparison=%3E&value=1000\
                    &title=Invoice+{$invoiceid}&message=%3Cbig%3E+{$total_minor}";
        let added = ask(&test, "AddNotificationRule", rule).await;
        assert_eq!((&added["ruleid"], &added["secret"]), (&json!(1), &Value::Null));
        happens(&test, "InvoicePaid", 1000).await;
        happens(&test, "InvoiceCreated", 5000).await;
        happens(&test, "InvoicePaid", 1001).await;
        work(&test).await;
        let calls = test.engine.world.hooks.take();
        assert_eq!(calls.len(), 1, "only what is large enough");
        assert_eq!(calls[0].url, "https://hooks.example/services/T0/B0/secretpath");
        let body: Value = serde_json::from_str(&calls[0].body).unwrap();
        assert_eq!(body["text"], "*Invoice 7*\n&lt;big&gt; 1001");
        let list = ask(&test, "GetNotificationRules", "").await;
        let row = &list["rules"]["rule"][0];
        assert_eq!((&row["target"], &row["sent"]), (&json!("hooks.example/••••path"), &json!(1)));
        // What a page shows of the address does not take its place.
        let same = "ruleid=1&target=hooks.example/%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2path&value=1";
        ask(&test, "UpdateNotificationRule", same).await;
        happens(&test, "InvoicePaid", 2).await;
        work(&test).await;
        assert_eq!(test.engine.world.hooks.take().len(), 1, "at the same address");
        ask(&test, "UpdateNotificationRule", "ruleid=1&enabled=0").await;
        happens(&test, "InvoicePaid", 9000).await;
        work(&test).await;
        assert_eq!(test.engine.world.hooks.take().len(), 0, "switched off");
        ask(&test, "TestNotificationRule", "ruleid=1").await;
        work(&test).await;
        assert_eq!(test.engine.world.hooks.take().len(), 1, "a test is sent all the same");
        ask(&test, "DeleteNotificationRule", "ruleid=1").await;
        let said = refused(&test, "TestNotificationRule", "ruleid=1").await;
        assert_eq!(said, "Notification Rule ID Not Found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_hook_and_a_mail_are_told_too() {
    for test in each().await.unwrap() {
        let hook = "name=Hook&events=*&channel=hook&target=https://a.example/in";
        let secret = ask(&test, "AddNotificationRule", hook).await["secret"].clone();
        assert!(secret.as_str().unwrap().starts_with("whsec_"));
        let mail = "name=Mail&events=InvoicePaid&channel=mail&target=a@x.example,b@x.example";
        ask(&test, "AddNotificationRule", mail).await;
        happens(&test, "InvoicePaid", 1).await;
        work(&test).await;
        let calls = test.engine.world.hooks.take();
        let header =
            |name: &str| calls[0].headers.iter().find(|(key, _)| *key == name).unwrap().1.clone();
        let second: i64 = header("webhook-timestamp").parse().unwrap();
        let expected = engine::system::web_hooks::sign(
            secret.as_str().unwrap(),
            &header("webhook-id"),
            second,
            &calls[0].body,
        );
        assert_eq!(header("webhook-signature"), expected.unwrap());
        let mails = test.engine.world.mailer.take();
        assert_eq!(mails.len(), 1);
        let to: Vec<_> = mails[0].recipients().map(|each| each.address.as_str()).collect();
        assert_eq!((to, &*mails[0].subject), (vec!["a@x.example", "b@x.example"], "InvoicePaid"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_that_cannot_work_is_refused_and_one_that_fails_says_so() {
    for test in each().await.unwrap() {
        for (query, expected) in [
            ("name=&events=A&channel=mail&target=a@x.example", "Parameter 'name' is required"),
            ("name=A&events=&channel=mail&target=a@x.example", "Name kinds of event"),
            ("name=A&events=a+b&channel=mail&target=a@x.example", "Name kinds of event"),
            ("name=A&events=A&channel=mail&target=nowhere", "Name addresses"),
            ("name=A&events=A&channel=slack&target=nowhere", "Name a URL"),
            ("name=A&events=A&channel=fax&target=https://a.example", "Invalid channel"),
            ("name=A&events=A&channel=mail&target=a@x.example&comparison=~", "Invalid comparison"),
        ] {
            let said = refused(&test, "AddNotificationRule", query).await;
            assert!(said.starts_with(expected), "{query}: {said}");
        }
        let rule = "name=A&events=*&channel=slack&target=https://a.example/x";
        ask(&test, "AddNotificationRule", rule).await;
        test.engine.world.hooks.answer_next(500);
        happens(&test, "Something", 1).await;
        work(&test).await;
        let list = ask(&test, "GetNotificationRules", "").await;
        let error = list["rules"]["rule"][0]["lasterror"].as_str().unwrap().to_owned();
        assert!(error.contains("500"), "{error}");
        test.engine.clock.advance(jiff::SignedDuration::from_secs(600));
        work(&test).await;
        let list = ask(&test, "GetNotificationRules", "").await;
        let row = &list["rules"]["rule"][0];
        assert_eq!((&row["lasterror"], &row["sent"]), (&json!(""), &json!(1)), "tried again");
    }
}
