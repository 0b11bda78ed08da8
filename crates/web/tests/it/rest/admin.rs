//! What staff does, within its role.

use axum::http::Method;
use serde_json::json;

use crate::shop::{PASSWORD, Person, furnish, person, sign_up, staff};
use crate::site::{Site, ask, each, get, one, post};

async fn ann(site: &Site, actions: &str) -> Person {
    staff(site, actions).await;
    let login = json!({"email": "ann", "password": PASSWORD});
    person(&site.call(post("/api/v1/auth/staff/login", login)).await.expect(200))
}

#[tokio::test]
async fn staff_accepts_an_order_and_books_its_payment() {
    for site in each().await {
        furnish(&site).await;
        let ann = ann(&site, r#"["*"]"#).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let placed = jane.order(&site).await;
        let usd = |amount: &str| json!({"amount": amount, "currency": "USD"});
        let queue = ann.get(&site, "/api/v1/admin/orders?status=Pending").await;
        assert_eq!((&queue["total"], &queue["items"][0]["total"]), (&json!(1), &usd("6.00")));
        let path = format!("/api/v1/admin/orders/{}/status", placed["id"]);
        let accept = ann.asks(post(&path, json!({"status": "Active"})));
        assert_eq!(site.call(accept).await.expect(200)["status"], "Active");
        let path = format!("/api/v1/admin/invoices/{}/payments", placed["invoice_id"]);
        let body = json!({"gateway": "faketransfer", "reference": "bank-1", "date": "2026-01-01"});
        let paid = site.call(ann.asks(post(&path, body))).await.expect(200);
        assert_eq!((&paid["status"], &paid["balance"]), (&json!("Paid"), &usd("0.00")));
        let list = ann.get(&site, "/api/v1/admin/invoices?status=Paid").await;
        assert_eq!(list["items"][0]["id"], placed["invoice_id"]);
        let clients = ann.get(&site, "/api/v1/admin/clients?search=jane").await;
        let id = &clients["items"][0]["id"];
        let client = ann.get(&site, &format!("/api/v1/admin/clients/{id}")).await;
        assert_eq!(client["email"], "jane@example.com");
        let stats = ann.get(&site, "/api/v1/admin/stats?timeline_days=2").await;
        assert_eq!(stats["orders"]["today"], 1);
        let log = ann.get(&site, "/api/v1/admin/activity").await;
        assert!(log["total"].as_u64().unwrap() > 2, "{log}");
        for path in ["clients/99", "orders/99", "invoices/99"] {
            let answer = site.call(ann.asks(get(&format!("/api/v1/admin/{path}")))).await;
            assert_eq!(answer.status, 404, "{path}");
        }
    }
}

#[tokio::test]
async fn a_role_is_a_limit() {
    for site in each().await {
        furnish(&site).await;
        let ann = ann(&site, r#"["GetOrders"]"#).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let placed = jane.order(&site).await;
        ann.get(&site, "/api/v1/admin/orders").await;
        for path in ["clients", "invoices", "stats", "activity"] {
            let answer = site.call(ann.asks(get(&format!("/api/v1/admin/{path}")))).await;
            assert_eq!(answer.expect(403)["code"], "not-permitted", "{path}");
        }
        let path = format!("/api/v1/admin/orders/{}/status", placed["id"]);
        for status in ["Active", "Cancelled", "Fraud"] {
            let change = ann.asks(post(&path, json!({"status": status})));
            assert_eq!(site.call(change).await.status, 403, "{status}");
        }
        let order = jane.get(&site, &format!("/api/v1/orders/{}", placed["id"])).await;
        assert_eq!(order["status"], "Pending");
    }
}

#[tokio::test]
async fn staff_looks_after_a_client() {
    for site in each().await {
        furnish(&site).await;
        let ann = ann(&site, r#"["*"]"#).await;
        let at = |path: &str| format!("/api/v1/admin/{path}");
        let body = json!({"first_name": "Kim", "last_name": "Roe", "email": "kim@example.com",
            "password": PASSWORD, "notes": "From the fair"});
        let made = site.call(ann.asks(post(&at("clients"), body))).await.expect(201);
        let id = made["id"].as_u64().unwrap();
        let path = at(&format!("clients/{id}"));
        let moved = ann.asks(ask(Method::PATCH, &path).json(&json!({"city": "Elsewhere"})));
        assert_eq!(site.call(moved).await.expect(200)["city"], "Elsewhere");
        let set = json!({"status": "Inactive", "is_tax_exempt": true});
        let set = ann.asks(ask(Method::PATCH, &format!("{path}/settings")).json(&set));
        assert_eq!(site.call(set).await.expect(200)["status"], "Inactive");

        let lines = json!([{"description": "Work", "amount": "30.00"}]);
        let body = json!({"client_id": id, "lines": lines, "due_on": "2026-02-01"});
        let written = site.call(ann.asks(post(&at("invoices"), body))).await.expect(201);
        let usd = |amount: &str| json!({"amount": amount, "currency": "USD"});
        assert_eq!((&written["total"], &written["status"]), (&usd("30.00"), &json!("Unpaid")));
        let path = at(&format!("invoices/{}", written["id"]));
        let body = json!({"gateway": "faketransfer", "reference": "bank-7"});
        let paid = ann.asks(post(&format!("{path}/payments"), body));
        assert_eq!(site.call(paid).await.expect(200)["status"], "Paid");
        let body = json!({"how": "manual", "amount": "10.00", "reference": "bank-7"});
        let back = ann.asks(post(&format!("{path}/refunds"), body));
        let back = site.call(back).await.expect(200);
        assert_eq!(back["transactions"].as_array().unwrap().len(), 2, "{back}");
        let money = ann.get(&site, &at(&format!("transactions?client_id={id}"))).await;
        assert_eq!((&money["total"], &money["items"][0]["amount_out"]), (&json!(2), &usd("10.00")));
        for (body, pointer) in [
            (
                json!({"client_id": id, "lines": [{"description": "x", "amount": "1.0.0"}]}),
                "/lines/0/amount",
            ),
            (json!({"client_id": id, "lines": lines, "due_on": "2026-02-31"}), "/due_on"),
            (json!({"client_id": id, "lines": lines, "is_draft": true, "send": true}), "/send"),
        ] {
            let answer = site.call(ann.asks(post(&at("invoices"), body))).await.expect(422);
            assert_eq!(answer["errors"][0]["pointer"], pointer, "{answer}");
        }
    }
}

#[tokio::test]
async fn staff_answers_a_ticket() {
    for site in each().await {
        furnish(&site).await;
        let ann = ann(&site, r#"["*"]"#).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let body = json!({"department_id": 1, "subject": "Help", "message": "It is dark."});
        let opened = site.call(jane.asks(post("/api/v1/tickets", body))).await.expect(201);
        let path = format!("/api/v1/admin/tickets/{}", opened["id"]);
        let list = ann.get(&site, "/api/v1/admin/tickets?status=Open").await;
        assert_eq!(list["items"][0]["id"], opened["id"]);
        let note = ann.asks(post(&format!("{path}/notes"), json!({"message": "Pays late"})));
        assert_eq!(site.call(note).await.expect(200)["notes"][0]["message"], "Pays late");
        let reply = ann.asks(post(&format!("{path}/replies"), json!({"message": "Try now."})));
        let answered = site.call(reply).await.expect(200);
        assert_eq!(
            (&answered["status"], answered["messages"].as_array().unwrap().len()),
            (&json!("Answered"), 2)
        );
        let change = json!({"status": "Closed", "assignee_id": 1, "priority": "High"});
        let closed = site.call(ann.asks(ask(Method::PATCH, &path).json(&change))).await.expect(200);
        assert_eq!((&closed["status"], &closed["assignee_id"]), (&json!("Closed"), &json!(1)));
        let seen = jane.get(&site, &format!("/api/v1/tickets/{}", opened["id"])).await;
        assert!(!seen.to_string().contains("Pays late"));
    }
}

#[tokio::test]
async fn programs_are_told_what_happens() {
    for site in each().await {
        furnish(&site).await;
        let ann = ann(&site, r#"["*"]"#).await;
        let at = |path: &str| format!("/api/v1/admin/{path}");
        let body = json!({"url": "https://a.example/x", "events": ["ClientAdd", "ClientAdded"]});
        let made = site.call(ann.asks(post(&at("web-hooks"), body))).await.expect(201);
        assert!(made["secret"].as_str().unwrap().starts_with("whsec_"));
        let before = ann.get(&site, &at("events?limit=100")).await["next_cursor"].clone();
        sign_up(&site, "jane@example.com").await;
        let cursor = before.as_str().unwrap();
        let after = ann.get(&site, &at(&format!("events?cursor={cursor}"))).await;
        assert!(!after["items"].as_array().unwrap().is_empty(), "{after}");
        let list = ann.get(&site, &at("web-hooks")).await;
        assert_eq!(list["items"][0]["url"], "https://a.example/x");
        let path = at(&format!("web-hooks/{}", made["id"]));
        let off = ann.asks(ask(Method::PATCH, &path).json(&json!({"is_enabled": false})));
        assert_eq!(site.call(off).await.expect(200)["secret"], json!(null));
        assert_eq!(
            site.call(ann.asks(post(&format!("{path}/replay"), json!({})))).await.status,
            409
        );
        for (description, expected) in
            [(json!("A"), json!("A")), (json!(null), json!(null)), (json!(""), json!(null))]
        {
            let change = ask(Method::PATCH, &path).json(&json!({"description": description}));
            site.call(ann.asks(change)).await.expect(200);
            let list = ann.get(&site, &at("web-hooks")).await;
            assert_eq!(list["items"][0]["description"], expected);
        }
        let sent = ann.get(&site, &format!("{path}/deliveries")).await;
        assert!(sent["total"].as_u64().is_some());
        assert_eq!(site.call(ann.asks(ask(Method::DELETE, &path))).await.status, 204);
        assert_eq!(site.call(ann.asks(ask(Method::DELETE, &path))).await.status, 404);
    }
}

#[tokio::test]
async fn staff_keeps_its_desk() {
    for site in each().await {
        furnish(&site).await;
        let ann = ann(&site, r#"["*"]"#).await;
        let at = |path: &str| format!("/api/v1/admin/{path}");
        let note = ann.asks(post(&at("activity"), json!({"description": "The fair was good"})));
        assert_eq!(site.call(note).await.status, 204);
        let log = ann.get(&site, &at("activity")).await;
        assert!(log.to_string().contains("The fair was good"), "{log}");
        assert!(ann.get(&site, &at("automation")).await["statistics"].is_object());
        assert_eq!(ann.get(&site, &at("to-do")).await["total"], 0);
        let jane = sign_up(&site, "jane@example.com").await;
        let placed = jane.order(&site).await;
        let services = ann.get(&site, &at("services")).await;
        assert_eq!(services["items"][0]["id"], placed["service_ids"][0]);
        let path = at(&format!("services/{}", placed["service_ids"][0]));
        assert_eq!(ann.get(&site, &path).await["name"], "Starter");
        assert_eq!(ann.get(&site, &at("domains")).await["total"], 0);
    }
}

/// One definition, every door: any action by its name, with the permission of the role, once for
/// each key, and without a trace when it is only tried.
#[tokio::test]
async fn any_action_is_called_by_its_name() {
    for site in each().await {
        furnish(&site).await;
        let ann = ann(&site, r#"["GetClients", "AddClientNote", "LogActivity"]"#).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let client = jane.get(&site, "/api/v1/me").await["client_id"].clone();
        let call = |action: &str, body: serde_json::Value| {
            ann.asks(post(&format!("/api/v1/admin/actions/{action}"), body))
        };
        let said = site.call(call("getclients", json!({"search": "jane"}))).await.expect(200);
        assert_eq!(said["clients"]["client"][0]["email"], "jane@example.com");
        let note = || {
            let body = json!({"userid": client, "notes": "Calls often", "sticky": true});
            call("AddClientNote", body).header("idempotency-key", "n1")
        };
        let first = site.call(note()).await.expect(200);
        assert_eq!(site.call(note()).await.expect(200), first);
        for (action, body, status) in [
            ("GetInvoices", json!({}), 403),
            ("NoSuchAction", json!({}), 404),
            ("AddClientNote", json!({"userid": 987_654, "notes": "x"}), 404),
            ("GetClients", json!({"a[b]": 1}), 422),
        ] {
            let answer = site.call(call(action, body)).await;
            assert_eq!(answer.status.as_u16(), status, "{action}: {}", answer.json());
        }
        let may = ann.get(&site, "/api/v1/admin/actions").await;
        let names: Vec<_> = may["items"].as_array().unwrap().iter().map(|a| &a["name"]).collect();
        assert_eq!(names.len(), 3, "{names:?}");
        if !site.is_remote() {
            let tried = call("LogActivity", json!({"description": "only tried"}))
                .header("hostler-dry-run", "true");
            assert_eq!(site.call(tried).await.status, 200);
            let mut act = site.system.engine.act().await.unwrap();
            let sql = "select count(*) from activity where description = 'only tried'";
            let count: i64 = act.conn.scalar(sql, &[]).await.unwrap();
            assert_eq!(count, 0);
        }
    }
}

/// What could be made says so, and nothing is there afterwards.
#[tokio::test]
async fn a_dry_run_makes_nothing() {
    for site in each().await {
        furnish(&site).await;
        let ann = ann(&site, r#"["*"]"#).await;
        sign_up(&site, "jane@example.com").await;
        let lines = json!([{"description": "Work", "amount": "30.00"}]);
        for (path, body) in [
            (
                "clients",
                json!({"first_name": "K", "last_name": "R", "email": "k@example.com",
                    "password": PASSWORD}),
            ),
            ("invoices", json!({"client_id": 1, "lines": lines})),
            ("projects", json!({"title": "Move"})),
            ("web-hooks", json!({"url": "https://listener.example/"})),
        ] {
            let at = format!("/api/v1/admin/{path}");
            let before = ann.get(&site, &at).await;
            let request = ann.asks(post(&at, body)).header("hostler-dry-run", "true");
            let answer = site.call(request).await;
            // Before another WHMCS there is no dry run.
            let status = if site.is_remote() { 409 } else { 204 };
            assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.json());
            assert_eq!(ann.get(&site, &at).await, before, "{path}");
        }
    }
}

/// Dollars of several countries are written alike; an order is in those of its client.
#[tokio::test]
async fn orders_are_in_the_currency_of_their_client() {
    let site = one().await;
    furnish(&site).await;
    let ann = ann(&site, r#"["GetOrders"]"#).await;
    site.run(
        "insert into currencies (code, prefix, suffix, rate, is_default)
         select 'AUD', prefix, suffix, 150000000, 0 from currencies where code = 'USD'",
    )
    .await;
    let jane = sign_up(&site, "jane@example.com").await;
    let kim = sign_up(&site, "kim@example.com").await;
    let (first, second) = (jane.order(&site).await, kim.order(&site).await);
    site.run(
        "update clients set currency_id = (select id from currencies where code = 'AUD')
         where email = 'kim@example.com'",
    )
    .await;
    for (placed, code) in [(first, "USD"), (second, "AUD")] {
        let order = ann.get(&site, &format!("/api/v1/admin/orders/{}", placed["id"])).await;
        assert_eq!(order["total"]["currency"], code, "{order}");
    }
}
