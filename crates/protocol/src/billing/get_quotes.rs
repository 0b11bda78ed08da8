//! `GetQuotes`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, ClientSummary, Params,
    wire::{Amount, BoolNum, Flag, Many, Num, Text, WireDate, Wrap},
};

/// Lists quotes with their lines.
///
/// <https://developers.whmcs.com/api-reference/getquotes/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetQuotes {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    pub quoteid: Option<u64>,
    pub userid: Option<u64>,
    pub subject: Option<String>,
    pub stage: Option<String>,
    pub datecreated: Option<WireDate>,
    pub lastmodified: Option<WireDate>,
    pub validuntil: Option<WireDate>,
    /// Ours: `id`, `subject`, `datecreated`, `validuntil`, `stage` or `total`; the newest first if
    /// absent.
    pub orderby: Option<String>,
    /// Ours: `asc` or `desc`.
    pub order: Option<String>,
    /// Ours: `subject` need only be a part.
    pub part: Flag,
    /// Ours: only quotes made on this day or later.
    pub datefrom: Option<WireDate>,
    /// Ours: only quotes made on this day or earlier.
    pub dateto: Option<WireDate>,
}

impl Action for GetQuotes {
    const NAME: &'static str = "GetQuotes";
    const ACCESS: Access = Access::Read;
    type Response = GetQuotesResponse;
}

/// The response of `GetQuotes`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetQuotesResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub quotes: Wrap<Quotes>,
}

/// The list of `quotes`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Quotes {
    pub quote: Many<Quote>,
}

/// A quote; `client` is null for a prospect.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Quote {
    pub id: Num,
    pub subject: Text,
    pub stage: Text,
    pub validuntil: WireDate,
    pub userid: Num,
    pub client: Option<ClientSummary>,
    pub firstname: Text,
    pub lastname: Text,
    pub companyname: Text,
    pub email: Text,
    pub address1: Text,
    pub address2: Text,
    pub city: Text,
    pub state: Text,
    pub postcode: Text,
    pub country: Text,
    pub phonenumber: Text,
    pub tax_id: Text,
    pub currency: Num,
    pub subtotal: Amount,
    pub tax1: Amount,
    pub tax2: Amount,
    pub total: Amount,
    pub proposal: Text,
    pub customernotes: Text,
    pub adminnotes: Text,
    pub datecreated: WireDate,
    pub lastmodified: WireDate,
    pub datesent: WireDate,
    pub dateaccepted: WireDate,
    /// Ours: units of its currency for one of the default currency when it was made; absent where
    /// that is the default one, and for older ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchangerate: Option<Amount>,
    /// Ours: the invoice that it became.
    pub invoiceid: Option<Num>,
    pub items: Wrap<QuoteLines>,
}

/// The list of `items`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct QuoteLines {
    pub item: Many<QuoteLine>,
}

/// A line of a quote.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct QuoteLine {
    pub id: Num,
    pub description: Text,
    pub quantity: Amount,
    pub unitprice: Amount,
    pub discount: Amount,
    pub taxable: BoolNum,
}
