//! Promotion codes in the cart: one that does not hold takes nothing else away.

use protocol::AddPromotion;
use serde_json::json;

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, each_engine, one, post};

/// A code that takes off so many per cent.
async fn promote(site: &Site, code: &str, more: AddPromotion) {
    let (code, r#type) = (code.to_owned(), "Percentage".to_owned());
    let value = more.value.clone().or(Some("50".to_owned()));
    site.system.call(AddPromotion { code, r#type, value, ..more }).await.unwrap();
}

async fn fill(browser: &mut Browser<'_>) {
    browser.page("/order/1").await;
    browser.post("/cart/add/1", &[("cycle", "monthly"), ("host", "a.example")]).await;
    browser.page("/cart").await;
}

#[tokio::test]
async fn a_code_that_does_not_hold_is_left_out_and_the_rest_is_ordered() {
    for site in each_engine().await {
        furnish(&site).await;
        promote(&site, "HALF", AddPromotion::default()).await;
        let more = AddPromotion { newsignups: Some(true.into()), ..AddPromotion::default() };
        promote(&site, "WELCOME", more).await;
        sign_up(&site, "jane@example.com").await.order(&site).await;
        let mut browser = Browser::on(&site);
        fill(&mut browser).await;
        browser.post("/cart/promotion", &[("promotion", "WELCOME")]).await;
        assert!(browser.page("/cart").await.contains("$3.00"));

        // A wrong one does not take the place of one that holds.
        browser.post("/cart/promotion", &[("promotion", "NOSUCH")]).await;
        let cart = browser.page("/cart").await;
        for said in ["code entered does not exist", "value=\"WELCOME\"", "$3.00"] {
            assert!(cart.contains(said), "{said}: {cart}");
        }

        // It does not hold for whoever logs in: the things have their prices all the same.
        browser.get("/login").await;
        let login = [("email", "jane@example.com"), ("password", PASSWORD)];
        browser.post("/login", &login).await;
        let only_new = "The promotion is for new clients only.";
        for path in ["/cart", "/checkout"] {
            let page = browser.page(path).await;
            for said in [only_new, "These prices are without the promotion", "$6.00"] {
                assert!(page.contains(said), "{said} on {path}: {page}");
            }
        }
        let answer = browser.post("/checkout", &[("method", "fakecard")]).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        let invoice = browser.page(answer.header("location")).await;
        assert!(invoice.contains("Pay $6.00"), "{invoice}");
    }
}

#[tokio::test]
async fn nothing_is_ordered_at_another_price_than_was_shown() {
    let site = one().await;
    furnish(&site).await;
    promote(&site, "HALF", AddPromotion::default()).await;
    sign_up(&site, "jane@example.com").await;
    let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
    let form = jane.page("/order/1?promo=HALF").await;
    assert!(form.contains("value=\"HALF\"") && form.contains("$3.00"), "{form}");
    fill(&mut jane).await;
    jane.post("/cart/promotion", &[("promotion", "HALF")]).await;
    let cart = jane.page("/cart").await;
    assert!(cart.contains("<span class=\"sr\"> HALF</span>") && cart.contains("$3.00"), "{cart}");
    jane.post("/cart/promotion", &[]).await;
    let cart = jane.page("/cart").await;
    assert!(cart.contains("$6.00") && !cart.contains("HALF"), "{cart}");
    jane.post("/cart/promotion", &[("promotion", "HALF")]).await;
    assert!(jane.page("/checkout").await.contains("$3.00"));
    site.run("update promotions set expires_on = '2020-01-01'").await;
    let answer = jane.post("/checkout", &[("method", "fakecard"), ("notes", "Soon")]).await;
    let page = text(&answer);
    assert_eq!(answer.status, 422, "{page}");
    for said in ["The promotion code has expired.", "$6.00", "Soon"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let answer = jane.post("/checkout", &[("method", "fakecard")]).await;
    assert_eq!(answer.status, 303, "{}", text(&answer));
    let invoice = jane.page(answer.header("location")).await;
    assert!(invoice.contains("Pay $6.00"), "{invoice}");
}

/// The code of an order is not asked of the next one.
#[tokio::test]
async fn an_order_takes_its_code_along() {
    let site = one().await;
    furnish(&site).await;
    let more = AddPromotion { onceperclient: Some(true.into()), ..AddPromotion::default() };
    promote(&site, "ONCE", more).await;
    let person = sign_up(&site, "jane@example.com").await;
    let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
    fill(&mut jane).await;
    jane.post("/cart/promotion", &[("promotion", "ONCE")]).await;
    jane.page("/checkout").await;
    let answer = jane.post("/checkout", &[("method", "fakecard")]).await;
    assert!(jane.page(answer.header("location")).await.contains("Pay $3.00"));
    fill(&mut jane).await;
    let cart = jane.page("/cart").await;
    assert!(cart.contains("$6.00") && !cart.contains("ONCE"), "{cart}");

    // A program is told where it stands, and the page says it in every language.
    let body = json!({
        "payment_method": "fakecard",
        "promo_code": "ONCE",
        "items": [{"product_id": 1, "cycle": "monthly", "domain": "b.example"}],
    });
    let problem = site.call(person.asks(post("/api/v1/orders", body))).await.expect(409);
    assert_eq!(problem["errors"][0]["pointer"], "/promo_code", "{problem}");
    jane.get("/cart?language=de").await;
    jane.page("/cart").await;
    jane.post("/cart/promotion", &[("promotion", "ONCE")]).await;
    let cart = jane.page("/cart").await;
    assert!(cart.contains("kann nur einmal eingelöst werden"), "{cart}");
}

/// What a promotion takes off renewals is told with the order, and of the service from then on.
#[tokio::test]
async fn a_lasting_promotion_is_told_before_and_after() {
    for site in each_engine().await {
        furnish(&site).await;
        for (code, recurfor) in [("TWICE", 2), ("EVER", 0)] {
            let (recurring, recurfor) = (Some(true.into()), Some(recurfor));
            let more = AddPromotion { recurring, recurfor, ..AddPromotion::default() };
            promote(&site, code, more).await;
        }
        let person = sign_up(&site, "jane@example.com").await;
        let items = json!([{"product_id": 1, "cycle": "monthly", "domain": "a.example"}]);
        for (code, times) in [("TWICE", json!(2)), ("EVER", json!(null))] {
            let body = json!({"items": items, "promo_code": code});
            let told = site.call(person.asks(post("/api/v1/orders/preview", body))).await;
            let line = told.expect(200)["lines"][2].clone();
            assert_eq!(line["recurring_amount"]["amount"], "-2.50", "{code}: {line}");
            assert_eq!((&line["recurring_times"], &line["cycle"]), (&times, &json!("Monthly")));
        }

        let mut jane = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        fill(&mut jane).await;
        for (code, said) in [
            ("TWICE", "then -$2.50 USD monthly for 2 renewals<"),
            ("EVER", "then -$2.50 USD monthly<"),
        ] {
            jane.post("/cart/promotion", &[("promotion", code)]).await;
            let page = jane.page("/checkout").await;
            assert!(
                page.contains(said) && page.contains("then $5.00 USD monthly"),
                "{said}: {page}"
            );
        }
        let answer = jane.post("/checkout", &[("method", "fakecard")]).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        site.run("update services set status = 'Active'").await;
        let page = jane.page("/services/1").await;
        for said in ["$5.00", "Next renewal", "$2.50", "Promotion EVER"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let home = jane.page("/clientarea").await;
        assert!(home.contains("· <span class=\"num\">$2.50 USD</span>"), "{home}");
        let service = person.get(&site, "/api/v1/services/1").await;
        assert_eq!(service["promo_code"], "EVER", "{service}");
        assert_eq!(service["renewal_amount"]["amount"], "2.50", "{service}");
        assert_eq!(service["recurring_amount"]["amount"], "5.00", "{service}");
    }
}
