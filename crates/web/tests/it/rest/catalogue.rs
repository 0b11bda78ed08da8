//! The catalogue, which everybody may read.

use protocol::AddProductAddon;
use protocol::wire::{Amount, Csv};
use serde_json::json;

use crate::shop::furnish;
use crate::site::{before_stock, each, get};

#[tokio::test]
async fn everybody_sees_what_is_sold() {
    for site in each().await {
        furnish(&site).await;
        let groups = site.call(get("/api/v1/product-groups")).await.expect(200);
        assert_eq!(groups["items"][0]["name"], "Hosting");
        let list = site.call(get("/api/v1/products?limit=1")).await.expect(200);
        assert_eq!(list["total"], 2);
        let next = list["next_cursor"].as_str().unwrap();
        let rest = site.call(get(&format!("/api/v1/products?cursor={next}"))).await.expect(200);
        assert_eq!(rest["items"][0]["name"], "Setup service");
        let product = site.call(get("/api/v1/products/1?currency=USD")).await.expect(200);
        let usd = |amount: &str| json!({"amount": amount, "currency": "USD"});
        assert_eq!(
            product["prices"],
            json!([
                {"cycle": "monthly", "price": usd("5.00"), "setup_fee": usd("1.00")},
                {"cycle": "annually", "price": usd("50.00"), "setup_fee": usd("0.00")},
            ])
        );
        let small = site.call(get("/api/v1/products/1?currency=usd")).await.expect(200);
        assert_eq!(small["prices"], product["prices"]);
        let once = site.call(get("/api/v1/products/2?currency=USD")).await.expect(200);
        assert_eq!(once["prices"][0]["cycle"], "onetime");
        for path in ["/api/v1/products/99", "/api/v1/products/x", "/api/v1/products/-1"] {
            assert_eq!(site.call(get(path)).await.status, 404, "{path}");
        }
        for query in [
            "limit=0",
            "limit=x",
            "cursor=x",
            "order=1",
            "group_id=-1",
            "limit=1&limit=2",
            "currency=XXX",
        ] {
            let problem = site.call(get(&format!("/api/v1/products?{query}"))).await.expect(422);
            let name = query.split('=').next().unwrap();
            assert_eq!(problem["errors"][0]["pointer"], format!("?{name}"), "{problem}");
        }
    }
}

#[tokio::test]
async fn an_amount_is_had_in_any_currency() {
    for site in each().await {
        for (query, status, expected) in [
            ("amount=10.00&from=USD&to=EUR", 200, "9.20"),
            ("amount=9.20&from=EUR&to=USD", 200, "10.00"),
            ("amount=10&from=USD&to=JPY", 200, "1500"),
            ("amount=-1.005&from=USD&to=USD", 422, "?amount"),
            ("amount=1&from=USD&to=XXX", 422, "?to"),
            ("amount=1&from=usd&to=EUR", 422, "?from"),
            ("amount=ten&from=USD&to=EUR", 422, "?amount"),
            ("amount=1&from=USD", 422, "?to"),
        ] {
            let answer = site.call(get(&format!("/api/v1/convert?{query}"))).await;
            let body = answer.clone().expect(status);
            let found = if status == 200 {
                &body["converted"]["amount"]
            } else {
                &body["errors"][0]["pointer"]
            };
            assert_eq!(found, expected, "{query}: {body}");
        }
    }
}

#[tokio::test]
async fn what_can_be_ordered_with_a_product_is_told_with_its_prices() {
    for site in each().await {
        furnish(&site).await;
        let monthly = [("monthly".to_owned(), Amount::parse("4.00").unwrap())];
        let addon = |name: &str, shown: bool, pid: u64| AddProductAddon {
            name: name.to_owned(),
            paytype: "recurring".to_owned(),
            showorder: Some(shown.into()),
            pricing: [(1, monthly.clone().into_iter().collect())].into_iter().collect(),
            products: Some(Csv(vec![pid])),
            ..AddProductAddon::default()
        };
        for (name, shown, pid) in [("Care", true, 1), ("Secret", false, 1), ("Other", true, 2)] {
            site.system.call(addon(name, shown, pid)).await.unwrap();
        }
        let usd = |amount: &str| json!({"amount": amount, "currency": "USD"});
        let found = site.call(get("/api/v1/products/1/addons?currency=USD")).await.expect(200);
        let prices = json!([{"cycle": "monthly", "price": usd("4.00"), "setup_fee": usd("0.00")}]);
        assert_eq!(found["items"].as_array().unwrap().len(), 1, "{found}");
        assert_eq!(
            (&found["items"][0]["name"], &found["items"][0]["prices"]),
            (&json!("Care"), &prices)
        );
        let none = site.call(get("/api/v1/products/1/addons?currency=EUR")).await.expect(200);
        assert_eq!(none["items"][0]["prices"], json!([]));
        assert_eq!(site.call(get("/api/v1/products/99/addons")).await.status, 404);
    }
    // A WHMCS that does not tell of addons.
    let site = before_stock().await;
    furnish(&site).await;
    site.call(get("/api/v1/products/1/addons")).await.expect(501);
}
