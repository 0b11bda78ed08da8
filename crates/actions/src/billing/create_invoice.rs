//! `CreateInvoice`: lines by number, as a draft or issued at once.

use engine::billing::gateways;
use engine::billing::issue::{self, currency_of};
use engine::billing::mail::{self, Occasion};
use engine::billing::numbered::issue_numbered;
use engine::billing::{LineKind, NewInvoice, NewLine, moves};
use engine::system::settings::TAX_CUSTOM;
use engine::{Act, Fault, Result, invalid};
use model::billing::invoice::InvoiceStatus;
use model::ids::ClientId;
use model::money::{Currency, Percent};
use model::word::Word as _;
use protocol::{CreateInvoice, CreateInvoiceResponse};
use store::billing::invoices;
use store::people::clients;

use super::shown::{client_id, read_percent};
use crate::wire::money;

/// Drafts are mailed when they are published, never before.
const DRAFT_AND_SEND: &str = "Cannot create and send a draft invoice in a single API request. \
     Please create and send separately.";

pub(super) async fn create_invoice(
    act: &mut Act,
    call: CreateInvoice,
) -> Result<CreateInvoiceResponse> {
    let client = client_id(call.userid);
    let (draft, later) = status(&call)?;
    let send = call.sendinvoice.0;
    if draft && send {
        return Err(invalid("sendinvoice", DRAFT_AND_SEND));
    }
    let currency = currency_of(act, client).await?;
    let gateway = gateway(act, client, call.paymentmethod.as_deref().unwrap_or_default()).await?;
    let issued_on = call.date.and_then(|date| date.0);
    let new = NewInvoice {
        client,
        lines: lines(&call, &currency, act.settings.on(TAX_CUSTOM))?,
        issued_on,
        due_on: call.duedate.and_then(|date| date.0).or(issued_on).unwrap_or_else(|| act.today()),
        gateway,
        notes: call.notes.clone().unwrap_or_default(),
        draft,
        apply_credit: call.autoapplycredit.0,
        tax_rates: rates(&call)?,
    };
    let id = match call.invoicenum.as_deref().map(str::trim) {
        None | Some("") => issue::issue(act, new).await?,
        Some(number) => issue_numbered(act, new, number).await?,
    };
    if send {
        mail::about(act, Occasion::Created, id).await?;
    }
    if let Some(status) = later {
        moves::move_to(act, id, status).await?;
    }
    let row = invoices::by_id(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| Fault::broken("a new invoice is gone"))?;
    Ok(CreateInvoiceResponse { invoiceid: id.0.into(), status: row.status.word().into() })
}

/// The gateway that is named, else none where the client has one of its own, else the first: an
/// invoice that nobody can pay is of no use.
async fn gateway(act: &mut Act, client: ClientId, named: &str) -> Result<String> {
    let known = gateways::known(act, named).await?;
    if !known.is_empty() {
        return Ok(known);
    }
    let payer = clients::by_id(&mut act.conn, client).await?;
    if payer.is_some_and(|payer| !payer.default_gateway.is_empty()) {
        return Ok(known);
    }
    gateways::first(&mut act.conn).await
}

/// Whether it is a draft, and what it becomes at once, as somebody says who brings old ones along:
/// a move of its own, so that its journal is complete.
fn status(call: &CreateInvoice) -> Result<(bool, Option<InvoiceStatus>)> {
    use InvoiceStatus::{Cancelled, Collections, Draft, Paid, PaymentPending, Refunded, Unpaid};
    let text = call.status.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let Some(text) = text else { return Ok((call.draft.0, None)) };
    match InvoiceStatus::from_word(text) {
        Some(Draft) => Ok((true, None)),
        Some(Unpaid) => Ok((call.draft.0, None)),
        Some(later @ (Paid | Cancelled | Collections | PaymentPending)) => Ok((false, Some(later))),
        Some(Refunded) | None => Err(invalid("status", format!("Invalid status {text}"))),
    }
}

fn lines(call: &CreateInvoice, currency: &Currency, usually_taxed: bool) -> Result<Vec<NewLine>> {
    let line = |(at, line): (usize, &protocol::NewInvoiceLine)| {
        let amount = line.amount.unwrap_or_default();
        let amount = if amount.is_blank() {
            model::money::Money::zero(*currency)
        } else {
            money(format!("itemamount{at}"), &amount, currency)?
        };
        let text = line.description.clone().unwrap_or_default();
        let taxed = line.taxed.map_or(usually_taxed, |flag| flag.0);
        Ok(NewLine { taxed, ..NewLine::new(LineKind::Custom, 0, text, amount) })
    };
    (1..).zip(call.item.0.iter()).map(line).collect()
}

/// Rates in the call take the place of those of the tax table.
fn rates(call: &CreateInvoice) -> Result<Option<(Percent, Percent)>> {
    let read = |field, rate: &Option<protocol::wire::Amount>| match rate {
        Some(rate) => read_percent(field, rate),
        None => Ok(Percent::ZERO),
    };
    if call.taxrate.is_none() && call.taxrate2.is_none() {
        return Ok(None);
    }
    Ok(Some((read("taxrate", &call.taxrate)?, read("taxrate2", &call.taxrate2)?)))
}
