//! Nobody sees or changes what is another's: every route and every id of the description.
//!
//! The tests walk the document, so that a new route or a new id cannot be forgotten: one that they
//! do not know how to try fails them.

pub(super) mod belongings;
mod secondary;
mod sides;

use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::{Value, json};

use self::belongings::belongings;
use super::document::operations;
use crate::shop::{Person, furnish, sign_up};
use crate::site::{Answer, Site, ask, each, get, one};

/// An id that nobody has.
pub(super) const NOBODYS: u64 = 987_654_321;

/// Routes whose ids belong to everybody.
const PUBLIC: &[&str] = &[
    "/api/v1/products/{id}",
    "/api/v1/products/{id}/addons",
    "/api/v1/kb/articles/{id}",
    "/api/v1/kb/articles/{id}/vote",
    "/api/v1/downloads/{id}/file",
];

/// Ids in bodies and queries that name what everybody may name.
const EVERYBODYS: &[&str] = &[
    "product_id",
    "addon_id",
    "category_id",
    "choice_id",
    "currency_id",
    "group_id",
    "department_id",
];

/// Ids in bodies and queries that name what belongs to somebody, and a test that tries each.
const SOMEBODYS: &[(&str, &str)] = &[
    ("pay_method_id", "an_invoice_is_not_paid_with_anothers_card"),
    ("invoice_ids", "an_invoice_is_not_combined_with_anothers"),
    ("client_id", "sessions::a_user_of_two_clients_switches"),
    ("service_id", "a_ticket_is_not_about_anothers_service"),
    ("reply_id", "a_file_is_not_had_through_ones_own_ticket"),
];

/// A body with which the owner's request would be done.
fn body_of(operation: &str) -> Value {
    match operation {
        "create_payment" => json!({"method": "faketransfer"}),
        "create_ticket_reply" => json!({"message": "More"}),
        "set_nameservers" => json!({"nameservers": ["ns1.example.com", "ns2.example.com"]}),
        "set_ds_records" => json!({"records": []}),
        "set_reverse_dns" => json!({"ip": "192.0.2.1", "name": "host.example.com"}),
        "set_auto_renewal" => json!({"renews_itself": false}),
        "renew_domain" => json!({"years": 1}),
        "set_domain_contacts" => json!({"registrant": {"city": "Elsewhere"}}),
        "update_pay_method" => json!({"is_default": true}),
        "set_lock" => json!({"is_locked": true}),
        "request_transfer_code" => json!({}),
        "transfer_domain" => json!({"code": "s3cret"}),
        "order_domain_addon" => json!({"addon": "id_protection"}),
        "add_email_forward" => json!({"prefix": "info", "destination": "a@example.com"}),
        "set_id_protection" => json!({"is_protected": true}),
        "cancel_service" => json!({"when": "end_of_period"}),
        "change_plan" | "preview_plan_change" => json!({"product_id": 1, "cycle": "annually"}),
        "add_dns_record" | "update_dns_record" => json!({"type": "A", "value": "192.0.2.1"}),
        "operate_service" => json!({"action": "reboot"}),
        "set_user_permissions" => json!({"permissions": ["invoices"]}),
        "rate_ticket_reply" => json!({"reply_id": 1, "rating": 5}),
        "give_ticket_feedback" => json!({"rating": 5}),
        "update_contact" => json!({"city": "Elsewhere"}),
        other => panic!("say here what the body of {other} is"),
    }
}

/// The address of a thing, with the parameters that a route insists on.
fn place(path: &str, id: &Value) -> String {
    let query = if path.ends_with("/attachment") { "?index=0" } else { "" };
    let path = path.replace("{id}", &id.to_string()).replace("{action}", "GetStats");
    // What belongs to a client that staff names: `/clients/{id}/contacts/{contact_id}`.
    let steps = path.split('/').map(|step| if step.starts_with('{') { "1" } else { step });
    format!("{}{query}", steps.collect::<Vec<_>>().join("/"))
}

/// All that is the same for two equal answers.
fn essence(answer: Answer) -> (u16, Vec<(String, String)>, String) {
    let headers = answer
        .headers
        .iter()
        .filter(|(name, _)| *name != "x-request-id" && !name.as_str().starts_with("ratelimit-"))
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()))
        .collect();
    let text = String::from_utf8_lossy(&answer.bytes).into_owned();
    (answer.status.as_u16(), headers, text)
}

