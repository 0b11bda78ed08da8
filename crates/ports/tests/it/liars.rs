//! The suites bite: a gateway that breaks one promise is caught.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use futures::FutureExt;
use model::money::Money;
use ports::contract;
use ports::contract::payment::GatewayTrial;
use ports::fake::{FakeGateway, FakeWorld};
use ports::payment::{
    Asked, CardEntry, CardOwner, Charge, ChargeOutcome, ChargeSource, GatewayCapabilities,
    GatewayRecord, PaymentGateway, Recorded, Refund, RefundOutcome, StoreOutcome,
};
use ports::{Asking, Clock, PortError, SettingField, Settings};

#[derive(Clone, Copy, PartialEq, Debug)]
enum Lie {
    None,
    ChargesTwice,
    ForgetsCharges,
    TokenIsTheNumber,
    TakesFaultyCards,
    RefundsAnything,
    RefundsTwice,
    KeepsForgottenCards,
    FeeAboveAmount,
    KeepsUnasked,
    LosesWhatIsKept,
    AnotherTokenEachTime,
    HidesPayments,
    HidesRefunds,
}

struct Liar {
    inner: Arc<FakeGateway>,
    lie: Lie,
    asked: AtomicUsize,
}

impl PaymentGateway for Liar {
    fn capabilities(&self) -> &GatewayCapabilities {
        self.inner.capabilities()
    }

    fn settings(&self) -> &[SettingField] {
        &[]
    }

    fn open(self: Arc<Self>, _settings: &Settings) -> Result<Arc<dyn PaymentGateway>, PortError> {
        Ok(self)
    }

    fn charge(&self, mut charge: Charge) -> Asking<'_, ChargeOutcome> {
        if self.lie == Lie::ChargesTwice {
            charge.idempotency_key += &self.inner.charges().len().to_string();
        }
        if let (Lie::KeepsUnasked, ChargeSource::Hosted { keep, .. }) =
            (self.lie, &mut charge.source)
        {
            let email = String::new();
            *keep = Some(CardOwner { client: charge.client, email, tokens: Vec::new() });
        }
        Box::pin(async move {
            let outcome = self.inner.charge(charge.clone()).await?;
            match outcome {
                ChargeOutcome::Paid { reference, .. } if self.lie == Lie::FeeAboveAmount => {
                    let fee = Money::from_minor(charge.amount.minor + 1, charge.amount.currency);
                    Ok(ChargeOutcome::paid(reference, fee))
                }
                other => Ok(other),
            }
        })
    }

    fn look_up<'a>(&'a self, asked: &'a Asked) -> Asking<'a, Option<ChargeOutcome>> {
        if self.lie == Lie::ForgetsCharges {
            return Box::pin(async { Ok(None) });
        }
        Box::pin(async move {
            let mut found = self.inner.look_up(asked).await?;
            if let Some(ChargeOutcome::Paid { kept, .. }) = &mut found {
                match (self.lie, &mut *kept) {
                    (Lie::LosesWhatIsKept, _) => *kept = None,
                    (Lie::AnotherTokenEachTime, Some(kept)) => {
                        kept.token = format!("token-{}", self.asked.fetch_add(1, Relaxed));
                    }
                    _ => {}
                }
            }
            Ok(found)
        })
    }

    fn refund(&self, mut refund: Refund) -> Asking<'_, RefundOutcome> {
        if self.lie == Lie::RefundsTwice {
            refund.idempotency_key += &self.inner.refunds().len().to_string();
        }
        if self.lie == Lie::RefundsAnything {
            let reference = refund.idempotency_key;
            return Box::pin(async { Ok(RefundOutcome::Refunded { reference }) });
        }
        self.inner.refund(refund)
    }

    fn records(&self, since: i64) -> Asking<'_, Vec<GatewayRecord>> {
        Box::pin(async move {
            let mut found = self.inner.records(since).await?;
            let is_refund = |each: &GatewayRecord| matches!(each.what, Recorded::Refund { .. });
            found.retain(|each| match self.lie {
                Lie::HidesPayments => is_refund(each),
                Lie::HidesRefunds => !is_refund(each),
                _ => true,
            });
            Ok(found)
        })
    }

    fn store(
        &self,
        owner: CardOwner,
        mut card: CardEntry,
        idempotency_key: &str,
    ) -> Asking<'_, StoreOutcome> {
        let digits = card.digits().expose().to_owned();
        if self.lie == Lie::TakesFaultyCards {
            card.number = "4242424242424242".into();
        }
        let stored = self.inner.store(owner, card, idempotency_key);
        Box::pin(async move {
            match stored.await? {
                StoreOutcome::Stored(mut method) if self.lie == Lie::TokenIsTheNumber => {
                    method.token = digits;
                    Ok(StoreOutcome::Stored(method))
                }
                other => Ok(other),
            }
        })
    }

    fn forget(&self, token: &str) -> Asking<'_, ()> {
        if self.lie == Lie::KeepsForgottenCards {
            return Box::pin(async { Ok(()) });
        }
        self.inner.forget(token)
    }
}

