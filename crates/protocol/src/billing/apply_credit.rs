//! `ApplyCredit`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, AmountNumber, Flag, NumText, Scalar, TrueFalse},
};

/// Pays an invoice from the client's credit.
///
/// <https://developers.whmcs.com/api-reference/applycredit/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ApplyCredit {
    #[param(refused = "Invoice ID Not Found")]
    pub invoiceid: u64,
    /// An amount, or `full`.
    pub amount: Option<CreditAmount>,
    /// No mail is sent.
    pub noemail: Flag,
}

impl Action for ApplyCredit {
    const NAME: &'static str = "ApplyCredit";
    const ACCESS: Access = Access::Write;
    type Response = ApplyCreditResponse;
}

/// How much credit to apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CreditAmount {
    /// As much as there is and as the invoice needs.
    Full,
    /// Exactly this much.
    Exactly(Amount),
}

impl Scalar for CreditAmount {
    fn read_text(text: &str) -> Result<Self, String> {
        match text.trim() {
            full if full.eq_ignore_ascii_case("full") => Ok(Self::Full),
            amount => Amount::parse(amount).map(Self::Exactly),
        }
    }

    fn write_text(&self) -> String {
        match self {
            Self::Full => "full".to_owned(),
            Self::Exactly(amount) => amount.to_string(),
        }
    }
}

#[cfg(any(test, feature = "sample"))]
impl crate::sample::Sample for CreditAmount {
    fn sample(dice: &mut crate::sample::Dice) -> Self {
        if dice.coin() { Self::Full } else { Self::Exactly(crate::sample::Sample::sample(dice)) }
    }
}

/// The response of `ApplyCredit`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ApplyCreditResponse {
    pub invoiceid: NumText,
    pub amount: AmountNumber,
    pub invoicepaid: TrueFalse,
}
