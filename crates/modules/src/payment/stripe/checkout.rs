//! Paying on Stripe's own page: <https://docs.stripe.com/api/checkout/sessions>.

use ports::payment::{Asked, CardOwner, Charge, ChargeOutcome};
use ports::{PortError, Refused};
use serde_json::Value;

use super::api::{form, text};
use super::charging::{amount, is_id, is_ours, metadata, newest, our_key};
use super::{Account, kept};

/// Makes a page on which the client pays whatever way the operator allows at Stripe.
pub(super) async fn begin(
    account: &Account,
    charge: &Charge,
    return_url: &str,
    keep: Option<&CardOwner>,
) -> Result<ChargeOutcome, PortError> {
    let minor = match amount(charge.amount) {
        Ok(minor) => minor.to_string(),
        Err(no) => return Ok(ChargeOutcome::Refused(no)),
    };
    let currency = charge.amount.currency.code().to_ascii_lowercase();
    let invoice = charge.invoice.to_string();
    let name = if charge.description.is_empty() { &invoice } else { &charge.description };
    let mut fields = form([
        ("mode", "payment"),
        ("success_url", return_url),
        ("cancel_url", return_url),
        ("client_reference_id", invoice.as_str()),
        ("line_items[0][quantity]", "1"),
        ("line_items[0][price_data][currency]", currency.as_str()),
        ("line_items[0][price_data][unit_amount]", minor.as_str()),
        ("line_items[0][price_data][product_data][name]", name.as_str()),
        ("payment_intent_data[description]", charge.description.as_str()),
        ("payment_intent_data[metadata][hostler_hosted]", "1"),
    ]);
    fields.extend(metadata(account, charge, "metadata"));
    fields.extend(metadata(account, charge, "payment_intent_data[metadata]"));
    if let Some(owner) = keep {
        fields.extend(kept::asked_for(account, owner).await?);
    }
    let key = account.key(&charge.idempotency_key, "");
    match account.api.post(&["v1", "checkout", "sessions"], &key, fields).await? {
        Err(no) => Ok(ChargeOutcome::Refused(no.refused)),
        Ok(session) => {
            let (reference, url) = (text(&session, "id"), text(&session, "url"));
            if reference.is_empty() || url.is_empty() {
                return Err(account.api.unreadable("a session without id and address"));
            }
            Ok(ChargeOutcome::ActionNeeded { reference: reference.into(), url: url.into() })
        }
    }
}

/// What a look-up among the sessions gives.
pub(super) enum Found {
    /// The session itself says what became of the charge.
    Outcome(ChargeOutcome),
    /// The intent with this id says so.
    Intent(String),
    /// There is no session with this key.
    Nothing,
}

/// The session with our key: the one that the charge is known by, else among the newest.
pub(super) async fn find(account: &Account, asked: &Asked) -> Result<Found, PortError> {
    let (key, id) = (asked.idempotency_key.as_str(), asked.reference.as_str());
    if is_id(id, "cs_")
        && let Ok(session) = account.api.get(&["v1", "checkout", "sessions", id], &[]).await?
        && is_ours(account, &session)
        && our_key(&session) == key
    {
        return Ok(said(&session));
    }
    let found = newest(account, &["v1", "checkout", "sessions"], key).await?;
    Ok(found.object.as_ref().map_or(Found::Nothing, said))
}

/// While a session is open the client may still pay, whatever its intent says.
fn said(session: &Value) -> Found {
    let reference = text(session, "id").to_owned();
    match text(session, "status") {
        "open" => {
            let url = text(session, "url").to_owned();
            Found::Outcome(ChargeOutcome::ActionNeeded { reference, url })
        }
        "expired" => Found::Outcome(ChargeOutcome::Refused(expired())),
        _ => match text(session, "payment_intent") {
            "" => Found::Outcome(ChargeOutcome::Pending { reference }),
            intent => Found::Intent(intent.to_owned()),
        },
    }
}

/// Nobody paid in time.
pub(super) fn expired() -> Refused {
    Refused::new("session_expired", "The client did not pay in time")
}
