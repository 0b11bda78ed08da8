//! `CreateOrUpdateTLD`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Flag, Keyed, Num, Text},
};

/// Creates or changes a top-level domain and its prices.
///
/// <https://developers.whmcs.com/api-reference/createorupdatetld/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CreateOrUpdateTLD {
    #[param(missing = "Extension is required")]
    pub extension: String,
    pub id_protection: Option<Flag>,
    pub dns_management: Option<Flag>,
    pub email_forwarding: Option<Flag>,
    pub epp_required: Option<Flag>,
    pub auto_registrar: Option<String>,
    /// `HOT`, `NEW` or `SALE`.
    pub group: Option<String>,
    pub currency_code: Option<String>,
    pub grace_period_days: Option<u64>,
    pub grace_period_fee: Option<Amount>,
    pub redemption_period_days: Option<u64>,
    pub redemption_period_fee: Option<Amount>,
    /// Prices by years.
    #[param(malformed = "Parameters register, renew and transfer must be arrays")]
    pub register: Keyed<Amount, u64>,
    /// Prices by years, at most nine.
    #[param(malformed = "Parameters register, renew and transfer must be arrays")]
    pub renew: Keyed<Amount, u64>,
    /// One price by years.
    #[param(malformed = "Parameters register, renew and transfer must be arrays")]
    pub transfer: Keyed<Amount, u64>,
    pub display_after: Option<String>,
}

impl Action for CreateOrUpdateTLD {
    const NAME: &'static str = "CreateOrUpdateTLD";
    const ACCESS: Access = Access::Write;
    type Response = CreateOrUpdateTLDResponse;
}

/// The response of `CreateOrUpdateTLD`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CreateOrUpdateTLDResponse {
    pub extension: Text,
    pub id: Num,
}
