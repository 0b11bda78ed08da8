//! Payments in taka that a client makes on the gateway's own page.

use model::money::Currency;
use ports::payment::{Charge, ChargeOutcome, PaymentGateway};

use crate::hosted::{self, asked};

pub(crate) fn taka() -> Currency {
    Currency::iso("BDT").unwrap()
}

pub(crate) fn charge(minor: i64, currency: Currency) -> Charge {
    hosted::charge("pay", minor, currency)
}

pub(crate) async fn begun(gateway: &dyn PaymentGateway) -> String {
    hosted::begun(gateway, charge(105_050, taka())).await
}

pub(crate) async fn found(gateway: &dyn PaymentGateway, reference: &str) -> Option<ChargeOutcome> {
    gateway.look_up(&asked("pay", reference)).await.unwrap()
}
