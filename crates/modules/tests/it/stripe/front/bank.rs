//! How Stripe has a bank ask the client, of which localstripe knows only its own script's way:
//! <https://docs.stripe.com/payments/save-and-reuse#charge-saved-payment-method> and
//! <https://docs.stripe.com/payments/3d-secure/authentication-flow>.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Bytes;
use axum::http::Method;
use serde_json::{Value, json};

const INTENTS: &str = "/v1/payment_intents";

/// What banks do.
#[derive(Default)]
pub(super) struct Bank {
    asks: AtomicBool,
    /// What Stripe says of the intents that wait for a client, by id.
    waiting: Mutex<BTreeMap<String, Value>>,
}

impl Bank {
    /// From now on a charge without the client is refused, and one with the client is handed over.
    pub(super) fn ask(&self) {
        self.asks.store(true, Ordering::Relaxed);
    }

    /// The client has been there.
    pub(super) fn answered(&self, intent: &str) {
        self.waiting.lock().unwrap().remove(intent).unwrap();
    }

    /// What localstripe is asked instead: it knows no confirmation in which the client is there.
    pub(super) fn behind<'a>(&self, method: &Method, path: &'a str) -> Option<&'a str> {
        let confirms = *method == Method::POST && path.starts_with(INTENTS);
        path.strip_suffix("/confirm").filter(|_| confirms && self.asks.load(Ordering::Relaxed))
    }

    /// An answer of localstripe as Stripe gives it.
    pub(super) fn told(
        &self,
        path: &str,
        fields: &[(String, String)],
        (status, body): (u16, Bytes),
    ) -> (u16, Bytes) {
        let read: Value = serde_json::from_slice(&body).unwrap_or_default();
        let (true, Some(id)) = (read["object"] == "payment_intent", read["id"].as_str()) else {
            return (status, body);
        };
        let mut waiting = self.waiting.lock().unwrap();
        let asked = |name: &str| fields.iter().find(|field| field.0 == name).map(|field| &*field.1);
        let declines = path == INTENTS && asked("off_session") == Some("true");
        if declines && read["status"] == "requires_action" && self.asks.load(Ordering::Relaxed) {
            let error = json!({"type": "card_error", "code": "authentication_required",
                "decline_code": "authentication_required",
                "message": "Your card was declined. This transaction requires authentication."});
            let says = json!({"status": "requires_payment_method", "next_action": null,
                "last_payment_error": error});
            let mut told = error;
            told["payment_method"] = json!({"id": read["payment_method"]});
            told["payment_intent"] = with(&read, &says);
            waiting.insert(id.to_owned(), says);
            return (402, json!({ "error": told }).to_string().into());
        }
        if path.ends_with("/confirm") {
            let Some(back) = asked("return_url") else {
                let missing = json!({"error": {"message": "A client who is sent away comes back"}});
                return (400, missing.to_string().into());
            };
            let url = format!("https://hooks.stripe.example/3d_secure_2/{id}");
            let says = json!({"status": "requires_action", "last_payment_error": null,
                "next_action": {"type": "redirect_to_url",
                    "redirect_to_url": {"url": url, "return_url": back}}});
            waiting.insert(id.to_owned(), says);
        }
        match waiting.get(id) {
            Some(says) => (status, with(&read, says).to_string().into()),
            None => (status, body),
        }
    }
}

/// An object with other values.
fn with(object: &Value, other: &Value) -> Value {
    let mut all = object.clone();
    all.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
    all
}
