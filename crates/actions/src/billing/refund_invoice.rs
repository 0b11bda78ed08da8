//! `RefundInvoice`: to credit, by hand, or through the gateway (B20).

use engine::billing::mail::{self, Occasion};
use engine::billing::refund::{NewRefund, at_gateway, check, refund};
use engine::{Cx, Fault, Result, invalid, not_found};
use model::billing::journal::RefundTo;
use model::ids::InvoiceId;
use model::money::Money;
use model::word::Word as _;
use protocol::{RefundInvoice, RefundInvoiceResponse};
use store::Conn;
use store::billing::invoices;
use store::billing::transactions::{self, TransactionRow};

use super::shown::invoice_id;
use crate::wire::{amount, money};

const ACTION: &str = "RefundInvoice";

pub(super) async fn refund_invoice(cx: &Cx, call: RefundInvoice) -> Result<RefundInvoiceResponse> {
    let id = invoice_id(call.invoiceid);
    let kind = call.r#type.trim().to_ascii_lowercase();
    let to = match kind.as_str() {
        "gateway" | "manual" => RefundTo::Gateway,
        "credit" => RefundTo::Credit,
        _ => return Err(invalid("type", "Type can only be gateway, manual or credit")),
    };
    let mut act = cx.act(ACTION).await?;
    let bill = engine::billing::bill::lock(&mut act, id).await?;
    let wanted = call.amount.as_ref().filter(|amount| !amount.is_blank());
    let wanted = wanted.map(|wanted| money("amount", wanted, &bill.currency)).transpose()?;
    let payment = payment(&mut act.conn, id, &call, kind == "gateway", wanted).await?;
    let mut new = NewRefund {
        invoice: id,
        payment: payment.as_ref().map(|row| row.id),
        amount: wanted,
        to,
        reference: String::new(),
        at: act.now,
    };
    if kind == "gateway" {
        let payment = payment.ok_or_else(|| not_found("Transaction ID Not Found"))?;
        let (_, exact) = check(&mut act, &new).await?;
        let before = transactions::refunded_minor(&mut act.conn, &payment).await?;
        // Nothing was written: the gateway is called without a transaction.
        drop(act);
        new.amount = Some(exact);
        new.reference = at_gateway(cx, &payment, before, exact).await?;
        act = cx.act(ACTION).await?;
    }
    let moved = refund(&mut act, new).await?;
    mail::about(&mut act, Occasion::Refunded, id).await?;
    let row = invoices::by_id(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| Fault::broken("a refunded invoice is gone"))?;
    let last = transactions::of_invoice(&mut act.conn, id).await?.pop();
    let last = last.filter(|_| to == RefundTo::Gateway);
    act.commit().await?;
    Ok(RefundInvoiceResponse {
        transactionid: last.map_or(0, |row| row.id.0).into(),
        amount: amount(moved),
        status: row.status.word().into(),
        message: String::new().into(),
    })
}

/// The payment that is given back: the named one, else the last one that is large enough.
async fn payment(
    c: &mut Conn,
    invoice: InvoiceId,
    call: &RefundInvoice,
    needed: bool,
    wanted: Option<Money>,
) -> Result<Option<TransactionRow>> {
    let rows = transactions::of_invoice(c, invoice).await?;
    let paid = rows.into_iter().rev().filter(|row| row.amount_in_minor > 0);
    if let Some(reference) = call.transid.as_deref().filter(|text| !text.is_empty()) {
        let mut paid = paid;
        let named = paid.find(|row| row.reference == reference);
        return named.map(Some).ok_or_else(|| not_found("Transaction ID Not Found"));
    }
    if !needed {
        return Ok(None);
    }
    for row in paid.filter(|row| !row.reference.is_empty()) {
        let left = row.amount_in_minor - transactions::refunded_minor(c, &row).await?;
        if left > 0 && wanted.is_none_or(|wanted| wanted.minor <= left) {
            return Ok(Some(row));
        }
    }
    Ok(None)
}
