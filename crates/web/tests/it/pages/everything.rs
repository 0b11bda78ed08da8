//! Every page of the client area: shown with nothing and with something, and never another's.

use protocol::wire::WireDate;
use serde_json::json;

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up, used};
use crate::site::{Site, each, post};

/// Pages that everybody who is logged in has.
pub(crate) const PAGES: [&str; 29] = [
    "/clientarea",
    "/services",
    "/billing/invoices",
    "/billing/transactions",
    "/billing/quotes",
    "/billing/payment-methods",
    "/billing/add-funds",
    "/billing/mass-pay",
    "/domains",
    "/tickets",
    "/tickets/new",
    "/tickets?status=Closed&page=2",
    "/account",
    "/account/contacts",
    "/account/contacts/new",
    "/account/users",
    "/account/security",
    "/account/switch",
    "/account/privacy",
    "/account/affiliate",
    "/account/emails",
    "/announcements",
    "/kb",
    "/kb?q=slow+server",
    "/downloads",
    "/network-status",
    "/logout",
    "/verify/forged",
    "/invite/forged",
];

/// Pages of one thing, which Jane has.
pub(crate) const DETAILS: [&str; 8] = [
    "/services/1",
    "/services/1/cancel",
    "/services/1/upgrade",
    "/services/1/do/reboot",
    "/billing/invoices/1",
    "/billing/quotes/1",
    "/account/contacts/1",
    "/announcements/1",
];

/// Jane with a service, an invoice, a contact, a ticket, a quote and a domain name.
pub(crate) async fn full(site: &Site) {
    furnish(site).await;
    site.run(
        "insert into departments (name, description, email) values ('Help', '', 'h@x.example')",
    )
    .await;
    let jane = sign_up(site, "jane@example.com").await;
    jane.order(site).await;
    site.run("update services set status = 'Active'").await;
    let contact = json!({"first_name": "Ben", "last_name": "Books", "email": "ben@example.com"});
    site.call(jane.asks(post("/api/v1/contacts", contact))).await.expect(201);
    site.run(
        "insert into announcements (at, title, text, published, created_at, updated_at)
         values (0, 'News', '<p>Hi</p>', 1, 0, 0)",
    )
    .await;
    let quote = protocol::CreateQuote {
        userid: Some(1),
        subject: "An offer".to_owned(),
        stage: "Delivered".to_owned(),
        validuntil: WireDate(Some(jiff::civil::date(2026, 12, 31))).into(),
        ..protocol::CreateQuote::default()
    };
    site.system.call(quote).await.unwrap();
}

#[tokio::test]
async fn every_page_is_shown() {
    for site in each().await {
        full(&site).await;
        sign_up(&site, "new@example.com").await;
        let mut empty = Browser::logged_in(&site, "new@example.com", PASSWORD).await;
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        for path in PAGES {
            empty.page(path).await;
            browser.page(path).await;
        }
        let fields = [("department", "1"), ("subject", "Slow"), ("message", "It is <b>slow</b>")];
        let answer = browser.post("/tickets/new", &fields).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        let ticket = browser.page(answer.header("location")).await;
        assert!(ticket.contains("It is &lt;b&gt;slow&lt;/b&gt;"), "{ticket}");
        for path in DETAILS {
            browser.page(path).await;
        }
        let mut visitor = Browser::on(&site);
        for path in ["/", "/announcements", "/announcements/1", "/login", "/register"] {
            visitor.page(path).await;
        }
    }
}

/// What any of the forms is sent with.
const FIELDS: [(&str, &str); 15] = [
    ("password", "a long enough one"),
    ("again", "a long enough one"),
    ("type", "Immediate"),
    ("reason", "because"),
    ("plan", "1:monthly"),
    ("message", "hello"),
    ("ip", "192.0.2.1"),
    ("name", "host.example.com"),
    ("ns1", "a.example"),
    ("ns2", "b.example"),
    ("firstname", "A"),
    ("lastname", "B"),
    ("email", "c@example.com"),
    ("invoice_1", "1"),
    ("invoice_2", "1"),
];

#[tokio::test]
async fn how_busy_a_service_was_is_drawn() {
    for site in each().await {
        full(&site).await;
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        assert!(!browser.page("/services/1").await.contains("id=\"metrics\""));
        let page = browser.page("/services/1/metrics").await;
        assert!(page.contains("The provider of this service does not measure it"), "{page}");
        site.run("update products set module = 'fakepanel'").await;
        site.system.call(protocol::ModuleCreate { serviceid: 1 }).await.unwrap();
        let page = browser.page("/services/1").await;
        assert!(page.contains("data-fetch=\"/services/1/metrics?told=1\""), "{page}");
        let part = browser.page("/services/1/metrics?told=1").await;
        assert!(part.starts_with("<section") && part.contains("id=\"metrics\""), "{part}");
        let page = browser.page("/services/1/metrics").await;
        let drawn = page.split_once("id=\"metrics\"").unwrap().1;
        for part in ["viewBox=\"0 0 288 1000\"", "class=\"ll ll2\" d=\"M0 ", "kbit/s</b>", "%</b>"]
        {
            assert!(drawn.contains(part), "{part}: {drawn}");
        }
    }
}

