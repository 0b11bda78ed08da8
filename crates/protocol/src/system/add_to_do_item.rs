//! `AddToDoItem`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, WireDate},
};

/// Adds a to-do item.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddToDoItem {
    pub title: String,
    pub description: Option<String>,
    /// Whose it is; nobody's if absent.
    pub adminid: Option<u64>,
    /// `New` if absent.
    pub status: Option<String>,
    /// Today if absent.
    pub date: Option<WireDate>,
    pub duedate: Option<WireDate>,
}

impl Action for AddToDoItem {
    const NAME: &'static str = "AddToDoItem";
    const ACCESS: Access = Access::Write;
    type Response = AddToDoItemResponse;
}

/// The response of `AddToDoItem`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddToDoItemResponse {
    pub itemid: Num,
}
