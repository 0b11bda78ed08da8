//! The client and its contacts.

use axum::http::Method;
use serde_json::json;

use crate::shop::sign_up;
use crate::site::{ask, each, get, post};

#[tokio::test]
async fn a_client_changes_itself_but_not_what_is_the_houses() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let before = jane.get(&site, "/api/v1/profile").await;
        assert_eq!(before["credit"], json!({"amount": "0.00", "currency": "USD"}));
        assert_eq!(before["company_name"], json!(null));
        let patch = |body| jane.asks(ask(Method::PATCH, "/api/v1/profile").json(&body));
        let change =
            json!({"city": "Village", "company_name": "Doe Ltd", "emails": {"support": false}});
        let after = site.call(patch(change)).await.expect(200);
        assert_eq!(after["city"], "Village");
        assert_eq!(after["company_name"], "Doe Ltd");
        assert_eq!(after["first_name"], "Jane");
        assert_eq!(after["emails"]["support"], false);
        assert_eq!(after["emails"]["general"], true);
        for field in ["credit", "status", "group_id", "taxexempt", "currency", "id", "notes"] {
            let mut body = json!({});
            body[field] = json!("1");
            let problem = site.call(patch(body)).await.expect(422);
            assert_eq!(problem["errors"][0]["pointer"], format!("/{field}"));
        }
    }
}

#[tokio::test]
async fn a_consent_to_advertising_can_be_taken_back() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let patch = |body| jane.asks(ask(Method::PATCH, "/api/v1/profile").json(&body));
        for (body, wanted) in [
            (json!({"marketing_opt_in": true}), true),
            (json!({"city": "Village"}), true),
            (json!({"marketing_opt_in": false}), false),
            (json!({"city": "Town"}), false),
        ] {
            let after = site.call(patch(body)).await.expect(200);
            assert_eq!(after["marketing_opt_in"], wanted, "{after}");
        }
    }
}

#[tokio::test]
async fn null_empties_what_can_be_empty() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let patch = |body| jane.asks(ask(Method::PATCH, "/api/v1/profile").json(&body));
        let full = json!({"tax_id": "123", "company_name": "Doe Ltd", "address2": "Back"});
        site.call(patch(full)).await.expect(200);
        let after = site.call(patch(json!({"tax_id": null, "company_name": ""}))).await;
        let after = after.expect(200);
        assert_eq!((&after["tax_id"], &after["company_name"]), (&json!(null), &json!(null)));
        assert_eq!((&after["address2"], &after["city"]), (&json!("Back"), &json!("Town")));
        site.call(patch(json!({"language": "german"}))).await.expect(200);
        let after = site.call(patch(json!({"language": null, "payment_method": null}))).await;
        let after = after.expect(200);
        assert_eq!((&after["language"], &after["payment_method"]), (&json!(null), &json!(null)));
        for (field, value) in [
            ("first_name", json!(null)),
            ("first_name", json!(" ")),
            ("last_name", json!("")),
            ("country", json!(null)),
            ("marketing_opt_in", json!(null)),
            ("language", json!("<b>")),
        ] {
            let mut body = json!({});
            body[field] = value;
            let problem = site.call(patch(body)).await.expect(422);
            assert_eq!(problem["errors"][0]["pointer"], format!("/{field}"), "{problem}");
        }
        assert_eq!(jane.get(&site, "/api/v1/profile").await["first_name"], "Jane");
    }
}

#[tokio::test]
async fn a_contact_is_somebody_and_loses_what_is_null() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        for body in [json!({}), json!({"first_name": " ", "city": "Town"})] {
            let problem = site.call(jane.asks(post("/api/v1/contacts", body))).await.expect(422);
            assert_eq!(problem["errors"][0]["pointer"], "/first_name");
        }
        let body = json!({"company_name": "Roe Ltd", "city": "Town", "state": "Texas"});
        let made = site.call(jane.asks(post("/api/v1/contacts", body))).await.expect(201);
        let path = format!("/api/v1/contacts/{}", made["id"]);
        let change = ask(Method::PATCH, &path).json(&json!({"city": null}));
        let after = site.call(jane.asks(change)).await.expect(200);
        assert_eq!(after["city"], json!(null));
        assert_eq!(after["state"], "Texas");
        let full = json!({
            "first_name": "Con", "last_name": "Roe", "email": "con@example.com",
            "address1": "Road 1", "city": "Town", "postcode": "1", "country": "US",
            "phone_number": "+1.5551234",
        });
        let change = ask(Method::PATCH, &path).json(&full);
        site.call(jane.asks(change)).await.expect(200);
        for field in [
            "first_name",
            "last_name",
            "email",
            "address1",
            "city",
            "state",
            "postcode",
            "country",
            "phone_number",
        ] {
            let mut body = json!({});
            body[field] = json!(null);
            let change = ask(Method::PATCH, &path).json(&body);
            let after = site.call(jane.asks(change)).await.expect(200);
            assert_eq!(after[field], json!(null), "{field}");
            assert_eq!(after["company_name"], "Roe Ltd", "{field}");
        }
    }
}

#[tokio::test]
async fn the_owner_gets_a_copy_of_everything() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let request = ask(Method::POST, "/api/v1/profile/export");
        let made = site.call(jane.asks(request)).await.expect(200);
        assert!(made["rows"].as_u64().unwrap() > 0 && made["data"].is_object(), "{made}");
        assert!(made["data"].get("notes").is_none(), "{made}");
    }
}

#[tokio::test]
async fn contacts_come_and_go() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let body = json!({
            "first_name": "Kim", "last_name": "Roe", "email": "kim@example.com",
            "emails": {"invoice": true},
        });
        let answer = site.call(jane.asks(post("/api/v1/contacts", body))).await;
        let place = answer.header("location").to_owned();
        let id = answer.expect(201)["id"].clone();
        assert_eq!(place, format!("/api/v1/contacts/{id}"));
        let kim = jane.get(&site, &place).await;
        assert_eq!(kim["email"], "kim@example.com");
        assert_eq!(kim["emails"]["invoice"], true);
        let change = ask(Method::PATCH, &place).json(&json!({"city": "Town"}));
        let changed = site.call(jane.asks(change)).await.expect(200);
        assert_eq!((&changed["city"], &changed["email"]), (&json!("Town"), &kim["email"]));
        let list = jane.get(&site, "/api/v1/contacts").await;
        assert_eq!((&list["total"], &list["next_cursor"]), (&json!(1), &json!(null)));
        assert_eq!(site.call(jane.asks(ask(Method::DELETE, &place))).await.status, 204);
        assert_eq!(site.call(jane.asks(get(&place))).await.status, 404);
    }
}

#[tokio::test]
async fn who_has_it_already_is_not_told_again() {
    for site in each().await {
        let jane = sign_up(&site, "jane@example.com").await;
        let first = site.call(jane.asks(get("/api/v1/profile"))).await;
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"') && first.status == 200);
        let ask = jane.asks(get("/api/v1/profile")).header("if-none-match", &tag);
        let again = site.call(ask.clone()).await;
        assert_eq!((again.status.as_u16(), again.bytes.len()), (304, 0));
        assert_eq!(again.header("etag"), tag);
        let patch = jane.asks(crate::site::ask(Method::PATCH, "/api/v1/profile"));
        site.call(patch.json(&json!({"city": "Village"}))).await.expect(200);
        assert_eq!(site.call(ask).await.status, 200);
    }
}
