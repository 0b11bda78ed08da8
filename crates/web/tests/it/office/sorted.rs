//! The lists in every order that their heads offer, and the search of the invoices.

use model::ids::ClientId;
use protocol::wire::Amount;
use protocol::{CreateInvoice, NewInvoiceLine};

use super::browser::Browser;
use super::by_group;
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, each_engine};

/// Three of everything, each column of which has another order than the numbers have.
const ROWS: &str = "
insert into services (client_id, product_id, anchor_on, registered_on, domain,
    first_payment_minor, recurring_minor, cycle, next_due_on, status, created_at, updated_at)
values (1, 1, '2026-01-01', '2026-01-02', 'b.example', 0, 300, 'monthly', '2026-02-03', 'Active',
        0, 0),
    (1, 1, '2026-01-01', '2026-01-03', 'c.example', 0, 100, 'monthly', null, 'Pending', 0, 0),
    (1, 1, '2026-01-01', '2026-01-01', 'a.example', 0, 200, 'monthly', '2026-02-01', 'Suspended',
        0, 0);
insert into domains (client_id, name, type, registrar, status, anchor_on, registered_on,
    expires_on, next_due_on, first_payment_minor, recurring_minor, created_at, updated_at)
values (1, 'b.example', 'Register', 'fakeregistrar', 'Active', '2026-01-01', '2026-01-01',
        '2027-01-03', '2026-12-01', 0, 300, 0, 0),
    (1, 'c.example', 'Register', 'fakeregistrar', 'Pending', '2026-01-01', '2026-01-01', null,
        '2026-12-03', 0, 100, 0, 0),
    (1, 'a.example', 'Register', 'fakeregistrar', 'Cancelled', '2026-01-01', '2026-01-01',
        '2027-01-01', '2026-12-02', 0, 200, 0, 0);
insert into orders (number, client_id, at, status, currency_id, amount_minor, gateway)
values (11, 1, 300, 'Pending', 1, 200, 'fakecard'), (12, 1, 100, 'Active', 1, 300, 'fakecard'),
    (13, 1, 200, 'Fraud', 1, 100, 'fakecard');
insert into transactions (client_id, currency_id, at, amount_in_minor)
values (1, 1, 300, 200), (1, 1, 100, 300), (1, 1, 200, 100);
insert into tickets (mask, access_key, department_id, client_id, subject, subject_folded, status,
    priority, opened_at, last_reply_at)
values ('A', 'x', 1, 1, 'Beta', 'beta', 'Open', 'Low', 100, 300),
    ('B', 'x', 1, 1, 'alpha', 'alpha', 'Closed', 'High', 300, 200),
    ('C', 'x', 1, 1, 'Gamma', 'gamma', 'Answered', 'Medium', 200, 100);
insert into quotes (subject, stage, client_id, currency_id, subtotal_minor, total_minor,
    created_on, valid_until, modified_on)
values ('Beta', 'Draft', 1, 1, 300, 300, '2026-01-02', '2026-02-03', '2026-01-01'),
    ('Alpha', 'Lost', 1, 1, 100, 100, '2026-01-03', '2026-02-01', '2026-01-01'),
    ('Gamma', 'Accepted', 1, 1, 200, 200, '2026-01-01', '2026-02-02', '2026-01-01');
";

/// A list, the word of a column, and the numbers of the rows in that order.
const SORTED: [(&str, &str, [i64; 3]); 22] = [
    ("/admin/services", "domain", [3, 1, 2]),
    ("/admin/services", "nextduedate", [2, 3, 1]),
    ("/admin/services", "status", [1, 2, 3]),
    ("/admin/services", "recurringamount", [2, 3, 1]),
    ("/admin/domains", "domain", [3, 1, 2]),
    ("/admin/domains", "nextduedate", [1, 3, 2]),
    ("/admin/domains", "expirydate", [2, 3, 1]),
    ("/admin/domains", "status", [1, 3, 2]),
    ("/admin/domains", "recurringamount", [2, 3, 1]),
    ("/admin/orders", "date", [2, 3, 1]),
    ("/admin/orders", "status", [2, 3, 1]),
    ("/admin/orders", "amount", [3, 1, 2]),
    ("/admin/transactions", "date", [2, 3, 1]),
    ("/admin/transactions", "amountin", [3, 1, 2]),
    ("/admin/tickets", "subject", [2, 1, 3]),
    ("/admin/tickets", "priority", [1, 3, 2]),
    ("/admin/tickets", "status", [3, 2, 1]),
    ("/admin/tickets", "lastreply", [3, 2, 1]),
    ("/admin/quotes", "subject", [2, 1, 3]),
    ("/admin/quotes", "datecreated", [3, 1, 2]),
    ("/admin/quotes", "validuntil", [2, 3, 1]),
    ("/admin/quotes", "total", [2, 3, 1]),
];

