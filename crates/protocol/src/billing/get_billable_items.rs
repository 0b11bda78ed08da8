//! `GetBillableItems`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Many, Num, Text, WireDate, Wrap},
};

/// Lists things to be invoiced later.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetBillableItems {
    pub userid: Option<u64>,
    /// `open` for what will be invoiced again, `invoiced` for what was.
    pub state: Option<String>,
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetBillableItems {
    const NAME: &'static str = "GetBillableItems";
    const ACCESS: Access = Access::Read;
    type Response = GetBillableItemsResponse;
}

/// The response of `GetBillableItems`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetBillableItemsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub items: Wrap<BillableItemList>,
}

/// The list of `items`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct BillableItemList {
    pub item: Many<BillableItem>,
}

/// A thing to be invoiced later.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct BillableItem {
    pub id: Num,
    pub userid: Num,
    pub description: Text,
    pub unit: Text,
    pub quantity: Text,
    pub amount: Amount,
    pub currency: Text,
    pub invoiceaction: Text,
    pub duedate: WireDate,
    pub recur: Num,
    pub recurcycle: Text,
    pub recurfor: Num,
    pub invoicecount: Num,
    pub nextdate: WireDate,
    pub invoiceid: Num,
}
