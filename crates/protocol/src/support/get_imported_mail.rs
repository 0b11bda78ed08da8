//! `GetImportedMail`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Text, Wrap},
};

/// Gives the text of a mail that was turned away, as long as it is kept.
///
/// Ours: a WHMCS shows it only on a page.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetImportedMail {
    pub logid: u64,
}

impl Action for GetImportedMail {
    const NAME: &'static str = "GetImportedMail";
    const ACCESS: Access = Access::Read;
    type Response = GetImportedMailResponse;
}

/// The response of `GetImportedMail`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetImportedMailResponse {
    /// Plain text; empty when the mail is not kept.
    pub message: Text,
    pub files: Wrap<ImportedMailFiles>,
}

/// The list of `files`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ImportedMailFiles {
    pub file: Many<ImportedMailFile>,
}

/// A file of a mail.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ImportedMailFile {
    pub filename: Text,
}
