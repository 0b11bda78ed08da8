//! How Nagad is asked: JSON, in which what matters is wrapped and signed.

use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use jiff::tz::Offset;
use ports::{Chance, Clock, PortError, Refused, UnknownCause};
use reqwest::Method;
use serde_json::{Value, json};

use super::MODULE;
use super::rsa::{PrivateKey, PublicKey};
use crate::http::{Line, Request};

const VERSION: &str = "v-0.2.0";
/// Bangladesh is six hours before UTC, all year.
const HOURS_EAST: i8 = 6;

/// Who asks.
#[derive(Clone)]
pub(super) struct Merchant {
    pub(super) id: String,
    /// The address that Nagad has let in.
    pub(super) ip: String,
    /// The number of the wallet.
    pub(super) account: Option<String>,
}

/// A merchant's account at Nagad.
#[derive(Clone)]
pub(super) struct Api {
    pub(super) line: Line,
    pub(super) merchant: Merchant,
    pub(super) ours: Arc<PrivateKey>,
    pub(super) theirs: PublicKey,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) chance: Arc<dyn Chance>,
}

/// What Nagad said, or why nobody knows.
pub(super) type Said = Result<Result<Value, Refused>, PortError>;

impl Api {
    pub(super) async fn get(&self, path: &[&str]) -> Said {
        self.send(Request::new(Method::GET, path)).await
    }

    pub(super) async fn post(&self, path: &[&str], body: Value) -> Said {
        self.send(Request::new(Method::POST, path).json(body)).await
    }

    /// The time as Nagad writes it: `20260101150000`.
    pub(super) fn time(&self) -> String {
        let there = Offset::constant(HOURS_EAST).to_datetime(self.clock.now());
        there.strftime("%Y%m%d%H%M%S").to_string()
    }

    /// A body that says something only to Nagad, in our name.
    pub(super) fn sealed(&self, what: &Value) -> Result<Value, PortError> {
        let text = what.to_string();
        let wrapped = self.theirs.wrap(text.as_bytes(), &*self.chance);
        let signature = self.ours.sign(text.as_bytes());
        let (Some(wrapped), Some(signature)) = (wrapped, signature) else {
            let why = "it is too long for the keys".to_owned();
            return Err(PortError::NotSent { module: MODULE, why, retry_after_seconds: None });
        };
        Ok(json!({
            "dateTime": self.time(),
            "sensitiveData": BASE64_STANDARD.encode(wrapped),
            "signature": BASE64_STANDARD.encode(signature),
        }))
    }

    /// What an answer says only to us; it must be Nagad's.
    pub(super) fn unsealed(&self, answer: &Value) -> Result<Value, PortError> {
        let bytes = |name: &str| BASE64_STANDARD.decode(text(answer, name)).ok();
        let (Some(wrapped), Some(signature)) = (bytes("sensitiveData"), bytes("signature")) else {
            return Err(self.unreadable("an answer that is not sealed"));
        };
        let Some(plain) = self.ours.unwrap(&wrapped, &*self.chance) else {
            return Err(PortError::setting(
                MODULE,
                "private_key",
                "is not the one that Nagad knows",
            ));
        };
        if !self.theirs.has_signed(&plain, &signature) {
            return Err(PortError::setting(MODULE, "public_key", "is not the one of this address"));
        }
        serde_json::from_slice(&plain).map_err(|_| self.unreadable("sealed, and no JSON"))
    }

    pub(super) fn unreadable(&self, why: impl Into<String>) -> PortError {
        self.line.unknown(UnknownCause::Unreadable, why)
    }

    async fn send(&self, request: Request) -> Said {
        let request = request
            .header("x-km-api-version", VERSION)
            .header("x-km-client-type", "PC_WEB")
            .header("x-km-ip-v4", self.merchant.ip.as_str());
        let answer = self.line.send(request).await?;
        let body = answer.json()?;
        if answer.is_success() {
            return Ok(Ok(body));
        }
        let (code, message) = (text(&body, "reason"), text(&body, "message"));
        if code.is_empty() && message.is_empty() {
            return Err(self.unreadable(format!("HTTP {} without a reason", answer.status)));
        }
        let code = if code.is_empty() { answer.status.to_string() } else { code.to_owned() };
        Ok(Err(Refused::new(code, message)))
    }
}

/// A text in an object; empty when it is not there.
pub(super) fn text<'a>(object: &'a Value, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}
