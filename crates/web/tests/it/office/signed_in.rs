//! Where a member of staff is signed in, and the end of its sessions.

use jiff::SignedDuration;

use super::browser::{Browser, hidden};
use crate::shop::PASSWORD;
use crate::site::{Site, each_engine};

const PATH: &str = "/admin/sign-ins";
const OTHERS: &str = "/admin/sign-ins/sessions/others";

/// Ann signs in once more.
async fn again(site: &Site) -> Browser<'_> {
    let mut browser = Browser::new(site);
    browser.send("/admin/login", &[("name", "ann"), ("password", PASSWORD)]).await;
    browser
}

#[tokio::test]
async fn a_member_ends_its_own_sessions_whatever_it_may_do() {
    for site in each_engine().await {
        let mut ann = Browser::of_ann(&site, r#"["GetStats"]"#).await;
        let (mut phone, mut tablet) = (again(&site).await, again(&site).await);
        let page = ann.read(PATH).await;
        assert!(page.contains("Where you are signed in"), "{page}");
        assert_eq!(page.matches("This session").count(), 1, "{page}");
        let (_, rest) = page.split_once("/admin/sign-ins/sessions/").unwrap();
        let newest = format!("{PATH}/sessions/{}", rest.split('"').next().unwrap());
        assert!(ann.done(PATH, &newest, &[]).await.contains("The session is ended"));
        assert_eq!(tablet.open("/admin").await.status, 303);
        assert_eq!(phone.open("/admin").await.status, 200);

        // A page that was open for minutes: the same request renews the session and replaces it.
        let csrf = hidden(&ann.read(PATH).await, "csrf");
        site.clock.advance(SignedDuration::from_mins(6));
        let answer = ann.send(OTHERS, &[("csrf", &csrf)]).await;
        assert_eq!(answer.header("location"), PATH);
        let page = ann.read(PATH).await;
        assert!(page.contains("All other sessions are ended"), "{page}");
        assert!(!page.contains("End all other sessions"), "there are none: {page}");
        assert_eq!(phone.open("/admin").await.status, 303);
    }
}
