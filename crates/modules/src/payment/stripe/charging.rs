//! Charging a stored card, and finding out what became of a charge.

use model::money::Money;
use ports::payment::{Asked, Charge, ChargeOutcome};
use ports::{PortError, Refused};
use serde_json::Value;

use super::api::{Form, No, form, refused, text};
use super::{Account, cards, checkout, kept, money};

/// How many of the newest intents are looked through before the search is asked, which learns of
/// an intent only after up to a minute.
const LOOKED_THROUGH_PAGES_MAX: usize = 3;
const FEE: &str = "latest_charge.balance_transaction";

/// Charges a stored card without the client being there.
pub(super) async fn charge(
    account: &Account,
    charge: &Charge,
    token: &str,
) -> Result<ChargeOutcome, PortError> {
    let (minor, (customer, method)) = match (amount(charge.amount), cards::parts(token)) {
        (Ok(minor), Some(parts)) => (minor, parts),
        (Err(no), _) => return Ok(ChargeOutcome::Refused(no)),
        (_, None) => {
            let no = Refused::new("no_such_token", "There is no such stored card");
            return Ok(ChargeOutcome::Refused(no));
        }
    };
    let currency = charge.amount.currency.code().to_ascii_lowercase();
    let mut fields = form([
        ("amount", minor.to_string().as_str()),
        ("currency", currency.as_str()),
        ("customer", customer),
        ("payment_method", method),
        ("payment_method_types[]", "card"),
        // The fee is known at once only when the charge is captured at once.
        ("capture_method", "automatic"),
        ("confirm", "true"),
        ("off_session", "true"),
        ("description", charge.description.as_str()),
        ("expand[]", FEE),
    ]);
    fields.extend(metadata(account, charge, "metadata"));
    let key = account.key(&charge.idempotency_key, "");
    match account.api.post(&["v1", "payment_intents"], &key, fields).await? {
        Ok(intent) => outcome(account, charge, &intent, charge.amount).await,
        Err(no) => refusal(account, charge, no).await,
    }
}

/// An amount that can be charged, in Stripe's smallest unit.
pub(super) fn amount(amount: Money) -> Result<i64, Refused> {
    match money::to_stripe(amount) {
        Some(minor) if minor > 0 => Ok(minor),
        Some(_) => Err(Refused::new("amount_too_small", "The amount must be more than nothing")),
        None => Err(Refused::new("amount_inexact", "Stripe cannot take this amount exactly")),
    }
}

/// What every object of ours says about itself.
pub(super) fn metadata(account: &Account, charge: &Charge, prefix: &str) -> Form {
    let (invoice, client) = (charge.invoice.to_string(), charge.client.to_string());
    let field = |name: &str, value: &str| (format!("{prefix}[{name}]"), value.to_owned());
    vec![
        field("hostler_installation", &account.installation),
        field("hostler_key", &charge.idempotency_key),
        field("invoice", &invoice),
        field("client", &client),
    ]
}

/// The bank wants the client to confirm: the same intent is confirmed again with the client
/// there, if we know where the client comes back to
/// (<https://docs.stripe.com/payments/save-and-reuse#charge-saved-payment-method>).
async fn refusal(account: &Account, charge: &Charge, no: No) -> Result<ChargeOutcome, PortError> {
    let intent = no.error.get("payment_intent").map(|intent| text(intent, "id"));
    let asks = text(&no.error, "code") == "authentication_required";
    let (true, Some(intent), Some(return_url)) = (asks, intent, &account.return_url) else {
        return Ok(ChargeOutcome::Refused(no.refused));
    };
    let method = no.error.get("payment_method").map(|method| text(method, "id"));
    let mut fields = form([("return_url", return_url.as_str()), ("expand[]", FEE)]);
    fields.extend(method.map(|id| ("payment_method".to_owned(), id.to_owned())));
    let key = account.key(&charge.idempotency_key, "/confirm");
    let path = ["v1", "payment_intents", intent, "confirm"];
    match account.api.post(&path, &key, fields).await? {
        Ok(intent) => outcome(account, charge, &intent, charge.amount).await,
        Err(no) => Ok(ChargeOutcome::Refused(no.refused)),
    }
}

