//! The actions that a module carries out, and their error texts.

use actions::testing::{TestActions, each};
use engine::{Actor, Caller, Door};
use model::hosting::service::ServiceStatus;
use model::ids::UserId;
use ports::provisioning::ServiceAction;
use protocol::{
    Form, GetClientsProducts, GetModuleQueue, GetServiceFunctions, ModuleChangePw, ModuleCreate,
    ModuleCustom, ModuleSuspend, ModuleTerminate, ModuleUnsuspend,
};

use crate::scenery::{make, service, wire};

#[tokio::test(flavor = "multi_thread")]
async fn a_service_is_created_suspended_unsuspended_and_terminated() {
    for test in each().await.unwrap() {
        let id = make(&test).await.service(&test, ServiceStatus::Pending).await;
        let serviceid = wire(id);
        test.call(ModuleCreate { serviceid }).await.unwrap();
        assert_eq!(service(&test, id).await.status, ServiceStatus::Active);
        let suspendreason = Some("Spam".to_owned());
        test.call(ModuleSuspend { serviceid, suspendreason }).await.unwrap();
        assert_eq!(service(&test, id).await.suspend_reason, "Spam");
        test.call(ModuleUnsuspend { serviceid }).await.unwrap();
        let servicepassword = Some("n3w".into());
        test.call(ModuleChangePw { serviceid, servicepassword }).await.unwrap();
        let func_name = "reboot".to_owned();
        test.call(ModuleCustom { serviceid, func_name }).await.unwrap();
        test.call(ModuleTerminate { serviceid }).await.unwrap();
        assert_eq!(service(&test, id).await.status, ServiceStatus::Terminated);
        assert_eq!(test.engine.world.provisioner.service_count(), 0);
    }
}

