//! Sums that are not simple: taxes less credit notes, and what will be renewed; and invoices as
//! files, beside them.

use actions::testing::each;
use serde_json::json;

use super::reports::{rows, within};
use crate::people::stage::{call, run};

const DECEMBER: [&str; 2] = ["2025-12-01", "2025-12-31"];
const JANUARY: [&str; 2] = ["2026-01-01", "2026-01-31"];

const CLIENT: &str = "
    insert into clients (uuid, first_name, last_name, email, email_folded, currency_id, status,
        country, signed_up_on, created_at, updated_at)
        values ('u-1', 'Jane', 'Doe', 'j@x.example', 'j@x.example', 1, 'Active', 'DE',
        '2025-01-01', 0, 0);
    insert into product_groups (name, slug) values ('Hosting', 'hosting');
    insert into products (group_id, type, name, slug, pay_type, created_at, updated_at)
        values (1, 'other', 'Small', 'small', 'recurring', 0, 0);
    insert into services (client_id, product_id, anchor_on, registered_on, first_payment_minor,
        recurring_minor, cycle, next_due_on, status, created_at, updated_at)
        values (1, 1, '2025-01-01', '2025-01-01', 1000, 1000, 'Monthly', '2026-02-01', 'Active',
        0, 0);";

/// Invoices: one that was given back in two parts, a deposit that was given back, one that was
/// split, and one of which a part became credit with a downgrade.
const NOTES: &str = "
    insert into invoices (client_id, currency_id, status, issued_on, due_on, paid_at,
        subtotal_minor, tax_minor, total_minor, paid_minor, refunded_minor, tax_rate, tax_name,
        created_at, updated_at) values
        (1, 1, 'Refunded', '2025-12-10', '2025-12-10', 1765357200, 1500, 190, 1690, 1690, 1690,
            190000, 'VAT', 0, 0),
        (1, 1, 'Refunded', '2025-12-15', '2025-12-15', 1765789200, 5000, 0, 5000, 5000, 5000,
            190000, 'VAT', 0, 0),
        (1, 1, 'Cancelled', '2025-12-16', '2025-12-16', null, 2000, 380, 2380, 0, 0, 190000,
            'VAT', 0, 0),
        (1, 1, 'Paid', '2026-01-10', '2026-01-10', 1768035600, 3000, 570, 3570, 3570, 0, 190000,
            'VAT', 0, 0);
    insert into invoice_items (invoice_id, client_id, type, rel_id, description, amount_minor,
        net_minor, taxed) values
        (1, 1, 'Hosting', 1, 'Small', 1000, 1000, 1),
        (1, 1, '', 0, 'Postage', 500, 500, 0),
        (2, 1, 'AddFunds', 0, 'Deposit', 5000, 5000, 0),
        (3, 1, 'Hosting', 1, 'Small', 2000, 2000, 1),
        (4, 1, 'Addon', 1, 'Backups', 3000, 3000, 1);
    insert into credit_notes (number, invoice_id, client_id, currency_id, issued_on,
        subtotal_minor, tax_minor, tax2_minor, total_minor, reason, created_at) values
        ('CN-1', 3, 1, 1, '2025-12-20', 2000, 380, 0, 2380, 'Split', 0),
        ('CN-2', 1, 1, 1, '2026-01-05', 888, 112, 0, 1000, 'Refund', 0),
        ('CN-3', 2, 1, 1, '2026-01-06', 5000, 0, 0, 5000, 'Refund', 0),
        ('CN-4', 1, 1, 1, '2026-01-20', 612, 78, 0, 690, 'Refund', 0),
        ('CN-5', 4, 1, 1, '2026-01-31', 1000, 190, 0, 1190, 'Downgrade', 0);";

#[tokio::test(flavor = "multi_thread")]
async fn b16_credit_notes_are_taken_off_in_their_own_month() {
    for test in each().await.unwrap() {
        run(&test, CLIENT).await;
        run(&test, NOTES).await;
        let december = ["DE|VAT|19||0|USD|1|0|10.00|5.00|1.90|0.00"];
        // 30.00 less 10.00 and the two parts of 10.00; the 5.00 that were not taxed went back.
        let january = ["DE|VAT|19||0|USD|1|3|10.00|-5.00|1.90|0.00"];
        for (name, days, expected) in [
            ("tax_liability", DECEMBER, &december[..]),
            ("tax_liability", JANUARY, &january),
            ("tax_at_home", DECEMBER, &december),
            ("tax_at_home", JANUARY, &january),
            ("oss", DECEMBER, &["DE|VAT|19|USD|1|0|10.00|1.90"]),
            ("oss", JANUARY, &["DE|VAT|19|USD|1|3|10.00|1.90"]),
            // Together what the taxes say: 15.00, and 5.00.
            ("income_by_product", DECEMBER, &["Small|USD|1|10.00", "Other lines|USD|1|5.00"]),
            ("income_by_product", JANUARY, &["Addons|USD|1|30.00", "Credit notes|USD|3|-25.00"]),
        ] {
            let made = within(&test, name, days).await;
            assert_eq!(rows(&made), expected, "{name} {days:?}");
            assert!(made.about.contains("on the day"), "{name}: {:?}", made.about);
        }
    }
}

