//! Many prices changed at once, and prices edited one by one.

use actions::testing::{TestActions, each};
use engine::jobs::run_until_idle;
use model::hosting::service::ServiceStatus;
use serde_json::{Value, json};
use store::args;

use crate::billing::{ask, refused};
use crate::scenery::{self, make};

async fn prices(test: &TestActions, pid: i64) -> String {
    let found = ask(test, "GetPricing", &format!("kind=product&relid={pid}")).await;
    let lines = found["prices"]["price"].as_array().cloned().unwrap_or_default();
    let line = |row: &Value| {
        let text = |key: &str| row[key].as_str().unwrap().to_owned();
        format!("{} {}+{}", text("cycle"), text("price"), text("setupfee"))
    };
    let mut lines: Vec<_> = lines.iter().map(line).collect();
    lines.sort();
    lines.join(", ")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_prices_is_looked_at_before_it_happens() {
    for test in each().await.unwrap() {
        let scenery = make(&test).await;
        let listed = scenery.service(&test, ServiceStatus::Active).await;
        let own = scenery.service(&test, ServiceStatus::Active).await;
        let mut act = test.engine.act().await.unwrap();
        let sql = "update services set recurring_minor = 700 where id = $1";
        act.conn.exec(sql, args![own]).await.unwrap();
        act.commit().await.unwrap();
        let query = "changetype=percent&amount=10&rounding=x.99&services=1&notice=1";
        let shown = ask(&test, "ChangePrices", query).await;
        let counts = (&shown["applied"], &shown["numprices"], &shown["numservices"]);
        assert_eq!(counts, (&json!(false), &json!(3), &json!(1)), "{shown}");
        assert_eq!(prices(&test, 1).await, "annually 100.00+0.00, monthly 10.00+0.00");
        let done = ask(&test, "ChangePrices", &format!("{query}&apply=1")).await;
        assert_eq!(done["lines"], shown["lines"], "what happens is what was shown");
        assert_eq!(prices(&test, 1).await, "annually 110.99+0.00, monthly 11.99+0.00");
        assert_eq!(prices(&test, 2).await, "monthly 22.99+0.00");
        assert_eq!(scenery::service(&test, listed).await.recurring_minor, 1_199);
        assert_eq!(scenery::service(&test, own).await.recurring_minor, 700, "its own price");
        run_until_idle(&test.engine.engine).await.unwrap();
        let mails = test.engine.world.mailer.take();
        assert_eq!(mails.len(), 1);
        let text = &mails[0].text;
        assert!(text.contains("Small (example.com)") && text.contains("2026-02-01"), "{text}");
        let mut c = test.engine.engine.read().await.unwrap();
        let sql = "select count(*) from audit where action = $1 and entity = 'products'";
        assert_eq!(c.scalar::<i64>(sql, args!["ChangePrices"]).await.unwrap(), 3);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_prices_may_be_narrow_and_is_refused_when_it_makes_no_sense() {
    for test in each().await.unwrap() {
        make(&test).await;
        let narrow = "pids=1&cycles=monthly&currencyid=1&changetype=amount&amount=-2.50&apply=1";
        ask(&test, "ChangePrices", narrow).await;
        assert_eq!(prices(&test, 1).await, "annually 100.00+0.00, monthly 7.50+0.00");
        assert_eq!(prices(&test, 2).await, "monthly 20.00+0.00");
        for (query, expected) in [
            ("changetype=percent&amount=much", "The amount is not a number"),
            ("changetype=amount&amount=1", "An amount needs its currency"),
            ("changetype=amount&amount=1&currencyid=99", "An amount needs its currency"),
            ("changetype=double&amount=1", "Invalid changetype: percent or amount"),
            ("changetype=percent&amount=1&rounding=odd", "Invalid rounding: none, 0.50 or x.99"),
            ("changetype=percent&amount=1&cycles=weekly", "No cycle is weekly"),
            ("changetype=percent&amount=1&pids=99", "Product ID 99 Not Found"),
        ] {
            assert_eq!(refused(&test, "ChangePrices", query).await, expected, "{query}");
        }
        let below = "pids=1&currencyid=1&changetype=amount&amount=-50&apply=1";
        let said = refused(&test, "ChangePrices", below).await;
        assert!(said.contains("would fall below zero"), "{said}");
        assert_eq!(prices(&test, 1).await, "annually 100.00+0.00, monthly 7.50+0.00");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_setup_fee_alone_goes_with_the_price_that_is_there() {
    for test in each().await.unwrap() {
        make(&test).await;
        ask(&test, "UpdateProduct", "pid=1&pricing[1][msetupfee]=5").await;
        assert_eq!(prices(&test, 1).await, "annually 100.00+0.00, monthly 10.00+5.00");
        for (key, expected) in [
            ("qsetupfee", "There is no quarterly price for this setup fee"),
            ("xsetupfee", "No cycle is xsetupfee"),
            ("weekly", "No cycle is weekly"),
        ] {
            let query = format!("pid=1&pricing[1][{key}]=5");
            assert_eq!(refused(&test, "UpdateProduct", &query).await, expected, "{key}");
        }
        ask(&test, "UpdateProduct", "pid=1&pricing[1][annually]=-1&pricing[1][monthly]=8").await;
        assert_eq!(prices(&test, 1).await, "monthly 8.00+5.00");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_value_of_a_promotion_is_audited_like_its_other_fields() {
    for test in each().await.unwrap() {
        let add = "code=SPRING&type=Percentage&value=12.5";
        ask(&test, "AddPromotion", add).await;
        ask(&test, "UpdatePromotion", "promotionid=1&value=20%25").await;
        let found = ask(&test, "GetPromotions", "").await;
        assert_eq!(found["promotions"]["promotion"][0]["value"], json!(20));
        let mut c = test.engine.engine.read().await.unwrap();
        let sql = "select changes from audit where action = $1 and entity = 'promotions'";
        let kept: String = c.scalar(sql, args!["UpdatePromotion"]).await.unwrap();
        assert_eq!(kept, r#"{"value":[125000,200000]}"#);
        drop(c);
        for value in ["101", "-1", "much"] {
            let form = format!("promotionid=1&value={value}");
            let said = refused(&test, "UpdatePromotion", &form).await;
            assert_eq!(said, "The value of the promotion is out of range", "{value}");
        }
        ask(&test, "AddPromotion", "code=FIVE&type=Fixed+Amount&value=5").await;
        let found = ask(&test, "GetPromotions", "code=FIVE").await;
        assert_eq!(found["promotions"]["promotion"][0]["value"], json!(5.0));
        let said = refused(&test, "UpdatePromotion", "promotionid=2&value=5.001").await;
        assert_eq!(said, "The value of the promotion is out of range");
    }
}
