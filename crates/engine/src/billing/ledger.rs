//! Movements of money that pay no invoice: to credit, income or expense (B21).

use jiff::Timestamp;
use model::billing::journal::{Account, Entry, EntryKind, fee, payment_received};
use model::ids::{ClientId, CurrencyId, TransactionId};
use model::money::Money;
use serde_json::json;
use store::billing::transactions::{self, TransactionRow};

use super::journal::{self, About};
use super::payments::NOT_UNIQUE;
use super::{bill, credit};
use crate::{Act, Result, conflict, invalid};

/// A movement of money at a gateway.
#[derive(Debug, Clone)]
pub struct NewMovement {
    /// Whose; `None` for nobody's.
    pub client: Option<ClientId>,
    /// In which currency.
    pub currency: CurrencyId,
    /// System name of the gateway.
    pub gateway: String,
    /// When.
    pub at: Timestamp,
    /// The sentence that people read.
    pub description: String,
    /// Money in.
    pub amount_in: Money,
    /// What the gateway keeps.
    pub fees: Money,
    /// Money out.
    pub amount_out: Money,
    /// Exchange rate to the default currency, times 100000000.
    pub rate: i64,
    /// The gateway's own id; empty for none.
    pub reference: String,
    /// Money in becomes the client's credit.
    pub to_credit: bool,
}

/// Records a movement that pays no invoice.
///
/// # Errors
/// Not found when the client does not exist; conflict when the gateway's id was recorded before
/// (B18); invalid when nothing moves.
pub async fn record(act: &mut Act, new: NewMovement) -> Result<TransactionId> {
    if let Some(client) = new.client {
        bill::lock_payer(act, client).await?;
    }
    if new.amount_in.is_negative() || new.amount_out.is_negative() {
        return Err(invalid("amountin", "Amounts cannot be negative"));
    }
    let row = TransactionRow {
        id: TransactionId(0),
        client_id: new.client.unwrap_or(ClientId(0)),
        currency_id: new.currency,
        gateway: new.gateway.clone(),
        at: new.at.as_second(),
        description: new.description.clone(),
        amount_in_minor: new.amount_in.minor,
        fees_minor: new.fees.minor,
        amount_out_minor: new.amount_out.minor,
        rate: new.rate,
        reference: new.reference.clone(),
        invoice_id: None,
        refund_of: None,
        withdraws: false,
    };
    let id = transactions::insert(&mut act.conn, &row).await?;
    let id = id.ok_or_else(|| conflict(NOT_UNIQUE))?;
    book(act, &new, id).await?;
    act.log(new.client, format!("Added Transaction - Transaction ID: {id}")).await?;
    act.event("AddTransaction", new.client, &json!({ "transactionid": id.0 })).await?;
    Ok(id)
}

async fn book(act: &mut Act, new: &NewMovement, id: TransactionId) -> Result<()> {
    let about = About {
        client: new.client.unwrap_or(ClientId(0)),
        currency: new.currency,
        invoice: None,
        transaction: Some(id),
    };
    let zero = Money::zero(new.amount_in.currency);
    match new.client {
        Some(client) if new.to_credit && new.amount_in.is_positive() => {
            journal::post(act, about, payment_received(zero, new.amount_in)).await?;
            let minor = new.amount_in.minor;
            credit::write(act, client, minor, &new.description, 0).await?;
        }
        _ => {
            let postings = [
                (Account::GatewayClearing, new.amount_in),
                (Account::Income, new.amount_in.neg()?),
            ];
            let entry = Entry::new(EntryKind::PaymentReceived, postings);
            journal::post(act, about, entry).await?;
        }
    }
    let postings =
        [(Account::Refunds, new.amount_out), (Account::GatewayClearing, new.amount_out.neg()?)];
    journal::post(act, about, Entry::new(EntryKind::Refund, postings)).await?;
    journal::post(act, about, fee(new.fees)).await
}
