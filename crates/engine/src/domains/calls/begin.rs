//! The first act: may it be done and by which registrar; then the call is written down.

use std::sync::Arc;

use jiff::civil::Date;
use model::domains::lifecycle::is_renewable;
use model::domains::status::DomainStatus;
use model::ids::{ContactId, DomainId};
use model::word::Word as _;
use ports::Secret;
use ports::registrar::{Contacts, Registrar, Registration, Renewal, Transfer};
use serde_json::json;
use store::domains::calls::{self, CallAction, CallRow};
use store::domains::name_edits;
use store::domains::names::{self, DomainRow};
use store::ordering::orders;
use store::people::{clients, contacts as people_contacts};

use super::{HOLD_SECONDS, Request, words};
use crate::domains::{claim, contacts, premium, registrars};
use crate::system::settings::DEFAULT_NAME_SERVERS;
use crate::{Act, Actor, Cx, Fault, Job, Result, invalid, not_found, not_now};

/// The refusal while a call of the name has no outcome.
pub(super) const UNDER_WAY: &str = "Another action is being carried out on this domain";
/// After so many attempts a call without an outcome waits for a person.
const SETTLE_ATTEMPTS_MAX: i64 = 24;

/// A call that is written down and held by us.
pub(crate) struct Call {
    /// As it is in the table.
    pub(super) row: CallRow,
    /// The name.
    pub(super) domain: String,
    /// Who is asked.
    pub(super) registrar: Arc<dyn Registrar>,
    /// What it is told.
    pub(super) wish: Wish,
    /// Somebody began it before: ask what became of it first.
    pub(super) resumed: bool,
    /// If it never arrived, make it now; otherwise only settle it.
    pub(super) repeat: bool,
}

/// What a registrar is told.
pub(super) enum Wish {
    Register(Registration),
    Transfer(Transfer),
    Renew(Renewal),
}

/// What is to be done next.
pub(crate) enum Begun {
    /// Ask the registrar.
    Ready(Box<Call>),
    /// Settle this call of another kind first.
    InTheWay(Box<Call>),
    /// The occasion was granted before.
    Granted,
}

/// Writes a call down, or takes up the one that is open.
pub(crate) async fn begin(cx: &Cx, id: DomainId, request: &Request) -> Result<Begun> {
    let mut act = cx.act(words::act_name(request.action)).await?;
    let row = names::lock(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| not_found("Domain Not Found"))?;
    check_caller(&act, &row)?;
    if calls::is_granted(&mut act.conn, &request.occasion).await? {
        return Ok(Begun::Granted);
    }
    let registrar = registrars::open(&act.engine, &mut act.conn, &row.registrar).await?;
    if let Some(open) = calls::open(&mut act.conn, id).await? {
        let same = open.action == request.action && open.occasion == request.occasion;
        let held = hold(&mut act, &open).await?.ok_or_else(|| not_now(UNDER_WAY))?;
        let call = Box::new(brief(&mut act, &row, held, true, same).await?);
        act.commit().await?;
        return Ok(if same { Begun::Ready(call) } else { Begun::InTheWay(call) });
    }
    check_state(&row, request.action)?;
    let expires_before = expiry(&act, &row, request.action, &*registrar)?;
    let written = write(&mut act, &row, request, expires_before).await?;
    let call = Box::new(brief(&mut act, &row, written, false, true).await?);
    act.commit().await?;
    Ok(Begun::Ready(call))
}

/// Takes up a call whose holder is gone, to settle it; `None` when there is nothing to settle.
pub(crate) async fn take_up(cx: &Cx, call: i64) -> Result<Option<Call>> {
    let mut act = cx.act("DomainSettle").await?;
    let Some(open) = calls::by_id(&mut act.conn, call).await? else { return Ok(None) };
    let Some(row) = names::lock(&mut act.conn, open.domain_id).await? else { return Ok(None) };
    let Some(held) = hold(&mut act, &open).await? else { return Ok(None) };
    let call = brief(&mut act, &row, held, true, false).await?;
    act.commit().await?;
    Ok(Some(call))
}

/// A client has to do with its own domains only.
fn check_caller(act: &Act, row: &DomainRow) -> Result<()> {
    match act.caller.actor {
        Actor::Client { client, .. } if client != row.client_id => {
            Err(not_found("Domain Not Found"))
        }
        _ => Ok(()),
    }
}

/// Whether the name is in a status that the action fits.
fn check_state(row: &DomainRow, action: CallAction) -> Result<()> {
    use DomainStatus::{Cancelled, Expired, Pending, TransferredAway};
    let fits = match action {
        CallAction::Register => matches!(row.status, Pending | Expired | Cancelled),
        CallAction::Transfer => {
            matches!(row.status, Pending | Expired | Cancelled | TransferredAway)
        }
        CallAction::Renew => is_renewable(row.status),
    };
    if fits { Ok(()) } else { Err(not_now(format!("The domain is {}", row.status))) }
}

/// The expiry that a renewal begins at. Where the registrar is a person, the day it was paid to.
fn expiry(
    act: &Act,
    row: &DomainRow,
    action: CallAction,
    registrar: &dyn Registrar,
) -> Result<Option<Date>> {
    if action != CallAction::Renew {
        return Ok(None);
    }
    match row.expires_on {
        Some(expires) => Ok(Some(expires)),
        None if !registrar.capabilities().sync => Ok(Some(act.today())),
        None => Err(not_now("The expiry of the domain is not known yet")),
    }
}

