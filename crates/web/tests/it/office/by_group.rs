//! The office before a WHMCS that logs no staff in: owners of clients in certain groups sit there.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use serde_json::json;

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, before_stock, before_stock_with_staff, get, post};

const JANE: &str = "jane@example.com";
const JOE: &str = "joe@example.com";

async fn site(groups: &str) -> Site {
    let site = before_stock_with_staff(groups).await;
    furnish(&site).await;
    sign_up(&site, JANE).await;
    sign_up(&site, JOE).await;
    site.run("insert into client_groups (id, name) values (5, 'House'), (6, 'Desk')").await;
    site.run("update clients set group_id = 5 where id = 1").await;
    site
}

#[tokio::test]
async fn the_owner_of_a_client_of_a_group_is_staff() {
    let site = site("5=*").await;
    let mut jane = Browser::new(&site);
    let answer = jane.send("/admin/login", &[("name", JANE), ("password", PASSWORD)]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/admin"));
    jane.read("/admin").await;
    assert!(jane.read("/admin/clients").await.contains(JOE));
    site.clock.advance(SignedDuration::from_mins(10));
    assert_eq!(jane.open("/admin/clients").await.status, 200, "renewed");

    let mut joe = Browser::new(&site);
    for (name, password) in [(JOE, PASSWORD), (JANE, "wrong"), ("ann", PASSWORD)] {
        let answer = joe.send("/admin/login", &[("name", name), ("password", password)]).await;
        assert_eq!(answer.status, 401, "{name}");
    }
    let login = json!({ "email": JANE, "password": PASSWORD });
    let staff = site.call(post("/api/v1/auth/staff/login", login)).await.expect(200);
    let token = staff["access_token"].as_str().unwrap();
    site.call(get("/api/v1/admin/clients").bearer(token)).await.expect(200);

    site.run("update clients set group_id = null where id = 1").await;
    site.clock.advance(SignedDuration::from_secs(3));
    assert_eq!(jane.open("/admin/clients").await.status, 303, "no longer of the house");
    site.call(get("/api/v1/admin/clients").bearer(token)).await.expect(401);
}

#[tokio::test]
async fn a_group_may_what_is_written_of_it() {
    let site = site("5=GetClients GetClientsDetails").await;
    let mut jane = Browser::new(&site);
    jane.send("/admin/login", &[("name", JANE), ("password", PASSWORD)]).await;
    assert!(jane.read("/admin/clients").await.contains(JOE));
    assert_eq!(jane.open("/admin/orders").await.status, 403);
    // Whoever only acts for the client of somebody of the house is not of the house.
    let sql = "insert into user_clients (user_id, client_id, is_owner, permissions, created_at)
        values (2, 1, 0, 'profile', 0)";
    site.run(sql).await;
    let answer = jane.send("/admin/login", &[("name", JOE), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, 401, "{}", text(&answer));
}

#[tokio::test]
async fn without_groups_nobody_is_staff() {
    let site = before_stock().await;
    sign_up(&site, JANE).await;
    let mut jane = Browser::new(&site);
    let answer = jane.send("/admin/login", &[("name", JANE), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, 503);
    assert!(text(&answer).contains("does not log staff in"), "{}", text(&answer));
}

#[tokio::test]
async fn every_page_of_the_sidebar_is_there_or_says_that_it_is_not() {
    let site = site("5=*").await;
    let mut jane = Browser::new(&site);
    jane.send("/admin/login", &[("name", JANE), ("password", PASSWORD)]).await;
    let page = jane.read("/admin").await.replace("&#x2f;", "/");
    let links = page.split("href=\"/admin").skip(1).filter_map(|rest| rest.split('"').next());
    let links: BTreeSet<String> = links.map(|link| format!("/admin{link}")).collect();
    assert!(links.len() > 40, "{links:?}");
    let mut there = 0;
    for link in links.iter().filter(|link| !link.contains("logout")) {
        let answer = jane.open(&link.replace("&amp;", "&")).await;
        let page = text(&answer);
        match answer.status.as_u16() {
            200 => there += 1,
            303 => {}
            501 => assert!(page.contains("To its admin area"), "{link}: {page}"),
            status => panic!("{link} answers {status}: {page}"),
        }
    }
    assert!(there > 15, "{there}");
}
