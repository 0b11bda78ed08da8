//! `epp`: registries that speak the Extensible Provisioning Protocol.
//!
//! Followed: RFC 5730 (EPP), 5731 (domains), 5732 (hosts), 5733 (contacts), 5734 (TLS), 3915
//! (restoring from redemption), 5910 (DNSSEC, by DS records or keys), 8748 (fees of premium names),
//! 9154 (transfer codes). One record serves one registry, whose endings the operator lists.
//!
//! A registry knows no idempotency keys. A registration carries a transfer code that only we can
//! compute from its key, by which a name is known again when the answer was lost; a renewal names
//! the expiry it begins at; a transfer is pending once. So nothing is done twice.
//!
//! What a registry has to say waits in a queue of messages (RFC 5730 section 2.9.2.3): the engine
//! reads them one by one, and each is taken away when it was dealt with.
//!
//! Not here: price lists, releasing by tag and hiding owners, which the RFCs do not have.

mod account;
mod desk;
mod domains;
mod fees;
mod frames;
mod messages;
mod people;
mod reply;
mod session;
mod signing;
mod xml;

use std::sync::Arc;

use ports::provisioning::ConnectionOutcome;
use ports::registrar::{
    Answer, Availability, Contacts, DomainDone, DomainSync, KeyRecord, Registrar,
    RegistrarCapabilities, Registration, RegistryMessage, Renewal, TldPrice, Transfer,
    TransferCode,
};
use ports::{Asking, Chance, Clock, PortError, Refused, Secret, SettingField, Settings, ready};

use account::Account;
use desk::Desk;
use frames::Extra;
use reply::Reply;
use xml::Node;

const MODULE: &str = "epp";

const CAPABILITIES: RegistrarCapabilities = RegistrarCapabilities {
    release: false,
    id_protection: false,
    mail_forwarding: false,
    price_list: false,
    messages: true,
    ..RegistrarCapabilities::everything(MODULE, "EPP registry")
};

/// The registrar `epp`.
pub struct Epp {
    capabilities: RegistrarCapabilities,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    desk: Arc<Desk>,
    account: Option<Account>,
}

/// Why a call goes no further.
enum Stop {
    /// A final no.
    No(Refused),
    /// No outcome.
    Mishap(PortError),
}

type Step<T> = Result<T, Stop>;

impl From<Refused> for Stop {
    fn from(no: Refused) -> Stop {
        Stop::No(no)
    }
}

impl From<PortError> for Stop {
    fn from(error: PortError) -> Stop {
        Stop::Mishap(error)
    }
}

/// In the words of the port.
fn told<T>(step: Step<T>) -> Result<Answer<T>, PortError> {
    match step {
        Ok(answer) => Ok(Ok(answer)),
        Err(Stop::No(no)) => Ok(Err(no)),
        Err(Stop::Mishap(error)) => Err(error),
    }
}

/// The same for questions that have no refusal.
fn plain<T>(step: Step<T>) -> Result<T, PortError> {
    step.map_err(|stop| match stop {
        Stop::Mishap(error) => error,
        Stop::No(no) => PortError::Unknown {
            module: MODULE,
            cause: ports::UnknownCause::Unreadable,
            why: no.to_string(),
        },
    })
}

impl Epp {
    /// The module, without an account.
    pub fn new(clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> Epp {
        Epp { capabilities: CAPABILITIES, clock, chance, desk: Arc::default(), account: None }
    }

    fn account(&self) -> Result<&Account, PortError> {
        self.account.as_ref().ok_or_else(|| PortError::Configuration {
            module: MODULE,
            setting: "host".to_owned(),
            why: "is missing".to_owned(),
        })
    }

    async fn ask(&self, verb: Node) -> Step<Reply> {
        self.ask_with(verb, Extra::None).await
    }

    async fn ask_with(&self, verb: Node, extra: Extra) -> Step<Reply> {
        let account = self.account()?;
        self.desk.hand_in(account, verb, extra, &*self.chance).await?.agreed()
    }

    fn once<'a>(
        &'a self,
        key: String,
        work: impl Future<Output = Step<DomainDone>> + Send + 'a,
    ) -> Asking<'a, Answer<DomainDone>> {
        Box::pin(async move {
            if let Some(done) = self.desk.recall(&key) {
                return Ok(Ok(done));
            }
            let step = work.await;
            if let Ok(done) = &step {
                self.desk.keep(&key, done);
            }
            told(step)
        })
    }
}

