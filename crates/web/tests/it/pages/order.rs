//! The order form: nothing is left half done, whoever ordered is in, and who is in says nothing twice.

use protocol::{ConfirmTwoFactor, GetClients, GetOrders, StartTwoFactor};

use super::browser::{Browser, text};
use crate::rest::two_factor::code;
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, each, each_engine, one};

/// What somebody new fills in.
const NEW: [(&str, &str); 9] = [
    ("who", "new"),
    ("email", "wanda@example.com"),
    ("password", PASSWORD),
    ("first_name", "Wanda"),
    ("last_name", "O'Hara"),
    ("address", "1 Quay"),
    ("city", "Cork"),
    ("postcode", "T12"),
    ("country", "IE"),
];
/// What is chosen of the product.
const CHOSEN: [(&str, &str); 3] =
    [("cycle", "monthly"), ("method", "fakecard"), ("host", "a.example")];

async fn clients(site: &Site) -> i64 {
    site.system.call(GetClients::default()).await.unwrap().totalresults.0
}

async fn orders(site: &Site) -> i64 {
    site.system.call(GetOrders::default()).await.unwrap().totalresults.0
}

#[tokio::test]
async fn a_form_that_comes_back_has_made_no_account() {
    for site in each_engine().await {
        furnish(&site).await;
        site.run("update products set type = 'hostingaccount'").await;
        let mut browser = Browser::on(&site);
        browser.page("/order/1").await;
        for (wrong, said) in [
            (("promo", "NOSUCH"), "id=\"p-promo\""),
            (("host", "no host name"), "id=\"p-host\""),
            (("password", "short"), "id=\"p-password\""),
            (("email", "nowhere"), "id=\"p-email\""),
        ] {
            let mut fields = [&NEW[..], &CHOSEN].concat();
            fields.retain(|(name, _)| *name != wrong.0);
            fields.push(wrong);
            let answer = browser.post("/order/1", &fields).await;
            assert_eq!(answer.status, 422, "{wrong:?}: {}", text(&answer));
            assert!(text(&answer).contains(said), "{wrong:?}: {}", text(&answer));
            assert_eq!(clients(&site).await, 0, "{wrong:?}");
        }
        let answer = browser.post("/order/1", &[&NEW[..], &CHOSEN].concat()).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        let last = browser.page(answer.header("location")).await;
        assert!(last.contains("href=\"/billing/invoices/1#pay\""), "{last}");
        let invoice = browser.page("/billing/invoices/1").await;
        assert!(invoice.contains("Wanda"), "whoever ordered is in: {invoice}");
    }
}

#[tokio::test]
async fn who_is_logged_in_orders_without_saying_who() {
    for site in each().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        let form = browser.page("/order/1").await;
        assert!(form.contains("You order as Jane Doe") && !form.contains("f-password"), "{form}");
        let answer = browser.post("/order/1", &CHOSEN).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        let last = browser.page(answer.header("location")).await;
        assert!(last.contains("a.example"), "{last}");
        let found = site.system.call(GetOrders::default()).await.unwrap();
        assert_eq!(found.orders.0.order.0[0].userid.0, 1);
    }
}

#[tokio::test]
async fn an_account_orders_with_its_password_and_only_what_its_user_may() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let mut browser = Browser::on(&site);
        browser.page("/order/1").await;
        let known = |password| {
            let who = [("who", "known"), ("email", "jane@example.com"), ("password", password)];
            [&who[..], &CHOSEN].concat()
        };
        let answer = browser.post("/order/1", &known("not hers at all")).await;
        assert_eq!(answer.status, 422);
        assert!(text(&answer).contains("the password is wrong"), "{}", text(&answer));
        let may = "update user_clients set is_owner = 0, permissions = ";
        site.run(&format!("{may}'invoices'")).await;
        let answer = browser.post("/order/1", &known(PASSWORD)).await;
        assert_eq!(answer.status, 422);
        assert!(text(&answer).contains("The owner of this account decides"), "{}", text(&answer));
        assert_eq!(orders(&site).await, 0);
        site.run(&format!("{may}'orders,invoices'")).await;
        let answer = browser.post("/order/1", &known(PASSWORD)).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        assert_eq!(browser.get("/billing/invoices/1").await.status, 200);
    }
}

#[tokio::test]
async fn a_second_factor_is_asked_for_while_the_choice_waits_in_the_cart() {
    let site = one().await;
    furnish(&site).await;
    sign_up(&site, "jane@example.com").await;
    let start = StartTwoFactor { user_id: Some(1), adminid: None };
    let started = site.system.call(start).await.unwrap();
    let code = code(&site, started.secret.reveal());
    let call = ConfirmTwoFactor { user_id: Some(1), adminid: None, code: code.as_str().into() };
    site.system.call(call).await.unwrap();
    let mut browser = Browser::on(&site);
    browser.page("/order/1").await;
    let who = [("who", "known"), ("email", "jane@example.com"), ("password", PASSWORD)];
    let answer = browser.post("/order/1", &[&who[..], &CHOSEN].concat()).await;
    assert_eq!(answer.header("location"), "/login?next=%2Fcheckout", "{}", text(&answer));
    assert_eq!(orders(&site).await, 0);
    assert!(browser.page("/login?next=%2Fcheckout").await.contains("waits in the cart"));
    assert!(browser.page("/cart").await.contains("a.example"));
}

#[tokio::test]
async fn the_currency_that_was_chosen_stays() {
    let site = one().await;
    furnish(&site).await;
    site.run(
        "insert into currencies (code, prefix, suffix, format, rate, is_default)
         values ('EUR', '', ' €', 1, 100000000, 0)",
    )
    .await;
    let mut browser = Browser::on(&site);
    for (page, chosen) in [("/", "USD"), ("/?currency=EUR", "EUR"), ("/store", "EUR"), ("/", "EUR")]
    {
        let said = browser.page(page).await;
        assert!(said.contains(&format!("currency={chosen}\" aria-current")), "{page}: {said}");
    }
    sign_up(&site, "jane@example.com").await;
    let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
    let said = jane.page("/?currency=EUR").await;
    assert!(!said.contains("aria-label=\"Currency\""), "an account has one currency: {said}");
}
