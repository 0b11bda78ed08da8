//! Charges that a client makes on the gateway's own page, for the tests of all such gateways.

use model::ids::{ClientId, InvoiceId};
use model::money::{Currency, Money};
use ports::payment::{Asked, Charge, ChargeOutcome, ChargeSource, PaymentGateway};

pub(crate) fn charge(key: &str, minor: i64, currency: Currency) -> Charge {
    Charge {
        idempotency_key: key.to_owned(),
        amount: Money::from_minor(minor, currency),
        invoice: InvoiceId(7),
        client: ClientId(3),
        source: ChargeSource::Hosted {
            return_url: "https://us.example/invoice/7".to_owned(),
            keep: None,
        },
        description: "Invoice 7".to_owned(),
    }
}

/// A charge of ten euros.
pub(crate) fn ten_euros(key: &str) -> Charge {
    charge(key, 1_000, Currency::EUR)
}

/// What a charge is looked up by.
pub(crate) fn asked(key: &str, reference: &str) -> Asked {
    Asked { reference: reference.to_owned(), ..Asked::key(key) }
}

/// The reference of a charge that the client is to make.
pub(crate) async fn begun(gateway: &dyn PaymentGateway, charge: Charge) -> String {
    match gateway.charge(charge).await.unwrap() {
        ChargeOutcome::ActionNeeded { reference, url } => {
            assert!(url.ends_with(&reference), "{url}");
            reference
        }
        other => panic!("to be made, not {other:?}"),
    }
}
