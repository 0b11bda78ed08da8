//! Mishaps happen as ordered, and what was carried out is found by asking.

use model::ids::{ClientId, InvoiceId};
use model::money::{Currency, Money};
use ports::fake::Mishap;
use ports::payment::{Asked, Charge, ChargeOutcome, ChargeSource, PaymentGateway};
use ports::{PortError, World};

fn charge(key: &str) -> Charge {
    Charge {
        idempotency_key: key.to_owned(),
        amount: Money::from_minor(1_000, Currency::EUR),
        invoice: InvoiceId(7),
        client: ClientId(3),
        source: ChargeSource::Hosted { return_url: "https://us.example/".to_owned(), keep: None },
        description: String::new(),
    }
}

#[tokio::test]
async fn b23_an_unknown_outcome_is_found_by_asking() {
    for (mishap, carried_out) in
        [(Mishap::NotSent, false), (Mishap::LoseRequest, false), (Mishap::LoseAnswer, true)]
    {
        let fake = World::fake();
        fake.faults.next(mishap);
        let error = fake.gateway.charge(charge("a")).await.unwrap_err();
        assert_eq!(error.is_unknown(), mishap != Mishap::NotSent, "{mishap:?}");
        assert_eq!(error.may_repeat(), mishap == Mishap::NotSent, "{mishap:?}");
        let found = fake.gateway.look_up(&Asked::key("a")).await.unwrap();
        assert_eq!(found.is_some(), carried_out, "{mishap:?}");
        assert_eq!(fake.gateway.charge_count("a"), usize::from(carried_out), "{mishap:?}");
        assert_eq!(fake.gateway.takings().len(), usize::from(carried_out), "{mishap:?}");
    }
}

#[tokio::test]
async fn the_nth_call_fails_and_a_module_can_be_down() {
    let fake = World::fake();
    fake.faults.at_call(2, Mishap::LoseRequest);
    assert!(fake.gateway.charge(charge("a")).await.is_ok());
    assert!(fake.gateway.charge(charge("b")).await.is_err());
    assert!(fake.gateway.charge(charge("c")).await.is_ok());
    assert_eq!(fake.faults.calls(), 3);
    fake.faults.down("fakecard");
    let error = fake.gateway.look_up(&Asked::key("a")).await.unwrap_err();
    assert!(matches!(error, PortError::NotSent { module: "fakecard", .. }), "{error}");
    assert!(fake.world.rates.rates().await.is_ok());
    fake.faults.up("fakecard");
    assert!(fake.gateway.look_up(&Asked::key("a")).await.unwrap().is_some());
}

#[tokio::test]
async fn a_pending_charge_is_settled_later() {
    let fake = World::fake();
    fake.gateway.answer_next(ports::fake::FakeAnswer::Pending);
    let ChargeOutcome::Pending { reference } = fake.gateway.charge(charge("a")).await.unwrap()
    else {
        panic!("the next answer is pending");
    };
    let paid = ChargeOutcome::paid(reference, Money::zero(Currency::EUR));
    assert!(fake.gateway.settle("a", paid.clone()));
    assert_eq!(fake.gateway.look_up(&Asked::key("a")).await.unwrap(), Some(paid));
    assert!(!fake.gateway.settle("b", ChargeOutcome::Pending { reference: String::new() }));
}
