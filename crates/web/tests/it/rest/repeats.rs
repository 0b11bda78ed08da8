//! A write is made once for its key, whatever becomes of its answer, also where the WHMCS behind
//! knows nothing of keys.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::shop::{PASSWORD, Person, furnish, person, sign_up, staff};
use crate::site::{Lost, Site, over_a_bad_line, post};

/// Sends a write whose answer gets lost, then again with the same key; gives the second answer.
async fn twice(
    site: &Site,
    lost: &Lost,
    who: &Person,
    action: &'static str,
    write: (&str, Value),
) -> Value {
    let send = async |key: &str, body: &Value| {
        let request = who.asks(post(&format!("/api/v1/{}", write.0), body.clone()));
        site.call(request.header("idempotency-key", key)).await
    };
    *lost.lock().unwrap() = Some(action);
    let first = send(action, &write.1).await;
    assert_eq!(first.status, 502, "{action}: {}", first.json());
    assert!(lost.lock().unwrap().is_none(), "{action} was not sent");
    let mut other = write.1.clone();
    let (name, _) = write.1.as_object().unwrap().iter().next().unwrap();
    other[name] = match &write.1[name] {
        Value::String(text) => json!(format!("{text}1")),
        other => other.clone(),
    };
    let again = send(action, &write.1).await;
    assert!(again.status.is_success(), "{action}: {} {}", again.status, again.json());
    let third = send(action, &write.1).await;
    assert_eq!((third.status, third.json()), (again.status, again.json()), "{action}");
    if other != write.1 {
        let conflict = send(action, &other).await;
        assert!([409, 422].contains(&conflict.status.as_u16()), "{action}: {}", conflict.json());
    }
    again.json()
}

/// Rows of a table of the WHMCS behind.
async fn count(site: &Site, sql: &str) -> i64 {
    let mut act = site.system.engine.act().await.unwrap();
    act.conn.scalar(sql, &[]).await.unwrap()
}

#[tokio::test]
async fn what_a_client_did_is_looked_up_and_not_done_again() {
    let (site, lost) = over_a_bad_line().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    let item = json!({"product_id": 1, "cycle": "monthly", "domain": "jane.example"});
    let order = json!({"payment_method": "faketransfer", "items": [item]});
    let placed = twice(&site, &lost, &jane, "AddOrder", ("orders", order)).await;
    assert_eq!(count(&site, "select count(*) from orders").await, 1);
    let found = jane.get(&site, &format!("/api/v1/orders/{}", placed["id"])).await;
    assert_eq!(found["invoice_id"], placed["invoice_id"]);
    assert_eq!(
        jane.get(&site, "/api/v1/services").await["items"][0]["id"],
        placed["service_ids"][0]
    );

    let contact = json!({"email": "kim@example.com", "first_name": "Kim", "last_name": "Roe"});
    twice(&site, &lost, &jane, "AddContact", ("contacts", contact)).await;
    assert_eq!(count(&site, "select count(*) from contacts").await, 1);

    let ticket = json!({"department_id": 1, "subject": "Help", "message": "Which way?"});
    let opened = twice(&site, &lost, &jane, "OpenTicket", ("tickets", ticket)).await;
    assert_eq!(count(&site, "select count(*) from tickets").await, 1);
    let path = format!("tickets/{}/replies", opened["id"]);
    let said = json!({"message": "Found\nit."});
    let answered = twice(&site, &lost, &jane, "AddTicketReply", (&path, said)).await;
    assert_eq!(answered["messages"].as_array().unwrap().len(), 2, "{answered}");
}

