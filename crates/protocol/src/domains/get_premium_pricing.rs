//! `GetPremiumPricing`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Bool, Many, Text, Wrap},
};

/// Tells whether names are sold for which their registries ask more than for others, and what is
/// added to their cost.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetPremiumPricing {}

impl Action for GetPremiumPricing {
    const NAME: &'static str = "GetPremiumPricing";
    const ACCESS: Access = Access::Read;
    type Response = GetPremiumPricingResponse;
}

/// The response of `GetPremiumPricing`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetPremiumPricingResponse {
    pub enabled: Bool,
    /// The house's own currency, in which costs are compared.
    pub currencycode: Text,
    pub markups: Wrap<PremiumMarkUps>,
}

/// The list of `markups`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PremiumMarkUps {
    pub markup: Many<PremiumMarkUp>,
}

/// What is added to costs up to an amount.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PremiumMarkUp {
    /// Absent for all costs that are higher than those of the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upto: Option<Amount>,
    /// Per cent.
    pub percent: Amount,
}
