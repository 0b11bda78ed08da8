//! Domain names: what the engine asks of a registrar.
//!
//! Names are in lower case ASCII (`xn--` for others), without a final dot. An answer is
//! `Ok(Ok(..))`, a refusal `Ok(Err(Refused))`. After `PortError::Unknown` the engine asks with
//! [`Registrar::sync`] and compares the expiry before it tries again.

mod availability;
mod signing;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use model::ids::DomainId;
use model::money::Money;

use crate::provisioning::ConnectionOutcome;
pub use availability::{Availability, AvailabilityState, PremiumCost, agreed};
pub use signing::{DnsKey, DsRecord, KeyForm, KeyRecord, RECORDS_MAX};

use crate::{Asking, PortError, Refused, Secret, SettingField, Settings, ready};

/// What a registrar lacks that says nothing by itself.
const MESSAGES: &str = "messages";

/// An answer or a refusal.
pub type Answer<T> = Result<T, Refused>;

/// Registers and keeps domain names.
pub trait Registrar: Send + Sync {
    /// What it can do.
    fn capabilities(&self) -> &RegistrarCapabilities;

    /// The settings it understands.
    fn settings(&self) -> &[SettingField];

    /// The same registrar with the operator's settings; an error names the setting at fault.
    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn Registrar>, PortError>;

    /// Registers a free name.
    fn register(&self, wish: Registration) -> Asking<'_, Answer<DomainDone>>;

    /// Starts the transfer of a name to us.
    fn transfer(&self, wish: Transfer) -> Asking<'_, Answer<DomainDone>>;

    /// Renews a name. The current expiry makes it safe to say twice (RFC 5731 section 3.2.3).
    fn renew(&self, wish: Renewal) -> Asking<'_, Answer<DomainDone>>;

    /// Gives a name to another registrar by its tag.
    fn release<'a>(&'a self, domain: &'a str, tag: &'a str) -> Asking<'a, Answer<()>>;

    /// The name servers, in order.
    fn name_servers<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Vec<String>>>;

    /// Sets the name servers, in order.
    fn set_name_servers<'a>(
        &'a self,
        domain: &'a str,
        name_servers: &'a [String],
    ) -> Asking<'a, Answer<()>>;

    /// The contacts.
    fn contacts<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Contacts>>;

    /// Sets the contacts.
    fn set_contacts<'a>(
        &'a self,
        domain: &'a str,
        contacts: &'a Contacts,
    ) -> Asking<'a, Answer<()>>;

    /// Whether the name is locked against transfer.
    fn lock<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<bool>>;

    /// Locks or unlocks the name.
    fn set_lock<'a>(&'a self, domain: &'a str, locked: bool) -> Asking<'a, Answer<()>>;

    /// The code that lets another registrar take the name.
    fn transfer_code<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<TransferCode>>;

    /// Hides or shows the owner in public data.
    fn set_id_protection<'a>(&'a self, domain: &'a str, on: bool) -> Asking<'a, Answer<()>>;

    /// Where mail to the name is passed on, in any order.
    fn mail_forwards<'a>(&'a self, _domain: &'a str) -> Asking<'a, Answer<Vec<MailForward>>> {
        let module = self.capabilities().module;
        ready(Err(PortError::Unsupported { module, capability: "mail forwarding" }))
    }

    /// Sets where mail to the name is passed on: these, and no others.
    fn set_mail_forwards<'a>(
        &'a self,
        _domain: &'a str,
        _forwards: &'a [MailForward],
    ) -> Asking<'a, Answer<()>> {
        let module = self.capabilities().module;
        ready(Err(PortError::Unsupported { module, capability: "mail forwarding" }))
    }

    /// What the registry was told of the keys that sign the name, in any order (RFC 5910): all of
    /// the form that the capabilities name.
    fn ds_records<'a>(&'a self, _domain: &'a str) -> Asking<'a, Answer<Vec<KeyRecord>>> {
        let module = self.capabilities().module;
        ready(Err(PortError::Unsupported { module, capability: "DNSSEC" }))
    }

    /// Tells the registry of the keys: these records, all of the one form, and no others.
    fn set_ds_records<'a>(
        &'a self,
        _domain: &'a str,
        _records: &'a [KeyRecord],
    ) -> Asking<'a, Answer<()>> {
        let module = self.capabilities().module;
        ready(Err(PortError::Unsupported { module, capability: "DNSSEC" }))
    }

    /// Which of the names are free; one answer per name, in order.
    fn availability<'a>(&'a self, domains: &'a [String]) -> Asking<'a, Vec<Availability>>;

    /// What the registrar takes from us, per top-level domain (B34).
    fn price_list(&self) -> Asking<'_, Vec<TldPrice>>;

    /// State and expiry of a name; `None` if it is not with this registrar.
    fn sync<'a>(&'a self, domain: &'a str) -> Asking<'a, Option<DomainSync>>;

    /// The oldest message that waits for us; `None` where there is none. It waits until it is taken
    /// away, and so do all behind it (RFC 5730 section 2.9.2.3).
    fn message(&self) -> Asking<'_, Option<RegistryMessage>> {
        let module = self.capabilities().module;
        ready(Err(PortError::Unsupported { module, capability: MESSAGES }))
    }

    /// Takes a message away that was dealt with; one that is gone is no error.
    fn take_message<'a>(&'a self, _id: &'a str) -> Asking<'a, ()> {
        let module = self.capabilities().module;
        ready(Err(PortError::Unsupported { module, capability: MESSAGES }))
    }

    /// Whether the registrar answers and takes our credentials.
    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        let module = self.capabilities().module;
        ready(Err(PortError::Unsupported { module, capability: "a connection test" }))
    }
}

