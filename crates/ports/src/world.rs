//! The world that an engine lives in: every port, by the system name of its module.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::dns::DnsHosting;
use crate::documents::Documents;
use crate::files::FileStore;
use crate::fraud::FraudCheck;
use crate::hooks::{HookSender, NoHooks};
use crate::mail::{MailKeys, MailServers, Mailer, NoMailKeys};
use crate::mailbox::{Mailboxes, NoMailboxes};
use crate::payment::PaymentGateway;
use crate::provisioning::Provisioner;
use crate::rates::RateFeed;
use crate::registrar::Registrar;
use crate::resolver::Resolver;
use crate::sign_in::{NoSignIn, SignIn};
use crate::vat::{NoVatNumbers, VatNumbers};
use crate::whois::{NoWhois, Whois};
use crate::{Chance, Clock};

/// Everything outside of the engine. Cheap to clone.
#[derive(Clone)]
pub struct World {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub chance: Arc<dyn Chance>,
    /// Mail.
    pub mailer: Arc<dyn Mailer>,
    /// Mail servers that the business settings may name; `None` where they may not, because the
    /// configuration names one or because mail stays in the house.
    pub mail_servers: Option<Arc<dyn MailServers>>,
    /// Keys that mails are signed with; none unless it is set.
    pub mail_keys: Arc<dyn MailKeys>,
    /// The mailboxes of departments; none unless it is set.
    pub mailboxes: Arc<dyn Mailboxes>,
    /// The DNS.
    pub resolver: Arc<dyn Resolver>,
    /// Exchange rates.
    pub rates: Arc<dyn RateFeed>,
    /// The tax offices of the EU; nobody unless it is set.
    pub vat: Arc<dyn VatNumbers>,
    /// What registries publish of names; nobody is asked unless it is set.
    pub whois: Arc<dyn Whois>,
    /// Programs of others that are told what happens; nobody unless it is set.
    pub hooks: Arc<dyn HookSender>,
    /// The identity providers that people may come from; none unless it is set.
    pub sign_in: Arc<dyn SignIn>,
    /// Invoices, quotes and receipts as files, where this program can make them.
    pub documents: Option<Arc<dyn Documents>>,
    /// Payment gateways by system name.
    pub gateways: BTreeMap<&'static str, Arc<dyn PaymentGateway>>,
    /// Provisioning modules by system name.
    pub provisioners: BTreeMap<&'static str, Arc<dyn Provisioner>>,
    /// Registrars by system name.
    pub registrars: BTreeMap<&'static str, Arc<dyn Registrar>>,
    /// Hosts of DNS zones by system name.
    pub dns_hosts: BTreeMap<&'static str, Arc<dyn DnsHosting>>,
    /// Keepers of files by system name.
    pub file_stores: BTreeMap<&'static str, Arc<dyn FileStore>>,
    /// Fraud checks by system name.
    pub fraud_checks: BTreeMap<&'static str, Arc<dyn FraudCheck>>,
}

impl World {
    /// A world without modules.
    pub fn new(
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
        mailer: Arc<dyn Mailer>,
        resolver: Arc<dyn Resolver>,
        rates: Arc<dyn RateFeed>,
    ) -> World {
        World {
            clock,
            chance,
            mailer,
            mail_servers: None,
            mail_keys: Arc::new(NoMailKeys),
            mailboxes: Arc::new(NoMailboxes),
            resolver,
            rates,
            vat: Arc::new(NoVatNumbers),
            whois: Arc::new(NoWhois),
            hooks: Arc::new(NoHooks),
            sign_in: Arc::new(NoSignIn),
            documents: None,
            gateways: BTreeMap::new(),
            provisioners: BTreeMap::new(),
            registrars: BTreeMap::new(),
            dns_hosts: BTreeMap::new(),
            file_stores: BTreeMap::new(),
            fraud_checks: BTreeMap::new(),
        }
    }

    /// The present instant.
    pub fn now(&self) -> jiff::Timestamp {
        self.clock.now()
    }

    /// Adds a gateway under its own name.
    pub fn add_gateway(&mut self, gateway: Arc<dyn PaymentGateway>) {
        self.gateways.insert(gateway.capabilities().module, gateway);
    }

    /// Adds a provisioning module under its own name.
    pub fn add_provisioner(&mut self, provisioner: Arc<dyn Provisioner>) {
        self.provisioners.insert(provisioner.capabilities().module, provisioner);
    }

    /// Adds a registrar under its own name.
    pub fn add_registrar(&mut self, registrar: Arc<dyn Registrar>) {
        self.registrars.insert(registrar.capabilities().module, registrar);
    }

    /// Adds a host of DNS zones under its own name.
    pub fn add_dns_host(&mut self, host: Arc<dyn DnsHosting>) {
        self.dns_hosts.insert(host.module(), host);
    }

    /// Adds a keeper of files under its own name.
    pub fn add_file_store(&mut self, store: Arc<dyn FileStore>) {
        self.file_stores.insert(store.module(), store);
    }

    /// Adds a fraud check under its own name.
    pub fn add_fraud_check(&mut self, check: Arc<dyn FraudCheck>) {
        self.fraud_checks.insert(check.module(), check);
    }
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("World")
            .field("gateways", &self.gateways.keys())
            .field("provisioners", &self.provisioners.keys())
            .field("registrars", &self.registrars.keys())
            .field("fraud_checks", &self.fraud_checks.keys())
            .finish_non_exhaustive()
    }
}
