//! `manual`: a person registers the names; we only note that it is to be done.

use std::sync::Arc;

use ports::registrar::{
    Answer, Availability, Contacts, DomainDone, DomainSync, Registrar, RegistrarCapabilities,
    Registration, Renewal, TldPrice, Transfer, TransferCode,
};
use ports::{Asking, PortError, SettingField, Settings, ready};

const MODULE: &str = "manual";

const CAPABILITIES: RegistrarCapabilities = RegistrarCapabilities {
    manual: true,
    release: false,
    lock: false,
    transfer_code: false,
    id_protection: false,
    mail_forwarding: false,
    contacts: false,
    availability: false,
    premium: false,
    dnssec: None,
    price_list: false,
    sync: false,
    ..RegistrarCapabilities::everything(MODULE, "By hand")
};

/// The registrar `manual`: what changes a name waits for staff, the rest is not offered.
#[derive(Debug, Clone, Copy, Default)]
pub struct Manual;

fn no<'a, T: Send + 'a>(capability: &'static str) -> Asking<'a, T> {
    ready(Err(PortError::Unsupported { module: MODULE, capability }))
}

fn noted<'a>(what: &str, domain: &str) -> Asking<'a, Answer<DomainDone>> {
    ready(Ok(Ok(DomainDone::Pending { reference: format!("{what}-{domain}") })))
}

impl Registrar for Manual {
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
        noted("register", &wish.domain)
    }

    fn transfer(&self, wish: Transfer) -> Asking<'_, Answer<DomainDone>> {
        noted("transfer", &wish.registration.domain)
    }

    fn renew(&self, wish: Renewal) -> Asking<'_, Answer<DomainDone>> {
        noted("renew", &wish.domain)
    }

    fn release<'a>(&'a self, _domain: &'a str, _tag: &'a str) -> Asking<'a, Answer<()>> {
        no("release")
    }

    fn name_servers<'a>(&'a self, _domain: &'a str) -> Asking<'a, Answer<Vec<String>>> {
        no("name servers")
    }

    fn set_name_servers<'a>(
        &'a self,
        _domain: &'a str,
        _name_servers: &'a [String],
    ) -> Asking<'a, Answer<()>> {
        no("name servers")
    }

    fn contacts<'a>(&'a self, _domain: &'a str) -> Asking<'a, Answer<Contacts>> {
        no("contacts")
    }

    fn set_contacts<'a>(
        &'a self,
        _domain: &'a str,
        _contacts: &'a Contacts,
    ) -> Asking<'a, Answer<()>> {
        no("contacts")
    }

    fn lock<'a>(&'a self, _domain: &'a str) -> Asking<'a, Answer<bool>> {
        no("lock")
    }

    fn set_lock<'a>(&'a self, _domain: &'a str, _locked: bool) -> Asking<'a, Answer<()>> {
        no("lock")
    }

    fn transfer_code<'a>(&'a self, _domain: &'a str) -> Asking<'a, Answer<TransferCode>> {
        no("transfer codes")
    }

    fn set_id_protection<'a>(&'a self, _domain: &'a str, _on: bool) -> Asking<'a, Answer<()>> {
        no("id protection")
    }

    fn availability<'a>(&'a self, _domains: &'a [String]) -> Asking<'a, Vec<Availability>> {
        no("availability")
    }

    fn price_list(&self) -> Asking<'_, Vec<TldPrice>> {
        no("price list")
    }

    fn sync<'a>(&'a self, _domain: &'a str) -> Asking<'a, Option<DomainSync>> {
        no("sync")
    }
}
