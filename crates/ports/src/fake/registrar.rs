//! A registrar that tests can make fail.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use jiff::civil::Date;
use model::money::Currency;

use super::{Faults, Registry, sample_prices};
use crate::provisioning::ConnectionOutcome;
use crate::registrar::{
    Answer, Availability, Contacts, DomainDone, DomainSync, KeyRecord, MailForward, Registrar,
    RegistrarCapabilities, Registration, RegistryMessage, Renewal, TldPrice, Transfer,
    TransferCode,
};
use crate::{Asking, Chance, Clock, PortError, Refused, SettingField, Settings, held, ready};

/// A registrar in memory.
pub struct FakeRegistrar {
    capabilities: RegistrarCapabilities,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    refusals: Mutex<VecDeque<Refused>>,
    calls: Mutex<Vec<String>>,
    messages: Mutex<VecDeque<RegistryMessage>>,
    /// The registry behind it.
    pub registry: Registry,
    /// Mishaps to order.
    pub faults: Arc<Faults>,
}

impl FakeRegistrar {
    /// A registrar that can do everything, with the sample price list in US dollars.
    pub fn new(
        module: &'static str,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
        faults: Arc<Faults>,
    ) -> FakeRegistrar {
        FakeRegistrar {
            capabilities: RegistrarCapabilities {
                sandbox: true,
                messages: true,
                ..RegistrarCapabilities::everything(module, "Fake Registrar")
            },
            clock,
            chance,
            refusals: Mutex::default(),
            calls: Mutex::default(),
            messages: Mutex::default(),
            registry: Registry::new(sample_prices(Currency::USD)),
            faults,
        }
    }

    /// The next change is refused; several refusals are given one after the other.
    pub fn refuse_next(&self, code: &str, message: &str) {
        held(&self.refusals).push_back(Refused::new(code, message));
    }

    /// A message waits from now on, about a name unless that is empty.
    pub fn tell(&self, id: &str, text: &str, domain: &str) {
        let domain = (!domain.is_empty()).then(|| domain.to_owned());
        let message = RegistryMessage { id: id.to_owned(), text: text.to_owned(), domain };
        held(&self.messages).push_back(message);
    }

    /// How many messages wait.
    pub fn waiting(&self) -> usize {
        held(&self.messages).len()
    }

    /// Every change that was asked for, as `register example.com`, repetitions included.
    pub fn calls(&self) -> Vec<String> {
        held(&self.calls).clone()
    }

    fn today(&self) -> Date {
        self.clock.utc_date()
    }

    fn change<'a, T: Send + 'a>(
        &'a self,
        what: &str,
        domain: &str,
        work: impl FnOnce() -> Answer<T>,
    ) -> Asking<'a, Answer<T>> {
        self.ask(|| {
            held(&self.calls).push(format!("{what} {domain}"));
            let refusal = held(&self.refusals).pop_front();
            refusal.map_or_else(work, Err)
        })
    }

    fn ask<'a, T: Send + 'a>(&'a self, work: impl FnOnce() -> T) -> Asking<'a, T> {
        ready(self.faults.around(self.capabilities.module, || Ok(work())))
    }
}

impl Registrar for FakeRegistrar {
    fn capabilities(&self) -> &RegistrarCapabilities {
        &self.capabilities
    }

    fn settings(&self) -> &[SettingField] {
        &[]
    }

    fn open(self: Arc<Self>, _settings: &Settings) -> Result<Arc<dyn Registrar>, PortError> {
        Ok(self)
    }

