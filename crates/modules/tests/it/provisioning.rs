//! The sandbox panel: contract, addresses, rehearsed failures, going on after a restart.

use model::ids::ServiceId;
use modules::provisioning::Sandbox;
use ports::contract;
use ports::contract::provisioning::ProvisionerTrial;
use ports::provisioning::{ProvisionOutcome, Provisioner, ServiceAction, ServiceCall};

use crate::{chance, world};

fn call(service: i64, key: &str) -> ServiceCall {
    ProvisionerTrial::usual(key, ServiceId(service)).call
}

#[tokio::test]
async fn provisioners_keep_the_contract() {
    for (_, module) in world().provisioners {
        // Those of vendors have a test of their own.
        if module.capabilities().needs_server {
            continue;
        }
        let trial = ProvisionerTrial::usual("suite", ServiceId(1));
        contract::provisioning::run(&*module, &trial).await;
    }
}

#[tokio::test]
async fn addresses_are_for_documentation_and_never_given_twice() {
    let sandbox = Sandbox::new(chance());
    let mut seen = std::collections::BTreeSet::new();
    for service in 1..=300 {
        let create = call(service, &format!("create {service}"));
        let outcome = sandbox.run(&ServiceAction::Create, &create).await.unwrap();
        let ProvisionOutcome::Done(changes) = outcome else { panic!("{outcome:?}") };
        assert_eq!(changes.dedicated_ip.is_some(), service <= 254, "service {service}");
        if let Some(ip) = changes.dedicated_ip {
            assert!(ip.starts_with("192.0.2.") && seen.insert(ip.clone()), "{ip}");
        }
        let ipv6 = changes.assigned_ips.unwrap();
        assert!(ipv6[0].starts_with("2001:db8:") && seen.insert(ipv6[0].clone()), "{ipv6:?}");
        assert!(changes.password.unwrap().expose().len() >= 16);
        assert!(changes.username.unwrap().starts_with("contr"));
    }
}

#[tokio::test]
async fn failures_are_rehearsed() {
    let sandbox = Sandbox::new(chance());
    for (service, behaviour) in (1..).zip(["refuses", "unreachable", "unclear", "works"]) {
        let mut create = call(service, behaviour);
        create.product.insert("behaviour".to_owned(), behaviour.to_owned());
        let outcome = sandbox.run(&ServiceAction::Create, &create).await;
        let found = sandbox.look_up(&ServiceAction::Create, &create).await.unwrap();
        match behaviour {
            "refuses" => assert!(matches!(outcome, Ok(ProvisionOutcome::Refused(_)))),
            "unreachable" => assert!(outcome.unwrap_err().may_repeat() && found.is_none()),
            "unclear" => assert!(outcome.unwrap_err().is_unknown() && found.is_some()),
            _ => assert_eq!(outcome.ok(), found),
        }
    }
}

#[tokio::test]
async fn a_service_made_before_a_restart_is_taken_up() {
    let sandbox = Sandbox::new(chance());
    let mut suspend = call(9, "suspend");
    let stranger = sandbox.run(&ServiceAction::Suspend, &suspend).await.unwrap();
    assert!(matches!(stranger, ProvisionOutcome::Refused(_)), "{stranger:?}");
    suspend.idempotency_key = "suspend again".to_owned();
    suspend.username = "contr042".to_owned();
    suspend.dedicated_ip = "192.0.2.42".to_owned();
    let known = sandbox.run(&ServiceAction::Suspend, &suspend).await.unwrap();
    assert!(matches!(known, ProvisionOutcome::Done(_)), "{known:?}");
    let state = sandbox.state(&suspend).await.unwrap().unwrap();
    assert_eq!((state.suspended, &*state.ips[0]), (true, "192.0.2.42"));
    suspend.idempotency_key = "terminate".to_owned();
    sandbox.run(&ServiceAction::Terminate, &suspend).await.unwrap();
    assert_eq!(sandbox.state(&suspend).await.unwrap(), None, "not taken up again");
}
