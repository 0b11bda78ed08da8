//! `UpdateQuote`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, NewQuoteLine, Params,
    wire::{Group, List, LocalDate, PhpSerialized},
};

/// Changes a quote and its lines.
///
/// <https://developers.whmcs.com/api-reference/updatequote/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateQuote {
    #[param(refused = "Quote ID Not Found")]
    pub quoteid: u64,
    pub subject: Option<String>,
    /// `Draft`, `Delivered`, `On Hold`, `Accepted`, `Lost` or `Dead`.
    pub stage: Option<String>,
    pub validuntil: Option<LocalDate>,
    pub datecreated: Option<LocalDate>,
    pub lineitems: Option<PhpSerialized<List<Group<NewQuoteLine>>>>,
    pub userid: Option<u64>,
    pub firstname: Option<String>,
    pub lastname: Option<String>,
    pub companyname: Option<String>,
    pub email: Option<String>,
    pub address1: Option<String>,
    pub address2: Option<String>,
    pub city: Option<String>,
    pub state: Option<String>,
    /// Ours: `CreateQuote` takes it, and the vendor's page of this one does not name it.
    pub postcode: Option<String>,
    /// Two letters, ISO 3166-1.
    pub country: Option<String>,
    pub phonenumber: Option<String>,
    pub tax_id: Option<String>,
    pub currency: Option<u64>,
    pub proposal: Option<String>,
    pub customernotes: Option<String>,
    pub adminnotes: Option<String>,
    /// Ours: ids of the lines to delete.
    pub deletelineids: List<u64>,
}

impl Action for UpdateQuote {
    const NAME: &'static str = "UpdateQuote";
    const ACCESS: Access = Access::Write;
    type Response = UpdateQuoteResponse;
}

/// The response of `UpdateQuote`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateQuoteResponse {}
