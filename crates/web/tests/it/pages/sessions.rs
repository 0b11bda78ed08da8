//! Where somebody is signed in, on the page about security, and the end of these sessions.

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, sign_up};
use crate::site::{before_stock, each};

const JANE: &str = "jane@example.com";
const PAGE: &str = "/account/security";

/// Where the buttons of a page end sessions.
fn ends(page: &str) -> Vec<String> {
    let start = "action=\"/account/security/sessions/";
    let actions = page.split(start).skip(1).filter_map(|rest| rest.split('"').next());
    actions
        .filter(|rest| rest.ends_with("/end"))
        .map(|rest| format!("{PAGE}/sessions/{rest}"))
        .collect()
}

#[tokio::test]
async fn one_session_is_ended_or_all_others() {
    for site in each().await {
        sign_up(&site, JANE).await;
        let mut here = Browser::logged_in(&site, JANE, PASSWORD).await;
        let mut phone = Browser::logged_in(&site, JANE, PASSWORD).await;
        let mut tablet = Browser::logged_in(&site, JANE, PASSWORD).await;
        let page = here.page(PAGE).await;
        assert_eq!(page.matches("This session").count(), 1, "{page}");
        assert!(page.contains("127.0.0.1") && page.contains("Unknown device"), "{page}");
        // The tablet came last, and stands first.
        let buttons = ends(&page);
        assert_eq!(buttons.len(), 3, "{page}");
        let answer = here.post(&buttons[0], &[]).await;
        assert_eq!(answer.header("location"), PAGE);
        assert!(here.page(PAGE).await.contains("The session is ended."));
        assert_eq!(tablet.get(PAGE).await.status, 303);
        assert_eq!(phone.get(PAGE).await.status, 200);
        // What is over is over, however often it is asked.
        here.post(&buttons[0], &[]).await;
        assert!(here.page(PAGE).await.contains("The session is ended."));

        let answer = here.post("/account/security/sessions/others", &[]).await;
        assert_eq!(answer.header("location"), PAGE, "{}", text(&answer));
        let page = here.page(PAGE).await;
        assert!(page.contains("All other sessions are ended."), "{page}");
        assert!(ends(&page).is_empty() && page.contains("This session"), "{page}");
        assert!(!page.contains("End all other sessions"), "there are none: {page}");
        assert_eq!(phone.get(PAGE).await.status, 303);
        // A form of the page goes on with the session that took its place.
        here.post("/account/security/sessions", &[]).await;
        assert_eq!(here.get(PAGE).await.status, 303);
    }
}

#[tokio::test]
async fn a_stock_whmcs_keeps_no_sessions_and_none_are_shown() {
    let site = before_stock().await;
    sign_up(&site, JANE).await;
    let mut jane = Browser::logged_in(&site, JANE, PASSWORD).await;
    assert!(!jane.page(PAGE).await.contains("h-sessions"));
}
