//! `CreateMailKey`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Secret, Text},
};

/// Makes a key that the mails of a domain are signed with from now on (DKIM, RFC 6376), and says
/// what the DNS of the domain has to publish.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CreateMailKey {
    /// The domain; that of the company's address if absent.
    pub domain: Option<String>,
    /// The name of the key below `_domainkey`; `hostler` if absent.
    pub selector: Option<String>,
    /// An RSA key in PEM that is published already; a new one of 2048 bits is made if absent.
    pub privatekey: Option<Secret>,
}

impl Action for CreateMailKey {
    const NAME: &'static str = "CreateMailKey";
    const ACCESS: Access = Access::Write;
    type Response = CreateMailKeyResponse;
}

/// The response of `CreateMailKey`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CreateMailKeyResponse {
    pub domain: Text,
    pub selector: Text,
    /// The name of the TXT record that the DNS has to have.
    pub recordname: Text,
    /// What that record has to say.
    pub recordvalue: Text,
}
