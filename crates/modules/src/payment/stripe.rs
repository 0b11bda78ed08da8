//! `stripe`: cards at Stripe, charged off session or on Stripe's own page.
//!
//! Followed: <https://docs.stripe.com/api> in the version [`api::VERSION`], PaymentIntents,
//! SetupIntents, Checkout Sessions, Refunds; <https://docs.stripe.com/api/idempotent_requests>;
//! <https://docs.stripe.com/webhooks#verify-manually>.
//!
//! Every intent, session and refund carries our idempotency key in its metadata. An outcome that
//! nobody knows is resolved by looking for that key, never by asking for money again.
//!
//! A stored card is a payment method of a customer at Stripe (`cus_…/pm_…`); the cards of a client
//! are those of one customer. What a client pays with on Stripe's page is kept if the client
//! agrees, as long as it is a card. Forgetting the last one deletes the customer too, and with it
//! all that Stripe keeps.
//!
//! Card numbers are typed in on Stripe's pages and forms and never come here: what is kept without
//! such a page is the id (`pm_…`) of what Stripe's form in the browser made of a card
//! (<https://docs.stripe.com/security/guide#validating-pci-compliance>).

mod api;
mod cards;
mod charging;
mod checkout;
mod hooks;
mod kept;
mod money;
mod records;
mod refunding;

use std::sync::Arc;

use ports::payment::{
    Asked, CardEntry, CardOwner, Charge, ChargeOutcome, ChargeSource, GatewayCapabilities,
    GatewayRecord, PaymentGateway, Refund, RefundOutcome, StoreOutcome, WebHook, WebHookOutcome,
};
use ports::provisioning::ConnectionOutcome;
use ports::{Asking, PortError, Secret, SettingField, SettingKind, Settings, ready};

use crate::http::Pool;
use api::Api;

const MODULE: &str = "stripe";

const FIELDS: [SettingField; 5] = [
    SettingField::text("secret_key", "Secret key", "The key that begins with sk_ or rk_.")
        .kind(SettingKind::Secret)
        .required(),
    SettingField::text(
        "webhook_secret",
        "Signing secret of the web hook",
        "Begins with whsec_; without it every web hook is refused.",
    )
    .kind(SettingKind::Secret),
    SettingField::text(
        "return_url",
        "Return address",
        "Where clients come back to after their bank asked them to confirm a charge; without it \
         such charges are refused.",
    ),
    SettingField::text(
        "installation",
        "Name of this installation",
        "Letters and digits, different for each installation that shares the Stripe account.",
    )
    .default_value("hostler"),
    SettingField::text("api_url", "API address", "Only changed for tests.")
        .leads()
        .default_value("https://api.stripe.com"),
];

/// The gateway `stripe`.
#[derive(Clone)]
pub struct Stripe {
    capabilities: GatewayCapabilities,
    pool: Pool,
    account: Option<Account>,
}

/// What the settings say.
#[derive(Clone)]
struct Account {
    api: Api,
    webhook_secret: Option<Secret>,
    return_url: Option<String>,
    installation: String,
}

impl Stripe {
    /// A gateway without an account; `open` gives it one.
    pub fn new(pool: Pool) -> Stripe {
        Stripe {
            capabilities: GatewayCapabilities {
                automatic_capture: true,
                stores_cards: true,
                keeps_methods: true,
                redirect: true,
                asynchronous_settlement: true,
                refunds: true,
                partial_refunds: true,
                web_hooks: true,
                records: true,
                ..GatewayCapabilities::none(MODULE, "Credit Card")
            },
            pool,
            account: None,
        }
    }

    fn account(&self) -> Result<&Account, PortError> {
        self.account.as_ref().ok_or_else(|| PortError::setting(MODULE, "secret_key", "is missing"))
    }
}

