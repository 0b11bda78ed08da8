//! A role that only looks is offered nothing else.

use protocol::{ACTIONS, Access};

use super::browser::{Browser, text};
use super::paths::PAGES;
use crate::shop::{furnish, sign_up};
use crate::site::one;

/// What everybody may send: out of the office, and what is the member's own.
const OWN: [&str; 3] = ["/admin/logout", "/admin/my-account", "/admin/sign-ins"];

#[tokio::test]
async fn who_only_looks_is_offered_no_change() {
    let site = one().await;
    furnish(&site).await;
    let jane = sign_up(&site, "jane@example.com").await;
    let placed = jane.order(&site).await;
    site.run(
        "insert into banned_ips (ip, reason, created_at, expires_at)
             values ('198.51.100.9', 'Spam', 0, 4000000000);
         insert into banned_email_domains (domain, created_at) values ('spam.example', 0);
         insert into projects (title, title_folded, staff_id, client_id, status, created_on,
             created_at, updated_at) values ('Move', 'move', 1, 1, 'Pending', '2026-01-01', 0, 0);
         insert into project_tasks (project_id, task, position, created_at)
             values (1, 'Pack', 1, 0);
         insert into todo_items (on_date, title, status) values ('2026-01-01', 'Call', 'New');",
    )
    .await;
    let reads = ACTIONS.iter().filter(|action| action.access == Access::Read);
    let reads: Vec<String> = reads.map(|action| format!("\"{}\"", action.name)).collect();
    let mut ann = Browser::of_ann(&site, &format!("[{}]", reads.join(","))).await;
    let own = [
        format!("orders/{}", placed["id"]),
        format!("invoices/{}", placed["invoice_id"]),
        "projects/1".to_owned(),
        "todo/1".to_owned(),
        "roles/1".to_owned(),
        "resolver".to_owned(),
    ];
    let (mut seen, mut offered) = (0, Vec::new());
    for path in PAGES.iter().copied().chain(own.iter().map(String::as_str)) {
        let path = format!("/admin/{path}");
        let answer = ann.open(&path).await;
        // Pages that only make something are refused, and those of what is not there are not.
        if answer.status != 200 {
            continue;
        }
        seen += 1;
        let page = text(&answer).replace("&#x2f;", "/");
        let page = page.replace("<button hidden formmethod=\"dialog\"></button>", "");
        for form in page.split("<form ").skip(1) {
            let (form, _) = form.split_once("</form>").unwrap_or((form, ""));
            let (tag, inside) = form.split_once('>').unwrap();
            let (_, action) = tag.split_once("action=\"").unwrap_or(("", &path));
            let action = action.split('"').next().unwrap();
            let posts = tag.contains("method=\"post\"") && inside.contains("<button");
            let is_own = OWN.iter().any(|own| action.starts_with(own));
            if posts && !is_own && !inside.contains("disabled") {
                offered.push(format!("{path}: {action}"));
            }
        }
    }
    assert_eq!(offered, Vec::<String>::new());
    assert!(seen > 60, "{seen} pages were seen");
}
