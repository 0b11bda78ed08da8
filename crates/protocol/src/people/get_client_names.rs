//! `GetClientNames`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, Wrap},
};

/// Names some clients and says what they pay in, for lists whose rows have only their numbers.
///
/// Ours: the vendor's lists of services, domains and transactions give numbers only.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetClientNames {
    /// Numbers of clients, with commas between them; at most 250.
    pub clientids: String,
}

impl Action for GetClientNames {
    const NAME: &'static str = "GetClientNames";
    const ACCESS: Access = Access::Read;
    type Response = GetClientNamesResponse;
}

/// The response of `GetClientNames`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetClientNamesResponse {
    pub numreturned: Num,
    pub clients: Wrap<NamedClients>,
}

/// The list of `clients`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct NamedClients {
    pub client: Many<NamedClient>,
}

/// A client's names; one that does not exist is missing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct NamedClient {
    pub id: Num,
    pub firstname: Text,
    pub lastname: Text,
    pub companyname: Text,
    /// Number of the currency the client pays in.
    pub currency: Num,
}
