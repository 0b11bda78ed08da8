//! Gateways whose calls are kept.

use std::sync::Arc;

use super::{About, Note, done, reached};
use crate::calls::CallOutcome;
use crate::payment::{
    Asked, CardEntry, CardOwner, Charge, ChargeOutcome, ChargeSource, Confirmation,
    GatewayCapabilities, GatewayRecord, PaymentGateway, Refund, RefundOutcome, StoreOutcome,
    WebHook, WebHookOutcome,
};
use crate::provisioning::ConnectionOutcome;
use crate::{Asking, PortError, Secret, SettingField, Settings};

struct Logged {
    inner: Arc<dyn PaymentGateway>,
    note: Note,
}

pub(super) fn wrapped(inner: Arc<dyn PaymentGateway>, note: Note) -> Arc<dyn PaymentGateway> {
    Arc::new(Logged { inner, note })
}

impl PaymentGateway for Logged {
    fn capabilities(&self) -> &GatewayCapabilities {
        self.inner.capabilities()
    }

    fn settings(&self) -> &[SettingField] {
        self.inner.settings()
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn PaymentGateway>, PortError> {
        let note = self.note.with(self.inner.settings(), settings);
        Ok(wrapped(Arc::clone(&self.inner).open(settings)?, note))
    }

    fn charge(&self, charge: Charge) -> Asking<'_, ChargeOutcome> {
        let about = About {
            client: Some(charge.client.0),
            secrets: of_source(&charge.source),
            ..About::new(format_args!("invoice {}", charge.invoice), &charge)
        };
        self.note.kept("charge", || about, self.inner.charge(charge), outcome)
    }

    fn look_up<'a>(&'a self, asked: &'a Asked) -> Asking<'a, Option<ChargeOutcome>> {
        let about = || About::new(&asked.idempotency_key, asked);
        let outcome = |found: &Option<_>| found.as_ref().map_or(CallOutcome::Done, outcome);
        self.note.kept("look up charge", about, self.inner.look_up(asked), outcome)
    }

    fn records(&self, since: i64) -> Asking<'_, Vec<GatewayRecord>> {
        let about = || About::new(format_args!("records since {since}"), since);
        self.note.kept("records", about, self.inner.records(since), done)
    }

    fn refund(&self, refund: Refund) -> Asking<'_, RefundOutcome> {
        let about = About::new(&refund.reference, &refund);
        let outcome = |answer: &RefundOutcome| match answer {
            RefundOutcome::Refunded { .. } => CallOutcome::Done,
            RefundOutcome::Pending { .. } => CallOutcome::Pending,
            RefundOutcome::Refused(_) => CallOutcome::Refused,
        };
        self.note.kept("refund", || about, self.inner.refund(refund), outcome)
    }

    fn store(
        &self,
        owner: CardOwner,
        card: CardEntry,
        idempotency_key: &str,
    ) -> Asking<'_, StoreOutcome> {
        let about = About {
            client: Some(owner.client.0),
            secrets: owner.tokens.iter().map(|token| Secret::from(token.as_str())).collect(),
            // Of the card itself nothing is written down at all.
            ..About::new(format_args!("client {}", owner.client), &owner)
        };
        let outcome = |answer: &StoreOutcome| match answer {
            StoreOutcome::Stored(_) => CallOutcome::Done,
            StoreOutcome::Faulty(_) | StoreOutcome::Refused(_) => CallOutcome::Refused,
        };
        let asking = self.inner.store(owner, card, idempotency_key);
        self.note.kept("store card", || about, asking, outcome)
    }

    fn forget(&self, token: &str) -> Asking<'_, ()> {
        let secrets = vec![Secret::from(token)];
        let about = || About { secrets, ..About::default() };
        self.note.kept("forget card", about, self.inner.forget(token), done)
    }

    fn instructions(&self) -> Option<String> {
        self.inner.instructions()
    }

    fn confirmation(&self, secret: &str) -> Option<Confirmation> {
        self.inner.confirmation(secret)
    }

    fn confirm(&self, secret: &str, agrees: bool) -> bool {
        self.inner.confirm(secret, agrees)
    }

    fn read_web_hook<'a>(&'a self, hook: &'a WebHook) -> Asking<'a, WebHookOutcome> {
        let body = || About {
            request: String::from_utf8_lossy(&hook.body).into_owned(),
            ..About::default()
        };
        let outcome = |answer: &WebHookOutcome| match answer {
            WebHookOutcome::Event(_) | WebHookOutcome::Ignored => CallOutcome::Done,
            WebHookOutcome::Forged { .. } => CallOutcome::Refused,
        };
        self.note.kept("web hook", body, self.inner.read_web_hook(hook), outcome)
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        self.note.kept("test connection", About::default, self.inner.test_connection(), reached)
    }
}

fn of_source(source: &ChargeSource) -> Vec<Secret> {
    match source {
        // Some tokens are several names of the gateway's, which it is told one by one.
        ChargeSource::Token(token) => {
            std::iter::once(token.as_str()).chain(token.split('/')).map(Secret::from).collect()
        }
        ChargeSource::Card(card) => {
            let code = card.security_code.clone();
            [Some(card.number.clone()), code].into_iter().flatten().collect()
        }
        ChargeSource::Hosted { keep, .. } => {
            let tokens = keep.iter().flat_map(|owner| &owner.tokens);
            tokens.map(|token| Secret::from(token.as_str())).collect()
        }
    }
}

fn outcome(answer: &ChargeOutcome) -> CallOutcome {
    match answer {
        ChargeOutcome::Paid { .. } => CallOutcome::Done,
        ChargeOutcome::Pending { .. } | ChargeOutcome::ActionNeeded { .. } => CallOutcome::Pending,
        ChargeOutcome::Refused(_) => CallOutcome::Refused,
    }
}
