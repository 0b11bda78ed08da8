//! Odd input is answered on the page that it was typed into.

use super::browser::{Browser, text};
use crate::shop::{furnish, sign_up};
use crate::site::each_engine;

#[tokio::test]
async fn a_report_asks_again_for_days_that_it_cannot_count() {
    for site in each_engine().await {
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        for (query, said) in [
            ("from=2026-13-01", "From is no day: it is written like 2026-01-31"),
            ("from=2026-02-01&to=9999-12-31", "To is no day between the years 1900 and 2199"),
            ("from=2026-02-01&to=2026-01-01", "The period ends on 2026-01-01, before it begins"),
        ] {
            let answer = ann.open(&format!("/admin/reports/credits?{query}")).await;
            let page = text(&answer);
            assert_eq!(answer.status, 422, "{query}: {page}");
            assert!(page.contains(said) && page.contains("name=\"to\""), "{query}: {page}");
            assert!(!page.contains("All figures"), "{query}: {page}");
        }
        // Days are of no matter to what is as it is now, and nothing fails inside.
        let answer = ann.open("/admin/reports/aging?from=9999-12-31").await;
        assert_eq!(answer.status, 422, "{}", text(&answer));
        assert_eq!(ann.open("/admin/reports/nothing?from=x").await.status, 422);
    }
}

#[tokio::test]
async fn a_search_for_a_ban_may_be_anything() {
    for site in each_engine().await {
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        for (typed, said) in [
            ("nonsense", "That is no address"),
            ("192.0.2.9", "No ban covers this address"),
            ("", "Nobody is turned away"),
        ] {
            let page = ann.read(&format!("/admin/bans?q={typed}")).await;
            assert!(page.contains(said), "{typed}: {page}");
        }
    }
}

/// Days the wrong way round are the same time, and a page that lists it.
#[tokio::test]
async fn a_statement_takes_its_days_in_any_order() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let here = "/admin/clients/1/statement";
        let page = ann.read(&format!("{here}?from=2026-02-01&to=2026-01-01")).await;
        assert!(page.contains("Opening balance") && page.contains("Closing balance"), "{page}");
    }
}

/// What cannot be captured is said in words that lead on, and a test that reaches nobody is not
/// said to be on its way.
#[tokio::test]
async fn what_comes_to_nothing_is_said_to() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let line = [("client", "jane"), ("itemdescription1", "Work"), ("itemamount1", "5")];
        ann.done("/admin/invoices/new", "/admin/invoices/new", &line).await;
        let here = "/admin/invoices/1";
        let answer = ann.submit(here, here, &[("do", "capture")]).await;
        let page = text(&answer);
        assert_eq!(answer.status, 422, "{page}");
        assert!(page.contains("the client keeps no card or account to charge"), "{page}");
        let here = "/admin/email-templates/1";
        let page = ann.done(here, &format!("{here}/test"), &[("email", "")]).await;
        assert!(page.contains("no mail server is named: it reaches nobody"), "{page}");
        let settings = "/admin/settings";
        ann.done(settings, settings, &[("to[SMTPHost]", "mail.example.com")]).await;
        let page = ann.done(here, &format!("{here}/test"), &[("email", "")]).await;
        assert!(page.contains("The test is on its way"), "{page}");
    }
}
