//! What each list can be limited by, from the address of its page down to the rows.

use super::browser::{Browser, text};
use crate::shop::{furnish, sign_up};
use crate::site::{Site, each_engine, one};

/// Rows of two clients that differ in everything that lists are limited by; 1768003200 is the
/// beginning of 2026-01-10.
pub(crate) const ROWS: &str = "
insert into client_groups (name) values ('Resellers');
update clients set country = 'DE', currency_id = 2, group_id = 1, default_gateway = 'faketransfer'
    where id = 2;
insert into servers (name, module) values ('One', 'fakepanel'), ('Two', 'fakepanel');
insert into services (client_id, product_id, server_id, gateway, anchor_on, registered_on,
    first_payment_minor, recurring_minor, cycle, status, created_at, updated_at)
values (1, 1, 1, 'fakecard', '2026-01-01', '2026-01-01', 0, 300, 'Monthly', 'Active', 0, 0),
    (2, 2, 2, 'faketransfer', '2026-01-01', '2026-01-01', 0, 100, 'One Time', 'Active', 0, 0),
    (1, 1, null, 'faketransfer', '2026-01-01', '2026-01-01', 0, 200, 'Semi-Annually', 'Pending',
        0, 0);
insert into product_addons (name, pay_type) values ('Backup', 'recurring');
insert into service_addons (client_id, service_id, addon_id, name, anchor_on, registered_on,
    gateway, recurring_minor, cycle, status, created_at, updated_at)
values (1, 1, 1, '', '2026-01-01', '2026-01-01', 'fakecard', 100, 'Monthly', 'Active', 0, 0),
    (2, 2, null, 'Extra', '2026-01-01', '2026-01-01', 'faketransfer', 100, 'Annually', 'Pending',
        0, 0);
insert into domains (client_id, name, type, registrar, gateway, status, anchor_on, registered_on,
    first_payment_minor, recurring_minor, created_at, updated_at)
values (1, 'a.uk', 'Register', 'fakeregistrar', 'fakecard', 'Active', '2026-01-01', '2026-01-01',
        0, 300, 0, 0),
    (1, 'b.co.uk', 'Register', 'manual', 'fakecard', 'Active', '2026-01-01', '2026-01-01', 0, 100,
        0, 0),
    (2, 'c.com', 'Register', 'fakeregistrar', 'faketransfer', 'Pending', '2026-01-01',
        '2026-01-01', 0, 200, 0, 0);
insert into invoices (number, client_id, currency_id, status, issued_on, due_on, paid_at,
    subtotal_minor, total_minor, credit_minor, gateway, created_at, updated_at)
values ('RE-7', 1, 1, 'Paid', '2026-01-01', '2026-01-15', 1768003200, 20000, 20000, 0, 'fakecard',
        0, 0),
    ('RE-8', 1, 1, 'Unpaid', '2026-01-02', '2026-01-16', null, 12000, 12000, 8000, 'faketransfer',
        0, 0),
    ('XY-1', 2, 3, 'Paid', '2026-01-03', '2026-01-17', 1768089600, 500, 500, 0, 'faketransfer',
        0, 0);
insert into orders (number, client_id, at, status, currency_id, amount_minor, gateway, invoice_id,
    ip)
values (11, 1, 1768003199, 'Pending', 1, 200, 'fakecard', 1, '192.0.2.7'),
    (12, 1, 1768003200, 'Pending', 1, 300, 'faketransfer', 2, '192.0.2.8'),
    (13, 2, 1768089600, 'Active', 1, 100, 'faketransfer', null, '192.0.2.7');
insert into transactions (client_id, currency_id, gateway, at, amount_in_minor, amount_out_minor,
    reference)
values (1, 1, 'fakecard', 1768003199, 20000, 0, 'ch_1'),
    (1, 1, 'faketransfer', 1768003200, 0, 5000, 'tr_2'),
    (2, 3, 'faketransfer', 1768089600, 500, 0, 'tr_3');
insert into tickets (mask, access_key, department_id, client_id, subject, subject_folded, status,
    priority, flag_staff_id, opened_at, last_reply_at)
values ('A', 'x', 1, 1, 'Beta', 'beta', 'Open', 'Low', 7, 1768003199, 300),
    ('B', 'x', 1, 2, 'Alpha', 'alpha', 'Open', 'High', 0, 1768003200, 200),
    ('C', 'x', 1, 1, 'Gamma', 'gamma', 'Answered', 'High', 7, 1768089600, 100);
