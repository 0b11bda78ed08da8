//! Projects on pages: whose they are, and what they are about; clients that forms ask for.

use super::browser::{Browser, text};
use crate::shop::{furnish, sign_up};
use crate::site::one;

#[tokio::test]
async fn a_project_names_its_client_and_only_numbers() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let new = "/admin/projects/new";
    let at = |name: &str| format!("id=\"p-{name}\"");
    for (wrong, field) in [
        (("client", "999"), "client"),
        (("client", "nobody"), "client"),
        (("ticketids", "abc"), "ticketids"),
        (("invoiceids", "-4"), "invoiceids"),
    ] {
        let answer = ann.submit(new, new, &[("title", "Move"), ("adminid", "1"), wrong]).await;
        let page = text(&answer);
        assert_eq!(answer.status, 422, "{wrong:?}: {page}");
        assert!(page.contains(&at(field)), "{wrong:?}: {page}");
    }
    let page = ann.done(new, new, &[("title", "Move"), ("adminid", "1"), ("client", "jane")]).await;
    assert!(page.contains("/admin/clients/1"), "{page}");
    let here = "/admin/projects/1";
    let save = ("do", "update");
    for wrong in [("client", "999"), ("ticketids", "abc")] {
        let page = text(&ann.submit(here, here, &[save, wrong]).await);
        assert!(page.contains(&at(wrong.0)) && page.contains(wrong.1), "{page}");
    }
    // Empty is the house, and no day.
    let day = ("duedate", "2026-02-01");
    let page = ann.done(here, here, &[save, ("client", "jane"), day]).await;
    assert!(page.contains("/admin/clients/1") && page.contains("2026-02-01"), "{page}");
    let page = ann.done(here, here, &[save, ("client", ""), ("duedate", "")]).await;
    assert!(!page.contains("/admin/clients/1") && !page.contains("2026-02-01"), "{page}");
}

#[tokio::test]
async fn a_client_that_there_is_not_is_said_at_its_field() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    for (form, more) in [
        ("invoices", [("itemdescription1", "Work"), ("itemamount1", "5")]),
        ("orders", [("do", "place"), ("pid[0]", "1")]),
        ("quotes", [("subject", "Offer"), ("stage", "Draft")]),
        ("tickets", [("subject", "Help"), ("message", "Hello")]),
        ("transactions", [("amountin", "5"), ("paymentmethod", "faketransfer")]),
    ] {
        let new = format!("/admin/{form}/new");
        let mut fields = vec![("client", "999")];
        fields.extend(more);
        let page = text(&ann.submit(&new, &new, &fields).await);
        assert!(page.contains("id=\"p-client\""), "{form}: {page}");
        assert!(page.contains("There is no client 999"), "{form}: {page}");
    }
}
