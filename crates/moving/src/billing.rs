//! Invoices and the money: what was asked for, what was paid, and the books of both. In a WHMCS
//! nothing need add up; here everything does. So what was asked for and what is left to pay hold,
//! and what does not fit is told of.

mod booked;
mod compared;
mod credit_notes;
mod credits;
mod ground;
mod invoice;
mod invoices;
mod items;
mod lines;
mod numbers;
mod pay_methods;
mod periods;
mod quotes;
mod sums;
mod transactions;

use std::collections::HashSet;

use store::billing::transaction_days;
use store::system::kept_counts;

use crate::error::Result;
use crate::moving::Moving;

/// The tables that are written with the numbers of the WHMCS.
pub(crate) const TABLES: &[&str] = &[
    "invoices",
    "invoice_items",
    "transactions",
    "credits",
    "credit_notes",
    "quotes",
    "quote_items",
    "pay_methods",
];

/// Brings in what was invoiced and paid. People, services, addons and domains are here already,
/// and each client has the credit that it has there.
pub(crate) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    pay_methods::bring(moving).await?;
    let mut with_invoices = HashSet::new();
    let figures = invoices::bring(moving, &mut with_invoices).await?;
    credit_notes::bring(moving).await?;
    transactions::bring(moving, &with_invoices).await?;
    credits::bring(moving).await?;
    periods::claim(moving).await?;
    numbers::go_on(moving).await?;
    quotes::bring(moving).await?;
    count(moving).await?;
    compared::with(moving, &figures).await
}

/// Has what is counted beside the rows be right: they were written past it.
async fn count(moving: &Moving<'_>) -> Result<()> {
    let mut act = moving.act().await?;
    kept_counts::recount_invoices(&mut act.conn).await?;
    transaction_days::recount(&mut act.conn).await?;
    Ok(act.commit().await?)
}
