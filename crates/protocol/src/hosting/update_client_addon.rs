//! `UpdateClientAddon`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Flag, NumText, WireDate},
};

/// Changes an addon of a service.
///
/// <https://developers.whmcs.com/api-reference/updateclientaddon/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateClientAddon {
    #[param(refused = "Addon ID Not Found")]
    pub id: u64,
    pub status: Option<String>,
    pub addonid: Option<u64>,
    pub name: Option<String>,
    pub setupfee: Option<Amount>,
    pub recurring: Option<Amount>,
    pub billingcycle: Option<String>,
    pub nextduedate: Option<WireDate>,
    /// Also read from `terminationDate`, as the vendor's reference had it before.
    #[param(alias = "terminationDate")]
    pub terminationdate: Option<WireDate>,
    pub notes: Option<String>,
    /// Computes the recurring amount anew.
    pub autorecalc: Option<Flag>,
    /// An active gateway; ours.
    pub paymentmethod: Option<String>,
}

impl Action for UpdateClientAddon {
    const NAME: &'static str = "UpdateClientAddon";
    const ACCESS: Access = Access::Write;
    type Response = UpdateClientAddonResponse;
}

/// The response of `UpdateClientAddon`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateClientAddonResponse {
    pub id: NumText,
}
