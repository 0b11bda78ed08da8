//! What a gateway and our books do not agree about: kept, and told to the staff once.

use model::ids::{ClientId, InvoiceId};
use serde_json::json;
use store::billing::gateway_differences::{self, DifferenceRow};
use store::billing::transactions::TransactionRow;

use crate::{Act, Result, conflict, invalid, not_found};

/// The longest note, in characters.
const NOTES_CHARS_MAX: usize = 2_000;

/// What kind of difference it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Both have it, over another amount or in another currency.
    Amount,
    /// The gateway has it, and our books have not.
    NotBooked,
    /// Our books have it, and the gateway has not.
    NotThere,
    /// Money that was on its way back came to us again.
    RefundFailed,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Amount => "Amount",
            Self::NotBooked => "Not Booked",
            Self::NotThere => "Not There",
            Self::RefundFailed => "Refund Failed",
        }
    }
}

/// A difference.
#[derive(Debug, Clone)]
pub struct Difference {
    /// What kind.
    pub kind: Kind,
    /// System name of the gateway.
    pub gateway: String,
    /// The gateway's id of the payment or refund.
    pub reference: String,
    /// Whose money it is.
    pub client: Option<ClientId>,
    /// What it paid.
    pub invoice: Option<InvoiceId>,
    /// In words.
    pub text: String,
}

/// Keeps a difference; `false` when it was told before.
///
/// # Errors
/// When the database fails.
pub async fn found(act: &mut Act, what: &Difference) -> Result<bool> {
    let row = DifferenceRow {
        id: 0,
        gateway: what.gateway.clone(),
        reference: what.reference.clone(),
        kind: what.kind.word().to_owned(),
        client_id: what.client,
        invoice_id: what.invoice,
        description: what.text.clone(),
        status: String::new(),
        found_at: act.at(),
        closed_at: None,
        notes: String::new(),
    };
    let Some(id) = gateway_differences::add(&mut act.conn, &row).await? else { return Ok(false) };
    act.log(what.client, format!("{}: {}: {}", what.gateway, what.reference, what.text)).await?;
    let payload = json!({
        "differenceid": id, "gateway": what.gateway, "transid": what.reference, "kind": row.kind,
    });
    act.event("GatewayDifferenceFound", what.client, &payload).await?;
    Ok(true)
}

/// Puts on the to-do list of the staff that there is something to look into.
///
/// # Errors
/// When the database fails.
pub async fn to_do(act: &mut Act, gateway: &str, text: &str) -> Result<()> {
    let title = format!("Look into differences with {gateway}");
    crate::system::to_do::add(act, &title, text).await
}

/// A refund that was booked failed afterwards: the money is ours again, and what to do with it is
/// for a person to say.
///
/// # Errors
/// When the database fails.
pub async fn refund_failed(act: &mut Act, gateway: &str, row: &TransactionRow) -> Result<()> {
    let money = act.currencies().await?.money(row.amount_out_minor, row.currency_id)?;
    let text = format!(
        "The refund over {money} {} did not arrive: the money is with us again, and has to go back \
         another way",
        money.currency
    );
    let difference = Difference {
        kind: Kind::RefundFailed,
        gateway: gateway.to_owned(),
        reference: row.reference.clone(),
        client: Some(row.client_id).filter(|id| id.0 > 0),
        invoice: row.invoice_id,
        text,
    };
    if found(act, &difference).await? {
        to_do(act, gateway, &difference.text).await?;
    }
    Ok(())
}

/// Somebody looked into a difference. The books stay as they are.
///
/// # Errors
/// Not found; invalid for too long a note; conflict when it is closed.
pub async fn close(act: &mut Act, id: i64, notes: Option<&str>) -> Result<()> {
    let row = gateway_differences::by_id(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| not_found("Difference ID Not Found"))?;
    let notes = notes.map_or("", str::trim);
    if notes.chars().count() > NOTES_CHARS_MAX {
        return Err(invalid("notes", format!("At most {NOTES_CHARS_MAX} characters")));
    }
    let at = act.at();
    if !gateway_differences::close(&mut act.conn, id, notes, at).await? {
        return Err(conflict("The difference is closed"));
    }
    let status = ("status", json!(row.status), json!("Closed"));
    act.changed("gateway_differences", id, &[status]).await?;
    let text = format!("Gateway Difference Closed - {}: {}", row.gateway, row.reference);
    act.log(row.client_id, text).await
}
