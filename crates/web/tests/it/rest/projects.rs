//! Projects of the house: planned, worked on, timed, talked about.

use axum::http::Method;
use serde_json::{Value, json};

use crate::shop::{PASSWORD, person, sign_up, staff};
use crate::site::{ask, each, get, post};

#[tokio::test]
async fn a_project_from_plan_to_end() {
    for site in each().await {
        staff(&site, r#"["*"]"#).await;
        let jane = sign_up(&site, "jane@example.com").await;
        let client = jane.get(&site, "/api/v1/me").await["client_id"].clone();
        let login = post("/api/v1/auth/staff/login", json!({"email": "ann", "password": PASSWORD}));
        let ann = person(&site.call(login).await.expect(200));
        let send = async |method: Method, path: &str, body: Value, status: u16| -> Value {
            let request = ask(method, &format!("/api/v1/admin/{path}")).json(&body);
            let answer = site.call(ann.asks(request)).await;
            assert_eq!(answer.status.as_u16(), status, "{path} {body}: {}", answer.json());
            answer.json()
        };

        let plan = json!({"title": "Move", "client_id": client, "due_on": "2026-03-01"});
        let made = send(Method::POST, "projects", plan, 201).await;
        assert_eq!((&made["title"], &made["due_on"]), (&json!("Move"), &json!("2026-03-01")));
        assert_eq!((&made["client_id"], &made["is_completed"]), (&client, &json!(false)));
        assert_eq!((&made["tasks"], &made["notes"]), (&json!([]), &json!(null)));
        let project = format!("projects/{}", made["id"]);

        let task = json!({"task": "Copy files", "due_on": "2026-02-01", "notes": "At night"});
        let with = send(Method::POST, &format!("{project}/tasks"), task, 200).await;
        let task = with["tasks"][0].clone();
        assert_eq!((&task["task"], &task["notes"]), (&json!("Copy files"), &json!("At night")));
        let at = format!("project-tasks/{}?project_id={}", task["id"], made["id"]);
        let change = json!({"is_completed": true, "task": "Copy all files"});
        let with = send(Method::PATCH, &at, change, 200).await;
        let done = &with["tasks"][0];
        assert_eq!(
            (&done["task"], &done["is_completed"]),
            (&json!("Copy all files"), &json!(true))
        );

        let timers = format!("{project}/timers");
        let with = send(Method::POST, &timers, json!({"task_id": task["id"]}), 200).await;
        let timer = &with["tasks"][0]["timers"][0];
        assert!(timer["started_at"].is_string() && timer["ended_at"].is_null(), "{timer}");
        site.clock.advance(jiff::SignedDuration::from_secs(600));
        let stop = json!({"stop_timer_id": timer["id"]});
        let with = send(Method::POST, &timers, stop, 200).await;
        let timer = &with["tasks"][0]["timers"][0];
        assert!(timer["ended_at"].as_str() > timer["started_at"].as_str(), "{timer}");
        for odd in [json!({}), json!({"task_id": null}), json!({"task_id": 0}), json!({"x": 1})] {
            send(Method::POST, &timers, odd, 422).await;
        }

        let said = json!({"message": "Half of it is there."});
        let with = send(Method::POST, &format!("{project}/messages"), said, 200).await;
        assert_eq!(with["messages"][0]["message"], "Half of it is there.");

        let change = json!({"status": "Completed", "is_completed": true, "notes": "Well done"});
        let ended = send(Method::PATCH, &project, change, 200).await;
        assert_eq!((&ended["is_completed"], &ended["notes"]), (&json!(true), &json!("Well done")));
        let gone = site.call(ann.asks(ask(Method::DELETE, &format!("/api/v1/admin/{at}")))).await;
        assert_eq!(gone.status, 204);
        let whole = ann.get(&site, &format!("/api/v1/admin/{project}")).await;
        assert_eq!(whole["tasks"], json!([]));
        let listed = ann.get(&site, &format!("/api/v1/admin/projects?client_id={client}")).await;
        assert_eq!((&listed["total"], &listed["items"][0]["id"]), (&json!(1), &made["id"]));
        for path in ["projects/999999", "project-tasks/999999?project_id=1"] {
            send(Method::PATCH, path, json!({}), 404).await;
        }
        assert_eq!(site.call(jane.asks(get("/api/v1/admin/projects"))).await.status, 403);
    }
}
