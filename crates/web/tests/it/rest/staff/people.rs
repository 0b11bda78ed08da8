//! Contacts, users and pay methods of clients, as staff looks after them.

use axum::http::Method;
use protocol::AddPayMethod;
use serde_json::{Value, json};

use super::{ann, send};
use crate::shop::{furnish, sign_up};
use crate::site::each;

#[tokio::test]
async fn staff_keeps_the_contacts_of_a_client() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        sign_up(&site, "eve@example.com").await;
        let who = (&site, &ann(&site, r#"["*"]"#).await);
        let body = json!({"first_name": "Kim", "email": "kim@example.com",
            "emails": {"invoice": true}});
        let id = send(who, Method::POST, "clients/1/contacts", body, 201).await["id"].clone();
        let at = format!("clients/1/contacts/{id}");
        let kim = send(who, Method::GET, &at, Value::Null, 200).await;
        assert_eq!(
            (&kim["email"], &kim["emails"]["invoice"]),
            (&json!("kim@example.com"), &json!(true))
        );
        assert_eq!(jane.get(&site, &format!("/api/v1/contacts/{id}")).await, kim);
        let moved = send(who, Method::PATCH, &at, json!({"city": "Ulm"}), 200).await;
        assert_eq!((&moved["city"], &moved["email"]), (&json!("Ulm"), &kim["email"]));
        let list = send(who, Method::GET, "clients/1/contacts", Value::Null, 200).await;
        assert_eq!((&list["total"], &list["items"][0]["id"]), (&json!(1), &id));
        let problem = send(who, Method::POST, "clients/1/contacts", json!({}), 422).await;
        assert_eq!(problem["errors"][0]["pointer"], "/first_name");
        // It is none of another client.
        for method in [Method::GET, Method::DELETE] {
            let other = format!("clients/2/contacts/{id}");
            send(who, method, &other, Value::Null, 404).await;
        }
        send(who, Method::DELETE, &at, Value::Null, 204).await;
        send(who, Method::GET, &at, Value::Null, 404).await;
        let mails = send(who, Method::GET, "clients/1/emails", Value::Null, 200).await;
        assert_eq!(mails, jane.get(&site, "/api/v1/emails").await);
    }
}

#[tokio::test]
async fn staff_says_who_may_act_for_a_client() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let who = (&site, &ann(&site, r#"["*"]"#).await);
        let body = json!({"first_name": "Al", "last_name": "Roe", "email": "al@example.com",
            "password": "correct horse battery"});
        let id = send(who, Method::POST, "users", body.clone(), 201).await["id"].clone();
        send(who, Method::POST, "users", body, 409).await;
        site.run(&format!(
            "insert into user_clients (user_id, client_id, is_owner, permissions, created_at)
             values ({id}, 1, 0, 'invoices', 0)"
        ))
        .await;
        let list = send(who, Method::GET, "clients/1/users", Value::Null, 200).await;
        assert_eq!(list["total"], 2, "{list}");
        assert_eq!(list, jane.get(&site, "/api/v1/users").await);
        let at = format!("clients/1/users/{id}");
        let may = send(who, Method::GET, &format!("{at}/permissions"), Value::Null, 200).await;
        assert_eq!(may, json!({"permissions": ["invoices"]}));
        let more = json!({"permissions": ["invoices", "tickets"]});
        send(who, Method::PUT, &format!("{at}/permissions"), more.clone(), 200).await;
        let may = send(who, Method::GET, &format!("{at}/permissions"), Value::Null, 200).await;
        assert_eq!(may, more);
        send(who, Method::DELETE, &at, Value::Null, 204).await;
        send(who, Method::DELETE, &at, Value::Null, 404).await;

        let invitation = json!({"email": "kim@example.com", "permissions": ["invoices"]});
        send(who, Method::POST, "clients/1/invitations", invitation, 202).await;
        let list = send(who, Method::GET, "clients/1/invitations", Value::Null, 200).await;
        assert_eq!(list["items"][0]["email"], "kim@example.com", "{list}");
        let at = format!("clients/1/invitations/{}", list["items"][0]["id"]);
        send(who, Method::DELETE, &at, Value::Null, 204).await;

        let at = format!("users/{id}");
        let change = json!({"first_name": "Alan"});
        let changed = send(who, Method::PATCH, &at, change, 200).await;
        assert_eq!(changed["first_name"], "Alan");
        assert_eq!(send(who, Method::GET, &at, Value::Null, 200).await, changed);
        let found = send(who, Method::GET, "users?search=al@", Value::Null, 200).await;
        let user = &found["items"][0];
        assert_eq!((&user["id"], &user["first_name"]), (&id, &json!("Alan")), "{found}");
        assert_eq!(user["clients"], json!([]));
        let found = send(who, Method::GET, "users?search=jane@", Value::Null, 200).await;
        let clients = &found["items"][0]["clients"];
        assert_eq!(*clients, json!([{"client_id": 1, "is_owner": true}]), "{found}");
        send(who, Method::POST, &format!("{at}/password-reset"), Value::Null, 202).await;
    }
}

#[tokio::test]
async fn staff_looks_after_what_a_client_pays_with() {
    for site in each().await {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let who = (&site, &ann(&site, r#"["*"]"#).await);
        for number in ["4242424242424242", "4012888888881881"] {
            let call = AddPayMethod {
                clientid: 1,
                card_number: Some(number.into()),
                card_expiry: Some("1230".to_owned()),
                ..AddPayMethod::default()
            };
            site.system.call(call).await.unwrap();
        }
        let list = send(who, Method::GET, "clients/1/pay-methods", Value::Null, 200).await;
        assert_eq!(list["total"], 2, "{list}");
        assert_eq!(list, jane.get(&site, "/api/v1/pay-methods").await);
        let at = |row: usize| format!("clients/1/pay-methods/{}", list["items"][row]["id"]);
        send(who, Method::PATCH, &at(1), json!({"is_default": true}), 204).await;
        send(who, Method::PATCH, &at(1), json!({"is_default": false}), 422).await;
        send(who, Method::DELETE, &at(0), Value::Null, 204).await;
        send(who, Method::DELETE, &at(0), Value::Null, 404).await;
        assert_eq!(jane.get(&site, "/api/v1/pay-methods").await["total"], 1);
    }
}
