//! What an upgrade comes to with its tax: what is paid, and what becomes credit (B14, B31).

use model::billing::tax::LineAmount;
use model::money::Money;
use store::billing::payers;

use super::Offer;
use crate::billing::refund::unused;
use crate::billing::taxation;
use crate::{Act, Result, not_found};

/// What the invoice of an upgrade will be over.
///
/// # Errors
/// When the database fails.
pub async fn total(act: &mut Act, offer: &Offer) -> Result<Money> {
    let due = offer.due()?;
    if !due.is_positive() {
        return Ok(due);
    }
    let payer = payers::by_id(&mut act.conn, offer.service.client_id).await?;
    let payer = payer.ok_or_else(|| not_found("Client ID Not Found"))?;
    let settings = std::sync::Arc::clone(&act.settings);
    let taxation = taxation::of_payer(&mut act.conn, &settings, &payer, None).await?;
    let line = LineAmount { amount: due, taxed: offer.new.taxed };
    let taxed = taxation.compute(&[line], due.currency)?;
    Ok(taxed.total()?)
}

/// What the client will have as credit.
///
/// # Errors
/// When the database fails.
pub async fn credit(act: &mut Act, offer: &Offer) -> Result<Money> {
    let credit = offer.quote.to_credit;
    if credit.is_positive() {
        unused::worth(act, offer.service.id, credit).await
    } else {
        Ok(credit)
    }
}
