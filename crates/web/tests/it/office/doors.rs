//! Who comes in, and that nobody is misled into a change.

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up, staff};
use crate::site::{each, get, one};

#[tokio::test]
async fn staff_comes_in_goes_on_and_leaves() {
    for site in each().await {
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        let page = ann.read("/admin").await;
        assert!(page.contains("Pending orders"), "{page}");
        // Tokens are renewed while the session is in use, and end when it is not.
        for (minutes, status) in [(10, 200), (25, 200), (31, 303)] {
            site.clock.advance(jiff::SignedDuration::from_mins(minutes));
            assert_eq!(ann.open("/admin/orders").await.status, status, "after {minutes} min");
        }
        let answer = ann.open("/admin/orders?status=Pending").await;
        let back = "/admin/login?next=%2Fadmin%2Forders%3Fstatus%3DPending";
        assert_eq!(answer.header("location"), back);
        let fields = [("name", "ann"), ("password", PASSWORD), ("next", "/admin/orders")];
        let answer = ann.send("/admin/login", &fields).await;
        assert_eq!(answer.header("location"), "/admin/orders");
        let answer = ann.submit("/admin", "/admin/logout", &[]).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/admin/login"));
        assert_eq!(ann.open("/admin").await.status, 303);
    }
}

#[tokio::test]
async fn what_comes_after_the_end_of_a_session_is_said_to_be_lost() {
    let site = one().await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    site.clock.advance(jiff::SignedDuration::from_mins(31));
    let answer = ann.send("/admin/todo/new", &[("title", "Call Jane")]).await;
    assert_eq!(answer.header("location"), "/admin/login?next=%2Fadmin%2Ftodo%2Fnew");
    let page = ann.read("/admin/login?next=%2Fadmin%2Ftodo%2Fnew").await;
    assert!(page.contains("Your session had ended, and nothing was changed."), "{page}");
    assert!(page.contains("/assets/typed.js") && !page.contains("Call Jane"), "{page}");
    assert!(!ann.read("/admin/login").await.contains("had ended"), "it is said once");
}

#[tokio::test]
async fn nobody_else_comes_in() {
    for site in each().await {
        staff(&site, r#"["*"]"#).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let client = get("/admin").header("cookie", &format!("hostler-staff={}", jane.access));
        assert_eq!(site.call(client).await.status, 303);
        let mut nobody = Browser::new(&site);
        for (name, password) in
            [("ann", "wrong"), ("bob", PASSWORD), ("jane@example.com", PASSWORD), ("", "")]
        {
            let answer =
                nobody.send("/admin/login", &[("name", name), ("password", password)]).await;
            assert_eq!(answer.status, 401, "{name}");
            assert!(text(&answer).contains("do not belong together"), "{name}");
        }
        let answer = nobody.send("/admin/logout", &[]).await;
        assert_eq!(answer.header("location"), "/admin/login?next=%2Fadmin%2Flogout");
    }
}

#[tokio::test]
async fn a_change_needs_the_token_of_the_session_and_our_own_page() {
    let site = one().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    let placed = jane.order(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let path = format!("/admin/orders/{}", placed["id"]);
    for token in ["", "another"] {
        let answer = ann.send(&path, &[("csrf", token), ("do", "accept")]).await;
        assert_eq!(answer.status, 403, "{token}");
    }
    let page = ann.read(&path).await;
    let csrf = page.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let request = crate::site::ask(axum::http::Method::POST, &path)
        .bytes(format!("csrf={csrf}&do=accept").as_bytes())
        .header("host", "bill.example")
        .header("origin", "https://evil.example")
        .header("cookie", &ann.cookies());
    assert_eq!(site.call(request).await.status, 403);
    assert!(ann.read(&path).await.contains("Pending"));
    let page = ann.done(&path, &path, &[("do", "accept")]).await;
    assert!(page.contains("The order was accepted"), "{page}");
    assert!(!ann.read(&path).await.contains("The order was accepted"), "it is said once");
}

#[tokio::test]
async fn a_role_is_a_limit() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let placed = jane.order(&site).await;
        let mut ann = Browser::of_ann(&site, r#"["GetOrders"]"#).await;
        let page = ann.read("/admin").await;
        assert!(page.contains("/admin/orders") && !page.contains("/admin/clients\""), "{page}");
        let list = ann.read("/admin/orders").await.replace("&#x2f;", "/");
        assert!(list.contains("Jane") || list.contains("Client 1"), "{list}");
        assert!(list.contains("/admin/orders/1") && !list.contains("/admin/clients/"), "{list}");
        for path in ["clients", "invoices", "tickets", "activity", "clients/1", "invoices/1"] {
            let answer = ann.open(&format!("/admin/{path}")).await;
            assert_eq!(answer.status, 403, "{path}");
            assert!(text(&answer).contains("Your role does not permit"), "{path}");
        }
        let path = format!("/admin/orders/{}", placed["id"]);
        for verb in ["accept", "pending"] {
            assert_eq!(ann.submit(&path, &path, &[("do", verb)]).await.status, 403, "{verb}");
        }
        assert!(ann.read(&path).await.contains("Pending"));
    }
}
