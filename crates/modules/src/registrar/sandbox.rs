//! `sandbox`: a registry in memory, for a demo company.

use std::sync::Arc;

use jiff::civil::Date;
use model::money::{Currency, Money};
use ports::fake::{Registry, RegistryName, sample_prices};
use ports::registrar::{
    Answer, Availability, Contacts, DomainDone, DomainSync, KeyRecord, MailForward, PremiumCost,
    Registrar, RegistrarCapabilities, Registration, Renewal, TldPrice, Transfer, TransferCode,
};
use ports::{Asking, Chance, Clock, PortError, SettingField, Settings, ready};

const CAPABILITIES: RegistrarCapabilities = RegistrarCapabilities {
    sandbox: true,
    ..RegistrarCapabilities::everything("sandbox", "Sandbox Registrar")
};

/// Names that somebody has, under every top-level domain.
const TAKEN: [&str; 4] = ["example", "google", "hostler", "wikipedia"];

/// Names that cost more under every top-level domain: for registration, each renewal and transfer,
/// in minor units of US dollars. The last one is renewed like any other.
const PREMIUM: [(&str, i64, Option<i64>, i64); 3] = [
    ("gold", 100_000, Some(10_000), 10_000),
    ("silver", 25_000, Some(25_000), 25_000),
    ("bronze", 5_000, None, 2_500),
];

/// The registrar `sandbox`. Transfers take five days; the transfer code `wrong` is wrong.
pub struct Sandbox {
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    registry: Registry,
    adopts: bool,
}

impl Sandbox {
    /// A registry that knows only what was registered with it.
    pub fn new(clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> Sandbox {
        let registry = Registry::new(sample_prices(Currency::USD));
        for price in registry.prices() {
            for label in TAKEN {
                registry.take(&format!("{label}.{}", price.tld));
            }
            let usd = |minor| Money::from_minor(minor, Currency::USD);
            for (label, register, renew, transfer) in PREMIUM {
                let cost = PremiumCost {
                    register: Some(usd(register)),
                    renew: renew.map(usd),
                    transfer: Some(usd(transfer)),
                    restore: None,
                };
                registry.ask_more(&format!("{label}.{}", price.tld), cost);
            }
        }
        Sandbox { clock, chance, registry, adopts: false }
    }

    /// A registry that takes up names it is asked to change, so that a demo goes on after a
    /// restart. Their expiry is not known until they are renewed.
    pub fn adopting(clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> Sandbox {
        Sandbox { adopts: true, ..Sandbox::new(clock, chance) }
    }

    fn today(&self) -> Date {
        self.clock.utc_date()
    }

    fn with<'a, T: Send + 'a>(
        &'a self,
        domain: &str,
        work: impl FnOnce(&mut RegistryName) -> Answer<T>,
    ) -> Asking<'a, Answer<T>> {
        if self.adopts {
            self.registry.adopt(domain, None);
        }
        ready(Ok(self.registry.with(domain, work)))
    }
}

impl Registrar for Sandbox {
    fn capabilities(&self) -> &RegistrarCapabilities {
        &CAPABILITIES
    }

    fn settings(&self) -> &[SettingField] {
        &[]
    }

    fn open(self: Arc<Self>, _settings: &Settings) -> Result<Arc<dyn Registrar>, PortError> {
        Ok(self)
    }

    fn register(&self, wish: Registration) -> Asking<'_, Answer<DomainDone>> {
        ready(Ok(self.registry.register(&wish, self.today(), &*self.chance)))
    }

    fn transfer(&self, wish: Transfer) -> Asking<'_, Answer<DomainDone>> {
        ready(Ok(self.registry.transfer(&wish, self.today(), &*self.chance)))
    }

    fn renew(&self, wish: Renewal) -> Asking<'_, Answer<DomainDone>> {
        if self.adopts {
            self.registry.adopt(&wish.domain, Some(wish.expires_on));
        }
        ready(Ok(self.registry.renew(&wish, self.today())))
    }

    fn release<'a>(&'a self, domain: &'a str, tag: &'a str) -> Asking<'a, Answer<()>> {
        self.with(domain, |name| name.release(tag))
    }

    fn name_servers<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Vec<String>>> {
        self.with(domain, |name| Ok(name.name_servers.clone()))
    }

    fn set_name_servers<'a>(
        &'a self,
        domain: &'a str,
        name_servers: &'a [String],
    ) -> Asking<'a, Answer<()>> {
        self.with(domain, |name| name.set_name_servers(name_servers))
    }

    fn contacts<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Contacts>> {
        self.with(domain, |name| Ok(name.contacts.clone()))
    }

    fn set_contacts<'a>(
        &'a self,
        domain: &'a str,
        contacts: &'a Contacts,
    ) -> Asking<'a, Answer<()>> {
        self.with(domain, |name| {
            name.contacts = contacts.clone();
            Ok(())
        })
    }

    fn lock<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<bool>> {
        self.with(domain, |name| Ok(name.locked))
    }

    fn set_lock<'a>(&'a self, domain: &'a str, locked: bool) -> Asking<'a, Answer<()>> {
        self.with(domain, |name| {
            name.locked = locked;
            Ok(())
        })
    }

    fn transfer_code<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<TransferCode>> {
        self.with(domain, |name| Ok(TransferCode::Given(name.transfer_code.clone())))
    }

    fn set_id_protection<'a>(&'a self, domain: &'a str, on: bool) -> Asking<'a, Answer<()>> {
        self.with(domain, |name| {
            name.id_protection = on;
            Ok(())
        })
    }

    fn mail_forwards<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Vec<MailForward>>> {
        self.with(domain, |name| Ok(name.mail_forwards.clone()))
    }

    fn set_mail_forwards<'a>(
        &'a self,
        domain: &'a str,
        forwards: &'a [MailForward],
    ) -> Asking<'a, Answer<()>> {
        self.with(domain, |name| {
            name.mail_forwards = forwards.to_vec();
            Ok(())
        })
    }

    fn ds_records<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Vec<KeyRecord>>> {
        self.with(domain, |name| Ok(name.ds_records.clone()))
    }

    fn set_ds_records<'a>(
        &'a self,
        domain: &'a str,
        records: &'a [KeyRecord],
    ) -> Asking<'a, Answer<()>> {
        self.with(domain, |name| {
            name.ds_records = records.to_vec();
            Ok(())
        })
    }

    fn availability<'a>(&'a self, domains: &'a [String]) -> Asking<'a, Vec<Availability>> {
        ready(Ok(self.registry.availability(domains)))
    }

    fn price_list(&self) -> Asking<'_, Vec<TldPrice>> {
        ready(Ok(self.registry.prices()))
    }

    fn sync<'a>(&'a self, domain: &'a str) -> Asking<'a, Option<DomainSync>> {
        ready(Ok(self.registry.sync(domain, self.today())))
    }
}