insert into ticket_tags (ticket_id, tag) values (2, 'urgent');
";

/// A list, what it is limited by, and the numbers of the rows that are left.
const LIMITED: &[(&str, &str, &[i64])] = &[
    ("services", "", &[1, 2, 3]),
    ("services", "product=1", &[1, 3]),
    ("services", "server=2", &[2]),
    ("services", "server=two", &[]),
    ("services", "gateway=faketransfer", &[2, 3]),
    ("services", "cycle=Semi-Annually", &[3]),
    ("services", "cycle=onetime", &[2]),
    ("services", "cycle=weekly", &[]),
    ("services", "gateway=faketransfer&status=Active", &[2]),
    ("services", "client=joe", &[2]),
    ("services", "client=%231", &[1, 3]),
    ("services", "client=jane", &[]),
    ("services", "client=nobody", &[]),
    ("service-addons", "addon=1", &[1]),
    ("service-addons", "product=2", &[2]),
    ("service-addons", "gateway=fakecard", &[1]),
    ("service-addons", "cycle=Annually", &[2]),
    ("service-addons", "cycle=weekly", &[]),
    ("domains", "registrar=fakeregistrar", &[1, 3]),
    ("domains", "tld=.uk", &[1]),
    ("domains", "tld=co.uk", &[2]),
    ("domains", "tld=.COM", &[3]),
    ("domains", "tld=.averylongending", &[]),
    ("domains", "gateway=fakecard&registrar=manual", &[2]),
    ("domains", "status=Pending&tld=.com", &[3]),
    ("invoices", "gateway=faketransfer", &[2, 3]),
    ("invoices", "client=joe%40", &[3]),
    ("invoices", "number=re7", &[1]),
    ("invoices", "number=RE", &[1, 2]),
    ("invoices", "number=-", &[]),
    ("invoices", "from=2026-01-02&to=2026-01-02", &[2]),
    ("invoices", "due_from=2026-01-16", &[2, 3]),
    ("invoices", "due_to=2026-01-16", &[1, 2]),
    ("invoices", "paid_from=2026-01-11", &[3]),
    ("invoices", "paid_to=2026-01-10", &[1]),
    ("invoices", "paid_from=2026-01-10&paid_to=2026-01-11&status=Paid", &[1, 3]),
    ("invoices", "total_from=100", &[1, 3]),
    ("invoices", "total_from=200&total_to=200.00", &[1]),
    ("invoices", "total_to=40.00", &[2]),
    ("invoices", "total_from=499.5", &[3]),
    ("orders", "gateway=fakecard", &[1]),
    ("orders", "payment=Paid", &[1]),
    ("orders", "payment=None", &[3]),
    ("orders", "payment=maybe", &[]),
    ("orders", "payment=Unpaid&status=Pending", &[2]),
    ("orders", "from=2026-01-10&to=2026-01-10", &[2]),
    ("orders", "to=2026-01-09", &[1]),
    ("orders", "ip=192.0.2.7", &[1, 3]),
    ("orders", "ip=::FFFF:192.0.2.7", &[1, 3]),
    ("orders", "client=2", &[3]),
    ("transactions", "gateway=faketransfer", &[2, 3]),
    ("transactions", "from=2026-01-10", &[2, 3]),
    ("transactions", "to=2026-01-10", &[1, 2]),
    ("transactions", "amount_from=50&amount_to=200", &[1, 2]),
    ("transactions", "amount_from=500", &[3]),
    ("transactions", "client=2&q=TR_", &[3]),
    ("clients", "group=1", &[2]),
    ("clients", "country=de", &[2]),
    ("clients", "currency=1", &[1]),
    ("clients", "gateway=faketransfer", &[2]),
    ("clients", "country=US&status=Closed", &[]),
    ("tickets", "department=1&priority=High", &[2, 3]),
    ("tickets", "priority=odd", &[]),
    ("tickets", "staff=7", &[1, 3]),
    ("tickets", "staff=0", &[2]),
    ("tickets", "tag=urgent", &[2]),
    ("tickets", "client=1&from=2026-01-10", &[3]),
    ("tickets", "to=2026-01-10", &[1, 2]),
];

async fn furnished(site: &Site) {
    furnish(site).await;
    sign_up(site, "jane@example.com").await;
    sign_up(site, "joe@example.net").await;
    site.run(ROWS).await;
}

