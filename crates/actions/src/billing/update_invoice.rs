//! `UpdateInvoice`: the head always, lines of drafts (or as a setting says), and the status (B16).

use std::collections::BTreeMap;
use std::sync::Arc;

use engine::billing::edit::{self, Edit};
use engine::billing::gateways;
use engine::billing::mail::{self, Occasion};
use engine::billing::{LineKind, NewLine, bill, issue, moves};
use engine::system::settings::{EDIT_ISSUED, TAX_CUSTOM};
use engine::{Act, Result, invalid, not_now};
use model::billing::invoice::InvoiceStatus;
use model::ids::InvoiceItemId;
use model::money::{Currency, Money};
use model::word::Word as _;
use protocol::{UpdateInvoice, UpdateInvoiceResponse};
use serde_json::json;
use store::billing::invoice_items;
use store::billing::invoices::{self, InvoiceRow};

use super::shown::{instant, invoice_id, is_on, read_percent};
use crate::wire::{money, never_unset, number};

/// All three belong to a change of a line.
const MISSING: &str = "Missing Variables: itemdescription, itemamount and itemtaxed are required \
     for each item being changed";

/// The due date is no part of what was issued.
const DATED: &str = "The date of an issued invoice cannot be changed: switch on \
     allow_editing_issued_invoices";

/// What is not paid has no day of payment: its document and its mails would say it.
const NOT_PAID: &str = "An invoice that is not paid has no date of payment: send it with the \
     status Paid";

pub(super) async fn update_invoice(
    act: &mut Act,
    mut call: UpdateInvoice,
) -> Result<UpdateInvoiceResponse> {
    empty(&mut call)?;
    let id = invoice_id(call.invoiceid);
    let bill = bill::lock(act, id).await?;
    let was_draft = bill.row.status == InvoiceStatus::Draft;
    let status = wanted_status(&call)?;
    let send = call.publishandsendemail.is_some_and(|flag| flag.0);
    let publish = send || call.publish.is_some_and(|flag| flag.0);
    if publish && bill.row.status != InvoiceStatus::Draft {
        return Err(not_now("Invoice must be in Draft status to be published"));
    }
    change_head(act, &bill.row, &call, status).await?;
    let wanted = wanted_edit(act, &bill.row, &call, bill.currency).await?;
    if !wanted.is_empty() {
        edit::edit(act, id, wanted).await?;
    }
    if publish {
        issue::publish(act, id).await?;
    }
    if let Some(credit) = &call.credit {
        let credit = money("credit", credit, &bill.currency)?;
        edit::set_credit(act, id, credit.minor).await?;
    }
    if let Some(status) = status {
        moves::move_to(act, id, status).await?;
    }
    if send {
        mail::about(act, Occasion::Created, id).await?;
    } else if call.sendmodified.is_some_and(|flag| flag.0) && !was_draft {
        mail::about(act, Occasion::Modified, id).await?;
    }
    Ok(UpdateInvoiceResponse { invoiceid: id.0.into() })
}

/// An empty parameter changes nothing, so fields to empty are named.
fn empty(call: &mut UpdateInvoice) -> Result<()> {
    for name in call.unset.iter() {
        match name.trim() {
            "notes" => call.notes = Some(String::new()),
            other => return Err(never_unset(other)),
        }
    }
    Ok(())
}

fn wanted_status(call: &UpdateInvoice) -> Result<Option<InvoiceStatus>> {
    let Some(text) = call.status.as_deref().map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let status = InvoiceStatus::from_word(text);
    let status = status.ok_or_else(|| invalid("status", format!("Invalid status {text}")));
    status.map(Some)
}

