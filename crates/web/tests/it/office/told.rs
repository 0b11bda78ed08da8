//! What the office says by the names that people know: invoices, settings, clients, who came in.

use protocol::{ACTIONS, AcceptQuote, Access, CreateQuote, GetInvoices};
use serde_json::json;

use super::browser::{Browser, text};
use crate::pages::browser::Browser as Member;
use crate::shop::{PASSWORD, furnish, quote_lines, sign_up};
use crate::site::{each_engine, one, post};

#[tokio::test]
async fn an_order_and_a_movement_name_their_invoice_by_its_number() {
    let site = one().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    let order = jane.order(&site).await;
    site.run("update invoices set number = 'RE-77'").await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let page = ann.read(&format!("/admin/orders/{}", order["id"])).await;
    assert!(page.contains(">#RE-77</a>"), "{page}");
    let new = "/admin/transactions/new";
    let invoice = order["invoice_id"].to_string();
    let moved = [("invoiceid", invoice.as_str()), ("amountin", "1.00"), ("transid", "T1")];
    ann.done(new, new, &[&moved[..], &[("paymentmethod", "faketransfer")]].concat()).await;
    let page = ann.read("/admin/transactions/1").await;
    assert!(page.contains(">#RE-77</a>"), "{page}");
}

#[tokio::test]
async fn a_setting_that_is_refused_is_named() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let here = "/admin/settings";
    let wrong = [("to[TimeZone]", "Moon/Base"), ("to[TaxCode]", "DE 1"), ("q", "")];
    let answer = ann.submit(here, here, &wrong).await;
    let page = text(&answer);
    assert_eq!(answer.status, 422, "{page}");
    assert!(page.contains("href=\"#f-TimeZone\">TimeZone: There is no such time zone"), "{page}");
    let input = "id=\"f-TimeZone\" name=\"to[TimeZone]\" value=\"Moon&#x2f;Base\"";
    assert!(page.contains(input), "what was typed stands: {page}");
    assert!(page.contains("id=\"p-TimeZone\"") && !page.contains("value: There"), "{page}");
}

/// What begins several names is chosen from, on each form that asks for a client.
#[tokio::test]
async fn a_client_is_chosen_where_several_begin_so() {
    let site = one().await;
    furnish(&site).await;
    for email in ["jane@example.com", "janet@example.com"] {
        sign_up(&site, email).await;
    }
    site.run("update clients set company = 'Acme' where id = 2").await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    for (path, field, more) in [
        ("/admin/invoices/new", "client", [("itemdescription1", "Work"), ("itemamount1", "5")]),
        ("/admin/orders/new", "client", [("pid[0]", "1"), ("paymentmethod", "faketransfer")]),
        ("/admin/quotes/new", "client", [("subject", "Offer"), ("stage", "Draft")]),
        ("/admin/tickets/new", "client", [("subject", "Help"), ("message", "Please")]),
        ("/admin/projects/new", "client", [("title", "Move"), ("status", "Pending")]),
        ("/admin/transactions/new", "client", [("amountin", "5"), ("gateway", "faketransfer")]),
        ("/admin/billable-items/new", "clientid", [("description", "Work"), ("amount", "5")]),
        ("/admin/affiliates/new", "userid", [("once", "1"), ("do", "save")]),
    ] {
        let typed = [&[(field, "jane")][..], &more].concat();
        let answer = ann.submit(path, path, &typed).await;
        let page = text(&answer);
        assert_eq!(answer.status, 422, "{path}: {page}");
        assert!(page.contains("Several clients begin so: choose one of them"), "{path}: {page}");
        let choice = format!(
            "type=\"radio\" name=\"{field}\" value=\"2\"><span>Jane Doe · Acme · \
             janet@example.com · number 2"
        );
        assert!(page.contains(&choice), "{path}: {page}");
        let kept = format!("name=\"{field}\" type=\"text\" value=\"jane\"");
        assert!(page.contains(&kept), "{path}: {page}");
        // The browser sends what was typed, and after it what was chosen.
        let chosen = [&typed[..], &[(field, "2")]].concat();
        let answer = ann.submit(path, path, &chosen).await;
        assert!(!text(&answer).contains("Several clients"), "{path}: {}", text(&answer));
    }
    let invoices = GetInvoices { userid: Some(2), ..GetInvoices::default() };
    let found = site.system.call(invoices).await.unwrap().totalresults.0;
    assert_eq!(found, 2, "that of the form, and that of the order");
}

