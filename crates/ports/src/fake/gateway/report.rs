//! What the fake gateway reports, and how it signs that.

use model::money::{Currency, Money};

use super::FakeGateway;
use crate::PortError;
use crate::payment::{ChargeOutcome, GatewayEvent, GatewayNews, WebHook, WebHookOutcome};

impl FakeGateway {
    /// The value of the header `fake-signature` of a report: its bytes, and that we know how.
    pub fn sign(body: &[u8]) -> String {
        let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        format!("fake-{:016x}", body.iter().fold(0xcbf2_9ce4_8422_2325, step))
    }

    /// A report is `EVENT KEY` (what became of the charge), `EVENT KEY pending` (what became of it
    /// long ago), `EVENT KEY kept` (what it was paid with is kept) or `EVENT KEY 12.34 EUR` (what
    /// became of a charge of so much).
    pub(super) fn read_report(&self, hook: &WebHook) -> Result<WebHookOutcome, PortError> {
        let module = self.capabilities.module;
        if !self.capabilities.web_hooks {
            return Err(PortError::Unsupported { module, capability: "web hooks" });
        }
        let signature = hook.headers.iter().find(|(name, _)| name == "fake-signature");
        if signature.is_none_or(|(_, value)| *value != FakeGateway::sign(&hook.body)) {
            return Ok(WebHookOutcome::Forged { why: "no signature that fits".to_owned() });
        }
        let text = String::from_utf8_lossy(&hook.body);
        let mut words = text.split(' ');
        let (Some(event), Some(key)) = (words.next(), words.next()) else {
            return Ok(WebHookOutcome::Ignored);
        };
        let said = words.next();
        let outcome = match said {
            Some("pending") => Some(ChargeOutcome::Pending { reference: key.to_owned() }),
            _ => self.bank.look_up(key),
        };
        if said == Some("kept") {
            let kept = match outcome {
                Some(ChargeOutcome::Paid { kept, .. }) => kept,
                _ => None,
            };
            return Ok(kept.map_or(WebHookOutcome::Ignored, |kept| {
                WebHookOutcome::Event(GatewayEvent {
                    event: event.to_owned(),
                    idempotency_key: Some(key.to_owned()),
                    amount: None,
                    what: GatewayNews::Kept(kept),
                })
            }));
        }
        let currency = words.next().and_then(|code| Currency::iso(code).ok());
        let amount = said.zip(currency);
        let amount = amount.and_then(|(text, currency)| Money::parse(text, &currency).ok());
        Ok(outcome.map_or(WebHookOutcome::Ignored, |outcome| {
            WebHookOutcome::Event(GatewayEvent {
                event: event.to_owned(),
                idempotency_key: Some(key.to_owned()),
                amount,
                what: GatewayNews::Charge(outcome),
            })
        }))
    }
}