#[tokio::test]
async fn what_staff_did_is_looked_up_and_not_done_again() {
    let (site, lost) = over_a_bad_line().await;
    furnish(&site).await;
    staff(&site, r#"["*"]"#).await;
    sign_up(&site, "jane@example.com").await;
    let login = post("/api/v1/auth/staff/login", json!({"email": "ann", "password": PASSWORD}));
    let ann = person(&site.call(login).await.expect(200));
    let lines = json!([{"description": "Work", "amount": "30.00"}]);
    let invoice = json!({"client_id": 1, "lines": lines, "due_on": "2026-02-01"});
    let made = twice(&site, &lost, &ann, "CreateInvoice", ("admin/invoices", invoice)).await;
    assert_eq!(count(&site, "select count(*) from invoices").await, 1);
    let path = format!("admin/invoices/{}/payments", made["id"]);
    let paid = json!({"amount": "10.00", "gateway": "faketransfer", "reference": "bank-7"});
    let paid = twice(&site, &lost, &ann, "AddInvoicePayment", (&path, paid)).await;
    assert_eq!(paid["balance"]["amount"], "20.00");
    let project = json!({"title": "Move"});
    let project = twice(&site, &lost, &ann, "CreateProject", ("admin/projects", project)).await;
    let said = json!({"message": "Half of it is there."});
    let path = format!("admin/projects/{}/messages", project["id"]);
    let whole = twice(&site, &lost, &ann, "AddProjectMessage", (&path, said)).await;
    assert_eq!(whole["messages"].as_array().unwrap().len(), 1);
    // Setting a state twice does no harm, and is done.
    let path = format!("admin/actions/{}", "UpdateProject");
    let change = json!({"projectid": project["id"], "title": "Move out"});
    twice(&site, &lost, &ann, "UpdateProject", (&path, change)).await;
}

/// What leaves no trace that could be looked for is not done a second time for the same key.
#[tokio::test]
async fn what_cannot_be_looked_up_is_not_done_again() {
    let (site, lost) = over_a_bad_line().await;
    furnish(&site).await;
    staff(&site, r#"["*"]"#).await;
    sign_up(&site, "jane@example.com").await;
    let login = post("/api/v1/auth/staff/login", json!({"email": "ann", "password": PASSWORD}));
    let ann = person(&site.call(login).await.expect(200));
    let send = async || {
        let body = json!({"clientid": 1, "description": "Work", "amount": "5.00",
            "unit": "quantity", "quantity": "1"});
        let request = ann.asks(post("/api/v1/admin/actions/AddBillableItem", body));
        site.call(request.header("idempotency-key", "b")).await
    };
    *lost.lock().unwrap() = Some("AddBillableItem");
    assert_eq!(send().await.status, 502);
    for _ in 0..2 {
        assert_eq!(send().await.expect(409)["code"], "not-now");
    }
    assert_eq!(count(&site, "select count(*) from billable_items").await, 1);
}

/// Sends a write for a key; gives status and answer.
async fn send(site: &Site, who: &Person, key: &str, path: &str, body: &Value) -> (u16, Value) {
    let request = who.asks(post(&format!("/api/v1/{path}"), body.clone()));
    let answer = site.call(request.header("idempotency-key", key)).await;
    (answer.status.as_u16(), answer.json())
}

fn ticket(subject: &str) -> Value {
    json!({"department_id": 1, "subject": subject, "message": "Which way?"})
}

/// Nothing is stored beside the WHMCS: its activity log says which keys were used.
#[tokio::test]
async fn another_node_knows_what_was_done() {
    let (site, lost) = over_a_bad_line().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    let (status, first) = send(&site, &jane, "a", "tickets", &ticket("Help")).await;
    assert_eq!(status, 201, "{first}");
    *lost.lock().unwrap() = Some("OpenTicket");
    assert_eq!(send(&site, &jane, "b", "tickets", &ticket("Lost")).await.0, 502);
    let site = site.restarted();
    let (status, again) = send(&site, &jane, "a", "tickets", &ticket("Help")).await;
    assert_eq!((status, &again["id"]), (201, &first["id"]), "{again}");
    assert_eq!(send(&site, &jane, "b", "tickets", &ticket("Lost")).await.0, 201);
    assert_eq!(count(&site, "select count(*) from tickets").await, 2);
    let (status, other) = send(&site.restarted(), &jane, "a", "tickets", &ticket("Else")).await;
    assert_eq!((status, &other["code"]), (409, &json!("conflict")), "{other}");
}

#[tokio::test]
async fn what_another_node_may_be_doing_is_waited_for() {
    let (site, lost) = over_a_bad_line().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    *lost.lock().unwrap() = Some("no OpenTicket");
    assert_eq!(send(&site, &jane, "a", "tickets", &ticket("Help")).await.0, 502);
    let site = site.restarted();
    let (status, said) = send(&site, &jane, "a", "tickets", &ticket("Help")).await;
    assert_eq!((status, &said["code"]), (409, &json!("not-now")), "{said}");
    site.clock.advance(SignedDuration::from_mins(6));
    let site = site.restarted();
    assert_eq!(send(&site, &jane, "a", "tickets", &ticket("Help")).await.0, 201);
    assert_eq!(count(&site, "select count(*) from tickets").await, 1);
}

#[tokio::test]
async fn the_key_of_what_was_refused_is_good_for_something_else() {
    let (site, _) = over_a_bad_line().await;
    furnish(&site).await;
    staff(&site, r#"["*"]"#).await;
    let login = post("/api/v1/auth/staff/login", json!({"email": "ann", "password": PASSWORD}));
    let ann = person(&site.call(login).await.expect(200));
    sign_up(&site, "jane@example.com").await;
    let item = |unit: &str| {
        json!({"clientid": 1, "description": "Work", "amount": "5.00", "unit": unit,
            "quantity": "1"})
    };
    let path = "admin/actions/AddBillableItem";
    let (status, refused) = send(&site, &ann, "a", path, &item("moons")).await;
    assert_eq!(status, 422, "{refused}");
    let site = site.restarted();
    let (status, made) = send(&site, &ann, "a", path, &item("quantity")).await;
    assert_eq!(status, 200, "{made}");
    // It leaves no trace, so nobody can say what came of it; but it is not done again.
    let site = site.restarted();
    let (status, said) = send(&site, &ann, "a", path, &item("quantity")).await;
    assert_eq!((status, &said["code"]), (409, &json!("not-now")), "{said}");
    assert_eq!(count(&site, "select count(*) from billable_items").await, 1);
}

#[tokio::test]
async fn the_log_of_the_whmcs_says_who_asked_for_what() {
    let (site, _) = over_a_bad_line().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    site.call(jane.asks(post("/api/v1/tickets", ticket("Help")))).await.expect(201);
    let sql = "select description from activity where client_id = 1 and action = 'LogActivity'
        order by id desc limit 1";
    let mut act = site.system.engine.act().await.unwrap();
    let line: String = act.conn.scalar(sql, &[]).await.unwrap();
    assert_eq!(line, "Hostler: OpenTicket by Jane Doe (client 1) from 127.0.0.1 over rest");
}
