//! Nobody sees or changes what is another's: every route and every id of the description.
//!
//! The tests walk the document, so that a new route or a new id cannot be forgotten: one that they
//! do not know how to try fails them.

use std::collections::BTreeSet;

use axum::http::Method;
use protocol::AddPayMethod;
use serde_json::{Value, json};

use super::document::operations;
use crate::shop::{Person, furnish, sign_up};
use crate::site::{Answer, Site, ask, each, get, one, post};

/// An id that nobody has.
const NOBODYS: u64 = 987_654_321;

/// Routes whose ids belong to everybody.
const PUBLIC: &[&str] = &["/api/v1/products/{id}"];

/// Ids in bodies and queries that name what everybody may name.
const EVERYBODYS: &[&str] = &["product_id", "addon_id", "choice_id", "currency_id", "group_id"];

/// Ids in bodies that name what belongs to somebody; each is tried below or where it is said.
const SOMEBODYS: &[(&str, &str)] = &[
    ("pay_method_id", "another's pay method"),
    // sessions::a_user_of_two_clients_switches
    ("client_id", "another client"),
];

/// The ids of one of everything that somebody has.
struct Belongings {
    order: Value,
    invoice: Value,
    service: Value,
    contact: Value,
    pay_method: Value,
}

async fn belongings(site: &Site, person: &Person) -> Belongings {
    let placed = person.order(site).await;
    let body = json!({"first_name": "Kim", "last_name": "Roe", "email": "kim@example.com"});
    let contact = site.call(person.asks(post("/api/v1/contacts", body))).await.expect(201);
    let client = person.get(site, "/api/v1/me").await["client_id"].as_u64().unwrap();
    let call = AddPayMethod {
        clientid: client,
        card_number: Some("4242424242424242".into()),
        card_expiry: Some("1230".to_owned()),
        ..AddPayMethod::default()
    };
    let kept = site.system.call(call).await.unwrap();
    Belongings {
        order: placed["id"].clone(),
        invoice: placed["invoice_id"].clone(),
        service: placed["service_ids"][0].clone(),
        contact: contact["id"].clone(),
        pay_method: json!(kept.paymethodid.0),
    }
}

impl Belongings {
    /// The id that a route asks for.
    fn of(&self, path: &str) -> &Value {
        match path.split('/').nth(3).unwrap_or_default() {
            "orders" => &self.order,
            "invoices" => &self.invoice,
            "services" => &self.service,
            "contacts" => &self.contact,
            other => panic!("say here what the id of /{other}/{{id}} is"),
        }
    }
}

/// A body with which the owner's request would be done.
fn body_of(operation: &str) -> Value {
    match operation {
        "create_payment" => json!({"method": "faketransfer"}),
        "update_contact" => json!({"city": "Elsewhere"}),
        other => panic!("say here what the body of {other} is"),
    }
}

/// All that is the same for two equal answers.
fn essence(answer: Answer) -> (u16, Vec<(String, String)>, String) {
    let headers = answer
        .headers
        .iter()
        .filter(|(name, _)| *name != "x-request-id")
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()))
        .collect();
    let text = String::from_utf8_lossy(&answer.bytes).into_owned();
    (answer.status.as_u16(), headers, text)
}

/// Everything that somebody sees of itself.
async fn everything(site: &Site, person: &Person) -> Vec<Value> {
    let mut seen = Vec::new();
    for path in ["profile", "contacts", "orders", "invoices", "transactions", "services"] {
        seen.push(person.get(site, &format!("/api/v1/{path}")).await);
    }
    seen
}

