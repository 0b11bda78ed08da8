//! `openprovider`: names through OpenProvider's REST API, `v1beta`.
//!
//! Source: the vendor's description of 2024-01-10
//! (<https://docs.openprovider.com/doc/all>, <https://github.com/openprovider/api-documentation>).
//!
//! The API has no idempotency keys. What was asked for last stands in the comments of a name, so
//! that it is known again when its answer was lost; a renewal names the expiry it begins at. A
//! contact is a customer of OpenProvider's, made once per content.
//!
//! A premium name is bought with `accept_premium_fee`, and only when it costs what was agreed; a
//! renewal has no such field, so its price is asked for just before. The description leaves open
//! what a price may be asked of: it is `create`, `transfer`, `renew` or `restore`, says
//! `DomainPriceOperation` of the vendor's <https://github.com/openprovider/openprovider-mcp-new>.

mod api;
mod domains;
mod people;
mod prices;
mod signing;

use std::sync::Arc;

use ports::provisioning::ConnectionOutcome;
use ports::registrar::{
    Answer, Availability, Contacts, DomainDone, DomainSync, KeyForm, KeyRecord, Registrar,
    RegistrarCapabilities, Registration, Renewal, TldPrice, Transfer, TransferCode,
};
use ports::{Asking, Clock, PortError, SettingField, SettingKind, Settings, ready};
use serde_json::json;

use crate::http::Pool;
use api::{Account, Tokens};

const MODULE: &str = "openprovider";

const CAPABILITIES: RegistrarCapabilities = RegistrarCapabilities {
    // Tags are Nominet's, and OpenProvider passes them on by mail.
    release: false,
    mail_forwarding: false,
    // It makes the records of them.
    dnssec: Some(KeyForm::Key),
    ..RegistrarCapabilities::everything(MODULE, "OpenProvider")
};

const FIELDS: [SettingField; 3] = [
    SettingField::text("username", "User name", "Of a reseller account with access to the API.")
        .required(),
    SettingField::text("password", "Password", "Of that user.")
        .kind(SettingKind::Secret)
        .required(),
    SettingField::text("address", "Address", "Another one is for trying things out.")
        .leads()
        .default_value("https://api.openprovider.eu"),
];

/// The registrar. Sessions are shared by all that is opened from one.
#[derive(Clone)]
pub struct OpenProvider {
    clock: Arc<dyn Clock>,
    pool: Pool,
    tokens: Tokens,
    account: Option<Account>,
}

impl OpenProvider {
    /// The module; it works once it is opened with settings.
    pub fn new(clock: Arc<dyn Clock>, pool: Pool) -> OpenProvider {
        OpenProvider { clock, pool, tokens: Tokens::default(), account: None }
    }

    fn account(&self) -> Result<&Account, PortError> {
        self.account.as_ref().ok_or_else(|| PortError::setting(MODULE, "username", "is missing"))
    }
}

impl Registrar for OpenProvider {
    fn capabilities(&self) -> &RegistrarCapabilities {
        &CAPABILITIES
    }

    fn settings(&self) -> &[SettingField] {
        &FIELDS
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn Registrar>, PortError> {
        settings.check(MODULE, &FIELDS)?;
        let address = settings.get("address").unwrap_or("https://api.openprovider.eu");
        let account = Account::new(
            self.pool.line(MODULE, "address", address)?,
            self.tokens.clone(),
            address,
            settings.need(MODULE, "username")?,
            settings.need(MODULE, "password")?,
        );
        Ok(Arc::new(OpenProvider { account: Some(account), ..(*self).clone() }))
    }

    fn register(&self, wish: Registration) -> Asking<'_, Answer<DomainDone>> {
        Box::pin(async move { domains::register(self.account()?, &wish).await })
    }

    fn transfer(&self, wish: Transfer) -> Asking<'_, Answer<DomainDone>> {
        Box::pin(async move { domains::transfer(self.account()?, &wish).await })
    }

    fn renew(&self, wish: Renewal) -> Asking<'_, Answer<DomainDone>> {
        let today = self.clock.utc_date();
        Box::pin(async move { domains::renew(self.account()?, &wish, today).await })
    }

    fn release<'a>(&'a self, _: &'a str, _: &'a str) -> Asking<'a, Answer<()>> {
        ready(Err(PortError::Unsupported { module: MODULE, capability: "release" }))
    }

    fn name_servers<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Vec<String>>> {
        Box::pin(async move { domains::name_servers(self.account()?, domain).await })
    }

    fn set_name_servers<'a>(
        &'a self,
        domain: &'a str,
        name_servers: &'a [String],
    ) -> Asking<'a, Answer<()>> {
        Box::pin(async move {
            let servers = match domains::servers(name_servers) {
                Ok(servers) => servers,
                Err(no) => return Ok(Err(no)),
            };
            let change = json!({ "name_servers": servers });
            domains::change(self.account()?, domain, change).await
        })
    }

    fn contacts<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Contacts>> {
        Box::pin(async move { people::contacts(self.account()?, domain).await })
    }

    fn set_contacts<'a>(
        &'a self,
        domain: &'a str,
        contacts: &'a Contacts,
    ) -> Asking<'a, Answer<()>> {
        Box::pin(async move { people::set_contacts(self.account()?, domain, contacts).await })
    }

    fn lock<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<bool>> {
        Box::pin(async move {
            Ok(domains::here(self.account()?, domain).await?.map(|found| found.is_locked()))
        })
    }

    fn set_lock<'a>(&'a self, domain: &'a str, locked: bool) -> Asking<'a, Answer<()>> {
        Box::pin(async move {
            domains::change(self.account()?, domain, json!({ "is_locked": locked })).await
        })
    }

    fn transfer_code<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<TransferCode>> {
        Box::pin(async move { domains::transfer_code(self.account()?, domain).await })
    }

    fn set_id_protection<'a>(&'a self, domain: &'a str, on: bool) -> Asking<'a, Answer<()>> {
        Box::pin(async move {
            let change = json!({ "is_private_whois_enabled": on });
            domains::change(self.account()?, domain, change).await
        })
    }

    fn ds_records<'a>(&'a self, domain: &'a str) -> Asking<'a, Answer<Vec<KeyRecord>>> {
        Box::pin(async move { signing::keys(self.account()?, domain).await })
    }

    fn set_ds_records<'a>(
        &'a self,
        domain: &'a str,
        records: &'a [KeyRecord],
    ) -> Asking<'a, Answer<()>> {
        Box::pin(async move { signing::set_keys(self.account()?, domain, records).await })
    }

    fn availability<'a>(&'a self, domains: &'a [String]) -> Asking<'a, Vec<Availability>> {
        Box::pin(async move { prices::availability(self.account()?, domains).await })
    }

    fn price_list(&self) -> Asking<'_, Vec<TldPrice>> {
        Box::pin(async move { prices::list(self.account()?).await })
    }

    fn sync<'a>(&'a self, domain: &'a str) -> Asking<'a, Option<DomainSync>> {
        let today = self.clock.utc_date();
        Box::pin(async move { domains::sync(self.account()?, domain, today).await })
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        Box::pin(async move { self.account()?.test().await })
    }
}
