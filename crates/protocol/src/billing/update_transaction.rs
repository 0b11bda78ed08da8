//! `UpdateTransaction`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Flag, NumText, WireDate},
};

/// Changes a recorded transaction.
///
/// <https://developers.whmcs.com/api-reference/updatetransaction/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateTransaction {
    pub transactionid: u64,
    pub refundid: Option<u64>,
    pub userid: Option<u64>,
    pub invoiceid: Option<u64>,
    pub transid: Option<String>,
    pub date: Option<WireDate>,
    pub gateway: Option<String>,
    pub currency: Option<u64>,
    pub description: Option<String>,
    pub amountin: Option<Amount>,
    pub fees: Option<Amount>,
    pub amountout: Option<Amount>,
    pub rate: Option<Amount>,
    pub credit: Option<Flag>,
}

impl Action for UpdateTransaction {
    const NAME: &'static str = "UpdateTransaction";
    const ACCESS: Access = Access::Write;
    type Response = UpdateTransactionResponse;
}

/// The response of `UpdateTransaction`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateTransactionResponse {
    pub transactionid: NumText,
}
