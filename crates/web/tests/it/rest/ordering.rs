//! From the cart to the paid invoice.

use protocol::wire::{Amount, Keyed};
use protocol::{CreateOrUpdateTLD, GetActivityLog, SetConfigurationValue};
use serde_json::{Value, json};

use crate::shop::{Person, furnish, registration, sign_up};
use crate::site::{Site, before_another, before_stock, each, each_engine, get, post};

#[tokio::test]
async fn an_order_has_its_invoice() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let usd = |amount: &str| json!({"amount": amount, "currency": "USD"});
        let cart = json!({"items": [{"product_id": 1, "cycle": "monthly"}]});
        let preview = site.call(jane.asks(post("/api/v1/orders/preview", cart))).await.expect(200);
        assert_eq!(preview["total"], usd("6.00"));
        assert_eq!(preview["lines"][0]["recurring_amount"], usd("5.00"));
        let orders = jane.get(&site, "/api/v1/orders").await;
        assert_eq!(orders["total"], 0);

        let placed = jane.order(&site).await;
        let order = jane.get(&site, &format!("/api/v1/orders/{}", placed["id"])).await;
        assert_eq!(order["status"], "Pending");
        assert_eq!(order["total"], usd("6.00"));
        assert_eq!(order["invoice_id"], placed["invoice_id"]);
        assert_eq!(order["lines"][0]["related_id"], placed["service_ids"][0]);
        assert_eq!(jane.get(&site, "/api/v1/orders?status=pending").await["total"], 1);
        let problem = site.call(jane.asks(get("/api/v1/orders?status=Bogus"))).await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], "?status");

        let path = format!("/api/v1/invoices/{}", placed["invoice_id"]);
        let invoice = jane.get(&site, &path).await;
        assert_eq!(invoice["status"], "Unpaid");
        assert_eq!(invoice["balance"], usd("6.00"));
        assert_eq!(invoice["lines"][0]["related_id"], placed["service_ids"][0]);
        assert_eq!(invoice["lines"][0]["quantity"], 1);
        let explained = jane.get(&site, &format!("{path}/explanation")).await;
        assert_eq!(explained["lines"][0]["amount"], usd("5.00"), "{explained}");
        assert_eq!(explained["lines"][0]["tax_steps"][0]["amount"], usd("0.00"));
        assert!(!explained["lines"][0]["price_steps"].as_array().unwrap().is_empty());
        let unpaid = jane.get(&site, "/api/v1/invoices?status=Unpaid").await;
        assert_eq!(unpaid["items"][0]["id"], placed["invoice_id"]);
        assert_eq!(jane.get(&site, "/api/v1/invoices?status=Paid").await["total"], 0);
    }
}

/// Where only the invoice of a placed order tells what it costs, the catalogue says what it lists.
#[tokio::test]
async fn before_a_stock_whmcs_the_catalogue_says_what_things_cost() {
    let site = before_stock().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    let usd = |amount: &str| json!({"amount": amount, "currency": "USD"});
    let ask = |cart: serde_json::Value| site.call(jane.asks(post("/api/v1/orders/preview", cart)));
    let items = json!([
        {"product_id": 1, "cycle": "monthly", "quantity": 2},
        {"product_id": 2, "cycle": "onetime"},
    ]);
    let preview = ask(json!({ "items": items })).await.expect(200);
    let line = |at: usize, name: &str| preview["lines"][at][name].clone();
    assert_eq!((line(0, "description"), line(0, "amount")), (json!("Starter"), usd("12.00")));
    assert_eq!((line(0, "recurring_amount"), line(0, "cycle")), (usd("10.00"), json!("monthly")));
    assert_eq!(line(0, "steps")[1], json!({"what": "Setup fee", "amount": usd("2.00")}));
    assert_eq!((line(1, "amount"), line(1, "recurring_amount")), (usd("20.00"), json!(null)));
    for sum in ["subtotal", "tax", "tax2", "total"] {
        assert_eq!(preview[sum], json!(null), "{sum}");
    }
    for (item, status) in [
        (json!({"product_id": 99, "cycle": "monthly"}), 404),
        (json!({"product_id": 1, "cycle": "quarterly"}), 422),
    ] {
        ask(json!({ "items": [item] })).await.expect(status);
    }
    let name = json!({"name": "a.nowhere", "action": "register"});
    let problem = ask(json!({ "domains": [name] })).await.expect(422);
    assert_eq!(problem["errors"][0]["pointer"], "/domains/0/name", "{problem}");
}

