//! What was bought.

use protocol::AddProduct;
use protocol::wire::Amount;
use serde_json::{Value, json};

use crate::shop::{PASSWORD, furnish, person, sign_up, staff, used};
use crate::site::{ask, before_stock, each, get, over_a_bad_line, post};

#[tokio::test]
async fn what_was_bought_is_there() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        assert_eq!(jane.get(&site, "/api/v1/services").await["items"], json!([]));
        let placed = jane.order(&site).await;
        let id = &placed["service_ids"][0];
        let list = jane.get(&site, "/api/v1/services").await;
        assert_eq!((&list["total"], &list["items"][0]["id"]), (&json!(1), id));
        let service = jane.get(&site, &format!("/api/v1/services/{id}")).await;
        let usd = |amount: &str| json!({"amount": amount, "currency": "USD"});
        for (field, expected) in [
            ("product_id", json!(1)),
            ("order_id", placed["id"].clone()),
            ("name", json!("Starter")),
            ("group", json!("Hosting")),
            ("status", json!("Pending")),
            ("domain", json!("jane.example")),
            ("cycle", json!("Monthly")),
            ("first_amount", usd("6.00")),
            ("recurring_amount", usd("5.00")),
            ("registered_on", json!("2026-01-01")),
            ("next_due_on", json!("2026-01-01")),
            ("dedicated_ip", json!(null)),
            ("addons", json!([])),
        ] {
            assert_eq!(service[field], expected, "{field}");
        }
        let text = service.to_string();
        assert!(!text.contains("password") && !text.contains("notes"), "{text}");
    }
}

#[tokio::test]
async fn currencies_and_ways_to_pay_are_listed() {
    for site in each().await {
        furnish(&site).await;
        let currencies = site.call(get("/api/v1/currencies")).await.expect(200);
        assert_eq!(currencies["total"], 3);
        assert_eq!(currencies["items"][0]["code"], "USD");
        let ways = site.call(get("/api/v1/payment-methods")).await.expect(200);
        let expected = json!([
            {"id": "fakecard", "name": "Card"},
            {"id": "faketransfer", "name": "Transfer"},
        ]);
        assert_eq!(ways["items"], expected);
    }
}

