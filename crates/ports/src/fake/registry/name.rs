//! One name in the registry in memory.

use jiff::civil::Date;
use model::dates::add_days;

use crate::registrar::{
    Answer, Contacts, DomainSync, DomainSyncState, KeyRecord, MailForward, Registration, Renewal,
    TldPrice,
};
use crate::{Chance, Refused, Secret};

/// Name servers that a name may have at most.
const NAME_SERVERS_MAX: usize = 13;

/// A name in a registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistryName {
    /// Paid until then; `None` for an adopted name.
    pub expires_on: Option<Date>,
    /// Name servers in order.
    pub name_servers: Vec<String>,
    /// The people behind it.
    pub contacts: Contacts,
    /// Whether it is locked against transfer.
    pub locked: bool,
    /// Whether the owner is hidden.
    pub id_protection: bool,
    /// Where mail to it is passed on.
    pub mail_forwards: Vec<MailForward>,
    /// What is published of the keys that sign it.
    pub ds_records: Vec<KeyRecord>,
    /// The code for another registrar.
    pub transfer_code: Secret,
    /// Until then the transfer to us is under way.
    pub transfer_ends_on: Option<Date>,
    /// Whether it was given to another registrar.
    pub released: bool,
}

/// A name as it is when nothing is known of its past.
impl Default for RegistryName {
    fn default() -> Self {
        RegistryName {
            expires_on: None,
            name_servers: vec!["ns1.sandbox.example".to_owned(), "ns2.sandbox.example".to_owned()],
            contacts: Contacts::default(),
            locked: true,
            id_protection: false,
            mail_forwards: Vec::new(),
            ds_records: Vec::new(),
            transfer_code: Secret::new("sandbox-transfer-code"),
            transfer_ends_on: None,
            released: false,
        }
    }
}

impl RegistryName {
    pub(super) fn of(wish: &Registration, expires_on: Date, chance: &dyn Chance) -> RegistryName {
        RegistryName {
            expires_on: Some(expires_on),
            name_servers: wish.name_servers.clone(),
            contacts: wish.contacts.clone(),
            locked: true,
            id_protection: wish.id_protection,
            mail_forwards: Vec::new(),
            ds_records: Vec::new(),
            transfer_code: Secret::new(chance.base62(16)),
            transfer_ends_on: None,
            released: false,
        }
    }

    pub(super) fn sync(&self, today: Date) -> DomainSync {
        let state = match (self.transfer_ends_on, self.expires_on) {
            _ if self.released => DomainSyncState::TransferredAway,
            (Some(end), _) if today < end => DomainSyncState::TransferPending,
            (_, Some(expiry)) if expiry < today => DomainSyncState::Expired,
            _ => DomainSyncState::Active,
        };
        let known = state != DomainSyncState::TransferPending;
        DomainSync { state, expires_on: self.expires_on.filter(|_| known) }
    }

    /// Renewal is refused for another expiry than ours, after grace without `restore`, and after
    /// redemption altogether.
    pub(super) fn check_renewal(
        &self,
        wish: &Renewal,
        price: &TldPrice,
        today: Date,
    ) -> Answer<()> {
        let state = self.sync(today).state;
        if matches!(state, DomainSyncState::TransferredAway | DomainSyncState::TransferPending) {
            return Err(Refused::new("2304", "The name cannot be renewed now"));
        }
        if wish.years == 0 || self.expires_on.is_some_and(|expiry| expiry != wish.expires_on) {
            return Err(Refused::new("2004", "The current expiry is another one"));
        }
        let days = |count: Option<u16>| i32::from(count.unwrap_or(0));
        let grace = days(price.grace_days);
        let after = |count| add_days(wish.expires_on, count).is_some_and(|end| end < today);
        if after(grace.saturating_add(days(price.redemption_days))) {
            return Err(Refused::new("2303", "The name is gone"));
        }
        if after(grace) && !wish.restore {
            return Err(Refused::new("2105", "The name must be restored"));
        }
        Ok(())
    }

    /// Sets the name servers if they can be ones.
    pub fn set_name_servers(&mut self, name_servers: &[String]) -> Answer<()> {
        let host = |text: &String| {
            let lawful = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
            text.contains('.') && text.bytes().all(lawful)
        };
        if name_servers.is_empty() || name_servers.len() > NAME_SERVERS_MAX {
            return Err(Refused::new("2306", "Not so many name servers"));
        }
        if let Some(bad) = name_servers.iter().find(|text| !host(text)) {
            return Err(Refused::new("2005", format!("{bad:?} is not a host name")));
        }
        self.name_servers = name_servers.to_vec();
        Ok(())
    }

    /// Gives the name to another registrar.
    pub fn release(&mut self, tag: &str) -> Answer<()> {
        if tag.trim().is_empty() {
            return Err(Refused::new("2003", "The tag is missing"));
        }
        self.released = true;
        Ok(())
    }
}