#[tokio::test]
async fn what_cannot_be_ordered_says_why() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let item = json!({"product_id": 1, "cycle": "monthly"});
        let name = json!({"name": "a.nowhere", "action": "register"});
        let with = |name: &str, value: serde_json::Value| {
            let mut item = item.clone();
            item[name] = value;
            json!({"payment_method": "fakecard", "items": [item]})
        };
        for (body, pointer) in [
            (json!({"payment_method": "fakecard", "items": []}), "/items"),
            (json!({"payment_method": "nothing", "items": [item]}), "/payment_method"),
            (json!({"payment_method": "fakecard", "domains": [name]}), "/domains/0/name"),
            (json!({"payment_method": "fakecard", "domains": [name, name]}), "/domains/1/name"),
            (with("product_id", json!(99)), ""),
            (with("product_id", json!(-1)), "/items/0/product_id"),
            (with("cycle", json!("quarterly")), "/items"),
            (with("cycle", json!("weekly")), "/items/0/cycle"),
            (with("quantity", json!(-1)), "/items/0/quantity"),
            (with("quantity", json!(0)), "/items/0/quantity"),
            (with("quantity", json!(1e18)), "/items/0/quantity"),
            (with("price", json!("0.01")), "/items/0/price"),
            (with("options", json!({"x": {"choice_id": 1}})), "/items/0/options/x"),
            (with("options", json!({"99": {"choice_id": 1}})), "/items"),
            (with("fields", json!({"x": "A"})), "/items/0/fields/x"),
            (with("fields", json!({"99": "A"})), "/items"),
        ] {
            let answer = site.call(jane.asks(post("/api/v1/orders", body.clone()))).await;
            let problem = answer.json();
            let status = answer.status.as_u16();
            assert!([404, 409, 422].contains(&status), "{body}: {status} {problem}");
            if status == 422 {
                assert_eq!(problem["errors"][0]["pointer"], pointer, "{body}: {problem}");
            }
        }
        assert_eq!(jane.get(&site, "/api/v1/orders").await["total"], 0);
        assert_eq!(jane.get(&site, "/api/v1/invoices").await["total"], 0);
    }
}

/// A preview is of what is ordered: what the order would refuse is told before.
#[tokio::test]
async fn a_preview_names_what_the_product_does_not_have() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        for (name, value, said) in [
            ("options", json!({"99": {"choice_id": 1}}), "There is no option 99"),
            ("fields", json!({"99": "A"}), "The product has no field 99"),
        ] {
            let mut item = json!({"product_id": 1, "cycle": "monthly"});
            item[name] = value;
            let cart = json!({"items": [item]});
            let asked = site.call(jane.asks(post("/api/v1/orders/preview", cart))).await;
            let problem = asked.expect(422);
            assert_eq!(problem["errors"][0]["pointer"], "/items", "{name}: {problem}");
            let detail = problem["errors"][0]["detail"].as_str().unwrap();
            assert!(detail.starts_with(said), "{name}: {problem}");
        }
    }
}

/// The same key and request again has no second effect; another request under the key is refused.
#[tokio::test]
async fn a_key_makes_an_order_happen_once() {
    for site in each().await.into_iter().filter(|site| !site.is_remote()) {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let order = |cycle: &str| {
            let body = json!({
                "payment_method": "fakecard",
                "items": [{"product_id": 1, "cycle": cycle}],
            });
            jane.asks(post("/api/v1/orders", body)).header("idempotency-key", "k1")
        };
        let first = site.call(order("monthly")).await.expect(201);
        let second = site.call(order("monthly")).await.expect(201);
        assert_eq!(first, second);
        assert_eq!(site.call(order("annually")).await.expect(409)["code"], "conflict");
        assert_eq!(jane.get(&site, "/api/v1/orders").await["total"], 1);
        let long = jane.asks(get("/api/v1/me")).header("idempotency-key", &"k".repeat(256));
        assert_eq!(site.call(long).await.status, 400);
    }
}

