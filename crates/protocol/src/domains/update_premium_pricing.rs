//! `UpdatePremiumPricing`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Flag, List},
};

/// Says whether names are sold for which their registries ask more than for others, and what is
/// added to their cost. Names that are sold already stay at what was agreed.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdatePremiumPricing {
    /// Stays as it is if absent.
    pub enabled: Option<Flag>,
    /// Costs up to this, in the house's own currency; empty or 0 for all that are higher. With the
    /// per cent of the same number they take the place of all mark-ups; without any these stay.
    pub upto: List<String>,
    pub percent: List<String>,
}

impl Action for UpdatePremiumPricing {
    const NAME: &'static str = "UpdatePremiumPricing";
    const ACCESS: Access = Access::Write;
    type Response = UpdatePremiumPricingResponse;
}

/// The response of `UpdatePremiumPricing`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdatePremiumPricingResponse {
    /// Whether anything is other than before.
    pub changed: Bool,
}
