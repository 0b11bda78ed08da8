//! F08: what every door says when the database itself cannot.

use serde_json::{Value, json};

use crate::pages::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{Site, credential, get, one, post};

const JANE: &str = "jane@example.com";
/// More than fits into pages that are there already (bytes).
const LARGE: usize = 59_000;

/// Lets the database grow to so many pages; SQLite takes what it has for the least.
async fn limit(site: &Site, pages: i64) {
    let mut c = site.system.engine.engine.db().write().await.unwrap();
    let sql = format!("pragma max_page_count = {pages}");
    let _: i64 = c.scalar(&sql, &[]).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_every_door_refuses_writes_and_goes_on_reading() {
    let site = one().await;
    furnish(&site).await;
    let jane = sign_up(&site, JANE).await;
    let mut browser = Browser::logged_in(&site, JANE, PASSWORD).await;
    let (identifier, secret) = credential(&site.system).await;
    let call = |action: &str, text: &str| {
        let login = [("identifier", &*identifier), ("secret", &*secret), ("responsetype", "json")];
        let call = [("action", action), ("title", "News"), ("announcement", text)];
        post("/includes/api.php", Value::Null).form(&[&login[..], &call[..]].concat())
    };
    let large = "x".repeat(LARGE);
    let ticket = json!({"department_id": 1, "subject": "Help", "message": large});
    let fields = [("department", "1"), ("subject", "Help"), ("message", &*large)];
    browser.page("/tickets/new").await;

    limit(&site, 1).await;
    let told = site.call(call("AddAnnouncement", &large)).await;
    assert_eq!(told.status, 507);
    let message = "There is no room to store it; nothing was changed";
    assert_eq!(told.json(), json!({"result": "error", "message": message}));
    let told = site.call(jane.asks(post("/api/v1/tickets", ticket.clone()))).await;
    assert_eq!(told.expect(507)["code"], "no-room");
    let told = browser.post("/tickets/new", &fields).await;
    assert_eq!(told.status, 507, "{}", text(&told));
    assert!(text(&told).contains("Nothing can be saved right now"));
    assert_eq!(jane.get(&site, "/api/v1/tickets").await["items"], json!([]));
    assert_eq!(site.call(get("/readyz")).await.status, 200);
    assert_eq!(site.call(call("GetAnnouncements", "")).await.expect(200)["totalresults"], 0);

    limit(&site, i64::from(u32::MAX - 1)).await;
    assert_eq!(site.call(call("AddAnnouncement", &large)).await.expect(200)["result"], "success");
    site.call(jane.asks(post("/api/v1/tickets", ticket))).await.expect(201);
    assert_eq!(browser.post("/tickets/new", &fields).await.status, 303);
}
