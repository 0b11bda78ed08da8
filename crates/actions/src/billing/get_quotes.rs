//! `GetQuotes`: a page of quotes with their lines.

use engine::billing::quotes::QUANTITY_SCALE;
use engine::system::currencies::Currencies;
use engine::{Cx, Result};
use model::billing::invoice::QuoteStage;
use model::ids::QuoteId;
use model::word::Word as _;
use protocol::wire::{Amount, Wrap};
use protocol::{ClientSummary, GetQuotes, GetQuotesResponse, Quote, QuoteLine, QuoteLines, Quotes};
use store::Conn;
use store::billing::quotes::{self, Listed, QuoteItemRow, QuoteRow, QuotesBy};
use store::order::Order;
use store::people::clients;

use super::shown::{client_id, minor, recorded_rate};
use crate::wire::{date, day, number, order, page, whole_or};

/// What quotes can be sorted by.
const ORDERS: [(&str, QuotesBy); 6] = [
    ("id", QuotesBy::Id),
    ("subject", QuotesBy::Subject),
    ("datecreated", QuotesBy::Created),
    ("validuntil", QuotesBy::ValidUntil),
    ("stage", QuotesBy::Stage),
    ("total", QuotesBy::Total),
];
/// The order of a call that asks for none.
const NEWEST: Order<QuotesBy> = Order { by: QuotesBy::Id, descending: true };

pub(super) async fn get_quotes(cx: &Cx, call: GetQuotes) -> Result<GetQuotesResponse> {
    let (start, rows) = page(call.limitstart, call.limitnum);
    let given = |text: &Option<String>| text.as_deref().map(str::trim).unwrap_or_default() != "";
    let stage = call.stage.as_deref().and_then(|word| QuoteStage::from_word(word.trim()));
    if given(&call.stage) && stage.is_none() {
        return Ok(GetQuotesResponse { startnumber: start.into(), ..Default::default() });
    }
    let subject = call.subject.as_deref().filter(|text| !text.is_empty());
    let (subject, subject_part) = whole_or(call.part.0, subject);
    let wanted = Listed {
        id: call.quoteid.filter(|id| *id > 0).map(|id| QuoteId(number(id))),
        client: call.userid.filter(|id| *id > 0).map(client_id),
        subject,
        subject_part,
        stage,
        created_on: day(call.datecreated),
        from: day(call.datefrom),
        to: day(call.dateto),
        modified_on: day(call.lastmodified),
        valid_until: day(call.validuntil),
        order: Some(order(&ORDERS, (call.orderby.as_deref(), call.order.as_deref()), NEWEST)),
    };
    let mut conn = cx.read().await?;
    let currencies = Currencies::read(&mut conn).await?;
    let (found, total) = quotes::list(&mut conn, &wanted, start, rows).await?;
    let mut shown = Vec::with_capacity(found.len());
    for row in found {
        shown.push(show(&mut conn, row, &currencies).await?);
    }
    Ok(GetQuotesResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: shown.len().into(),
        quotes: Wrap(Quotes { quote: shown.into() }),
    })
}

async fn show(conn: &mut Conn, row: QuoteRow, currencies: &Currencies) -> Result<Quote> {
    let currency = currencies.currency(row.currency_id)?;
    let amount = |value| minor(value, currency);
    let line = |line: QuoteItemRow| QuoteLine {
        id: line.id.0.into(),
        description: line.description.into(),
        quantity: quantity(line.quantity),
        unitprice: amount(line.unit_price_minor),
        discount: Amount::from_minor(line.discount / 100, 2),
        taxable: line.taxed.into(),
    };
    let items = quotes::items(conn, row.id).await?;
    let client = clients::by_id(conn, row.client_id).await?;
    let client = client.map(|client| ClientSummary {
        id: client.id.0.into(),
        firstname: client.first_name.into(),
        lastname: client.last_name.into(),
        companyname: client.company.into(),
        email: client.email.into(),
        datecreated: date(Some(client.signed_up_on)),
        groupid: client.group_id.map_or(0, |group| group.0).into(),
        status: client.status.word().into(),
    });
    Ok(Quote {
        id: row.id.0.into(),
        subject: row.subject.into(),
        stage: row.stage.word().into(),
        validuntil: date(Some(row.valid_until)),
        userid: row.client_id.0.into(),
        client,
        firstname: row.first_name.into(),
        lastname: row.last_name.into(),
        companyname: row.company.into(),
        email: row.email.into(),
        address1: row.address1.into(),
        address2: row.address2.into(),
        city: row.city.into(),
        state: row.state.into(),
        postcode: row.postcode.into(),
        country: row.country.into(),
        phonenumber: row.phone.into(),
        tax_id: row.tax_id.into(),
        currency: row.currency_id.0.into(),
        subtotal: amount(row.subtotal_minor),
        tax1: amount(row.tax_minor),
        tax2: amount(row.tax2_minor),
        total: amount(row.total_minor),
        proposal: row.proposal.into(),
        customernotes: row.customer_notes.into(),
        adminnotes: row.admin_notes.into(),
        datecreated: date(Some(row.created_on)),
        lastmodified: date(Some(row.modified_on)),
        datesent: date(row.sent_on),
        dateaccepted: date(row.accepted_on),
        exchangerate: recorded_rate(row.exchange_rate, row.currency_id, currencies)?,
        invoiceid: row.invoice_id.map(|id| id.0.into()),
        items: Wrap(QuoteLines { item: items.into_iter().map(line).collect() }),
    })
}

/// `3`, or `1.5`: no more decimals than there are.
fn quantity(millionths: i64) -> Amount {
    if millionths % QUANTITY_SCALE == 0 {
        return Amount::from_minor(millionths / QUANTITY_SCALE, 0);
    }
    let text = Amount::from_minor(millionths, 6);
    Amount::parse(text.as_str().trim_end_matches('0')).unwrap_or(text)
}
