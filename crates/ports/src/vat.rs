//! Whether a VAT number of the EU exists (B14).

use crate::provisioning::ConnectionOutcome;
use crate::{Asking, PortError, ready};

/// Asks the tax offices.
pub trait VatNumbers: Send + Sync {
    /// System name of the module.
    fn module(&self) -> &'static str;

    /// Whether a number exists: the two letters of the country, and the rest without blanks.
    fn check(&self, country: &str, number: &str) -> Asking<'_, VatAnswer>;

    /// Whether it answers, without asking about anybody's number.
    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        let module = self.module();
        ready(Err(PortError::Unsupported { module, capability: "a connection test" }))
    }
}

/// What a tax office said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VatAnswer {
    /// It is in use.
    pub is_valid: bool,
    /// Whose it is; empty where the country does not say.
    pub name: String,
}

/// Asks nobody: for worlds without the module.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoVatNumbers;

impl VatNumbers for NoVatNumbers {
    fn module(&self) -> &'static str {
        "none"
    }

    fn check(&self, _: &str, _: &str) -> Asking<'_, VatAnswer> {
        ready(Err(PortError::Unsupported { module: "none", capability: "VAT numbers" }))
    }
}