/// What a registrar can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrarCapabilities {
    /// System name, as on the wire.
    pub module: &'static str,
    /// The name that staff see.
    pub display_name: &'static str,
    /// Registers nothing real.
    pub sandbox: bool,
    /// A person does the work; calls only leave a note for staff.
    pub manual: bool,
    /// Gives names away by tag.
    pub release: bool,
    /// Locks names.
    pub lock: bool,
    /// Gives transfer codes.
    pub transfer_code: bool,
    /// Hides owners.
    pub id_protection: bool,
    /// Passes mail on.
    pub mail_forwarding: bool,
    /// Shows and changes contacts.
    pub contacts: bool,
    /// Tells which names are free.
    pub availability: bool,
    /// Tells which names are premium ones and what they cost.
    pub premium: bool,
    /// Publishes the keys that sign a name, and how it wants to be told of them.
    pub dnssec: Option<KeyForm>,
    /// Tells its prices.
    pub price_list: bool,
    /// Tells state and expiry.
    pub sync: bool,
    /// Keeps messages for us, about transfers and the like, until they are taken away.
    pub messages: bool,
}

impl RegistrarCapabilities {
    /// A registrar for real names that can do everything by itself, and is asked for what is new.
    pub const fn everything(
        module: &'static str,
        display_name: &'static str,
    ) -> RegistrarCapabilities {
        RegistrarCapabilities {
            module,
            display_name,
            sandbox: false,
            manual: false,
            release: true,
            lock: true,
            transfer_code: true,
            id_protection: true,
            mail_forwarding: true,
            contacts: true,
            availability: true,
            premium: true,
            dnssec: Some(KeyForm::Ds),
            price_list: true,
            sync: true,
            messages: false,
        }
    }
}

/// Something that a registry has to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistryMessage {
    /// The registry's number of it, by which it is taken away.
    pub id: String,
    /// What it says, for staff.
    pub text: String,
    /// The domain name that it is about, in small letters, if it is about one.
    pub domain: Option<String>,
}

