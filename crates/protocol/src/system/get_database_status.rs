//! `GetDatabaseStatus`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, Wrap},
};

/// What the database is, how large it and its tables are, and which copies of it there are.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetDatabaseStatus {}

impl Action for GetDatabaseStatus {
    const NAME: &'static str = "GetDatabaseStatus";
    const ACCESS: Access = Access::Read;
    type Response = GetDatabaseStatusResponse;
}

/// The response of `GetDatabaseStatus`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetDatabaseStatusResponse {
    /// `SQLite` or `PostgreSQL`.
    pub kind: Text,
    /// The newest step of the schema.
    pub step: Text,
    pub bytes: Num,
    /// The largest first.
    pub tables: Wrap<DatabaseTableList>,
    /// The newest first; none where copies are made by other means.
    pub copies: Wrap<DatabaseCopyList>,
}

/// The list of `tables`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DatabaseTableList {
    pub table: Many<DatabaseTable>,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DatabaseTable {
    pub name: Text,
    /// Estimated without reading the table; rows that were deleted may be among them.
    pub rows: Num,
    /// With its indexes; 0 where the database does not say.
    pub bytes: Num,
}

/// The list of `copies`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DatabaseCopyList {
    pub copy: Many<DatabaseCopy>,
}

/// A copy of the database.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DatabaseCopy {
    /// The file, in the folder for backups.
    pub name: Text,
    pub bytes: Num,
}
