//! The shop with several things: put into a cart, ordered on the way through a log-in.

use std::collections::BTreeSet;

use protocol::RedeemSsoToken;

use super::browser::{Browser, text};
use super::domain_addons::jane_with_a_name;
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{before_stock, each, one};

#[tokio::test]
async fn several_things_are_ordered_at_once() {
    for site in each().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut browser = Browser::on(&site);
        browser.page("/store").await;
        browser.page("/store/1").await;
        browser.page("/store/hosting?currency=USD").await;
        assert!(browser.page("/cart").await.contains("Your cart is empty"));
        assert_eq!(browser.get("/checkout").await.header("location"), "/cart");
        browser.page("/order/1").await;
        let line = [("cycle", "monthly"), ("host", "a.example"), ("currency", "USD")];
        let answer = browser.post("/cart/add/1", &line).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/cart"));
        browser.post("/cart/add/2", &[("cycle", "monthly")]).await;
        browser.post("/cart/add/2", &[("cycle", "monthly")]).await;
        let cart = browser.page("/cart").await;
        assert!(cart.contains("Starter") && cart.contains("a.example"), "{cart}");
        browser.post("/cart/remove", &[("line", "2")]).await;
        let cart = browser.page("/cart").await;
        // 5.00 and 1.00 for the setup, and 20.00 once.
        if !site.is_remote() {
            assert!(cart.contains("26.00"), "{cart}");
        }
        browser.post("/cart/promotion", &[("promotion", "NOSUCH")]).await;
        let page = browser.page("/checkout").await;
        assert!(page.contains("/login?next=%2Fcheckout"), "{page}");
        browser.get("/login?next=/checkout").await;
        let login = [("email", "jane@example.com"), ("password", PASSWORD), ("next", "/checkout")];
        assert_eq!(browser.post("/login", &login).await.header("location"), "/checkout");
        let page = browser.page("/checkout").await;
        assert!(page.contains("You order as Jane Doe"), "{page}");
        let answer = browser.post("/checkout", &[("method", ""), ("notes", "Soon <b>")]).await;
        assert_eq!(answer.status, 422);
        let page = text(&answer);
        assert!(page.contains("Choose how to pay") && page.contains("Soon &lt;b&gt;"), "{page}");
        let answer = browser.post("/checkout", &[("method", "fakecard")]).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        let invoice = browser.page(answer.header("location")).await;
        assert!(invoice.contains("26.00") && invoice.contains("your order is in"), "{invoice}");
        assert!(browser.page("/cart").await.contains("Your cart is empty"));
    }
}

#[tokio::test]
async fn things_are_ordered_before_a_whmcs_that_tells_costs_by_its_invoice() {
    let site = before_stock().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
    let store = jane.page("/store").await;
    assert!(!store.contains("href=\"/store/\""), "{store}");
    assert!(jane.page("/store/all").await.contains("Starter"));
    jane.page("/order/1").await;
    let line = [("cycle", "monthly"), ("host", "a.example"), ("currency", "USD")];
    jane.post("/cart/add/1", &line).await;
    jane.post("/cart/add/2", &[("cycle", "monthly")]).await;
    let promotion = jane.post("/cart/promotion", &[("promotion", "NOSUCH")]).await;
    assert_eq!(promotion.header("location"), "/cart");
    for path in ["/cart", "/checkout"] {
        let page = jane.page(path).await;
        // 5.00 and 1.00 for the setup, and 20.00 once.
        for price in ["$6.00", "then $5.00", "$20.00"] {
            assert!(page.contains(price), "{price} on {path}: {page}");
        }
        assert!(page.contains("Prices of the catalogue") && !page.contains("Due today"), "{page}");
    }
    jane.post("/cart/promotion", &[("promotion", "")]).await;
    let answer = jane.post("/checkout", &[("method", "fakecard")]).await;
    assert_eq!(answer.status, 303, "{}", text(&answer));
    let invoice = jane.page(answer.header("location")).await;
    assert!(invoice.contains("26.00") && invoice.contains("your order is in"), "{invoice}");
}

