//! Payments in taka that a client makes on the gateway's own page.

use model::ids::{ClientId, InvoiceId};
use model::money::{Currency, Money};
use ports::payment::{Asked, Charge, ChargeOutcome, ChargeSource, PaymentGateway};

pub(crate) fn taka() -> Currency {
    Currency::iso("BDT").unwrap()
}

pub(crate) fn charge(minor: i64, currency: Currency) -> Charge {
    Charge {
        idempotency_key: "pay".to_owned(),
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

pub(crate) async fn begun(gateway: &dyn PaymentGateway) -> String {
    match gateway.charge(charge(105_050, taka())).await.unwrap() {
        ChargeOutcome::ActionNeeded { reference, url } => {
            assert!(url.ends_with(&reference), "{url}");
            reference
        }
        other => panic!("to be made, not {other:?}"),
    }
}

pub(crate) async fn found(gateway: &dyn PaymentGateway, reference: &str) -> Option<ChargeOutcome> {
    let asked = Asked { reference: reference.to_owned(), ..Asked::key("pay") };
    gateway.look_up(&asked).await.unwrap()
}
