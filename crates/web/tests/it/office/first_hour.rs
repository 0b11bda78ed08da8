//! What a new company is told and does in its first hours: tax, mail, settings, files.

use super::browser::{Browser, text};
use crate::pages::browser::Browser as Member;
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, get, one};

/// A page as somebody sees it who looks at pages.
async fn seen(site: &Site, path: &str, cookies: &str) -> (u16, String) {
    let asked = get(path).header("accept", "text/html").header("cookie", cookies);
    let answer = site.call(asked).await;
    (answer.status.as_u16(), text(&answer))
}

/// An address with a word for a number leads nowhere, and says so in words for people.
#[tokio::test]
async fn a_word_for_a_number_leads_nowhere() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let jane = Member::logged_in(&site, "jane@example.com", PASSWORD).await;
    for (path, cookies) in [
        ("/admin/invoices/abc", ann.cookies()),
        ("/admin/tickets/99999999999999999999", ann.cookies()),
        ("/services/abc", jane.cookies()),
        ("/order/abc", String::new()),
    ] {
        let (status, page) = seen(&site, path, &cookies).await;
        assert_eq!(status, 404, "{path}: {page}");
        assert!(page.contains("There is nothing here") && !page.contains("u64"), "{path}: {page}");
    }
    let program = site.call(get("/order/abc")).await;
    assert_eq!(program.status, 400, "a program is told what is wrong");
}
