//! `AcceptOrder`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Secret},
};

/// Accepts a pending order and sets up what was ordered.
///
/// <https://developers.whmcs.com/api-reference/acceptorder/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AcceptOrder {
    #[param(refused = "Order ID not found or Status not Pending")]
    pub orderid: u64,
    pub serverid: Option<u64>,
    pub serviceusername: Option<String>,
    pub servicepassword: Option<Secret>,
    pub registrar: Option<String>,
    pub sendregistrar: Option<Flag>,
    pub autosetup: Option<Flag>,
    pub sendemail: Option<Flag>,
}

impl Action for AcceptOrder {
    const NAME: &'static str = "AcceptOrder";
    const ACCESS: Access = Access::Write;
    type Response = AcceptOrderResponse;
}

/// The response of `AcceptOrder`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AcceptOrderResponse {}