#[tokio::test]
async fn every_list_is_limited_by_what_its_page_offers() {
    for site in each_engine().await {
        furnished(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        for (list, query, expected) in LIMITED {
            let path = format!("/admin/{list}?as=json&{query}");
            let rows: serde_json::Value = serde_json::from_str(&ann.read(&path).await).unwrap();
            let numbers = rows.as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap());
            let mut numbers: Vec<i64> = numbers.collect();
            numbers.sort_unstable();
            assert_eq!(numbers, *expected, "{path}");
            let page = ann.read(&format!("/admin/{list}?{query}")).await;
            for (field, value) in query.split('&').filter_map(|field| field.split_once('=')) {
                let offered = page.contains(&format!("id=\"l-{field}\""));
                assert!(offered || matches!(field, "status" | "q"), "{list} offers no {field}");
                assert!(page.contains(&format!("name=\"{field}\"")), "{path} forgets {value}");
            }
            let count = format!("of {}", expected.len());
            assert!(expected.is_empty() || page.contains(&count), "{path}: {page}");
        }
    }
}

/// What is chosen stays in every form and way of the page, and is said where nothing is found.
#[tokio::test]
async fn an_empty_list_says_what_it_was_limited_to() {
    let site = one().await;
    furnished(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let page = ann.read("/admin/invoices?gateway=fakecard&status=Unpaid&sort=date").await;
    let said = "Limited to Payment method: Card · Status: Unpaid.";
    assert!(page.contains(&format!("No invoice is like that. {said}")), "{page}");
    assert!(page.contains("invoices?sort=date\">Show all"), "{page}");
    assert!(page.contains("<option value=\"fakecard\" selected>Card"), "{page}");
    let hidden = "<input type=\"hidden\" name=\"gateway\" value=\"fakecard\">";
    assert_eq!(page.matches(hidden).count(), 1, "the search keeps it, the filter says it: {page}");
    let page = ann.read("/admin/products?q=nothing").await;
    assert!(page.contains("Nothing was found. Limited to Search: nothing."), "{page}");
    let page = ann.read("/admin/services?client=jane").await;
    assert!(page.contains("Several clients begin so"), "{page}");
    // On the page of a client only the client's own rows are to be limited.
    let tab = ann.read("/admin/clients/1?tab=invoices&status=Draft").await;
    assert!(tab.contains("Limited to Status: Draft."), "{tab}");
    assert!(tab.contains("?tab=invoices\">Show all") && !tab.contains("id=\"l-client\""), "{tab}");
}

/// Without the limit that could not be read, more would be shown and changed than was meant.
#[tokio::test]
async fn a_limit_that_cannot_be_read_is_refused() {
    let site = one().await;
    furnished(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    for (query, said) in [
        ("from=2026-02-30&gateway=fakecard", "From: “2026-02-30” is no day"),
        ("gateway=fakecard&total_to=much", "Total to: “much” is no amount of money"),
    ] {
        for list in ["/admin/invoices?", "/admin/clients/1?tab=invoices&"] {
            let answer = ann.open(&format!("{list}{query}")).await;
            let page = text(&answer);
            assert_eq!(answer.status, 422, "{list}{query}: {page}");
            assert!(page.contains(said) && page.contains("Nothing is shown until"), "{page}");
            let typed = said.split(['“', '”']).nth(1).unwrap();
            assert!(page.contains(&format!("type=\"text\" value=\"{typed}\"")), "{page}");
        }
        for kind in ["csv", "json"] {
            let answer = ann.open(&format!("/admin/invoices?as={kind}&{query}")).await;
            assert_eq!((answer.status.as_u16(), text(&answer)), (422, said.to_owned()), "{kind}");
        }
    }
    let both = "From: “abc” is no day; Total to: “much” is no amount of money";
    let answer = ann.open("/admin/invoices?total_to=much&from=abc").await;
    assert!(text(&answer).contains(both), "{}", text(&answer));
    let (list, to) = ("/admin/invoices", "/admin/invoices/several");
    let soon = [("every", "1"), ("list", "from=soon"), ("do", "cancel")];
    assert_eq!(ann.submit(list, to, &soon).await.status, 303, "no question is asked");
    for query in ["client=nobody", "client=jane"] {
        let every = [("every", "1"), ("list", query), ("do", "cancel")];
        let page = ann.done(list, to, &every).await;
        assert!(page.contains("Nothing was chosen"), "{query}: {page}");
    }
    let every = [("every", "1"), ("list", "gateway=faketransfer&total_to=40"), ("do", "cancel")];
    let asked = text(&ann.submit(list, to, &every).await);
    assert!(asked.contains("Cancel 1 invoice?"), "{asked}");
}
