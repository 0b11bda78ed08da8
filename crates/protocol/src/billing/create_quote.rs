//! `CreateQuote`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Flag, Group, List, LocalDate, Num, PhpSerialized},
};

/// Creates a quote for a client or a prospect.
///
/// <https://developers.whmcs.com/api-reference/createquote/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CreateQuote {
    #[param(missing = "Subject is required")]
    pub subject: String,
    /// `Draft`, `Delivered`, `On Hold`, `Accepted`, `Lost` or `Dead`.
    #[param(missing = "Invalid Stage")]
    pub stage: String,
    #[param(malformed = "Valid Until is required")]
    pub validuntil: LocalDate,
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
    pub postcode: Option<String>,
    /// Two letters, ISO 3166-1.
    pub country: Option<String>,
    pub phonenumber: Option<String>,
    pub tax_id: Option<String>,
    pub currency: Option<u64>,
    pub proposal: Option<String>,
    pub customernotes: Option<String>,
    pub adminnotes: Option<String>,
}

impl Action for CreateQuote {
    const NAME: &'static str = "CreateQuote";
    const ACCESS: Access = Access::Write;
    type Response = CreateQuoteResponse;
}

/// A line of a quote to be written.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct NewQuoteLine {
    /// An existing line; absent for a new one.
    pub id: Option<u64>,
    pub desc: String,
    pub qty: Option<Amount>,
    /// The price of one.
    pub up: Option<Amount>,
    /// In percent.
    pub discount: Option<Amount>,
    pub taxable: Flag,
}

/// The response of `CreateQuote`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CreateQuoteResponse {
    pub quoteid: Num,
}
