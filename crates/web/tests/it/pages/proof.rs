//! S42 and S43 on the pages: the present password, or a sign-in some minutes ago.

use jiff::SignedDuration;

use super::browser::{Browser, text};
use super::domain_addons::jane_with_a_name;
use crate::rest::operating::running;
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, one};

const ASKS: &str = "Please show that it is you";

/// A browser whose sign-in is too long ago.
async fn left_open(site: &Site) -> Browser<'_> {
    let browser = Browser::logged_in(site, "jane@example.com", PASSWORD).await;
    site.clock.advance(SignedDuration::from_mins(11));
    browser
}

/// The form at a path takes the password and nothing else.
async fn asks(browser: &mut Browser<'_>, path: &str) {
    for (password, problem) in
        [("", "Enter your present password"), ("wrong", "This is not your present password")]
    {
        let answer = browser.post(path, &[("present_password", password)]).await;
        let page = text(&answer);
        assert_eq!(answer.status, 422, "{page}");
        assert!(page.contains(ASKS) && page.contains(problem), "{page}");
    }
}

#[tokio::test]
async fn s43_the_code_of_a_name_is_shown_after_a_fresh_proof() {
    let site = one().await;
    jane_with_a_name(&site).await;
    let shown = "Transfer code of jane.com";
    let path = "/domains/1/code";
    let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
    browser.page("/domains/1").await;
    assert!(text(&browser.post(path, &[]).await).contains(shown), "just signed in");

    let mut browser = left_open(&site).await;
    browser.page("/domains/1").await;
    let answer = browser.post(path, &[]).await;
    let page = text(&answer).replace("&#x2f;", "/");
    assert_eq!(answer.status, 200);
    assert!(page.contains(ASKS) && !page.contains(shown), "{page}");
    asks(&mut browser, path).await;
    let answer = browser.post(path, &[("present_password", PASSWORD)]).await;
    assert!(text(&answer).contains(shown), "{}", text(&answer));

    // Whoever has no password signs in again, though somebody is signed in.
    assert_eq!(browser.get("/login?next=/domains/1").await.status, 303);
    browser.page("/login?again=1&next=/domains/1").await;
    let fields = [("email", "jane@example.com"), ("password", PASSWORD), ("next", "/domains/1")];
    let answer = browser.post("/login", &fields).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/domains/1"));
    browser.page("/domains/1").await;
    assert!(text(&browser.post(path, &[]).await).contains(shown));
}

#[tokio::test]
async fn s42_a_service_is_reinstalled_after_a_fresh_proof() {
    let site = one().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    let id = running(&site, &jane).await;
    let path = format!("/services/{id}/do/reinstall");
    let mut browser = left_open(&site).await;
    assert!(browser.page(&path).await.contains(ASKS));
    asks(&mut browser, &path).await;
    let answer = browser.post(&path, &[("present_password", PASSWORD)]).await;
    assert_eq!(answer.status, 303, "{}", text(&answer));
    let path = format!("/services/{id}/do/reboot");
    assert!(!browser.page(&path).await.contains(ASKS));
    assert_eq!(browser.post(&path, &[]).await.status, 303);
}