/// Who writes without reading, and who reads without writing, is led nowhere in vain.
#[tokio::test]
async fn the_sidebar_leads_only_to_what_can_be_opened() {
    for access in [Access::Write, Access::Read] {
        let site = one().await;
        furnish(&site).await;
        let names = ACTIONS.iter().filter(|action| action.access == access);
        let names: Vec<String> = names.map(|action| format!("\"{}\"", action.name)).collect();
        let mut ann = Browser::of_ann(&site, &format!("[{}]", names.join(","))).await;
        let page = ann.read("/admin").await.replace("&#x2f;", "/");
        let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let mut links: Vec<String> =
            links.filter(|link| link.starts_with("/admin/")).map(str::to_owned).collect();
        links.sort_unstable();
        links.dedup();
        assert!(links.len() > 5, "{links:?}");
        let mut refused = Vec::new();
        for link in links {
            let status = ann.open(&link).await.status;
            if status == 403 {
                refused.push(link);
            }
        }
        assert_eq!(refused, Vec::<String>::new(), "{access:?}");
    }
}

/// Lines of the activity log, the newest first: who, and what.
fn lines(page: &str) -> Vec<String> {
    page.split("<tr").skip(2).map(str::to_owned).collect()
}

#[tokio::test]
async fn the_activity_log_names_who_came_in() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        for (email, password) in [
            ("jane@example.com", PASSWORD),
            ("jane@example.com", "not the one"),
            ("hunter2 my password", "x"),
        ] {
            let body = json!({ "email": email, "password": password });
            site.call(post("/api/v1/auth/login", body)).await;
        }
        let mut wrong = Browser::new(&site);
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        wrong.send("/admin/login", &[("name", "ann"), ("password", "not hers")]).await;
        let page = ann.read("/admin/activity").await;
        let found = lines(&page);
        for (text, who) in [
            ("User Login - User ID: 1", "Jane Doe"),
            ("Admin Login - ann - Admin ID: 1", "Ann"),
            ("Failed Login Attempt - jane@example.com - User ID: 1", "Visitor"),
            ("Failed Admin Login Attempt - ann - Admin ID: 1", "Visitor"),
            ("Failed Login Attempt - Unknown Name", "Visitor"),
        ] {
            let line = found.iter().find(|line| line.contains(&format!("{text}<")));
            let line = line.unwrap_or_else(|| panic!("{text}: {page}"));
            assert!(line.contains(who), "{text}: {line}");
        }
        assert!(!page.contains("hunter2"), "{page}");
    }
}

#[tokio::test]
async fn an_accepted_quote_leads_to_its_invoice() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let mut jane = Member::logged_in(&site, "jane@example.com", PASSWORD).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let quote = CreateQuote {
        userid: Some(1),
        subject: "An offer".to_owned(),
        stage: "Delivered".to_owned(),
        validuntil: jiff::civil::date(2026, 12, 31).into(),
        lineitems: quote_lines(),
        ..CreateQuote::default()
    };
    let quoteid = site.system.call(quote).await.unwrap().quoteid.id().unwrap();
    let client = format!("/billing/quotes/{quoteid}");
    let office = format!("/admin/quotes/{quoteid}");
    assert!(!ann.read(&office).await.contains("Its invoice"));
    assert!(!jane.page(&client).await.contains("To the invoice"));
    let invoice = site.system.call(AcceptQuote { quoteid }).await.unwrap().invoiceid.0;
    let page = ann.read(&office).await.replace("&#x2f;", "/");
    assert!(page.contains(&format!("href=\"/admin/invoices/{invoice}\"")), "{page}");
    assert!(page.contains("As it was accepted") && !page.contains("lineitems[0]"), "{page}");
    assert!(!page.contains("value=\"accept\"") && !page.contains("name=\"stage\""), "{page}");
    let back = ann.submit(&office, &office, &[("do", "update"), ("stage", "Draft")]).await;
    assert_eq!(back.status, 422, "{}", text(&back));
    assert!(text(&back).contains("only its notes can still be changed"), "{}", text(&back));
    let notes = [("do", "update"), ("adminnotes", "Call again")];
    assert!(ann.done(&office, &office, &notes).await.contains("Call again"));
    let page = jane.page(&client).await.replace("&#x2f;", "/");
    assert!(page.contains(&format!("href=\"/billing/invoices/{invoice}\"")), "{page}");
}