impl Account {
    fn new(settings: &Settings, pool: &Pool) -> Result<Account, PortError> {
        settings.check(MODULE, &FIELDS)?;
        let key = settings.need(MODULE, "secret_key")?.trim();
        if !key.starts_with("sk_") && !key.starts_with("rk_") {
            return Err(PortError::setting(MODULE, "secret_key", "does not begin with sk_ or rk_"));
        }
        let hook = settings.get("webhook_secret").map(str::trim);
        if hook.is_some_and(|secret| !secret.starts_with("whsec_")) {
            return Err(PortError::setting(MODULE, "webhook_secret", "does not begin with whsec_"));
        }
        let return_url = settings.get("return_url").map(str::trim);
        if return_url.is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://"))
        {
            return Err(PortError::setting(MODULE, "return_url", "does not begin with https://"));
        }
        let installation = settings.get("installation").unwrap_or("hostler").trim();
        let plain = installation.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !plain || installation.len() > 40 {
            return Err(PortError::setting(
                MODULE,
                "installation",
                "is not at most 40 letters, digits and dashes",
            ));
        }
        let base = settings.get("api_url").unwrap_or("https://api.stripe.com");
        Ok(Account {
            api: Api::new(pool.line(MODULE, "api_url", base)?, Secret::new(key)),
            webhook_secret: hook.map(Secret::new),
            return_url: return_url.map(str::to_owned),
            installation: installation.to_owned(),
        })
    }

    /// Our key as Stripe knows it: two installations on one account must not hear each other's
    /// outcomes.
    fn key(&self, ours: &str, part: &str) -> String {
        format!("{}/{ours}{part}", self.installation)
    }
}

impl PaymentGateway for Stripe {
    fn capabilities(&self) -> &GatewayCapabilities {
        &self.capabilities
    }

    fn settings(&self) -> &[SettingField] {
        &FIELDS
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn PaymentGateway>, PortError> {
        let account = Some(Account::new(settings, &self.pool)?);
        Ok(Arc::new(Stripe { account, ..(*self).clone() }))
    }

    fn charge(&self, charge: Charge) -> Asking<'_, ChargeOutcome> {
        Box::pin(async move {
            let account = self.account()?;
            match &charge.source {
                ChargeSource::Token(token) => charging::charge(account, &charge, token).await,
                ChargeSource::Hosted { return_url, keep } => {
                    checkout::begin(account, &charge, return_url, keep.as_ref()).await
                }
                ChargeSource::Card(_) => {
                    Err(PortError::Unsupported { module: MODULE, capability: "card numbers" })
                }
            }
        })
    }

    fn look_up<'a>(&'a self, asked: &'a Asked) -> Asking<'a, Option<ChargeOutcome>> {
        Box::pin(async move { charging::look_up(self.account()?, asked).await })
    }

    fn records(&self, since: i64) -> Asking<'_, Vec<GatewayRecord>> {
        Box::pin(async move { records::since(self.account()?, since).await })
    }

    fn refund(&self, refund: Refund) -> Asking<'_, RefundOutcome> {
        Box::pin(async move { refunding::refund(self.account()?, &refund).await })
    }

    fn store(
        &self,
        owner: CardOwner,
        card: CardEntry,
        idempotency_key: &str,
    ) -> Asking<'_, StoreOutcome> {
        let key = idempotency_key.to_owned();
        Box::pin(async move { cards::store(self.account()?, &owner, &card, &key).await })
    }

    fn forget(&self, token: &str) -> Asking<'_, ()> {
        let token = token.to_owned();
        Box::pin(async move { cards::forget(self.account()?, &token).await })
    }

    fn read_web_hook<'a>(&'a self, hook: &'a WebHook) -> Asking<'a, WebHookOutcome> {
        ready(self.account().and_then(|account| hooks::read(account, hook)))
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        Box::pin(async move {
            let asked = self.account()?.api.get(&["v1", "balance"], &[]).await?;
            Ok(match asked {
                Ok(balance) => {
                    let live = balance.get("livemode") == Some(&serde_json::Value::Bool(true));
                    let mode = if live { "live" } else { "test" };
                    ConnectionOutcome::Reached { version: format!("{} ({mode})", api::VERSION) }
                }
                Err(no) => ConnectionOutcome::Refused(no.refused),
            })
        })
    }
}
