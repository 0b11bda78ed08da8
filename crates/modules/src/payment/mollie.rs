//! `mollie`: payments on Mollie's own page (iDEAL, cards, bank transfers and what else is chosen
//! there).
//!
//! Followed: <https://docs.mollie.com/reference/create-payment>, `/get-payment`, `/create-refund`,
//! <https://docs.mollie.com/reference/webhooks>, `/create-customer`, `/get-mandate`,
//! `/revoke-mandate`, `/list-payments` and, for idempotency,
//! <https://docs.mollie.com/reference/api-idempotency>.
//!
//! A charge is a payment whose page the client is sent to. Nobody knows the page of one whose
//! creation got lost, so it moves no money; one that is known is asked after by its id. Web hooks
//! are not signed and hold nothing but an id: what happened is fetched, so they cannot lie.
//!
//! What a client agrees to have kept is a mandate of a customer at Mollie, given with a first
//! payment; later ones need no client. Mollie finds no payment by our key, so one whose answer was
//! lost is looked for in its list.

mod api;
mod hooks;
mod mandates;
mod money;
mod payments;
mod records;
mod refunding;

use std::sync::Arc;

use ports::payment::{
    Asked, Charge, ChargeOutcome, GatewayCapabilities, GatewayRecord, PaymentGateway, Refund,
    RefundOutcome, WebHook, WebHookOutcome,
};
use ports::provisioning::ConnectionOutcome;
use ports::{Asking, PortError, Secret, SettingField, SettingKind, Settings};

use crate::http::Pool;
use api::Api;

const MODULE: &str = "mollie";

const FIELDS: [SettingField; 4] = [
    SettingField::text("api_key", "API key", "Begins with live_, or with test_ for no real money.")
        .kind(SettingKind::Secret)
        .required(),
    SettingField::text(
        "webhook_url",
        "Address for web hooks",
        "Such as https://billing.example.com/hooks/mollie; without it payments are looked up only.",
    ),
    SettingField::text(
        "installation",
        "Name of this installation",
        "Letters and digits, different for each installation that shares the Mollie account.",
    )
    .default_value("hostler"),
    SettingField::text("api_url", "API address", "Only to be changed for tests.")
        .leads()
        .default_value("https://api.mollie.com"),
];

/// The gateway `mollie`.
#[derive(Clone)]
pub struct Mollie {
    capabilities: GatewayCapabilities,
    pool: Pool,
    account: Option<Account>,
}

/// What the settings say.
#[derive(Clone)]
struct Account {
    api: Api,
    webhook_url: Option<String>,
    installation: String,
}

impl Mollie {
    /// A gateway without an account; `open` gives it one.
    pub fn new(pool: Pool) -> Mollie {
        Mollie {
            capabilities: GatewayCapabilities {
                automatic_capture: true,
                keeps_methods: true,
                redirect: true,
                asynchronous_settlement: true,
                refunds: true,
                partial_refunds: true,
                web_hooks: true,
                records: true,
                currencies: Some(money::CURRENCIES),
                ..GatewayCapabilities::none(MODULE, "Mollie")
            },
            pool,
            account: None,
        }
    }

    fn account(&self) -> Result<&Account, PortError> {
        self.account.as_ref().ok_or_else(|| PortError::setting(MODULE, "api_key", "is missing"))
    }
}

impl Account {
    fn new(settings: &Settings, pool: &Pool) -> Result<Account, PortError> {
        settings.check(MODULE, &FIELDS)?;
        let key = Secret::new(settings.need(MODULE, "api_key")?.trim());
        if !["live_", "test_"].iter().any(|prefix| key.expose().starts_with(prefix)) {
            return Err(PortError::setting(
                MODULE,
                "api_key",
                "begins neither with live_ nor with test_",
            ));
        }
        let installation = settings.get("installation").unwrap_or("hostler").trim();
        let plain = installation.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !plain || installation.len() > 40 {
            return Err(PortError::setting(
                MODULE,
                "installation",
                "is not at most 40 letters and digits",
            ));
        }
        let webhook_url = settings.get("webhook_url").map(|url| url.trim().to_owned());
        if webhook_url.as_ref().is_some_and(|url| !url.starts_with("https://")) {
            return Err(PortError::setting(MODULE, "webhook_url", "must begin with https://"));
        }
        let base = settings.get("api_url").unwrap_or("https://api.mollie.com");
        Ok(Account {
            api: Api::new(pool.line(MODULE, "api_url", base)?, key),
            webhook_url,
            installation: installation.to_owned(),
        })
    }

    /// Our key as Mollie keeps it: two installations on one account must not hear each other's
    /// outcomes.
    fn mark(&self, key: &str) -> String {
        format!("{}|{key}", self.installation)
    }

    /// Our key in what Mollie kept; `None` if it is not from this installation.
    fn key<'a>(&self, mark: &'a str) -> Option<&'a str> {
        mark.strip_prefix(&self.installation)?.strip_prefix('|').filter(|key| !key.is_empty())
    }
}

impl PaymentGateway for Mollie {
    fn capabilities(&self) -> &GatewayCapabilities {
        &self.capabilities
    }

    fn settings(&self) -> &[SettingField] {
        &FIELDS
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn PaymentGateway>, PortError> {
        let account = Some(Account::new(settings, &self.pool)?);
        Ok(Arc::new(Mollie { account, ..(*self).clone() }))
    }

    fn charge(&self, charge: Charge) -> Asking<'_, ChargeOutcome> {
        Box::pin(async move { payments::begin(self.account()?, &charge).await })
    }

    fn look_up<'a>(&'a self, asked: &'a Asked) -> Asking<'a, Option<ChargeOutcome>> {
        Box::pin(async move { payments::look_up(self.account()?, asked).await })
    }

    fn records(&self, since: i64) -> Asking<'_, Vec<GatewayRecord>> {
        Box::pin(async move { records::since(self.account()?, since).await })
    }

    fn refund(&self, refund: Refund) -> Asking<'_, RefundOutcome> {
        Box::pin(async move { refunding::refund(self.account()?, &refund).await })
    }

    fn forget(&self, token: &str) -> Asking<'_, ()> {
        let token = token.to_owned();
        Box::pin(async move { mandates::revoke(self.account()?, &token).await })
    }

    fn read_web_hook<'a>(&'a self, hook: &'a WebHook) -> Asking<'a, WebHookOutcome> {
        Box::pin(async move { hooks::read(self.account()?, hook).await })
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        Box::pin(async move { self.account()?.api.test().await })
    }
}
