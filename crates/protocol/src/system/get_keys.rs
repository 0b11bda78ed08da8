//! `GetKeys`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDateTime, Wrap},
};

/// Tells by which keys secrets are sealed; never the keys.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetKeys {}

impl Action for GetKeys {
    const NAME: &'static str = "GetKeys";
    const ACCESS: Access = Access::Read;
    type Response = GetKeysResponse;
}

/// The response of `GetKeys`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetKeysResponse {
    /// The id of the key that seals now.
    pub sealing: Text,
    /// Secrets that another key sealed.
    pub waiting: Num,
    pub keys: Wrap<DataKeyList>,
}

/// The list of `keys`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DataKeyList {
    pub key: Many<DataKey>,
}

/// A key of the database.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DataKey {
    pub id: Text,
    /// The id of the master key it is kept under.
    pub master: Text,
    pub activefrom: WireDateTime,
}
