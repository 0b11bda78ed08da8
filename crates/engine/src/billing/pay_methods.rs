//! Stored ways to pay: the card goes to the gateway, only its token stays here.

use std::sync::Arc;
use std::time::Duration;

use jiff::civil::Date;
use model::billing::invoice::PayMethodType;
use model::ids::{ClientId, PayMethodId};
pub use ports::payment::TAKES_NO_NUMBERS;
use ports::payment::{
    CardEntry, CardField, CardOwner, KeptMethod, PaymentGateway, StoreOutcome, StoredMethod,
};
use serde_json::json;
use store::Conn;
use store::billing::pay_methods::{self, PayMethodRow};
use store::billing::payers;
use store::system::jobs::Claimed;

use super::{capture, gateways};
use crate::jobs::{Ending, asked, number_of, targets};
use crate::{Act, Cx, Door, Engine, Job, Result, conflict, invalid, not_found, not_now};

/// The kind of job by which a gateway is told to forget a card.
pub(crate) const FORGET: &str = "pay_method.forget";

/// How long a gateway may take to keep or forget a card.
const GATEWAY_DEADLINE: Duration = Duration::from_secs(60);

/// The gateway that keeps a card: the named one, else the first active one that can. A card number
/// goes only to those that take it, which are sandboxes.
///
/// # Errors
/// Invalid when the named one is not active or takes no numbers; not-now when none can keep cards.
async fn keeper(
    cx: &Cx,
    module: Option<&str>,
    card: &CardEntry,
) -> Result<(String, Arc<dyn PaymentGateway>)> {
    let mut conn = cx.read().await?;
    let rows = gateways::active(&mut conn).await?;
    let is_number = card.holds_number();
    let takes = |gateway: &dyn PaymentGateway| !is_number || gateway.capabilities().card_entry;
    if let Some(module) = module.filter(|module| !module.is_empty()) {
        let Some(row) = rows.iter().find(|row| row.module == module) else {
            let names: Vec<&str> = rows.iter().map(|row| row.module.as_str()).collect();
            let names = names.join(", ");
            return Err(invalid(
                "gateway_module_name",
                format!("Invalid Gateway Module Name. Must be one of: {names}"),
            ));
        };
        let gateway = gateways::open_row(&cx.engine, row).map_err(crate::Fault::broken)?;
        let gateway = gateway.filter(|gateway| gateway.capabilities().stores_cards);
        let gateway = gateway.ok_or_else(|| not_now("Unsupported Gateway Type for Storage"))?;
        if !takes(&*gateway) {
            return Err(invalid("card_number", TAKES_NO_NUMBERS));
        }
        return Ok((row.module.clone(), gateway));
    }
    let mut said = not_now("No Local Credit Card Payment Gateways Enabled");
    for row in &rows {
        let Ok(Some(gateway)) = gateways::open_row(&cx.engine, row) else { continue };
        if !gateway.capabilities().stores_cards {
            continue;
        }
        if takes(&*gateway) {
            return Ok((row.module.clone(), gateway));
        }
        said = invalid("card_number", TAKES_NO_NUMBERS);
    }
    Err(said)
}

/// Hands a card to the gateway.
///
/// # Errors
/// Invalid when the card cannot be right; conflict with the gateway's sentence when it refuses.
async fn keep(
    cx: &Cx,
    client: ClientId,
    (module, gateway): (&str, &dyn PaymentGateway),
    card: CardEntry,
) -> Result<StoredMethod> {
    let owner = owner(&mut cx.read().await?, client, module).await?;
    let key = match &cx.caller.idempotency_key {
        Some(key) => format!("hostler-store-{client}-{}", key.0),
        None => format!("hostler-store-{client}-{}", cx.engine.world().chance.hex(32)),
    };
    let (name, target) = (gateway.capabilities().module, targets::gateway(module));
    let store = || gateway.store(owner, card, &key);
    match asked(&cx.engine, &target, name, GATEWAY_DEADLINE, store).await {
        Ok(StoreOutcome::Stored(stored)) => Ok(stored),
        Ok(StoreOutcome::Faulty(fault)) => Err(match fault.field {
            CardField::Expiry => invalid("card_expiry", "Expiry Date is invalid"),
            CardField::Number | CardField::SecurityCode => invalid("card_number", fault.why),
        }),
        Ok(StoreOutcome::Refused(refused)) => {
            Err(conflict(format!("Error Creating Remote Token: {}", refused.message)))
        }
        Err(error) => {
            let said = "Error Creating Remote Token: the gateway gave no answer";
            Err(not_now(format!("{said}: {error}")))
        }
    }
}