/// Everything that somebody sees of itself.
async fn everything(site: &Site, person: &Person) -> Vec<Value> {
    let mut seen = Vec::new();
    for path in [
        "profile",
        "contacts",
        "orders",
        "invoices",
        "transactions",
        "services",
        "tickets",
        "quotes",
        "domains",
        "users",
        "users/invitations",
        "emails",
    ] {
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
            if path.starts_with("/api/v1/admin/") {
                let path = place(&path, &json!(1));
                // There are more of them than requests in a minute.
                site.clock.advance(jiff::SignedDuration::from_secs(1));
                let request = ask(method.to_uppercase().parse().unwrap(), &path);
                assert_eq!(site.call(eve.asks(request)).await.status, 403, "{method} {path}");
                continue;
            }
            if !path.contains('{') || PUBLIC.contains(&path.as_str()) {
                continue;
            }
            let name = op["operationId"].as_str().unwrap_or_default();
            let at = |id: &Value| {
                let method: Method = method.to_uppercase().parse().unwrap();
                let which = match name {
                    "delete_email_forward" => "?prefix=info&destination=a%40example.com",
                    "delete_dns_record" => "?type=A&value=192.0.2.1",
                    _ => "",
                };
                let request = ask(method, &format!("{}{which}", place(&path, id)));
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
            let admin = path.starts_with("/api/v1/admin/");
            if admin || !path.contains('{') || PUBLIC.contains(&path.as_str()) || method == "delete"
            {
                continue;
            }
            // The ticket has no reply of the staff that could be rated.
            if path.ends_with("/ratings") {
                continue;
            }
            let path = place(&path, janes.of(&path));
            let mut request = ask(method.to_uppercase().parse().unwrap(), &path);
            if op["requestBody"].is_object() {
                request = request.json(&body_of(op["operationId"].as_str().unwrap_or_default()));
            }
            let answer = site.call(jane.asks(request)).await;
            assert_ne!(answer.status, 404, "{method} {path}: {}", answer.json());
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
        "get_account_questions",
        "create_session",
        "create_staff_session",
        "begin_passkey_session",
        "create_passkey_session",
        "create_staff_passkey_session",
        "refresh_session",
        "list_product_groups",
        "list_products",
        "get_product",
        "list_product_addons",
        "list_currencies",
        "list_payment_methods",
        "list_announcements",
        "list_network_issues",
        "list_kb_categories",
        "list_kb_articles",
        "get_kb_article",
        "vote_kb_article",
        "list_downloads",
        "get_download_file",
        "convert_amount",
        "list_departments",
        "get_capabilities",
        "list_tlds",
        "check_domain",
        "get_transfer_checklist",
        "list_ticket_statuses",
        "request_password_reset",
        "complete_password_reset",
        "verify_email",
    ];
    for (method, path, op) in operations(&document) {
        let name = op["operationId"].as_str().unwrap_or_default();
        // An empty way in: a session may be shown, and need not be.
        let ways = op["security"].as_array();
        let needs = ways.is_some_and(|ways| ways.iter().all(|way| *way != json!({})));
        assert_eq!(needs, !open.contains(&name), "{name}: the document says otherwise");
        if needs {
            let request = ask(method.to_uppercase().parse().unwrap(), &place(&path, &json!(1)));
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
    for (_, path, op) in operations(&document) {
        // Staff has to do with everybody's.
        if path.starts_with("/api/v1/admin/") {
            continue;
        }
        collect(&document, &op["requestBody"], &mut ids);
        for parameter in op["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap_or_default();
            if parameter["in"] == "query" && names_an_id(name) {
                ids.insert(name.to_owned());
            }
        }
    }
    let somebodys = SOMEBODYS.iter().map(|(name, _)| *name);
    let known: BTreeSet<String> =
        EVERYBODYS.iter().copied().chain(somebodys).chain(["tax_id"]).map(str::to_owned).collect();
    assert_eq!(ids, known);
}

/// Whether a name is that of one id or of several.
fn names_an_id(name: &str) -> bool {
    name.ends_with("id") || name.ends_with("ids")
}

/// The names of ids, through all references.
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
                    ids.extend(names.filter(|name| names_an_id(name)).cloned());
                }
                collect(document, value, ids);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(document, value, ids)),
        _ => {}
    }
}