#[tokio::test]
async fn every_lie_is_caught() {
    for (lie, complaint) in [
        (Lie::None, None),
        (Lie::ChargesTwice, Some("the same key charges once")),
        (Lie::ForgetsCharges, Some("a look-up tells the outcome")),
        (Lie::TokenIsTheNumber, Some("a token does not hold the number")),
        (Lie::TakesFaultyCards, Some("a fault in Number is named")),
        (Lie::RefundsAnything, Some("a refund of an unknown payment is refused")),
        (Lie::RefundsTwice, Some("the same key refunds once")),
        (Lie::KeepsForgottenCards, Some("a forgotten token is refused")),
        (Lie::FeeAboveAmount, Some("the fee is a part of the charge")),
        (Lie::HidesPayments, Some("the payment is in the records once")),
        (Lie::HidesRefunds, Some("what went back is in the records")),
    ] {
        let fake = FakeWorld::new();
        let liar = Liar { inner: fake.gateway.clone(), lie, asked: AtomicUsize::new(0) };
        let trial = GatewayTrial::usual("suite", fake.clock.utc_date());
        caught(contract::payment::run(&liar, &trial), lie, complaint).await;
    }
}

#[tokio::test]
async fn lies_about_what_is_kept_are_caught() {
    for (lie, complaint) in [
        (Lie::None, None),
        (Lie::ChargesTwice, Some("the same key is the same page")),
        (Lie::KeepsUnasked, Some("nothing is kept that the client does not want kept")),
        (Lie::LosesWhatIsKept, Some("what the client wants kept is kept")),
        (Lie::AnotherTokenEachTime, Some("what was kept is told again")),
        (Lie::KeepsForgottenCards, Some("a forgotten token is refused")),
    ] {
        let fake = FakeWorld::new();
        let gateway = fake.hosted_gateway.clone();
        let liar = Liar { inner: gateway.clone(), lie, asked: AtomicUsize::new(0) };
        let trial = GatewayTrial::usual("suite", fake.clock.utc_date());
        let pays = |reference: &str| assert!(gateway.client_pays(reference), "{reference}");
        caught(contract::payment::run_hosted(&liar, &trial, pays), lie, complaint).await;
    }
}

async fn caught(suite: impl Future<Output = ()>, lie: Lie, complaint: Option<&str>) {
    let caught = AssertUnwindSafe(suite).catch_unwind().await.err();
    let said = caught.map(|payload| payload.downcast_ref::<String>().unwrap().clone());
    match (complaint, said) {
        (None, None) => {}
        (Some(complaint), Some(said)) if said.contains(complaint) => {}
        (_, said) => panic!("{lie:?} was answered with {said:?}"),
    }
}