/// Whose method a gateway is to keep, with what it keeps of that client already.
pub(super) async fn owner(c: &mut Conn, client: ClientId, module: &str) -> Result<CardOwner> {
    let payer = payers::by_id(c, client).await?;
    let kept = pay_methods::of_client(c, client).await?;
    let kept = kept.into_iter().filter(|row| row.gateway == module && !row.token.is_empty());
    Ok(CardOwner {
        client,
        email: payer.map(|payer| payer.email).unwrap_or_default(),
        tokens: kept.map(|row| row.token).collect(),
    })
}

/// A card as the wire sends it: number and expiry (`MMYY`).
#[derive(Debug, Clone, Copy)]
pub struct SentCard<'a> {
    /// Digits, spaces and dashes.
    pub number: &'a str,
    /// Month and year.
    pub expiry: &'a str,
}

/// Has a gateway keep a card and gives the row to write; the caller adds the time.
///
/// # Errors
/// Invalid when the card cannot be right, or its number is sent for a gateway that takes none;
/// conflict when the gateway refuses it.
pub async fn keep_card(
    cx: &Cx,
    client: ClientId,
    kind: PayMethodType,
    module: Option<&str>,
    sent: SentCard<'_>,
) -> Result<PayMethodRow> {
    let card = capture::card(sent.number, sent.expiry, None);
    let card = card.ok_or_else(|| invalid("card_expiry", "Expiry Date is invalid"))?;
    let (module, gateway) = keeper(cx, module, &card).await?;
    let stored = keep(cx, client, (&module, gateway.as_ref()), card).await?;
    Ok(row_of(client, kind, module, stored))
}

/// The last day of a card's month as it is sent (`MMYY`); `None` when it cannot be read.
#[must_use]
pub fn last_day(expiry: &str) -> Option<Date> {
    let (month, year) = CardEntry::read_expiry(expiry)?;
    Date::new(year, i8::try_from(month).ok()?, 1).ok().map(Date::last_of_month)
}

/// Has the gateway forget a card; why it did not.
///
/// # Errors
/// A sentence for staff.
pub async fn forget(engine: &Engine, row: &PayMethodRow) -> std::result::Result<(), String> {
    if row.token.is_empty() {
        return Ok(());
    }
    let mut conn = engine.read().await.map_err(|error| error.to_string())?;
    let gateway = gateways::open(engine, &mut conn, &row.gateway).await;
    drop(conn);
    match gateway.map_err(|error| error.to_string())? {
        Some(gateway) => {
            let (name, target) = (gateway.capabilities().module, targets::gateway(&row.gateway));
            let forget = || gateway.forget(&row.token);
            let answer = asked(engine, &target, name, GATEWAY_DEADLINE, forget).await;
            answer.map_err(|error| error.to_string())
        }
        None => Err("the gateway is not active".to_owned()),
    }
}

/// Takes all cards from a client at once; their gateways are told by jobs. Bank accounts stay.
///
/// # Errors
/// When the database fails.
pub async fn clear_cards(act: &mut Act, client: ClientId) -> Result<()> {
    let at = act.at();
    for id in pay_methods::take_cards(&mut act.conn, client, at).await? {
        tell_gateway(act, id).await?;
        act.log(Some(client), format!("Deleted Pay Method - Pay Method ID: {id}")).await?;
    }
    Ok(())
}

/// Takes everything from a client that gateways keep, for it is erased; they are told by jobs.
pub(crate) async fn take_all(act: &mut Act, client: ClientId) -> Result<()> {
    let at = act.at();
    for id in pay_methods::take_all(&mut act.conn, client, at).await? {
        tell_gateway(act, id).await?;
    }
    Ok(())
}

/// Has the gateway told, after the commit, to forget what was taken.
async fn tell_gateway(act: &mut Act, id: PayMethodId) -> Result<()> {
    let job = Job {
        kind: FORGET,
        payload: json!({ "pay_method": id.0 }),
        unique_key: Some(format!("{FORGET}:{id}")),
    };
    act.enqueue(job).await
}

/// The job `pay_method.forget`: a gateway forgets a card that was taken from its client.
pub(crate) async fn work(engine: &Engine, job: &Claimed) -> Result<Ending> {
    let id = PayMethodId(number_of(job, "pay_method")?);
    let Some(row) = pay_methods::taken(&mut engine.read().await?, id).await? else {
        return Ok(Ending::Done);
    };
    forget(engine, &row).await.map_err(not_now)?;
    let mut act = engine.begin_system(Door::Automation, "UpdateClient").await?;
    pay_methods::forget_taken(&mut act.conn, id).await?;
    act.commit().await?;
    Ok(Ending::Done)
}

