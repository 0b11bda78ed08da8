//! `GetServerChoices`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Many, Num, Text, Wrap},
};

/// Lists what a server offers for the settings of products: plans, images, regions or storages.
///
/// Ours: no WHMCS has it. The server is asked for it now.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetServerChoices {
    /// The server.
    pub serverid: u64,
    /// `plan`, `image`, `region` or `storage`.
    pub kind: String,
}

impl Action for GetServerChoices {
    const NAME: &'static str = "GetServerChoices";
    const ACCESS: Access = Access::Read;
    type Response = GetServerChoicesResponse;
}

/// The response of `GetServerChoices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetServerChoicesResponse {
    pub serverid: Num,
    pub kind: Text,
    pub totalresults: Num,
    pub choices: Wrap<ServerChoices>,
}

/// The list of `choices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ServerChoices {
    pub choice: Many<ServerChoice>,
}

/// Something that a setting of a product may name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ServerChoice {
    /// What the setting holds.
    pub id: Text,
    /// What people call it.
    pub name: Text,
    /// What it costs in a month, without tax, if the vendor says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Amount>,
    /// The currency of that price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Text>,
    /// What else there is to know.
    pub note: Text,
}