/// Sells names of `.com`, which move with a code.
async fn sell_names(site: &Site) {
    let prices =
        || -> Keyed<Amount, u64> { [(1, Amount::parse("10.00").unwrap())].into_iter().collect() };
    let ending = CreateOrUpdateTLD {
        extension: ".com".to_owned(),
        currency_code: Some("USD".to_owned()),
        epp_required: Some(true.into()),
        register: prices(),
        transfer: prices(),
        renew: prices(),
        ..CreateOrUpdateTLD::default()
    };
    site.system.call(ending).await.unwrap();
}

/// Nothing of a key is stored in front of another WHMCS, and names that are ordered are refused
/// there before it is asked; but not to whoever sends the same order again.
#[tokio::test]
async fn an_order_of_names_is_the_same_order_on_another_node() {
    for site in [before_another().await, before_stock().await] {
        furnish(&site).await;
        sell_names(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let place = async |site: &Site, key: &str, name: &str| {
            let domains = json!([{"name": name, "action": "register"}]);
            let body = json!({"payment_method": "fakecard", "domains": domains});
            let request = jane.asks(post("/api/v1/orders", body));
            let answer = site.call(request.header("idempotency-key", key)).await;
            (answer.status.as_u16(), answer.json())
        };
        let first = place(&site, "k1", "free-two.com").await;
        assert_eq!(first.0, 201, "{}", first.1);
        let site = site.restarted();
        assert_eq!(place(&site, "k1", "free-two.com").await, first);
        assert_eq!(place(&site, "k1", "free-two.com").await, first);
        let site = site.restarted();
        for (key, name) in [("k2", "free-two.com"), ("k1", "free-three.com")] {
            let (status, problem) = place(&site, key, name).await;
            assert_eq!((status, &problem["code"]), (409, &json!("conflict")), "{key}: {problem}");
        }
        assert_eq!(jane.get(&site, "/api/v1/orders").await["total"], 1);
    }
}

/// What somebody has or has ordered is not sold again, whichever WHMCS is behind.
#[tokio::test]
async fn names_that_cannot_be_had_are_not_sold() {
    let mut sites = each().await;
    sites.push(before_stock().await);
    for site in sites {
        furnish(&site).await;
        sell_names(&site).await;
        for name in ["somebodys.com", "theirs.com"] {
            site.system.engine.world.registrar.registry.take(name);
        }
        let jane = sign_up(&site, "jane@example.com").await;
        let joe = sign_up(&site, "joe@example.com").await;
        let names = |names: &[(&str, &str)]| -> Value {
            names.iter().map(|(name, action)| json!({"name": name, "action": action})).collect()
        };
        let order = |who: &Person, domains: Value| {
            let body = json!({"payment_method": "fakecard", "domains": domains});
            site.call(who.asks(post("/api/v1/orders", body)))
        };
        let preview = |who: &Person, domains: Value| {
            site.call(who.asks(post("/api/v1/orders/preview", json!({"domains": domains}))))
        };
        for (domains, status, pointer) in [
            (names(&[("somebodys.com", "register")]), 409, "/domains/0/name"),
            (
                names(&[("free-a.com", "register"), ("theirs.com", "register")]),
                409,
                "/domains/1/name",
            ),
            (names(&[("-.com", "register")]), 422, "/domains/0/name"),
            (names(&[("free-a.com", "register"), ("a.b", "register")]), 422, "/domains/1/name"),
        ] {
            for answer in [preview(&jane, domains.clone()), order(&jane, domains.clone())] {
                let problem = answer.await.expect(status);
                assert_eq!(problem["errors"][0]["pointer"], pointer, "{problem}");
            }
        }
        let moved = names(&[("free-a.com", "register"), ("moved.com", "transfer")]);
        let problem = order(&jane, moved).await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], "/domains/1/transfer_code", "{problem}");

        let body = json!({
            "payment_method": "fakecard",
            "domains": names(&[("free-one.com", "register")]),
        });
        let keyed = || {
            let request = jane.asks(post("/api/v1/orders", body.clone()));
            site.call(request.header("idempotency-key", "k1"))
        };
        let placed = keyed().await.expect(201);
        assert_eq!(keyed().await.expect(201), placed, "the same request is the same order");
        for who in [&jane, &joe] {
            let wanted = names(&[("Free-One.com", "register")]);
            for answer in [preview(who, wanted.clone()), order(who, wanted.clone())] {
                let problem = answer.await.expect(409);
                assert_eq!(problem["code"], "conflict", "{problem}");
                assert_eq!(problem["errors"][0]["pointer"], "/domains/0/name", "{problem}");
                let said = "The domain free-one.com is already ordered with us";
                assert_eq!(problem["detail"], said, "nobody is told whose it is");
            }
        }
        assert_eq!(jane.get(&site, "/api/v1/orders").await["total"], 1);
        site.run("update domains set status = 'Active'").await;
        let problem = order(&joe, names(&[("free-one.com", "register")])).await.expect(409);
        assert_eq!(problem["detail"], "The domain free-one.com is already registered with us");
    }
}

