//! What all gateways have in common that only tell the client where to pay.

use std::sync::Arc;

use ports::payment::{
    Asked, Charge, ChargeOutcome, GatewayCapabilities, PaymentGateway, Refund, RefundOutcome,
};
use ports::{Asking, PortError, SettingField, SettingKind, Settings, ready};

/// A gateway that only tells the client where to pay; staff record the payment.
#[derive(Debug, Clone)]
pub struct ManualGateway {
    capabilities: GatewayCapabilities,
    fields: [SettingField; 1],
    instructions: String,
}

impl ManualGateway {
    pub(super) fn new(
        module: &'static str,
        display_name: &'static str,
        instructions: &'static str,
    ) -> ManualGateway {
        let field = SettingField::text(
            "instructions",
            "Instructions",
            "What the client is told to do, on the invoice and in its mail.",
        );
        ManualGateway {
            capabilities: GatewayCapabilities {
                manual: true,
                ..GatewayCapabilities::none(module, display_name)
            },
            fields: [field.kind(SettingKind::LongText).default_value(instructions)],
            instructions: instructions.to_owned(),
        }
    }

    fn no<'a, T: Send + 'a>(&'a self, capability: &'static str) -> Asking<'a, T> {
        ready(Err(PortError::Unsupported { module: self.capabilities.module, capability }))
    }
}

impl PaymentGateway for ManualGateway {
    fn capabilities(&self) -> &GatewayCapabilities {
        &self.capabilities
    }

    fn settings(&self) -> &[SettingField] {
        &self.fields
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn PaymentGateway>, PortError> {
        let Some(text) = settings.get("instructions") else { return Ok(self) };
        Ok(Arc::new(ManualGateway { instructions: text.to_owned(), ..(*self).clone() }))
    }

    fn charge(&self, _charge: Charge) -> Asking<'_, ChargeOutcome> {
        self.no("charges")
    }

    fn look_up<'a>(&'a self, _asked: &'a Asked) -> Asking<'a, Option<ChargeOutcome>> {
        self.no("look-ups")
    }

    fn refund(&self, _refund: Refund) -> Asking<'_, RefundOutcome> {
        self.no("refunds")
    }

    fn instructions(&self) -> Option<String> {
        Some(self.instructions.clone())
    }
}
