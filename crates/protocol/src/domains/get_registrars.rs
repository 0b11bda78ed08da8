//! `GetRegistrars`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Success, Text},
};

/// Lists active registrars.
///
/// <https://developers.whmcs.com/api-reference/getregistrars/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetRegistrars {}

impl Action for GetRegistrars {
    const NAME: &'static str = "GetRegistrars";
    const ACCESS: Access = Access::Read;
    type Response = GetRegistrarsResponse;
}

/// The response of `GetRegistrars`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetRegistrarsResponse {
    pub status: Success,
    pub registrars: Many<Registrar>,
}

/// An active registrar.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Registrar {
    pub module: Text,
    pub display_name: Text,
}
