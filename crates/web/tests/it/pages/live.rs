//! What changes while a page of the client area is open.

use protocol::{OpenTicket, UpdateTicket};
use serde_json::{Value, json};

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, before_another, each_engine};

const JANE: &str = "jane@example.com";
const EVENTS: &str = "/clientarea/events";

/// The first news of a stream, which ends with it: in a test nobody keeps the node open. Nothing
/// where nothing is told.
async fn told(browser: &mut Browser<'_>, about: &str) -> Value {
    let answer = browser.get(&format!("{EVENTS}{about}")).await;
    assert_eq!(answer.status, 200, "{}", text(&answer));
    assert!(answer.header("content-type").starts_with("text/event-stream"));
    let news = text(&answer);
    let Some((_, data)) = news.split_once("event: counts\ndata: ") else { return Value::Null };
    serde_json::from_str(data.lines().next().unwrap_or_default()).unwrap()
}

async fn answered_ticket(site: &Site) {
    let call = OpenTicket {
        clientid: Some(1),
        deptid: 1,
        subject: "Help".to_owned(),
        message: "Please".to_owned(),
        ..OpenTicket::default()
    };
    let made = site.system.call(call).await.unwrap();
    let ticketid = made.id.id().unwrap();
    let status = Some("Answered".to_owned());
    site.system.call(UpdateTicket { ticketid, status, ..UpdateTicket::default() }).await.unwrap();
}

#[tokio::test]
async fn an_open_page_hears_of_what_changes() {
    for site in each_engine().await {
        furnish(&site).await;
        let person = sign_up(&site, JANE).await;
        let mut jane = Browser::logged_in(&site, JANE, PASSWORD).await;
        let none = json!({"unpaid": 0, "answered": 0, "state": null});
        assert_eq!(told(&mut jane, "").await, none);
        person.order(&site).await;
        answered_ticket(&site).await;
        let page = jane.page("/billing/invoices/1").await;
        assert!(page.contains("data-live=\"/clientarea/events\""), "{page}");
        assert!(page.contains("data-about=\"invoice=1\" data-state=\"Unpaid\""), "{page}");
        let unpaid = json!({"unpaid": 1, "answered": 1, "state": "Unpaid"});
        assert_eq!(told(&mut jane, "?invoice=1").await, unpaid);
        site.run("update invoices set status = 'Paid', paid_at = 0 where id = 1").await;
        assert_eq!(told(&mut jane, "?invoice=1").await["state"], "Paid");

        let page = jane.page("/services/1").await;
        assert!(page.contains("data-about=\"service=1\" data-state=\"Pending\""), "{page}");
        site.run(
            "insert into service_calls (service_id, action, module, idempotency_key, input,
                 started_at, held_until) values (1, 'reboot', 'fakepanel', 'k', '{}', 0, 0)",
        )
        .await;
        assert_eq!(told(&mut jane, "?service=1").await["state"], "Pending reboot");
        let page = jane.page("/services/1").await;
        assert!(page.contains("data-state=\"Pending reboot\""), "{page}");
        assert!(page.contains("the provider works on it"), "{page}");
        site.run("update service_calls set finished_at = 1, outcome = 'done'").await;
        assert_eq!(told(&mut jane, "?service=1").await["state"], "Pending");
    }
}

/// Nothing is told of what is another's, and nothing to who is not, or no longer, there.
#[tokio::test]
async fn nobody_hears_of_anothers() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, JANE).await.order(&site).await;
        sign_up(&site, "eve@example.com").await;
        let mut eve = Browser::logged_in(&site, "eve@example.com", PASSWORD).await;
        for about in ["?invoice=1", "?service=1"] {
            assert_eq!(told(&mut eve, about).await, Value::Null, "{about}");
        }
        assert_eq!(told(&mut eve, "").await["unpaid"], 0);
        eve.page("/clientarea").await;
        eve.post("/logout", &[]).await;
        assert_eq!(eve.get(EVENTS).await.status, 303);
        assert_eq!(Browser::on(&site).get(EVENTS).await.status, 303);
    }
}

/// Another WHMCS is not asked again and again over the network.
#[tokio::test]
async fn before_another_whmcs_nothing_is_live() {
    let site = before_another().await;
    sign_up(&site, JANE).await;
    let mut jane = Browser::logged_in(&site, JANE, PASSWORD).await;
    assert!(!jane.page("/clientarea").await.contains("data-live"));
    assert_eq!(jane.get(EVENTS).await.status, 204);
}
