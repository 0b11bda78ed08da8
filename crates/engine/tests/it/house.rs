//! A furnished engine: clients, products and services to bill.

use std::sync::atomic::{AtomicI64, Ordering};

use engine::billing::{LineKind, NewInvoice, NewLine, NewPayment, books, issue};
use engine::testing::TestEngine;
use engine::{Act, Result};
use jiff::civil::Date;
use model::ids::{ClientId, InvoiceId, ServiceId};
use model::money::{Currency, Money};
use store::billing::invoice_items;
use store::billing::invoices::{self, InvoiceRow};
use store::{Conn, args};

static NEXT: AtomicI64 = AtomicI64::new(1);

/// Rounds of a test.
pub(crate) const ROUNDS: usize = 3;

/// How often many do the same thing at once; `cargo xtask prove` asks for more than a test does.
pub(crate) fn rounds() -> usize {
    #[expect(clippy::disallowed_methods, reason = "the proof passes its number this way")]
    let asked = std::env::var("HOSTLER_PROOF_ROUNDS");
    asked.map_or(ROUNDS, |text| text.parse().unwrap())
}

pub(crate) fn usd(minor: i64) -> Money {
    Money::from_minor(minor, Currency::USD)
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A client in US dollars.
pub(crate) async fn client(c: &mut Conn) -> ClientId {
    client_in(c, 1).await
}

/// The same in an act of its own.
pub(crate) async fn new_client(test: &TestEngine) -> ClientId {
    let mut act = test.act().await.unwrap();
    let client = client(&mut act.conn).await;
    act.commit().await.unwrap();
    client
}

/// A client in a currency: 1 USD, 2 EUR, 3 JPY.
pub(crate) async fn client_in(c: &mut Conn, currency: i64) -> ClientId {
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let sql = "insert into clients (uuid, first_name, last_name, email, email_folded, country,
            currency_id, status, default_gateway, signed_up_on, created_at, updated_at)
        values ($1, 'Jane', 'Doe', $2, $2, 'US', $3, 'Active', 'banktransfer', '2026-01-01', 0, 0)
        returning id";
    let email = format!("jane{n}@example.com");
    c.scalar(sql, args![format!("uuid-{n}"), email, currency]).await.unwrap()
}

/// An active monthly service of 10.00 whose first period begins on a day and is not paid.
pub(crate) async fn service(c: &mut Conn, client: ClientId, anchor: &str) -> ServiceId {
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let sql = "insert into product_groups (name, slug) values ('Hosting', $1) returning id";
    let group: i64 = c.scalar(sql, args![format!("hosting-{n}")]).await.unwrap();
    let sql = "insert into products (group_id, type, name, slug, pay_type, auto_setup, created_at,
            updated_at)
        values ($1, 'hostingaccount', 'VPS Small', 'vps', 'recurring', 'payment', 0, 0)
        returning id";
    let product: i64 = c.scalar(sql, args![group]).await.unwrap();
    let sql = "insert into services (client_id, product_id, anchor_on, registered_on, domain,
            first_payment_minor, recurring_minor, cycle, next_due_on, status, created_at,
            updated_at)
        values ($1, $2, $3, $3, 'example.com', 1000, 1000, 'Monthly', $3, 'Active', 0, 0)
        returning id";
    c.scalar(sql, args![client, product, anchor]).await.unwrap()
}

/// Sets a setting.
pub(crate) async fn set(test: &TestEngine, key: &str, value: &str) {
    let mut act = test.act().await.unwrap();
    let sql = "insert into settings (key, value) values ($1, $2)
        on conflict (key) do update set value = excluded.value";
    act.conn.exec(sql, args![key, value]).await.unwrap();
    act.commit().await.unwrap();
    test.engine.settings_changed();
}

/// Adds a tax rule; the rate in percent.
pub(crate) async fn tax(c: &mut Conn, level: i64, name: &str, country: &str, percent: i64) {
    let sql = "insert into tax_rules (level, name, country, state, rate)
        values ($1, $2, $3, '', $4)";
    c.exec(sql, args![level, name, country, percent * 10_000]).await.unwrap();
}

