//! What a gateway must show that keeps what a client pays with on its page.

use super::{GatewayTrial, forgotten, unlawful_charges_are_refused};
use crate::contract::{answered, broken};
use crate::payment::{Asked, Charge, ChargeOutcome, ChargeSource, KeptMethod, PaymentGateway};

/// Runs the suite; `client_pays` does what a client does on the page of the charge with this
/// reference.
pub async fn run(
    gateway: &dyn PaymentGateway,
    trial: &GatewayTrial,
    client_pays: impl Fn(&str) + Send,
) {
    let can = gateway.capabilities();
    let name = can.module;
    assert!(can.keeps_methods, "{name}: the suite is for gateways that keep methods");
    let kept = paid_on_the_page(gateway, trial, "left", &client_pays).await;
    assert_eq!(kept, None, "{name}: nothing is kept that the client does not want kept");
    let Some(kept) = paid_on_the_page(gateway, trial, "kept", &client_pays).await else {
        broken(name, "what the client wants kept is kept", "nothing");
    };
    assert!(!kept.token.is_empty(), "{name}: a token is not empty");
    assert!(!kept.brand.is_empty(), "{name}: it says what is kept");
    if can.automatic_capture {
        charged_once_per_key(gateway, trial, &kept).await;
        unlawful_charges_are_refused(gateway, trial, &kept.token).await;
    }
    forgotten(gateway, trial, &kept.token).await;
}

/// A charge that a client pays on the page; what was kept of it.
async fn paid_on_the_page(
    gateway: &dyn PaymentGateway,
    trial: &GatewayTrial,
    what: &str,
    client_pays: &impl Fn(&str),
) -> Option<KeptMethod> {
    let name = gateway.capabilities().module;
    let keep = (what == "kept").then(|| trial.owner());
    let return_url = "https://us.example/invoice/1".to_owned();
    let charge = trial.charge(what, 1_595, ChargeSource::Hosted { return_url, keep });
    let begun = answered(name, "a charge on a page", gateway.charge(charge.clone()).await);
    let ChargeOutcome::ActionNeeded { reference, url } = &begun else {
        broken(name, "the client is sent to a page", &begun);
    };
    assert!(url.starts_with("https://"), "{name}: the page is at an https:// address");
    let again = answered(name, "the same charge", gateway.charge(charge.clone()).await);
    assert_eq!(again, begun, "{name}: the same key is the same page");
    client_pays(reference);
    let asked = asked(&charge, reference);
    let found = answered(name, "a look-up", gateway.look_up(&asked).await);
    let Some(ChargeOutcome::Paid { kept, .. }) = &found else {
        broken(name, "what the client paid is paid", &found);
    };
    let again = answered(name, "the same look-up", gateway.look_up(&asked).await);
    assert_eq!(again, found, "{name}: what was kept is told again");
    kept.clone()
}

async fn charged_once_per_key(
    gateway: &dyn PaymentGateway,
    trial: &GatewayTrial,
    kept: &KeptMethod,
) {
    let name = gateway.capabilities().module;
    let mut references = Vec::new();
    for what in ["later", "later again"] {
        let charge = trial.charge(what, 1_595, ChargeSource::Token(kept.token.clone()));
        let first = answered(name, "a charge", gateway.charge(charge.clone()).await);
        let reference = accepted(name, &first);
        let again = answered(name, "the same charge", gateway.charge(charge.clone()).await);
        assert_eq!(accepted(name, &again), reference, "{name}: the same key charges once (B23)");
        let found = gateway.look_up(&asked(&charge, &reference)).await;
        match answered(name, "a look-up", found) {
            Some(outcome) => references.push(accepted(name, &outcome)),
            None => broken(name, "a look-up tells the outcome (B23)", "nothing"),
        }
    }
    references.dedup();
    assert_eq!(references.len(), 2, "{name}: another key is another payment (B18)");
}

/// The reference of a charge that was taken or is under way.
fn accepted(name: &str, outcome: &ChargeOutcome) -> String {
    match outcome {
        ChargeOutcome::Paid { reference, .. } | ChargeOutcome::Pending { reference } => {
            assert!(!reference.is_empty(), "{name}: a payment has a transaction id (B18)");
            reference.clone()
        }
        other => broken(name, "what is kept pays", other),
    }
}

fn asked(charge: &Charge, reference: &str) -> Asked {
    Asked { reference: reference.to_owned(), ..Asked::key(&charge.idempotency_key) }
}
