//! The last page of an order says what its mails and its invoice say.

use protocol::wire::Amount;
use protocol::{AddCredit, GetOrders};

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::each_engine;

#[tokio::test]
async fn an_order_has_one_number_and_its_credit_is_told() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        let gift = AddCredit {
            clientid: 1,
            description: "Gift".to_owned(),
            amount: Amount::parse("2.00").unwrap(),
            ..AddCredit::default()
        };
        site.system.call(gift).await.unwrap();
        let mut browser = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        browser.page("/order/1").await;
        let chosen = [("cycle", "monthly"), ("method", "faketransfer"), ("host", "a.example")];
        let answer = browser.post("/order/1", &chosen).await;
        assert_eq!(answer.status, 303, "{}", text(&answer));
        let last = browser.page(answer.header("location")).await;
        let found = site.system.call(GetOrders::default()).await.unwrap();
        let number = found.orders.0.order.0[0].ordernum.0;
        assert!(last.contains(&format!("Order {number}, invoice ")), "{number}: {last}");
        let credit = last.split("<span>Credit</span>").nth(1).unwrap_or_else(|| panic!("{last}"));
        assert!(credit.starts_with("<b class=\"num\">-"), "{credit}");
        assert!(credit.contains("4.00"), "what is left of 6.00: {credit}");
    }
}
