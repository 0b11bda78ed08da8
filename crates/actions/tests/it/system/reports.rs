//! Reports, with figures that can be counted by hand.

use actions::testing::{TestActions, each};
use protocol::wire::{Flag, WireDate};
use protocol::{GetReport, GetReportList, GetReportResponse};

use crate::people::stage::run;

async fn report(test: &TestActions, name: &str) -> GetReportResponse {
    within(test, name, ["2025-12-01", "2026-01-31"]).await
}

pub(super) async fn within(test: &TestActions, name: &str, days: [&str; 2]) -> GetReportResponse {
    let [startdate, enddate] = days.map(|text| Some(WireDate(Some(text.parse().unwrap()))));
    let call = GetReport { name: name.to_owned(), startdate, enddate, csv: Flag(true) };
    test.call(call).await.unwrap()
}

pub(super) fn rows(report: &GetReportResponse) -> Vec<String> {
    let cells = |row: &protocol::ReportRow| {
        row.cells.0.cell.iter().map(|cell| cell.0.clone()).collect::<Vec<_>>().join("|")
    };
    report.rows.0.row.iter().map(cells).collect()
}

/// One client with a service, a domain, two invoices, a ticket and an order.
const STORY: &str = "
    insert into clients (uuid, first_name, last_name, email, email_folded, currency_id, status,
        country, signed_up_on, created_at, updated_at)
        values ('u-1', 'Jane', 'Doe', 'j@x.example', 'j@x.example', 1, 'Active', 'DE',
        '2025-12-20', 0, 0);
    insert into product_groups (name, slug) values ('Hosting', 'hosting');
    insert into products (group_id, type, name, slug, pay_type, created_at, updated_at)
        values (1, 'other', 'Small, cheap', 'small', 'recurring', 0, 0);
    insert into promotions (code, code_folded, type, value) values ('SPRING', 'spring',
        'Percentage', 100000);
    insert into orders (number, client_id, at, status, currency_id, amount_minor, gateway,
        promotion_id) values (77, 1, 1767258000, 'Active', 1, 1000, 'fakecard', 1);
    insert into services (client_id, order_id, product_id, anchor_on, registered_on, domain,
        first_payment_minor, recurring_minor, cycle, next_due_on, status, suspend_reason,
        created_at, updated_at)
        values (1, 1, 1, '2026-01-01', '2026-01-01', 'x.example', 1000, 1000, 'Monthly',
        '2026-02-01', 'Suspended', 'Overdue on payment', 0, 0);
    insert into domains (client_id, type, name, registrar, anchor_on, registered_on, expires_on,
        next_due_on, first_payment_minor, recurring_minor, status, created_at, updated_at)
        values (1, 'Register', 'x.example', 'fakeregistrar', '2025-01-15', '2025-01-15',
        '2026-01-15', '2026-01-15', 1200, 1200, 'Active', 0, 0);
    insert into invoices (client_id, currency_id, status, issued_on, due_on, paid_at,
        subtotal_minor, tax_minor, total_minor, paid_minor, tax_rate, tax_name, created_at,
        updated_at) values (1, 1, 'Paid', '2026-01-01', '2026-01-01', 1767258000, 1000, 190, 1190,
        1190, 190000, 'VAT', 0, 0);
    insert into invoice_items (invoice_id, client_id, type, rel_id, description, amount_minor,
        net_minor, taxed) values (1, 1, 'Hosting', 1, 'Small', 1000, 1000, 1);
    insert into transactions (client_id, currency_id, gateway, at, description, amount_in_minor,
        fees_minor, reference, invoice_id) values (1, 1, 'fakecard', 1767258000, '=cmd', 1190, 40,
        'r-1', 1);
    insert into invoices (client_id, currency_id, status, issued_on, due_on, subtotal_minor,
        total_minor, created_at, updated_at) values (1, 1, 'Unpaid', '2025-11-01', '2025-11-15',
        500, 500, 0, 0);
    insert into departments (name) values ('Sales');
    insert into tickets (mask, access_key, department_id, client_id, subject, status, priority,
        opened_at, last_reply_at) values ('ABC-1', 'k', 1, 1, 'Help', 'Open', 'Low', 1767258000,
        1767258000);
    insert into ticket_replies (ticket_id, opening, client_id, at, message)
        values (1, 1, 1, 1767258000, 'Help');
    insert into ticket_replies (ticket_id, staff_id, at, message)
        values (1, 5, 1767258600, 'Here');
    update ticket_replies set rating = 4 where staff_id = 5;
    insert into roles (kind, name, actions) values ('staff', 'All', '[]');
    insert into staff (id, uuid, username, username_folded, email, email_folded, first_name,
        last_name, password_hash, role_id, created_at) values (5, 's-5', 'ada', 'ada',
        'a@x.example', 'a@x.example', 'Ada', 'L', '', 1, 0);
    insert into servers (name, module, monthly_cost_minor) values ('one', 'fakepanel', 500);
    update services set server_id = 1, disk_usage = 100, disk_limit = 500, usage_at = 1767258000;
    insert into ticket_tags (ticket_id, tag) values (1, 'billing');
    insert into cancellation_requests (service_id, client_id, type, created_at, updated_at,
        closed_at) values (1, 1, 'Immediate', 1767258000, 1767258000, 1767258000);
    insert into credits (client_id, on_date, at, description, amount_minor, rel_id)
        values (1, '2026-01-03', 1767430800, 'Refund of Invoice #1', 250, 1);
    insert into notices (kind, rel_id, on_date, day_offset, at)
        values ('domain', 1, '2026-01-15', -7, 1767862800);
    insert into affiliates (client_id, since, balance_minor, created_at, updated_at)
        values (1, '2026-01-01', 250, 0, 0);
    insert into pay_methods (client_id, type, description, bank_name, last_four, created_at,
        updated_at) values (1, 'BankAccount', 'House', 'Fjord Bank', '6789', 0, 0);
    insert into tracked_links (code, name, target, campaign, source, medium, created_at)
        values ('c', 'Letter', '/', 'Spring', 'letter', 'email', 0);
    insert into tracked_days (link_id, on_date, clicks, unique_clicks)
        values (1, '2026-01-02', 7, 5);
    insert into tracked_conversions (kind, rel_id, link_id, on_date)
        values ('signup', 1, 1, '2026-01-02');";