/// It has no action by which a client pays; its own page of the invoice has all the ways.
#[tokio::test]
async fn an_invoice_of_such_a_whmcs_is_paid_there() {
    let site = before_stock().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await.order(&site).await;
    assert!(!Browser::on(&site).page("/login").await.contains("/login/passkey"));
    let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
    let page = jane.page("/billing/invoices/1").await;
    assert!(page.contains("Pay $6.00") && !page.contains("name=\"method\""), "{page}");
    let page = text(&jane.post("/billing/invoices/1/pay", &[]).await).replace("&#x2f;", "/");
    let token = page.split("singlesignon.php?access_token=").nth(1);
    let token = token.and_then(|rest| rest.split('"').next()).unwrap_or_default();
    let call = RedeemSsoToken { token: token.into() };
    let there = site.system.call(call).await.unwrap_or_else(|error| panic!("{error}: {page}"));
    assert_eq!(there.page, "viewinvoice.php?id=1");
    // What is not there is not led to, and says so to whoever goes there all the same.
    let billing = jane.page("/billing/invoices").await + &jane.page("/clientarea").await;
    for path in ["/billing/add-funds", "/billing/mass-pay"] {
        assert!(!billing.contains(&format!("href=\"{path}")), "{path}");
        assert_eq!(jane.get(path).await.status, 501, "{path}");
    }
    assert!(!jane.page("/account/privacy").await.contains("/privacy/export"));
}

#[tokio::test]
async fn every_link_before_such_a_whmcs_leads_to_a_page() {
    let site = before_stock().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
    jane.page("/order/1").await;
    jane.post("/cart/add/1", &[("cycle", "monthly"), ("host", "a.example")]).await;
    let mut ahead: Vec<String> = ["/", "/store", "/cart", "/clientarea"].map(String::from).into();
    let mut seen = BTreeSet::new();
    while let Some(path) = ahead.pop() {
        let leaves = path.starts_with("/logout") || path.contains("lang");
        if leaves || !seen.insert(path.clone()) || seen.len() > 150 {
            continue;
        }
        let answer = jane.get(&path).await;
        let page = text(&answer);
        match answer.status.as_u16() {
            200 => {}
            303 | 308 => ahead.push(answer.header("location").to_owned()),
            status => panic!("{path} answers {status}: {page}"),
        }
        let links = page.split("<a ").skip(1).filter_map(|rest| rest.split('>').next());
        let links = links.filter_map(|tag| tag.split("href=\"/").nth(1)?.split('"').next());
        ahead.extend(links.map(|link| format!("/{}", link.split('#').next().unwrap_or(link))));
    }
    assert!(seen.len() > 20, "{seen:?}");
    let page = jane.page("/account/security").await;
    assert!(page.contains("Change your password") && !page.contains("Second factor"), "{page}");
    // Whoever goes there all the same is told so.
    let answer = jane.get("/kb").await;
    assert_eq!(answer.status, 501);
    assert!(text(&answer).contains("Not offered here"), "{}", text(&answer));
}

#[tokio::test]
async fn a_cart_is_not_filled_from_elsewhere() {
    let site = one().await;
    furnish(&site).await;
    let ask = crate::site::ask(axum::http::Method::POST, "/cart/add/1")
        .bytes(b"cycle=monthly")
        .header("host", "shop.example")
        .header("origin", "https://evil.example");
    assert_eq!(site.call(ask).await.status, 403);
    let mut browser = Browser::on(&site);
    assert_eq!(browser.post("/cart/remove", &[("line", "0")]).await.status, 403);
}

#[tokio::test]
async fn a_name_is_looked_for_and_a_message_sent() {
    let site = one().await;
    furnish(&site).await;
    site.run(
        "insert into departments (name, description, email) values ('Help', '', 'h@x.example')",
    )
    .await;
    let mut browser = Browser::on(&site);
    let page = browser.page("/domains/search?query=%3Cnordic%3E").await;
    assert!(page.contains("value=\"&lt;nordic&gt;\""), "{page}");
    browser.page("/contact").await;
    let answer = browser.post("/contact", &[("name", "Ann"), ("message", "Hello?")]).await;
    assert_eq!(answer.status, 422);
    let page = text(&answer);
    assert!(page.contains("id=\"p-email\"") && page.contains("Hello?</textarea>"), "{page}");
    let fields = [
        ("name", "Ann"),
        ("email", "ann@example.com"),
        ("subject", "A question"),
        ("department", "1"),
        ("message", "Hello?"),
    ];
    for round in 0..5 {
        let answer = browser.post("/contact", &fields).await;
        assert_eq!(answer.status, 303, "{round}: {}", text(&answer));
    }
    assert!(browser.page("/contact").await.contains("we answer by mail"));
    assert_eq!(browser.post("/contact", &fields).await.status, 429);
}

