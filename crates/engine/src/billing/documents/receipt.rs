//! The receipt of a payment as it is put on paper.

use model::ids::TransactionId;
use ports::documents::{ReceiptDocument, Sum};
use store::Conn;
use store::billing::{invoices, payers, transactions};
use store::system::gateways;

use super::house::House;
use super::{invoice, party};
use crate::billing::bill::label;
use crate::{Engine, Result};

/// Puts the receipt of a payment on paper; `None` when no money came in by that transaction.
///
/// # Errors
/// When the database fails.
pub async fn receipt(
    engine: &Engine,
    c: &mut Conn,
    id: TransactionId,
) -> Result<Option<ReceiptDocument>> {
    let row = transactions::by_id(c, id).await?.filter(|row| row.amount_in_minor > 0);
    let Some(row) = row else { return Ok(None) };
    let house = House::read(engine, c).await?;
    let ways = gateways::all(c).await?;
    let payer = payers::by_id(c, row.client_id).await?;
    let bill = match row.invoice_id {
        Some(id) => invoices::by_id(c, id).await?,
        None => None,
    };
    let snapshot = bill.as_ref().map(|bill| bill.parties.as_str()).unwrap_or_default();
    let [seller, buyer] = party::both(snapshot, &house.settings, payer.as_ref());
    let payment = invoice::payment(&house, &row, &ways)?;
    let paid_for = match &bill {
        Some(bill) => format!("Invoice {}", label(bill)),
        None => row.description.clone(),
    };
    Ok(Some(ReceiptDocument {
        sheet: house.sheet(c, row.client_id).await?,
        seller,
        buyer,
        number: id.to_string(),
        lines: vec![Sum { label: paid_for, amount: payment.amount.clone() }],
        payment,
        notes: String::new(),
    }))
}
