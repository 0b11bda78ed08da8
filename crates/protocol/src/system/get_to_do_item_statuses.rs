//! `GetToDoItemStatuses`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, Wrap},
};

/// Counts to-do items in each status.
///
/// <https://developers.whmcs.com/api-reference/gettodoitemstatuses/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetToDoItemStatuses {}

impl Action for GetToDoItemStatuses {
    const NAME: &'static str = "GetToDoItemStatuses";
    const ACCESS: Access = Access::Read;
    type Response = GetToDoItemStatusesResponse;
}

/// The response of `GetToDoItemStatuses`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetToDoItemStatusesResponse {
    pub totalresults: Num,
    pub todoitemstatuses: Wrap<ToDoStatuses>,
}

/// The list of `todoitemstatuses`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ToDoStatuses {
    pub status: Many<ToDoStatusCount>,
}

/// How many to-do items are in a status.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ToDoStatusCount {
    pub r#type: Text,
    pub count: Num,
    pub overdue: Num,
}
