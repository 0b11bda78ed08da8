//! What a client keeps to pay with: shown, offered beside the ways to pay, and charged.

use model::people::permission::ClientPermission;
use protocol::wire::Flag;
use protocol::{PayInvoice, PayMethod};
use serde_json::{Value, json};

use super::confirming;
use crate::App;
use crate::for_client::ForClient;
use crate::pages::language::{self, tell};
use crate::pages::view::MethodView;
use crate::session::ClientSession;
use crate::whmcs::CallError;

/// How a form names what is kept: `kept-5`.
pub(super) const KEPT: &str = "kept-";

/// Whether the shop may charge what a client keeps, for its user. Another WHMCS charges such things
/// in its own time.
fn may_charge(app: &App, session: &ClientSession) -> bool {
    session.may(ClientPermission::Invoices) && !app.whmcs().is_remote()
}

/// What the shop offers of what a client keeps; nothing to those who may not pay with it.
pub(crate) async fn offered(
    app: &App,
    session: Option<&ClientSession>,
    methods: &[MethodView],
) -> Result<Vec<Value>, CallError> {
    match session.filter(|session| may_charge(app, session)) {
        Some(session) => chargeable(&ForClient::new(app, session), methods).await,
        None => Ok(Vec::new()),
    }
}

/// What can be charged through one of the ways to pay, as templates have it; what is charged first
/// stands first.
pub(super) async fn chargeable(
    door: &ForClient,
    methods: &[MethodView],
) -> Result<Vec<Value>, CallError> {
    let rows = door.pay_methods().await?;
    // A bank account that is only written down cannot be charged.
    let charges = |row: &&PayMethod| {
        let gateway = &*row.gateway_name;
        let is_written_down = row.r#type == "BankAccount" && gateway.is_empty();
        !is_written_down
            && (gateway.is_empty() || methods.iter().any(|each| each.module == gateway))
    };
    Ok(rows.iter().filter(charges).map(kept).collect())
}

/// The choice of a form that what is charged first stands for.
pub(crate) fn first(kept: &[Value]) -> Option<String> {
    kept.first().map(|first| format!("{KEPT}{}", first["id"]))
}

/// The number that a choice of a form names; `None` for a gateway.
pub(crate) fn number(choice: &str) -> Option<u64> {
    choice.strip_prefix(KEPT)?.parse().ok()
}

/// What a choice of a form of the shop names, if the client keeps it and it may be charged.
pub(crate) async fn chosen(
    app: &App,
    session: &ClientSession,
    choice: &str,
) -> Result<Option<PayMethod>, CallError> {
    let Some(id) = number(choice).filter(|_| may_charge(app, session)) else { return Ok(None) };
    let rows = ForClient::new(app, session).pay_methods().await?;
    Ok(rows.into_iter().find(|row| row.id.id() == Some(id)))
}

/// What became of a charge.
pub(crate) struct Charged {
    pub(crate) paid: bool,
    /// Why not, or what is to happen now; empty when it is paid.
    pub(crate) message: String,
    /// Where the client approves it first.
    pub(crate) onward: Option<String>,
}

impl Charged {
    fn not(said: &str) -> Self {
        let message = language::refusal(said).into_owned();
        Self { paid: false, message, onward: None }
    }
}

/// Charges what is kept for an invoice. A refusal does not undo the order that it is for.
pub(crate) async fn charge(
    app: &App,
    door: &ForClient,
    invoice: u64,
    row: &PayMethod,
) -> Result<Charged, CallError> {
    let call = PayInvoice {
        invoiceid: invoice,
        paymentmethod: row.gateway_name.to_string(),
        paymethodid: row.id.id(),
        keepmethod: Flag(false),
        ..PayInvoice::default()
    };
    pay(app, door, call).await
}

/// The same by any other way.
pub(crate) async fn pay(
    app: &App,
    door: &ForClient,
    call: PayInvoice,
) -> Result<Charged, CallError> {
    match door.pay(call).await {
        Ok(answer) if answer.paid.0 => Ok(Charged { paid: true, ..Charged::not("") }),
        Ok(answer) => {
            let onward = match &answer.redirect {
                Some(to) => confirming::onward(app, to).await,
                None => None,
            };
            Ok(Charged { onward, ..Charged::not(&answer.message) })
        }
        Err(CallError::Refused(refusal)) => Ok(Charged::not(&refusal.said)),
        // The invoice leads to where it is paid.
        Err(CallError::NotOffered(_)) => Ok(Charged::not("")),
        Err(error) => Err(error),
    }
}

/// A card or account that the client keeps, in short.
pub(super) fn kept(row: &PayMethod) -> Value {
    let text = |text: &Option<protocol::wire::Text>| {
        text.as_ref().map(ToString::to_string).unwrap_or_default()
    };
    let (kind, last) = (text(&row.card_type), text(&row.card_last_four));
    let mut name = row.description.to_string();
    let mut tail = last;
    // Accounts have no last digits; what they are called tells them apart.
    if tail.is_empty() && !kind.is_empty() && !name.is_empty() {
        tail = std::mem::replace(&mut name, tell("card-kept-with-us"));
    }
    json!({
        "id": row.id.0,
        "name": if name.is_empty() { tell("card") } else { name },
        "kind": kind,
        "last": tail,
        "expires": text(&row.expiry_date),
        "bank": text(&row.bank_name),
    })
}
