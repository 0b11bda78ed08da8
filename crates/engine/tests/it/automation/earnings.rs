//! What affiliates earn, and what is charged for use beyond the limits.

use engine::automation::Item;
use engine::billing::refund;
use engine::hosting::provisioning::{Request, run};
use engine::testing::{TestEngine, each};
use model::billing::journal::RefundTo;
use model::hosting::service::ServiceStatus;
use model::ids::{AffiliateId, InvoiceId, ServiceId};
use model::money::{Currency, Money};
use ports::provisioning::ServiceAction;
use store::args;

use super::due::items;
use crate::house::{books_add_up, client, client_in, pay, service, set};
use crate::scenery::number;

fn told(items: &[Item]) -> Vec<(&'static str, i64)> {
    let amounts = items.iter().filter_map(|item| Some((item.what, item.amount?.minor)));
    amounts.collect()
}

/// An affiliate in euros, and a service of somebody that it brought.
async fn referred(test: &TestEngine) -> (AffiliateId, ServiceId) {
    let mut act = test.act().await.unwrap();
    let affiliate = client_in(&mut act.conn, 2).await;
    let sql = "insert into affiliates (client_id, since, created_at, updated_at)
        values ($1, '2025-01-01', 0, 0) returning id";
    let affiliate: AffiliateId = act.conn.scalar(sql, args![affiliate]).await.unwrap();
    let client = client(&mut act.conn).await;
    let service = service(&mut act.conn, client, "2026-01-02").await;
    let sql =
        "insert into orders (number, client_id, currency_id, status, at, amount_minor, gateway,
            affiliate_id)
        values (1234567890, $1, 1, 'Active', 0, 1000, '', $2) returning id";
    let order: i64 = act.conn.scalar(sql, args![client, affiliate]).await.unwrap();
    let sql = "update services set order_id = $2 where id = $1";
    act.conn.exec(sql, args![service, order]).await.unwrap();
    act.commit().await.unwrap();
    (affiliate, service)
}

/// Invoices what is due and pays it.
async fn renew(test: &TestEngine, on: &str) -> InvoiceId {
    test.clock.set(format!("{on}T09:00:00Z").parse().unwrap());
    items(test, "CreateInvoices").await;
    let id = number(test, "select max(id) from invoices").await;
    pay(test, InvoiceId(id), 1_000, on).await.unwrap();
    InvoiceId(id)
}

const BALANCE: &str = "select balance_minor from affiliates";

#[tokio::test(flavor = "multi_thread")]
async fn commissions_wait_count_and_are_taken_back_with_the_money() {
    for test in each().await.unwrap() {
        referred(&test).await;
        set(&test, "AffiliatesDelayCommission", "10").await;
        let first = renew(&test, "2026-01-02").await;
        // 10 % of 10.00 dollars in euros.
        assert_eq!(told(&items(&test, "AffiliateCommissions").await), [("commission", 92)]);
        assert!(items(&test, "AffiliateCommissions").await.is_empty(), "once");
        assert_eq!(number(&test, BALANCE).await, 0, "it waits");
        test.clock.set("2026-01-12T09:00:00Z".parse().unwrap());
        let cleared = items(&test, "AffiliateCommissions").await;
        assert_eq!(told(&cleared), [("commission cleared", 92)]);
        assert_eq!(number(&test, BALANCE).await, 92);

        renew(&test, "2026-02-02").await;
        assert_eq!(told(&items(&test, "AffiliateCommissions").await), [("commission", 92)]);
        give_back(&test, first, None).await;
        let back = items(&test, "AffiliateCommissions").await;
        assert_eq!(told(&back), [("commission reversed", 92)]);
        assert_eq!(number(&test, BALANCE).await, 0);
        books_add_up(&test).await;
    }
}

