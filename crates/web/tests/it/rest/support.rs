//! Talking to the people of the house.

use protocol::{AddTicketNote, AddTicketReply};
use serde_json::json;

use crate::shop::{furnish, sign_up, staff};
use crate::site::{before_stock, each, get, post};

#[tokio::test]
async fn a_ticket_goes_back_and_forth() {
    for site in each().await {
        furnish(&site).await;
        staff(&site, r#"["*"]"#).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let departments = site.call(get("/api/v1/departments")).await.expect(200);
        assert_eq!(departments["items"], json!([{"id": 1, "name": "Support", "fields": []}]));
        for (subject, message, pointer) in [(" ", "It is.", "/subject"), ("No", " ", "/message")] {
            let body = json!({"department_id": 1, "subject": subject, "message": message});
            let problem = site.call(jane.asks(post("/api/v1/tickets", body))).await.expect(422);
            let error = json!({"pointer": pointer, "detail": "must not be blank"});
            assert_eq!(problem["errors"], json!([error]));
        }
        let urgent =
            json!({"department_id": 1, "subject": "No", "message": "It is.", "priority": "Urgent"});
        let problem = site.call(jane.asks(post("/api/v1/tickets", urgent))).await.expect(422);
        assert_eq!(problem["detail"], "must be one of Low, Medium, High");
        let body = json!({
            "department_id": 1, "subject": "No light", "message": "It is dark.", "priority": "High",
            "files": [{"name": "../dark <b>.txt", "data": "PHN2Zz4="}],
        });
        let answer = site.call(jane.asks(post("/api/v1/tickets", body))).await;
        let path = answer.header("location").to_owned();
        let id = answer.expect(201)["id"].as_u64().unwrap();
        let note = AddTicketNote {
            ticketid: Some(id),
            message: "She pays late".to_owned(),
            ..AddTicketNote::default()
        };
        site.system.call(note).await.unwrap();
        let reply = AddTicketReply {
            ticketid: id,
            message: "Try the switch.".to_owned(),
            adminusername: Some("ann".to_owned()),
            ..AddTicketReply::default()
        };
        site.system.call(reply).await.unwrap();
        let ticket = jane.get(&site, &path).await;
        assert_eq!((&ticket["subject"], &ticket["priority"]), (&json!("No light"), &json!("High")));
        let messages = ticket["messages"].as_array().unwrap();
        assert_eq!(messages.len(), 2);
        assert_eq!(
            (&messages[0]["is_staff"], &messages[1]["is_staff"]),
            (&json!(false), &json!(true))
        );
        assert!(!ticket.to_string().contains("She pays late"));

        let file = site.call(jane.asks(get(&format!("{path}/attachment?index=0")))).await;
        assert_eq!((file.status.as_u16(), &*file.bytes), (200, &b"<svg>"[..]));
        assert_eq!(file.header("content-type"), "application/octet-stream");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert!(file.header("content-disposition").starts_with("attachment; filename*=UTF-8''"));
        assert!(file.header("content-security-policy").starts_with("sandbox"));

        let more = jane.asks(post(&format!("{path}/replies"), json!({"message": "Better."})));
        let ticket = site.call(more).await.expect(200);
        assert_eq!(ticket["messages"].as_array().unwrap().len(), 3);
        let blank = jane.asks(post(&format!("{path}/replies"), json!({"message": " "})));
        site.call(blank).await.expect(422);
        let close = jane.asks(post(&format!("{path}/close"), json!({})));
        assert_eq!(site.call(close).await.expect(200)["status"], "Closed");
        let list = jane.get(&site, "/api/v1/tickets?status=Closed").await;
        assert_eq!((&list["total"], &list["items"][0]["id"]), (&json!(1), &json!(id)));
        assert_eq!(jane.get(&site, "/api/v1/tickets?status=closed").await["total"], 1);
        let problem = site.call(jane.asks(get("/api/v1/tickets?status=Bogus"))).await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], "?status");
    }
}

#[tokio::test]
async fn what_is_behind_is_told() {
    for site in each().await {
        let told = site.call(get("/api/v1/capabilities")).await.expect(200);
        let behind = if site.is_remote() { "hostler" } else { "engine" };
        assert_eq!(told["behind"], behind);
        assert!(
            told["extensions"].as_array().unwrap().iter().all(|each| each["is_offered"] == true)
        );
    }
}

/// What the house does not take is refused, also where the WHMCS behind does not know who sends it.
#[tokio::test]
async fn files_that_clients_may_not_send_are_refused() {
    let mut sites = each().await;
    sites.push(before_stock().await);
    for site in sites {
        furnish(&site).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let with = |file: &str| {
            let files = json!([{"name": "a.txt", "data": "AAAA"}, {"name": file, "data": "AAAA"}]);
            json!({"department_id": 1, "subject": "Log", "message": "See.", "files": files})
        };
        let refused = site.call(jane.asks(post("/api/v1/tickets", with("run.EXE")))).await;
        let problem = refused.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], "/files", "{problem}");
        let mut nothing = with("b.PDF");
        nothing["files"] = json!([{"name": "a.txt", "data": ""}]);
        let problem = site.call(jane.asks(post("/api/v1/tickets", nothing))).await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], "/files/0/data", "{problem}");
        // More than ten mebibytes; that is no matter of how often it is tried.
        let files = json!([{"name": "a.txt", "data": "AAAA".repeat(3_600_000)}]);
        let mut large = with("b.PDF");
        large["files"] = files;
        let problem = site.call(jane.asks(post("/api/v1/tickets", large))).await.expect(422);
        let found = (&problem["code"], &problem["errors"][0]["pointer"]);
        assert_eq!(found, (&json!("too-much"), &json!("/files")), "{problem}");
        let opened = site.call(jane.asks(post("/api/v1/tickets", with("b.PDF")))).await;
        let path = format!("/api/v1/tickets/{}/replies", opened.expect(201)["id"]);
        let body = json!({"message": "More.", "files": [{"name": "a.svg", "data": "AAAA"}]});
        let problem = site.call(jane.asks(post(&path, body))).await.expect(422);
        assert_eq!(problem["errors"][0]["pointer"], "/files", "{problem}");
    }
}

/// Behind another WHMCS everything is asked as its staff, which sees what clients do not.
#[tokio::test]
async fn what_is_for_the_staff_is_not_for_clients() {
    let mut sites = each().await;
    sites.push(before_stock().await);
    for site in sites {
        furnish(&site).await;
        site.run(
            "insert into departments (name, hidden) values ('Secret', 1);
             insert into custom_fields (kind, rel_id, name, admin_only)
             values ('support', 1, 'Own', 1)",
        )
        .await;
        let jane = sign_up(&site, "jane@example.com").await;
        let told = jane.get(&site, "/api/v1/departments").await;
        assert!(!told.to_string().contains("Secret"), "{told}");
        let with = |department: u64| {
            let body = json!({"department_id": department, "subject": "Log", "message": "See."});
            jane.asks(post("/api/v1/tickets", body))
        };
        site.call(with(2)).await.expect(404);
        let id = site.call(with(1)).await.expect(201)["id"].clone();
        let sql = "insert into custom_field_values (field_id, rel_id, value)
            select 1, id, 'angry' from tickets";
        site.run(sql).await;
        let told = jane.get(&site, &format!("/api/v1/tickets/{id}")).await;
        assert!(!told.to_string().contains("angry"), "{told}");
    }
}