async fn change_head(
    act: &mut Act,
    before: &InvoiceRow,
    call: &UpdateInvoice,
    wanted: Option<InvoiceStatus>,
) -> Result<()> {
    let mut row = before.clone();
    if let Some(gateway) = call.paymentmethod.as_ref().filter(|named| **named != before.gateway) {
        row.gateway = gateways::kept(act, gateway, &before.gateway).await?;
    }
    if let Some(day) = call.date.and_then(|date| date.0).filter(|day| *day != before.issued_on) {
        // A number stands for its day (B17), and both are part of the document (B16).
        if !before.number.is_empty() && !act.settings.on(EDIT_ISSUED) {
            return Err(not_now(DATED).at("date"));
        }
        row.issued_on = day;
    }
    if let Some(day) = call.duedate.and_then(|date| date.0) {
        row.due_on = day;
    }
    // The day of a payment that is sent back as it is listed keeps its time.
    let paid_on = call.datepaid.and_then(|date| date.0);
    if let Some(day) = paid_on.filter(|day| !is_on(&act.settings, before.paid_at, *day)) {
        let becomes = wanted.unwrap_or(before.status);
        let is_paid = matches!(becomes, InvoiceStatus::Paid | InvoiceStatus::Refunded);
        if !is_paid && before.paid_at.is_none() {
            return Err(not_now(NOT_PAID).at("datepaid"));
        }
        let at = day.to_datetime(jiff::civil::Time::midnight());
        row.paid_at = Some(instant(&act.settings.zone(), at)?.as_second());
    }
    if let Some(notes) = &call.notes {
        row.notes.clone_from(notes);
    }
    if row == *before {
        return Ok(());
    }
    row.updated_at = act.at();
    invoices::set_head(&mut act.conn, &row).await?;
    let fields = [
        ("gateway", json!(before.gateway), json!(row.gateway)),
        ("date", json!(before.issued_on.to_string()), json!(row.issued_on.to_string())),
        ("duedate", json!(before.due_on.to_string()), json!(row.due_on.to_string())),
        ("datepaid", json!(before.paid_at), json!(row.paid_at)),
        ("notes", json!(before.notes), json!(row.notes)),
    ];
    act.changed("invoice", row.id, &fields).await?;
    act.log(Some(row.client_id), format!("Modified Invoice - Invoice ID: {}", row.id)).await
}

async fn wanted_edit(
    act: &mut Act,
    row: &InvoiceRow,
    call: &UpdateInvoice,
    currency: Currency,
) -> Result<Edit> {
    let mut wanted = Edit {
        rate: call.taxrate.as_ref().map(|rate| read_percent("taxrate", rate)).transpose()?,
        rate2: call.taxrate2.as_ref().map(|rate| read_percent("taxrate2", rate)).transpose()?,
        changed: changed(call, &currency)?,
        added: added(call, &currency, act.settings.on(TAX_CUSTOM))?,
        deleted: call.deletelineids.iter().map(|id| InvoiceItemId(number(*id))).collect(),
    };
    // What is sent as it was changes nothing: a client may send all it knows.
    wanted.rate = wanted.rate.filter(|rate| rate.ten_thousandths() != row.tax_rate);
    wanted.rate2 = wanted.rate2.filter(|rate| rate.ten_thousandths() != row.tax_rate2);
    if !wanted.changed.is_empty() {
        let settings = Arc::clone(&act.settings);
        for line in invoice_items::of_invoice(&mut act.conn, row.id).await? {
            if let Some((text, ..)) = wanted.changed.get_mut(&line.id) {
                *text = settings.line_kept(text, line.period());
            }
            let same = (
                line.description.clone(),
                Money::from_minor(line.amount_minor, currency),
                line.taxed,
            );
            if wanted.changed.get(&line.id) == Some(&same) {
                wanted.changed.remove(&line.id);
            }
        }
    }
    Ok(wanted)
}

fn changed(
    call: &UpdateInvoice,
    currency: &Currency,
) -> Result<BTreeMap<InvoiceItemId, (String, Money, bool)>> {
    let missing = || invalid("itemdescription", MISSING);
    let count = call.itemdescription.len();
    if call.itemamount.len() != count || call.itemtaxed.len() != count {
        return Err(missing());
    }
    let mut found = BTreeMap::new();
    for (id, text) in call.itemdescription.iter() {
        let amount = call.itemamount.get(id).ok_or_else(missing)?;
        let taxed = call.itemtaxed.get(id).ok_or_else(missing)?;
        let amount = money(format!("itemamount[{id}]"), amount, currency)?;
        found.insert(InvoiceItemId(number(*id)), (text.clone(), amount, taxed.0));
    }
    Ok(found)
}

fn added(call: &UpdateInvoice, currency: &Currency, usually_taxed: bool) -> Result<Vec<NewLine>> {
    let line = |(index, text): (u64, &String)| {
        let amount = match call.newitemamount.at(index) {
            Some(amount) => money(format!("newitemamount[{index}]"), amount, currency)?,
            None => Money::zero(*currency),
        };
        let taxed = call.newitemtaxed.at(index).map_or(usually_taxed, |flag| flag.0);
        Ok(NewLine { taxed, ..NewLine::new(LineKind::Custom, 0, text, amount) })
    };
    call.newitemdescription.numbered().map(line).collect()
}