/// A service of which 20 per cent is taken off one renewal, which is invoiced already; one that is
/// to be cancelled; and of a client with euros one that runs and one that ended.
const RENEWALS: &str = "
    insert into promotions (code, code_folded, type, value, recurring, recur_for)
        values ('SPRING', 'spring', 'Percentage', 200000, 1, 1);
    update services set promotion_id = 1, promotion_count = 1;
    insert into invoices (client_id, currency_id, status, issued_on, due_on, subtotal_minor,
        total_minor, created_at, updated_at)
        values (1, 1, 'Unpaid', '2026-01-01', '2026-02-01', 800, 800, 0, 0);
    insert into invoice_items (invoice_id, client_id, type, rel_id, description, amount_minor,
        net_minor) values (1, 1, 'Hosting', 1, 'Small', 1000, 1000),
        (1, 1, 'PromoHosting', 1, 'Promotional Code: SPRING', -200, -200);
    insert into billed_periods (item, item_id, period_from, period_to, invoice_id)
        values ('service', 1, '2026-02-01', '2026-03-01', 1);
    insert into services (client_id, product_id, anchor_on, registered_on, first_payment_minor,
        recurring_minor, cycle, next_due_on, status, created_at, updated_at)
        values (1, 1, '2026-01-01', '2026-01-01', 500, 500, 'Monthly', '2026-02-01', 'Active',
        0, 0);
    insert into cancellation_requests (service_id, client_id, type, created_at, updated_at)
        values (2, 1, 'End of Billing Period', 0, 0);
    insert into clients (uuid, first_name, last_name, email, email_folded, currency_id, status,
        country, signed_up_on, created_at, updated_at)
        select 'u-2', 'Joe', 'Doe', 'joe@x.example', 'joe@x.example', id, 'Active', 'DE',
        '2025-01-01', 0, 0 from currencies where code = 'EUR';
    insert into services (client_id, product_id, anchor_on, registered_on, first_payment_minor,
        recurring_minor, cycle, next_due_on, status, terminated_on, created_at, updated_at)
        values (2, 1, '2025-05-01', '2025-05-01', 12000, 12000, 'Annually', '2026-05-01',
        'Active', null, 0, 0), (2, 1, '2025-05-01', '2025-05-01', 900, 900, 'Monthly', null,
        'Terminated', '2026-01-10', 0, 0);";

