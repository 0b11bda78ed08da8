//! `RedeemSsoToken`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Secret, Text},
};

/// Uses up the link of `CreateSsoToken` and tells whom it signs in.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct RedeemSsoToken {
    /// From the link; good once.
    pub token: Secret,
}

impl Action for RedeemSsoToken {
    const NAME: &'static str = "RedeemSsoToken";
    const ACCESS: Access = Access::Write;
    type Response = RedeemSsoTokenResponse;
}

/// The response of `RedeemSsoToken`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct RedeemSsoTokenResponse {
    pub user_id: Num,
    /// 0 when it is for no client.
    pub client_id: Num,
    /// The member of staff who made the link, to look at the client's pages; 0 for anybody else.
    pub adminid: Num,
    /// Below our own address.
    pub page: Text,
}
