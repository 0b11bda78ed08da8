//! Fraud checks, hosts of DNS zones, feeds of rates, tax offices and the directories of registries
//! whose calls are kept.

use std::sync::Arc;

use super::{About, Note, done, done_or_refused, reached};
use crate::calls::CallOutcome;
use crate::dns::{DnsHosting, RecordSet};
use crate::fraud::{FraudCheck, FraudDecision, OrderFacts, Verdict};
use crate::provisioning::ConnectionOutcome;
use crate::rates::{RateFeed, RateTable};
use crate::vat::{VatAnswer, VatNumbers};
use crate::whois::{Published, Whois, WhoisServer};
use crate::{Asking, PortError, Refused, SettingField, Settings};

struct Logged<M: ?Sized> {
    inner: Arc<M>,
    note: Note,
}

pub(super) fn fraud(inner: Arc<dyn FraudCheck>, note: Note) -> Arc<dyn FraudCheck> {
    Arc::new(Logged { inner, note })
}

pub(super) fn dns(inner: Arc<dyn DnsHosting>, note: Note) -> Arc<dyn DnsHosting> {
    Arc::new(Logged { inner, note })
}

pub(super) fn rates(inner: Arc<dyn RateFeed>, note: Note) -> Arc<dyn RateFeed> {
    Arc::new(Logged { inner, note })
}

pub(super) fn vat(inner: Arc<dyn VatNumbers>, note: Note) -> Arc<dyn VatNumbers> {
    Arc::new(Logged { inner, note })
}

pub(super) fn whois(inner: Arc<dyn Whois>, note: Note) -> Arc<dyn Whois> {
    Arc::new(Logged { inner, note })
}

impl FraudCheck for Logged<dyn FraudCheck> {
    fn module(&self) -> &'static str {
        self.inner.module()
    }

    fn display_name(&self) -> &'static str {
        self.inner.display_name()
    }

    fn settings(&self) -> &[SettingField] {
        self.inner.settings()
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn FraudCheck>, PortError> {
        let note = self.note.with(self.inner.settings(), settings);
        Ok(fraud(Arc::clone(&self.inner).open(settings)?, note))
    }

    fn check(&self, facts: OrderFacts) -> Asking<'_, Verdict> {
        let client = Some(facts.client.0);
        let target = format!("order {}", facts.order);
        let about = About { client, ..About::new(target, &facts) };
        let outcome = |verdict: &Verdict| match verdict.decision {
            FraudDecision::Pass => CallOutcome::Done,
            FraudDecision::Review => CallOutcome::Pending,
            FraudDecision::Fail => CallOutcome::Refused,
        };
        self.note.kept("check", || about, self.inner.check(facts), outcome)
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        self.note.kept("test connection", About::default, self.inner.test_connection(), reached)
    }
}

impl DnsHosting for Logged<dyn DnsHosting> {
    fn module(&self) -> &'static str {
        self.inner.module()
    }

    fn display_name(&self) -> &'static str {
        self.inner.display_name()
    }

    fn settings(&self) -> &[SettingField] {
        self.inner.settings()
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn DnsHosting>, PortError> {
        let note = self.note.with(self.inner.settings(), settings);
        Ok(dns(Arc::clone(&self.inner).open(settings)?, note))
    }

    fn zone<'a>(&'a self, zone: &'a str) -> Asking<'a, Option<Vec<RecordSet>>> {
        self.note.kept("zone", || About::new(zone, zone), self.inner.zone(zone), done)
    }

    fn add<'a>(&'a self, zone: &'a str) -> Asking<'a, Result<(), Refused>> {
        let asking = self.inner.add(zone);
        self.note.kept("add zone", || About::new(zone, zone), asking, done_or_refused)
    }

    fn set<'a>(
        &'a self,
        zone: &'a str,
        records: &'a [RecordSet],
    ) -> Asking<'a, Result<(), Refused>> {
        let asking = self.inner.set(zone, records);
        self.note.kept("set records", || About::new(zone, records), asking, done_or_refused)
    }

    fn remove<'a>(&'a self, zone: &'a str) -> Asking<'a, Result<(), Refused>> {
        let asking = self.inner.remove(zone);
        self.note.kept("remove zone", || About::new(zone, zone), asking, done_or_refused)
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        self.note.kept("test connection", About::default, self.inner.test_connection(), reached)
    }
}

impl RateFeed for Logged<dyn RateFeed> {
    fn module(&self) -> &'static str {
        self.inner.module()
    }

    fn rates(&self) -> Asking<'_, RateTable> {
        self.note.kept("rates", About::default, self.inner.rates(), done)
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        self.note.kept("test connection", About::default, self.inner.test_connection(), reached)
    }
}

impl VatNumbers for Logged<dyn VatNumbers> {
    fn module(&self) -> &'static str {
        self.inner.module()
    }

    fn check(&self, country: &str, number: &str) -> Asking<'_, VatAnswer> {
        let about = || About::new(format_args!("{country}{number}"), number);
        let outcome = |answer: &VatAnswer| match answer.is_valid {
            true => CallOutcome::Done,
            false => CallOutcome::Refused,
        };
        self.note.kept("check", about, self.inner.check(country, number), outcome)
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        self.note.kept("test connection", About::default, self.inner.test_connection(), reached)
    }
}

impl Whois for Logged<dyn Whois> {
    fn module(&self) -> &'static str {
        self.inner.module()
    }

    fn look_up<'a>(
        &'a self,
        name: &'a str,
        server: Option<&'a WhoisServer>,
    ) -> Asking<'a, Option<Published>> {
        let asking = self.inner.look_up(name, server);
        self.note.kept("look up", || About::new(name, server), asking, done)
    }
}