/// An invoice of lines without items.
pub(crate) fn invoice(client: ClientId, lines: &[(&str, i64, bool)]) -> NewInvoice {
    let line = |(text, minor, taxed): &(&str, i64, bool)| {
        let mut line = NewLine::new(LineKind::Custom, 0, *text, usd(*minor));
        line.taxed = *taxed;
        line
    };
    new_invoice(client, lines.iter().map(line).collect())
}

pub(crate) fn new_invoice(client: ClientId, lines: Vec<NewLine>) -> NewInvoice {
    NewInvoice {
        client,
        lines,
        issued_on: None,
        due_on: day("2026-01-15"),
        gateway: "banktransfer".into(),
        notes: String::new(),
        draft: false,
        apply_credit: false,
        tax_rates: None,
    }
}

pub(crate) fn payment(act: &Act, invoice: InvoiceId, minor: i64, reference: &str) -> NewPayment {
    NewPayment {
        invoice,
        amount: usd(minor),
        fees: usd(0),
        gateway: "banktransfer".into(),
        reference: reference.into(),
        at: act.now,
        description: String::new(),
    }
}

/// An invoice over one line, in an act of its own.
pub(crate) async fn invoiced(test: &TestEngine, client: ClientId, minor: i64) -> InvoiceId {
    let mut act = test.act().await.unwrap();
    let new = invoice(client, &[("Work", minor, false)]);
    let id = issue::issue(&mut act, new).await.unwrap();
    act.commit().await.unwrap();
    id
}

/// Pays in an act of its own.
pub(crate) async fn pay(
    test: &TestEngine,
    invoice: InvoiceId,
    minor: i64,
    reference: &str,
) -> Result<()> {
    let mut act = test.act().await?;
    let new = payment(&act, invoice, minor, reference);
    engine::billing::payments::record(&mut act, new).await?;
    act.commit().await
}

pub(crate) async fn read(test: &TestEngine, id: InvoiceId) -> InvoiceRow {
    let mut conn = test.engine.read().await.unwrap();
    invoices::by_id(&mut conn, id).await.unwrap().unwrap()
}

/// Each line of an invoice says how its amount came about, in steps that come to it.
pub(crate) async fn explained(test: &TestEngine, id: InvoiceId, place: &str) {
    let mut conn = test.engine.read().await.unwrap();
    for line in invoice_items::of_invoice(&mut conn, id).await.unwrap() {
        let steps: Vec<Vec<serde_json::Value>> = serde_json::from_str(&line.explanation).unwrap();
        let sum: i64 = steps.iter().map(|step| step[1].as_i64().unwrap()).sum();
        assert!(!steps.is_empty(), "{place}: nothing is said of {}", line.description);
        assert_eq!(sum, line.amount_minor, "{place}: {}: {steps:?}", line.description);
    }
}

/// `Paid total 1000 credit 0 paid 1000`: what most tests look at.
pub(crate) async fn state(test: &TestEngine, id: InvoiceId) -> String {
    let row = read(test, id).await;
    format!(
        "{} total {} credit {} paid {}",
        row.status, row.total_minor, row.credit_minor, row.paid_minor
    )
}

pub(crate) async fn credit_of(test: &TestEngine, client: ClientId) -> i64 {
    let mut conn = test.engine.read().await.unwrap();
    conn.scalar("select credit_minor from clients where id = $1", args![client]).await.unwrap()
}

/// Nothing in the books may contradict anything else.
pub(crate) async fn books_add_up(test: &TestEngine) {
    let mut conn = test.engine.read().await.unwrap();
    let found = books::verify(&mut conn).await.unwrap();
    assert!(found.is_empty(), "{:?} on {:?}", found, test.engine);
}

/// The sentence of a refusal.
pub(crate) fn said<T: std::fmt::Debug>(result: Result<T>) -> String {
    match result {
        Err(engine::Fault::Refused(refusal)) => refusal.said.into_owned(),
        other => panic!("expected a refusal, got {other:?}"),
    }
}
