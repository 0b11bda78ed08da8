//! `CapturePayment`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Secret};

/// Tries to charge the stored card for an invoice.
///
/// <https://developers.whmcs.com/api-reference/capturepayment/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CapturePayment {
    #[param(refused = "Invoice Not Found or Not Unpaid")]
    pub invoiceid: u64,
    pub cvv: Option<Secret>,
}

impl Action for CapturePayment {
    const NAME: &'static str = "CapturePayment";
    const ACCESS: Access = Access::Write;
    type Response = CapturePaymentResponse;
}

/// The response of `CapturePayment`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CapturePaymentResponse {}