#[tokio::test]
async fn every_list_comes_in_the_orders_of_its_columns() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        site.run(ROWS).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        for (list, word, expected) in SORTED {
            let page = ann.read(list).await;
            assert!(page.contains(&format!("sort={word}\"")), "{list} offers no {word}: {page}");
            let up = numbers(&mut ann, &format!("{list}?as=json&sort={word}")).await;
            assert_eq!(up, expected, "{list} by {word}");
            let down = numbers(&mut ann, &format!("{list}?as=json&sort=-{word}")).await;
            assert_eq!(down, reversed(expected), "{list} by {word}, downwards");
        }
        // Movements of money come newest first where nobody chose.
        let newest = numbers(&mut ann, "/admin/transactions?as=json").await;
        assert_eq!(newest, [3, 2, 1]);
        let page = ann.read("/admin/services?sort=-domain&status=Active").await;
        assert!(page.contains("aria-sort=\"descending\""), "{page}");
        // Stock ignores it, and so do the lists: what is resent by habit is no reason to refuse.
        let wrong = numbers(&mut ann, "/admin/services?as=json&sort=colour").await;
        assert_eq!(wrong.len(), 3, "an order that there is none of is none");
    }
}

fn reversed(mut numbers: [i64; 3]) -> [i64; 3] {
    numbers.reverse();
    numbers
}

async fn numbers(ann: &mut Browser<'_>, path: &str) -> Vec<i64> {
    let rows: serde_json::Value = serde_json::from_str(&ann.read(path).await).unwrap();
    rows.as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn invoices_are_found_by_their_number_and_by_whom_they_are_for() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        sign_up(&site, "joe@example.net").await;
        site.run("update clients set last_name = 'Smith' where id = 2").await;
        site.run("update people_words set word = 'smith' where rel_id = 2 and word = 'doe'").await;
        for (client, number) in [(1, "RE-2026/7"), (1, "RE-2026/8"), (2, "XY-1")] {
            bill(&site, ClientId(client), number).await;
        }
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let path = |words: &str| format!("/admin/invoices?as=json&sort=id&q={words}");
        for (words, expected) in [
            ("RE-2026/7", vec![1]),
            ("re2026", vec![1, 2]),
            ("%233", vec![3]),
            ("smi", vec![3]),
            ("joe@example.net", vec![3]),
            ("jane", vec![1, 2, 3]),
            ("nobody", vec![]),
            ("%25", vec![]),
        ] {
            assert_eq!(numbers(&mut ann, &path(words)).await, expected, "{words}");
        }
        let page = ann.read("/admin/invoices?q=smi&status=Unpaid").await;
        assert!(page.contains("1–1 of 1"), "{page}");
    }
}

/// Each list finds by what its field says, in any case, and nothing by anything else.
#[tokio::test]
async fn lists_are_searched_by_what_their_fields_say() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        site.run(ROWS).await;
        site.run("update transactions set reference = 'ch_3PqT' where id = 2").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        for (list, says, words, expected) in [
            ("orders", "Id or ten-digit number of an order", "12", vec![2]),
            ("orders", "", "%233", vec![3]),
            ("orders", "", "b.example", vec![]),
            ("orders", "", "99999999999999999999", vec![]),
            ("services", "Beginning of a domain or host name", "B.ex", vec![1]),
            ("services", "", "example", vec![]),
            ("domains", "Beginning of a domain name", "C.EX", vec![2]),
            ("domains", "", "example", vec![]),
            ("transactions", "Beginning of a transaction", "CH_3p", vec![2]),
            ("transactions", "", "3pqt", vec![]),
            ("quotes", "Part of a subject", "AMM", vec![3]),
            ("quotes", "", "delta", vec![]),
        ] {
            let path = format!("/admin/{list}?as=json&q={words}");
            assert_eq!(numbers(&mut ann, &path).await, expected, "{path}");
            assert!(ann.read(&format!("/admin/{list}")).await.contains(says), "{list}: {says}");
        }
        let page = ann.read("/admin/clients?q=555-123").await;
        assert!(page.contains("1–1 of 1") && page.contains("of a telephone number"), "{page}");
    }
}

/// A line that is worth something.
pub(super) fn work() -> NewInvoiceLine {
    NewInvoiceLine {
        description: Some("Work".to_owned()),
        amount: Some(Amount::parse("5.00").unwrap()),
        ..NewInvoiceLine::default()
    }
}

async fn bill(site: &Site, client: ClientId, number: &str) {
    let call = CreateInvoice {
        userid: client.0.unsigned_abs(),
        status: Some("Unpaid".to_owned()),
        item: vec![work()].into(),
        ..CreateInvoice::default()
    };
    let made = site.system.call(call).await.unwrap();
    let id = made.invoiceid.0;
    site.run(&format!("update invoices set number = '{number}' where id = {id}")).await;
}

/// What only we can sort by or search is not offered before a WHMCS that would not heed it.
#[tokio::test]
async fn another_whmcs_is_asked_for_its_own_orders_only() {
    let site = by_group::site("5=*").await;
    site.run(ROWS).await;
    let mut jane = Browser::new(&site);
    jane.send("/admin/login", &[("name", by_group::JANE), ("password", PASSWORD)]).await;
    let page = jane.read("/admin/services").await;
    assert!(page.contains("a.example") && !page.contains("sort="), "{page}");
    assert!(page.contains("A whole domain or host name"), "{page}");
    bill(&site, ClientId(2), "A-1").await;
    let page = jane.read("/admin/invoices").await;
    assert!(page.contains("sort=total") && !page.contains("In this list"), "{page}");
}
