//! `paypal`: payments on PayPal's own page.
//!
//! Followed: <https://developer.paypal.com/docs/api/orders/v2/>,
//! <https://developer.paypal.com/docs/api/payments/v2/>,
//! <https://developer.paypal.com/docs/api/payment-tokens/v3/>,
//! <https://developer.paypal.com/api/rest/webhooks/rest/> and, for idempotency,
//! <https://developer.paypal.com/api/rest/reference/idempotency/>.
//!
//! A charge is an order: the client approves it at PayPal, and then we capture it, which is what
//! moves money. Both carry our key as `PayPal-Request-Id`, and the order as `custom_id`. Nobody but
//! us can capture an order, so one whose creation got lost moves no money, and one that is known is
//! asked after by its id. Web hooks are handed back to PayPal byte for byte, which says whether
//! they are its own.
//!
//! What a client agrees to have kept is a payment token in PayPal's vault. PayPal finds no order by
//! our key, so a later charge is an order without a payer first, whose id is written down before it
//! is captured from that token, when we are asked about it.

mod api;
mod hooks;
mod money;
mod orders;
mod records;
mod refunding;
mod vault;

use std::sync::Arc;

use ports::payment::{
    Asked, Charge, ChargeOutcome, GatewayCapabilities, GatewayRecord, PaymentGateway, Refund,
    RefundOutcome, WebHook, WebHookOutcome,
};
use ports::provisioning::ConnectionOutcome;
use ports::{Asking, Clock, PortError, Secret, SettingField, SettingKind, Settings};

use crate::http::Pool;
use api::{Api, Tokens};

const MODULE: &str = "paypal";

const FIELDS: [SettingField; 6] = [
    SettingField::text("client_id", "Client ID", "Of the REST app at developer.paypal.com.")
        .required(),
    SettingField::text("client_secret", "Secret", "Of the same app.")
        .kind(SettingKind::Secret)
        .required(),
    SettingField::text(
        "webhook_id",
        "Webhook ID",
        "PayPal shows it beside the web hook's address; without it every web hook is refused.",
    ),
    SettingField::text("brand_name", "Name shown", "On PayPal's page; empty for the account's."),
    SettingField::text(
        "installation",
        "Name of this installation",
        "Letters and digits, different for each installation that shares the PayPal account.",
    )
    .default_value("hostler"),
    SettingField::text(
        "api_url",
        "API address",
        "https://api-m.sandbox.paypal.com takes no real money.",
    )
    .leads()
    .default_value("https://api-m.paypal.com"),
];

/// The gateway `paypal`.
#[derive(Clone)]
pub struct PayPal {
    capabilities: GatewayCapabilities,
    clock: Arc<dyn Clock>,
    pool: Pool,
    tokens: Tokens,
    account: Option<Account>,
}

/// What the settings say.
#[derive(Clone)]
struct Account {
    api: Api,
    webhook_id: Option<String>,
    brand_name: Option<String>,
    installation: String,
}

impl PayPal {
    /// A gateway without an account; `open` gives it one.
    pub fn new(clock: Arc<dyn Clock>, pool: Pool) -> PayPal {
        PayPal {
            capabilities: GatewayCapabilities {
                automatic_capture: true,
                keeps_methods: true,
                settles_when_asked: true,
                redirect: true,
                asynchronous_settlement: true,
                refunds: true,
                partial_refunds: true,
                web_hooks: true,
                records: true,
                currencies: Some(money::CURRENCIES),
                ..GatewayCapabilities::none(MODULE, "PayPal")
            },
            clock,
            pool,
            tokens: Tokens::default(),
            account: None,
        }
    }

    fn account(&self) -> Result<&Account, PortError> {
        self.account.as_ref().ok_or_else(|| PortError::setting(MODULE, "client_id", "is missing"))
    }
}

impl Account {
    fn new(settings: &Settings, gateway: &PayPal) -> Result<Account, PortError> {
        settings.check(MODULE, &FIELDS)?;
        let client = settings.need(MODULE, "client_id")?.trim();
        let secret = Secret::new(settings.need(MODULE, "client_secret")?.trim());
        let installation = settings.get("installation").unwrap_or("hostler").trim();
        let plain = installation.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !plain || installation.is_empty() || installation.len() > 40 {
            return Err(PortError::setting(
                MODULE,
                "installation",
                "is not at most 40 letters and digits",
            ));
        }
        let filled = |name: &str| {
            let text = settings.get(name).map(str::trim).filter(|text| !text.is_empty());
            text.map(str::to_owned)
        };
        let base = settings.get("api_url").unwrap_or("https://api-m.paypal.com");
        let line = gateway.pool.line(MODULE, "api_url", base)?;
        let clock = gateway.clock.clone();
        Ok(Account {
            api: Api::new(line, base, client, secret, clock, gateway.tokens.clone()),
            webhook_id: filled("webhook_id"),
            brand_name: filled("brand_name"),
            installation: installation.to_owned(),
        })
    }

    /// Our key as PayPal keeps it: two installations on one account must not hear each other's
    /// outcomes.
    fn mark(&self, key: &str) -> String {
        format!("{}|{key}", self.installation)
    }

    /// Our key in what PayPal kept; `None` if it is not from this installation.
    fn key<'a>(&self, mark: &'a str) -> Option<&'a str> {
        mark.strip_prefix(&self.installation)?.strip_prefix('|').filter(|key| !key.is_empty())
    }
}

impl PaymentGateway for PayPal {
    fn capabilities(&self) -> &GatewayCapabilities {
        &self.capabilities
    }

    fn settings(&self) -> &[SettingField] {
        &FIELDS
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn PaymentGateway>, PortError> {
        let account = Some(Account::new(settings, &self)?);
        Ok(Arc::new(PayPal { account, ..(*self).clone() }))
    }

    fn charge(&self, charge: Charge) -> Asking<'_, ChargeOutcome> {
        Box::pin(async move { orders::begin(self.account()?, &charge).await })
    }

    fn look_up<'a>(&'a self, asked: &'a Asked) -> Asking<'a, Option<ChargeOutcome>> {
        Box::pin(async move { orders::look_up(self.account()?, asked).await })
    }

    fn records(&self, since: i64) -> Asking<'_, Vec<GatewayRecord>> {
        let now = self.clock.now();
        Box::pin(async move { records::since(self.account()?, since, now).await })
    }

    fn refund(&self, refund: Refund) -> Asking<'_, RefundOutcome> {
        Box::pin(async move { refunding::refund(self.account()?, &refund).await })
    }

    fn forget(&self, token: &str) -> Asking<'_, ()> {
        let token = token.to_owned();
        Box::pin(async move { vault::forget(self.account()?, &token).await })
    }

    fn read_web_hook<'a>(&'a self, hook: &'a WebHook) -> Asking<'a, WebHookOutcome> {
        Box::pin(async move { hooks::read(self.account()?, hook).await })
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        Box::pin(async move { self.account()?.api.test().await })
    }
}
