//! `AddFunds` and `CombineInvoices`: invoices that become credit, or pay others (B19).

use engine::billing::bill;
use engine::billing::issue::{self, currency_of};
use engine::billing::{LineKind, NewInvoice, NewLine};
use engine::system::settings::{ADD_FUNDS_MAX, ADD_FUNDS_MIN};
use engine::{Act, Fault, Result, invalid, not_found};
use model::billing::invoice::InvoiceStatus;
use model::ids::ClientId;
use model::money::{Currency, Money};
use protocol::wire::Amount;
use protocol::{AddFunds, AddFundsResponse, CombineInvoices, CombineInvoicesResponse};

use super::shown::{client_id, invoice_id};
use crate::Registry;
use crate::wire::money;

/// Invoices that one payment may be for.
const COMBINED_MAX: usize = 100;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call| Box::pin(add_funds(act, call)))
        .write(|act, call| Box::pin(combine_invoices(act, call)))
}

async fn add_funds(act: &mut Act, call: AddFunds) -> Result<AddFundsResponse> {
    let client = client_id(call.clientid);
    let currency = currency_of(act, client).await?;
    let amount = call.amount.filter(|amount| !amount.is_blank());
    let amount = amount.ok_or_else(|| invalid("amount", "An amount is required"))?;
    let amount = money("amount", &amount, &currency)?;
    let (least, most) = (limit(act, ADD_FUNDS_MIN, currency), limit(act, ADD_FUNDS_MAX, currency));
    if amount.minor < least.unwrap_or(1).max(1) || most.is_some_and(|most| amount.minor > most) {
        let text = |name: &str| act.settings.text(name).to_owned();
        let (least, most) = (text(ADD_FUNDS_MIN), text(ADD_FUNDS_MAX));
        return Err(invalid("amount", format!("The amount must be from {least} to {most}")));
    }
    let line = NewLine::new(LineKind::AddFunds, 0, "Add Funds", amount);
    let id = put_out(act, client, vec![line], call.paymentmethod).await?;
    Ok(AddFundsResponse { invoiceid: id.0.into() })
}

/// A limit of the settings in minor units; one that cannot be read is none.
fn limit(act: &Act, name: &'static str, currency: Currency) -> Option<i64> {
    let amount = Amount::parse(act.settings.text(name)).ok()?;
    Some(money(name, &amount, &currency).ok()?.minor)
}

async fn combine_invoices(act: &mut Act, call: CombineInvoices) -> Result<CombineInvoicesResponse> {
    let client = client_id(call.clientid);
    let mut ids = call.invoiceids.0.clone();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < 2 || ids.len() > COMBINED_MAX {
        return Err(invalid("invoiceids", "Choose two invoices or more"));
    }
    let mut lines = Vec::new();
    for id in ids {
        let bill = bill::lock(act, invoice_id(id)).await?;
        if bill.payer.id != client {
            return Err(not_found("Invoice ID Not Found"));
        }
        let balance: Money = bill.balance();
        if bill.row.status != InvoiceStatus::Unpaid || !balance.is_positive() {
            let text = format!("Invoice {} is not to be paid", bill.label());
            return Err(invalid("invoiceids", text));
        }
        let text = format!("Invoice #{}", bill.label());
        lines.push(NewLine::new(LineKind::Invoice, bill.row.id.0, text, balance));
    }
    let id = put_out(act, client, lines, call.paymentmethod).await?;
    Ok(CombineInvoicesResponse { invoiceid: id.0.into() })
}

async fn put_out(
    act: &mut Act,
    client: ClientId,
    lines: Vec<NewLine>,
    gateway: Option<String>,
) -> Result<model::ids::InvoiceId, Fault> {
    let today = act.today();
    let new = NewInvoice {
        client,
        lines,
        issued_on: Some(today),
        due_on: today,
        gateway: gateway.unwrap_or_default(),
        notes: String::new(),
        draft: false,
        apply_credit: false,
        tax_rates: None,
    };
    issue::issue(act, new).await
}