    fn register(&self, wish: Registration) -> Asking<'_, Answer<DomainDone>> {
        let work = || self.registry.register(&wish, self.today(), &*self.chance);
        self.change("register", &wish.domain, work)
    }

    fn transfer(&self, wish: Transfer) -> Asking<'_, Answer<DomainDone>> {
        let work = || self.registry.transfer(&wish, self.today(), &*self.chance);
        self.change("transfer", &wish.registration.domain, work)
    }

    fn renew(&self, wish: Renewal) -> Asking<'_, Answer<DomainDone>> {
        self.change("renew", &wish.domain, || self.registry.renew(&wish, self.today()))
    }

    fn release<'a>(&'a self, domain: &'a str, tag: &'a str) -> Asking<'a, Answer<()>> {
        let work = || self.registry.with(domain, |name| name.release(tag));
        self.change("release", domain, work)
    }

    fn name_servers<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Vec<String>>> {
        self.ask(|| self.registry.with(domain, |name| Ok(name.name_servers.clone())))
    }

    fn set_name_servers<'a>(
        &'a self,
        domain: &'a str,
        name_servers: &'a [String],
    ) -> Asking<'a, Answer<()>> {
        let work = || self.registry.with(domain, |name| name.set_name_servers(name_servers));
        self.change("set_name_servers", domain, work)
    }

    fn contacts<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Contacts>> {
        self.ask(|| self.registry.with(domain, |name| Ok(name.contacts.clone())))
    }

    fn set_contacts<'a>(
        &'a self,
        domain: &'a str,
        contacts: &'a Contacts,
    ) -> Asking<'a, Answer<()>> {
        self.change("set_contacts", domain, || {
            self.registry.with(domain, |name| {
                name.contacts = contacts.clone();
                Ok(())
            })
        })
    }

    fn lock<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<bool>> {
        self.ask(|| self.registry.with(domain, |name| Ok(name.locked)))
    }

    fn set_lock<'a>(&'a self, domain: &'a str, locked: bool) -> Asking<'a, Answer<()>> {
        self.change("set_lock", domain, || {
            self.registry.with(domain, |name| {
                name.locked = locked;
                Ok(())
            })
        })
    }

    fn transfer_code<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<TransferCode>> {
        self.ask(|| {
            self.registry.with(domain, |name| Ok(TransferCode::Given(name.transfer_code.clone())))
        })
    }

    fn set_id_protection<'a>(&'a self, domain: &'a str, on: bool) -> Asking<'a, Answer<()>> {
        self.change("set_id_protection", domain, || {
            self.registry.with(domain, |name| {
                name.id_protection = on;
                Ok(())
            })
        })
    }

    fn mail_forwards<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Vec<MailForward>>> {
        self.ask(|| self.registry.with(domain, |name| Ok(name.mail_forwards.clone())))
    }

    fn set_mail_forwards<'a>(
        &'a self,
        domain: &'a str,
        forwards: &'a [MailForward],
    ) -> Asking<'a, Answer<()>> {
        self.change("set_mail_forwards", domain, || {
            self.registry.with(domain, |name| {
                name.mail_forwards = forwards.to_vec();
                Ok(())
            })
        })
    }

    fn ds_records<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Vec<KeyRecord>>> {
        self.ask(|| self.registry.with(domain, |name| Ok(name.ds_records.clone())))
    }

    fn set_ds_records<'a>(
        &'a self,
        domain: &'a str,
        records: &'a [KeyRecord],
    ) -> Asking<'a, Answer<()>> {
        self.change("set_ds_records", domain, || {
            self.registry.with(domain, |name| {
                name.ds_records = records.to_vec();
                Ok(())
            })
        })
    }

    fn availability<'a>(&'a self, domains: &'a [String]) -> Asking<'a, Vec<Availability>> {
        self.ask(|| self.registry.availability(domains))
    }

    fn price_list(&self) -> Asking<'_, Vec<TldPrice>> {
        self.ask(|| self.registry.prices())
    }

    fn sync<'a>(&'a self, domain: &'a str) -> Asking<'a, Option<DomainSync>> {
        self.ask(|| self.registry.sync(domain, self.today()))
    }

    fn message(&self) -> Asking<'_, Option<RegistryMessage>> {
        // Where nothing waits it is no call that anybody counts.
        let Some(first) = held(&self.messages).front().cloned() else { return ready(Ok(None)) };
        self.ask(|| Some(first))
    }

    fn take_message<'a>(&'a self, id: &'a str) -> Asking<'a, ()> {
        self.ask(|| held(&self.messages).retain(|each| each.id != id))
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        self.ask(|| ConnectionOutcome::Reached { version: "fake 1.0".to_owned() })
    }
}
