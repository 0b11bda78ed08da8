//! What every provisioning module must show.

mod metrics;
mod reverse;

use std::collections::{BTreeMap, BTreeSet};

use model::ids::{ClientId, ServiceId};

use super::{answered, broken, names, settings, unsupported};
use crate::provisioning::{
    ConnectionOutcome, Power, ProvisionOutcome, Provisioner, ServiceAction, ServiceCall,
};
use crate::{Choice, ChoiceKind, Secret};

/// How often a pending act is asked after at most.
const ASKED_MAX: usize = 1_000;

/// What a suite needs to try a module: a call for a service that does not exist yet.
#[derive(Debug, Clone)]
pub struct ProvisionerTrial {
    /// The call; its key is the beginning of every key and was not used before.
    pub call: ServiceCall,
}

/// Runs the suite.
pub async fn run(module: &dyn Provisioner, trial: &ProvisionerTrial) {
    capabilities_agree(module);
    nothing_is_known_of_a_stranger(module, trial).await;
    created_once(module, trial).await;
    for action in &module.capabilities().actions {
        if !matches!(action, ServiceAction::Create | ServiceAction::Terminate) {
            done_and_seen(module, trial, action).await;
        }
    }
    let foreign = ServiceAction::Custom("no such action".to_owned());
    let outcome = module.run(&foreign, &trial.call("foreign")).await;
    let name = module.capabilities().module;
    assert_eq!(
        answered(name, "an action that is not offered", outcome),
        ProvisionOutcome::Unsupported,
        "{name}: an action that is not offered is Unsupported"
    );
    servers_answer(module, trial).await;
    servers_list_choices(module, trial).await;
    metrics::services_are_measured(module, trial).await;
    reverse::addresses_are_named(module, &trial.call("reverse")).await;
    terminated_for_good(module, trial).await;
}

fn capabilities_agree(module: &dyn Provisioner) {
    let can = module.capabilities();
    let name = can.module;
    names(name, can.display_name);
    settings::run(name, module.product_settings());
    let words: BTreeSet<&str> = can.actions.iter().map(ServiceAction::word).collect();
    assert_eq!(words.len(), can.actions.len(), "{name}: an action is listed once");
    for needed in [ServiceAction::Create, ServiceAction::Terminate] {
        assert!(can.offers(&needed), "{name}: it can {}", needed.word());
    }
    for (action, setting) in &can.needs {
        let word = action.word();
        assert!(can.offers(action), "{name}: what needs a setting is offered: {word}");
        let mut fields = module.product_settings().iter();
        assert!(
            fields.any(|field| field.name == *setting),
            "{name}: {word} needs a real {setting}"
        );
    }
    for action in &can.client_actions {
        assert!(can.offers(action), "{name}: clients may {}, so it is offered", action.word());
        assert!(
            !matches!(action, ServiceAction::Create | ServiceAction::Terminate),
            "{name}: clients do not create or terminate by themselves"
        );
    }
}

async fn servers_list_choices(module: &dyn Provisioner, trial: &ProvisionerTrial) {
    let can = module.capabilities();
    let name = can.module;
    let offered = |kind| module.product_settings().iter().any(|field| field.offers == Some(kind));
    for kind in ChoiceKind::ALL {
        let (listed, word) = (can.choices.contains(&kind), kind.word());
        assert_eq!(listed, offered(kind), "{name}: a {word} is listed if a setting names one");
        let Some(server) = &trial.call.server else { continue };
        let found = module.choices(server, kind).await;
        if !listed {
            unsupported(name, &format!("a list of {word}s"), found);
            continue;
        }
        let found = answered(name, &format!("a list of {word}s"), found);
        assert!(!found.is_empty(), "{name}: there is a {word}");
        let ids: BTreeSet<&str> = found.iter().map(|choice| choice.id.as_str()).collect();
        assert_eq!(ids.len(), found.len(), "{name}: a {word} is listed once");
        let named = |choice: &Choice| !choice.id.trim().is_empty() && !choice.name.is_empty();
        assert!(found.iter().all(named), "{name}: a {word} has id and name");
    }
}

async fn nothing_is_known_of_a_stranger(module: &dyn Provisioner, trial: &ProvisionerTrial) {
    let name = module.capabilities().module;
    let call = trial.call("stranger");
    let found = answered(name, "a look-up", module.look_up(&ServiceAction::Create, &call).await);
    assert_eq!(found, None, "{name}: a call that never arrived is None");
    let state = answered(name, "a state", module.state(&call).await);
    assert_eq!(state, None, "{name}: a service that does not exist has no state");
    for action in [ServiceAction::Suspend, ServiceAction::Terminate, ServiceAction::Reboot] {
        if module.capabilities().offers(&action) {
            let call = trial.call(&format!("stranger {}", action.word()));
            refused(module, &action, &call, "an act on nothing").await;
        }
    }
}

async fn created_once(module: &dyn Provisioner, trial: &ProvisionerTrial) {
    let name = module.capabilities().module;
    let call = trial.call("create");
    let ProvisionOutcome::Done(changes) = settled(module, &ServiceAction::Create, &call).await
    else {
        broken(name, "a service is created", "another outcome");
    };
    let again = settled(module, &ServiceAction::Create, &call).await;
    assert_eq!(
        again,
        ProvisionOutcome::Done(changes.clone()),
        "{name}: the same key creates once and answers the same"
    );
    let found = answered(name, "a look-up", module.look_up(&ServiceAction::Create, &call).await);
    assert_eq!(found, Some(again), "{name}: a look-up tells the outcome");
    let other = trial.call("create again");
    refused(module, &ServiceAction::Create, &other, "a second creation").await;
    let Some(state) = answered(name, "a state", module.state(&call).await) else {
        broken(name, "a created service has a state", "none");
    };
    assert!(!state.suspended, "{name}: a fresh service is not suspended");
}

