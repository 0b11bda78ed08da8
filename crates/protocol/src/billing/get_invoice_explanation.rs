//! `GetInvoiceExplanation`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Bool, Many, Num, Text, Wrap},
};

/// How each line of an invoice came to its amount and its tax: the steps of its price, the tax
/// rules that held when the invoice was issued, what they were applied to, and what rounding did.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetInvoiceExplanation {
    #[param(refused = "Invoice ID Not Found")]
    pub invoiceid: u64,
}

impl Action for GetInvoiceExplanation {
    const NAME: &'static str = "GetInvoiceExplanation";
    const ACCESS: Access = Access::Read;
    type Response = GetInvoiceExplanationResponse;
}

/// The response of `GetInvoiceExplanation`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetInvoiceExplanationResponse {
    pub invoiceid: Num,
    pub userid: Num,
    pub status: Text,
    /// `exclusive` or `inclusive`; empty for an older invoice, whose taxes are not explained.
    pub taxtype: Text,
    /// The second level was computed on the price and the first.
    pub compound: Bool,
    /// `taxed`, `exempt` or `reverse charge`; empty as `taxtype`.
    pub treatment: Text,
    pub taxes: Wrap<ExplainedTaxList>,
    pub lines: Wrap<ExplainedLineList>,
}

/// The list of `taxes`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ExplainedTaxList {
    pub tax: Many<ExplainedTax>,
}

/// A rate, computed on all taxed lines and rounded once.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ExplainedTax {
    /// 1 or 2.
    pub level: Num,
    /// Name and rate, as `VAT 19 %`.
    pub name: Text,
    /// The name alone, as the tax table has it; may be empty.
    pub title: Text,
    /// Per cent, as a decimal number.
    pub rate: Text,
    /// What it was applied to.
    pub basis: Amount,
    /// The result before rounding, with four digits more.
    pub exact: Text,
    /// The result, half away from zero.
    pub rounded: Amount,
    /// All of it in a sentence.
    pub text: Text,
}

/// The list of `lines`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ExplainedLineList {
    pub line: Many<ExplainedLine>,
}

/// A line with its steps.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ExplainedLine {
    pub id: Num,
    pub description: Text,
    pub amount: Amount,
    /// The amount without tax.
    pub net: Amount,
    pub tax: Amount,
    pub tax2: Amount,
    /// How the amount came about; none for a line that somebody wrote.
    pub pricesteps: Wrap<ExplainedStepList>,
    /// How its tax did.
    pub taxsteps: Wrap<ExplainedStepList>,
}

/// A list of steps.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ExplainedStepList {
    pub step: Many<ExplainedStep>,
}

/// A step of a sum.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ExplainedStep {
    /// In English.
    pub what: Text,
    /// What it adds, or takes off.
    pub amount: Amount,
    /// Which sentence `what` is, for other languages; empty where it is in words of the catalogue.
    pub code: Text,
    /// What the sentence is about.
    pub values: Wrap<ExplainedValueList>,
}

/// The list of `values`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ExplainedValueList {
    pub value: Many<ExplainedValue>,
}

/// Something that a sentence is about, by its name: days are ISO 8601, amounts decimal numbers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ExplainedValue {
    pub name: Text,
    pub value: Text,
}
