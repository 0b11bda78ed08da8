//! `AffiliateActivate`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Makes a client an affiliate.
///
/// <https://developers.whmcs.com/api-reference/affiliateactivate/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AffiliateActivate {
    #[param(refused = "Client ID not found")]
    pub userid: u64,
}

impl Action for AffiliateActivate {
    const NAME: &'static str = "AffiliateActivate";
    const ACCESS: Access = Access::Write;
    type Response = AffiliateActivateResponse;
}

/// The response of `AffiliateActivate`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AffiliateActivateResponse {}
