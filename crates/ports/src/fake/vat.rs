//! Tax offices that know every number but those of zeros.

use std::sync::Arc;

use super::Faults;
use crate::provisioning::ConnectionOutcome;
use crate::vat::{VatAnswer, VatNumbers};
use crate::{Asking, ready};

/// A number whose digits are all 0 does not exist.
#[derive(Debug)]
pub struct FakeVatNumbers(Arc<Faults>);

impl FakeVatNumbers {
    /// Tax offices with mishaps shared with others.
    pub fn with_faults(faults: Arc<Faults>) -> FakeVatNumbers {
        FakeVatNumbers(faults)
    }
}

impl VatNumbers for FakeVatNumbers {
    fn module(&self) -> &'static str {
        "fakevat"
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        let reached = || Ok(ConnectionOutcome::Reached { version: "fake 1.0".to_owned() });
        ready(self.0.around(self.module(), reached))
    }

    fn check(&self, country: &str, number: &str) -> Asking<'_, VatAnswer> {
        let is_valid = number.chars().any(|c| matches!(c, '1'..='9'));
        let name = if is_valid { format!("Company of {country}") } else { String::new() };
        ready(self.0.around(self.module(), || Ok(VatAnswer { is_valid, name })))
    }
}
