//! Reports, counted links, the resolver, roles, files, and counts that change by themselves.

use axum::body::Body;
use axum::http::Request;
use futures::StreamExt;
use protocol::wire::Amount;
use protocol::{AddCredit, AddLink, GetAdminRoles};
use tower::ServiceExt;

use super::browser::{Browser, text};
use crate::shop::{furnish, sign_up};
use crate::site::{each, one};

#[tokio::test]
async fn every_report_is_a_page_and_a_file() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        jane.order(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let list = ann.read("/admin/reports").await;
        let names: Vec<&str> = list
            .split("href=\"/admin/reports/")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        assert!(names.len() >= 12, "{names:?}");
        for name in names {
            let path = format!("/admin/reports/{name}?from=2025-12-01&to=2026-02-01");
            let page = ann.read(&path).await;
            assert!(page.contains("All figures"), "{name}: {page}");
            let file = ann.open(&format!("{path}&as=csv")).await;
            assert_eq!(file.status, 200, "{name}");
            assert!(file.header("content-type").starts_with("text/csv"), "{name}");
        }
        assert_eq!(ann.open("/admin/reports/nothing").await.status, 404);
        for (query, said) in [
            ("from=abc", "From is no day"),
            ("to=2026-02-30", "To is no day"),
            ("from=2026-02-01&to=2026-01-01", "before it begins"),
        ] {
            let page = ann.open(&format!("/admin/reports/credits?{query}")).await;
            assert_eq!(page.status, 422, "{query}");
            assert!(text(&page).contains(said), "{query}: {}", text(&page));
        }
    }
}

#[tokio::test]
async fn a_report_says_what_it_counts_and_leads_to_what_it_names() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        jane.order(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let page = ann.read("/admin/reports/tax_liability").await;
        assert!(page.contains("An invoice counts on the day it was paid"), "{page}");
        let given = AddCredit {
            clientid: 1,
            description: "Sorry".into(),
            amount: Amount::from_minor(500, 2),
            ..AddCredit::default()
        };
        site.system.call(given).await.unwrap();
        let page = ann.read("/admin/reports/credits").await.replace("&#x2f;", "/");
        assert!(page.contains("Sorry") && page.contains("href=\"/admin/clients/1\""), "{page}");
    }
}

#[tokio::test]
async fn invoices_are_one_file() {
    for site in each().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await.order(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let page = ann.read("/admin/invoice-files").await;
        assert!(page.contains("Any way to pay") && page.contains("Overdue"), "{page}");
        let path = "/admin/invoice-files?datefrom=&dateto=&status=&paymentmethod=&format=";
        let file = ann.open(&format!("{path}csv")).await;
        assert_eq!(file.status, 200, "{}", text(&file));
        assert!(file.header("content-type").starts_with("text/csv"));
        assert!(text(&file).lines().count() > 1, "{}", text(&file));
        let odd = ann.open(&format!("{path}xls")).await;
        assert_eq!(odd.status, 422, "{}", text(&odd));
        assert!(text(&odd).contains("Invalid format"), "{}", text(&odd));
    }
}

#[tokio::test]
async fn credit_notes_are_one_file() {
    for site in each().await {
        furnish(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let page = ann.read("/admin/credit-note-files").await;
        assert!(page.contains("Credit notes as files"), "{page}");
        assert!(!page.contains("Any way to pay"), "{page}");
        let path = "/admin/credit-note-files?datefrom=&dateto=&format=";
        let file = ann.open(&format!("{path}csv")).await;
        assert_eq!(file.status, 200, "{}", text(&file));
        assert!(text(&file).starts_with("Id,Number,Client,"), "{}", text(&file));
        let odd = ann.open(&format!("{path}xls")).await;
        assert_eq!(odd.status, 422, "{}", text(&odd));
        assert!(text(&odd).contains("Invalid format"), "{}", text(&odd));
    }
}

#[tokio::test]
async fn a_link_is_made_changed_and_deleted() {
    for site in each().await {
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let wrong = [("name", ""), ("target", "/order/1"), ("do", "save")];
        let answer = ann.submit("/admin/links/new", "/admin/links/new", &wrong).await;
        assert_eq!(answer.status, 422, "{}", text(&answer));
        let fields = [("name", "Spring"), ("target", "/order/1"), ("code", "spring")];
        let page = ann.done("/admin/links/new", "/admin/links/new", &fields).await;
        assert!(page.contains("counted from now on") && page.contains("spring</code>"), "{page}");
        let call = AddLink { name: "x".into(), target: "/".into(), ..AddLink::default() };
        let id = site.system.call(call).await.unwrap().linkid.0;
        let path = format!("/admin/links/{id}");
        let fields = [("name", "Summer"), ("target", "/"), ("active", "0"), ("do", "save")];
        let page = ann.done(&path, &path, &fields).await;
        assert!(page.contains("Saved") && page.contains("Summer"), "{page}");
        assert_eq!(ann.submit(&path, &path, &[("do", "delete")]).await.status, 200, "it asks");
        let page = ann.done(&path, &path, &[("do", "delete"), ("confirmed", "1")]).await;
        assert!(page.contains("The link is gone") && !page.contains("Summer"), "{page}");
    }
}

#[tokio::test]
async fn a_role_is_made_of_ticks() {
    for site in each().await {
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let ticks = [
            ("name", "Billing desk"),
            ("kind", "staff"),
            ("everything", "0"),
            ("may", "GetInvoices"),
            ("may", "GetInvoice"),
        ];
        let page = ann.done("/admin/roles/new", "/admin/roles/new", &ticks).await;
        assert!(page.contains("Billing desk") && page.contains("2 actions"), "{page}");
        let roles = site.system.call(GetAdminRoles::default()).await.unwrap().roles.0.adminrole.0;
        let role = roles.iter().find(|role| &*role.name == "Billing desk").unwrap();
        assert_eq!(role.permissions.0, ["GetInvoices", "GetInvoice"]);
        let path = format!("/admin/roles/{}", role.roleid.0);
        let all = [("name", "Billing desk"), ("everything", "1"), ("may", "GetInvoices")];
        let page = ann.done(&path, &path, &all).await;
        assert!(page.contains("Everything"), "{page}");
        let page = ann.done(&path, &path, &[("do", "delete"), ("confirmed", "1")]).await;
        assert!(!page.contains("Billing desk"), "{page}");
    }
}

#[tokio::test]
async fn names_are_looked_up() {
    for site in each().await {
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        assert!(ann.read("/admin/resolver").await.contains("No name was looked up yet"));
        let page = ann.done("/admin/resolver", "/admin/resolver", &[]).await;
        assert!(page.contains("0 names were looked up"), "{page}");
        let page = ann.read("/admin/resolver?name=nowhere.example").await;
        assert!(page.contains("There is no such name"), "{page}");
    }
}

#[tokio::test]
async fn an_invoice_is_a_file_where_files_are_made() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let placed = jane.order(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let path = format!("/admin/invoices/{}", placed["invoice_id"]);
        let page = ann.read(&path).await;
        assert_eq!(page.contains("/pdf\" download>"), !site.is_remote(), "{page}");
        let file = ann.open(&format!("{path}/pdf")).await;
        assert_eq!(file.status, 200, "{}", text(&file));
        assert_eq!(file.header("content-type"), "application/pdf");
        assert_eq!(ann.open("/admin/invoices/99/pdf").await.status, 404);
        assert!(!page.contains("/xml\">"), "{page}");
        site.run(
            "insert into settings (key, value) values ('TaxCode', '1'), ('EnableEInvoices', 'on')",
        )
        .await;
        site.system.engine.engine.settings_changed();
        let page = ann.read(&path).await;
        assert_eq!(page.contains("/xml\">"), !site.is_remote(), "{page}");
        let file = ann.open(&format!("{path}/xml")).await;
        assert_eq!(file.status, 200, "{}", text(&file));
        assert_eq!(file.header("content-type"), "application/xml");
    }
}

