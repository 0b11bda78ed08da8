//! Custom fields over REST: asked at sign-up, told in the profile, filled in with a ticket.

use axum::http::Method;
use protocol::AddCustomField;
use serde_json::{Value, json};

use crate::shop::{furnish, person, registration};
use crate::site::{Ask, Site, ask, each, get, post};

async fn field(site: &Site, kind: &str, name: &str, fieldtype: &str, flags: &str) {
    let has = |flag: &str| Some(flags.contains(flag).into());
    let call = AddCustomField {
        r#type: kind.to_owned(),
        relid: Some(u64::from(kind != "client")),
        name: name.to_owned(),
        fieldtype: Some(fieldtype.to_owned()),
        required: has("required"),
        showorder: has("asked"),
        adminonly: has("staff"),
        ..AddCustomField::default()
    };
    site.system.call(call).await.unwrap();
}

fn patch(body: Value) -> Ask {
    ask(Method::PATCH, "/api/v1/profile").json(&body)
}

fn with(mut body: Value, fields: Value) -> Value {
    body["fields"] = fields;
    body
}

#[tokio::test]
async fn fields_are_asked_told_and_filled_in() {
    for site in each().await {
        furnish(&site).await;
        field(&site, "client", "Trade", "text", "required asked").await;
        field(&site, "client", "Code", "password", "asked").await;
        field(&site, "client", "Risk", "text", "staff").await;
        field(&site, "support", "Host", "text", "required").await;
        let asked = site.call(get("/api/v1/auth/register")).await.expect(200);
        let names: Vec<_> =
            asked["fields"].as_array().unwrap().iter().map(|row| row["name"].clone()).collect();
        assert_eq!(names, ["Trade", "Code"]);
        assert_eq!(asked["fields"][0]["is_required"], true);
        let new = registration("jane@example.com");
        let refused = with(new.clone(), json!({"1": "Baker", "3": "low"}));
        let refused = site.call(post("/api/v1/auth/register", refused)).await.expect(422);
        assert_eq!(refused["errors"][0]["pointer"], "/fields/3");
        let good = with(new, json!({"1": "Baker", "2": "s3cret"}));
        let answer = site.call(post("/api/v1/auth/register", good)).await.expect(200);
        let jane = person(&answer);
        let profile = jane.get(&site, "/api/v1/profile").await;
        let told: Vec<_> = profile["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (row["name"].clone(), row["value"].clone()))
            .collect();
        assert_eq!(told, [(json!("Trade"), json!("Baker")), (json!("Code"), Value::Null)]);
        let change = jane.asks(patch(json!({"fields": {"3": "x"}})));
        let refused = site.call(change).await.expect(422);
        assert_eq!(refused["errors"][0]["pointer"], "/fields/3");
        let change = jane.asks(patch(json!({"fields": {"1": "Smith"}})));
        let profile = site.call(change).await.expect(200);
        assert_eq!(profile["fields"][0]["value"], "Smith");

        let departments = site.call(get("/api/v1/departments")).await.expect(200);
        let fields = &departments["items"][0]["fields"];
        assert_eq!((&fields[0]["id"], &fields[0]["name"]), (&json!(4), &json!("Host")));
        let ticket = json!({"department_id": 1, "subject": "No", "message": "It is."});
        let body = with(ticket.clone(), json!({"4": "a.example"}));
        let answer = site.call(jane.asks(post("/api/v1/tickets", body))).await;
        let path = answer.header("location").to_owned();
        answer.expect(201);
        let ticket = jane.get(&site, &path).await;
        let expected = json!([{"id": 4, "name": "Host", "value": "a.example"}]);
        assert_eq!(ticket["fields"], expected);
    }
}

#[tokio::test]
async fn what_is_required_is_pointed_at() {
    for site in each().await {
        furnish(&site).await;
        field(&site, "client", "Trade", "text", "required asked").await;
        field(&site, "support", "Host", "text", "required").await;
        let new = registration("jane@example.com");
        let refused = site.call(post("/api/v1/auth/register", new.clone())).await.expect(422);
        assert_eq!(refused["errors"][0]["pointer"], "/fields/1");
        let good = with(new, json!({"1": "Baker"}));
        let jane = person(&site.call(post("/api/v1/auth/register", good)).await.expect(200));
        let change = jane.asks(patch(json!({"fields": {"1": ""}})));
        assert_eq!(site.call(change).await.expect(422)["errors"][0]["pointer"], "/fields/1");
        let ticket = json!({"department_id": 1, "subject": "No", "message": "It is."});
        let answer = site.call(jane.asks(post("/api/v1/tickets", ticket))).await.expect(422);
        assert_eq!(answer["errors"][0]["pointer"], "/fields/2");
        field(&site, "product", "System", "text", "required asked").await;
        let order = |fields: Value| {
            let item = json!({"product_id": 1, "cycle": "monthly", "fields": fields});
            post("/api/v1/orders", json!({"payment_method": "faketransfer", "items": [item]}))
        };
        let refused = site.call(jane.asks(order(json!({"3": " "})))).await.expect(422);
        assert_eq!(refused["detail"], "System is required");
        site.call(jane.asks(order(json!({"3": "Debian"})))).await.expect(201);
    }
}
