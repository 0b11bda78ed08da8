//! `GetOrders`.

use engine::system::currencies::Currencies;
use engine::system::settings::Settings;
use engine::{Cx, Result};
use jiff::Timestamp;
use model::billing::invoice::InvoiceStatus;
use model::ids::{ClientId, OrderId};
use model::ordering::order::OrderStatus;
use model::system::network::canonical;
use model::word::Word as _;
use protocol::wire::{ListOrNamed, Named, Text, WireDateTime};
use protocol::{GetOrders, GetOrdersResponse, Order, OrderLines, OrderRenewals, Orders};
use store::Conn;
use store::order::Order as SortedBy;
use store::ordering::order_lines::{self, OrderNamesRow};
use store::ordering::order_lists::{self, Listed, OrderBy, Paid};
use store::ordering::orders::OrderRow;
use store::ordering::statuses;

use super::cart::number_of;
use super::order_lines::Lines;
use crate::wire::{amount, as_kept, days, given, order, page, word};

/// What orders can be sorted by.
const ORDERS: [(&str, OrderBy); 4] = [
    ("id", OrderBy::Id),
    ("date", OrderBy::Date),
    ("amount", OrderBy::Amount),
    ("status", OrderBy::Status),
];
/// The order of a call that asks for none.
const NEWEST: SortedBy<OrderBy> = SortedBy { by: OrderBy::Id, descending: true };

/// One page of orders, with what was ordered.
pub(crate) async fn get_orders(cx: &Cx, call: GetOrders) -> Result<GetOrdersResponse> {
    let number = |field, id: Option<u64>| id.map(|id| number_of(field, id)).transpose();
    let (id, any_number) = match (number("id", call.id)?, call.anynumber.0) {
        (id, true) => (None, id),
        (id, false) => (id.map(OrderId), None),
    };
    let (start, rows) = page(call.limitstart, call.limitnum);
    let settings = cx.engine.settings().await?;
    let mut c = cx.read().await?;
    let status = status_of(&mut c, call.status.as_deref().unwrap_or_default().trim()).await?;
    let (from, before) = days(&settings, call.datefrom, call.dateto);
    let ip = given(call.ipaddress.as_deref()).map(canonical);
    let payment = word::<InvoiceStatus>(call.paymentstatus.as_deref());
    let of = Listed {
        id,
        any_number,
        client: number("userid", call.userid)?.map(ClientId),
        requestor: number("requestor_id", call.requestor_id)?,
        status: Some(status.as_str()).filter(|status| !status.is_empty()),
        gateway: given(call.paymentmethod.as_deref()),
        paid: payment.as_deref().map(paid),
        from,
        before,
        ip: ip.as_deref(),
        order: Some(order(&ORDERS, (call.orderby.as_deref(), call.order.as_deref()), NEWEST)),
    };
    let (found, total) = order_lists::list(&mut c, of, start, rows).await?;
    let ids: Vec<OrderId> = found.iter().map(|row| row.id).collect();
    let names = order_lines::names(&mut c, &ids).await?;
    let currencies = Currencies::read(&mut c).await?;
    let lines = Lines::read(&mut c, &ids).await?;
    let mut order = Vec::with_capacity(found.len());
    for row in found {
        let at = names.binary_search_by_key(&row.id, |names| names.id).ok();
        let names = at.and_then(|at| names.get(at));
        order.push(wire(row, names, &lines, &currencies, &settings)?);
    }
    Ok(GetOrdersResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: order.len().into(),
        orders: Orders { order: order.into() }.into(),
    })
}

/// How far the payment of orders is to be.
fn paid(word: &str) -> Paid<'_> {
    if word.eq_ignore_ascii_case("None") { Paid::NoInvoice } else { Paid::Is(word) }
}

/// A status as it is kept, in whatever case it was asked for: one of the four, or one of the
/// house's own. A word that is none stays as it is, and no order is in it.
async fn status_of(c: &mut Conn, word: &str) -> Result<String> {
    if let Some(status) = OrderStatus::from_word(word) {
        return Ok(status.word().to_owned());
    }
    if word.is_empty() {
        return Ok(String::new());
    }
    Ok(as_kept(statuses::all(c).await?.into_iter().map(|row| row.title), word))
}

fn wire(
    row: OrderRow,
    names: Option<&OrderNamesRow>,
    lines: &Lines,
    currencies: &Currencies,
    settings: &Settings,
) -> Result<Order> {
    let currency = currencies.row(row.currency_id);
    let text = |of: fn(&OrderNamesRow) -> String| -> Text { names.map(of).into() };
    let lineitem = lines.of(&row, currencies)?;
    Ok(Order {
        id: row.id.0.into(),
        ordernum: row.number.into(),
        userid: row.client_id.0.into(),
        contactid: row.contact_id.into(),
        requestor_id: row.requestor_user_id.into(),
        admin_requestor_id: row.requestor_staff_id.into(),
        date: date_time(row.at, settings),
        nameservers: row.nameservers.into(),
        transfersecret: row.transfer_secret.into(),
        renewalsByType: renewals(&row.renewals)?,
        renewals: row.renewals.into(),
        promocode: row.promo_code.into(),
        promotype: row.promo_type.into(),
        promovalue: row.promo_value.into(),
        orderdata: row.order_data.into(),
        amount: amount(currencies.money(row.amount_minor, row.currency_id)?),
        paymentmethod: row.gateway.into(),
        invoiceid: row.invoice_id.map_or(0, i64::from).into(),
        state: (row.title != row.status.word()).then(|| row.status.word().into()),
        status: row.title.into(),
        ipaddress: row.ip.into(),
        fraudmodule: row.fraud_module.into(),
        frauddata: (&row.fraud_output).into(),
        fraudoutput: row.fraud_output.into(),
        notes: row.notes.into(),
        paymentmethodname: text(|names| names.gateway_name.clone()),
        paymentstatus: names
            .and_then(|names| names.invoice_status)
            .map(|status| status.to_string().into()),
        name: text(|names| format!("{} {}", names.first_name, names.last_name)),
        currencycode: currency.map(|row| (&row.code).into()),
        currencyprefix: currency.map(|row| row.prefix.clone()).into(),
        currencysuffix: currency.map(|row| row.suffix.clone()).into(),
        validationdata: Text::default(),
        lineitems: OrderLines { lineitem: lineitem.into() }.into(),
    })
}

/// What is renewed, as it was written when the order was placed.
fn renewals(json: &str) -> Result<OrderRenewals> {
    if json.is_empty() {
        return Ok(OrderRenewals::default());
    }
    let value: serde_json::Value = serde_json::from_str(json)?;
    let of = |kind: &str| -> Named<Text> {
        let entries = value.get(kind).and_then(serde_json::Value::as_object);
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        entries
            .map(|entries| entries.iter().map(|(id, v)| (id.clone(), text(v).into())).collect())
            .unwrap_or_default()
    };
    Ok(OrderRenewals {
        domains: ListOrNamed(of("domains")),
        services: ListOrNamed(of("services")),
        addons: ListOrNamed(of("addons")),
    })
}

/// An instant as date and time in the company's zone (B5).
fn date_time(at: i64, settings: &Settings) -> WireDateTime {
    let instant = Timestamp::from_second(at).ok();
    WireDateTime(instant.map(|instant| settings.zone().to_datetime(instant)))
}
