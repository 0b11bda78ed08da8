//! What lists do with words that there are none of: they find nothing, and refuse nothing. Only
//! what programs send again of other actions (quirk 1.7) limits nothing.

use actions::testing::{TestActions, each};
use model::hosting::service::ServiceStatus;

use crate::scenery;
use crate::wire::answer;

/// One row of each list, beside the service of the scenery.
const ROWS: &str = "
insert into service_addons (client_id, service_id, addon_id, name, anchor_on, registered_on,
    gateway, recurring_minor, cycle, status, created_at, updated_at)
values (1, 1, null, 'Extra', '2026-01-01', '2026-01-01', 'fakecard', 100, 'Annually', 'Active',
    0, 0);
insert into domains (client_id, name, type, registrar, gateway, status, anchor_on, registered_on,
    expires_on, next_due_on, first_payment_minor, recurring_minor, created_at, updated_at)
values (1, 'b.co.uk', 'Register', 'manual', 'fakecard', 'Active', '2026-01-01', '2026-01-01',
    '2027-01-01', '2026-12-31', 0, 100, 0, 0);
insert into invoices (number, client_id, currency_id, status, issued_on, due_on, paid_at,
    subtotal_minor, total_minor, credit_minor, gateway, created_at, updated_at)
values ('RE-7', 1, 1, 'Unpaid', '2026-01-01', '2026-01-15', 1768003200, 20000, 20000, 0, 'fakecard',
    0, 0);
-- What is counted of invoices is counted by those who write them; a change counts by itself.
update invoices set status = 'Paid';
insert into orders (number, client_id, at, status, currency_id, amount_minor, gateway, invoice_id,
    ip)
values (11, 1, 1768003199, 'Pending', 1, 200, 'fakecard', 1, '192.0.2.7');
insert into transactions (client_id, currency_id, gateway, at, amount_in_minor, amount_out_minor,
    reference)
values (1, 1, 'fakecard', 1768003199, 20000, 0, 'ch_1');
insert into quotes (subject, stage, client_id, currency_id, subtotal_minor, total_minor,
    created_on, valid_until, modified_on)
values ('Beta', 'Lost', 1, 1, 300, 300, '2026-01-02', '2026-02-03', '2026-01-01');
insert into departments (name) values ('Support');
insert into tickets (mask, access_key, department_id, client_id, subject, subject_folded, status,
    priority, flag_staff_id, opened_at, last_reply_at)
values ('A', 'x', 1, 1, 'Beta', 'beta', 'Open', 'High', 0, 1768003199, 300);
";

/// A list, what it is limited by, and how many of its one row are found.
const LIMITED: &[(&str, &str, &str, i64)] = &[
    ("GetClientsProducts", "billingcycle", "monthly", 1),
    ("GetClientsProducts", "billingcycle", " ", 1),
    ("GetClientsProducts", "billingcycle", "annually", 0),
    ("GetClientsProducts", "billingcycle", "weekly", 0),
    ("GetClientsProducts", "paymentmethod", "nobody", 0),
    ("GetClientsProducts", "nextduedatefrom", "2026-02-01", 1),
    ("GetClientsProducts", "nextduedatefrom", "2026-02-02", 0),
    ("GetClientsProducts", "nextduedateto", "2026-02-01", 1),
    ("GetClientsProducts", "nextduedateto", "2026-01-31", 0),
    ("GetClientsAddons", "billingcycle", "ANNUALLY", 1),
    ("GetClientsAddons", "billingcycle", "weekly", 0),
    ("GetClientsAddons", "paymentmethod", "nobody", 0),
    ("GetClientsDomains", "registrar", "manual", 1),
    ("GetClientsDomains", "registrar", "nobody", 0),
    ("GetClientsDomains", "tld", "odd", 0),
    ("GetClientsDomains", "nextduedatefrom", "2026-12-31", 1),
    ("GetClientsDomains", "nextduedateto", "2026-12-30", 0),
    ("GetClientsDomains", "expirydatefrom", "2027-01-02", 0),
    ("GetClientsDomains", "expirydateto", "2027-01-01", 1),
    ("GetInvoices", "status", "paid", 1),
    ("GetInvoices", "status", "odd", 0),
    ("GetInvoices", "paymentmethod", "nobody", 0),
    ("GetOrders", "status", "odd", 0),
    ("GetOrders", "paymentstatus", " paid", 1),
    ("GetOrders", "paymentstatus", "none", 0),
    ("GetOrders", "paymentstatus", "odd", 0),
    ("GetTransactions", "gateway", "nobody", 0),
    ("GetQuotes", "stage", "lost", 1),
    ("GetQuotes", "stage", "odd", 0),
    ("GetQuotes", "datefrom", "2026-01-02", 1),
    ("GetQuotes", "datefrom", "2026-01-03", 0),
    ("GetQuotes", "dateto", "2026-01-02", 1),
    ("GetQuotes", "dateto", "2026-01-01", 0),
    ("GetTickets", "status", "odd", 0),
    ("GetTickets", "priority", "high", 1),
    ("GetTickets", "priority", "low", 0),
    ("GetTickets", "priority", "odd", 0),
    // What was said to another action: the vendor's own lists have no such parameter.
    ("GetClientsProducts", "status", "Unpaid", 1),
    ("GetClientsAddons", "status", "Unpaid", 1),
    ("GetClientsDomains", "status", "Unpaid", 1),
    ("GetClientsProducts", "orderby", "invoicenumber", 1),
    ("GetOrders", "orderby", "invoicenumber", 1),
];

async fn furnish(test: &TestActions) {
    let scenery = scenery::make(test).await;
    scenery.service(test, ServiceStatus::Active).await;
    let mut act = test.engine.act().await.unwrap();
    act.conn.batch(ROWS).await.unwrap();
    act.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_that_there_is_none_of_finds_nothing() {
    for test in each().await.unwrap() {
        furnish(&test).await;
        for &(action, name, word, found) in LIMITED {
            let said = answer(&test, action, &[(name, word)]).await;
            assert_eq!(said["totalresults"], found, "{action} {name}={word}: {said}");
        }
    }
}
