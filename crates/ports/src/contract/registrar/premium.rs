//! What every registrar must show for a name whose registry asks more than for others: it is told,
//! and bought for the agreed fee only.

use model::dates::add_months;
use model::ids::DomainId;
use model::money::Money;

use super::{RegistrarTrial, answered, broken, refused};
use crate::registrar::{AvailabilityState, DomainDone, Registrar, Renewal};

pub(super) async fn run(registrar: &dyn Registrar, trial: &RegistrarTrial) {
    let can = registrar.capabilities();
    let name = can.module;
    if !can.availability {
        return;
    }
    common(registrar, &trial.free).await;
    let Some(domain) = &trial.premium else { return };
    assert!(can.premium, "{name}: premium names are declared");
    let asked = [domain.clone()];
    let found = answered(name, "availability", registrar.availability(&asked).await);
    let premium = match found.as_slice() {
        [one] if one.state == AvailabilityState::Free => one.premium,
        _ => None,
    };
    let cost = premium.and_then(|cost| Some((cost.register?, cost.renew?)));
    let Some((register, renew)) = cost else {
        broken(name, "a premium name is free, with what it costs", found);
    };
    for (what, fee) in [("as any other", None), ("for less", Some(less(register)))] {
        let mut wish = trial.registration(what, domain);
        wish.fee = fee;
        refused(name, "a premium name for another fee", registrar.register(wish).await);
    }
    let mut wish = trial.registration("premium", domain);
    wish.fee = Some(register);
    let done = answered(name, "a premium registration", registrar.register(wish).await);
    let Ok(DomainDone::Done { expires_on: Some(expires_on) }) = done else {
        broken(name, "a premium name is registered for the agreed fee", done);
    };
    let renewal = |what: &str, fee| Renewal {
        idempotency_key: trial.key(what),
        id: DomainId(2),
        domain: domain.clone(),
        years: 1,
        expires_on,
        restore: false,
        fee,
        restore_fee: None,
    };
    for (what, fee) in [("renewed as any", None), ("renewed for less", Some(less(renew)))] {
        let answer = registrar.renew(renewal(what, fee)).await;
        refused(name, "a premium renewal for another fee", answer);
    }
    let done = registrar.renew(renewal("premium renewal", Some(renew))).await;
    let done = answered(name, "a premium renewal", done);
    let later = add_months(expires_on, 12);
    assert_eq!(done, Ok(DomainDone::Done { expires_on: later }), "{name}: for the agreed fee");
}

async fn common(registrar: &dyn Registrar, domain: &str) {
    let name = registrar.capabilities().module;
    let found = registrar.availability(&[domain.to_owned()]).await;
    for one in answered(name, "availability", found) {
        assert_eq!(one.premium, None, "{name}: {domain} costs what others do");
    }
}

fn less(money: Money) -> Money {
    Money::from_minor(money.minor - 1, money.currency)
}
