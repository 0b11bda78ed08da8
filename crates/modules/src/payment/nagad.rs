//! `nagad`: payments with a Nagad wallet, on Nagad's own page.
//!
//! Followed: Nagad's integration guide for online payments (API v-0.2.0: initialise, complete,
//! verify), which only merchants are given, as far as <https://pypi.org/project/nagadpy/> 0.0.2
//! and the vendor's samples for PHP show it.
//!
//! What is said of a payment goes both ways under the other side's RSA key, with a signature. A
//! charge is a payment whose page the client is sent to. Nobody knows the page of one whose
//! creation got lost, so it moves no money; one that is known is asked after by its reference.
//!
//! Not here: refunds, which merchants give on Nagad's pages, stored wallets, and web hooks:
//! payments are looked up when the client comes back, and by the automation.

mod api;
mod der;
mod payments;
mod rsa;

use std::sync::Arc;

use ports::payment::{Asked, Charge, ChargeOutcome, GatewayCapabilities, PaymentGateway};
use ports::payment::{Refund, RefundOutcome};
use ports::provisioning::ConnectionOutcome;
use ports::{Asking, Chance, Clock, PortError, SettingField, SettingKind, Settings, ready};

use crate::http::Pool;
use api::{Api, Merchant};
use rsa::{PrivateKey, PublicKey};

const MODULE: &str = "nagad";
const LIVE: &str = "https://api.mynagad.com/api/dfs";

const FIELDS: [SettingField; 6] = [
    SettingField::text("merchant_id", "Merchant ID", "As Nagad gave it.").required(),
    SettingField::text(
        "private_key",
        "Our private key",
        "RSA, of at least 2048 bits; its public half is at Nagad.",
    )
    .kind(SettingKind::Secret)
    .required(),
    SettingField::text("public_key", "Nagad's public key", "As Nagad gave it.")
        .kind(SettingKind::LongText)
        .required(),
    SettingField::text("account_number", "Wallet number", "Of the merchant, if Nagad wants it."),
    SettingField::text("server_ip", "Our address", "IPv4, as Nagad has let it in.").required(),
    SettingField::text("api_url", "API address", "Another one takes no real money.")
        .leads()
        .default_value(LIVE),
];

/// The gateway `nagad`.
#[derive(Clone)]
pub struct Nagad {
    capabilities: GatewayCapabilities,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    pool: Pool,
    api: Option<Api>,
}

impl Nagad {
    /// A gateway without an account; `open` gives it one.
    pub fn new(clock: Arc<dyn Clock>, chance: Arc<dyn Chance>, pool: Pool) -> Nagad {
        Nagad {
            capabilities: GatewayCapabilities {
                redirect: true,
                asynchronous_settlement: true,
                currencies: Some(&["BDT"]),
                ..GatewayCapabilities::none(MODULE, "Nagad")
            },
            clock,
            chance,
            pool,
            api: None,
        }
    }

    fn api(&self) -> Result<&Api, PortError> {
        self.api.as_ref().ok_or_else(|| PortError::setting(MODULE, "merchant_id", "is missing"))
    }
}

impl PaymentGateway for Nagad {
    fn capabilities(&self) -> &GatewayCapabilities {
        &self.capabilities
    }

    fn settings(&self) -> &[SettingField] {
        &FIELDS
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn PaymentGateway>, PortError> {
        settings.check(MODULE, &FIELDS)?;
        let text = |name: &str| settings.need(MODULE, name).map(|text| text.trim().to_owned());
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let id = text("merchant_id")?;
        if !plain(&id) {
            return Err(PortError::setting(MODULE, "merchant_id", "is not of letters and digits"));
        }
        let ip = text("server_ip")?;
        if ip.parse::<std::net::Ipv4Addr>().is_err() {
            return Err(PortError::setting(MODULE, "server_ip", "is no IPv4 address"));
        }
        let ours = PrivateKey::read(&text("private_key")?).ok_or_else(|| {
            PortError::setting(MODULE, "private_key", "is no RSA key of 2048 bits")
        })?;
        let theirs = PublicKey::read(&text("public_key")?).ok_or_else(|| {
            PortError::setting(MODULE, "public_key", "is no RSA key of 2048 bits")
        })?;
        let account = settings.get("account_number").map(|text| text.trim().to_owned());
        let line = self.pool.line(MODULE, "api_url", settings.get("api_url").unwrap_or(LIVE))?;
        let merchant = Merchant { id, ip, account: account.filter(|text| !text.is_empty()) };
        let (clock, chance) = (self.clock.clone(), self.chance.clone());
        let api = Api { line, merchant, ours: Arc::new(ours), theirs, clock, chance };
        Ok(Arc::new(Nagad { api: Some(api), ..(*self).clone() }))
    }

    fn charge(&self, charge: Charge) -> Asking<'_, ChargeOutcome> {
        Box::pin(async move {
            let return_url = charge.source.return_url(MODULE)?;
            payments::begin(self.api()?, &charge, return_url).await
        })
    }

    fn look_up<'a>(&'a self, asked: &'a Asked) -> Asking<'a, Option<ChargeOutcome>> {
        Box::pin(async move { payments::look_up(self.api()?, asked).await })
    }

    fn refund(&self, _: Refund) -> Asking<'_, RefundOutcome> {
        ready(Err(PortError::Unsupported { module: MODULE, capability: "refunds" }))
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        Box::pin(async move { payments::test(self.api()?).await })
    }
}
