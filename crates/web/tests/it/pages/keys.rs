//! The keys that sign a name: set on a page of the client's, over REST, and by the office.

use axum::http::Method;
use protocol::DomainRegister;
use serde_json::json;

use super::browser::{Browser, text};
use crate::office::browser::Browser as Office;
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{ask, one};

#[tokio::test]
async fn domain_keys_are_published_by_a_page_over_rest_and_by_the_office() {
    let site = one().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    let today = site.system.engine.engine.today().await.unwrap();
    site.run(&format!(
        "insert into domains (client_id, name, type, registrar, status, anchor_on, registered_on,
             next_due_on, first_payment_minor, recurring_minor, created_at, updated_at)
         values (1, 'jane.com', 'Register', 'fakeregistrar', 'Pending', '{today}', '{today}',
             '{today}', 1000, 1000, 0, 0)"
    ))
    .await;
    let register = DomainRegister { domainid: Some(1), ..DomainRegister::default() };
    site.system.call(register).await.unwrap();
    let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
    let here = "/domains/1/keys";
    let page = browser.page("/domains/1").await.replace("&#x2f;", "/");
    assert!(page.contains(&format!("href=\"{here}\"")), "{page}");
    browser.page(here).await;
    let answer = browser.post(here, &[("records", "1 13 2 ab")]).await;
    let page = text(&answer);
    assert_eq!(answer.status, 422, "{page}");
    assert!(page.contains("does not have the length") && page.contains("1 13 2 ab"), "{page}");
    let digest = "AB".repeat(32);
    let record = format!("1 13 2 {digest}");
    assert_eq!(browser.post(here, &[("records", &record)]).await.status, 303);
    assert!(browser.page(here).await.contains(&record));

    let path = "/api/v1/domains/1/ds-records";
    let found = jane.get(&site, path).await;
    let key =
        |tag: u16| json!({ "key_tag": tag, "algorithm": 13, "digest_type": 2, "digest": digest });
    assert_eq!(found, json!({ "records": [key(1)], "keys": [] }));
    let two = json!({ "records": [key(1), key(7)], "keys": [] });
    let put = jane.asks(ask(Method::PUT, path).json(&two));
    assert_eq!(site.call(put).await.expect(200), two);

    let mut office = Office::of_ann(&site, r#"["*"]"#).await;
    let domain = "/admin/domains/1";
    assert!(office.read(domain).await.contains(&format!("7 13 2 {digest}")));
    let set = [("do", "keys"), ("lines", record.as_str())];
    let page = office.done(domain, domain, &set).await;
    assert!(page.contains("The DS records are set") && !page.contains("7 13 2"), "{page}");
}
