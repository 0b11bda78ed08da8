//! Refunds above a limit need two persons: one asks, another agrees (B20).

use model::ids::ClientId;
use model::money::Money;
use serde_json::json;
use store::billing::refund_requests::{self, Hand, RefundRequestRow};

use crate::billing::bill::Bill;
use crate::system::currencies::Currencies;
use crate::system::settings::REFUND_APPROVAL_ABOVE;
use crate::{Act, Actor, Result, conflict, invalid, not_allowed, not_found, not_now};

/// The refusal when two decide at the same moment.
pub const FASTER: &str = "Somebody else decided meanwhile";
/// The longest reason, in characters.
const REASON_CHARS_MAX: usize = 500;

/// Whether a refund needs a second person. What went back of the invoice before counts with it,
/// so that parts do not slip through. The machine itself (the command line) needs nobody.
///
/// # Errors
/// Broken when the setting is no amount.
pub async fn is_needed(act: &mut Act, bill: &Bill, amount: Money) -> Result<bool> {
    let limit = act.settings.text(REFUND_APPROVAL_ABOVE).trim().to_owned();
    if limit.is_empty() || matches!(act.caller.actor, Actor::System) {
        return Ok(false);
    }
    let currencies = Currencies::read(&mut act.conn).await?;
    let default = currencies.default_row()?.id;
    let limit = Money::parse(&limit, &currencies.currency(default)?)?;
    let limit = currencies.convert(limit, bill.row.currency_id)?;
    Ok(bill.row.refunded_minor + amount.minor > limit.minor)
}

/// Refuses a refund that needs a second person, where nobody can be asked for one: the invoice's
/// own refund asks.
///
/// # Errors
/// Not-now when it needs one; broken when the setting is no amount.
pub async fn refuse(act: &mut Act, bill: &Bill, amount: Money) -> Result<()> {
    if is_needed(act, bill, amount).await? {
        let said = "To give back so much needs a second person: ask for a refund of the invoice";
        return Err(not_now(said));
    }
    Ok(())
}

/// Writes a wish down; its number.
///
/// # Errors
/// Conflict when a refund of the invoice waits already.
pub async fn ask(
    act: &mut Act,
    bill: &Bill,
    amount: Money,
    kind: &str,
    transid: &str,
) -> Result<i64> {
    let (invoice, client) = (bill.row.id, bill.payer.id);
    let row = RefundRequestRow {
        id: 0,
        invoice_id: invoice,
        client_id: client,
        amount_minor: amount.minor,
        r#type: kind.to_owned(),
        transid: transid.to_owned(),
        status: String::new(),
        requested_by: None,
        requested_name: String::new(),
        requested_at: 0,
        decided_by: None,
        decided_name: String::new(),
        decided_at: None,
        reason: String::new(),
    };
    let (staff, name) = who(act);
    let hand = Hand { staff, name: &name, at: act.at() };
    let id = refund_requests::add(&mut act.conn, &row, hand).await?;
    let id = id.ok_or_else(|| conflict("A refund of this invoice waits for a second person"))?;
    let text = format!("Refund Requested - Invoice ID: {invoice} - Amount: {amount}");
    tell(act, client, "RefundRequested", id, text).await?;
    Ok(id)
}

/// A wish that the caller may agree to.
///
/// # Errors
/// Not found when no such wish waits; not allowed when the caller asked for it.
pub async fn open(act: &mut Act, id: i64) -> Result<RefundRequestRow> {
    let row = waiting(act, id).await?;
    let (staff, _) = who(act);
    let by_machine = matches!(act.caller.actor, Actor::System);
    if !by_machine && (staff.is_none() || staff == row.requested_by) {
        return Err(not_allowed("Who asked for a refund cannot approve it"));
    }
    Ok(row)
}

/// Writes down that the money went back, in the act that books it; `false` when somebody else
/// decided meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn approved(act: &mut Act, row: &RefundRequestRow) -> Result<bool> {
    let ours = decide(act, row, "Approved", "").await?;
    let text = format!("Refund Approved - Invoice ID: {} - Request ID: {}", row.invoice_id, row.id);
    tell(act, row.client_id, "RefundApproved", row.id, text).await?;
    Ok(ours)
}

/// Turns a wish down. Who asked for it may take it back this way.
///
/// # Errors
/// Not found when no such wish waits; invalid without a reason.
pub async fn decline(act: &mut Act, id: i64, reason: &str) -> Result<()> {
    let row = waiting(act, id).await?;
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON_CHARS_MAX {
        return Err(invalid("reason", "A reason is required"));
    }
    if !decide(act, &row, "Declined", reason).await? {
        return Err(conflict(FASTER));
    }
    let text = format!("Refund Declined - Invoice ID: {} - Reason: {reason}", row.invoice_id);
    tell(act, row.client_id, "RefundDeclined", id, text).await
}

async fn waiting(act: &mut Act, id: i64) -> Result<RefundRequestRow> {
    let row = refund_requests::by_id(&mut act.conn, id).await?;
    row.filter(|row| row.status == "Pending")
        .ok_or_else(|| not_found("Refund Request ID Not Found or Not Pending"))
}

async fn decide(act: &mut Act, row: &RefundRequestRow, to: &str, reason: &str) -> Result<bool> {
    let (staff, name) = who(act);
    let hand = Hand { staff, name: &name, at: act.at() };
    let ours = refund_requests::decide(&mut act.conn, row.id, to, reason, hand).await?;
    act.changed("refund_requests", row.id, &[("status", json!("Pending"), json!(to))]).await?;
    Ok(ours)
}

fn who(act: &Act) -> (Option<i64>, String) {
    let actor = &act.caller.actor;
    (actor.staff().map(|id| id.0), actor.name().to_owned())
}

async fn tell(
    act: &mut Act,
    client: ClientId,
    event: &'static str,
    id: i64,
    text: String,
) -> Result<()> {
    act.log(Some(client), text).await?;
    act.event(event, Some(client), &json!({ "requestid": id })).await
}
