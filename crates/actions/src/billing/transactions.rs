//! `AddInvoicePayment`, `AddTransaction`, `UpdateTransaction`, `GetTransactions`.

use engine::billing::bill;
use engine::billing::ledger::{self, NewMovement};
use engine::billing::mail::{self, Occasion};
use engine::billing::payments::{self, NOT_UNIQUE, NewPayment};
use engine::billing::refund::{self, NewRefund, Noted, second};
use engine::system::currencies::Currencies;
use engine::{Act, Cx, Fault, Result, conflict, invalid, not_found, not_now};
use model::billing::invoice::InvoiceStatus;
use model::billing::journal::RefundTo;
use model::ids::{ClientId, CurrencyId, InvoiceId, TransactionId};
use model::money::{Currency, ExchangeRate, Money};
use protocol::wire::{Amount, Wrap};
use protocol::{
    AddInvoicePayment, AddInvoicePaymentResponse, AddTransaction, AddTransactionResponse,
    GetTransactions, GetTransactionsResponse, Transactions, UpdateTransaction,
    UpdateTransactionResponse,
};
use store::billing::lists::{self, TransactionsBy, WantedTransactions};
use store::billing::{invoices, payers, transactions};
use store::order::Order;

use super::shown::{client_id, instant, instant_of, invoice_id, is_on, transaction};
use crate::Registry;
use crate::wire::{days, given, least, local_day, money, most, number, order, whole_or};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call| Box::pin(add_invoice_payment(act, call)))
        .write(|act, call| Box::pin(add_transaction(act, call)))
        .write(|act, call| Box::pin(update_transaction(act, call)))
        .read(|cx, call| Box::pin(get_transactions(cx, call)))
}

fn read(field: &'static str, amount: &Option<Amount>, currency: &Currency) -> Result<Money> {
    match amount.as_ref().filter(|amount| !amount.is_blank()) {
        Some(amount) => money(field, amount, currency),
        None => Ok(Money::zero(*currency)),
    }
}

/// Nobody was asked for a draft yet: what is said to pay it would only become credit.
fn check_published(status: InvoiceStatus) -> Result<()> {
    if status != InvoiceStatus::Draft {
        return Ok(());
    }
    let said =
        "It is not possible to add a payment to an invoice that is a Draft: publish it first";
    Err(not_now(said))
}

async fn add_invoice_payment(
    act: &mut Act,
    call: AddInvoicePayment,
) -> Result<AddInvoicePaymentResponse> {
    let bill = bill::lock(act, invoice_id(call.invoiceid)).await?;
    if bill.row.status == InvoiceStatus::Cancelled {
        return Err(not_now("It is not possible to add a payment to an invoice that is Cancelled"));
    }
    check_published(bill.row.status)?;
    let amount = match call.amount.as_ref().filter(|amount| !amount.is_blank()) {
        Some(amount) => money("amount", amount, &bill.currency)?,
        None if bill.balance().is_positive() => bill.balance(),
        None => {
            return Err(invalid("amount", "Nothing is left to pay, so an amount must be given"));
        }
    };
    let at = match call.date.0 {
        Some(at) => instant(&act.settings.zone(), at)?,
        None => act.now,
    };
    let new = NewPayment {
        invoice: bill.row.id,
        amount,
        fees: read("fees", &call.fees, &bill.currency)?,
        gateway: call.gateway,
        reference: call.transid.unwrap_or_default().trim().to_owned(),
        at,
        description: String::new(),
    };
    payments::record(act, new).await?;
    if !call.noemail.0 {
        mail::about(act, Occasion::Paid, bill.row.id).await?;
    }
    Ok(AddInvoicePaymentResponse {})
}

/// Whose and in which currency a transaction is.
struct Place {
    client: Option<ClientId>,
    invoice: Option<InvoiceId>,
    currency: CurrencyId,
}

async fn place(act: &mut Act, call: &AddTransaction) -> Result<Place> {
    let wanted = call.currencyid.filter(|id| *id > 0).map(|id| CurrencyId(number(id)));
    let mut client = call.userid.filter(|id| *id > 0).map(client_id);
    let invoice = call.invoiceid.filter(|id| *id > 0).map(invoice_id);
    if let Some(client) = client {
        let payer = payers::by_id(&mut act.conn, client).await?;
        payer.ok_or_else(|| not_found("Client ID Not Found"))?;
    }
    if let Some(invoice) = invoice {
        let owner = invoices::client_of(&mut act.conn, invoice).await?;
        let owner = owner.ok_or_else(|| not_found("Invoice ID Not Found"))?;
        if client.is_some_and(|client| client != owner) {
            return Err(conflict("User ID does not own the given Invoice ID"));
        }
        client = Some(owner);
    }
    let currencies = Currencies::read(&mut act.conn).await?;
    if let Some(wanted) = wanted {
        currencies.row(wanted).ok_or_else(|| not_found("Currency ID Not Found"))?;
    }
    let Some(client) = client else {
        let currency = wanted.ok_or_else(|| {
            invalid("currencyid", "A Currency ID is required for non-customer related transactions")
        })?;
        return Ok(Place { client: None, invoice: None, currency });
    };
    let payer = bill::lock_payer(act, client).await?;
    if wanted.is_some_and(|wanted| wanted != payer.currency_id) {
        return Err(conflict("Currency ID does not match Client currency"));
    }
    Ok(Place { client: Some(client), invoice, currency: payer.currency_id })
}

