//! What clients do at their own door, done by staff for one that it names; and what only staff has.

mod announcements;
mod domains;
mod invoices;
mod people;
mod quotes;
mod services;

use axum::http::Method;
use serde_json::{Value, json};

use super::document::operations;
use super::isolation::NOBODYS;
use super::isolation::belongings::{Belongings, belongings};
use crate::pages::domain_addons::jane_with_a_name;
use crate::shop::{PASSWORD, Person, furnish, person, sign_up, staff};
use crate::site::{Ask, Site, ask, before_stock_with_staff, each, get, post};

/// Every route of these, with a body that is good.
const ROUTES: &[(&str, &str, &str)] = &[
    ("GET", "announcements", ""),
    ("POST", "announcements", r#"{"title": "Fair", "text": "Soon.", "date": "2026-01-02"}"#),
    ("GET", "announcements/{id}", ""),
    ("PATCH", "announcements/{id}", r#"{"title": "Fairs"}"#),
    ("DELETE", "announcements/{id}", ""),
    ("GET", "clients/{id}/contacts", ""),
    ("POST", "clients/{id}/contacts", r#"{"first_name": "Kim"}"#),
    ("GET", "clients/{id}/contacts/{contact_id}", ""),
    ("PATCH", "clients/{id}/contacts/{contact_id}", r#"{"city": "Ulm"}"#),
    ("DELETE", "clients/{id}/contacts/{contact_id}", ""),
    ("GET", "clients/{id}/emails", ""),
    ("GET", "clients/{id}/invitations", ""),
    (
        "POST",
        "clients/{id}/invitations",
        r#"{"email": "al@example.com", "permissions": ["invoices"]}"#,
    ),
    ("DELETE", "clients/{id}/invitations/{invitation_id}", ""),
    ("GET", "clients/{id}/pay-methods", ""),
    ("PATCH", "clients/{id}/pay-methods/{pay_method_id}", r#"{"is_default": true}"#),
    ("DELETE", "clients/{id}/pay-methods/{pay_method_id}", ""),
    ("GET", "clients/{id}/users", ""),
    ("DELETE", "clients/{id}/users/{user_id}", ""),
    ("GET", "clients/{id}/users/{user_id}/permissions", ""),
    ("PUT", "clients/{id}/users/{user_id}/permissions", r#"{"permissions": ["invoices"]}"#),
    ("PUT", "domains/{id}/auto-renewal", r#"{"renews_itself": false}"#),
    ("POST", "domains/{id}/commands", r#"{"action": "renew"}"#),
    ("GET", "domains/{id}/contacts", ""),
    ("PUT", "domains/{id}/contacts", r#"{"registrant": {"city": "Ulm"}}"#),
    ("GET", "domains/{id}/ds-records", ""),
    ("PUT", "domains/{id}/ds-records", r#"{"records": []}"#),
    ("PUT", "domains/{id}/id-protection", r#"{"is_protected": true}"#),
    ("GET", "domains/{id}/lock", ""),
    ("PUT", "domains/{id}/lock", r#"{"is_locked": true}"#),
    ("GET", "domains/{id}/nameservers", ""),
    (
        "PUT",
        "domains/{id}/nameservers",
        r#"{"nameservers": ["ns1.example.com", "ns2.example.com"]}"#,
    ),
    ("POST", "domains/{id}/renewals", r#"{"years": 1}"#),
    ("POST", "domains/{id}/transfer-code", ""),
    ("POST", "invoices/{id}/collections", r#"{"from": "credit"}"#),
    ("GET", "invoices/{id}/pdf", ""),
    ("GET", "invoices/{id}/xml", ""),
    ("GET", "quotes", ""),
    ("POST", "quotes", r#"{"client_id": 1, "subject": "Racks", "valid_until": "2026-02-01"}"#),
    ("GET", "quotes/{id}", ""),
    ("PATCH", "quotes/{id}", r#"{"subject": "Two racks"}"#),
    ("DELETE", "quotes/{id}", ""),
    ("POST", "quotes/{id}/accept", ""),
    ("GET", "quotes/{id}/pdf", ""),
    ("POST", "quotes/{id}/send", ""),
    ("GET", "services/{id}/actions", ""),
    ("POST", "services/{id}/actions", r#"{"action": "reboot"}"#),
    ("POST", "services/{id}/cancellation", r#"{"when": "end_of_period"}"#),
    ("DELETE", "services/{id}/cancellation", ""),
    ("GET", "services/{id}/functions", ""),
    ("POST", "services/{id}/functions", r#"{"function": "reboot"}"#),
    ("GET", "services/{id}/operations", ""),
    ("POST", "services/{id}/package", ""),
    ("PUT", "services/{id}/password", r#"{"password": "correct horse"}"#),
    ("GET", "services/{id}/reverse-dns", ""),
    ("PUT", "services/{id}/reverse-dns", r#"{"ip": "192.0.2.1", "name": "a.example.com"}"#),
    ("GET", "services/{id}/usage", ""),
    ("GET", "users", ""),
    (
        "POST",
        "users",
        r#"{"first_name": "Al", "last_name": "Roe", "email": "al@example.com",
            "password": "correct horse battery"}"#,
    ),
    ("GET", "users/{id}", ""),
    ("PATCH", "users/{id}", r#"{"first_name": "Al"}"#),
    ("POST", "users/{id}/password-reset", ""),
];

/// Ann, whose role has these actions.
pub(super) async fn ann(site: &Site, actions: &str) -> Person {
    staff(site, actions).await;
    let login = json!({"email": "ann", "password": PASSWORD});
    person(&site.call(post("/api/v1/auth/staff/login", login)).await.expect(200))
}

/// What staff sends to an address of its own.
pub(super) async fn send(
    (site, ann): (&Site, &Person),
    method: Method,
    path: &str,
    body: Value,
    status: u16,
) -> Value {
    let request = ask(method.clone(), &format!("/api/v1/admin/{path}"));
    let request = if body.is_null() { request } else { request.json(&body) };
    let answer = site.call(ann.asks(request)).await;
    assert_eq!(answer.status.as_u16(), status, "{method} {path} {body}: {}", answer.json());
    answer.json()
}

/// A request of the list: `id` is the first id of the address, `part` the second.
fn request((method, path, body): (&str, &str, &str), id: u64, part: u64) -> Ask {
    let id = id.to_string();
    let steps = path.split('/').map(|step| match step {
        "{id}" => id.clone(),
        step if step.starts_with('{') => part.to_string(),
        step => step.to_owned(),
    });
    let path = format!("/api/v1/admin/{}", steps.collect::<Vec<_>>().join("/"));
    let request = ask(method.parse().unwrap(), &path);
    if body.is_empty() { request } else { request.json(&serde_json::from_str(body).unwrap()) }
}

/// A client with one service and one domain name, each the first.
async fn client(site: &Site) {
    let jane = jane_with_a_name(site).await;
    jane.order(site).await;
}

#[tokio::test]
async fn a_role_that_does_not_permit_it_may_find_and_not_do() {
    for site in each().await {
        client(&site).await;
        let finds = r#"["GetClientsDetails", "GetClientsProducts", "GetClientsDomains",
            "GetInvoice"]"#;
        let ann = ann(&site, finds).await;
        for route in ROUTES {
            // The users of a client are a part of its details.
            if *route == ("GET", "clients/{id}/users", "") {
                continue;
            }
            let answer = site.call(ann.asks(request(*route, 1, 1))).await;
            assert_eq!(answer.status, 403, "{route:?}: {}", answer.json());
            assert_eq!(answer.json()["code"], "not-permitted", "{route:?}");
        }
    }
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    for site in each().await {
        client(&site).await;
        let ann = ann(&site, r#"["*"]"#).await;
        for route in ROUTES.iter().filter(|(_, path, _)| path.contains("{id}")) {
            let answer = site.call(ann.asks(request(*route, NOBODYS, 1))).await;
            assert_eq!(answer.status, 404, "{route:?}: {}", answer.json());
        }
        for route in ROUTES.iter().filter(|(_, path, _)| path.contains("_id}")) {
            let answer = site.call(ann.asks(request(*route, 1, NOBODYS))).await;
            assert_eq!(answer.status, 404, "{route:?}: {}", answer.json());
        }
    }
}

#[tokio::test]
async fn every_route_of_the_list_is_described() {
    let site = crate::site::one().await;
    let document = site.call(get("/openapi.json")).await.expect(200);
    let known: Vec<(String, String)> =
        operations(&document).into_iter().map(|(method, path, _)| (method, path)).collect();
    for (method, path, _) in ROUTES {
        let route = (method.to_lowercase(), format!("/api/v1/admin/{path}"));
        assert!(known.contains(&route), "{route:?}");
    }
}

/// The ids of somebody's that a route names.
fn ids(path: &str, of: &Belongings, client: u64) -> (u64, u64) {
    let number = |id: &Value| id.as_u64().unwrap();
    let first = match path.split('/').next().unwrap_or_default() {
        "services" => number(&of.service),
        "domains" => number(&of.domain),
        "quotes" => number(&of.quote),
        "invoices" => number(&of.invoice),
        "users" => number(&of.user),
        "clients" => client,
        _ => NOBODYS,
    };
    let second = match path.split('/').nth(2).unwrap_or_default() {
        "contacts" => number(&of.contact),
        "invitations" => number(&of.invitation),
        "pay-methods" => number(&of.pay_method),
        _ => number(&of.user),
    };
    (first, second)
}

/// Before a stock WHMCS these work too, but for what only Hostler has: there the owner of a client
/// of a group is staff.
#[tokio::test]
async fn before_a_stock_whmcs_what_it_has_works() {
    let site = before_stock_with_staff("5=*").await;
    furnish(&site).await;
    sign_up(&site, "ann@example.com").await;
    site.run("insert into client_groups (id, name) values (5, 'House')").await;
    site.run("update clients set group_id = 5 where id = 1").await;
    let login = json!({"email": "ann@example.com", "password": PASSWORD});
    let ann = person(&site.call(post("/api/v1/auth/staff/login", login)).await.expect(200));
    let joe = sign_up(&site, "joe@example.com").await;
    let joes = belongings(&site, &joe).await;
    let client = joe.get(&site, "/api/v1/me").await["client_id"].as_u64().unwrap();
    let document = site.call(get("/openapi.json")).await.expect(200);
    for route in ROUTES.iter().filter(|(method, ..)| *method != "DELETE") {
        let (method, path, _) = route;
        let at = format!("/paths/~1api~1v1~1admin~1{}", path.replace('/', "~1"));
        let sides = &document.pointer(&at).unwrap()[method.to_lowercase()]["x-hostler-sides"];
        let (id, part) = ids(path, &joes, client);
        let answer = site.call(ann.asks(request(*route, id, part))).await;
        let is_offered = answer.status != 501;
        match sides[0].as_str() {
            Some("whmcs") => assert!(is_offered, "{route:?}: {}", answer.json()),
            Some("hostler") => assert!(!is_offered, "{route:?}: {}", answer.json()),
            _ => {}
        }
        assert!(answer.status.as_u16() < 500 || !is_offered, "{route:?}: {}", answer.json());
        // What was found at Joe's is there for staff too.
        if *method == "GET" && is_offered {
            assert_ne!(answer.status, 403, "{route:?}: {}", answer.json());
        }
    }
}
