//! The office before a WHMCS that logs no staff in: owners of clients in certain groups sit there.

use std::collections::BTreeSet;

use axum::http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, ask, before_stock, before_stock_with_staff, get, post};

pub(crate) const JANE: &str = "jane@example.com";
const JOE: &str = "joe@example.com";

pub(crate) async fn site(groups: &str) -> Site {
    let site = before_stock_with_staff(groups).await;
    furnish(&site).await;
    sign_up(&site, JANE).await;
    sign_up(&site, JOE).await;
    site.run("insert into client_groups (id, name) values (5, 'House'), (6, 'Desk')").await;
    site.run("update clients set group_id = 5 where id = 1").await;
    site
}

#[tokio::test]
async fn the_owner_of_a_client_of_a_group_is_staff() {
    let site = site("5=*").await;
    let mut jane = Browser::new(&site);
    let answer = jane.send("/admin/login", &[("name", JANE), ("password", PASSWORD)]).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/admin"));
    jane.read("/admin").await;
    assert!(jane.read("/admin/clients").await.contains(JOE));
    site.clock.advance(SignedDuration::from_mins(10));
    assert_eq!(jane.open("/admin/clients").await.status, 200, "renewed");

    let mut joe = Browser::new(&site);
    for (name, password) in [(JOE, PASSWORD), (JANE, "wrong"), ("ann", PASSWORD)] {
        let answer = joe.send("/admin/login", &[("name", name), ("password", password)]).await;
        assert_eq!(answer.status, 401, "{name}");
    }
    let login = json!({ "email": JANE, "password": PASSWORD });
    let staff = site.call(post("/api/v1/auth/staff/login", login)).await.expect(200);
    let token = staff["access_token"].as_str().unwrap();
    site.call(get("/api/v1/admin/clients").bearer(token)).await.expect(200);

    site.run("update clients set group_id = null where id = 1").await;
    site.clock.advance(SignedDuration::from_secs(3));
    assert_eq!(jane.open("/admin/clients").await.status, 303, "no longer of the house");
    site.call(get("/api/v1/admin/clients").bearer(token)).await.expect(401);
}

