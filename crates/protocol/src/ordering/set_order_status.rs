//! `SetOrderStatus`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Puts an order under a status of the house's own (`AddOrderStatus`), or back under the one it is
/// in: nothing else changes. It counts as pending, active or cancelled as the status says.
///
/// Ours: a WHMCS has it on its own page only.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct SetOrderStatus {
    pub orderid: u64,
    /// The title of the status.
    pub status: String,
}

impl Action for SetOrderStatus {
    const NAME: &'static str = "SetOrderStatus";
    const ACCESS: Access = Access::Write;
    type Response = SetOrderStatusResponse;
}

/// The response of `SetOrderStatus`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SetOrderStatusResponse {}