async fn write(
    act: &mut Act,
    row: &DomainRow,
    request: &Request,
    expires_before: Option<Date>,
) -> Result<CallRow> {
    let years = request.years.unwrap_or(row.years);
    if !(1..=10).contains(&years) {
        return Err(invalid("regperiod", "The period must be 1 to 10 years"));
    }
    let fee = premium::fee_for(&mut act.conn, row.id, request.action).await?;
    if years != 1 && fee.is_some() {
        return Err(invalid("regperiod", premium::ONE_YEAR));
    }
    let latest = calls::latest(&mut act.conn, row.id).await?;
    let same = |call: &CallRow| {
        let wish = (call.action, call.years, call.expires_before);
        call.is_unanswered() && wish == (request.action, years, expires_before)
    };
    let key = match latest {
        // The registrar never answered: the same key makes a late arrival of it harmless.
        Some(call) if same(&call) && call.registrar == row.registrar => {
            call.idempotency_key.clone()
        }
        _ => {
            let random = act.engine.world().chance.hex(12);
            format!("domain-{}-{}-{random}", row.id, request.action.word())
        }
    };
    let at = act.at();
    let new = calls::New {
        domain: row.id,
        name: &row.name,
        action: request.action,
        registrar: &row.registrar,
        idempotency_key: &key,
        occasion: &request.occasion,
        years,
        expires_before,
        idn_language: &request.idn_language,
        started_at: at,
        held_until: at + HOLD_SECONDS,
    };
    let call = calls::insert(&mut act.conn, new).await?.ok_or_else(|| not_now(UNDER_WAY))?;
    // Looked at behind the insert, which waited for whoever was at the same name.
    claim::check_free(&mut act.conn, &row.name, row.id).await?;
    let settle = Job {
        kind: "domain.settle",
        payload: json!({ "call": call.id }),
        unique_key: Some(format!("domain.settle:{}", call.id)),
    };
    act.enqueue_at(settle, at + HOLD_SECONDS + 1, SETTLE_ATTEMPTS_MAX).await?;
    Ok(call)
}

async fn hold(act: &mut Act, open: &CallRow) -> Result<Option<CallRow>> {
    let at = act.at();
    Ok(calls::take_up(&mut act.conn, open.id, at, at + HOLD_SECONDS).await?)
}

/// Everything the registrar is told, read in one go.
async fn brief(
    act: &mut Act,
    row: &DomainRow,
    call: CallRow,
    resumed: bool,
    repeat: bool,
) -> Result<Call> {
    let registrar = registrars::open(&act.engine, &mut act.conn, &call.registrar).await?;
    let years = u8::try_from(call.years).map_err(Fault::broken)?;
    let wish = match call.action {
        CallAction::Register => Wish::Register(registration(act, row, &call, years).await?),
        CallAction::Transfer => {
            let place = format!("domains.epp_code:{}", row.id);
            let code = act.engine.secrets().open(&place, &row.epp_code)?;
            let registration = registration(act, row, &call, years).await?;
            Wish::Transfer(Transfer { transfer_code: Secret::new(code), registration })
        }
        CallAction::Renew => Wish::Renew(Renewal {
            idempotency_key: call.idempotency_key.clone(),
            id: row.id,
            domain: row.name.clone(),
            years,
            expires_on: call.expires_before.ok_or_else(|| Fault::broken("renewal from no day"))?,
            restore: row.status == DomainStatus::Redemption,
            fee: premium::fee_for(&mut act.conn, row.id, call.action).await?,
            restore_fee: premium::restore_fee(&mut act.conn, row.id).await?,
        }),
    };
    Ok(Call { row: call, domain: row.name.clone(), registrar, wish, resumed, repeat })
}

async fn registration(
    act: &mut Act,
    row: &DomainRow,
    call: &CallRow,
    years: u8,
) -> Result<Registration> {
    let mut fields: std::collections::BTreeMap<String, String> =
        name_edits::fields(&mut act.conn, row.id).await?.into_iter().collect();
    if !call.idn_language.is_empty() {
        fields.insert("idnlanguage".to_owned(), call.idn_language.clone());
    }
    Ok(Registration {
        idempotency_key: call.idempotency_key.clone(),
        id: row.id,
        domain: row.name.clone(),
        years,
        name_servers: name_servers(act, row),
        contacts: people(act, row).await?,
        id_protection: row.id_protection,
        fields,
        fee: premium::fee_for(&mut act.conn, row.id, call.action).await?,
    })
}

/// The contact that the order named for its names while it is the client's, else the client.
async fn people(act: &mut Act, row: &DomainRow) -> Result<Contacts> {
    let order = match row.order_id {
        Some(id) => orders::by_id(&mut act.conn, id).await?,
        None => None,
    };
    let named = order.map_or(0, |order| order.contact_id);
    let contact = people_contacts::by_id(&mut act.conn, ContactId(named)).await?;
    if let Some(contact) = contact.filter(|contact| contact.client_id == row.client_id) {
        return Ok(contacts::of_contact(&contact));
    }
    let client = clients::any_by_id(&mut act.conn, row.client_id).await?;
    let client = client.ok_or_else(|| Fault::broken(format!("domain {} of nobody", row.id)))?;
    Ok(contacts::of_client(&client))
}

/// Those of the domain, else those of the house.
fn name_servers(act: &Act, row: &DomainRow) -> Vec<String> {
    let list = |text: &str| -> Vec<String> {
        let hosts = text.split(',').map(str::trim).filter(|host| !host.is_empty());
        hosts.map(str::to_owned).collect()
    };
    let own = list(&row.nameservers);
    if !own.is_empty() {
        return own;
    }
    DEFAULT_NAME_SERVERS.iter().flat_map(|name| list(act.settings.text(name))).collect()
}