/// Where a machine runs is kept in custom fields, which are added where they are missing.
#[tokio::test]
async fn staff_notes_where_a_machine_runs() {
    for site in each().await {
        furnish(&site).await;
        staff(&site, r#"["*"]"#).await;
        let login = post("/api/v1/auth/staff/login", json!({"email": "ann", "password": PASSWORD}));
        let ann = person(&site.call(login).await.expect(200));
        let jane = sign_up(&site, "jane@example.com").await;
        let id = jane.order(&site).await["service_ids"][0].clone();
        let path = format!("/api/v1/admin/services/{id}/machine");
        let note = async |body: Value| {
            let request = ann.asks(ask(axum::http::Method::PATCH, &path).json(&body));
            site.call(request.header("idempotency-key", &body.to_string())).await
        };
        let place = json!({"provider": "Hetzner", "provider_id": "4711", "region": "fsn1",
            "ips": ["192.0.2.1", "2001:db8::1"]});
        let noted = note(place.clone()).await.expect(200);
        assert_eq!(noted["machine"], place, "{noted}");
        let noted = note(json!({"region": "nbg1"})).await.expect(200);
        assert_eq!(
            (&noted["machine"]["region"], &noted["machine"]["provider_id"]),
            (&json!("nbg1"), &json!("4711"))
        );
        let seen = jane.get(&site, &format!("/api/v1/services/{id}")).await;
        assert_eq!(seen["machine"]["region"], "nbg1");
        let mut act = site.system.engine.act().await.unwrap();
        let fields: i64 = act.conn.scalar("select count(*) from custom_fields", &[]).await.unwrap();
        assert_eq!(fields, 4, "each was added once");
    }
}

/// A WHMCS that cannot add fields through its API: the answer says what to add by hand.
#[tokio::test]
async fn what_cannot_be_added_is_named() {
    let (site, _) = over_a_bad_line().await;
    furnish(&site).await;
    staff(&site, r#"["*"]"#).await;
    let login = post("/api/v1/auth/staff/login", json!({"email": "ann", "password": PASSWORD}));
    let ann = person(&site.call(login).await.expect(200));
    let jane = sign_up(&site, "jane@example.com").await;
    let id = jane.order(&site).await["service_ids"][0].clone();
    let path = format!("/api/v1/admin/services/{id}/machine");
    let body = json!({"region": "fsn1", "ips": ["192.0.2.1"]});
    let request = ann.asks(ask(axum::http::Method::PATCH, &path).json(&body));
    let problem = site.call(request).await.expect(501);
    assert_eq!(problem["code"], "not-offered-by-this-whmcs");
    let detail = problem["detail"].as_str().unwrap();
    assert!(detail.contains("product 1") && detail.contains("region, server_ips"), "{detail}");
}

#[tokio::test]
async fn how_busy_a_service_was_is_told_to_its_owner_and_to_staff() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        jane.order(&site).await;
        let path = "/api/v1/services/1/metrics";
        site.run("update services set status = 'Active'").await;
        let refused = site.call(jane.asks(get(path))).await.expect(409);
        assert_eq!(refused["detail"], "The provider of this service does not measure it");
        site.run("update products set module = 'fakepanel'").await;
        site.system.call(protocol::ModuleCreate { serviceid: 1 }).await.unwrap();
        let told = jane.get(&site, path).await;
        let points = told["points"].as_array().unwrap();
        assert_eq!((points.len(), &points[0]["time"]), (288, &told["from"]));
        assert!(points[0]["cpu_percent"].as_str().unwrap().contains('.'), "{told}");
        assert!(points[287]["sent_bytes_per_second"].as_u64().unwrap() > 0, "{told}");
        let mallory = sign_up(&site, "mallory@example.com").await;
        assert_eq!(site.call(mallory.asks(get(path))).await.status, 404);
        assert_eq!(site.call(get(path)).await.status, 401);
        staff(&site, r#"["*"]"#).await;
        let login = post("/api/v1/auth/staff/login", json!({"email": "ann", "password": PASSWORD}));
        let ann = person(&site.call(login).await.expect(200));
        assert_eq!(ann.get(&site, "/api/v1/admin/services/1/metrics").await, told);
        let absent = ann.asks(get("/api/v1/admin/services/99/metrics"));
        assert!(matches!(site.call(absent).await.status.as_u16(), 404 | 422));
        let there = jane.asks(get("/api/v1/admin/services/1/metrics"));
        assert!(matches!(site.call(there).await.status.as_u16(), 401 | 403));
    }
}

#[tokio::test]
async fn what_a_service_used_is_told_to_its_owner() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        jane.order(&site).await;
        used(&site).await;
        let path = "/api/v1/services/1/usage";
        let told = jane.get(&site, path).await;
        assert_eq!((&told["from"], &told["to"]), (&json!("2025-12-03"), &json!("2026-01-01")));
        let days = |told: &Value| -> Vec<Value> {
            let days = told["days"].as_array().unwrap().iter();
            days.map(|day| json!([day["date"], day["disk_mib"], day["traffic_of_day_mib"]]))
                .collect()
        };
        let expected = [
            // Nobody knows what came before the first reading; a month begins anew.
            json!(["2025-12-30", 500, null]),
            json!(["2025-12-31", 700, 1_024]),
            json!(["2026-01-01", 1_024, 300]),
        ];
        assert_eq!(days(&told), expected);
        assert_eq!(told["days"][0]["disk_limit_mib"], 4096);
        assert_eq!(told["days"][0]["traffic_limit_mib"], Value::Null);
        // What the first day has of its month is known from the day before.
        let told = jane.get(&site, &format!("{path}?from=2025-12-31&to=2025-12-31")).await;
        assert_eq!(days(&told), [json!(["2025-12-31", 700, 1_024])]);
        for (query, name) in [
            ("from=2026-01-02&to=2026-01-01", "to"),
            ("from=2024-01-01", "from"),
            ("from=soon", "from"),
        ] {
            let refused = jane.asks(get(&format!("{path}?{query}")));
            let problem = site.call(refused).await.expect(422);
            let pointer = problem["errors"][0]["pointer"].to_string();
            assert!(pointer.contains(name), "{query}: {problem}");
        }
        let mallory = sign_up(&site, "mallory@example.com").await;
        assert_eq!(site.call(mallory.asks(get(path))).await.status, 404);
        assert_eq!(site.call(get(path)).await.status, 401);
    }
}

#[tokio::test]
async fn an_end_that_was_asked_for_is_taken_back() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        jane.order(&site).await;
        site.run("update services set status = 'Active'").await;
        let path = "/api/v1/services/1/cancellation";
        let keep = || jane.asks(ask(axum::http::Method::DELETE, path));
        assert_ne!(site.call(keep()).await.status, 204);
        let end = jane.asks(post(path, json!({"when": "end_of_period"})));
        assert_eq!(site.call(end).await.status, 202);
        assert_eq!(site.call(keep()).await.status, 204);
        assert_ne!(site.call(keep()).await.status, 204);
    }
}

