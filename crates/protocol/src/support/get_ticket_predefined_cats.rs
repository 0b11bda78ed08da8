//! `GetTicketPredefinedCats`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, NumText, Text, Wrap},
};

/// Lists the categories of predefined replies.
///
/// <https://developers.whmcs.com/api-reference/getticketpredefinedcats/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetTicketPredefinedCats {}

impl Action for GetTicketPredefinedCats {
    const NAME: &'static str = "GetTicketPredefinedCats";
    const ACCESS: Access = Access::Read;
    type Response = GetTicketPredefinedCatsResponse;
}

/// The response of `GetTicketPredefinedCats`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetTicketPredefinedCatsResponse {
    pub totalresults: Num,
    pub categories: Wrap<PredefinedCategories>,
}

/// The list of `categories`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PredefinedCategories {
    pub category: Many<PredefinedCategory>,
}

/// A category of predefined replies.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PredefinedCategory {
    pub id: NumText,
    pub parentid: NumText,
    pub name: Text,
    pub replycount: NumText,
}