/// What an intent says just after it was made; one that nobody can confirm is given up.
async fn outcome(
    account: &Account,
    charge: &Charge,
    intent: &Value,
    asked: Money,
) -> Result<ChargeOutcome, PortError> {
    let id = text(intent, "id");
    if text(intent, "status") == "requires_action" && confirmation(intent).is_none() {
        let key = account.key(&charge.idempotency_key, "/cancel");
        let path = ["v1", "payment_intents", id, "cancel"];
        if account.api.post(&path, &key, Form::new()).await?.is_ok() {
            return Ok(ChargeOutcome::Refused(cannot_confirm()));
        }
    }
    read(account, intent, asked)
}

fn cannot_confirm() -> Refused {
    Refused::new("authentication_required", "The bank wants the client to confirm this charge")
}

/// Where the client confirms.
fn confirmation(intent: &Value) -> Option<&str> {
    let url = intent.pointer("/next_action/redirect_to_url/url");
    url.and_then(Value::as_str).filter(|url| !url.is_empty())
}

/// <https://docs.stripe.com/payments/paymentintents/lifecycle>
fn read(account: &Account, intent: &Value, asked: Money) -> Result<ChargeOutcome, PortError> {
    let reference = text(intent, "id").to_owned();
    if reference.is_empty() {
        return Err(account.api.unreadable("an intent without an id"));
    }
    match text(intent, "status") {
        "succeeded" => Ok(ChargeOutcome::paid(reference, fee(intent, asked))),
        "processing" | "requires_capture" | "requires_confirmation" => {
            Ok(ChargeOutcome::Pending { reference })
        }
        "requires_action" => Ok(match confirmation(intent) {
            Some(url) => ChargeOutcome::ActionNeeded { reference, url: url.to_owned() },
            None => ChargeOutcome::Pending { reference },
        }),
        "requires_payment_method" => {
            let error = intent.get("last_payment_error").filter(|error| error.is_object());
            let no =
                error.map_or_else(|| Refused::new("no_method", "No card was charged"), refused);
            Ok(ChargeOutcome::Refused(no))
        }
        "canceled" => Ok(ChargeOutcome::Refused(canceled(intent))),
        other => Err(account.api.unreadable(format!("an intent with the status {other:?}"))),
    }
}

fn canceled(intent: &Value) -> Refused {
    // An intent that we gave up ourselves is told in the words of the charge.
    match text(intent, "cancellation_reason") {
        "" | "requested_by_customer" if intent.pointer("/metadata/hostler_hosted").is_none() => {
            cannot_confirm()
        }
        _ => Refused::new("canceled", "The charge was canceled"),
    }
}

/// What Stripe keeps, as far as it says so in the currency of the charge: an account that is paid
/// out in another one has its fees there, and the books have no place for them.
fn fee(intent: &Value, asked: Money) -> Money {
    let nothing = Money::zero(asked.currency);
    let Some(entry) = intent.pointer("/latest_charge/balance_transaction") else { return nothing };
    if !text(entry, "currency").eq_ignore_ascii_case(asked.currency.code()) {
        return nothing;
    }
    let fee = entry.get("fee").and_then(Value::as_i64);
    let fee = fee.and_then(|minor| money::from_stripe(minor, asked.currency));
    fee.filter(|fee| !fee.is_negative()).unwrap_or(nothing)
}

/// What became of the charge with our key: asked by its id where that is known, since a list shows
/// only so many and the search is late.
pub(super) async fn look_up(
    account: &Account,
    asked: &Asked,
) -> Result<Option<ChargeOutcome>, PortError> {
    let key = asked.idempotency_key.as_str();
    if let Some(intent) = named(account, asked).await? {
        return told(account, &intent).await.map(Some);
    }
    let intent = match checkout::find(account, asked).await? {
        checkout::Found::Outcome(outcome) => return Ok(Some(outcome)),
        checkout::Found::Intent(id) => Some(id),
        checkout::Found::Nothing => find(account, key).await?,
    };
    let Some(id) = intent else { return Ok(None) };
    match account.api.get(&["v1", "payment_intents", &id], &[("expand[]", FEE)]).await? {
        Ok(intent) => told(account, &intent).await.map(Some),
        Err(no) => Err(account.api.unreadable(format!("the intent {id}: {}", no.refused))),
    }
}