#[tokio::test]
async fn a_bundle_goes_into_the_cart_whole_and_what_fits_is_recommended() {
    let site = one().await;
    furnish(&site).await;
    for sql in [
        "insert into product_bundles (name, description, price_minor) values ('Duo', 'Both', 1800)",
        "insert into product_bundle_items (bundle_id, position, product_id, cycle)
            values (1, 0, 1, 'Monthly'), (1, 1, 2, 'One Time')",
        "update products set type = 'hostingaccount', recommendations = '2' where id = 1",
    ] {
        site.run(sql).await;
    }
    let mut browser = Browser::on(&site);
    let store = browser.page("/store").await;
    assert!(store.contains("Bundles") && store.contains("instead of $26.00"), "{store}");
    browser.post("/cart/add/1", &[("cycle", "monthly")]).await;
    let cart = browser.page("/cart").await;
    assert!(cart.contains("Goes well with it"), "{cart}");
    browser.post("/cart/remove", &[("line", "0")]).await;
    let answer = browser.post("/cart/bundle/1", &[("host", "a.example")]).await;
    assert_eq!(answer.header("location"), "/cart", "{}", text(&answer));
    let cart = browser.page("/cart").await;
    assert!(cart.contains("a.example") && cart.contains("18.00"), "{cart}");
    assert!(!cart.contains("Goes well with it"), "{cart}");
    assert_eq!(browser.post("/cart/bundle/9", &[]).await.status, 404);
}

/// Issue 3: a name is moved here with its checklist, whichever WHMCS answers.
#[tokio::test]
async fn a_name_is_moved_here_by_its_checklist() {
    for site in each().await {
        jane_with_a_name(&site).await;
        let mut browser = Browser::on(&site);
        site.system.engine.world.registrar.registry.take("there.com");
        let page = browser.page("/domains/transfer?name=There.com").await;
        assert!(page.contains("Move there.com here") && page.contains("$8.00"), "{page}");
        assert!(page.contains("We take over names of this ending."), "{page}");
        assert!(page.contains("Ask your present provider for the transfer code."), "{page}");
        let form = [("name", "there.com"), ("kind", "transfer"), ("code", " c0de ")];
        assert_eq!(browser.post("/cart/domain", &form).await.status, 303);
        let cart = browser.page("/cart").await;
        assert!(cart.contains("value=\"c0de\"") && !cart.contains("only with the code"), "{cart}");
        let form = [("name", "There.com"), ("kind", "transfer"), ("code", "n3w")];
        browser.post("/cart/domain", &form).await;
        let cart = browser.page("/cart").await;
        assert!(cart.contains("value=\"n3w\"") && !cart.contains("value=\"c0de\""), "{cart}");
        let wrong = [("name", "-x.com"), ("kind", "register")];
        assert_eq!(
            browser.post("/cart/domain", &wrong).await.header("location"),
            "/domains/search"
        );
        let found = browser.page("/domains/search").await;
        assert!(found.contains("No domain can have this name"), "{found}");
        assert!(!browser.page("/cart").await.contains("-x.com"));
        let free = browser.page("/domains/transfer?name=free-name.com").await;
        assert!(free.contains("Nobody has this name yet"), "{free}");
        assert!(!free.contains("name=\"kind\" value=\"transfer\""), "nothing to move: {free}");
        for (name, said) in [
            ("jane.com", "jane.com is registered with us already."),
            ("jane.zzz", "We do not take over names of this ending."),
        ] {
            let page = browser.page(&format!("/domains/transfer?name={name}")).await;
            assert!(page.contains(said), "{name}: {page}");
            assert!(!page.contains("name=\"kind\" value=\"transfer\""), "{name}: {page}");
        }
        let asked = browser.page("/domains/transfer").await;
        assert!(!asked.contains("role=\"alert\""), "nothing was typed yet: {asked}");
        let none = browser.get("/domains/transfer?name=-").await;
        assert_eq!(none.status, 422);
        assert!(text(&none).contains("No domain can have this name"));
    }
}
