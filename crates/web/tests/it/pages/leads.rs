//! What a user may not open for an account is no link, wherever it stands.

use super::browser::Browser;
use super::everything::{PAGES, full};
use crate::shop::PASSWORD;
use crate::site::each_engine;

#[tokio::test]
async fn no_page_leads_a_user_where_it_may_not_go() {
    for site in each_engine().await {
        full(&site).await;
        for may in ["", "profile", "products,domains", "invoices", "tickets,quotes"] {
            let sql = "update user_clients set is_owner = 0, permissions =";
            site.run(&format!("{sql} '{may}'")).await;
            site.clock.advance(jiff::SignedDuration::from_hours(1));
            let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
            let mut led = std::collections::BTreeMap::new();
            let more = ["/", "/kb", "/contact", "/services/1", "/domains/1", "/order/1"];
            for path in PAGES.iter().chain(&more) {
                let answer = jane.get(path).await;
                let page = super::browser::text(&answer);
                led.extend(links(&page).into_iter().map(|to| (to, *path)));
            }
            for (to, path) in led {
                let status = jane.get(&to).await.status;
                assert_ne!(status, 403, "{may:?}: {path} leads to {to}");
            }
        }
    }
}

#[tokio::test]
async fn the_checkout_says_to_whom_it_is_not_open() {
    for site in each_engine().await {
        full(&site).await;
        site.run("update user_clients set is_owner = 0, permissions = 'profile'").await;
        site.clock.advance(jiff::SignedDuration::from_hours(1));
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        jane.page("/order/1").await;
        jane.post("/cart/domain", &[("name", "new.com"), ("kind", "register")]).await;
        assert!(jane.page("/checkout").await.contains("The owner of this account decides"));
        let fields = [("method", "faketransfer"), ("notes", "As last year")];
        let answer = jane.post("/checkout", &fields).await;
        let page = super::browser::text(&answer);
        assert_eq!(answer.status, 422, "{page}");
        assert!(page.contains("The owner of this account decides"), "{page}");
        assert!(page.contains("As last year"), "{page}");
    }
}

/// The pages of ours that a page leads to.
fn links(page: &str) -> Vec<String> {
    let found = page.split("<a ").skip(1).filter_map(|tag| {
        let (_, from) = tag.split('>').next()?.split_once("href=\"")?;
        let to = from.split(['"', '#']).next()?.replace("&amp;", "&");
        (to.starts_with('/') && !to.contains("language")).then_some(to)
    });
    found.collect()
}
