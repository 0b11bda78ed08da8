//! `GetTicketAttachment`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Gets a file of a ticket in base64.
///
/// <https://developers.whmcs.com/api-reference/getticketattachment/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetTicketAttachment {
    #[param(missing = "Related ID Required", malformed = "Related ID Not Found")]
    pub relatedid: u64,
    /// `ticket`, `reply` or `note`.
    #[param(missing = "Invalid Type. Must be one of ticket, reply, note")]
    pub r#type: String,
    /// From 0.
    #[param(missing = "Attachment Index Required", malformed = "Invalid Attachment Index")]
    pub index: u64,
}

impl Action for GetTicketAttachment {
    const NAME: &'static str = "GetTicketAttachment";
    const ACCESS: Access = Access::Read;
    type Response = GetTicketAttachmentResponse;
}

/// The response of `GetTicketAttachment`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetTicketAttachmentResponse {
    pub filename: Text,
    pub data: Text,
}
