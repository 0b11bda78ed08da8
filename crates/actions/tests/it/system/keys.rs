//! The keys of secrets at rest, changed while everything runs.

use actions::testing::each;
use jiff::SignedDuration;
use serde_json::json;
use store::args;

use crate::billing::ask;

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_sealed_anew_while_everything_runs() {
    for test in each().await.unwrap() {
        let engine = &test.engine.engine;
        ask(&test, "AddWebHook", "url=https://a.example/x").await;
        let rule = "name=A&events=*&channel=slack&target=https://b.example/secret";
        ask(&test, "AddNotificationRule", rule).await;
        let mail = "name=B&events=Never&channel=mail&target=a@x.example";
        ask(&test, "AddNotificationRule", mail).await;
        let form = "moduleType=gateway&moduleName=fakecard";
        ask(&test, "ActivateModule", form).await;
        let is = ask(&test, "GetKeys", "").await;
        assert_eq!((&is["waiting"], &is["keys"]["key"]), (&json!(0), &json!([])));
        let rotated = ask(&test, "RotateKeys", "").await;
        assert_eq!(rotated["key"], "data-1");
        engine::jobs::run_until_idle(engine).await.unwrap();
        assert_ne!(ask(&test, "GetKeys", "").await["sealing"], "data-1", "not at once");
        test.engine.clock.advance(SignedDuration::from_secs(30));
        engine::jobs::run_until_idle(engine).await.unwrap();
        let is = ask(&test, "GetKeys", "").await;
        assert_eq!((&is["sealing"], &is["waiting"]), (&json!("data-1"), &json!(0)), "{is}");
        let mut c = engine.read().await.unwrap();
        for sql in [
            "select secret from web_hooks where id = $1",
            "select target from notification_rules where id = $1",
        ] {
            let sealed: String = c.scalar(sql, args![1_i64]).await.unwrap();
            assert!(sealed.starts_with("data-1."), "{sql}: {sealed}");
        }
        let sql = "select target from notification_rules where id = $1";
        let kept: String = c.scalar(sql, args![2_i64]).await.unwrap();
        assert_eq!(kept, "a@x.example", "an address is no secret");
        drop(c);
        ask(&test, "TestNotificationRule", "ruleid=1").await;
        engine::jobs::run_until_idle(engine).await.unwrap();
        let calls = test.engine.world.hooks.take();
        assert_eq!(calls.last().unwrap().url, "https://b.example/secret", "it still opens");
        let again = ask(&test, "RotateKeys", "").await;
        assert_eq!(again["key"], "data-2");
    }
}
