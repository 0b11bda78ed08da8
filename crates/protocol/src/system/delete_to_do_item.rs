//! `DeleteToDoItem`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a to-do item.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteToDoItem {
    #[param(refused = "Item ID Not Found")]
    pub itemid: u64,
}

impl Action for DeleteToDoItem {
    const NAME: &'static str = "DeleteToDoItem";
    const ACCESS: Access = Access::Write;
    type Response = DeleteToDoItemResponse;
}

/// The response of `DeleteToDoItem`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteToDoItemResponse {
    pub itemid: Num,
}
