//! `SendEmail`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Keyed, PhpSerialized},
};

/// Mails a template or a text to a client.
///
/// <https://developers.whmcs.com/api-reference/sendemail/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct SendEmail {
    pub messagename: Option<String>,
    /// The client, service, domain, invoice, ticket or affiliate the template is about.
    pub id: Option<u64>,
    /// `general`, `product`, `domain`, `invoice`, `support` or `affiliate`.
    pub customtype: Option<String>,
    /// Text with `{$fields}`; HTML when it contains a tag.
    pub custommessage: Option<String>,
    pub customsubject: Option<String>,
    /// Variables for the template. They are text, also in HTML; where the template says
    /// `{$table nofilter}`, what stands for `table` is HTML and goes in as it is.
    #[param(malformed = "The custom variables you provided are invalid.")]
    pub customvars: Option<PhpSerialized<Keyed<String>>>,
}

impl Action for SendEmail {
    const NAME: &'static str = "SendEmail";
    const ACCESS: Access = Access::Write;
    type Response = SendEmailResponse;
}

/// The response of `SendEmail`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SendEmailResponse {}
