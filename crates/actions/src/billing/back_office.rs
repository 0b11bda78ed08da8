//! Drafts, things to be invoiced later and the tax rules of a union: our own.

use engine::billing::drafts;
use engine::system::currencies::Currencies;
use engine::system::edits;
use engine::{Act, Cx, Result, invalid, not_found};
use model::billing::eu_vat::standard_rates;
use model::ids::BillableItemId;
use model::money::shown_scaled;
use model::word::Word as _;
use protocol::{
    AddEuVatRules, AddEuVatRulesResponse, BillableItem, DeleteBillableItem,
    DeleteBillableItemResponse, DeleteDraftInvoice, DeleteDraftInvoiceResponse, DuplicateInvoice,
    DuplicateInvoiceResponse, GetBillableItems, GetBillableItemsResponse, UpdateBillableItem,
    UpdateBillableItemResponse,
};
use serde_json::json;
use store::billing::billable_items::{self, BillableItemRow};
use store::edits::things::TAX_RULE;
use store::edits::{Cell, Record, Values};
use store::people::client_currencies;

use crate::Registry;
use crate::wire::{amount, date, id, money, number, page};

pub(crate) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddEuVatRules| Box::pin(add_eu_vat_rules(act, call)))
        .read(|cx, call: GetBillableItems| Box::pin(get_billable_items(cx, call)))
        .write(|act, call: UpdateBillableItem| Box::pin(update_billable_item(act, call)))
        .write(|act, call: DeleteBillableItem| Box::pin(delete_billable_item(act, call)))
        .write(|act, call: DeleteDraftInvoice| Box::pin(delete_draft_invoice(act, call)))
        .write(|act, call: DuplicateInvoice| Box::pin(duplicate_invoice(act, call)))
}

async fn add_eu_vat_rules(act: &mut Act, call: AddEuVatRules) -> Result<AddEuVatRulesResponse> {
    let name = call.name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "VAT".into());
    let (rows, _) = edits::page(&mut act.conn, &TAX_RULE, 0, i64::from(i32::MAX)).await?;
    let mut added = 0_u64;
    for (country, rate) in standard_rates() {
        let has = |row: &Record| {
            row.number("level") == 1
                && row.text("country") == country
                && row.text("state").is_empty()
        };
        if rows.iter().any(has) {
            continue;
        }
        let values: Values = vec![
            ("level", Cell::Int(1)),
            ("name", Cell::Text(name.clone())),
            ("country", Cell::Text(country.to_owned())),
            ("rate", Cell::Int(rate.ten_thousandths())),
        ];
        edits::add(act, &TAX_RULE, values).await?;
        added += 1;
    }
    Ok(AddEuVatRulesResponse { numadded: added.into() })
}

async fn get_billable_items(cx: &Cx, call: GetBillableItems) -> Result<GetBillableItemsResponse> {
    let (start, limit) = page(call.limitstart, call.limitnum);
    let invoiced = match call.state.as_deref() {
        None | Some("") => None,
        Some("open") => Some(false),
        Some("invoiced") => Some(true),
        Some(_) => return Err(invalid("state", "Invalid state: open or invoiced")),
    };
    let mut c = cx.read().await?;
    let currencies = Currencies::read(&mut c).await?;
    let client = call.userid.map(id);
    let (rows, total) = billable_items::page(&mut c, client, invoiced, start, limit).await?;
    let ids: Vec<_> = rows.iter().map(|row| row.client_id).collect();
    let of_client = client_currencies::of(&mut c, &ids).await?;
    let shown = |row: BillableItemRow| -> Result<BillableItem> {
        let currency = of_client.iter().find(|(client, _)| *client == row.client_id);
        let (_, currency) = currency.ok_or_else(|| not_found("Client ID Not Found"))?;
        let money = currencies.money(row.amount_minor, *currency)?;
        Ok(BillableItem {
            id: row.id.0.into(),
            userid: row.client_id.0.into(),
            description: row.description.into(),
            unit: row.unit.word().into(),
            quantity: shown_scaled(row.quantity, 6).into(),
            amount: amount(money),
            currency: money.currency.code().into(),
            invoiceaction: row.action.word().into(),
            duedate: date(row.due_on),
            recur: row.recur_every.into(),
            recurcycle: row.recur_unit.map(model::word::Word::word).unwrap_or_default().into(),
            recurfor: row.recur_times.into(),
            invoicecount: row.invoiced.into(),
            nextdate: date(row.next_on),
            invoiceid: row.invoice_id.map_or(0, |invoice| invoice.0).into(),
        })
    };
    let items = rows.into_iter().map(shown).collect::<Result<Vec<_>>>()?;
    Ok(GetBillableItemsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: items.len().into(),
        items: items.into_iter().collect(),
    })
}

async fn find(act: &mut Act, billableid: u64) -> Result<BillableItemRow> {
    let item: BillableItemId = id(billableid);
    let found = billable_items::by_id(&mut act.conn, item).await?;
    found.ok_or_else(|| not_found("Billable Item ID Not Found"))
}

async fn update_billable_item(
    act: &mut Act,
    call: UpdateBillableItem,
) -> Result<UpdateBillableItemResponse> {
    let before = find(act, call.billableid).await?;
    let mut row = before.clone();
    if let Some(text) = call.description {
        row.description = text;
    }
    if let Some(text) = &call.amount {
        let currency = engine::billing::issue::currency_of(act, row.client_id).await?;
        row.amount_minor = money("amount", text, &currency)?.minor;
    }
    if let Some(day) = call.duedate.and_then(|day| day.0) {
        (row.due_on, row.next_on) = (Some(day), row.next_on.map(|_| day));
    }
    billable_items::save(&mut act.conn, &row).await?;
    let seen = |row: &BillableItemRow| {
        json!([row.description, row.amount_minor, row.due_on.map(|day| day.to_string())])
    };
    act.changed("billable_items", row.id, &[("item", seen(&before), seen(&row))]).await?;
    let said = format!("Billable Item Modified - Billable Item ID: {}", row.id);
    act.log(Some(row.client_id), said).await?;
    Ok(UpdateBillableItemResponse { billableid: call.billableid.into() })
}

async fn delete_billable_item(
    act: &mut Act,
    call: DeleteBillableItem,
) -> Result<DeleteBillableItemResponse> {
    let row = find(act, call.billableid).await?;
    billable_items::end(&mut act.conn, &row).await?;
    let said = format!("Billable Item Deleted - Billable Item ID: {}", row.id);
    act.log(Some(row.client_id), said).await?;
    Ok(DeleteBillableItemResponse { billableid: number(call.billableid).into() })
}

async fn delete_draft_invoice(
    act: &mut Act,
    call: DeleteDraftInvoice,
) -> Result<DeleteDraftInvoiceResponse> {
    drafts::delete(act, id(call.invoiceid)).await?;
    Ok(DeleteDraftInvoiceResponse { invoiceid: call.invoiceid.into() })
}

async fn duplicate_invoice(
    act: &mut Act,
    call: DuplicateInvoice,
) -> Result<DuplicateInvoiceResponse> {
    let made = drafts::duplicate(act, id(call.invoiceid)).await?;
    Ok(DuplicateInvoiceResponse { invoiceid: made.0.into() })
}
