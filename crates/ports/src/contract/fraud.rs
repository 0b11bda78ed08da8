//! What every fraud check must show.

use model::ids::{ClientId, OrderId};
use model::money::{Currency, Money};

use super::{answered, broken, names, settings};
use crate::PortError;
use crate::fraud::{FraudCheck, FraudDecision, OrderFacts};
use crate::provisioning::ConnectionOutcome;

/// Runs the suite on an order that must pass and, if there is one, on an order that must not.
pub async fn run(check: &dyn FraudCheck, harmless: OrderFacts, suspect: Option<OrderFacts>) {
    let name = check.module();
    names(name, check.display_name());
    settings::run(name, check.settings());
    match check.test_connection().await {
        Err(PortError::Unsupported { .. }) => {}
        Ok(ConnectionOutcome::Reached { version }) if !version.is_empty() => {}
        other => broken(name, "it is reached, and says what it is", other),
    }
    let good = answered(name, "a verdict", check.check(harmless).await);
    assert_eq!(good.decision, FraudDecision::Pass, "{name}: a harmless order passes: {good:?}");
    assert!(good.score <= 100, "{name}: a score is at most 100");
    let Some(suspect) = suspect else { return };
    let bad = answered(name, "a verdict", check.check(suspect).await);
    assert_ne!(bad.decision, FraudDecision::Pass, "{name}: a suspect order does not pass");
    assert!(bad.score <= 100 && bad.score > good.score, "{name}: a suspect order scores higher");
    let sentences = bad.reasons.iter().all(|reason| !reason.trim().is_empty());
    assert!(!bad.reasons.is_empty() && sentences, "{name}: staff read why");
}

/// An order that nobody would mind.
pub fn harmless_order() -> OrderFacts {
    OrderFacts {
        order: OrderId(1),
        client: ClientId(1),
        ip: Some(std::net::IpAddr::from([192, 0, 2, 7])),
        name: "Ada Lovelace".to_owned(),
        email: "ada@example.com".to_owned(),
        phone: "+44.2079460000".to_owned(),
        city: "London".to_owned(),
        state: "Greater London".to_owned(),
        postcode: "W1J 7NT".to_owned(),
        country: "GB".to_owned(),
        total: Money::from_minor(1_595, Currency::USD),
        gateway: "banktransfer".to_owned(),
        paid_invoices: 3,
        recent_orders: 0,
        domains: vec!["example.com".to_owned()],
    }
}