/// A wish to register a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// The same for every attempt.
    pub idempotency_key: String,
    /// Our number of the domain.
    pub id: DomainId,
    /// The name.
    pub domain: String,
    /// For how many years.
    pub years: u8,
    /// The name servers, in order.
    pub name_servers: Vec<String>,
    /// Owner and others.
    pub contacts: Contacts,
    /// Whether to hide the owner.
    pub id_protection: bool,
    /// Additional fields of the top-level domain, by name.
    pub fields: BTreeMap<String, String>,
    /// What was agreed for a year of a premium name; without it the name was sold as any other and
    /// must not cost more. See [`agreed`].
    pub fee: Option<Money>,
}

/// A wish to take a name over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// The code from the present registrar; empty where none is needed.
    pub transfer_code: Secret,
    /// Everything else as for a registration.
    pub registration: Registration,
}

/// A wish to keep a name longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// The same for every attempt.
    pub idempotency_key: String,
    /// Our number of the domain.
    pub id: DomainId,
    /// The name.
    pub domain: String,
    /// For how many more years.
    pub years: u8,
    /// The expiry as we know it; a registrar that knows a later one must refuse.
    pub expires_on: Date,
    /// Whether the name must be restored from redemption first.
    pub restore: bool,
    /// As for a registration, without the restoration.
    pub fee: Option<Money>,
    /// What was agreed for the restoration; without it, it must cost what it does with any name.
    pub restore_fee: Option<Money>,
}

/// What became of a registration, transfer or renewal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DomainDone {
    /// The name is ours until then.
    Done {
        /// The new expiry, if the registrar told it.
        expires_on: Option<Date>,
    },
    /// Accepted; `sync` tells when it is done.
    Pending {
        /// The registrar's id of the task.
        reference: String,
    },
}

/// The people behind a name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contacts {
    /// The owner.
    pub registrant: Contact,
    /// Administrative contact.
    pub admin: Contact,
    /// Technical contact.
    pub technical: Contact,
    /// Contact for bills.
    pub billing: Contact,
}

/// One person or company.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Company; empty for a person.
    pub company: String,
    /// Mail address.
    pub email: String,
    /// Street and number.
    pub address1: String,
    /// Second line of the address.
    pub address2: String,
    /// City.
    pub city: String,
    /// State or province.
    pub state: String,
    /// Postal code.
    pub postcode: String,
    /// Two letters (ISO 3166-1).
    pub country: String,
    /// `+CC.NUMBER` (RFC 5733 section 2.5).
    pub phone: String,
}

/// An address of a name whose mail is passed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailForward {
    /// What stands before the `@`, in lower case; `*` for all that are not named.
    pub prefix: String,
    /// Where it goes.
    pub destination: String,
}

/// How a transfer code comes to its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TransferCode {
    /// Here it is.
    Given(Secret),
    /// The registrar mails it to the owner.
    Mailed,
}

/// What a registrar takes for a top-level domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TldPrice {
    /// The top-level domain without a leading dot (`co.uk`).
    pub tld: String,
    /// Fewest years.
    pub years_min: u8,
    /// Most years.
    pub years_max: u8,
    /// For one year of registration.
    pub register: Option<Money>,
    /// For a transfer.
    pub transfer: Option<Money>,
    /// For one year of renewal.
    pub renew: Option<Money>,
    /// For a restoration from redemption.
    pub restore: Option<Money>,
    /// Days after expiry in which renewal costs no more.
    pub grace_days: Option<u16>,
    /// Days after grace in which the name can be restored.
    pub redemption_days: Option<u16>,
    /// Whether a transfer needs a code.
    pub needs_transfer_code: bool,
}

/// State and expiry of a name at its registrar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainSync {
    /// The state.
    pub state: DomainSyncState,
    /// The expiry, if it is known.
    pub expires_on: Option<Date>,
}

/// The state of a name at its registrar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DomainSyncState {
    /// Registered through us.
    Active,
    /// A transfer to us is under way.
    TransferPending,
    /// The transfer to us failed.
    TransferFailed {
        /// The registrar's sentence.
        why: String,
    },
    /// Expired, and can be renewed or restored.
    Expired,
    /// At another registrar now.
    TransferredAway,
    /// Gone.
    Cancelled,
}
