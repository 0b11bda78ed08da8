//! The module log: what modules were asked, without secrets, while it is switched on.

use actions::testing::{TestActions, each};
use engine::testing::Mishap;
use model::hosting::service::ServiceStatus;
use protocol::{
    ClearModuleLog, GetModuleLog, ModuleCall, ModuleChangePw, ModuleCreate, ModuleSuspend,
    RunAutomation, SetConfigurationValue,
};

use crate::scenery::{make, wire};

async fn calls(test: &TestActions, call: GetModuleLog) -> Vec<ModuleCall> {
    test.call(call).await.unwrap().calls.0.call.0
}

async fn set(test: &TestActions, setting: &str, value: &str) {
    let (setting, value) = (setting.to_owned(), value.to_owned());
    test.call(SetConfigurationValue { setting, value, ..Default::default() }).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_are_kept_without_secrets_while_the_log_is_on() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let serviceid = wire(scenery.service(&test, ServiceStatus::Pending).await);
        let any = GetModuleLog::default;
        test.call(ModuleCreate { serviceid }).await.unwrap();
        assert_eq!(calls(&test, any()).await, [], "it is off as it comes");
        set(&test, "ModuleDebugMode", "on").await;
        let servicepassword = Some("n3w-S3cret".into());
        test.call(ModuleChangePw { serviceid, servicepassword }).await.unwrap();
        let panel = &test.engine.world.provisioner;
        panel.refuse_next("locked", "Somebody else works on it");
        let suspend = || ModuleSuspend { serviceid, suspendreason: None };
        test.refused(suspend()).await;
        let found = calls(&test, any()).await;
        let spelled: Vec<_> = found
            .iter()
            .map(|call| (&*call.r#type, &*call.module, &*call.action, &*call.outcome))
            .collect();
        let expected = [
            ("server", "fakepanel", "suspend", "Refused"),
            ("server", "fakepanel", "changepassword", "Done"),
        ];
        assert_eq!(spelled, expected);
        let changed = &found[1];
        assert_eq!(&*changed.target, &*format!("service {serviceid}"));
        assert_eq!(changed.clientid.0, scenery.client.0);
        assert_eq!(changed.date.to_string(), "2026-01-01 09:00:00");
        assert!(changed.request.contains("ServiceCall"), "{}", &*changed.request);
        assert!(found[0].response.contains("Somebody else works on it"));
        let whole = format!("{found:?}");
        assert!(!whole.contains("n3w-S3cret"), "{whole}");

        let refused = GetModuleLog { outcome: Some("Refused".into()), ..any() };
        assert_eq!(calls(&test, refused).await.len(), 1);
        let other = GetModuleLog { module: Some("plesk".into()), ..any() };
        assert_eq!(calls(&test, other).await, []);
        let one = GetModuleLog { logid: Some(1), limitnum: Some(1), ..any() };
        assert_eq!(calls(&test, one).await, [found[1].clone()]);

        test.engine.world.faults.next(Mishap::LoseRequest);
        let _ = test.call(suspend()).await;
        let unknown = GetModuleLog { outcome: Some("Unknown".into()), ..any() };
        assert_eq!(calls(&test, unknown).await.len(), 1);
        set(&test, "ModuleDebugMode", "").await;
        let before = calls(&test, any()).await.len();
        let _ = test.call(suspend()).await;
        assert_eq!(calls(&test, any()).await.len(), before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn old_calls_go_and_the_log_can_be_cleared() {
    for test in each().await.unwrap() {
        let serviceid = wire(make(&test).await.service(&test, ServiceStatus::Pending).await);
        set(&test, "ModuleDebugMode", "on").await;
        test.call(ModuleCreate { serviceid }).await.unwrap();
        test.engine.clock.advance_days(20);
        test.call(ModuleSuspend { serviceid, suspendreason: None }).await.unwrap();
        assert_eq!(calls(&test, GetModuleLog::default()).await.len(), 2);
        test.engine.clock.advance_days(11);
        let task = Some("LogPruning".to_owned());
        test.call(RunAutomation { task, ..RunAutomation::default() }).await.unwrap();
        let left = calls(&test, GetModuleLog::default()).await;
        let left: Vec<_> = left.iter().map(|call| &*call.action).collect();
        assert_eq!(left, ["suspend"]);
        assert_eq!(test.call(ClearModuleLog {}).await.unwrap().removed.0, 1);
        assert_eq!(calls(&test, GetModuleLog::default()).await, []);
    }
}