/// Gives money of an invoice back as credit; everything, if no amount is said.
async fn give_back(test: &TestEngine, invoice: InvoiceId, minor: Option<i64>) {
    let mut act = test.act().await.unwrap();
    let new = refund::NewRefund {
        invoice,
        payment: None,
        amount: minor.map(|minor| Money::from_minor(minor, Currency::USD)),
        to: RefundTo::Credit,
        reference: String::new(),
        at: act.now,
        noted: None,
    };
    refund::refund(&mut act, new).await.unwrap();
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn b20_a_refund_in_part_takes_that_part_of_a_commission() {
    for test in each().await.unwrap() {
        referred(&test).await;
        set(&test, "AffiliatesDelayCommission", "10").await;
        let invoice = renew(&test, "2026-01-02").await;
        items(&test, "AffiliateCommissions").await;
        // While it waits, only less of it will count.
        give_back(&test, invoice, Some(300)).await;
        let shorter = items(&test, "AffiliateCommissions").await;
        assert_eq!(told(&shorter), [("commission shortened", 28)]);
        assert!(items(&test, "AffiliateCommissions").await.is_empty(), "once");
        test.clock.set("2026-01-12T09:00:00Z".parse().unwrap());
        let cleared = items(&test, "AffiliateCommissions").await;
        assert_eq!(told(&cleared), [("commission cleared", 64)]);
        assert_eq!(number(&test, BALANCE).await, 64);
        // 92 × 6/10 are 55 in all.
        give_back(&test, invoice, Some(300)).await;
        let shorter = items(&test, "AffiliateCommissions").await;
        assert_eq!(told(&shorter), [("commission shortened", 27)]);
        assert_eq!(number(&test, BALANCE).await, 37);
        give_back(&test, invoice, None).await;
        let back = items(&test, "AffiliateCommissions").await;
        assert_eq!(told(&back), [("commission reversed", 37)]);
        assert_eq!(number(&test, BALANCE).await, 0);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commission_can_be_for_the_first_payment_only_and_differ_by_product() {
    for test in each().await.unwrap() {
        let (_, service) = referred(&test).await;
        set(&test, "AffiliatesDelayCommission", "0").await;
        let mut act = test.act().await.unwrap();
        let sql = "insert into setting_overrides (subject, subject_id, setting, value)
            select 'product', product_id, $2, $3 from services where id = $1";
        for (name, value) in [("AffiliateOneTime", "on"), ("AffiliateEarningPercent", "25")] {
            act.conn.exec(sql, args![service, name, value]).await.unwrap();
        }
        act.commit().await.unwrap();
        test.engine.settings_changed();
        renew(&test, "2026-01-02").await;
        let first = told(&items(&test, "AffiliateCommissions").await);
        assert_eq!(first, [("commission", 230), ("commission cleared", 230)]);
        renew(&test, "2026-02-02").await;
        assert!(told(&items(&test, "AffiliateCommissions").await).is_empty());
        assert_eq!(number(&test, BALANCE).await, 230);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn use_beyond_the_limits_is_charged_once_when_the_month_is_over() {
    for test in each().await.unwrap() {
        let mut act = test.act().await.unwrap();
        let client = client(&mut act.conn).await;
        let service = service(&mut act.conn, client, "2026-01-20").await;
        let sql = "update services set disk_limit = 1000, bandwidth_limit = 5000 where id = $1";
        act.conn.exec(sql, args![service]).await.unwrap();
        let sql = "insert into service_usage (service_id, month, disk_mib, traffic_mib, at)
            values ($1, '2026-01', 2025, 5000, 0)";
        act.conn.exec(sql, args![service]).await.unwrap();
        act.commit().await.unwrap();
        for (name, value) in [("OverageDiskPrice", "0.50"), ("OverageTrafficPrice", "0.10")] {
            set(&test, name, value).await;
        }
        assert!(items(&test, "OverageBilling").await.is_empty(), "the month is not over");
        test.clock.set("2026-02-01T09:00:00Z".parse().unwrap());
        // 1025 MiB beyond the limit are two begun GiB; the traffic is just within it.
        assert_eq!(told(&items(&test, "OverageBilling").await), [("overage", 100)]);
        assert!(items(&test, "OverageBilling").await.is_empty(), "once");
        items(&test, "CreateInvoices").await;
        let sql = "select count(*) from invoice_items where type = 'Item' and amount_minor = 100
            and description like 'Disk beyond the limit in 2026-01: 2 GiB%'";
        assert_eq!(number(&test, sql).await, 1);
        books_add_up(&test).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_are_asked_what_their_services_use() {
    for test in each().await.unwrap() {
        let scenery = crate::scenery::make(&test, "fakepanel").await;
        let id = scenery.service(&test, ServiceStatus::Pending).await;
        let mut act = test.act().await.unwrap();
        let sql = "insert into servers (name, module, hostname, secret)
            values ('One', 'fakepanel', 'one.example.com', '') returning id";
        let server: i64 = act.conn.scalar(sql, args![]).await.unwrap();
        let sql = "update services set server_id = $2 where id = $1";
        act.conn.exec(sql, args![id, server]).await.unwrap();
        act.commit().await.unwrap();
        let request = Request::of(ServiceAction::Create);
        run(&test.engine.cx(test.caller()), id, &request).await.unwrap();
        let done = items(&test, "UpdateServerUsage").await;
        assert_eq!(done[0].text, "One: 1 services", "{done:?}");
        let used = "select disk_usage from services";
        assert_eq!(number(&test, used).await, 200 + id.0 * 37 % 4_000);
        let months = "select count(*) from service_usage where month = '2026-01'";
        assert_eq!(number(&test, months).await, 1);
        // Twice on a day is one reading, the next day another; both go when they are old.
        items(&test, "UpdateServerUsage").await;
        let days = "select count(*) from service_usage_days";
        assert_eq!(number(&test, days).await, 1);
        test.clock.advance_days(1);
        items(&test, "UpdateServerUsage").await;
        assert_eq!(number(&test, days).await, 2);
        set(&test, "UsageHistoryDays", "30").await;
        test.clock.advance_days(30);
        let pruned = items(&test, "LogPruning").await;
        let said = "1 days of what services used older than 30 days";
        assert!(pruned.iter().any(|item| item.text == said), "{pruned:?}");
        assert_eq!(number(&test, days).await, 1);
    }
}