async fn add_transaction(act: &mut Act, call: AddTransaction) -> Result<AddTransactionResponse> {
    if call.paymentmethod.trim().is_empty() {
        return Err(invalid("paymentmethod", "Payment Method is required"));
    }
    let place = place(act, &call).await?;
    if call.credit.0 && place.invoice.is_some() {
        let said = "A transaction goes to an invoice or to the credit, not to both";
        return Err(invalid("credit", said));
    }
    let currencies = Currencies::read(&mut act.conn).await?;
    let currency = currencies.currency(place.currency)?;
    let reference = reference(act, &call).await?;
    let amount_in = read("amountin", &call.amountin, &currency)?;
    let amount_out = read("amountout", &call.amountout, &currency)?;
    let fees = read("fees", &call.fees, &currency)?;
    for (field, amount) in [("amountin", amount_in), ("amountout", amount_out)] {
        if amount.is_negative() {
            return Err(invalid(field, format!("Parameter '{field}' must not be negative")));
        }
    }
    if place.invoice.is_some() && amount_in.is_zero() && amount_out.is_zero() {
        return Err(invalid("amountin", "An amount in or out is required"));
    }
    let on = local_day(&act.settings, "date", call.date)?;
    let at = instant_of(&act.settings, on, act.now)?;
    let description = call.description.clone().unwrap_or_default();
    let gateway = call.paymentmethod.clone();
    if let Some(invoice) = place.invoice {
        if amount_in.is_positive() {
            check_published(bill::lock(act, invoice).await?.row.status)?;
            let reference = reference.clone();
            let (gateway, description) = (gateway.clone(), description.clone());
            let amount = amount_in;
            let new = NewPayment { invoice, amount, fees, gateway, reference, at, description };
            payments::record(act, new).await?;
        }
        if amount_out.is_positive() {
            // In one with a payment, which has the reference and the fees.
            let both = amount_in.is_positive();
            let reference = if both { String::new() } else { reference };
            let fees = if both { Money::zero(currency) } else { fees };
            let noted = Some(Noted { gateway, description, fees });
            let (payment, amount, to) = (None, Some(amount_out), RefundTo::Gateway);
            let new = NewRefund { invoice, payment, amount, to, reference, at, noted };
            give_back(act, new).await?;
        }
        return Ok(AddTransactionResponse {});
    }
    let rate = match call.rate.as_ref().filter(|rate| !rate.is_blank()) {
        Some(rate) => read_rate(rate)?,
        None => currencies.row(place.currency).map_or(ExchangeRate::ONE.scaled(), |row| row.rate),
    };
    let new = NewMovement {
        client: place.client,
        currency: place.currency,
        gateway,
        at,
        description,
        amount_in,
        fees,
        amount_out,
        rate,
        reference,
        to_credit: call.credit.0,
    };
    ledger::record(act, new).await?;
    Ok(AddTransactionResponse {})
}

/// Writes down that money of an invoice went back, unless it is so much that the invoice's own
/// refund would ask for a second person (B20).
async fn give_back(act: &mut Act, new: NewRefund) -> Result<()> {
    let allowed = refund::check(act, &new).await?;
    second::refuse(act, &allowed.bill, allowed.amount).await?;
    refund::refund(act, new).await.map(drop)
}

/// An exchange rate, times 100000000.
fn read_rate(rate: &Amount) -> Result<i64> {
    ExchangeRate::parse(rate.as_str())
        .map(ExchangeRate::scaled)
        .map_err(|error| invalid("rate", format!("Parameter 'rate': {error}")))
}

/// The gateway's id, which must be new among all gateways unless a duplicate is asked for.
async fn reference(act: &mut Act, call: &AddTransaction) -> Result<String> {
    let reference = call.transid.clone().unwrap_or_default().trim().to_owned();
    let known = transactions::with_reference(&mut act.conn, &reference).await?;
    if !known.is_empty() {
        if !call.allowduplicatetransid.0 {
            return Err(conflict(NOT_UNIQUE));
        }
        transactions::make_room(&mut act.conn, &call.paymentmethod, &reference).await?;
    }
    Ok(reference)
}