fn no<'a, T: Send + 'a>(capability: &'static str) -> Asking<'a, T> {
    ready(Err(PortError::Unsupported { module: MODULE, capability }))
}

impl Registrar for Epp {
    fn capabilities(&self) -> &RegistrarCapabilities {
        &self.capabilities
    }

    fn settings(&self) -> &[SettingField] {
        &account::FIELDS
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn Registrar>, PortError> {
        let account = Account::of(settings)?;
        let capabilities = RegistrarCapabilities {
            contacts: account.contacts,
            dnssec: account.dnssec,
            ..self.capabilities.clone()
        };
        Ok(Arc::new(Epp {
            capabilities,
            clock: self.clock.clone(),
            chance: self.chance.clone(),
            desk: self.desk.clone(),
            account: Some(account),
        }))
    }

    fn register(&self, wish: Registration) -> Asking<'_, Answer<DomainDone>> {
        self.once(wish.idempotency_key.clone(), async move { self.register_now(&wish).await })
    }

    fn transfer(&self, wish: Transfer) -> Asking<'_, Answer<DomainDone>> {
        let key = wish.registration.idempotency_key.clone();
        self.once(key, async move { self.transfer_now(&wish).await })
    }

    fn renew(&self, wish: Renewal) -> Asking<'_, Answer<DomainDone>> {
        self.once(wish.idempotency_key.clone(), async move { self.renew_now(&wish).await })
    }

    fn release<'a>(&'a self, _domain: &'a str, _tag: &'a str) -> Asking<'a, Answer<()>> {
        no("release")
    }

    fn name_servers<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Vec<String>>> {
        Box::pin(async move { told(self.info(domain).await.map(|info| info.name_servers())) })
    }

    fn set_name_servers<'a>(
        &'a self,
        domain: &'a str,
        name_servers: &'a [String],
    ) -> Asking<'a, Answer<()>> {
        Box::pin(async move { told(self.set_hosts(domain, name_servers).await) })
    }

    fn contacts<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Contacts>> {
        if !self.capabilities.contacts {
            return no("contacts");
        }
        Box::pin(async move { told(self.read_people(domain).await) })
    }

    fn set_contacts<'a>(
        &'a self,
        domain: &'a str,
        contacts: &'a Contacts,
    ) -> Asking<'a, Answer<()>> {
        if !self.capabilities.contacts {
            return no("contacts");
        }
        Box::pin(async move { told(self.exchange_people(domain, contacts).await) })
    }

    fn lock<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<bool>> {
        Box::pin(async move { told(self.info(domain).await.map(|info| info.is_locked())) })
    }

    fn set_lock<'a>(&'a self, domain: &'a str, locked: bool) -> Asking<'a, Answer<()>> {
        Box::pin(async move { told(self.turn_lock(domain, locked).await) })
    }

    fn transfer_code<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<TransferCode>> {
        Box::pin(async move {
            let code = self.fresh_code(domain).await;
            told(code.map(|code| TransferCode::Given(Secret::new(code))))
        })
    }

    fn set_id_protection<'a>(&'a self, _domain: &'a str, _on: bool) -> Asking<'a, Answer<()>> {
        no("id protection")
    }

    fn ds_records<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Vec<KeyRecord>>> {
        if self.capabilities.dnssec.is_none() {
            return no("DNSSEC");
        }
        Box::pin(async move { told(self.published_keys(domain).await) })
    }

    fn set_ds_records<'a>(
        &'a self,
        domain: &'a str,
        records: &'a [KeyRecord],
    ) -> Asking<'a, Answer<()>> {
        if self.capabilities.dnssec.is_none() {
            return no("DNSSEC");
        }
        Box::pin(async move { told(self.publish_keys(domain, records).await) })
    }

    fn availability<'a>(&'a self, domains: &'a [String]) -> Asking<'a, Vec<Availability>> {
        Box::pin(async move { plain(self.available(domains).await) })
    }

    fn price_list(&self) -> Asking<'_, Vec<TldPrice>> {
        no("price list")
    }

    fn sync<'a>(&'a self, domain: &'a str) -> Asking<'a, Option<DomainSync>> {
        Box::pin(async move { plain(self.stands(domain).await) })
    }

    fn message(&self) -> Asking<'_, Option<RegistryMessage>> {
        Box::pin(async move { plain(self.oldest_message().await) })
    }

    fn take_message<'a>(&'a self, id: &'a str) -> Asking<'a, ()> {
        Box::pin(async move { plain(self.take_away(id).await) })
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        Box::pin(async move {
            let account = self.account()?;
            let name = format!("hostler.{}", account.tlds[0]);
            match self.check(&[name]).await {
                Ok(_) => {
                    Ok(ConnectionOutcome::Reached { version: format!("EPP at {}", account.host) })
                }
                Err(Stop::No(no)) => Ok(ConnectionOutcome::Refused(no)),
                Err(Stop::Mishap(PortError::Configuration { setting, why, .. })) => {
                    Ok(ConnectionOutcome::Refused(Refused::new(setting, why)))
                }
                Err(Stop::Mishap(error)) => Err(error),
            }
        })
    }
}
