//! `AddFunds` and `CombineInvoices`: invoices that become credit, or pay others (B19).

use std::collections::BTreeSet;

use engine::billing::bill;
use engine::billing::cancel;
use engine::billing::gateways;
use engine::billing::issue;
use engine::billing::{LineKind, NewInvoice, NewLine};
use engine::system::currencies::Currencies;
use engine::system::settings::{ADD_FUNDS_MAX, ADD_FUNDS_MIN};
use engine::{Act, Fault, Result, conflict, invalid, not_found};
use model::billing::invoice::{InvoiceStatus, LineType};
use model::ids::{ClientId, CurrencyId, InvoiceId};
use model::money::Money;
use protocol::{AddFunds, AddFundsResponse, CombineInvoices, CombineInvoicesResponse};
use store::billing::{invoice_items, payers};

use super::shown::{client_id, invoice_id};
use crate::Registry;
use crate::wire::{amount as shown, money};

/// Invoices that one payment may be for.
const COMBINED_MAX: usize = 100;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call| Box::pin(add_funds(act, call)))
        .write(|act, call| Box::pin(combine_invoices(act, call)))
}

async fn add_funds(act: &mut Act, call: AddFunds) -> Result<AddFundsResponse> {
    let client = client_id(call.clientid);
    let payer = payers::by_id(&mut act.conn, client).await?;
    let payer = payer.ok_or_else(|| not_found("Client ID Not Found"))?;
    let currencies = Currencies::read(&mut act.conn).await?;
    let currency = currencies.currency(payer.currency_id)?;
    let amount = call.amount.filter(|amount| !amount.is_blank());
    let amount = amount.ok_or_else(|| invalid("amount", "An amount is required"))?;
    let amount = money("amount", &amount, &currency)?;
    let limit = |name| limit(act.settings.text(name), &currencies, payer.currency_id);
    let (least, most) = (limit(ADD_FUNDS_MIN), limit(ADD_FUNDS_MAX));
    let too_little = amount.minor < least.map_or(1, |least| least.minor).max(1);
    if too_little || most.is_some_and(|most| amount.minor > most.minor) {
        let text = |limit: Option<Money>, name: &str| match limit {
            Some(limit) => shown(limit).to_string(),
            None => act.settings.text(name).to_owned(),
        };
        let (least, most) = (text(least, ADD_FUNDS_MIN), text(most, ADD_FUNDS_MAX));
        return Err(invalid("amount", format!("The amount must be from {least} to {most}")));
    }
    let line = NewLine::new(LineKind::AddFunds, 0, "Add Funds", amount);
    let id = put_out(act, client, vec![line], call.paymentmethod).await?;
    Ok(AddFundsResponse { invoiceid: id.0.into() })
}

/// A limit of the settings, which are in the house's own currency, in the client's (B3); one that
/// cannot be read is none.
fn limit(text: &str, currencies: &Currencies, to: CurrencyId) -> Option<Money> {
    let own = currencies.currency(currencies.default_row().ok()?.id).ok()?;
    currencies.convert(Money::parse(text, &own).ok()?, to).ok()
}

async fn combine_invoices(act: &mut Act, call: CombineInvoices) -> Result<CombineInvoicesResponse> {
    let client = client_id(call.clientid);
    let mut ids = call.invoiceids.0.clone();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < 2 || ids.len() > COMBINED_MAX {
        return Err(invalid("invoiceids", "Choose two invoices or more"));
    }
    let ids: Vec<InvoiceId> = ids.into_iter().map(invoice_id).collect();
    replace_earlier(act, client, &ids).await?;
    let mut lines = Vec::new();
    for id in ids {
        let bill = bill::lock(act, id).await?;
        if bill.payer.id != client {
            return Err(not_found("Invoice ID Not Found"));
        }
        let balance: Money = bill.balance();
        if bill.row.status != InvoiceStatus::Unpaid || !balance.is_positive() {
            let text = format!("Invoice {} is not to be paid", bill.label());
            return Err(invalid("invoiceids", text));
        }
        let own = invoice_items::of_invoice(&mut act.conn, id).await?;
        if own.iter().any(|line| line.r#type == LineType::Invoice) {
            // What it pays would be paid twice.
            let text = format!("Invoice {} pays others already", bill.label());
            return Err(invalid("invoiceids", text));
        }
        let text = format!("Invoice #{}", bill.label());
        lines.push(NewLine::new(LineKind::Invoice, bill.row.id.0, text, balance));
    }
    let id = put_out(act, client, lines, call.paymentmethod).await?;
    Ok(CombineInvoicesResponse { invoiceid: id.0.into() })
}

/// Cancels earlier payments of several invoices that wait for one of these: two of them would ask
/// for the same money. They are locked before what they pay, as when they are paid.
async fn replace_earlier(act: &mut Act, client: ClientId, ids: &[InvoiceId]) -> Result<()> {
    let mut earlier = BTreeSet::new();
    for id in ids {
        let lines = invoice_items::of_thing(&mut act.conn, LineType::Invoice, id.0).await?;
        let own = lines.iter().filter(|line| line.client_id == client);
        earlier.extend(own.map(|line| line.invoice_id));
    }
    for id in earlier {
        let bill = bill::lock(act, id).await?;
        let is_begun = bill.row.paid_minor > 0 || bill.row.credit_minor > 0;
        match bill.row.status {
            InvoiceStatus::Unpaid if !is_begun => cancel::cancel(act, id).await?,
            status if status.is_open() => {
                return Err(conflict("A payment of several invoices waits for this one"));
            }
            _ => {}
        }
    }
    Ok(())
}

async fn put_out(
    act: &mut Act,
    client: ClientId,
    lines: Vec<NewLine>,
    gateway: Option<String>,
) -> Result<InvoiceId, Fault> {
    let gateway = gateways::known(act, gateway.as_deref().unwrap_or_default()).await?;
    let today = act.today();
    let new = NewInvoice {
        client,
        lines,
        issued_on: Some(today),
        due_on: today,
        gateway,
        notes: String::new(),
        draft: false,
        apply_credit: false,
        tax_rates: None,
    };
    issue::issue(act, new).await
}