#[tokio::test]
async fn what_is_anothers_is_nowhere() {
    for site in each().await {
        full(&site).await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        jane.get("/tickets/new").await;
        let fields = [("department", "1"), ("subject", "Mine"), ("message", "Mine")];
        let ticket = jane.post("/tickets/new", &fields).await.header("location").to_owned();
        sign_up(&site, "mallory@example.com").await;
        let mut browser = Browser::logged_in(&site, "mallory@example.com", PASSWORD).await;
        browser.get("/account").await;
        let paths = [
            "/services/1",
            "/services/1/upgrade",
            "/services/1/cancel",
            "/services/1/addresses",
            "/services/1/metrics",
            "/services/1/do/reboot",
            "/billing/invoices/1",
            "/billing/quotes/1",
            "/account/contacts/1",
            "/account/emails/1",
            "/domains/1",
            "/domains/1/contacts",
            "/domains/1/dns",
            "/domains/1/forwards",
            "/domains/1/keys",
            &ticket,
            &format!("{ticket}/file?index=0"),
        ];
        for path in paths {
            assert_eq!(browser.get(path).await.status, 404, "{path}");
        }
        for path in [
            "/services/1/password",
            "/services/1/addons",
            "/services/1/addresses",
            "/services/1/cancel",
            "/services/1/upgrade",
            "/services/1/do/reboot",
            "/billing/quotes/1/accept",
            "/billing/quotes/1/decline",
            "/billing/payment-methods/1/delete",
            "/billing/payment-methods/1/default",
            "/billing/mass-pay",
            "/account/contacts/1",
            "/account/contacts/1/delete",
            "/account/users/1",
            "/account/users/1/remove",
            "/domains/1/nameservers",
            "/domains/1/dns/delete",
            "/domains/1/forwards",
            "/domains/1/forwards/delete",
            "/domains/1/keys",
            "/domains/1/addons",
            "/domains/1/set/lock",
            "/domains/1/code",
            "/domains/1/renew",
            &format!("{ticket}/reply"),
            &format!("{ticket}/close"),
        ] {
            let answer = browser.post(path, &FIELDS).await;
            assert_eq!(answer.status, 404, "{path}: {}", text(&answer));
        }
    }
}

#[tokio::test]
async fn a_wrong_form_comes_back_with_what_was_typed() {
    for site in each().await {
        full(&site).await;
        let sandbox =
            "insert into gateways (module, name, position) values ('sandboxcard', 'T', 9)";
        site.run(sandbox).await;
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        browser.get("/account").await;
        let long = "x".repeat(256);
        for (path, fields, said, kept) in [
            (
                "/account",
                vec![("firstname", ""), ("city", "Cork <x>")],
                "id=\"p-firstname\"",
                "Cork &lt;x&gt;",
            ),
            (
                "/account/contacts/new",
                vec![("firstname", "Kept"), ("email", "")],
                "id=\"p-email\"",
                "value=\"Kept\"",
            ),
            (
                "/account/contacts/new",
                vec![("firstname", "Kept"), ("lastname", &*long), ("email", "b@example.com")],
                "id=\"p-lastname\"",
                "value=\"Kept\"",
            ),
            (
                "/tickets/new",
                vec![("subject", &*long), ("message", "Kept"), ("department", "1")],
                "This is longer than 255 characters",
                ">Kept</textarea>",
            ),
            ("/account/users", vec![("email", "")], "id=\"p-email\"", "Invite somebody"),
            (
                "/account/security",
                vec![("current", "x"), ("password", "long enough x"), ("again", "other")],
                "id=\"p-again\"",
                "Change your password",
            ),
            ("/billing/add-funds", vec![("amount", "-5")], "id=\"p-amount\"", "value=\"-5\""),
            ("/billing/add-funds", vec![("amount", "1.00")], "id=\"p-amount\"", "value=\"1.00\""),
            ("/billing/mass-pay", vec![], "Choose the invoices", "Invoice"),
            ("/billing/payment-methods", vec![("card_number", "")], "p-card_number", "Add a card"),
            (
                "/tickets/new",
                vec![("subject", "Kept subject"), ("message", ""), ("department", "1")],
                "id=\"p-message\"",
                "value=\"Kept subject\"",
            ),
            ("/services/1/cancel", vec![("type", "Immediate")], "id=\"p-reason\"", "At once"),
            ("/services/1/upgrade", vec![("plan", "x")], "id=\"p-plan\"", "Show the price"),
        ] {
            let answer = browser.post(path, &fields).await;
            let page = text(&answer);
            assert_eq!(answer.status, 422, "{path}: {page}");
            assert!(page.contains(said) && page.contains(kept), "{path}: {said}, {kept} in {page}");
        }
    }
}

#[tokio::test]
async fn what_a_service_used_is_drawn() {
    for site in each().await {
        full(&site).await;
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        assert!(!browser.page("/services/1").await.contains("id=\"usage\""));
        used(&site).await;
        let page = browser.page("/services/1").await;
        let drawn = page.split_once("id=\"usage\"").unwrap().1;
        assert!(drawn.contains("<title>1 Jan 2026: 1 GB</title>"), "{drawn}");
        assert!(drawn.contains("of 4 GB") && drawn.contains("class=\"limit\""), "{drawn}");
        assert!(drawn.contains("30 days") && drawn.contains("?days=365#usage"), "{drawn}");
        // Long ago, or nonsense: the nearest that there is.
        let page = browser.page("/services/1?days=90").await;
        assert!(page.contains("viewBox=\"0 0 900 1000\""), "{page}");
        let page = browser.page("/services/1?days=x").await;
        assert!(page.contains("viewBox=\"0 0 300 1000\""), "{page}");
        site.run("delete from service_usage_days").await;
        let page = browser.page("/services/1?days=365").await;
        assert!(page.contains("Nothing was told of these days"), "{page}");
    }
}
