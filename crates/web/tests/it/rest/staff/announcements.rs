//! What the house announces.

use axum::http::Method;
use protocol::SetAnnouncementTranslation;
use serde_json::{Value, json};

use super::{ann, send};
use crate::site::{each, get};

#[tokio::test]
async fn staff_writes_an_announcement_and_publishes_it() {
    for site in each().await {
        let who = (&site, &ann(&site, r#"["*"]"#).await);
        let body = json!({"title": "The fair", "text": "<p>Soon.</p>", "date": "2026-01-02"});
        let made = send(who, Method::POST, "announcements", body, 201).await;
        let at = format!("announcements/{}", made["id"]);
        // A translation is no announcement of its own, and no row of the page.
        let call = SetAnnouncementTranslation {
            announcementid: made["id"].as_u64().unwrap(),
            language: "german".to_owned(),
            title: "Die Messe".to_owned(),
            announcement: "<p>Bald.</p>".to_owned(),
        };
        site.system.call(call).await.unwrap();
        let list = send(who, Method::GET, "announcements", Value::Null, 200).await;
        assert_eq!(list["items"].as_array().unwrap().len(), 1, "{list}");
        let row = &list["items"][0];
        assert_eq!((&list["total"], &row["title"]), (&json!(1), &json!("The fair")), "{list}");
        assert_eq!((&row["is_published"], &row["id"]), (&json!(false), &made["id"]));
        assert_eq!(row["published_at"], "2026-01-02T00:00:00");
        let open = site.call(get("/api/v1/announcements")).await.expect(200);
        assert_eq!(open["items"], json!([]));
        let change = json!({"is_published": true, "title": "The fair is open"});
        let changed = send(who, Method::PATCH, &at, change, 200).await;
        assert_eq!(send(who, Method::GET, &at, Value::Null, 200).await, changed);
        let open = site.call(get("/api/v1/announcements")).await.expect(200);
        assert_eq!(open["items"].as_array().unwrap().len(), 1, "{open}");
        let row = &open["items"][0];
        assert_eq!(
            (&row["title"], &row["text"]),
            (&json!("The fair is open"), &json!("<p>Soon.</p>"))
        );
        send(who, Method::DELETE, &at, Value::Null, 204).await;
        send(who, Method::DELETE, &at, Value::Null, 404).await;
        for odd in [
            json!({"title": "x", "text": "y"}),
            json!({"title": "", "text": "y",
            "date": "2026-01-02"}),
        ] {
            send(who, Method::POST, "announcements", odd, 422).await;
        }
    }
}
