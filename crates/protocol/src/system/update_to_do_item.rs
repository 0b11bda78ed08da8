//! `UpdateToDoItem`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{List, NumText, WireDate},
};

/// Changes a to-do item.
///
/// <https://developers.whmcs.com/api-reference/updatetodoitem/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateToDoItem {
    pub itemid: u64,
    pub adminid: u64,
    pub status: Option<String>,
    pub date: Option<WireDate>,
    pub title: Option<String>,
    pub description: Option<String>,
    pub duedate: Option<WireDate>,
    /// Ours: fields to empty, since an empty parameter changes nothing: `description`.
    pub unset: List<String>,
}

impl Action for UpdateToDoItem {
    const NAME: &'static str = "UpdateToDoItem";
    const ACCESS: Access = Access::Write;
    type Response = UpdateToDoItemResponse;
}

/// The response of `UpdateToDoItem`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateToDoItemResponse {
    pub itemid: NumText,
}
