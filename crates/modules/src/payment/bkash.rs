//! `bkash`: payments with a bKash wallet, on bKash's own page.
//!
//! Followed: <https://developer.bka.sh/docs/tokenized-checkout-overview> (v1.2.0-beta: create,
//! execute, payment status, refund) and <https://developer.bka.sh/docs/error-codes>.
//!
//! A charge is a payment that the client agrees to at bKash, and that we then execute, which is
//! what moves money. Nobody but us can execute one, so one whose creation got lost moves no money,
//! and one that is known is asked after by its id. A payment is good for a day; after that we do
//! not execute it any more, whatever happened to the page.
//!
//! Not here: agreements (stored wallets), so there are no charges without the client, and web hooks
//! (bKash sends them by a service of Amazon's that must be subscribed to): payments are looked up
//! when the client comes back, and by the automation.

mod api;
mod payments;
mod refunding;

use std::sync::Arc;

use ports::payment::{
    Asked, Charge, ChargeOutcome, GatewayCapabilities, PaymentGateway, Refund, RefundOutcome,
};
use ports::provisioning::ConnectionOutcome;
use ports::{Asking, Clock, PortError, Secret, SettingField, SettingKind, Settings};

use crate::http::Pool;
use api::{Api, Merchant, Tokens};

const MODULE: &str = "bkash";

const FIELDS: [SettingField; 5] = [
    SettingField::text("username", "User name", "Of the merchant's API account.").required(),
    SettingField::text("password", "Password", "Of the same account.")
        .kind(SettingKind::Secret)
        .required(),
    SettingField::text("app_key", "App key", "Of the merchant's app.").required(),
    SettingField::text("app_secret", "App secret", "Of the same app.")
        .kind(SettingKind::Secret)
        .required(),
    SettingField::text(
        "api_url",
        "API address",
        "https://tokenized.sandbox.bka.sh/v1.2.0-beta takes no real money.",
    )
    .leads()
    .default_value("https://tokenized.pay.bka.sh/v1.2.0-beta"),
];

/// The gateway `bkash`.
#[derive(Clone)]
pub struct BKash {
    capabilities: GatewayCapabilities,
    clock: Arc<dyn Clock>,
    pool: Pool,
    tokens: Tokens,
    api: Option<Api>,
}

impl BKash {
    /// A gateway without an account; `open` gives it one.
    pub fn new(clock: Arc<dyn Clock>, pool: Pool) -> BKash {
        BKash {
            capabilities: GatewayCapabilities {
                redirect: true,
                asynchronous_settlement: true,
                refunds: true,
                partial_refunds: true,
                currencies: Some(&["BDT"]),
                ..GatewayCapabilities::none(MODULE, "bKash")
            },
            clock,
            pool,
            tokens: Tokens::default(),
            api: None,
        }
    }

    fn api(&self) -> Result<&Api, PortError> {
        self.api.as_ref().ok_or_else(|| PortError::setting(MODULE, "username", "is missing"))
    }
}

impl PaymentGateway for BKash {
    fn capabilities(&self) -> &GatewayCapabilities {
        &self.capabilities
    }

    fn settings(&self) -> &[SettingField] {
        &FIELDS
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn PaymentGateway>, PortError> {
        settings.check(MODULE, &FIELDS)?;
        let text = |name: &str| settings.need(MODULE, name).map(|text| text.trim().to_owned());
        let base = settings.get("api_url").unwrap_or("https://tokenized.pay.bka.sh/v1.2.0-beta");
        let merchant = Merchant {
            username: text("username")?,
            password: Secret::new(text("password")?),
            app_key: text("app_key")?,
            app_secret: Secret::new(text("app_secret")?),
            base: base.to_owned(),
        };
        let line = self.pool.line(MODULE, "api_url", base)?;
        let api = Api::new(line, merchant, self.clock.clone(), self.tokens.clone());
        Ok(Arc::new(BKash { api: Some(api), ..(*self).clone() }))
    }

    fn charge(&self, charge: Charge) -> Asking<'_, ChargeOutcome> {
        Box::pin(async move {
            let return_url = charge.source.return_url(MODULE)?;
            payments::begin(self.api()?, &charge, return_url).await
        })
    }

    fn look_up<'a>(&'a self, asked: &'a Asked) -> Asking<'a, Option<ChargeOutcome>> {
        Box::pin(async move { payments::look_up(self.api()?, asked, self.clock.now()).await })
    }

    fn refund(&self, refund: Refund) -> Asking<'_, RefundOutcome> {
        Box::pin(async move { refunding::refund(self.api()?, &refund).await })
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        Box::pin(async move { self.api()?.test().await })
    }
}