#[tokio::test(flavor = "multi_thread")]
async fn b11_what_recurs_is_what_renewals_will_ask_for() {
    for test in each().await.unwrap() {
        run(&test, CLIENT).await;
        run(&test, RENEWALS).await;
        let made = within(&test, "mrr_churn", JANUARY).await;
        let expected = ["EUR|1|10.00|120.00|1|0|1|50.00", "USD|1|8.00|96.00|2|1|0|0.00"];
        assert_eq!(rows(&made), expected);
        let lines = rows(&within(&test, "income_forecast", JANUARY).await);
        assert_eq!(lines[..2], ["2026-02|USD|1|8.00", "2026-03|USD|1|10.00"]);
        let euros: Vec<&String> = lines.iter().filter(|line| line.contains("EUR")).collect();
        assert_eq!(euros, ["2026-05|EUR|1|120.00"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn invoices_are_exported_by_their_way_to_pay() {
    for test in each().await.unwrap() {
        run(&test, CLIENT).await;
        let invoices = "insert into invoices (client_id, currency_id, status, issued_on, due_on,
            subtotal_minor, total_minor, gateway, created_at, updated_at) values
            (1, 1, 'Unpaid', '2026-01-01', '2026-02-01', 800, 800, 'fakecard', 0, 0),
            (1, 1, 'Unpaid', '2026-01-02', '2026-02-01', 900, 900, 'fakecard', 0, 0),
            (1, 1, 'Unpaid', '2026-01-02', '2026-02-01', 900, 900, 'banktransfer', 0, 0);";
        run(&test, invoices).await;
        for (query, expected) in [
            ("", 3),
            ("paymentmethod=", 3),
            ("paymentmethod=fakecard", 2),
            ("paymentmethod=fakecard&datefrom=2026-01-02", 1),
            ("paymentmethod=fakecard&status=Paid", 0),
        ] {
            let answer = call(&test, "ExportInvoices", query).await.unwrap();
            assert_eq!(answer["numinvoices"], json!(expected), "{query}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b16_taxes_stay_in_the_country_of_the_invoice() {
    for test in each().await.unwrap() {
        run(&test, CLIENT).await;
        run(&test, NOTES).await;
        // As of a client who was deleted.
        run(&test, "update invoices set buyer_country = 'FR'; update clients set country = '';")
            .await;
        for (name, days, expected) in [
            ("tax_liability", DECEMBER, "FR|VAT|19||0|USD|1|0|10.00|5.00|1.90|0.00"),
            ("tax_at_home", JANUARY, "FR|VAT|19||0|USD|1|3|10.00|-5.00|1.90|0.00"),
            ("oss", DECEMBER, "FR|VAT|19|USD|1|0|10.00|1.90"),
            ("oss", JANUARY, "FR|VAT|19|USD|1|3|10.00|1.90"),
        ] {
            assert_eq!(rows(&within(&test, name, days).await), [expected], "{name} {days:?}");
        }
    }
}

/// An invoice, one that pays it, and one that pays it beside something else.
const COLLECTED: &str = "
    insert into invoices (client_id, currency_id, status, issued_on, due_on, subtotal_minor,
        total_minor, created_at, updated_at) values
        (1, 1, 'Unpaid', '2026-01-01', '2026-02-01', 500, 500, 0, 0),
        (1, 1, 'Unpaid', '2026-01-01', '2026-02-01', 500, 500, 0, 0),
        (1, 1, 'Unpaid', '2026-01-01', '2026-02-01', 700, 700, 0, 0);
    insert into invoice_items (invoice_id, client_id, type, rel_id, description, amount_minor,
        net_minor) values (1, 1, '', 0, 'Work', 500, 500), (2, 1, 'Invoice', 1, '', 500, 500),
        (3, 1, 'Invoice', 1, '', 500, 500), (3, 1, '', 0, 'More', 200, 200);";

#[tokio::test(flavor = "multi_thread")]
async fn what_invoices_collect_is_owed_once() {
    for test in each().await.unwrap() {
        run(&test, CLIENT).await;
        run(&test, COLLECTED).await;
        let made = within(&test, "aging", JANUARY).await;
        assert_eq!(rows(&made), ["USD|2|7.00|0.00|0.00|0.00|0.00|7.00"]);
    }
}

/// A service that became large and small again, with a line before, and one and its upgrade
/// between.
const UPGRADED: &str = "
    insert into products (group_id, type, name, slug, pay_type, created_at, updated_at)
        values (1, 'other', 'Large', 'large', 'recurring', 0, 0);
    insert into upgrades (service_id, client_id, kind, old_product_id, product_id, cycle,
        recurring_minor, anchor_on, effective_on, due_minor, status, created_at, completed_at)
        values (1, 1, 'product', 1, 2, 'Monthly', 2000, '2025-12-17', '2025-12-17', 300,
        'Completed', 1766000000, 1766000000), (1, 1, 'product', 2, 1, 'Monthly', 1000,
        '2026-01-20', '2026-01-20', 0, 'Completed', 1768900000, 1768900000);
    insert into invoices (client_id, currency_id, status, issued_on, due_on, paid_at,
        subtotal_minor, total_minor, paid_minor, created_at, updated_at) values
        (1, 1, 'Paid', '2025-12-10', '2025-12-10', 1765357200, 1000, 1000, 1000, 1765357200, 0),
        (1, 1, 'Paid', '2026-01-04', '2026-01-04', 1767500000, 2300, 2300, 2300, 1767500000, 0);
    insert into invoice_items (invoice_id, client_id, type, rel_id, description, amount_minor,
        net_minor, period_from) values (1, 1, 'Hosting', 1, 'Small', 1000, 1000, '2025-12-10'),
        (2, 1, 'Hosting', 1, 'Large', 2000, 2000, '2026-01-04'),
        (2, 1, 'Upgrade', 1, 'Upgrade', 300, 300, null);";

#[tokio::test(flavor = "multi_thread")]
async fn income_stays_with_the_product_that_earned_it() {
    for test in each().await.unwrap() {
        run(&test, CLIENT).await;
        run(&test, UPGRADED).await;
        for (days, expected) in [(DECEMBER, "Small|USD|1|10.00"), (JANUARY, "Large|USD|2|23.00")] {
            assert_eq!(rows(&within(&test, "income_by_product", days).await), [expected]);
        }
    }
}
