//! `TestMailServer`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Secret};

/// Sends a mail that says that it arrived, through a mail server that is not kept yet or through
/// the one in use.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct TestMailServer {
    /// An e-mail address.
    pub to: String,
    /// The server to try; empty for the one in use.
    pub smtphost: Option<String>,
    pub smtpport: Option<String>,
    /// `starttls`, `tls` or `none`.
    pub smtpsecurity: Option<String>,
    pub smtpuser: Option<String>,
    pub smtppass: Option<Secret>,
}

impl Action for TestMailServer {
    const NAME: &'static str = "TestMailServer";
    const ACCESS: Access = Access::Write;
    type Response = TestMailServerResponse;
}

/// The response of `TestMailServer`: the server has taken the mail.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TestMailServerResponse {}
