//! What a gateway has written down agrees with what it said.

use crate::contract::{answered, broken};
use crate::payment::{PaymentGateway, Recorded};

/// A payment that was made and in part given back is in the records once, with what went back.
pub(super) async fn agree(gateway: &dyn PaymentGateway, reference: &str) {
    let can = gateway.capabilities();
    if !can.records {
        return;
    }
    let name = can.module;
    let all = answered(name, "records", gateway.records(0).await);
    let found: Vec<_> = all.iter().filter(|each| each.reference == reference).collect();
    assert_eq!(found.len(), 1, "{name}: the payment is in the records once: {all:?}");
    let payment = found[0];
    let Recorded::Payment { idempotency_key } = &payment.what else {
        broken(name, "what was paid is a payment in the records", payment);
    };
    assert!(!idempotency_key.is_empty(), "{name}: it has our key");
    assert!(payment.amount.is_positive(), "{name}: it is over an amount");
    let refunds = all
        .iter()
        .filter(|each| matches!(&each.what, Recorded::Refund { payment } if payment == reference));
    let back: i64 = refunds.map(|each| each.amount.minor).sum();
    assert!(back > 0 || !can.refunds, "{name}: what went back is in the records: {all:?}");
    assert!(back <= payment.amount.minor, "{name}: no more went back than came");
}