/// What the pages ask of whoever orders, a program is asked too, and the log keeps it the same way.
#[tokio::test]
async fn an_order_agrees_to_the_terms_where_the_house_asks_for_it() {
    for site in each_engine().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let agreements = async || {
            let description = Some("Terms of Service Agreed".to_owned());
            let call = GetActivityLog { description, ..GetActivityLog::default() };
            site.system.call(call).await.unwrap().activity.0.entry.0
        };
        let order = |agreed: Option<bool>| {
            let items = json!([{"product_id": 1, "cycle": "monthly", "domain": "a.example"}]);
            let mut body = json!({"payment_method": "fakecard", "items": items});
            if let Some(agreed) = agreed {
                body["terms_accepted"] = agreed.into();
            }
            site.call(jane.asks(post("/api/v1/orders", body)))
        };
        order(None).await.expect(201);
        assert!(agreements().await.is_empty(), "nobody asks");
        for (setting, value) in [("EnableTOSAccept", "on"), ("TermsOfService", "/kb/7")] {
            let (setting, value) = (setting.to_owned(), value.to_owned());
            site.system
                .call(SetConfigurationValue { setting, value, ..Default::default() })
                .await
                .unwrap();
        }
        for agreed in [None, Some(false)] {
            let problem = order(agreed).await.expect(422);
            assert_eq!(problem["errors"][0]["pointer"], "/terms_accepted", "{problem}");
        }
        assert_eq!(jane.get(&site, "/api/v1/orders").await["total"], 1);
        let placed = order(Some(true)).await.expect(201);
        let kept = agreements().await;
        let said = format!("Terms of Service Agreed - Order ID: {} - /kb/7", placed["id"]);
        assert_eq!((kept.len(), &*kept[0].description), (1, &*said));
    }
}

/// Nor does a program make an account without it.
#[tokio::test]
async fn whoever_signs_up_agrees_to_the_terms_where_the_house_asks_for_it() {
    for site in each_engine().await {
        furnish(&site).await;
        let sign_up = |email: &str, agreed: Option<bool>| {
            let mut body = registration(email);
            if let Some(agreed) = agreed {
                body["terms_accepted"] = agreed.into();
            }
            site.call(post("/api/v1/auth/register", body))
        };
        sign_up("jane@example.com", None).await.expect(200);
        let (setting, value) = ("EnableTOSAccept".to_owned(), "on".to_owned());
        let ask = SetConfigurationValue { setting, value, ..Default::default() };
        site.system.call(ask).await.unwrap();
        for agreed in [None, Some(false)] {
            let problem = sign_up("joe@example.com", agreed).await.expect(422);
            assert_eq!(problem["errors"][0]["pointer"], "/terms_accepted", "{problem}");
        }
        let kept = async || {
            let description = Some("Terms of Service Agreed".to_owned());
            let call = GetActivityLog { description, ..GetActivityLog::default() };
            site.system.call(call).await.unwrap().activity.0.entry.0
        };
        assert!(kept().await.is_empty());
        sign_up("joe@example.com", Some(true)).await.expect(200);
        let kept = kept().await;
        assert_eq!((kept.len(), kept[0].clientId.0), (1, 2));
    }
}
