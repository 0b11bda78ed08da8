//! Modules whose every call is kept in a log: wrappers with the same traits.

mod domains;
mod hosting;
mod mailboxes;
mod payment;
mod places;
mod small;

use std::sync::Arc;

use crate::calls::{self, CallLog, CallOutcome, Subject};
use crate::kms::KeyService;
use crate::{Asking, Refused, Secret, SettingField, SettingKind, Settings, World};

/// The same world, whose modules' calls are kept in a log. Mails and web hooks are in the queues of
/// the engine, which say themselves what became of each.
pub fn logged(mut world: World, log: &Arc<dyn CallLog>) -> World {
    let note = |port, module, secrets| Note { port, module, secrets, log: Arc::clone(log) };
    for (module, gateway) in &mut world.gateways {
        *gateway = payment::wrapped(Arc::clone(gateway), note("gateway", module, Vec::new()));
    }
    for (module, panel) in &mut world.provisioners {
        *panel = hosting::wrapped(Arc::clone(panel), note("server", module, Vec::new()));
    }
    for (module, registrar) in &mut world.registrars {
        *registrar = domains::wrapped(Arc::clone(registrar), note("registrar", module, Vec::new()));
    }
    for (module, check) in &mut world.fraud_checks {
        *check = small::fraud(Arc::clone(check), note("fraud", module, Vec::new()));
    }
    for (module, host) in &mut world.dns_hosts {
        *host = small::dns(Arc::clone(host), note("dns", module, Vec::new()));
    }
    for (module, store) in &mut world.file_stores {
        *store = places::files(Arc::clone(store), note("files", module, Vec::new()));
    }
    world.sign_in = places::sign_in(world.sign_in, note("sign-in", "openid", Vec::new()));
    let module = world.mailboxes.module();
    world.mailboxes = mailboxes::wrapped(world.mailboxes, note("mailbox", module, Vec::new()));
    let module = world.vat.module();
    world.vat = small::vat(world.vat, note("vat", module, Vec::new()));
    let module = world.whois.module();
    world.whois = small::whois(world.whois, note("whois", module, Vec::new()));
    let module = world.rates.module();
    world.rates = small::rates(world.rates, note("rates", module, Vec::new()));
    world
}

/// The same key service, whose calls are kept in a log. Keys are needed before there is an engine,
/// so that it is no part of the world.
pub fn logged_keys(service: Arc<dyn KeyService>, log: &Arc<dyn CallLog>) -> Arc<dyn KeyService> {
    let (port, module) = ("kms", service.module());
    let note = Note { port, module, secrets: Vec::new(), log: Arc::clone(log) };
    places::keys(service, note)
}

/// Whose calls are kept, and where.
#[derive(Clone)]
struct Note {
    port: &'static str,
    module: &'static str,
    secrets: Vec<Secret>,
    log: Arc<dyn CallLog>,
}

/// What a call is about.
#[derive(Debug, Default)]
struct About {
    target: String,
    client: Option<i64>,
    request: String,
    secrets: Vec<Secret>,
}

impl About {
    fn new(target: impl std::fmt::Display, request: impl std::fmt::Debug) -> About {
        let request = format!("{request:?}");
        About { target: target.to_string(), request, ..About::default() }
    }
}

impl Note {
    /// The same, knowing the secrets among a module's settings.
    fn with(&self, fields: &[SettingField], settings: &Settings) -> Note {
        let secret = |field: &&SettingField| field.kind == SettingKind::Secret;
        let values = fields.iter().filter(secret).filter_map(|field| settings.get(field.name));
        Note { secrets: values.map(Secret::from).collect(), ..self.clone() }
    }

    /// Asks, and keeps the call if anybody wants to know.
    fn kept<'a, T: std::fmt::Debug + Send + 'a>(
        &self,
        action: &str,
        about: impl FnOnce() -> About,
        asking: Asking<'a, T>,
        outcome: fn(&T) -> CallOutcome,
    ) -> Asking<'a, T> {
        if !self.log.wanted() {
            return asking;
        }
        let About { target, client, request, mut secrets } = about();
        secrets.extend(self.secrets.iter().cloned());
        let (port, module, action) = (self.port, self.module, action.to_owned());
        let subject = Subject { port, module, action, target, client };
        calls::kept(&self.log, subject, request, secrets, asking, outcome)
    }
}

/// The outcome of what cannot be refused.
fn done<T>(_: &T) -> CallOutcome {
    CallOutcome::Done
}

/// The outcome of what is done or refused.
fn done_or_refused<T>(answer: &Result<T, Refused>) -> CallOutcome {
    if answer.is_ok() { CallOutcome::Done } else { CallOutcome::Refused }
}

/// The outcome of a connection test.
fn reached(answer: &crate::provisioning::ConnectionOutcome) -> CallOutcome {
    match answer {
        crate::provisioning::ConnectionOutcome::Reached { .. } => CallOutcome::Done,
        crate::provisioning::ConnectionOutcome::Refused(_) => CallOutcome::Refused,
    }
}
