//! Modules switched on, set up and switched off.

use actions::testing::each;
use model::hosting::service::ServiceStatus;
use protocol::{
    ActivateModule, DeactivateModule, GetModuleConfigurationParameters, GetModules,
    GetPaymentMethods, GetRegistrars, UpdateModuleConfiguration,
};

use crate::scenery::{make, service};

fn text(text: &str) -> String {
    text.to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn modules_are_listed_with_what_is_set_and_without_secrets() {
    for test in each().await.unwrap() {
        make(&test).await;
        let kind = |word: &str| GetModules { moduleType: Some(text(word)) };
        let gateways = test.call(kind("gateway")).await.unwrap().modules.0.module.0;
        let card = gateways.into_iter().find(|module| &*module.name == "fakecard").unwrap();
        assert!(card.active.0);
        assert_eq!(&*card.settings.0.setting[0].name, "FriendlyName");
        let all = test.call(GetModules::default()).await.unwrap().modules.0.module.0;
        let mut kinds: Vec<&str> = all.iter().map(|module| &*module.moduletype).collect();
        kinds.dedup();
        assert_eq!(kinds, ["dns", "fraud", "gateway", "registrar", "server", "storage"]);
        for setting in all.iter().flat_map(|module| module.settings.0.setting.iter()) {
            assert!(&*setting.fieldtype != "password" || setting.value.is_empty());
        }
        assert!(test.refused(kind("toaster")).await.starts_with("Invalid module type"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_registrar_that_works_by_itself_is_told_to_work() {
    for test in each().await.unwrap() {
        let state = async || {
            let call = GetModules { moduleType: Some(text("registrar")) };
            let found = test.call(call).await.unwrap().modules.0.module.0;
            let works = test.call(GetRegistrars {}).await.unwrap().registrars.0;
            let one = found.iter().find(|row| &*row.name == "fakeregistrar").unwrap();
            (one.active.0, works.iter().any(|row| &*row.module == "fakeregistrar"))
        };
        assert_eq!(state().await, (true, true), "nobody switched it on");
        let (kind, name) = (text("registrar"), text("fakeregistrar"));
        let off = DeactivateModule {
            moduleType: kind.clone(),
            moduleName: name.clone(),
            newGateway: None,
        };
        test.call(off.clone()).await.unwrap();
        assert_eq!(state().await, (false, false));
        let said = test.refused(off).await;
        assert_eq!(said, "Failed to deactivate: Module not active");
        let on = ActivateModule { moduleType: kind, moduleName: name, ..Default::default() };
        test.call(on.clone()).await.unwrap();
        assert_eq!(state().await, (true, true));
        assert_eq!(test.refused(on).await, "Failed to activate: Module already active");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gateway_is_switched_on_renamed_and_off() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let id = scenery.service(&test, ServiceStatus::Active).await;
        let (kind, name) = (text("gateway"), text("fakecard"));
        let rename = UpdateModuleConfiguration {
            moduleType: kind.clone(),
            moduleName: name.clone(),
            parameters: [(text("FriendlyName"), "Plastic".into())].into_iter().collect(),
        };
        test.call(rename).await.unwrap();
        let list = test.call(GetPaymentMethods::default()).await.unwrap();
        assert_eq!(list.totalresults.0, 2);
        assert_eq!(&*list.paymentmethods.paymentmethod[0].displayname, "Plastic");
        let off = |new: Option<&str>| DeactivateModule {
            moduleType: kind.clone(),
            moduleName: name.clone(),
            newGateway: new.map(str::to_owned),
        };
        let used = "Failed to deactivate: The gateway is in use, a new gateway is required";
        assert_eq!(test.refused(off(None)).await, used);
        test.call(off(Some("faketransfer"))).await.unwrap();
        assert_eq!(service(&test, id).await.gateway, "faketransfer");
        let list = test.call(GetPaymentMethods::default()).await.unwrap();
        assert_eq!(list.totalresults.0, 1);
        let on = ActivateModule {
            moduleType: kind.clone(),
            moduleName: name.clone(),
            ..ActivateModule::default()
        };
        test.call(on.clone()).await.unwrap();
        assert_eq!(test.refused(on).await, "Failed to activate: Module already active");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refusals_are_told_in_the_vendors_words() {
    for test in each().await.unwrap() {
        make(&test).await;
        let ask = |kind: &str, name: &str| GetModuleConfigurationParameters {
            moduleType: text(kind),
            moduleName: text(name),
        };
        assert_eq!(
            test.refused(ask("toaster", "x")).await,
            "Invalid module type provided. Supported module types include: dns, fraud, gateway, \
             registrar, server, storage"
        );
        assert_eq!(test.refused(ask("gateway", "x")).await, "Invalid module name provided.");
        let fields = test.call(ask("gateway", "fakecard")).await.unwrap();
        assert_eq!(&*fields.parameters[0].name, "FriendlyName");
        let server = ActivateModule {
            moduleType: text("server"),
            moduleName: text("fakepanel"),
            ..ActivateModule::default()
        };
        assert_eq!(test.refused(server).await, "Module activation not supported by module type.");
        let odd = UpdateModuleConfiguration {
            moduleType: text("gateway"),
            moduleName: text("fakecard"),
            parameters: [(text("nonsense"), "1".into())].into_iter().collect(),
        };
        assert_eq!(
            test.refused(odd).await,
            "Module Configuration Update Failed: there is no setting nonsense"
        );
    }
}

/// WHMCS's way: activated first, set up later. Nothing is done through it in between.
#[tokio::test(flavor = "multi_thread")]
async fn a_module_that_is_on_waits_for_its_settings() {
    for test in each().await.unwrap() {
        make(&test).await;
        let (kind, name) = (text("storage"), text("fakefiles"));
        let state = async || {
            let call = GetModules { moduleType: Some(text("storage")) };
            let found = test.call(call).await.unwrap().modules.0.module.0;
            let found = found.into_iter().find(|module| &*module.name == "fakefiles").unwrap();
            (found.active.0, found.waiting.0)
        };
        let on = ActivateModule {
            moduleType: kind.clone(),
            moduleName: name.clone(),
            ..ActivateModule::default()
        };
        let change = |room: &str| UpdateModuleConfiguration {
            moduleType: kind.clone(),
            moduleName: name.clone(),
            parameters: [(text("room"), room.into())].into_iter().collect(),
        };
        let off = DeactivateModule {
            moduleType: kind.clone(),
            moduleName: name.clone(),
            newGateway: None,
        };
        test.call(on.clone()).await.unwrap();
        assert_eq!(state().await, (false, true));
        assert_eq!(test.refused(on.clone()).await, "Failed to activate: Module already active");
        assert_eq!(
            test.refused(change("nowhere")).await,
            "Module Configuration Update Failed: fakefiles: setting room: is no room"
        );
        assert_eq!(state().await, (false, true), "a refusal changes nothing");
        test.call(off.clone()).await.unwrap();
        assert_eq!(state().await, (false, false));
        assert_eq!(test.refused(off).await, "Failed to deactivate: Module not active");
        test.call(on).await.unwrap();
        test.call(change("cellar")).await.unwrap();
        assert_eq!(state().await, (true, false));
    }
}

/// What a module says only when it is opened is said before it is switched on, or changed.
#[tokio::test(flavor = "multi_thread")]
async fn settings_that_the_module_does_not_take_are_not_kept() {
    for test in each().await.unwrap() {
        make(&test).await;
        let (kind, name) = (text("storage"), text("fakefiles"));
        let room = |room: &str| [(text("room"), room.into())].into_iter().collect();
        let on = |parameters| ActivateModule {
            moduleType: kind.clone(),
            moduleName: name.clone(),
            parameters,
        };
        let change = |parameters| UpdateModuleConfiguration {
            moduleType: kind.clone(),
            moduleName: name.clone(),
            parameters,
        };
        assert_eq!(
            test.refused(on(room("nowhere"))).await,
            "Failed to activate: fakefiles: setting room: is no room"
        );
        test.call(on(room("cellar"))).await.unwrap();
        assert_eq!(
            test.refused(change(room("nowhere"))).await,
            "Module Configuration Update Failed: fakefiles: setting room: is no room"
        );
        let ask = GetModules { moduleType: Some(text("storage").to_string()) };
        let shown = format!("{:?}", test.call(ask).await.unwrap());
        assert!(shown.contains("cellar") && !shown.contains("nowhere"), "{shown}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_setting_that_a_module_has_no_more_is_in_nobodys_way() {
    for test in each().await.unwrap() {
        make(&test).await;
        let mut act = test.engine.act().await.unwrap();
        let sql = "update gateways set settings = $1 where module = 'fakecard'";
        let older = "{\"accept_card_numbers\":\"on\"}";
        act.conn.exec(sql, store::args![older]).await.unwrap();
        act.commit().await.unwrap();
        let list = async || {
            let list = test.call(GetPaymentMethods::default()).await.unwrap();
            list.totalresults.0
        };
        let before = list().await;
        let asked = GetModuleConfigurationParameters {
            moduleType: text("gateway"),
            moduleName: text("fakecard"),
        };
        let shown = format!("{:?}", test.call(asked).await.unwrap());
        assert!(!shown.contains("accept_card_numbers"), "{shown}");
        let change = |name: &str, value: &str| UpdateModuleConfiguration {
            moduleType: text("gateway"),
            moduleName: text("fakecard"),
            parameters: [(text(name), value.into())].into_iter().collect(),
        };
        let said = test.refused(change("accept_card_numbers", "on")).await;
        assert!(said.ends_with("there is no setting accept_card_numbers"), "{said}");
        test.call(change("FriendlyName", "Plastic")).await.unwrap();
        assert_eq!(list().await, before);
        let mut conn = test.engine.engine.read().await.unwrap();
        let sql = "select settings from gateways where module = 'fakecard'";
        let kept: String = conn.scalar(sql, store::args![]).await.unwrap();
        assert_eq!(kept, "{}", "it is forgotten with the next change");
    }
}

/// Whoever may write an address would read there what nobody is told.
#[tokio::test(flavor = "multi_thread")]
async fn kept_secrets_go_to_no_other_address() {
    for test in each().await.unwrap() {
        make(&test).await;
        let (kind, name) = (text("storage"), text("fakefiles"));
        let given = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, value)| (text(name), (*value).into())).collect()
        };
        let on = ActivateModule {
            moduleType: kind.clone(),
            moduleName: name.clone(),
            parameters: given(&[("room", "cellar"), ("key", "s3cret")]),
        };
        test.call(on).await.unwrap();
        let again = "Module Configuration Update Failed: give key again: the one that is kept goes \
            to no other address";
        for (pairs, is_led) in [
            (&[("address", "evil")][..], true),
            (&[("room", "attic"), ("address", "here")], false),
            (&[("address", "")], false),
            (&[("address", "there"), ("key", "an0ther")], false),
            (&[("address", "here")], true),
            (&[("address", "anywhere"), ("key", "")], false),
        ] {
            let call = UpdateModuleConfiguration {
                moduleType: kind.clone(),
                moduleName: name.clone(),
                parameters: given(pairs),
            };
            let said = test.call(call).await.err().map(|no| no.to_string());
            assert_eq!(said.as_deref(), is_led.then_some(again), "{pairs:?}");
        }
    }
}