/// A way to pay of a client.
///
/// # Errors
/// Not found with the sentences of the wire.
pub async fn owned(c: &mut Conn, client: ClientId, id: PayMethodId) -> Result<PayMethodRow> {
    let row = pay_methods::by_id(c, id).await?;
    let row = row.ok_or_else(|| not_found("Invalid Pay Method ID"))?;
    if row.client_id != client {
        return Err(not_found("Pay Method does not belong to passed Client ID"));
    }
    Ok(row)
}

/// Writes a stored method down and gives its number. What is kept already stays one: it gets the
/// new token and expiry, and its gateway is told to forget the older token.
///
/// # Errors
/// Not found when the client does not exist.
pub async fn add(act: &mut Act, row: &PayMethodRow, as_default: bool) -> Result<PayMethodId> {
    // Whoever adds the same at the same time waits here, and finds it.
    let payer = payers::lock(&mut act.conn, row.client_id).await?;
    payer.ok_or_else(|| invalid("clientid", "Invalid Client ID"))?;
    let known = pay_methods::of_client(&mut act.conn, row.client_id).await?;
    let before = known.into_iter().find(|known| is_same(known, row));
    let (id, done) = match &before {
        Some(before) => {
            let named = if row.description.is_empty() { before } else { row };
            let description = named.description.clone();
            let now = PayMethodRow { id: before.id, description, ..row.clone() };
            pay_methods::update(&mut act.conn, &now).await?;
            if !before.token.is_empty() && before.token != row.token {
                let at = act.at();
                let older = pay_methods::insert_taken(&mut act.conn, before, at).await?;
                tell_gateway(act, older).await?;
            }
            (before.id, "Updated")
        }
        None => (pay_methods::insert(&mut act.conn, row).await?, "Added"),
    };
    if as_default {
        pay_methods::set_default(&mut act.conn, row.client_id, id).await?;
    }
    act.log(Some(row.client_id), format!("{done} Pay Method - Pay Method ID: {id}")).await?;
    Ok(id)
}

/// Whether two methods of a client are the same card or account: by the gateway's own word where
/// it gives one, else by all that may be known of it. A bank account that is only written down is
/// known too little of.
fn is_same(known: &PayMethodRow, new: &PayMethodRow) -> bool {
    if new.token.is_empty() || known.gateway != new.gateway {
        return false;
    }
    if known.token == new.token {
        return true;
    }
    if !known.fingerprint.is_empty() && !new.fingerprint.is_empty() {
        return known.fingerprint == new.fingerprint;
    }
    let (digits, account) = (&new.last_four, &new.description);
    let of_account = digits.is_empty() && !account.is_empty();
    known.card_type == new.card_type
        && known.last_four == *digits
        && known.expires_on == new.expires_on
        && (!digits.is_empty() || of_account && known.description == *account)
}

/// Writes down what a client paid with on a gateway's page; what is there already stays as it is.
///
/// # Errors
/// When the client does not exist, or the database fails.
pub(super) async fn add_kept(
    act: &mut Act,
    client: ClientId,
    gateway: &str,
    kept: KeptMethod,
) -> Result<()> {
    let known = pay_methods::of_client(&mut act.conn, client).await?;
    if known.iter().any(|row| row.gateway == gateway && row.token == kept.token) {
        return Ok(());
    }
    let row = PayMethodRow {
        id: PayMethodId(0),
        client_id: client,
        r#type: PayMethodType::RemoteCreditCard,
        description: kept.description,
        gateway: gateway.to_owned(),
        token: kept.token,
        fingerprint: String::new(),
        card_type: kept.brand,
        last_four: kept.last_four,
        expires_on: kept.expires_on,
        bank_name: String::new(),
        position: 0,
        created_at: act.at(),
        updated_at: act.at(),
        deleted_at: None,
    };
    // The client wants it used for automatic payments, so that it is what they are made with.
    add(act, &row, true).await.map(drop)
}

/// A row for what a gateway keeps; the caller adds the time.
fn row_of(
    client: ClientId,
    kind: PayMethodType,
    gateway: String,
    stored: StoredMethod,
) -> PayMethodRow {
    PayMethodRow {
        id: PayMethodId(0),
        client_id: client,
        r#type: kind,
        description: String::new(),
        gateway,
        token: stored.token,
        fingerprint: stored.fingerprint,
        card_type: stored.brand.name().to_owned(),
        last_four: stored.last_four,
        expires_on: Some(stored.expires_on),
        bank_name: String::new(),
        position: 0,
        created_at: 0,
        updated_at: 0,
        deleted_at: None,
    }
}
