//! `GetToDoItems`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDate, Wrap},
};

/// Lists to-do items.
///
/// <https://developers.whmcs.com/api-reference/gettodoitems/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetToDoItems {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    pub status: Option<String>,
}

impl Action for GetToDoItems {
    const NAME: &'static str = "GetToDoItems";
    const ACCESS: Access = Access::Read;
    type Response = GetToDoItemsResponse;
}

/// The response of `GetToDoItems`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetToDoItemsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub items: Wrap<ToDoItems>,
}

/// The list of `items`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ToDoItems {
    pub item: Many<ToDoItem>,
}

/// A to-do item.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ToDoItem {
    pub id: Num,
    pub date: WireDate,
    pub title: Text,
    pub description: Text,
    pub admin: Num,
    pub status: Text,
    pub duedate: WireDate,
}
