//! Registrars whose calls are kept.

use std::sync::Arc;

use super::{About, Note, done, done_or_refused, reached};
use crate::calls::CallOutcome;
use crate::provisioning::ConnectionOutcome;
use crate::registrar::{
    Answer, Availability, Contacts, DomainDone, DomainSync, KeyRecord, MailForward, Registrar,
    RegistrarCapabilities, Registration, RegistryMessage, Renewal, TldPrice, Transfer,
    TransferCode,
};
use crate::{Asking, PortError, SettingField, Settings};

struct Logged {
    inner: Arc<dyn Registrar>,
    note: Note,
}

pub(super) fn wrapped(inner: Arc<dyn Registrar>, note: Note) -> Arc<dyn Registrar> {
    Arc::new(Logged { inner, note })
}

impl Registrar for Logged {
    fn capabilities(&self) -> &RegistrarCapabilities {
        self.inner.capabilities()
    }

    fn settings(&self) -> &[SettingField] {
        self.inner.settings()
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn Registrar>, PortError> {
        let note = self.note.with(self.inner.settings(), settings);
        Ok(wrapped(Arc::clone(&self.inner).open(settings)?, note))
    }

    fn register(&self, wish: Registration) -> Asking<'_, Answer<DomainDone>> {
        let about = About::new(&wish.domain, &wish);
        self.note.kept("register", || about, self.inner.register(wish), outcome)
    }

    fn transfer(&self, wish: Transfer) -> Asking<'_, Answer<DomainDone>> {
        let secrets = vec![wish.transfer_code.clone()];
        let about = About { secrets, ..About::new(&wish.registration.domain, &wish) };
        self.note.kept("transfer", || about, self.inner.transfer(wish), outcome)
    }

    fn renew(&self, wish: Renewal) -> Asking<'_, Answer<DomainDone>> {
        let about = About::new(&wish.domain, &wish);
        self.note.kept("renew", || about, self.inner.renew(wish), outcome)
    }

    fn release<'a>(&'a self, domain: &'a str, tag: &'a str) -> Asking<'a, Answer<()>> {
        let asking = self.inner.release(domain, tag);
        self.note.kept("release", || About::new(domain, tag), asking, done_or_refused)
    }

    fn name_servers<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Vec<String>>> {
        let asking = self.inner.name_servers(domain);
        self.note.kept("name servers", || About::new(domain, domain), asking, done_or_refused)
    }

    fn set_name_servers<'a>(
        &'a self,
        domain: &'a str,
        name_servers: &'a [String],
    ) -> Asking<'a, Answer<()>> {
        let asking = self.inner.set_name_servers(domain, name_servers);
        let about = || About::new(domain, name_servers);
        self.note.kept("set name servers", about, asking, done_or_refused)
    }

    fn contacts<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Contacts>> {
        let asking = self.inner.contacts(domain);
        self.note.kept("contacts", || About::new(domain, domain), asking, done_or_refused)
    }

    fn set_contacts<'a>(
        &'a self,
        domain: &'a str,
        contacts: &'a Contacts,
    ) -> Asking<'a, Answer<()>> {
        let asking = self.inner.set_contacts(domain, contacts);
        self.note.kept("set contacts", || About::new(domain, contacts), asking, done_or_refused)
    }

    fn lock<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<bool>> {
        let asking = self.inner.lock(domain);
        self.note.kept("lock", || About::new(domain, domain), asking, done_or_refused)
    }

    fn set_lock<'a>(&'a self, domain: &'a str, locked: bool) -> Asking<'a, Answer<()>> {
        let asking = self.inner.set_lock(domain, locked);
        self.note.kept("set lock", || About::new(domain, locked), asking, done_or_refused)
    }

    fn transfer_code<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<TransferCode>> {
        let asking = self.inner.transfer_code(domain);
        self.note.kept("transfer code", || About::new(domain, domain), asking, done_or_refused)
    }

    fn set_id_protection<'a>(&'a self, domain: &'a str, on: bool) -> Asking<'a, Answer<()>> {
        let asking = self.inner.set_id_protection(domain, on);
        self.note.kept("set ID protection", || About::new(domain, on), asking, done_or_refused)
    }

    fn mail_forwards<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Vec<MailForward>>> {
        let asking = self.inner.mail_forwards(domain);
        self.note.kept("mail forwards", || About::new(domain, domain), asking, done_or_refused)
    }

    fn set_mail_forwards<'a>(
        &'a self,
        domain: &'a str,
        forwards: &'a [MailForward],
    ) -> Asking<'a, Answer<()>> {
        let asking = self.inner.set_mail_forwards(domain, forwards);
        let about = || About::new(domain, forwards);
        self.note.kept("set mail forwards", about, asking, done_or_refused)
    }

    fn ds_records<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Vec<KeyRecord>>> {
        let asking = self.inner.ds_records(domain);
        self.note.kept("DS records", || About::new(domain, domain), asking, done_or_refused)
    }

    fn set_ds_records<'a>(
        &'a self,
        domain: &'a str,
        records: &'a [KeyRecord],
    ) -> Asking<'a, Answer<()>> {
        let asking = self.inner.set_ds_records(domain, records);
        self.note.kept("set DS records", || About::new(domain, records), asking, done_or_refused)
    }

    fn availability<'a>(&'a self, domains: &'a [String]) -> Asking<'a, Vec<Availability>> {
        let target = || domains.first().map_or("", String::as_str);
        let about = || About::new(target(), domains);
        self.note.kept("availability", about, self.inner.availability(domains), done)
    }

    fn price_list(&self) -> Asking<'_, Vec<TldPrice>> {
        self.note.kept("price list", About::default, self.inner.price_list(), done)
    }

    fn sync<'a>(&'a self, domain: &'a str) -> Asking<'a, Option<DomainSync>> {
        let asking = self.inner.sync(domain);
        self.note.kept("sync", || About::new(domain, domain), asking, done)
    }

    fn message(&self) -> Asking<'_, Option<RegistryMessage>> {
        self.note.kept("message", About::default, self.inner.message(), done)
    }

    fn take_message<'a>(&'a self, id: &'a str) -> Asking<'a, ()> {
        let asking = self.inner.take_message(id);
        self.note.kept("take message", || About::new("", id), asking, done)
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        self.note.kept("test connection", About::default, self.inner.test_connection(), reached)
    }
}

fn outcome(answer: &Answer<DomainDone>) -> CallOutcome {
    match answer {
        Ok(DomainDone::Done { .. }) => CallOutcome::Done,
        Ok(DomainDone::Pending { .. }) => CallOutcome::Pending,
        Err(_) => CallOutcome::Refused,
    }
}
