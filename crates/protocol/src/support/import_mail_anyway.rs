//! `ImportMailAnyway`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Text},
};

/// Imports a mail that was turned away, whatever turned it away.
///
/// Ours: a WHMCS has a button for it in its log.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ImportMailAnyway {
    pub logid: u64,
    /// The department to open a ticket in, where the address names none.
    pub deptid: Option<u64>,
}

impl Action for ImportMailAnyway {
    const NAME: &'static str = "ImportMailAnyway";
    const ACCESS: Access = Access::Write;
    type Response = ImportMailAnywayResponse;
}

/// The response of `ImportMailAnyway`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ImportMailAnywayResponse {
    pub logid: Num,
    pub status: Text,
    pub ticketid: Num,
    pub tid: Text,
}
