//! `RefundInvoice`, `ApproveRefund` and what is between them: to credit, by hand, or through the
//! gateway; above a limit only with a second person (B20).

use engine::billing::bill::Bill;
use engine::billing::mail::{self, Occasion};
use engine::billing::refund::{NewRefund, at_gateway, check, refund, second};
use engine::{Act, Cx, Fault, Result, conflict, invalid, not_found, not_permitted};
use model::billing::journal::RefundTo;
use model::ids::InvoiceId;
use model::money::Money;
use model::word::Word as _;
use protocol::{
    Action as _, ApproveRefund, ApproveRefundResponse, DeclineRefund, DeclineRefundResponse,
    GetRefundRequests, GetRefundRequestsResponse, RefundInvoice, RefundInvoiceResponse,
    RefundRequest,
};
use store::Conn;
use store::billing::refund_requests::{self, RefundRequestRow};
use store::billing::transactions::{self, TransactionRow};
use store::billing::{credit_notes, invoices};

use super::shown::invoice_id;
use crate::Registry;
use crate::wire::{amount, moment, money, number, page};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .flow(|cx, call| Box::pin(refund_invoice(cx, call)))
        .flow(|cx, call: ApproveRefund| Box::pin(approve(cx, call)))
        .write(|act, call: DeclineRefund| Box::pin(decline(act, call)))
        .read(|cx, call: GetRefundRequests| Box::pin(get(cx, call)))
}

/// What is to be given back.
struct Wish<'a> {
    invoice: InvoiceId,
    kind: &'a str,
    transid: &'a str,
    amount: Option<Money>,
}

async fn refund_invoice(cx: &Cx, call: RefundInvoice) -> Result<RefundInvoiceResponse> {
    let invoice = invoice_id(call.invoiceid);
    let kind = call.r#type.trim().to_ascii_lowercase();
    if !["gateway", "manual", "credit"].contains(&kind.as_str()) {
        return Err(invalid("type", "Type can only be gateway, manual or credit"));
    }
    let mut act = cx.act(RefundInvoice::NAME).await?;
    let bill = engine::billing::bill::lock(&mut act, invoice).await?;
    let wanted = call.amount.as_ref().filter(|amount| !amount.is_blank());
    let wanted = wanted.map(|wanted| money("amount", wanted, &bill.currency)).transpose()?;
    let transid = call.transid.as_deref().unwrap_or_default();
    let wish = Wish { invoice, kind: &kind, transid, amount: wanted };
    let new = prepare(&mut act, &wish).await?;
    let allowed = check(&mut act, &new).await?;
    allowed.check_funds()?;
    let (bill, exact) = (&allowed.bill, allowed.amount);
    if second::is_needed(&mut act, bill, exact).await? {
        return put_off(act, bill, exact, &wish).await;
    }
    carry_out(cx, act, RefundInvoice::NAME, new, None).await
}

/// Writes the wish down for somebody else.
async fn put_off(
    mut act: Act,
    bill: &Bill,
    exact: Money,
    wish: &Wish<'_>,
) -> Result<RefundInvoiceResponse> {
    let request = second::ask(&mut act, bill, exact, wish.kind, wish.transid).await?;
    let status = bill.row.status.word().into();
    act.commit().await?;
    Ok(RefundInvoiceResponse {
        transactionid: 0.into(),
        amount: amount(exact),
        status,
        message: format!("The refund waits for a second person: request {request}").into(),
        requestid: request.into(),
        creditnoteid: 0.into(),
    })
}

