//! What is unpaid of a service that a client ended: it is not asked for any more (B26).

use model::billing::invoice::LineType;
use model::billing::renewal::ItemKind;
use model::ids::{InvoiceId, InvoiceItemId, ServiceId};
use store::billing::invoice_items::{self, InvoiceItemRow};
use store::billing::{dunning, invoices};
use store::hosting::addons;

use super::{bill, cancel, reissue};
use crate::system::settings::CANCEL_UNPAID;
use crate::{Act, Engine, Result};

/// An unpaid invoice of a service that may be ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foretold {
    /// Which.
    pub invoice: InvoiceId,
    /// How people name it.
    pub label: String,
    /// What it asks for the service falls away when that ends; else it is still to be paid.
    pub goes: bool,
}

/// What becomes of the unpaid invoices of a service when it ends by its client's wish, in the order
/// they fell due.
///
/// # Errors
/// When the database fails.
pub async fn foretold(engine: &Engine, service: ServiceId) -> Result<Vec<Foretold>> {
    let goes = engine.settings().await?.on(CANCEL_UNPAID);
    let mut conn = engine.read().await?;
    let going = dunning::unpaid_with(&mut conn, service).await?;
    let mut all = Vec::new();
    for id in dunning::unpaid_of(&mut conn, ItemKind::Service, service.0).await? {
        if let Some(row) = invoices::by_id(&mut conn, id).await? {
            let (label, goes) = (bill::label(&row), goes && going.contains(&id));
            all.push(Foretold { invoice: id, label, goes });
        }
    }
    Ok(all)
}

/// What became of an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cleared {
    /// It asked for nothing else, and is cancelled.
    Cancelled(InvoiceId),
    /// This one asks for the rest.
    Shortened(InvoiceId),
    /// Its lines cannot be taken apart.
    Kept(InvoiceId),
}

/// Cancels the unpaid invoices of a service and its addons, and takes their lines out of those that
/// ask for other things, too. One towards which something was paid stays as it is.
///
/// # Errors
/// When the database fails.
pub(crate) async fn clear(act: &mut Act, service: ServiceId) -> Result<Vec<Cleared>> {
    let rows = addons::of_service(&mut act.conn, service).await?;
    let addons: Vec<i64> = rows.into_iter().map(|row| row.id.0).collect();
    let mut cleared = Vec::new();
    for id in dunning::unpaid_with(&mut act.conn, service).await? {
        let lines = invoice_items::of_invoice(&mut act.conn, id).await?;
        let own = own_lines(&lines, service, &addons);
        // The fee for paying an invoice late goes with it.
        let is_fee =
            |line: &InvoiceItemRow| line.r#type == LineType::LateFee && line.rel_id == id.0;
        let has_others = lines.iter().any(|line| !own.contains(&line.id) && !is_fee(line));
        cleared.push(if !has_others {
            cancel::cancel(act, id).await?;
            Cleared::Cancelled(id)
        } else if let Some(made) = reissue::without(act, id, &own).await? {
            Cleared::Shortened(made)
        } else {
            Cleared::Kept(id)
        });
    }
    Ok(cleared)
}

/// The lines of a service: its own, those of its addons, and what codes take off them.
fn own_lines(lines: &[InvoiceItemRow], service: ServiceId, addons: &[i64]) -> Vec<InvoiceItemId> {
    let mut own = Vec::new();
    let mut above = (0, false);
    for line in lines {
        let is_own = match line.r#type {
            LineType::Hosting | LineType::Setup => line.rel_id == service.0,
            LineType::Addon => addons.contains(&line.rel_id),
            // It stands below what it is taken off, and has its number.
            LineType::Promotion => above == (line.rel_id, true),
            _ => false,
        };
        above = (line.rel_id, is_own);
        if is_own {
            own.push(line.id);
        }
    }
    own
}
