//! What only the house itself sells: no door shows it to clients and guests, nor sells it to them.

use protocol::AddProductAddon;
use protocol::wire::{Amount, Csv};
use serde_json::{Value, json};

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{each, get, post};

#[tokio::test]
async fn hidden_addons_are_neither_shown_nor_sold() {
    for site in each().await {
        furnish(&site).await;
        let monthly = [("monthly".to_owned(), Amount::parse("4.00").unwrap())];
        let shown = AddProductAddon {
            name: "Care".to_owned(),
            paytype: "recurring".to_owned(),
            showorder: Some(true.into()),
            pricing: [(1, monthly.into_iter().collect())].into_iter().collect(),
            products: Some(Csv(vec![1])),
            ..AddProductAddon::default()
        };
        let named = |name: &str| AddProductAddon { name: name.to_owned(), ..shown.clone() };
        let hidden = AddProductAddon { hidden: Some(true.into()), ..named("Hush") };
        let retired = AddProductAddon { retired: Some(true.into()), ..named("Bygone") };
        for addon in [named("Care"), hidden, retired] {
            site.system.call(addon).await.unwrap();
        }
        let jane = sign_up(&site, "jane@example.com").await;
        let mut member = Browser::logged_in(&site, "jane@example.com", PASSWORD).await;
        for page in [Browser::on(&site).page("/order/1").await, member.page("/order/1").await] {
            let shown = ["Care", "Hush", "Bygone"].map(|name| page.contains(name));
            assert_eq!(shown, [true, false, false], "{page}");
        }
        for found in [
            site.call(get("/api/v1/products/1/addons")).await.expect(200),
            jane.get(&site, "/api/v1/products/1/addons").await,
        ] {
            let names: Vec<&Value> =
                found["items"].as_array().unwrap().iter().map(|row| &row["name"]).collect();
            assert_eq!(names, ["Care"], "{found}");
        }
        for id in [2, 3] {
            let addons = json!([{ "addon_id": id }]);
            let item = json!({"product_id": 1, "cycle": "monthly", "addons": addons});
            let order = json!({"payment_method": "fakecard", "items": [item]});
            site.call(jane.asks(post("/api/v1/orders", order))).await.expect(422);
        }
        assert_eq!(jane.get(&site, "/api/v1/orders").await["total"], 0);
    }
}

#[tokio::test]
async fn hidden_bundles_are_neither_shown_nor_sold() {
    for site in each().await {
        furnish(&site).await;
        for sql in [
            "insert into product_bundles (name, price_minor, hidden)
                values ('Duo', 1800, 0), ('Hush', 1700, 1)",
            "insert into product_bundle_items (bundle_id, position, product_id, cycle)
                values (1, 0, 1, 'Monthly'), (1, 1, 2, 'One Time'),
                    (2, 0, 1, 'Monthly'), (2, 1, 2, 'One Time')",
        ] {
            site.run(sql).await;
        }
        let mut guest = Browser::on(&site);
        let store = guest.page("/store").await;
        assert!(store.contains("Duo") && !store.contains("Hush"), "{store}");
        let host = [("host", "a.example")];
        assert_eq!(guest.post("/cart/bundle/2", &host).await.status, 404);
        let answer = guest.post("/cart/bundle/1", &host).await;
        assert_eq!(answer.header("location"), "/cart", "{}", text(&answer));
    }
}
