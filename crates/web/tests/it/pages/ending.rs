//! A service that is to end says so, and can be kept; forms that came back can be read again.

use protocol::AddCancelRequest;

use super::browser::{Browser, text};
use super::everything::full;
use crate::shop::PASSWORD;
use crate::site::{before_another, before_stock, each, each_engine, one};

#[tokio::test]
async fn a_wish_to_cancel_stands_on_the_service_until_it_is_taken_back() {
    for site in each_engine().await {
        full(&site).await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let due = site.system.engine.engine.today().await.unwrap().tomorrow().unwrap();
        site.run(&format!("update services set next_due_on = '{due}'")).await;
        assert!(!jane.page("/clientarea").await.contains("Nothing renews soon"));
        let asks = [("type", "End of Billing Period"), ("reason", "too big")];
        jane.page("/services/1/cancel").await;
        assert_eq!(jane.post("/services/1/cancel", &asks).await.status, 303);
        let page = jane.page("/services/1").await;
        assert!(
            page.contains("This service ends on") && page.contains("/services/1/keep"),
            "{page}"
        );
        assert!(!page.contains("/services/1/cancel"), "nobody cancels twice: {page}");
        assert!(jane.page("/clientarea").await.contains("Nothing renews soon"));
        let again = jane.get("/services/1/cancel").await;
        assert_eq!((again.status.as_u16(), again.header("location")), (303, "/services/1"));
        jane.page("/services/1").await;
        assert_eq!(jane.post("/services/1/keep", &[]).await.status, 303);
        let page = jane.page("/services/1").await;
        assert!(
            page.contains("The service goes on") && page.contains("/services/1/cancel"),
            "{page}"
        );
        assert_eq!(jane.post("/services/1/keep", &[]).await.status, 404);
    }
}

/// Before another WHMCS, too; and one of published actions only, which lists everybody's wishes.
#[tokio::test]
async fn what_is_to_end_does_not_renew_soon_elsewhere_either() {
    for site in [before_another().await, before_stock().await] {
        full(&site).await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let due = site.system.engine.engine.today().await.unwrap().tomorrow().unwrap();
        site.run(&format!("update services set next_due_on = '{due}'")).await;
        assert!(!jane.page("/clientarea").await.contains("Nothing renews soon"));
        let call = AddCancelRequest { serviceid: 1, ..AddCancelRequest::default() };
        site.system.call(call).await.unwrap();
        let page = jane.page("/clientarea").await;
        assert!(page.contains("Nothing renews soon"), "{page}");
    }
}

/// A WHMCS of many years has a long list of wishes, and nobody says where in it one stands.
#[tokio::test]
async fn a_wish_is_found_among_many() {
    let site = before_stock().await;
    full(&site).await;
    let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
    let due = site.system.engine.engine.today().await.unwrap().tomorrow().unwrap();
    site.run(&format!("update services set next_due_on = '{due}'")).await;
    site.run(
        "insert into services (client_id, product_id, anchor_on, registered_on,
            first_payment_minor, recurring_minor, cycle, status, created_at, updated_at)
        select client_id, product_id, anchor_on, registered_on, 0, 0, cycle, 'Cancelled', 0, 0
        from services where id = 1",
    )
    .await;
    let many = "insert into cancellation_requests (service_id, client_id, type, created_at,
            updated_at, closed_at)
        with recursive n(i) as (select 1 union all select i + 1 from n where i < 300)
        select max(s.id), 1, 'Immediate', 0, 0, 1 from n, services s group by n.i";
    site.run(many).await;
    let call = AddCancelRequest { serviceid: 1, ..AddCancelRequest::default() };
    site.system.call(call).await.unwrap();
    site.run(many).await;
    let page = jane.page("/clientarea").await;
    assert!(page.contains("Nothing renews soon"), "{page}");
}

#[tokio::test]
async fn where_a_form_was_sent_to_can_be_read() {
    for site in each().await {
        full(&site).await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        for (path, above) in [
            ("/tickets/1/reply?again=1", "/tickets/1"),
            ("/billing/invoices/1/pay", "/billing/invoices/1"),
            ("/account/security/factor", "/account/security"),
            ("/cart/promotion", "/cart"),
        ] {
            let answer = jane.get(path).await;
            let led = (answer.status.as_u16(), answer.header("location"));
            assert_eq!(led, (303, above), "{path}: {}", text(&answer));
        }
    }
}

#[tokio::test]
async fn what_was_typed_before_another_log_in_can_be_sent_again() {
    let site = one().await;
    full(&site).await;
    let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
    jane.page("/tickets/new").await;
    let current = std::mem::replace(&mut jane.csrf, "of-an-older-session".to_owned());
    let fields = [("department", "1"), ("subject", "Slow"), ("message", "It is <b>slow</b>")];
    let answer = jane.post("/tickets/new", &fields).await;
    assert_eq!(answer.status, 403);
    let page = text(&answer);
    assert!(page.contains("value=\"It is &lt;b&gt;slow&lt;/b&gt;\""), "{page}");
    assert_eq!(jane.csrf, current, "the page has the token of now: {page}");
    let answer = jane.post("/tickets/new", &fields).await;
    assert_eq!(answer.status, 303, "{}", text(&answer));
    // A secret is shown to nobody, and nothing from elsewhere is offered.
    jane.csrf = "old".to_owned();
    let secret = [("current", PASSWORD), ("password", "a new long one")];
    let answer = jane.post("/account/security", &secret).await;
    assert_eq!(answer.status, 403);
    assert!(!text(&answer).contains(PASSWORD), "{}", text(&answer));
    let foreign = crate::site::ask(axum::http::Method::POST, "/tickets/new")
        .bytes(b"subject=Evil")
        .header("cookie", &format!("hostler-csrf={current}"))
        .header("host", "shop.example")
        .header("origin", "https://evil.example");
    let answer = site.call(foreign).await;
    assert_eq!(answer.status, 403);
    assert!(!text(&answer).contains("Evil"), "{}", text(&answer));
}

#[tokio::test]
async fn what_a_script_asks_for_does_not_make_the_forms_of_its_page_stale() {
    let site = one().await;
    // The page of somebody whose session ended asks for suggestions once more, and is led here.
    let asked = |dest| crate::site::get("/login").header("sec-fetch-dest", dest);
    for (dest, cookies) in [("document", 1), ("empty", 0)] {
        let answer = site.call(asked(dest)).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.headers.get_all("set-cookie").iter().count(), cookies, "{dest}");
    }
}

#[tokio::test]
async fn what_becomes_of_the_open_invoice_is_said_before_a_service_is_ended() {
    for site in each_engine().await {
        full(&site).await;
        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let page = jane.page("/services/1/cancel").await;
        assert!(page.contains("falls away when the service ends"), "{page}");
        assert!(page.contains("href=\"/billing/invoices/1\""), "{page}");
        // Part of it is paid, so it stays.
        site.run("update invoices set paid_minor = 100 where id = 1").await;
        let page = jane.page("/services/1/cancel").await;
        assert!(page.contains("stays to be paid") && !page.contains("falls away"), "{page}");
        site.run("update invoices set status = 'Cancelled' where id = 1").await;
        let page = jane.page("/services/1/cancel").await;
        assert!(!page.contains("stays to be paid") && !page.contains("falls away"), "{page}");
    }
}