async fn update_transaction(
    act: &mut Act,
    call: UpdateTransaction,
) -> Result<UpdateTransactionResponse> {
    let id = TransactionId(number(call.transactionid));
    let missing = || not_found("Transaction ID Not Found");
    let before = transactions::by_id(&mut act.conn, id).await?.ok_or_else(missing)?;
    let currency = Currencies::read(&mut act.conn).await?.currency(before.currency_id)?;
    let kept = [
        ("amountin", &call.amountin, before.amount_in_minor),
        ("amountout", &call.amountout, before.amount_out_minor),
        ("fees", &call.fees, before.fees_minor),
    ];
    for (field, amount, minor) in kept {
        if amount.is_some() && read(field, amount, &currency)?.minor != minor {
            return Err(booked(field));
        }
    }
    let owner = call.userid.is_some_and(|id| number(id) != before.client_id.0);
    let invoice = before.invoice_id.map_or(0, |id| id.0);
    if owner || call.invoiceid.is_some_and(|id| number(id) != invoice) {
        return Err(booked("invoiceid"));
    }
    // A client's transactions are listed with the currency 0.
    if call.currency.is_some_and(|id| id > 0 && number(id) != before.currency_id.0) {
        return Err(booked("currency"));
    }
    if call.credit.is_some_and(|flag| flag.0) {
        return Err(booked("credit"));
    }
    let mut row = before.clone();
    if let Some(rate) = call.rate.as_ref().filter(|rate| !rate.is_blank()) {
        row.rate = read_rate(rate)?;
    }
    if let Some(text) = call.transid {
        text.trim().clone_into(&mut row.reference);
    }
    let day = call.date.and_then(|date| date.0);
    if let Some(day) = day.filter(|day| !is_on(&act.settings, Some(before.at), *day)) {
        row.at = instant_of(&act.settings, Some(day), act.now)?.as_second();
    }
    row.gateway = call.gateway.unwrap_or(row.gateway);
    row.description = call.description.unwrap_or(row.description);
    if let Some(refund) = call.refundid {
        row.refund_of = Some(TransactionId(number(refund))).filter(|id| id.0 > 0);
        if let Some(of) = row.refund_of {
            let missing = || invalid("refundid", "Refund Transaction ID Not Found");
            transactions::by_id(&mut act.conn, of).await?.ok_or_else(missing)?;
        }
    }
    transactions::update(&mut act.conn, &row).await.map_err(|error| {
        if error.is_duplicate() { conflict(NOT_UNIQUE) } else { Fault::from(error) }
    })?;
    let client = Some(before.client_id).filter(|client| client.0 > 0);
    act.log(client, format!("Modified Transaction - Transaction ID: {id}")).await?;
    Ok(UpdateTransactionResponse { transactionid: id.0.into() })
}

/// What the journal has does not change: it is undone by a movement of its own (B21).
fn booked(field: &'static str) -> Fault {
    let said = "A recorded transaction keeps its amounts, currency, client and invoice: refund it \
                and record another one";
    not_now(said).at(field)
}

/// What transactions can be sorted by.
const ORDERS: [(&str, TransactionsBy); 3] = [
    ("id", TransactionsBy::Id),
    ("date", TransactionsBy::Date),
    ("amountin", TransactionsBy::AmountIn),
];

async fn get_transactions(cx: &Cx, call: GetTransactions) -> Result<GetTransactionsResponse> {
    let settings = cx.engine.settings().await?;
    let mut conn = cx.read().await?;
    let currencies = Currencies::read(&mut conn).await?;
    let asked = (call.orderby.as_deref(), call.order.as_deref());
    let sorted = order(&ORDERS, asked, Order { by: TransactionsBy::Id, descending: false });
    let transid = given(call.transid.as_deref());
    let (reference, beginning) = whole_or(call.beginning.0, transid);
    let (from, before) = days(&settings, call.datefrom, call.dateto);
    let wanted = WantedTransactions {
        id: call.transactionid.filter(|id| *id > 0).map(|id| TransactionId(number(id))),
        invoice: call.invoiceid.filter(|id| *id > 0).map(invoice_id),
        client: call.clientid.filter(|id| *id > 0).map(client_id),
        reference,
        beginning,
        gateway: given(call.gateway.as_deref()),
        from,
        before,
        least: &least("amountfrom", call.amountfrom.as_ref(), &currencies)?,
        most: &most("amountto", call.amountto.as_ref(), &currencies)?,
        by: sorted.by,
        descending: sorted.descending,
    };
    let start = call.limitstart.map_or(0, number);
    // As at the vendor, all come where no number is asked for.
    let most = call.limitnum.filter(|rows| *rows > 0).map_or(i64::MAX, number);
    let (rows, total) = lists::transactions(&mut conn, wanted, start, most).await?;
    let shown: Result<Vec<_>> =
        rows.into_iter().map(|row| transaction(row, &currencies, &settings)).collect();
    let shown = shown?;
    Ok(GetTransactionsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: shown.len().into(),
        transactions: Wrap(Transactions { transaction: shown.into() }),
    })
}
