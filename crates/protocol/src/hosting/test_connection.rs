//! `TestConnection`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Text},
};

/// Asks a server, a module or another source of the house whether it answers and takes our
/// credentials.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct TestConnection {
    /// A server; this or one of the others.
    pub serverid: Option<u64>,
    /// The system name of a gateway that is active.
    pub gateway: Option<String>,
    /// The system name of a registrar that is active.
    pub registrar: Option<String>,
    /// The system name of a host of DNS zones that is active.
    pub dns: Option<String>,
    /// The system name of a keeper of files that is active.
    pub storage: Option<String>,
    /// The system name of a check of orders that is active.
    pub fraud: Option<String>,
    /// A source of facts that is no module: `vat` for the tax offices of the EU, `rates` for the
    /// feed of exchange rates.
    pub source: Option<String>,
    /// The number of an identity provider.
    pub signinprovider: Option<u64>,
}

impl Action for TestConnection {
    const NAME: &'static str = "TestConnection";
    const ACCESS: Access = Access::Write;
    type Response = TestConnectionResponse;
}

/// The response of `TestConnection`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TestConnectionResponse {
    /// Whether it answers and takes our credentials.
    pub reached: Bool,
    /// What it says it is, or why it does not.
    pub message: Text,
}