#[tokio::test]
async fn another_cycle_is_priced_and_ordered() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let invoice = jane.order(&site).await["invoice_id"].clone();
        let card = json!({"number": "4242424242424242", "expiry": "12/30", "cvv": "123"});
        let body = json!({"method": "fakecard", "card": card});
        let pay = post(&format!("/api/v1/invoices/{invoice}/payments"), body);
        site.call(jane.asks(pay)).await.expect(200);
        // Its days cost less than those of the year, so that something is to be paid.
        let sql = "update services set status = 'Active', next_due_on = '2026-02-01',
            recurring_minor = 100";
        site.run(sql).await;
        let path = "/api/v1/services/1/plan-change";
        let yearly = json!({"product_id": 1, "cycle": "annually"});
        let preview = jane.asks(post(&format!("{path}/preview"), yearly.clone()));
        let offer = site.call(preview).await.expect(200);
        let found = (&offer["product"], &offer["cycle"], &offer["amount"]["currency"]);
        assert_eq!(found, (&json!("Starter"), &json!("annually"), &json!("USD")), "{offer}");
        assert_eq!(jane.get(&site, "/api/v1/orders").await["total"], 1);
        let answer = site.call(jane.asks(post(path, yearly))).await;
        let place = answer.header("location").to_owned();
        let made = answer.expect(201);
        assert_eq!(place, format!("/api/v1/orders/{}", made["order_id"]));
        let invoice = jane.get(&site, &format!("/api/v1/invoices/{}", made["invoice_id"])).await;
        assert_eq!(invoice["total"]["amount"], offer["amount"]["amount"]);
        let odd = json!({"product_id": 1, "cycle": "weekly"});
        let problem = site.call(jane.asks(post(path, odd))).await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], "/cycle");
    }
}

/// Behind another WHMCS everything is asked as its staff, which may move a service anywhere.
#[tokio::test]
async fn a_service_becomes_only_what_its_product_leads_to() {
    let mut sites = each().await;
    sites.push(before_stock().await);
    for site in &sites {
        furnish(site).await;
        // A hidden one, one to which the first leads, and one of another group.
        site.run("insert into product_groups (name, slug) values ('Servers', 'servers')").await;
        for (name, gid, hidden) in [("Secret", 1, true), ("Larger", 1, false), ("Root", 2, false)] {
            let monthly = [("monthly".to_owned(), Amount::parse("9.00").unwrap())];
            let call = AddProduct {
                name: name.to_owned(),
                gid,
                hidden: Some(hidden.into()),
                paytype: Some("recurring".to_owned()),
                pricing: [(1, monthly.into_iter().collect())].into_iter().collect(),
                ..AddProduct::default()
            };
            site.system.call(call).await.unwrap();
        }
        site.run("update products set upgrade_products = '4' where id = 1").await;
        let jane = sign_up(site, "jane@example.com").await;
        jane.order(site).await;
        site.run("update services set status = 'Active', next_due_on = '2026-02-01'").await;
        let sold = jane.get(site, "/api/v1/products").await;
        assert!(!sold.to_string().contains("Secret"), "{sold}");
        site.call(get("/api/v1/products/3")).await.expect(404);
        let items = json!([{"product_id": 3, "cycle": "monthly"}]);
        let order = json!({"payment_method": "fakecard", "items": items});
        site.call(jane.asks(post("/api/v1/orders", order))).await.expect(404);
        let path = "/api/v1/services/1/plan-change";
        for product in [3, 5, 99] {
            for path in [format!("{path}/preview"), path.to_owned()] {
                let wanted = json!({"product_id": product, "cycle": "monthly"});
                let problem = site.call(jane.asks(post(&path, wanted))).await.expect(422);
                let pointer = &problem["errors"][0]["pointer"];
                assert_eq!(pointer, "/product_id", "{product}: {problem}");
            }
        }
        // A cycle that the product does not have.
        let wanted = json!({"product_id": 1, "cycle": "quarterly"});
        let preview = jane.asks(post(&format!("{path}/preview"), wanted));
        let problem = site.call(preview).await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], "/cycle", "{problem}");
        let wanted = json!({"product_id": 4, "cycle": "monthly"});
        let preview = post(&format!("{path}/preview"), wanted);
        assert_eq!(site.call(jane.asks(preview)).await.expect(200)["product"], "Larger");
    }
}
