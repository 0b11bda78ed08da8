//! Every order that a list may have is read from an index: no page sorts all rows.

use store::billing::lists::TransactionsBy;
use store::domains::name_lists::DomainsBy;
use store::hosting::service_lists::ServicesBy;
use store::order::Sorted as _;
use store::ordering::order_lists::OrderBy;
use store::support::ticket_lists::TicketsBy;
use store::testing::{each, sqlite};
use store::{Conn, Row, args};

/// A step of a plan.
#[derive(Row)]
struct Step {
    detail: String,
}

/// The orders of the lists that grow with the company, by the table they are of.
fn orders() -> Vec<(&'static str, &'static str)> {
    let of = |table, both: [&'static str; 2]| both.map(|order| (table, order));
    let services = [
        ServicesBy::Id,
        ServicesBy::Domain,
        ServicesBy::Due,
        ServicesBy::Registered,
        ServicesBy::Recurring,
        ServicesBy::Status,
    ];
    let domains = [
        DomainsBy::Id,
        DomainsBy::Name,
        DomainsBy::Due,
        DomainsBy::Expires,
        DomainsBy::Recurring,
        DomainsBy::Status,
    ];
    let tickets = [
        TicketsBy::LastReply,
        TicketsBy::Opened,
        TicketsBy::Subject,
        TicketsBy::Priority,
        TicketsBy::Status,
    ];
    let orders = [OrderBy::Id, OrderBy::Date, OrderBy::Amount, OrderBy::Status];
    let transactions = [TransactionsBy::Id, TransactionsBy::Date, TransactionsBy::AmountIn];
    let invoices = ["issued_on, id", "due_on, id", "total_minor, id", "status, due_on, id"];
    let mut all: Vec<_> = Vec::new();
    all.extend(services.iter().flat_map(|by| of("services", by.sql())));
    all.extend(domains.iter().flat_map(|by| of("domains d", by.sql())));
    all.extend(tickets.iter().flat_map(|by| of("tickets t", by.sql())));
    all.extend(orders.iter().flat_map(|by| of("orders", by.sql())));
    all.extend(transactions.iter().flat_map(|by| of("transactions", by.sql())));
    all.extend(invoices.map(|order| ("invoices", order)));
    all
}

fn page(table: &str, order: &str) -> String {
    let only = if table == "tickets t" { "where t.merged_into is null" } else { "" };
    format!("select * from {table} {only} order by {order} limit 25")
}

#[tokio::test]
async fn no_page_sorts_the_whole_list() {
    let test = sqlite().await.unwrap();
    let mut c = test.db.read().await.unwrap();
    for (table, order) in orders() {
        let plan = plan(&mut c, &page(table, order)).await;
        let sorts = plan.iter().any(|step| step.contains("TEMP B-TREE FOR ORDER BY"));
        assert!(!sorts, "{table} by {order}: {plan:?}");
    }
    // The same look finds a list that is sorted.
    let sorted = plan(&mut c, "select * from services order by notes, id limit 25").await;
    assert!(sorted.iter().any(|step| step.contains("TEMP B-TREE FOR ORDER BY")), "{sorted:?}");
}

#[tokio::test]
async fn what_is_looked_up_in_any_case_has_an_index() {
    let test = sqlite().await.unwrap();
    let mut c = test.db.read().await.unwrap();
    for (table, condition) in [
        ("services", "lower(domain) = lower('A')"),
        ("services", "lower(domain) >= lower('A') and lower(domain) < lower('B')"),
        ("services", "lower(username) = lower('A')"),
        ("transactions", "reference <> '' and lower(reference) = lower('A')"),
        (
            "transactions",
            "reference <> '' and lower(reference) >= lower('A') and lower(reference) < lower('B')",
        ),
    ] {
        let sql = format!("select * from {table} where {condition} order by id limit 25");
        let steps = plan(&mut c, &sql).await;
        assert!(steps.iter().any(|step| step.contains("_any_case")), "{condition}: {steps:?}");
    }
}

/// What belongs to one client is found by the client's index, whatever else it is limited by, and
/// what few rows have is found by an index of its own.
#[tokio::test]
async fn few_rows_are_found_by_what_only_they_have() {
    let test = sqlite().await.unwrap();
    let mut c = test.db.read().await.unwrap();
    for (sql, index) in [
        ("services where client_id = 1 and status || '' = 'Active'", "services_client "),
        ("services where client_id = 1 and +product_id = 1", "services_client "),
        ("domains d where d.client_id = 1 and d.status || '' = 'Active'", "domains_client "),
        ("orders where client_id = 1 and status || '' = 'Fraud'", "orders_client "),
        (
            "tickets t where t.merged_into is null and +t.department_id = 1 and t.client_id = 1
                and t.status || '' = 'Closed'",
            "tickets_client ",
        ),
        (
            "invoices where client_id = 1 and due_on || '' <= '2026-01-31' and status = 'Paid'",
            "invoices_client_status ",
        ),
        ("quotes where client_id = 1 and stage || '' = 'Lost'", "quotes_client "),
        ("services where coalesce(next_due_on, '') >= '2026-01-31'", "services_by_due "),
        ("domains d where coalesce(d.next_due_on, '') = '2026-01-31'", "domains_by_due "),
        ("services where server_id = 1", "services_server "),
        ("orders where ip = '192.0.2.1'", "orders_ip "),
        ("clients where erased_at is not null", "clients_erased"),
        (
            "journal where id > 0 and debit in ('Refunds') and debit <> 'Accounts Receivable'",
            "journal_debit ",
        ),
        (
            "journal where id > 0 and credit in ('Fees', 'Refunds')
                and credit not in ('Income', 'Accounts Receivable')",
            "journal_credit ",
        ),
    ] {
        let steps = plan(&mut c, &format!("select count(*) from {sql}")).await;
        assert!(steps.iter().any(|step| step.contains(index)), "{sql}: {steps:?}");
    }
}

async fn plan(c: &mut Conn, sql: &str) -> Vec<String> {
    let steps: Vec<Step> = c.all(&format!("explain query plan {sql}"), args![]).await.unwrap();
    steps.into_iter().map(|step| step.detail).collect()
}

#[tokio::test]
async fn both_databases_understand_every_order() {
    for test in each().await.unwrap() {
        let mut c = test.db.read().await.unwrap();
        for (table, order) in orders() {
            let sql = page(table, order).replace("select *", "select cast(1 as bigint)");
            let found: Vec<i64> = c.column(&sql, args![]).await.unwrap();
            assert!(found.is_empty(), "{table} by {order}");
        }
    }
}
