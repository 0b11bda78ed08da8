//! Mail to the addresses of a name: where it goes is said on a page of its own, and over REST.

use axum::http::Method;
use protocol::{DomainRegister, UpdateClientDomain};
use serde_json::json;

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{ask, each, post};

#[tokio::test]
async fn mail_is_passed_on_by_a_page_and_over_rest() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let today = site.system.engine.engine.today().await.unwrap();
        site.run(&format!(
            "insert into domains (client_id, name, type, registrar, status, anchor_on,
                 registered_on, next_due_on, first_payment_minor, recurring_minor, created_at,
                 updated_at)
             values (1, 'jane.com', 'Register', 'fakeregistrar', 'Pending', '{today}', '{today}',
                 '{today}', 1000, 1000, 0, 0)"
        ))
        .await;
        let register = DomainRegister { domainid: Some(1), ..DomainRegister::default() };
        site.system.call(register).await.unwrap();
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let here = "/domains/1/forwards";
        // Without it nothing leads there, and whoever goes there is told why.
        assert!(!browser.page("/domains/1").await.contains(here));
        assert_eq!(browser.get(here).await.header("location"), "/domains/1");
        assert!(browser.page("/domains/1").await.contains("forwarding is not booked"));
        let book = UpdateClientDomain {
            domainid: Some(1),
            emailforwarding: Some(true.into()),
            ..UpdateClientDomain::default()
        };
        site.system.call(book).await.unwrap();
        let page = browser.page("/domains/1").await.replace("&#x2f;", "/");
        assert!(page.contains(&format!("href=\"{here}\"")), "{page}");
        assert!(browser.page(here).await.contains("No addresses yet"));
        for (fields, said) in [
            ([("prefix", ""), ("destination", "a@b.example")], "Enter what stands before the @"),
            (
                [("prefix", "a b"), ("destination", "a@b.example")],
                "Letters, digits and dots before the @",
            ),
            (
                [("prefix", "info"), ("destination", "nobody")],
                "The email address entered is not valid",
            ),
        ] {
            let answer = browser.post(here, &fields).await;
            let page = text(&answer);
            assert_eq!(answer.status, 422, "{page}");
            assert!(page.contains(said), "{page}");
        }
        let fields = [("prefix", "Info"), ("destination", "jane@example.com")];
        assert_eq!(browser.post(here, &fields).await.status, 303);
        let page = browser.page(here).await;
        assert!(page.contains(">info@jane.com</bdi>"), "{page}");
        assert!(page.contains(">jane@example.com</bdi>") && page.contains("is there."), "{page}");

        let path = "/api/v1/domains/1/email-forwards";
        let new = json!({ "prefix": "*", "destination": "rest@example.com" });
        site.call(jane.asks(post(path, new.clone()))).await.expect(201);
        site.call(jane.asks(post(path, new.clone()))).await.expect(409);
        let found = jane.get(&site, path).await;
        assert_eq!(found["items"][1], new);
        let one = format!("{path}?prefix=*&destination=rest%40example.com");
        for status in [204, 404] {
            let answer = site.call(jane.asks(ask(Method::DELETE, &one))).await;
            assert_eq!(answer.status, status);
        }
        let fields = [("prefix", "info"), ("destination", "jane@example.com")];
        let answer = browser.post(&format!("{here}/delete"), &fields).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        assert!(browser.page(here).await.contains("No addresses yet"));
    }
}