async fn done_and_seen(module: &dyn Provisioner, trial: &ProvisionerTrial, action: &ServiceAction) {
    let name = module.capabilities().module;
    // Some acts need a state to come from, and must not leave the next one stranded.
    if *action == ServiceAction::Unsuspend {
        done(module, trial, &ServiceAction::Suspend, "before").await;
    }
    let changes = done(module, trial, action, "itself").await;
    let Some(state) = answered(name, "a state", module.state(&trial.call("state")).await) else {
        broken(name, &format!("a service survives {}", action.word()), "none");
    };
    let power = |wanted| state.power == wanted || state.power == Power::Unknown;
    match action {
        ServiceAction::Suspend => assert!(state.suspended, "{name}: suspended is seen"),
        ServiceAction::Unsuspend => assert!(!state.suspended, "{name}: unsuspended is seen"),
        ServiceAction::PowerOn => assert!(power(Power::On), "{name}: on is seen"),
        ServiceAction::PowerOff => assert!(power(Power::Off), "{name}: off is seen"),
        ServiceAction::Console => {
            let link = changes.link.unwrap_or_default();
            assert!(link.starts_with("https://"), "{name}: a console has a safe link");
        }
        _ => {}
    }
    match action {
        ServiceAction::Suspend => {
            done(module, trial, &ServiceAction::Unsuspend, "after suspend").await;
        }
        ServiceAction::PowerOff => {
            done(module, trial, &ServiceAction::PowerOn, "after off").await;
        }
        _ => {}
    }
}

async fn done(
    module: &dyn Provisioner,
    trial: &ProvisionerTrial,
    action: &ServiceAction,
    why: &str,
) -> crate::provisioning::ServiceChanges {
    let name = module.capabilities().module;
    let call = trial.call(&format!("{} {why}", action.word()));
    match settled(module, action, &call).await {
        ProvisionOutcome::Done(changes) => changes,
        other => broken(name, &format!("{} is done", action.word()), other),
    }
}

async fn settled(
    module: &dyn Provisioner,
    action: &ServiceAction,
    call: &ServiceCall,
) -> ProvisionOutcome {
    let name = module.capabilities().module;
    let mut outcome = answered(name, action.word(), module.run(action, call).await);
    for _ in 0..ASKED_MAX {
        let ProvisionOutcome::Pending { .. } = outcome else { return outcome };
        match answered(name, "a look-up", module.look_up(action, call).await) {
            Some(found) => outcome = found,
            None => broken(name, "a pending act is known", action),
        }
    }
    broken(name, "a pending act ends", action)
}

async fn refused(module: &dyn Provisioner, action: &ServiceAction, call: &ServiceCall, what: &str) {
    let name = module.capabilities().module;
    match settled(module, action, call).await {
        ProvisionOutcome::Refused(no) if !no.message.is_empty() => {}
        other => broken(name, &format!("{what} ({}) is refused", action.word()), other),
    }
}

async fn servers_answer(module: &dyn Provisioner, trial: &ProvisionerTrial) {
    let can = module.capabilities();
    let Some(server) = &trial.call.server else { return };
    let reached = module.test_connection(server).await;
    if let ConnectionOutcome::Refused(no) = answered(can.module, "a connection test", reached) {
        broken(can.module, "the trial's credentials are taken", no);
    }
    let usage = module.usage(server).await;
    if !can.usage {
        return unsupported(can.module, "usage", usage);
    }
    let usage = answered(can.module, "usage", usage);
    let ours = usage
        .iter()
        .any(|each| each.service == Some(trial.call.service) || each.domain == trial.call.domain);
    assert!(ours, "{}: usage lists the trial's service", can.module);
}

async fn terminated_for_good(module: &dyn Provisioner, trial: &ProvisionerTrial) {
    let name = module.capabilities().module;
    done(module, trial, &ServiceAction::Terminate, "itself").await;
    let state = answered(name, "a state", module.state(&trial.call("gone")).await);
    assert_eq!(state, None, "{name}: a terminated service is gone");
    let call = trial.call("terminate twice");
    refused(module, &ServiceAction::Terminate, &call, "a second termination").await;
}

impl ProvisionerTrial {
    /// A trial of a module that needs no server.
    pub fn usual(key: &str, service: ServiceId) -> ProvisionerTrial {
        ProvisionerTrial {
            call: ServiceCall {
                idempotency_key: key.to_owned(),
                service,
                client: ClientId(1),
                client_email: "client@example.com".to_owned(),
                product: BTreeMap::from([("plan".to_owned(), "small".to_owned())]),
                server: None,
                domain: "contract.example.com".to_owned(),
                dedicated_ip: String::new(),
                username: String::new(),
                password: Secret::default(),
                options: BTreeMap::new(),
                custom_fields: BTreeMap::new(),
                extra: BTreeMap::new(),
            },
        }
    }

    fn call(&self, what: &str) -> ServiceCall {
        let idempotency_key = format!("{} {what}", self.call.idempotency_key);
        ServiceCall { idempotency_key, ..self.call.clone() }
    }
}