#[tokio::test]
async fn counts_are_told_as_they_are() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        jane.order(&site).await;
        assert_eq!(
            site.call(crate::site::get("/admin/events")).await.status,
            303,
            "not to anybody"
        );
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        // The test's stream ends after its first look, for its node is closing.
        let answer = ann.open("/admin/events").await;
        assert_eq!(answer.header("content-type"), "text/event-stream");
        let said = text(&answer);
        assert!(said.contains("event: counts"), "{said}");
        assert!(said.contains("\"/admin/orders?status=Pending\":1"), "{said}");
    }
}

/// The stream of a page is no longer than the session, though the page stays open.
#[tokio::test]
async fn a_stream_of_counts_ends_with_its_session() {
    for sql in ["update staff set disabled = 1", "update staff set epoch = epoch + 1"] {
        let site = one().await;
        let ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let (router, _open) = site.staying_open();
        let asked = Request::get("/admin/events").header("cookie", ann.cookies());
        let answer = router.oneshot(asked.body(Body::empty()).unwrap()).await.unwrap();
        let mut news = answer.into_body().into_data_stream();
        let first = news.next().await.unwrap().unwrap();
        assert!(String::from_utf8_lossy(&first).contains("event: counts"), "{first:?}");
        let mut more = news.next();
        tokio::select! {
            biased;
            _ = &mut more => panic!("nothing happened"),
            () = std::future::ready(()) => {}
        }
        site.run(sql).await;
        site.clock.advance(jiff::SignedDuration::from_secs(3));
        tokio::time::pause();
        tokio::time::advance(std::time::Duration::from_secs(11)).await;
        tokio::time::resume();
        assert!(more.await.is_none(), "{sql}");
    }
}

#[tokio::test]
async fn links_are_searched_and_campaigns_are_looked_at_before_they_are_kept() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let page = ann.read("/admin/links").await;
    assert!(page.contains("No link is counted yet."), "{page}");
    let new = "/admin/links/new";
    ann.done(new, new, &[("name", "Spring mail"), ("target", "/order/1")]).await;
    for (wanted, found) in [("spring", true), ("ORDER", true), ("autumn", false)] {
        let page = ann.read(&format!("/admin/links?q={wanted}")).await;
        assert_eq!(page.contains("Spring mail"), found, "{wanted}: {page}");
        assert_eq!(page.contains("No link is like that."), !found, "{wanted}: {page}");
    }
    let new = "/admin/mass-mail/new";
    let page = ann.read(new).await;
    assert!(page.contains("name=\"marketing\" value=\"1\" checked"), "safe at first: {page}");
    let good = [("name", "News"), ("subject", "Hello"), ("message", "Dear {$client_name}")];
    for (wrong, field) in [
        (("perminute", "0"), "perminute"),
        (("perminute", "5000"), "perminute"),
        (("subject", "{$client_nmae}"), "subject"),
        (("message", "{{ client_name }}"), "message"),
    ] {
        let mut fields = good.to_vec();
        fields.push(wrong);
        for to in [new, "/admin/mass-mail/preview"] {
            let page = text(&ann.submit(new, to, &fields).await);
            assert!(page.contains(&format!("id=\"p-{field}\"")), "{to} {wrong:?}: {page}");
        }
    }
    ann.done(new, new, &good).await;
    let page = ann.read("/admin/mass-mail").await;
    assert!(page.contains("News") && !page.contains("0 of 0"), "{page}");
    assert!(ann.read("/admin/mass-mail/1").await.contains("Recipients"));
}