/// Reports of the story that have one row, and that row.
const ROWS: &[(&str, &str)] = &[
    ("annual_income", "2026-01|USD|11.90|0.40|0.00|11.50"),
    ("income_by_product", "Small, cheap|USD|1|10.00"),
    ("mrr_churn", "USD|2|11.00|132.00|1|1|0|0.00"),
    ("aging", "USD|1|0.00|0.00|5.00|0.00|0.00|5.00"),
    ("tax_liability", "DE|VAT|19||0|USD|1|0|10.00|0.00|1.90|0.00"),
    ("transactions", "2026-01-01 09:00:00|1|1|1|fakecard|r-1|=cmd|USD|11.90|0.40|0.00"),
    ("new_clients", "2025-12|1|1"),
    ("promotions_used", "SPRING|USD|1|10.00"),
    ("tickets", "Sales|1|0|1|1|600"),
    ("domain_renewals", "2026-01-15|x.example|1|Active|fakeregistrar|0|USD|12.00"),
    ("tax_at_home", "DE|VAT|19||0|USD|1|0|10.00|0.00|1.90|0.00"),
    ("oss", "DE|VAT|19|USD|1|0|10.00|1.90"),
    ("fees", "fakecard|USD|1|11.90|0.40|3.36"),
    ("affiliates", "1|Jane Doe|USD|0|0|0.00|0.00|2.50|0.00"),
    ("sources", "letter|email|Spring|7|5|1|0"),
    ("clients_by_country", "DE|1|1|1"),
    ("retention", "2025-12|1|1|100"),
    ("staff_performance", "Ada L|1|1|1|4"),
    ("server_revenue", "one|USD|1|10.00|5.00"),
    ("top_clients", "1|Jane Doe|USD|1|11.90"),
    ("daily_income", "2026-01-01|USD|11.90|0.40|0.00|11.50"),
    ("monthly_orders", "2026-01|USD|1|1|10.00"),
    ("credits", "2026-01-03|1|Jane Doe|Refund of Invoice #1|1|USD|2.50"),
    ("ratings", "2026-01-01 09:10:00|1|Help|Ada L|4"),
    ("ticket_tags", "billing|1"),
    ("domain_notices", "2026-01-08 09:00:00|1|x.example|1|2026-01-15|-7"),
    ("usage", "1|1|Small, cheap|x.example|one|100|500|0|0|2026-01-01 09:00:00"),
    ("direct_debits", "2025-11-15|2|1|Jane Doe|House|Fjord Bank|6789|USD|5.00"),
    ("suspensions", "1|1|Small, cheap|x.example|Overdue on payment|2026-02-01|USD|10.00"),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_report_adds_up() {
    for test in each().await.unwrap() {
        run(&test, STORY).await;
        for (name, expected) in ROWS {
            let made = report(&test, name).await;
            assert_eq!(rows(&made), [*expected], "{name}");
            assert_eq!(
                made.columns.0.column.len(),
                made.rows.0.row[0].cells.0.cell.len(),
                "{name}"
            );
        }
        let forecast = report(&test, "income_forecast").await;
        let lines = rows(&forecast);
        assert_eq!((lines.len(), &*lines[0]), (12, "2026-01|USD|1|12.00"));
        assert_eq!(&*lines[1], "2026-02|USD|1|10.00");
        let days = rows(&report(&test, "daily_performance").await);
        assert_eq!((days.len(), &*days[0]), (62, "2025-12-01|0|0|0|0|0|0"));
        assert_eq!(&*days[31], "2026-01-01|1|1|1|1|1|1");
        let csv = report(&test, "transactions").await.csv.0;
        assert!(csv.starts_with("Time,Transaction,") && csv.contains(",\"'=cmd\","), "{csv}");

        // Without days it is this year until today, or what comes.
        for (name, from, to) in [
            ("transactions", "2026-01-01", "2026-01-01"),
            ("domain_renewals", "2026-01-01", "2026-04-01"),
        ] {
            let call = GetReport { name: name.to_owned(), ..GetReport::default() };
            let made = test.call(call).await.unwrap();
            assert_eq!((&*made.startdate.to_string(), &*made.enddate.to_string()), (from, to));
            assert_eq!(made.totalresults.0, 1, "{name}");
        }

        let list = test.call(GetReportList {}).await.unwrap();
        assert_eq!(list.reports.0.report.len(), 31);
        let none = GetReport { name: "nothing".to_owned(), ..GetReport::default() };
        assert_eq!(test.refused(none).await, "Report Not Found");
        let day = |text: &str| Some(WireDate(Some(text.parse().unwrap())));
        let backwards = GetReport {
            name: "transactions".to_owned(),
            startdate: day("2026-02-01"),
            enddate: day("2026-01-01"),
            ..GetReport::default()
        };
        let said = test.refused(backwards).await;
        assert_eq!(said, "The period ends on 2026-01-01, before it begins on 2026-02-01");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b22_what_a_gateway_charges_is_no_direct_debit() {
    for test in each().await.unwrap() {
        run(&test, STORY).await;
        for (changed, expected) in [
            ("update invoices set gateway = 'fakecard' where id = 2", 1),
            ("update invoices set status = 'Collections' where id = 2", 0),
            ("update invoices set status = 'Unpaid' where id = 2", 1),
            // Another invoice is paid with this one, and owes the sum itself.
            (
                "insert into invoice_items (invoice_id, client_id, type, rel_id, description,
                    amount_minor, net_minor) values (2, 1, 'Invoice', 1, 'Another', 500, 500)",
                0,
            ),
            ("delete from invoice_items where invoice_id = 2", 1),
            // There is a card, too.
            (
                "insert into pay_methods (client_id, type, gateway, token, position, created_at,
                    updated_at) values (1, 'CreditCard', 'fakecard', 't', 1, 0, 0)",
                0,
            ),
            ("update invoices set gateway = 'faketransfer' where id = 2", 1),
            ("update invoices set pay_method_id = 2 where id = 2", 0),
            ("update invoices set pay_method_id = null where id = 2", 1),
            ("update pay_methods set position = -1 where id = 2", 0),
            ("update pay_methods set deleted_at = 1 where id = 2", 1),
        ] {
            run(&test, changed).await;
            assert_eq!(rows(&report(&test, "direct_debits").await).len(), expected, "{changed}");
        }
    }
}

/// Three invoices of 10.00 and 2.00 tax: two in euros, of which one says what they were worth.
const IN_EUROS: &str = "
    insert into clients (uuid, first_name, last_name, email, email_folded, currency_id, status,
        country, signed_up_on, created_at, updated_at)
        values ('u-1', 'Jane', 'Doe', 'j@x.example', 'j@x.example', 1, 'Active', 'DE',
        '2025-12-20', 0, 0);
    update currencies set rate = 50000000 where code = 'EUR';
    insert into invoices (client_id, currency_id, exchange_rate, status, issued_on, due_on,
        paid_at, subtotal_minor, tax_minor, total_minor, paid_minor, tax_rate, tax_name,
        created_at, updated_at)
        select 1, y.id, r.rate, 'Paid', '2026-01-01', '2026-01-01', 1767258000, 1000, 200, 1200,
            1200, 200000, 'VAT', 0, 0
        from currencies y join (select 'USD' as code, 100000000 as rate
            union all select 'EUR', 80000000 union all select 'EUR', 0) r on r.code = y.code;
    insert into invoice_items (invoice_id, client_id, type, description, amount_minor, net_minor,
        taxed) select id, 1, '', 'Work', 1000, 1000, 1 from invoices";

#[tokio::test(flavor = "multi_thread")]
async fn b3_tax_is_told_at_the_rates_at_which_invoices_were_made() {
    for test in each().await.unwrap() {
        run(&test, IN_EUROS).await;
        let apart = rows(&report(&test, "tax_liability").await);
        assert_eq!(apart.len(), 2, "{apart:?}");
        // 10.00 + 10.00 / 0.8 + 10.00 / 0.5, the last at the rate of today.
        let together = rows(&report(&test, "tax_at_home").await);
        assert_eq!(together, ["DE|VAT|20||0|USD|3|0|42.50|0.00|8.50|0.00"]);
    }
}