async fn approve(cx: &Cx, call: ApproveRefund) -> Result<ApproveRefundResponse> {
    let mut act = cx.act(ApproveRefund::NAME).await?;
    let row = second::open(&mut act, number(call.requestid)).await?;
    let bill = engine::billing::bill::lock(&mut act, row.invoice_id).await?;
    let wanted = Some(bill.money(row.amount_minor));
    let wish =
        Wish { invoice: row.invoice_id, kind: &row.r#type, transid: &row.transid, amount: wanted };
    let new = prepare(&mut act, &wish).await?;
    // Added funds may have been spent since somebody asked for it.
    check(&mut act, &new).await?.check_funds()?;
    let done = carry_out(cx, act, ApproveRefund::NAME, new, Some(&row)).await?;
    Ok(ApproveRefundResponse {
        transactionid: done.transactionid,
        amount: done.amount,
        status: done.status,
    })
}

/// The refund as the engine takes it.
async fn prepare(act: &mut Act, wish: &Wish<'_>) -> Result<NewRefund> {
    let to = if wish.kind == "credit" { RefundTo::Credit } else { RefundTo::Gateway };
    let payment = payment(&mut act.conn, wish).await?;
    if wish.kind == "gateway" && payment.is_none() {
        return Err(not_found("Transaction ID Not Found"));
    }
    Ok(NewRefund {
        invoice: wish.invoice,
        payment: payment.map(|row| row.id),
        amount: wish.amount,
        to,
        // Filled by the gateway, if it is to be asked.
        reference: if wish.kind == "gateway" { ASK.to_owned() } else { String::new() },
        at: act.now,
        noted: None,
    })
}

/// In place of a reference: the gateway has to be asked for it.
const ASK: &str = "ask";

/// Gives the money back and books it.
async fn carry_out(
    cx: &Cx,
    mut act: Act,
    action: &'static str,
    mut new: NewRefund,
    request: Option<&RefundRequestRow>,
) -> Result<RefundInvoiceResponse> {
    let (id, to) = (new.invoice, new.to);
    let mut booked = None;
    // What a gateway gave back is booked in any case.
    let is_out = new.reference == ASK;
    if is_out {
        let exact = check(&mut act, &new).await?.amount;
        let payment = match new.payment {
            Some(payment) => transactions::by_id(&mut act.conn, payment).await?,
            None => None,
        };
        let payment = payment.ok_or_else(|| not_found("Transaction ID Not Found"))?;
        let before = transactions::refunded_minor(&mut act.conn, &payment).await?;
        let newest = newest(&mut act.conn, id).await?;
        // Nothing was written: the gateway is called without a transaction.
        drop(act);
        new.amount = Some(exact);
        new.reference = at_gateway(cx, &payment, before, exact).await?;
        act = cx.act(action).await?;
        // The gateway's own news of it may be faster than its answer.
        engine::billing::bill::lock(&mut act, id).await?;
        booked =
            transactions::by_reference(&mut act.conn, &payment.gateway, &new.reference).await?;
        // One that was booked before is not this one, whatever the gateway says.
        booked = booked.filter(|row| row.id.0 > newest);
    }
    let noted = newest_note(&mut act.conn, id).await?;
    let moved = match (&booked, new.amount) {
        (Some(_), Some(exact)) => exact,
        _ => refund(&mut act, new).await?,
    };
    if let Some(row) = request
        && !second::approved(&mut act, row).await?
        && !is_out
    {
        return Err(conflict(second::FASTER));
    }
    mail::about(&mut act, Occasion::Refunded { amount: moved, to }, id).await?;
    let row = invoices::by_id(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| Fault::broken("a refunded invoice is gone"))?;
    let last = match booked {
        Some(row) => Some(row),
        None => transactions::of_invoice(&mut act.conn, id).await?.pop(),
    };
    let last = last.filter(|_| to == RefundTo::Gateway);
    let note = newest_note(&mut act.conn, id).await?;
    act.commit().await?;
    Ok(RefundInvoiceResponse {
        transactionid: last.map_or(0, |row| row.id.0).into(),
        amount: amount(moved),
        status: row.status.word().into(),
        message: String::new().into(),
        requestid: 0.into(),
        creditnoteid: if note > noted { note.into() } else { 0.into() },
    })
}

/// The number of the latest credit note of an invoice; 0 for none.
async fn newest_note(c: &mut Conn, invoice: InvoiceId) -> Result<i64> {
    let rows = credit_notes::of_invoice(c, invoice).await?;
    Ok(rows.last().map_or(0, |row| row.id))
}

/// The number of the latest transaction of an invoice.
async fn newest(c: &mut Conn, invoice: InvoiceId) -> Result<i64> {
    let rows = transactions::of_invoice(c, invoice).await?;
    Ok(rows.last().map_or(0, |row| row.id.0))
}

/// The payment that is given back: the named one, else the last one that is large enough, else the
/// one that most is left of, which the check then refuses in its own words.
async fn payment(c: &mut Conn, wish: &Wish<'_>) -> Result<Option<TransactionRow>> {
    let rows = transactions::of_invoice(c, wish.invoice).await?;
    let paid = rows.into_iter().rev().filter(|row| row.amount_in_minor > 0);
    if !wish.transid.is_empty() {
        let mut paid = paid;
        let named = paid.find(|row| row.reference == wish.transid);
        return named.map(Some).ok_or_else(|| not_found("Transaction ID Not Found"));
    }
    if wish.kind != "gateway" {
        return Ok(None);
    }
    let mut most: Option<(i64, TransactionRow)> = None;
    for row in paid.filter(|row| !row.reference.is_empty()) {
        let left = row.amount_in_minor - transactions::refunded_minor(c, &row).await?;
        if left > 0 && wish.amount.is_none_or(|wanted| wanted.minor <= left) {
            return Ok(Some(row));
        }
        if left > 0 && most.as_ref().is_none_or(|(before, _)| left > *before) {
            most = Some((left, row));
        }
    }
    Ok(most.map(|(_, row)| row))
}

async fn decline(act: &mut Act, call: DeclineRefund) -> Result<DeclineRefundResponse> {
    second::decline(act, number(call.requestid), &call.reason).await?;
    Ok(DeclineRefundResponse { requestid: call.requestid.into() })
}

async fn get(cx: &Cx, call: GetRefundRequests) -> Result<GetRefundRequestsResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(GetRefundRequests::NAME));
    }
    let settings = cx.engine.settings().await?;
    let mut c = cx.read().await?;
    let (start, limit) = page(call.limitstart, call.limitnum);
    let status = call.status.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let id = call.requestid.map(number);
    let (rows, total) = refund_requests::page(&mut c, id, status, (start, limit)).await?;
    let me = cx.caller.actor.staff().map(|id| id.0);
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let invoice = invoices::by_id(&mut c, row.invoice_id).await?;
        let invoice = invoice.ok_or_else(|| Fault::broken("a refund of no invoice"))?;
        let currencies = engine::system::currencies::Currencies::recent(
            &cx.engine,
            &mut c,
            std::iter::once(invoice.currency_id),
        )
        .await?;
        let asked = currencies.money(row.amount_minor, invoice.currency_id)?;
        found.push(RefundRequest {
            requestid: row.id.into(),
            invoiceid: row.invoice_id.0.into(),
            userid: row.client_id.0.into(),
            amount: amount(asked),
            currency: asked.currency.code().to_owned().into(),
            r#type: row.r#type.into(),
            transid: row.transid.into(),
            status: row.status.into(),
            own: (me.is_some() && me == row.requested_by).into(),
            requestedby: row.requested_name.into(),
            requested: moment(&settings, Some(row.requested_at)),
            decidedby: row.decided_name.into(),
            decided: moment(&settings, row.decided_at),
            reason: row.reason.into(),
        });
    }
    Ok(GetRefundRequestsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: found.len().into(),
        refundrequests: found.into_iter().collect(),
    })
}