#[tokio::test]
async fn a_group_may_what_is_written_of_it() {
    let site = site("5=GetClients GetClientsDetails").await;
    let mut jane = Browser::new(&site);
    jane.send("/admin/login", &[("name", JANE), ("password", PASSWORD)]).await;
    assert!(jane.read("/admin/clients").await.contains(JOE));
    assert_eq!(jane.open("/admin/orders").await.status, 403);
    // Whoever only acts for the client of somebody of the house is not of the house.
    let sql = "insert into user_clients (user_id, client_id, is_owner, permissions, created_at)
        values (2, 1, 0, 'profile', 0)";
    site.run(sql).await;
    let answer = jane.send("/admin/login", &[("name", JOE), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, 401, "{}", text(&answer));
}

#[tokio::test]
async fn without_groups_nobody_is_staff() {
    let site = before_stock().await;
    sign_up(&site, JANE).await;
    let mut jane = Browser::new(&site);
    let answer = jane.send("/admin/login", &[("name", JANE), ("password", PASSWORD)]).await;
    assert_eq!(answer.status, 503);
    assert!(text(&answer).contains("does not log staff in"), "{}", text(&answer));
}

#[tokio::test]
async fn every_page_of_the_sidebar_is_there_or_says_that_it_is_not() {
    let site = site("5=*").await;
    let mut jane = Browser::new(&site);
    jane.send("/admin/login", &[("name", JANE), ("password", PASSWORD)]).await;
    let page = jane.read("/admin").await.replace("&#x2f;", "/");
    let links = page.split("href=\"/admin").skip(1).filter_map(|rest| rest.split('"').next());
    let links: BTreeSet<String> = links.map(|link| format!("/admin{link}")).collect();
    assert!(links.len() > 25, "{links:?}");
    for link in links.iter().filter(|link| !link.contains("logout")) {
        let answer = jane.open(&link.replace("&amp;", "&")).await;
        assert!([200, 303].contains(&answer.status.as_u16()), "{link}: {}", text(&answer));
    }
    // It gives all services, whichever state is asked for.
    assert!(!jane.read("/admin/services").await.contains("status=Suspended"));
    // What is not offered is not led to, and says where it is for whoever goes there all the same.
    assert!(page.contains("Admin area of the WHMCS"), "{page}");
    for path in ["reports", "email-templates", "servers/new", "my-account", "sign-ins", "import"] {
        assert!(!links.contains(&format!("/admin/{path}")), "{path}");
        let answer = jane.open(&format!("/admin/{path}")).await;
        let page = text(&answer);
        assert_eq!(answer.status, 501, "{path}: {page}");
        assert!(page.contains("To its admin area"), "{path}: {page}");
    }
}

/// Such a WHMCS does not know the parameter that names one user, or one contact, and gives all.
#[tokio::test]
async fn the_right_one_of_several_is_changed() {
    let site = site("5=*").await;
    let mut jane = Browser::new(&site);
    jane.send("/admin/login", &[("name", JANE), ("password", PASSWORD)]).await;
    for (name, email) in [("Ada", "ada@example.com"), ("Bea", "bea@example.com")] {
        let fields = [("clientid", "2"), ("firstname", name), ("email", email)];
        jane.done("/admin/contacts/new?clientid=2", "/admin/contacts/new", &fields).await;
    }
    for (path, is, new) in
        [("/admin/users/2", JOE, "joseph@example.com"), ("/admin/contacts/2", "Bea", "Beatrice")]
    {
        assert!(jane.read(path).await.contains(is), "{path}");
        let field = if new.contains('@') { "email" } else { "firstname" };
        let mut fields = vec![("do", "save"), (field, new)];
        if field == "email" {
            fields.extend([("firstname", "Joe"), ("lastname", "Doe")]);
        } else {
            fields.push(("email", "bea@example.com"));
        }
        assert!(jane.done(path, path, &fields).await.contains(new), "{path}");
    }
    assert!(jane.read("/admin/users/1").await.contains(JANE));
    assert!(jane.read("/admin/contacts/1").await.contains("Ada"));
    assert_eq!(jane.open("/admin/users/99").await.status, 404);
}

#[tokio::test]
async fn such_staff_works_over_rest_too() {
    let site = site("5=*").await;
    let login = json!({ "email": JANE, "password": PASSWORD });
    let staff = site.call(post("/api/v1/auth/staff/login", login)).await.expect(200);
    let token = staff["access_token"].as_str().unwrap();
    let send = async |method: Method, path: &str, body: Value, status: u16| -> Value {
        let request = ask(method, &format!("/api/v1/{path}")).bearer(token);
        let request = if body.is_null() { request } else { request.json(&body) };
        let answer = site.call(request).await;
        assert_eq!(answer.status.as_u16(), status, "{path}: {}", answer.json());
        answer.json()
    };
    let me = send(Method::GET, "admin/me", Value::Null, 200).await;
    let has = |name: &str| me["actions"].as_array().unwrap().contains(&json!(name));
    assert!(has("AddClient") && !has("PreviewOrder") && me["staff_id"] == 0, "{me}");
    for path in ["clients", "orders", "invoices", "tickets", "services", "projects", "to-do"] {
        send(Method::GET, &format!("admin/{path}"), Value::Null, 200).await;
    }
    let plan = json!({ "title": "Move", "client_id": 2 });
    let made = send(Method::POST, "admin/projects", plan, 201).await;
    let project = format!("admin/projects/{}", made["id"]);
    let task = json!({ "task": "Copy", "due_on": "2026-02-01" });
    let whole = send(Method::POST, &format!("{project}/tasks"), task, 200).await;
    let timer = json!({ "task_id": whole["tasks"][0]["id"] });
    send(Method::POST, &format!("{project}/timers"), timer, 200).await;
    let said = json!({ "message": "Begun" });
    let whole = send(Method::POST, &format!("{project}/messages"), said, 200).await;
    assert_eq!(whole["messages"][0]["message"], "Begun");
    site.run(
        "insert into todo_items (title, status, on_date) values ('Call', 'New', '2026-01-01')",
    )
    .await;
    send(Method::PATCH, "admin/to-do/1", json!({ "status": "Completed" }), 200).await;
    // What no group could permit is not offered, rather than not permitted.
    for path in ["admin/web-hooks", "admin/events"] {
        let problem = send(Method::GET, path, Value::Null, 501).await;
        assert_eq!(problem["code"], "not-offered-by-this-whmcs", "{path}");
    }
}