/// The intent that the charge is known by, if it says all: while a page is open, its client may
/// still pay in another way.
async fn named(account: &Account, asked: &Asked) -> Result<Option<Value>, PortError> {
    let id = asked.reference.as_str();
    if !is_id(id, "pi_") {
        return Ok(None);
    }
    let intent = account.api.get(&["v1", "payment_intents", id], &[("expand[]", FEE)]).await?;
    Ok(intent.ok().filter(|intent| {
        let hosted = intent.pointer("/metadata/hostler_hosted").is_some();
        let says_all = !hosted || text(intent, "status") == "succeeded";
        says_all && is_ours(account, intent) && our_key(intent) == asked.idempotency_key
    }))
}

/// Whether a text may be the id of such an object.
pub(super) fn is_id(text: &str, prefix: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    text.starts_with(prefix) && text.bytes().all(plain)
}

async fn told(account: &Account, intent: &Value) -> Result<ChargeOutcome, PortError> {
    let minor = intent.get("amount").and_then(Value::as_i64);
    let amount = money::of_object(minor, text(intent, "currency"));
    let amount = amount.ok_or_else(|| account.api.unreadable("an intent without an amount"))?;
    let outcome = read(account, intent, amount)?;
    kept::told(account, intent, outcome).await
}

/// The id of the intent with our key: the newest ones are looked through, which is exact, and only
/// then the search is asked.
async fn find(account: &Account, key: &str) -> Result<Option<String>, PortError> {
    let found = newest(account, &["v1", "payment_intents"], key).await?;
    if found.object.is_some() || found.all_seen {
        return Ok(found.object.map(|intent| text(&intent, "id").to_owned()));
    }
    let quoted = key.replace(['\\', '"'], "");
    let query = format!("metadata[\"hostler_key\"]:\"{quoted}\"");
    let path = ["v1", "payment_intents", "search"];
    match account.api.get(&path, &[("query", &query), ("limit", "100")]).await? {
        Ok(page) => Ok(ours(account, &page, key).map(|intent| text(intent, "id").to_owned())),
        Err(no) => Err(account.api.unreadable(format!("the search: {}", no.refused))),
    }
}

/// What looking through the newest objects gave.
pub(super) struct Newest {
    /// The one with our key.
    pub(super) object: Option<Value>,
    /// Whether there are no older ones.
    pub(super) all_seen: bool,
}

/// Looks through the newest objects of a kind for the one with our key.
pub(super) async fn newest(
    account: &Account,
    path: &[&str],
    key: &str,
) -> Result<Newest, PortError> {
    let mut after = String::new();
    for _ in 0..LOOKED_THROUGH_PAGES_MAX {
        let mut query = vec![("limit", "100")];
        if !after.is_empty() {
            query.push(("starting_after", after.as_str()));
        }
        let page = match account.api.get(path, &query).await? {
            Ok(page) => page,
            Err(no) => return Err(account.api.unreadable(format!("a list: {}", no.refused))),
        };
        if let Some(object) = ours(account, &page, key) {
            return Ok(Newest { object: Some(object.clone()), all_seen: true });
        }
        let last = items(&page).last().map(|last| text(last, "id").to_owned());
        let more = page.get("has_more").and_then(Value::as_bool) == Some(true);
        let (true, Some(last)) = (more, last) else {
            return Ok(Newest { object: None, all_seen: true });
        };
        after = last;
    }
    Ok(Newest { object: None, all_seen: false })
}

fn items(page: &Value) -> &[Value] {
    page.get("data").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn ours<'a>(account: &Account, page: &'a Value, key: &str) -> Option<&'a Value> {
    items(page).iter().find(|object| is_ours(account, object) && our_key(object) == key)
}

/// Whether an object was made by this installation.
pub(super) fn is_ours(account: &Account, object: &Value) -> bool {
    let by = object.pointer("/metadata/hostler_installation").and_then(Value::as_str);
    by == Some(account.installation.as_str())
}

/// The key of an object that we made.
pub(super) fn our_key(object: &Value) -> &str {
    object.pointer("/metadata/hostler_key").and_then(Value::as_str).unwrap_or_default()
}