/// What came from another system when it had ended there has no date; what is made anew is due now,
/// or it would never be asked for.
#[tokio::test(flavor = "multi_thread")]
async fn what_had_ended_elsewhere_is_due_from_the_day_it_is_made() {
    for test in each().await.unwrap() {
        let id = make(&test).await.service(&test, ServiceStatus::Terminated).await;
        let mut act = test.engine.act().await.unwrap();
        let sql = "update services set next_due_on = null, anchor_on = '2020-01-01'";
        act.conn.exec(sql, store::args![]).await.unwrap();
        act.commit().await.unwrap();
        test.call(ModuleCreate { serviceid: wire(id) }).await.unwrap();
        let (row, today) = (service(&test, id).await, test.engine.engine.today().await.unwrap());
        assert_eq!((row.status, row.next_due_on), (ServiceStatus::Active, Some(today)));
        assert_eq!(row.anchor_on, today);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_ordered_without_a_password_is_given_one() {
    for test in each().await.unwrap() {
        let serviceid = wire(make(&test).await.service(&test, ServiceStatus::Pending).await);
        test.engine.world.provisioner.refuse_next("no_plan", "Plan not found");
        test.refused(ModuleCreate { serviceid }).await;
        test.call(ModuleCreate { serviceid }).await.unwrap();
        let asked = GetClientsProducts { serviceid: Some(serviceid), ..Default::default() };
        let kept = test.call(asked).await.unwrap().products.product[0].password.clone();
        assert_eq!(kept.reveal().len(), 20);
        let told = test.engine.world.provisioner.calls();
        let told = told.iter().filter(|(action, _)| *action == ServiceAction::Create);
        let told: Vec<_> = told.map(|(_, call)| call.password.expose().to_owned()).collect();
        assert_eq!(told, [kept.reveal(), kept.reveal()], "the same at the second attempt");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_are_told_in_the_vendors_words() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let id = scenery.service(&test, ServiceStatus::Pending).await;
        let serviceid = wire(id);
        let no_such = ModuleCreate { serviceid: 99 };
        assert_eq!(test.refused(no_such).await, "Service ID not found");
        test.engine.world.provisioner.refuse_next("no_plan", "Plan not found");
        assert_eq!(test.refused(ModuleCreate { serviceid }).await, "Plan not found");
        let queue = test.call(GetModuleQueue::default()).await.unwrap();
        assert_eq!(queue.count.0, 1);
        let entry = &queue.queue[0];
        assert_eq!((&*entry.moduleAction, &*entry.serviceType), ("CreateAccount", "service"));
        assert_eq!(&*entry.lastAttemptError, "Plan not found");
        let func_name = "terminate".to_owned();
        let sly = ModuleCustom { serviceid, func_name };
        assert_eq!(test.refused(sly).await, "Module function not supported");
        let mut act = test.engine.act().await.unwrap();
        for (module, expected) in
            [("", "Service not assigned to a module"), ("plesk", "Module Not Found")]
        {
            let sql = "update products set module = $1";
            act.conn.exec(sql, store::args![module]).await.unwrap();
            act.commit().await.unwrap();
            assert_eq!(test.refused(ModuleCreate { serviceid }).await, expected);
            act = test.engine.act().await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_id_is_missed_in_the_vendors_words() {
    for test in each().await.unwrap() {
        let caller = test.engine.caller();
        for action in ["ModuleCreate", "modulesuspend", "ModuleTerminate"] {
            let form = Form::parse(b"").unwrap();
            let format = actions::Format::Json;
            let refused = test.actions.call_form(&caller, action, form, format).await.unwrap_err();
            assert_eq!(refused.to_string(), "Service ID is required", "{action}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s42_a_client_reaches_its_own_active_services_only() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let id = scenery.service(&test, ServiceStatus::Pending).await;
        let serviceid = wire(id);
        let client = |client| Caller {
            actor: Actor::Client { user: UserId(1), client, name: "Jane".to_owned(), by: None },
            ..Caller::system(Door::Page)
        };
        let reboot = || ModuleCustom { serviceid, func_name: "reboot".to_owned() };
        let said = async |caller: &Caller| {
            test.call_as(caller, reboot()).await.map_err(|fault| fault.to_string()).map(drop)
        };
        let own = client(scenery.client);
        assert_eq!(said(&own).await, Err("The service is not active".to_owned()));
        test.call(ModuleCreate { serviceid }).await.unwrap();
        assert_eq!(said(&own).await, Ok(()));
        let foreign = client(model::ids::ClientId(77));
        assert_eq!(said(&foreign).await, Err("Service ID not found".to_owned()));
        what_the_product_lacks_is_not_offered(&test, &own, serviceid).await;
        let stop = test.call_as(&own, ModuleTerminate { serviceid }).await.unwrap_err();
        assert_eq!(stop.to_string(), "Access Denied");
    }
}

/// The module's own function `backup` wants a plan.
async fn what_the_product_lacks_is_not_offered(test: &TestActions, own: &Caller, serviceid: u64) {
    let usual = ["reboot", "console"].as_slice();
    let with_plan = ["reboot", "console", "backup"].as_slice();
    for (settings, functions, said) in [
        ("{}", usual, Err("Access Denied".to_owned())),
        (r#"{"plan": " "}"#, usual, Err("Access Denied".to_owned())),
        (r#"{"plan": "small"}"#, with_plan, Ok(())),
    ] {
        let mut act = test.engine.act().await.unwrap();
        let sql = "update products set module_settings = $1";
        act.conn.exec(sql, store::args![settings]).await.unwrap();
        act.commit().await.unwrap();
        let told = test.call(GetServiceFunctions { serviceid }).await.unwrap().functions.0;
        assert_eq!(told, functions, "{settings}");
        let backup = ModuleCustom { serviceid, func_name: "backup".to_owned() };
        let done = test.call_as(own, backup).await.map_err(|fault| fault.to_string());
        assert_eq!(done.map(drop), said, "{settings}");
    }
}
