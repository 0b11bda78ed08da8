//! What the office says by the names that people know: invoices, settings, clients, who came in.

use protocol::{ACTIONS, Access};
use serde_json::json;

use super::browser::{Browser, text};
use crate::shop::{PASSWORD, furnish, sign_up};
use crate::site::{each_engine, one, post};

#[tokio::test]
async fn a_setting_that_is_refused_is_named() {
    let site = one().await;
    furnish(&site).await;
    let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
    let here = "/admin/settings";
    let wrong = [("setting", "TimeZone"), ("value", "Moon/Base"), ("q", "time")];
    let answer = ann.submit(here, here, &wrong).await;
    let page = text(&answer);
    assert_eq!(answer.status, 422, "{page}");
    assert!(page.contains("href=\"#f-TimeZone\">TimeZone: Invalid value"), "{page}");
    let input = "id=\"f-TimeZone\" name=\"value\" value=\"Moon&#x2f;Base\"";
    assert!(page.contains(input), "what was typed stands: {page}");
    assert!(page.contains("id=\"p-TimeZone\"") && !page.contains("value: Invalid"), "{page}");
}

/// Who writes without reading, and who reads without writing, is led nowhere in vain.
#[tokio::test]
async fn the_sidebar_leads_only_to_what_can_be_opened() {
    for access in [Access::Write, Access::Read] {
        let site = one().await;
        furnish(&site).await;
        let names = ACTIONS.iter().filter(|action| action.access == access);
        let names: Vec<String> = names.map(|action| format!("\"{}\"", action.name)).collect();
        let mut ann = Browser::of_ann(&site, &format!("[{}]", names.join(","))).await;
        let page = ann.read("/admin").await.replace("&#x2f;", "/");
        let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let mut links: Vec<String> =
            links.filter(|link| link.starts_with("/admin/")).map(str::to_owned).collect();
        links.sort_unstable();
        links.dedup();
        assert!(links.len() > 5, "{links:?}");
        let mut refused = Vec::new();
        for link in links {
            let status = ann.open(&link).await.status;
            if status == 403 {
                refused.push(link);
            }
        }
        assert_eq!(refused, Vec::<String>::new(), "{access:?}");
    }
}

/// Lines of the activity log, the newest first: who, and what.
fn lines(page: &str) -> Vec<String> {
    page.split("<tr").skip(2).map(str::to_owned).collect()
}

#[tokio::test]
async fn the_activity_log_names_who_came_in() {
    for site in each_engine().await {
        furnish(&site).await;
        sign_up(&site, "jane@example.com").await;
        for (email, password) in [
            ("jane@example.com", PASSWORD),
            ("jane@example.com", "not the one"),
            ("hunter2 my password", "x"),
        ] {
            let body = json!({ "email": email, "password": password });
            site.call(post("/api/v1/auth/login", body)).await;
        }
        let mut wrong = Browser::new(&site);
        let mut ann = Browser::of_ann(&site, r#"["*"]"#).await;
        wrong.send("/admin/login", &[("name", "ann"), ("password", "not hers")]).await;
        let page = ann.read("/admin/activity").await;
        let found = lines(&page);
        for (text, who) in [
            ("User Login - User ID: 1", "Jane Doe"),
            ("Admin Login - ann - Admin ID: 1", "Ann"),
            ("Failed Login Attempt - jane@example.com - User ID: 1", "Visitor"),
            ("Failed Admin Login Attempt - ann - Admin ID: 1", "Visitor"),
            ("Failed Login Attempt - Unknown Name", "Visitor"),
        ] {
            let line = found.iter().find(|line| line.contains(&format!("{text}<")));
            let line = line.unwrap_or_else(|| panic!("{text}: {page}"));
            assert!(line.contains(who), "{text}: {line}");
        }
        assert!(!page.contains("hunter2"), "{page}");
    }
}