#[tokio::test]
async fn a_foreign_id_is_one_that_does_not_exist() {
    for site in each().await {
        furnish(&site).await;
        let (jane, eve) =
            (sign_up(&site, "jane@example.com").await, sign_up(&site, "eve@example.com").await);
        let janes = belongings(&site, &jane).await;
        let before = everything(&site, &jane).await;
        let document = site.call(get("/openapi.json")).await.expect(200);
        let mut tried = 0;
        for (method, path, op) in operations(&document) {
            if !path.contains('{') || PUBLIC.contains(&path.as_str()) {
                continue;
            }
            let name = op["operationId"].as_str().unwrap_or_default();
            let at = |id: &Value| {
                let method: Method = method.to_uppercase().parse().unwrap();
                let request = ask(method, &path.replace("{id}", &id.to_string()));
                if op["requestBody"].is_object() { request.json(&body_of(name)) } else { request }
            };
            let id = janes.of(&path);
            let foreign = essence(site.call(eve.asks(at(id))).await);
            let missing = essence(site.call(eve.asks(at(&json!(NOBODYS)))).await);
            assert_eq!(foreign.0, 404, "{method} {path}: {}", foreign.2);
            assert_eq!(foreign, missing, "{method} {path}");
            tried += 1;
        }
        assert!(tried >= 6, "{tried}");
        assert_eq!(everything(&site, &jane).await, before);
        // The same requests do something for the owner: the ids were good.
        for (method, path, op) in operations(&document) {
            if !path.contains('{') || PUBLIC.contains(&path.as_str()) || method == "delete" {
                continue;
            }
            let path = path.replace("{id}", &janes.of(&path).to_string());
            let mut request = ask(method.to_uppercase().parse().unwrap(), &path);
            if op["requestBody"].is_object() {
                request = request.json(&body_of(op["operationId"].as_str().unwrap_or_default()));
            }
            let answer = site.call(jane.asks(request)).await;
            assert!(answer.status.is_success(), "{method} {path}: {}", answer.json());
        }
    }
}

#[tokio::test]
async fn every_route_but_the_open_ones_needs_a_session() {
    let site = one().await;
    furnish(&site).await;
    let document = site.call(get("/openapi.json")).await.expect(200);
    let open = [
        "create_account",
        "create_session",
        "create_staff_session",
        "refresh_session",
        "list_product_groups",
        "list_products",
        "get_product",
        "list_currencies",
        "list_payment_methods",
    ];
    for (method, path, op) in operations(&document) {
        let name = op["operationId"].as_str().unwrap_or_default();
        let needs = op["security"].is_array();
        assert_eq!(needs, !open.contains(&name), "{name}: the document says otherwise");
        if needs {
            let request = ask(method.to_uppercase().parse().unwrap(), &path.replace("{id}", "1"));
            let answer = site.call(request).await;
            assert_eq!(answer.status, 401, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn every_id_in_a_body_or_query_is_known() {
    let site = one().await;
    let document = site.call(get("/openapi.json")).await.expect(200);
    let mut ids = BTreeSet::new();
    for (_, _, op) in operations(&document) {
        collect(&document, &op["requestBody"], &mut ids);
        for parameter in op["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap_or_default();
            if parameter["in"] == "query" && name.ends_with("id") {
                ids.insert(name.to_owned());
            }
        }
    }
    let somebodys = SOMEBODYS.iter().map(|(name, _)| *name);
    let known: BTreeSet<String> =
        EVERYBODYS.iter().copied().chain(somebodys).chain(["tax_id"]).map(str::to_owned).collect();
    assert_eq!(ids, known);
}

/// The names that end in `id`, through all references.
fn collect(document: &Value, schema: &Value, ids: &mut BTreeSet<String>) {
    match schema {
        Value::Object(entries) => {
            for (name, value) in entries {
                if let (true, Some(target)) = (name == "$ref", value.as_str()) {
                    let target = target.trim_start_matches('#');
                    collect(document, document.pointer(target).unwrap(), ids);
                }
                if name == "properties" {
                    let names = value.as_object().unwrap().keys();
                    ids.extend(names.filter(|name| name.ends_with("id")).cloned());
                }
                collect(document, value, ids);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(document, value, ids)),
        _ => {}
    }
}

#[tokio::test]
async fn an_invoice_is_not_paid_with_anothers_card() {
    for site in each().await {
        furnish(&site).await;
        let (jane, eve) =
            (sign_up(&site, "jane@example.com").await, sign_up(&site, "eve@example.com").await);
        let janes = belongings(&site, &jane).await;
        let eves = belongings(&site, &eve).await;
        let path = format!("/api/v1/invoices/{}/payments", eves.invoice);
        let pay = |id: &Value| {
            let body = json!({"method": "paymethod", "pay_method_id": id});
            eve.asks(post(&path, body))
        };
        let foreign = essence(site.call(pay(&janes.pay_method)).await);
        let missing = essence(site.call(pay(&json!(NOBODYS))).await);
        assert_eq!((foreign.0, &foreign), (404, &missing));
        let invoice = eve.get(&site, &format!("/api/v1/invoices/{}", eves.invoice)).await;
        assert_eq!(invoice["status"], "Unpaid");
    }
}
